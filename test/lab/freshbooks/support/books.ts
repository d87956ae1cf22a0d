/** An account of the lab's FreshBooks to test with: calls without HTTP, and the problems of refused calls. */
import type { LabRequest } from '../../../../lab/kit/platform';
import {
	freshBooksLab,
	type AccountOptions,
	type FreshBooksLab,
	type FreshBooksLabOptions,
} from '../../../../lab/ledgers/freshbooks';
import { BOOKKEEPING_SCOPE } from '../../../../lab/ledgers/freshbooks/http/scopes';

export const ACCOUNT = '6BApk';
export const BUSINESS_UUID = 'c6a9e0a1-2f3c-4c4e-9a53-6bd1c80a1f01';
export const BUSINESS_ID = 4_390_001;
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

/** A moment that the tests move on. */
export class Clock {
	now = Date.parse('2026-11-20T15:00:00Z');
	readonly read = (): number => this.now;
}

/** `{"amount": "1.00", "code": "GBP"}` */
export const gbp = (amount: string) => ({ amount, code: 'GBP' });

/** A line of an invoice; `vat` in percent. */
export const line = (unitCost: string, more: Record<string, unknown> = {}) => ({
	name: 'Tea',
	qty: '1',
	unit_cost: gbp(unitCost),
	...more,
});

export const vat = { taxName1: 'VAT', taxAmount1: '20' };

export class Books {
	constructor(
		readonly lab: FreshBooksLab,
		readonly clock: Clock,
	) {}

	/** Any request below the host. */
	raw(method: string, address: string, body?: unknown, headers: Record<string, string> = {}): Answer {
		const url = new URL(address, 'http://127.0.0.1');
		const request: LabRequest = {
			method,
			path: url.pathname,
			query: url.searchParams,
			headers: {
				authorization: `Bearer ${TOKEN}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			rawBody: Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body)),
		};
		const answer = this.lab.handle(request);
		if (answer instanceof Promise) throw new Error('the lab answers at once');
		const text = typeof answer.body === 'string' ? { text: answer.body } : answer.body;
		// what a client sees went through JSON
		return {
			status: answer.status,
			headers: answer.headers ?? {},
			body: JSON.parse(JSON.stringify(text)) as Json,
		};
	}

	/** A request of the accounting family. */
	call(method: string, path: string, body?: unknown): Answer {
		return this.raw(method, `/accounting/account/${ACCOUNT}/${path}`, body);
	}

	/** A request of the addresses that name the business. */
	business(method: string, path: string, body?: unknown, headers?: Record<string, string>): Answer {
		const version = headers ?? { 'x-api-version': '2023-09-25' };
		return this.raw(method, `/accounting/businesses/${BUSINESS_UUID}/${path}`, body, version);
	}

	/** The content of an answer; fails the test when the call is refused. */
	result(method: string, path: string, body?: unknown): Json {
		const answer = this.call(method, path, body);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		return answer.body['response']?.['result'] as Json;
	}

	/** What is in the envelope `key`. */
	post(path: string, key: string, value: unknown): Json {
		return this.result('POST', path, { [key]: value })[key] as Json;
	}

	put(path: string, key: string, value: unknown): Json {
		return this.result('PUT', path, { [key]: value })[key] as Json;
	}

	list(path: string, key: string): Json[] {
		return this.result('GET', path)[key] as unknown as Json[];
	}

	/** What is wrong with a call that must be refused, as "errno field". */
	refused(method: string, path: string, body?: unknown): string[] {
		return problemsOf(this.call(method, path, body));
	}

	/** A client that the tests use. */
	client(more: Record<string, unknown> = {}): number {
		return Number(this.post('users/clients', 'client', { organization: 'Shop customers', ...more })['id']);
	}

	/** An invoice that is sent. */
	invoice(customerid: number, lines: readonly object[], more: Record<string, unknown> = {}): Json {
		const create_date = '2026-11-20';
		return this.post('invoices/invoices', 'invoice', {
			customerid,
			create_date,
			lines,
			action_mark_as_sent: true,
			...more,
		});
	}

	pay(invoiceid: unknown, amount: string, more: Record<string, unknown> = {}): Json {
		const payment = { invoiceid, amount: gbp(amount), date: '2026-11-20', type: 'Credit Card', ...more };
		return this.post('payments/payments', 'payment', payment);
	}

	/** The UUID of an account that can be posted to. */
	account(name: string): string {
		const accounts = this.business('GET', 'ledger_accounts/accounts').body['data'] as unknown as Json[];
		const found = accounts.find((one) => String(one['name']) === name && one['parent_account'] !== null);
		if (found === undefined) throw new Error(`no account ${name}`);
		return String(found['uuid']);
	}

	/** Debits less credits of the accounts, by name (and currency when it is not pounds); without those that have none. */
	balances(): Record<string, string> {
		return Object.fromEntries(
			this.lab
				.trialBalance(ACCOUNT)
				.map(({ account, currency, debit, credit }) => [
					currency === 'GBP' ? account : `${account} ${currency}`,
					credit === '0.00' ? debit : `-${credit}`,
				]),
		);
	}

	/** Cents by which the books are out of balance, all currencies together. */
	imbalance(): bigint {
		const cents = (text: string): bigint => BigInt(text.replace('.', ''));
		return this.lab
			.trialBalance(ACCOUNT)
			.reduce((sum, row) => sum + cents(row.debit) - cents(row.credit), 0n);
	}
}

/** "errno field" of each problem in either wording. */
export function problemsOf({ status, body }: Answer): string[] {
	if (status < 400) throw new Error(`not refused: ${JSON.stringify(body)}`);
	const old = body['response']?.['errors'] as unknown as { errno: number; field: string }[] | undefined;
	if (old !== undefined) return old.map(({ errno, field }) => `${errno} ${field}`);
	const details = body['details'] as unknown as { reason: string; metadata: { field: string } }[];
	return details.map(({ reason, metadata }) => `${reason} ${metadata.field}`);
}

/** A lab with one account of a British business. Without limits. */
export function open(
	account: Partial<AccountOptions> = {},
	options: Partial<FreshBooksLabOptions> = {},
): Books {
	const clock = new Clock();
	const lab = freshBooksLab({
		accounts: [
			{
				accountId: ACCOUNT,
				businessId: BUSINESS_ID,
				businessUuid: BUSINESS_UUID,
				name: 'Tea Shop Ltd',
				country: 'GB',
				currency: 'GBP',
				timeZone: 'Europe/London',
				...account,
			},
		],
		grantOf: (token) => (token === TOKEN ? { scope: BOOKKEEPING_SCOPE } : undefined),
		now: clock.read,
		limits: 'off',
		...options,
	});
	return new Books(lab, clock);
}
