/**
 * A company behind the network port, for tests of one session: it answers reads from lists and batches with what a test says.
 * It checks nothing by itself; the lab does that.
 */
import { quickbooks } from '../../../../../connectors/ledgers/quickbooks';
import type {
	LedgerCache,
	LedgerOptions,
	LedgerSession,
	LedgerSettings,
} from '../../../../../core/ledger/connector';
import type { Http, HttpRequest, HttpResponse } from '../../../../../core/transport/http';
import { FakeClock } from './clock';
import { ACCOUNTS, TAX_CODES } from './companies';

type Row = Record<string, unknown>;
export interface BatchPayload {
	bId: string;
	operation: string;
	[entity: string]: unknown;
}

export const ok = (body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
	status: 200,
	headers,
	body,
});

export const faultBody = (
	code: string,
	message: string,
	detail = '',
	type = 'ValidationFault',
): { Fault: unknown } => ({
	Fault: { Error: [{ Message: message, Detail: detail, code, element: '' }], type },
});

export class MemoryCache implements LedgerCache {
	readonly entries = new Map<string, { value: unknown; ttlMs: number }>();
	cleared = 0;

	async get(key: string): Promise<unknown> {
		return this.entries.get(key)?.value;
	}

	async set(key: string, value: unknown, ttlMs: number): Promise<void> {
		this.entries.set(key, { value: JSON.parse(JSON.stringify(value)), ttlMs });
	}

	async clear(): Promise<void> {
		this.cleared++;
		this.entries.clear();
	}
}

let realms = 4_000_000;

const ENTITIES = [
	'SalesReceipt',
	'Invoice',
	'Payment',
	'CreditMemo',
	'RefundReceipt',
	'JournalEntry',
	'Deposit',
	'Transfer',
	'Purchase',
	'Customer',
	'Item',
];

/** Whether a request creates something, in a batch or alone. */
export const isWrite = ({ method, url }: HttpRequest): boolean =>
	method === 'POST' && !url.endsWith('/query');

function payloadsOf({ url, body }: HttpRequest): BatchPayload[] {
	if (url.endsWith('/batch')) return (body as { BatchItemRequest: BatchPayload[] }).BatchItemRequest;
	const entity = ENTITIES.find((name) => url.endsWith(`/${name.toLowerCase()}`));
	if (entity === undefined) throw new Error(`unexpected address ${url}`);
	return [{ bId: '1', operation: 'create', [entity]: body }];
}

export class FakeCompany {
	readonly requests: HttpRequest[] = [];
	readonly clock = new FakeClock();
	readonly cache = new MemoryCache();
	/** a realm of its own: turns are shared by all sessions of a company */
	readonly settings: LedgerSettings;
	info: Row = { CompanyName: 'Mug & Co', Country: 'GB' };
	preferences: Record<string, Row> = {
		AccountingInfoPrefs: {},
		CurrencyPrefs: { MultiCurrencyEnabled: false, HomeCurrency: { value: 'GBP' } },
		SalesFormsPrefs: { CustomTxnNumbers: true },
		TaxPrefs: { UsingSalesTax: true },
	};
	readonly tables: Record<string, Row[]> = {
		Account: Object.values(ACCOUNTS).map((account) => ({
			Id: account.id,
			Name: account.name,
			FullyQualifiedName: account.name,
			AccountType: account.type,
			Active: true,
		})),
		TaxCode: Object.values(TAX_CODES.uk).map((code) => ({
			Id: code.id,
			Name: code.name,
			Active: true,
			Taxable: true,
			TaxGroup: true,
			SalesTaxRateList: { TaxRateDetail: code.rates.map((rate) => ({ TaxRateRef: { value: rate.id } })) },
		})),
		TaxRate: Object.values(TAX_CODES.uk).flatMap((code) =>
			code.rates.map((rate) => ({ Id: rate.id, Name: rate.name, RateValue: Number(rate.percent) })),
		),
		Item: [],
		Customer: [],
	};
	/** answers a batch payload; undefined lets the entity be created with the next id */
	onPayload: (payload: BatchPayload, entity: string, body: Row) => Row | undefined = () => undefined;
	/** answers any request before all else */
	onRequest: (request: HttpRequest, count: number) => HttpResponse | Error | undefined = () => undefined;
	private nextId = 100;

	constructor(settings: Partial<LedgerSettings> = {}) {
		this.settings = { tenant: String(++realms), ...settings };
	}

