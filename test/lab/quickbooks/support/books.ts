/** A company of the lab's QuickBooks to test with: calls without HTTP, ids by name, the faults of refused calls. */
import type { LabRequest, LabResponse } from '../../../../lab/kit/platform';
import {
	quickBooksLab,
	type CompanyOptions,
	type QuickBooksLab,
	type QuickBooksLabOptions,
} from '../../../../lab/ledgers/quickbooks';

export const REALM = '4620816365';
export const TOKEN = 'lab-token';

/** JSON as it comes back; tests reach into it. */
export interface Json {
	readonly [key: string]: Json;
}

export interface Answer {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly body: Json;
}

/** The first error of a refused call, in short. */
export interface Refusal {
	readonly status: number;
	readonly code: string;
	readonly detail: string;
	readonly element: string | undefined;
	readonly type: string;
}

export const item = (ref: string, amount: number, more: object = {}): object => ({
	Amount: amount,
	DetailType: 'SalesItemLineDetail',
	SalesItemLineDetail: { ItemRef: { value: ref }, ...more },
});

export class Books {
	constructor(
		readonly lab: QuickBooksLab,
		readonly realm = REALM,
	) {}

	/** Any request; `path` is below the company, e.g. "salesreceipt?requestid=a". */
	call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Answer {
		const url = new URL(`http://127.0.0.1/v3/company/${this.realm}/${path}`);
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
		const answer = this.lab.handle(request) as LabResponse;
		const text = typeof answer.body === 'string' ? { text: answer.body } : answer.body;
		return {
			status: answer.status,
			headers: answer.headers ?? {},
			// what a client sees went through JSON
			body: JSON.parse(JSON.stringify(text)) as Json,
		};
	}

	/** Creates or changes an object; fails the test when it is refused. */
	post(path: string, body: unknown): Json {
		const answer = this.call('POST', path, body);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		const [entity] = Object.values(answer.body);
		if (entity === undefined) throw new Error('empty answer');
		return entity;
	}

	get(path: string): Json {
		const answer = this.call('GET', path);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return Object.values(answer.body)[0] ?? {};
	}

	query(statement: string): Json {
		const answer = this.call('GET', `query?query=${encodeURIComponent(statement)}`);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return answer.body['QueryResponse'] ?? {};
	}

	/** The rows of a query. */
	rows(statement: string): Json[] {
		const found = Object.values(this.query(statement)).find((value) => Array.isArray(value));
		return (found ?? []) as unknown as Json[];
	}

	/** The refusal of a call that must be refused. */
	refusal(method: string, path: string, body?: unknown): Refusal {
		return refusalOf(this.call(method, path, body));
	}

	/** The Id of an object by its name. */
	id(entity: string, name: string): string {
		const field = ['Customer', 'Vendor', 'TaxAgency'].includes(entity) ? 'DisplayName' : 'Name';
		const quoted = name.replace(/'/g, "\\'");
		const [row] = this.rows(`select Id from ${entity} where ${field} = '${quoted}'`);
		if (row === undefined) throw new Error(`no ${entity} ${name}`);
		return String(row['Id']);
	}

	/** "debit" or "-credit" of an account, e.g. "-10.05"; "0" without a balance. */
	balance(account: string): string {
		const row = this.lab.trialBalance(this.realm).find((one) => one.account === account);
		if (row === undefined) return '0';
		return row.debit.replace(/[0.]/g, '') === '' ? `-${row.credit}` : row.debit;
	}

	/** A customer and one service item for sales, with their ids. */
	shop(): { customer: string; product: string } {
		const customer = String(this.post('customer', { DisplayName: 'Shop sales' })['Id']);
		return { customer, product: this.service('Goods', 'Sales') };
	}

	/** A service item that posts to an account. */
	service(name: string, account: string): string {
		const IncomeAccountRef = { value: this.id('Account', account) };
		return String(this.post('item', { Name: name, Type: 'Service', IncomeAccountRef })['Id']);
	}
}

/** The first error of an answer. */
export function refusalOf({ status, body }: Answer): Refusal {
	const fault = body['Fault'];
	const error = (fault?.['Error'] as unknown as Json[] | undefined)?.[0];
	if (error === undefined) throw new Error(`not refused: ${JSON.stringify(body)}`);
	return {
		status,
		code: String(error['code']),
		detail: String(error['Detail']),
		element: error['element'] === undefined ? undefined : String(error['element']),
		type: String(fault?.['type']),
	};
}

const COMPANY: CompanyOptions = { realmId: REALM, country: 'GB', currency: 'GBP', name: 'Leaf and Pot Ltd' };

/** A lab with one company; without limits unless asked. */
export function open(
	company: Partial<CompanyOptions> = {},
	options: Partial<QuickBooksLabOptions> = {},
): Books {
	return new Books(
		quickBooksLab({
			companies: [{ ...COMPANY, ...company }],
			isTokenValid: (token) => token === TOKEN,
			now: () => Date.UTC(2026, 10, 23, 12),
			limits: 'off',
			...options,
		}),
	);
}

export const openUS = (company: Partial<CompanyOptions> = {}): Books =>
	open({ country: 'US', currency: 'USD', ...company });
