/**
 * The network of Xero: addresses, reading with retries, and writing in batches. Reads are repeated; a write is sent once, and
 * what its failure means is told by the TransportError. Nothing that is thrown holds a request or a token.
 */
import type { LedgerSettings } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../../core/transport/http';
import { elementsIn, messagesIn, problemsOf, transportErrorOf } from './failures';
import { pageSchema } from './payload';
import { PAGE_SIZE } from './query';

/** Xero asks for "about 50" elements in a call. */
export const MAX_BATCH = 50;
/** The longest Idempotency-Key. */
export const KEY_LENGTH = 128;
const HOST = 'https://api.xero.com';
const READ_TIMEOUT_MS = 60_000;
const WRITE_TIMEOUT_MS = 130_000;
const READ_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 500;
const LONGEST_WAIT_MS = 120_000;
const MAX_PAGES = 1_000;

export type Resource =
	| 'Invoices'
	| 'CreditNotes'
	| 'Payments'
	| 'BankTransactions'
	| 'BankTransfers'
	| 'ManualJournals'
	| 'Contacts'
	| 'Items';

/** Endpoints that round unit prices to two decimals unless told otherwise. */
const WITH_PRICES = new Set<Resource>(['Invoices', 'CreditNotes', 'BankTransactions']);
/** The one that takes a batch or leaves it, as a whole. */
const ALL_OR_NOTHING = new Set<Resource>(['BankTransfers']);

const EACH_FOR_ITSELF = { summarizeErrors: 'false' } as const;

export type Body = Readonly<Record<string, unknown>>;

/** What became of one element; `none` when the answer does not say. */
export type PutResult =
	| { readonly kind: 'created'; readonly element: unknown }
	| { readonly kind: 'refused'; readonly messages: readonly string[]; readonly element: unknown }
	| { readonly kind: 'none' };

export interface XeroClient {
	/** All rows of a list that comes in one answer. */
	list(path: string, query?: Readonly<Record<string, string>>): Promise<readonly unknown[]>;
	/** All rows of a list that comes in pages. */
	pages(resource: Resource, query: Readonly<Record<string, string>>): Promise<readonly unknown[]>;
	/** The same, each page as it comes. */
	eachPage(resource: Resource, query: Readonly<Record<string, string>>): AsyncIterable<readonly unknown[]>;
	/** A report: a list of one. */
	report(name: string, query: Readonly<Record<string, string>>): Promise<readonly unknown[]>;
	/** The organisations the credential is connected to. */
	connections(): Promise<unknown>;
	/**
	 * Creates at most 50 elements in one request, with one result each in the same order: good ones are created although others
	 * are refused (of bank transfers all or none). The same key with the same elements is acted on once.
	 */
	put(resource: Resource, bodies: readonly Body[], key: string): Promise<readonly PutResult[]>;
	/** Adds one account to the chart: Xero takes them one by one. */
	createAccount(body: Body, key: string): Promise<PutResult>;
	/** Allocates a credit note to an invoice. */
	allocate(creditNoteId: string, body: Body, key: string): Promise<PutResult>;
	/** Takes an allocation back. One that is gone is no error. */
	removeAllocation(creditNoteId: string, allocationId: string): Promise<void>;
	/** Changes the status of elements that are named by their ids, like `put`. Creates nothing. */
	setStatus(resource: Resource, bodies: readonly Body[], key: string): Promise<readonly PutResult[]>;
	/** Deletes one payment. */
	deletePayment(id: string, key: string): Promise<PutResult>;
}

/** The address of the API, without a slash at its end. */
export function baseUrlOf(settings: LedgerSettings): string {
	return (settings.baseUrl ?? HOST).replace(/\/+$/, '');
}

function unreadable(what: string): TransportError {
	return new TransportError('uncertain', `Xero's answer cannot be read: ${what}.`);
}

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function rowsOf(body: unknown, name: string): readonly unknown[] {
	const rows = property(body, name);
	if (!Array.isArray(rows)) throw unreadable(`there is no list ${name}`);
	return rows;
}

