/**
 * The network of FreshBooks: addresses, reading with retries and pages, and writing one object at a time. Reads are repeated; a
 * write is sent once, and what its failure means is told by the TransportError. There is no idempotency token: whoever writes
 * again has looked first. Nothing that is thrown holds a request or a token.
 */
import type { LedgerSettings } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../../core/transport/http';
import { problemsIn, transportErrorOf, type Problem } from './failures';
import { pagesSchema } from './payload';

const HOST = 'https://api.freshbooks.com';
const READ_TIMEOUT_MS = 60_000;
const WRITE_TIMEOUT_MS = 60_000;
const READ_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 500;
const LONGEST_WAIT_MS = 120_000;
/** FreshBooks caps pages at 100 rows. */
export const PAGE_SIZE = 100;
const MAX_PAGES = 1_000;
/** Journal entries by business want a version named. https://www.freshbooks.com/api/journal-entries */
const JOURNAL_HEADERS = { 'x-api-version': '2023-09-25' } as const;

/** What of a refused write is an answer about the object rather than about the call. */
const ABOUT_THE_OBJECT = new Set([400, 403, 404, 409, 422]);

export type Body = Readonly<Record<string, unknown>>;

/** Kinds of the accounting family: path, key of one, keys that a list may have. */
export const KINDS = {
	invoices: { path: 'invoices/invoices', one: 'invoice', many: ['invoices'] },
	creditNotes: {
		path: 'credit_notes/credit_notes',
		one: 'credit_notes',
		many: ['credit_notes', 'credit_note'],
	},
	payments: { path: 'payments/payments', one: 'payment', many: ['payments'] },
	otherIncome: {
		path: 'other_incomes/other_incomes',
		one: 'other_income',
		many: ['other_income', 'other_incomes'],
	},
	expenses: { path: 'expenses/expenses', one: 'expense', many: ['expenses'] },
	categories: { path: 'expenses/categories', one: 'category', many: ['categories'] },
	clients: { path: 'users/clients', one: 'client', many: ['clients'] },
	items: { path: 'items/items', one: 'item', many: ['items'] },
	taxes: { path: 'taxes/taxes', one: 'tax', many: ['taxes'] },
	journals: { path: 'journal_entries/journal_entries', one: 'journal_entry', many: ['journal_entries'] },
	journalDetails: {
		path: 'journal_entries/journal_entry_details',
		one: 'journal_entry_detail',
		many: ['journal_entry_details'],
	},
	journalAccounts: {
		path: 'journal_entry_accounts/journal_entry_accounts',
		one: 'journal_entry_account',
		many: ['journal_entry_accounts'],
	},
} as const satisfies Record<string, { path: string; one: string; many: readonly string[] }>;

export type Kind = keyof typeof KINDS;

/** What became of a write. notThere: the address or the object does not exist, so nothing was done. */
export type WriteResult =
	| { readonly kind: 'done'; readonly element: unknown }
	| { readonly kind: 'refused'; readonly problems: readonly Problem[] }
	| { readonly kind: 'notThere'; readonly problems: readonly Problem[] };

export interface FreshBooksClient {
	/** The user and the businesses of the credential. */
	me(): Promise<unknown>;
	/** The business's settings; undefined where FreshBooks does not give them to this user. */
	system(businessId: string): Promise<unknown>;
	/** All rows of a list, page by page. @param enough ends the reading early */
	list(
		kind: Kind,
		query?: Readonly<Record<string, string>>,
		enough?: (rows: readonly unknown[]) => boolean,
	): Promise<readonly unknown[]>;
	/** The same, each page as it comes. */
	pages(kind: Kind, query?: Readonly<Record<string, string>>): AsyncIterable<readonly unknown[]>;
	/** One object; undefined when there is none. */
	get(kind: Kind, id: string, query?: Readonly<Record<string, string>>): Promise<unknown>;
	create(kind: Kind, body: Body, key?: string): Promise<WriteResult>;
	change(kind: Kind, id: string, body: Body, key?: string): Promise<WriteResult>;
	/** The chart of accounts by business; undefined where the business has none. */
	ledgerAccounts(businessUuid: string): Promise<readonly unknown[] | undefined>;
	/** Adds an account to the chart by business. */
	createLedgerAccount(businessUuid: string, body: Body): Promise<WriteResult>;
	/** A journal entry by business. */
	createLedgerJournal(businessUuid: string, body: Body): Promise<WriteResult>;
	/** The profit and loss report, from the address that every client of FreshBooks uses, else by business. */
	profitLoss(businessUuid: string | undefined, query: Readonly<Record<string, string>>): Promise<unknown>;
	/** A page of the journal entries by business; undefined where the address does not exist. */
	ledgerJournals(businessUuid: string, page: number): Promise<unknown>;
}