	readonly http: Http = async (request) => {
		this.requests.push(request);
		const special = this.onRequest(request, this.requests.length);
		if (special instanceof Error) throw special;
		if (special !== undefined) return special;
		if (request.url.includes('/companyinfo/')) return ok({ CompanyInfo: this.info, time: '' });
		if (request.url.endsWith('/preferences')) return ok({ Preferences: this.preferences, time: '' });
		if (request.url.endsWith('/exchangerate')) return ok({ ExchangeRate: { Rate: 0.8625 }, time: '' });
		if (request.url.endsWith('/query')) return ok(this.answerQuery(request.query?.query ?? ''));
		if (request.url.endsWith('/batch')) return ok(this.answerBatch(request.body));
		if (request.method === 'POST') return this.answerOne(request);
		throw new Error(`unexpected request ${request.method} ${request.url}`);
	};

	open(options: Partial<LedgerOptions> = {}): LedgerSession {
		return quickbooks.open(
			this.http,
			this.settings,
			{ createMissing: true, customers: 'oneForShop', ...options },
			this.cache,
			this.clock,
		);
	}

	/** statements sent so far */
	get queries(): string[] {
		return this.requests.flatMap((request) => request.query?.query ?? []);
	}

	/** payloads of the writes sent so far, with their request ids; one alone counts as a batch of one */
	get batches(): { requestId: string; payloads: BatchPayload[] }[] {
		return this.requests
			.filter(isWrite)
			.map((request) => ({ requestId: request.query?.requestid ?? '', payloads: payloadsOf(request) }));
	}

	private answerOne(request: HttpRequest): HttpResponse {
		const { BatchItemResponse: answers } = this.answerBatch({ BatchItemRequest: payloadsOf(request) });
		const { bId: _number, ...answer } = answers[0] ?? { bId: '' };
		return 'Fault' in answer ? { status: 400, headers: {}, body: answer } : ok(answer);
	}

	private answerQuery(statement: string): unknown {
		const [, entity = '', field, list = '', start = '1'] =
			/^SELECT \* FROM (\w+)(?: WHERE (\w+) (?:IN \((.*)\)|.*))? STARTPOSITION (\d+) MAXRESULTS 1000$/.exec(
				statement,
			) ?? [];
		const rows = this.tables[entity] ?? [];
		const values = [...list.matchAll(/'((?:\\.|[^'\\])*)'/g)].map(([, text = '']) =>
			text.replace(/\\(.)/g, '$1'),
		);
		const hits =
			field === undefined || values.length === 0
				? rows
				: rows.filter((row) =>
						values.some((value) => value.toLowerCase() === String(row[field]).toLowerCase()),
					);
		const from = Number(start) - 1;
		const page = hits.slice(from, from + 1000);
		return {
			QueryResponse:
				page.length === 0 ? {} : { [entity]: page, startPosition: from + 1, maxResults: page.length },
		};
	}

	private answerBatch(body: unknown): { BatchItemResponse: ({ bId: string } & Row)[] } {
		const { BatchItemRequest: payloads } = body as { BatchItemRequest: BatchPayload[] };
		return {
			BatchItemResponse: payloads.map((payload) => {
				const entity = Object.keys(payload).find((key) => key !== 'bId' && key !== 'operation') ?? '';
				const sent = payload[entity] as Row;
				const special = this.onPayload(payload, entity, sent);
				if (special !== undefined) return { bId: payload.bId, ...special };
				const created = { ...sent, Id: String(this.nextId++), SyncToken: '0', ...totals(sent) };
				(this.tables[entity] ??= []).push(created);
				return { bId: payload.bId, [entity]: created };
			}),
		};
	}
}

/** The totals QuickBooks adds to a sales document. */
function totals(sent: Row): Row {
	const lines = (sent.Line ?? []) as { Amount: number; DetailType?: string }[];
	const taxLines = ((sent.TxnTaxDetail as Row | undefined)?.TaxLine ?? []) as { Amount: number }[];
	if (lines[0]?.DetailType !== 'SalesItemLineDetail') return {};
	const cents = (entries: { Amount: number }[]): number =>
		entries.reduce((sum, { Amount }) => sum + Math.round(Amount * 100), 0);
	return {
		TotalAmt: (cents(lines) + cents(taxLines)) / 100,
		TxnTaxDetail: { TotalTax: cents(taxLines) / 100 },
	};
}
