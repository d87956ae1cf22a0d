/**
 * The network of QuickBooks: addresses, reading with retries, and writing: in batches, or one alone. Reads are repeated; a
 * write is sent once, and what its failure means is told by the TransportError. Nothing that is thrown holds a request or a
 * token. How fast calls follow each other is the governor's business (`quota.ts`).
 */
import type { LedgerSettings } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../../core/transport/http';
import { faultIn, transportErrorOf, type Fault } from './failures';
import { batchAnswerSchema, queryAnswerSchema } from './payload';
import { PAGE_SIZE, selectPage } from './query';

/** Minor versions below 75 are no longer served. */
const MINOR_VERSION = '75';
/** "recommended max 30 payloads per batch" */
export const MAX_BATCH = 30;
/** The longest request id a batch may have. */
export const REQUEST_ID_LENGTH = 36;
const HOSTS = {
	production: 'https://quickbooks.api.intuit.com',
	sandbox: 'https://sandbox-quickbooks.api.intuit.com',
} as const;
const READ_TIMEOUT_MS = 60_000;
/** QuickBooks gives up after 120 s; only then is no answer to be had. */
const WRITE_TIMEOUT_MS = 130_000;
const READ_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 500;
const MAX_PAGES = 1_000;

/** One payload of a batch: the entity, what it is to be, and what is done (default: create). */
export interface BatchItem {
	readonly entity: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly operation?: 'create' | 'delete' | 'void';
}

/** What became of one payload; `none` when the answer does not say. */
export type BatchResult =
	| { readonly kind: 'created'; readonly entity: unknown }
	| { readonly kind: 'fault'; readonly fault: Fault }
	| { readonly kind: 'none' };

export interface QuickBooksClient {
	/** GET a resource, e.g. "preferences"; its answer parsed as JSON. */
	get(path: string, query?: Readonly<Record<string, string>>): Promise<unknown>;
	/** All rows of an entity that meet the condition, page by page. */
	select(entity: string, condition?: string): Promise<readonly unknown[]>;
	/** The same, each page as it comes. */
	pages(entity: string, condition?: string): AsyncIterable<readonly unknown[]>;
	/**
	 * Creates (or deletes, or voids) at most 30 entities in one request, with one result each in the same order. The same id
	 * with the same items is acted on once. A Fault about the request as a whole that says "duplicate" is the result of each
	 * item.
	 */
	write(items: readonly BatchItem[], requestId: string): Promise<readonly BatchResult[]>;
}

/** The address of the API, without a slash at its end. */
export function baseUrlOf(settings: LedgerSettings): string {
	return (settings.baseUrl ?? HOSTS[settings.environment ?? 'production']).replace(/\/+$/, '');
}

/** A Fault that refuses a document, as the batch endpoint gives it for one payload. */
function isAboutTheDocument({ failure }: TransportError, { status, body }: HttpResponse): boolean {
	return failure === 'rejected' && (status === 400 || status === 200) && faultIn(body) !== undefined;
}

function unreadable(what: string): TransportError {
	return new TransportError('uncertain', `QuickBooks' answer cannot be read: ${what}.`);
}

const OPERATION_QUERY = {
	create: {},
	delete: { operation: 'delete' },
	void: { operation: 'update', include: 'void' },
} as const;

/** The same in a batch, where a void is an update with an option. */
const OPERATION_FIELDS = {
	create: { operation: 'create' },
	delete: { operation: 'delete' },
	void: { operation: 'update', optionsData: 'void' },
} as const;

