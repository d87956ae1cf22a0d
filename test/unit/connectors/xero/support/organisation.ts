/**
 * An organisation behind the network port, for tests of one session: it answers reads from lists and writes with what a test
 * says. It checks nothing by itself; the lab does that.
 */
import { xero } from '../../../../../connectors/ledgers/xero';
import type {
	LedgerCache,
	LedgerOptions,
	LedgerSession,
	LedgerSettings,
} from '../../../../../core/ledger/connector';
import type { Http, HttpRequest, HttpResponse } from '../../../../../core/transport/http';
import { FakeClock } from './clock';
import { ACCOUNTS, TAX_CODES, TENANT } from './companies';

export type Row = Record<string, unknown>;

export const ok = (body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
	status: 200,
	headers,
	body,
});

export const refused = (...messages: string[]): Row => ({
	StatusAttributeString: 'ERROR',
	HasErrors: true,
	ValidationErrors: messages.map((Message) => ({ Message })),
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

const IDS: Readonly<Record<string, string>> = {
	Invoices: 'InvoiceID',
	CreditNotes: 'CreditNoteID',
	Payments: 'PaymentID',
	BankTransactions: 'BankTransactionID',
	BankTransfers: 'BankTransferID',
	ManualJournals: 'ManualJournalID',
	Contacts: 'ContactID',
	Allocations: 'AllocationID',
};
const PREFIX = 'https://api.xero.com/api.xro/2.0/';

/** What a filter of `field=="value"` clauses joined by OR finds. */
function filtered(rows: readonly Row[], where: string): readonly Row[] {
	const clauses = [...where.matchAll(/(\w+)==(?:Guid\()?"((?:\\.|[^"\\])*)"\)?/g)].map(
		([, field = '', text = '']) => ({
			field,
			value: text.replace(/\\(.)/g, '$1'),
		}),
	);
	if (clauses.length === 0) return rows;
	return rows.filter((row) => clauses.some(({ field, value }) => row[field] === value));
}

export class FakeOrganisation {
	readonly requests: HttpRequest[] = [];
	readonly clock = new FakeClock();
	readonly cache = new MemoryCache();
	readonly settings: LedgerSettings;
	organisation: Row = {
		OrganisationID: TENANT,
		Name: 'Mug & Co',
		CountryCode: 'GB',
		BaseCurrency: 'GBP',
		PaysTax: true,
		Timezone: 'GMTSTANDARDTIME',
		ShortCode: '!FR6KJ',
		Edition: 'BUSINESS',
	};
	connections: Row[] = [{ tenantId: TENANT, tenantName: 'Mug & Co', tenantType: 'ORGANISATION' }];
	readonly tables: Record<string, Row[]> = {
		Currencies: [{ Code: 'GBP' }],
		Accounts: Object.values(ACCOUNTS).map((account) => ({
			AccountID: account.id,
			...(account.number === undefined ? {} : { Code: account.number }),
			Name: account.name,
			Type: account.type,
			Status: account.active ? 'ACTIVE' : 'ARCHIVED',
			EnablePaymentsToAccount: account.takesPayments && !account.isBank,
			...(account.currency === undefined ? {} : { CurrencyCode: account.currency }),
			...(account.kind === 'receivable' ? { SystemAccount: 'DEBTORS' } : {}),
			...(account.kind === 'payable' ? { SystemAccount: 'CREDITORS' } : {}),
		})),
		TaxRates: Object.values(TAX_CODES.uk).map((code) => ({
			Name: code.name,
			TaxType: code.id,
			Status: code.active ? 'ACTIVE' : 'DELETED',
			CanApplyToRevenue: code.sales,
			EffectiveRate: Number(code.totalPercent),
			TaxComponents: code.rates.map(({ name, percent }) => ({
				Name: name,
				Rate: Number(percent),
				IsCompound: false,
			})),
		})),
		TrackingCategories: [],
		Items: [],
		Contacts: [],
	};
	/** answers an element that is to be created; undefined lets it be created */
	onElement: (resource: string, element: Row) => Row | undefined = () => undefined;
	/** answers any request before all else */
	onRequest: (request: HttpRequest, count: number) => HttpResponse | Error | undefined = () => undefined;
	private nextId = 100;

	constructor(settings: Partial<LedgerSettings> = {}) {
		this.settings = { tenant: TENANT, ...settings };
	}

	readonly http: Http = async (request) => {
		this.requests.push(request);
		const special = this.onRequest(request, this.requests.length);
		if (special instanceof Error) throw special;
		if (special !== undefined) return special;
		if (request.url.endsWith('/connections')) return ok(this.connections);
		if (!request.url.startsWith(PREFIX)) throw new Error(`unexpected address ${request.url}`);
		const path = request.url.slice(PREFIX.length);
		if (request.method === 'DELETE') return ok({});
		if (request.method !== 'GET') return ok(this.answerWrite(path, request.body as Row));
		if (path === 'Organisation') return ok({ Organisations: [this.organisation] });
		return ok({ [path]: this.answerRead(path, request.query ?? {}) });
	};

	open(options: Partial<LedgerOptions> = {}): LedgerSession {
		return xero.open(
			this.http,
			this.settings,
			{ createMissing: true, customers: 'oneForShop', ...options },
			this.cache,
			this.clock,
		);
	}

	/** writes sent so far: method and path, key, elements */
	get writes(): { method: string; path: string; key: string; query: Row; elements: Row[] }[] {
		return this.requests
			.filter(({ method }) => method !== 'GET')
			.map(({ method, url, headers, body, query }) => ({
				method,
				path: url.slice(PREFIX.length),
				key: headers?.['Idempotency-Key'] ?? '',
				query: { ...query },
				elements: Object.values((body ?? {}) as Row).flatMap((list) =>
					Array.isArray(list) ? (list as Row[]) : [],
				),
			}));
	}

	/** documents written, without contacts */
	get documents(): ReturnType<FakeOrganisation['writesOf']> {
		return this.writesOf((path) => path !== 'Contacts');
	}

	private writesOf(wanted: (path: string) => boolean): FakeOrganisation['writes'] {
		return this.writes.filter(({ path }) => wanted(path));
	}

	/** filters and lists of the reads of a resource so far */
	questions(resource: string): string[] {
		return this.requests
			.filter(({ method, url }) => method === 'GET' && url === PREFIX + resource)
			.map(({ query }) => query?.where ?? query?.InvoiceNumbers ?? query?.IDs ?? '');
	}

	private answerRead(path: string, query: Readonly<Record<string, string>>): readonly Row[] {
		const rows = this.tables[path] ?? [];
		const numbers = query.InvoiceNumbers?.split(',');
		const ids = query.IDs?.split(',');
		const hits = filtered(rows, query.where ?? '').filter(
			(row) =>
				(numbers === undefined || numbers.includes(String(row.InvoiceNumber))) &&
				(ids === undefined || ids.includes(String(row.InvoiceID))),
		);
		if (query.page === undefined) return hits;
		const size = Number(query.pageSize);
		const from = (Number(query.page) - 1) * size;
		return hits.slice(from, from + size);
	}

	private answerWrite(path: string, body: Row): Row {
		const resource = path.split('/').at(-1) ?? '';
		if (/^Payments\/.+/.test(path)) {
			const row = (this.tables.Payments ?? []).find(({ PaymentID }) => path.endsWith(String(PaymentID)));
			if (row !== undefined) row.Status = 'DELETED';
			return { Payments: [row ?? {}] };
		}
		const idField = IDS[resource] ?? '';
		const table = (this.tables[resource] ??= []);
		const elements = (body[resource] ?? []) as Row[];
		return {
			[resource]: elements.map((element) => {
				const special = this.onElement(resource, element);
				if (special !== undefined) return special;
				const known = table.find((row) => row[idField] === element[idField]);
				if (element[idField] !== undefined && known !== undefined) return Object.assign(known, element);
				const id = `e0000000-0000-4000-8000-${String(this.nextId++).padStart(12, '0')}`;
				const created = { ...element, [idField]: id, ...totals(element) };
				table.push(created);
				return created;
			}),
		};
	}
}

const cents = (value: unknown): number => Math.round(Number(value ?? 0) * 100);

/** What Xero adds to a document: its totals, and the ids of the accounts it was booked to. */
function totals(sent: Row): Row {
	if (!Array.isArray(sent.LineItems)) return {};
	const lines = sent.LineItems as Row[];
	const net = lines.reduce((sum, { LineAmount }) => sum + cents(LineAmount), 0);
	const tax = lines.reduce((sum, { TaxAmount }) => sum + cents(TaxAmount), 0);
	return {
		LineItems: lines.map((line) => ({
			...line,
			AccountID:
				line.AccountID ?? Object.values(ACCOUNTS).find(({ number }) => number === line.AccountCode)?.id,
		})),
		SubTotal: net / 100,
		TotalTax: tax / 100,
		Total: (net + tax) / 100,
		...(sent.Type === 'ACCRECCREDIT' ? { RemainingCredit: (net + tax) / 100 } : {}),
	};
}