/** Refusals of elements that came as an error of the whole request. */
function refusedElements(
	response: HttpResponse,
	name: string,
	count: number,
): readonly PutResult[] | undefined {
	const whole = messagesIn(response.body);
	const all = (messages: readonly string[]): readonly PutResult[] =>
		Array.from({ length: count }, () => ({ kind: 'refused', messages, element: undefined }));
	// the organisation is not connected: that is no matter of the document
	if (response.status === 403 && !whole.some((message) => /AuthenticationUnsuccessful/i.test(message)))
		return all([`Xero does not let this credential write ${name} (${whole.join('; ') || 'status 403'})`]);
	if (response.status !== 400) return undefined;
	if (whole.some((message) => /idempotency key/i.test(message))) return all(whole);
	const elements = elementsIn(response.body);
	if (elements.length === 0 && count === 1 && whole.length > 0)
		return [{ kind: 'refused', messages: whole, element: undefined }];
	if (elements.length !== count) return undefined;
	const results = elements.map((element): PutResult => {
		const messages = problemsOf(element);
		return { kind: 'refused', messages, element };
	});
	// one without a reason of its own fell with the others: only sending it alone tells
	return results.every((result) => result.kind === 'refused' && result.messages.length > 0)
		? results
		: undefined;
}

export function createClient(http: Http, settings: LedgerSettings, clock: Clock): XeroClient {
	const base = baseUrlOf(settings);
	const root = `${base}/api.xro/2.0`;
	/** none while it is asked which organisations there are */
	const tenant: Readonly<Record<string, string>> =
		settings.tenant === '' ? {} : { 'xero-tenant-id': settings.tenant };
	/** keys that Xero answered with an error of its own: it would answer them so for six minutes */
	const spent = new Map<string, number>();

	/** @param isAnswer refusals that are an answer all the same */
	async function once(
		request: HttpRequest,
		isAnswer: (response: HttpResponse) => boolean = () => false,
	): Promise<HttpResponse> {
		let response: HttpResponse;
		try {
			response = await http(request);
		} catch (error) {
			if (error instanceof TransportError) throw error;
			// whatever it is, it may hold the request; and the request may have arrived
			throw new TransportError('uncertain', 'Xero gave no answer.');
		}
		const failure = transportErrorOf(response);
		if (failure === undefined || isAnswer(response)) return response;
		throw failure;
	}

	/** The answer, also when there is nothing (404). */
	async function read(url: string, query: Readonly<Record<string, string>> = {}): Promise<HttpResponse> {
		const request: HttpRequest = {
			method: 'GET',
			url,
			query,
			headers: { Accept: 'application/json', ...tenant },
			timeoutMs: READ_TIMEOUT_MS,
		};
		for (let attempt = 1; ; attempt++) {
			try {
				return await once(request, ({ status }) => status === 404);
			} catch (error) {
				if (!(error instanceof TransportError) || attempt === READ_ATTEMPTS) throw error;
				if (error.failure === 'unauthorized' || error.failure === 'rejected') throw error;
				// a whole day's limit is no wait for a reader
				if ((error.retryAfterMs ?? 0) > LONGEST_WAIT_MS) throw error;
				await clock.sleep(error.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1));
			}
		}
	}

	async function readRows(path: string, query: Readonly<Record<string, string>>): Promise<HttpResponse> {
		const response = await read(`${root}/${path}`, query);
		if (response.status === 404)
			throw new TransportError('rejected', `Xero has no ${path} for this organisation.`);
		return response;
	}

	/** PUT creates and can change nothing; POST changes what its ids name. */
	function write(
		method: 'PUT' | 'POST',
		url: string,
		query: Record<string, string>,
		key: string,
		body: unknown,
	): HttpRequest {
		if (key.length > KEY_LENGTH) throw new RangeError(`a key has at most ${KEY_LENGTH} characters`);
		const generation = spent.get(key);
		return {
			method,
			url,
			query,
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/json',
				...tenant,
				'Idempotency-Key': generation === undefined ? key : `${key}-${generation}`.slice(-KEY_LENGTH),
			},
			body,
			timeoutMs: WRITE_TIMEOUT_MS,
		};
	}

	async function answers(
		request: HttpRequest,
		name: string,
		count: number,
		key: string,
	): Promise<readonly PutResult[]> {
		const response = await once(request, (answer) => {
			// Xero keeps this answer under the key; whoever sends again has looked first, and needs a new one
			if (answer.status === 500) spent.set(key, (spent.get(key) ?? 0) + 1);
			return refusedElements(answer, name, count) !== undefined;
		});
		const refused = refusedElements(response, name, count);
		if (refused !== undefined) return refused;
		return resultsOf(rowsOf(response.body, name), count);
	}

	async function* eachPage(
		resource: Resource,
		query: Readonly<Record<string, string>>,
	): AsyncGenerator<readonly unknown[]> {
		for (let page = 1; page <= MAX_PAGES; page++) {
			const { body } = await readRows(resource, {
				...query,
				page: String(page),
				pageSize: String(PAGE_SIZE),
			});
			const rows = rowsOf(body, resource);
			yield rows;
			const parsed = pageSchema.safeParse(body);
			const last = parsed.success ? parsed.data.pagination?.pageCount : undefined;
			if (rows.length === 0 || (last === undefined ? rows.length < PAGE_SIZE : page >= last)) return;
		}
		throw new TransportError('rejected', `Xero has more rows of ${resource} than can be read.`);
	}

	return {
		async list(path, query = {}) {
			const name = path.split('/').at(-1) ?? path;
			const { body } = await readRows(path, query);
			return rowsOf(body, name === 'Organisation' ? 'Organisations' : name);
		},

		eachPage,
		async pages(resource, query) {
			const all: unknown[] = [];
			for await (const rows of eachPage(resource, query)) all.push(...rows);
			return all;
		},

		report: async (name, query) => rowsOf((await readRows(`Reports/${name}`, query)).body, 'Reports'),

		connections: async () => (await read(`${base}/connections`)).body,

		async put(resource, bodies, key) {
			if (bodies.length > MAX_BATCH) throw new RangeError(`a batch holds at most ${MAX_BATCH} documents`);
			const query = {
				...(ALL_OR_NOTHING.has(resource) ? {} : EACH_FOR_ITSELF),
				...(WITH_PRICES.has(resource) ? { unitdp: '4' } : {}),
			};
			const request = write('PUT', `${root}/${resource}`, query, key, { [resource]: bodies });
			return await answers(request, resource, bodies.length, key);
		},

		async createAccount(body, key) {
			const request = write('PUT', `${root}/Accounts`, {}, key, body);
			return (await answers(request, 'Accounts', 1, key))[0] ?? { kind: 'none' };
		},

		async allocate(creditNoteId, body, key) {
			const url = `${root}/CreditNotes/${encodeURIComponent(creditNoteId)}/Allocations`;
			const request = write('PUT', url, EACH_FOR_ITSELF, key, { Allocations: [body] });
			return (await answers(request, 'Allocations', 1, key))[0] ?? { kind: 'none' };
		},

		async removeAllocation(creditNoteId, allocationId) {
			const [note, allocation] = [creditNoteId, allocationId].map(encodeURIComponent);
			const request: HttpRequest = {
				method: 'DELETE',
				url: `${root}/CreditNotes/${note}/Allocations/${allocation}`,
				headers: { Accept: 'application/json', ...tenant },
				timeoutMs: WRITE_TIMEOUT_MS,
			};
			await once(request, ({ status }) => status === 404);
		},

		async setStatus(resource, bodies, key) {
			if (bodies.length > MAX_BATCH) throw new RangeError(`a batch holds at most ${MAX_BATCH} documents`);
			const request = write('POST', `${root}/${resource}`, EACH_FOR_ITSELF, key, { [resource]: bodies });
			return await answers(request, resource, bodies.length, key);
		},

		async deletePayment(id, key) {
			const url = `${root}/Payments/${encodeURIComponent(id)}`;
			const request = write('POST', url, {}, key, { Status: 'DELETED' });
			return (await answers(request, 'Payments', 1, key))[0] ?? { kind: 'none' };
		},
	};
}

/** One result an element. An answer with another number of elements says nothing about any of them. */
function resultsOf(elements: readonly unknown[], count: number): readonly PutResult[] {
	if (elements.length !== count) return Array.from({ length: count }, () => ({ kind: 'none' }));
	return elements.map((element): PutResult => {
		const messages = problemsOf(element);
		return messages.length === 0 ? { kind: 'created', element } : { kind: 'refused', messages, element };
	});
}