export function createClient(http: Http, settings: LedgerSettings, clock: Clock): QuickBooksClient {
	const root = `${baseUrlOf(settings)}/v3/company/${encodeURIComponent(settings.tenant)}`;

	/** @param isAnswer refusals that are an answer all the same */
	async function once(
		request: HttpRequest,
		isAnswer: (failure: TransportError, response: HttpResponse) => boolean = () => false,
	): Promise<HttpResponse> {
		let response: HttpResponse;
		try {
			response = await http(request);
		} catch (error) {
			if (error instanceof TransportError) throw error;
			// whatever it is, it may hold the request; and the request may have arrived
			throw new TransportError('uncertain', 'QuickBooks gave no answer.');
		}
		const failure = transportErrorOf(response);
		if (failure === undefined || isAnswer(failure, response)) return response;
		throw failure;
	}

	async function read<T>(
		path: string,
		query: Readonly<Record<string, string>>,
		parse: (body: unknown) => T,
	): Promise<T> {
		const request: HttpRequest = {
			method: 'GET',
			url: `${root}/${path}`,
			query: { ...query, minorversion: MINOR_VERSION },
			headers: { Accept: 'application/json' },
			timeoutMs: READ_TIMEOUT_MS,
		};
		for (let attempt = 1; ; attempt++) {
			try {
				return parse((await once(request)).body);
			} catch (error) {
				if (!(error instanceof TransportError) || attempt === READ_ATTEMPTS) throw error;
				if (error.failure === 'unauthorized' || error.failure === 'rejected') throw error;
				await clock.sleep(error.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1));
			}
		}
	}

	function post(
		path: string,
		requestId: string,
		body: unknown,
		query: Readonly<Record<string, string>> = {},
	): HttpRequest {
		return {
			method: 'POST',
			url: `${root}/${path}`,
			query: { ...query, requestid: requestId, minorversion: MINOR_VERSION },
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body,
			timeoutMs: WRITE_TIMEOUT_MS,
		};
	}

	/** One alone goes to its entity's own endpoint: that may be called 500 times a minute, the batch endpoint 40 times. */
	async function writeOne(
		{ entity, body, operation = 'create' }: BatchItem,
		requestId: string,
	): Promise<BatchResult> {
		const request = post(entity.toLowerCase(), requestId, body, OPERATION_QUERY[operation]);
		const answer = (await once(request, isAboutTheDocument)).body;
		const fault = faultIn(answer);
		if (fault !== undefined) return { kind: 'fault', fault };
		const created: unknown =
			typeof answer === 'object' && answer !== null ? Reflect.get(answer, entity) : undefined;
		return created === undefined ? { kind: 'none' } : { kind: 'created', entity: created };
	}

	async function* pages(entity: string, condition: string | undefined): AsyncGenerator<readonly unknown[]> {
		for (let page = 0; page < MAX_PAGES; page++) {
			const statement = selectPage(entity, condition, page * PAGE_SIZE + 1);
			const rows = await read('query', { query: statement }, (body) => rowsOf(body, entity));
			yield rows;
			if (rows.length < PAGE_SIZE) return;
		}
		throw new TransportError('rejected', `QuickBooks has more rows of ${entity} than can be read.`);
	}

	return {
		get: async (path, query = {}) => await read(path, query, (body) => body),
		pages,

		async select(entity, condition) {
			const all: unknown[] = [];
			for await (const rows of pages(entity, condition)) all.push(...rows);
			return all;
		},

		async write(items, requestId) {
			if (items.length > MAX_BATCH) throw new RangeError(`a batch holds at most ${MAX_BATCH} documents`);
			if (requestId.length > REQUEST_ID_LENGTH)
				throw new RangeError(`a request id has at most ${REQUEST_ID_LENGTH} characters`);
			const [only, ...more] = items;
			if (only !== undefined && more.length === 0) return [await writeOne(only, requestId)];
			const { body } = await once(
				post('batch', requestId, {
					BatchItemRequest: items.map((item, index) => ({
						bId: String(index + 1),
						...OPERATION_FIELDS[item.operation ?? 'create'],
						[item.entity]: item.body,
					})),
				}),
			);
			return resultsOf(body, items);
		},
	};
}

function rowsOf(body: unknown, entity: string): readonly unknown[] {
	const parsed = queryAnswerSchema.safeParse(body);
	if (!parsed.success) throw unreadable(`no QueryResponse for ${entity}`);
	const rows = parsed.data.QueryResponse[entity] ?? [];
	if (!Array.isArray(rows)) throw unreadable(`the rows of ${entity} are not a list`);
	return rows;
}

function resultsOf(body: unknown, items: readonly BatchItem[]): readonly BatchResult[] {
	const whole = faultIn(body);
	if (whole !== undefined) return items.map(() => ({ kind: 'fault', fault: whole }));
	const parsed = batchAnswerSchema.safeParse(body);
	if (!parsed.success) throw unreadable('no BatchItemResponse');
	const answers = new Map(parsed.data.BatchItemResponse.map((answer) => [answer.bId, answer]));
	return items.map((item, index) => {
		const answer = answers.get(String(index + 1));
		const fault = faultIn(answer);
		if (fault !== undefined) return { kind: 'fault', fault };
		const entity = answer?.[item.entity];
		return entity === undefined ? { kind: 'none' } : { kind: 'created', entity };
	});
}