/** The address of the API, without a slash at its end. */
export function baseUrlOf(settings: LedgerSettings): string {
	return (settings.baseUrl ?? HOST).replace(/\/+$/, '');
}

function unreadable(what: string): TransportError {
	return new TransportError('uncertain', `FreshBooks' answer cannot be read: ${what}.`);
}

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The result of an answer of the accounting family. */
function resultOf(body: unknown): unknown {
	return property(property(body, 'response'), 'result');
}

/** Some answers hold one object under the key of the list, or the other way round. */
function elementOf(body: unknown, { one, many }: { one: string; many: readonly string[] }): unknown {
	const result = resultOf(body);
	for (const key of [one, ...many]) {
		const value = property(result, key);
		if (Array.isArray(value)) return value[0];
		if (value !== undefined) return value;
	}
	return undefined;
}

export function createClient(http: Http, settings: LedgerSettings, clock: Clock): FreshBooksClient {
	const base = baseUrlOf(settings);
	const account = `${base}/accounting/account/${encodeURIComponent(settings.tenant)}`;
	const business = (uuid: string): string => `${base}/accounting/businesses/${encodeURIComponent(uuid)}`;
	const headers = { Accept: 'application/json', 'Api-Version': 'alpha' };

	async function once(
		request: HttpRequest,
		isAnswer: (response: HttpResponse) => boolean,
	): Promise<HttpResponse> {
		let response: HttpResponse;
		try {
			response = await http(request);
		} catch (error) {
			if (error instanceof TransportError) throw error;
			// whatever it is, it may hold the request; and the request may have arrived
			throw new TransportError('uncertain', 'FreshBooks gave no answer.');
		}
		const failure = transportErrorOf(response);
		if (failure === undefined || isAnswer(response)) return response;
		throw failure;
	}

	async function read(
		url: string,
		query: Readonly<Record<string, string>> = {},
		isAnswer: (response: HttpResponse) => boolean = () => false,
		more: Readonly<Record<string, string>> = {},
	): Promise<HttpResponse> {
		const request: HttpRequest = {
			method: 'GET',
			url,
			query,
			headers: { ...headers, ...more },
			timeoutMs: READ_TIMEOUT_MS,
		};
		for (let attempt = 1; ; attempt++) {
			try {
				return await once(request, isAnswer);
			} catch (error) {
				if (!(error instanceof TransportError) || attempt === READ_ATTEMPTS) throw error;
				if (error.failure === 'unauthorized' || error.failure === 'rejected') throw error;
				// a long limit is no wait for a reader
				if ((error.retryAfterMs ?? 0) > LONGEST_WAIT_MS) throw error;
				await clock.sleep(error.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1));
			}
		}
	}

	async function write(
		method: 'POST' | 'PUT',
		url: string,
		body: Body,
		pick: (body: unknown) => unknown,
		more: Readonly<Record<string, string>> = {},
	): Promise<WriteResult> {
		const request: HttpRequest = {
			method,
			url,
			headers: { ...headers, 'Content-Type': 'application/json', ...more },
			body,
			timeoutMs: WRITE_TIMEOUT_MS,
		};
		const response = await once(request, ({ status }) => ABOUT_THE_OBJECT.has(status));
		if (response.status < 300) return { kind: 'done', element: pick(response.body) };
		const said = problemsIn(response.body);
		const problems = said.length > 0 ? said : [{ message: `status ${response.status}` }];
		if (response.status === 404) return { kind: 'notThere', problems };
		return {
			kind: 'refused',
			problems:
				response.status === 403
					? problems.map((each) => ({ ...each, errno: each.errno ?? '1003' }))
					: problems,
		};
	}

	async function* pages(
		kind: Kind,
		query: Readonly<Record<string, string>> = {},
	): AsyncGenerator<readonly unknown[]> {
		const { path, many } = KINDS[kind];
		for (let page = 1; page <= MAX_PAGES; page++) {
			const { body } = await read(`${account}/${path}`, {
				...query,
				page: String(page),
				per_page: String(PAGE_SIZE),
			});
			const result = resultOf(body);
			const rows = many.map((key) => property(result, key)).find((value) => Array.isArray(value));
			if (!Array.isArray(rows)) throw unreadable(`there is no list ${many[0]}`);
			yield rows as unknown[];
			const said = pagesSchema.safeParse(result);
			const isLast = said.success ? page >= said.data.pages : rows.length < PAGE_SIZE;
			if (rows.length === 0 || isLast) return;
		}
		throw new TransportError('rejected', `FreshBooks has more rows of ${many[0]} than can be read.`);
	}

	return {
		me: async () => (await read(`${base}/auth/api/v1/users/me`)).body,

		async system(businessId) {
			const url = `${account}/systems/systems/${encodeURIComponent(businessId)}`;
			const { status, body } = await read(url, {}, (answer) => [403, 404].includes(answer.status));
			return status >= 400 ? undefined : elementOf(body, { one: 'system', many: ['systems'] });
		},

		pages,

		async list(kind, query = {}, enough = () => false) {
			const all: unknown[] = [];
			for await (const rows of pages(kind, query)) {
				all.push(...rows);
				if (enough(all)) break;
			}
			return all;
		},

		async get(kind, id, query = {}) {
			const shape = KINDS[kind];
			const url = `${account}/${shape.path}/${encodeURIComponent(id)}`;
			const { status, body } = await read(url, query, (answer) => answer.status === 404);
			return status === 404 ? undefined : elementOf(body, shape);
		},

		async create(kind, body, key = KINDS[kind].one) {
			const shape = KINDS[kind];
			const url = `${account}/${shape.path}`;
			return await write('POST', url, { [key]: body }, (answer) =>
				elementOf(answer, { ...shape, many: [...shape.many, key] }),
			);
		},

		async change(kind, id, body, key = KINDS[kind].one) {
			const shape = KINDS[kind];
			const url = `${account}/${shape.path}/${encodeURIComponent(id)}`;
			return await write('PUT', url, { [key]: body }, (answer) =>
				elementOf(answer, { ...shape, many: [...shape.many, key] }),
			);
		},

		async ledgerAccounts(uuid) {
			const url = `${business(uuid)}/ledger_accounts/accounts`;
			const { status, body } = await read(url, {}, (answer) => [403, 404].includes(answer.status));
			if (status >= 400) return undefined;
			const rows = property(body, 'data');
			if (!Array.isArray(rows)) throw unreadable('there is no list of accounts');
			return rows as unknown[];
		},

		async createLedgerAccount(uuid, body) {
			const pick = (answer: unknown): unknown => property(answer, 'data') ?? answer;
			return await write('POST', `${business(uuid)}/ledger_accounts/accounts`, body, pick);
		},

		async createLedgerJournal(uuid, body) {
			const url = `${business(uuid)}/journal_entries`;
			const pick = (answer: unknown): unknown => {
				const data = property(answer, 'data') ?? answer;
				return property(data, 'manualJournalEntry') ?? data;
			};
			return await write('POST', url, { manualJournalEntry: body }, pick, JOURNAL_HEADERS);
		},

		async profitLoss(uuid, query) {
			const isAnswer = ({ status }: HttpResponse): boolean => status === 404 && uuid !== undefined;
			const older = await read(`${account}/reports/accounting/profitloss_entity`, query, isAnswer);
			if (older.status !== 404 || uuid === undefined)
				return property(resultOf(older.body), 'profitloss') ?? resultOf(older.body);
			const { body } = await read(`${business(uuid)}/reports/profit_and_loss`, query);
			const result = resultOf(body) ?? body;
			return property(result, 'profit_and_loss') ?? result;
		},

		async ledgerJournals(uuid, page) {
			const query = { page_number: String(page), page_size: String(PAGE_SIZE) };
			const isAnswer = ({ status }: HttpResponse): boolean => status === 404;
			const url = `${business(uuid)}/journal_entries`;
			const { status, body } = await read(url, query, isAnswer, JOURNAL_HEADERS);
			return status === 404 ? undefined : (property(body, 'data') ?? body);
		},
	};
}
