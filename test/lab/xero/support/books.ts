/** An organisation of the lab's Xero to test with: calls without HTTP, the messages of refused calls, official schemas. */
import type { LabRequest } from '../../../../lab/kit/platform';
import {
	xeroLab,
	type OrganisationOptions,
	type XeroGrant,
	type XeroLab,
	type XeroLabOptions,
} from '../../../../lab/ledgers/xero';
import { BOOKKEEPING_SCOPE } from '../../../../lab/ledgers/xero/http/scopes';
import { xeroSpec } from '../../../../lab/ledgers/xero/spec';

export const TENANT = '25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1';
export const TOKEN = 'lab-token';
export const GRANT: XeroGrant = { scope: BOOKKEEPING_SCOPE };

/** JSON as it comes back; tests reach into it. */
export interface Json {
	readonly [key: string]: Json;
}

export interface Answer {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly body: Json;
}

/** A moment that the tests move on. */
export class Clock {
	now = Date.parse('2026-11-20T10:00:00Z');
	readonly read = (): number => this.now;
}

/** The schema of an answer by its container. */
const SCHEMAS: Readonly<Record<string, string>> = {
	Organisation: 'Organisations',
	'Organisation/Actions': 'Actions',
};

export class Books {
	constructor(
		readonly lab: XeroLab,
		readonly clock: Clock,
	) {}

	/** Any request; `path` is below the API, e.g. "Invoices?page=1". Good answers are held against the official schema. */
	async call(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		const url = new URL(`http://127.0.0.1/api.xro/2.0/${path}`);
		const answer = await this.raw(method, url, body, { 'xero-tenant-id': TENANT, ...headers });
		if (answer.status === 200) checkAnswer(url.pathname.split('/').slice(3), answer.body);
		return answer;
	}

	async raw(method: string, url: URL, body: unknown, headers: Record<string, string>): Promise<Answer> {
		const request: LabRequest = {
			method,
			path: url.pathname,
			query: url.searchParams,
			headers: {
				authorization: `Bearer ${TOKEN}`,
				accept: 'application/json',
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			rawBody: Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body)),
		};
		const answer = await this.lab.handle(request);
		const text = typeof answer.body === 'string' ? { text: answer.body } : answer.body;
		return {
			status: answer.status,
			headers: answer.headers ?? {},
			// what a client sees went through JSON
			body: JSON.parse(JSON.stringify(text)) as Json,
		};
	}

	/** The first element of an answer; fails the test when the call is refused. */
	async ok(method: string, path: string, body?: unknown): Promise<Json> {
		const all = await this.all(method, path, body);
		const [first] = all;
		if (first === undefined) throw new Error('empty answer');
		return first;
	}

	/** All elements of an answer. */
	async all(method: string, path: string, body?: unknown): Promise<Json[]> {
		const answer = await this.call(method, path, body);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return listIn(answer.body);
	}

	get = (path: string): Promise<Json[]> => this.all('GET', path);
	put = (path: string, body: unknown): Promise<Json> => this.ok('PUT', path, body);
	post = (path: string, body: unknown): Promise<Json> => this.ok('POST', path, body);

	/** The messages of a call that must be refused. */
	async refused(method: string, path: string, body?: unknown): Promise<string[]> {
		const answer = await this.call(method, path, body);
		if (answer.status === 200) throw new Error(`not refused: ${JSON.stringify(answer.body)}`);
		const elements = (answer.body['Elements'] ?? []) as unknown as {
			ValidationErrors: { Message: string }[];
		}[];
		const messages = elements.flatMap(({ ValidationErrors }) =>
			ValidationErrors.map(({ Message }) => Message),
		);
		return messages.length > 0
			? messages
			: [`${answer.status} ${String(answer.body['Message'] ?? answer.body['text'])}`];
	}

	/** Debits less credits of the accounts, by name; without those that have none. */
	balances(): Record<string, string> {
		return Object.fromEntries(
			this.lab
				.trialBalance(TENANT)
				.map(({ account, debit, credit }) => [account, credit === '0.00' ? debit : `-${credit}`]),
		);
	}

	/** Cents by which the books are out of balance. */
	imbalance(): bigint {
		const cents = (text: string): bigint => BigInt(text.replace('.', ''));
		return this.lab.trialBalance(TENANT).reduce((sum, row) => sum + cents(row.debit) - cents(row.credit), 0n);
	}

	/** A contact that the tests use. */
	async contact(Name = 'Shop customers'): Promise<{ ContactID: string }> {
		const found = await this.put('Contacts', { Name });
		return { ContactID: String(found['ContactID']) };
	}
}

/** The list in an answer's envelope. */
export function listIn(body: Json): Json[] {
	const list = Object.entries(body).find(([key, value]) => Array.isArray(value) && key !== 'Warnings');
	return (list?.[1] ?? []) as unknown as Json[];
}

/** Fails when an answer is not what the official description says; nothing is checked where that is not at hand. */
function checkAnswer(path: readonly string[], body: Json): void {
	const spec = xeroSpec();
	if (spec === undefined) return;
	const [first = '', , third] = path;
	const schema =
		first === 'Reports'
			? 'ReportWithRows'
			: (SCHEMAS[path.join('/')] ?? (third === 'Options' ? 'TrackingOptions' : (third ?? first)));
	if (!spec.has(schema)) throw new Error(`the description has no ${schema}`);
	const problems = spec.problems(schema, body);
	if (problems.length > 0) throw new Error(`${schema}: ${problems.slice(0, 5).join('; ')}`);
}

/** A lab with one organisation; Great Britain's unless something else is said. Without limits. */
export function open(
	organisation: Partial<OrganisationOptions> = {},
	options: Partial<XeroLabOptions> = {},
	clock = new Clock(),
): Books {
	const lab = xeroLab({
		organisations: [
			{
				tenantId: TENANT,
				name: 'Leaf & Pot',
				country: 'GB',
				currency: 'GBP',
				timeZone: 'Europe/London',
				...organisation,
			},
		],
		grantOf: (token) => (token === TOKEN ? GRANT : undefined),
		now: clock.read,
		realTime: clock.read,
		limits: 'off',
		...options,
	});
	return new Books(lab, clock);
}

export const line = (UnitAmount: number, more: object = {}): object => ({
	Description: 'Goods',
	Quantity: 1,
	UnitAmount,
	AccountCode: '200',
	TaxType: 'OUTPUT2',
	...more,
});

/** An approved invoice to a customer. */
export const sale = (
	Contact: object,
	InvoiceNumber: string,
	LineItems: readonly object[],
	more: object = {},
): object => ({
	Type: 'ACCREC',
	Contact,
	InvoiceNumber,
	Date: '2026-11-20',
	DueDate: '2026-11-20',
	Status: 'AUTHORISED',
	LineItems,
	...more,
});

export const creditNote = (
	Contact: object,
	CreditNoteNumber: string,
	LineItems: readonly object[],
	more: object = {},
): object => ({
	Type: 'ACCRECCREDIT',
	Contact,
	CreditNoteNumber,
	Date: '2026-11-21',
	Status: 'AUTHORISED',
	LineItems,
	...more,
});
