/**
 * A connector's talk with its platform, recorded once against the lab and played again in memory, with some of the answers
 * changed. So the whole connector is fuzzed: its client, its pages, its parsing, its documents.
 */
import type { Clock } from '../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../core/transport/http';
import { BrokenPromise } from './invariants';
import type { Mutator } from './mutate/mutator';

interface Exchange {
	readonly request: HttpRequest;
	readonly response: HttpResponse;
}

/** More calls than this in one piece of work have no end. */
const MOST_CALLS = 6_000;

/** Where Shopify keeps the files of bulk operations, fetched without the credential. */
const PLACES_OF_FILES = /^https:\/\/([\w-]+\.)*(storage\.googleapis|shopify|shopifycdn|myshopify)\.com$/;

/** A connector that is told to wait longer gives up, and the next run goes on. */
const LONGEST_WAIT_MS = 15 * 60_000;

const pathOf = (url: string): string => url.replace(/[?#].*$/, '');

const exactKey = ({ method, url, query, body }: HttpRequest): string =>
	JSON.stringify([method, url, query, body]);
const operationOf = (body: unknown): string =>
	typeof body === 'object' && body !== null
		? String(Reflect.get(body, 'operationName') ?? '').slice(0, 80)
		: '';
/** Numbers and ids in paths are left out: a lookup of another id is answered as the one that was recorded. */
const roughKey = ({ method, url, body }: HttpRequest): string =>
	[
		method,
		pathOf(url)
			.replace(/\/[\w-]*\d[\w-]*(?=\/|$)/g, '/0')
			.toLowerCase(),
		operationOf(body),
	].join(' ');

function frozen<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	for (const one of Object.values(value)) frozen(one);
	return Object.freeze(value);
}

const STATUSES = [200, 201, 204, 301, 302, 400, 401, 403, 404, 409, 429, 500, 502, 503];
const WAITS = ['0', '-1', 'NaN', '1e9', 'Thu, 01 Jan 2099 00:00:00 GMT', '5; x', '9'.repeat(50), ''];

function changedHeaders(headers: HttpResponse['headers'], m: Mutator): HttpResponse['headers'] {
	return {
		...headers,
		'retry-after': m.pick(WAITS),
		'x-rate-limit-requests-left': m.pick(WAITS),
		'x-rate-limit-time-reset-ms': m.pick(WAITS),
		...(m.chance(0.3)
			? { link: '<http://evil.example/next>; rel="next"', location: 'http://evil.example/' }
			: {}),
	};
}

/** The answer as n8n's request helper gives it: parsed where it is JSON, else text. */
function changedBody(body: unknown, m: Mutator): unknown {
	if (!m.chance(0.12)) return m.json(body);
	const text = m.text((typeof body === 'string' ? body : (JSON.stringify(body) ?? '')).slice(0, 20_000));
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function changed({ status, headers, body }: HttpResponse, m: Mutator): HttpResponse {
	if (m.chance(0.85)) return { status, headers, body: changedBody(body, m) };
	return {
		status: m.pick(STATUSES),
		headers: changedHeaders(headers, m),
		body: m.chance(0.5) ? body : changedBody(body, m),
	};
}

/** Time passes by waiting alone. */
export class TapeClock implements Clock {
	constructor(private time: number) {}
	now(): number {
		return this.time;
	}
	async sleep(ms: number): Promise<void> {
		if (!(ms >= 0 && ms <= LONGEST_WAIT_MS)) throw new BrokenPromise(`a wait of ${ms} ms`);
		this.time += ms;
		await Promise.resolve();
	}
}

export class Tape {
	private readonly exchanges: Exchange[] = [];
	private readonly exact = new Map<string, HttpResponse>();
	private readonly rough = new Map<string, HttpResponse[]>();
	private readonly hosts = new Set<string>();

	/** @param origin also allowed: where files that the platform itself offers are */
	recording(http: Http): Http {
		return async (request) => {
			const response = await http(request);
			const copy = frozen(structuredClone(response));
			this.exchanges.push({ request, response: copy });
			this.exact.set(exactKey(request), copy);
			const key = roughKey(request);
			const known = this.rough.get(key);
			if (known === undefined) this.rough.set(key, [copy]);
			else known.push(copy);
			this.hosts.add(new URL(request.url).origin);
			return response;
		};
	}

	get length(): number {
		return this.exchanges.length;
	}

	private answer(request: HttpRequest): HttpResponse {
		const found = this.exact.get(exactKey(request)) ?? this.rough.get(roughKey(request))?.[0];
		return found ?? { status: 404, headers: {}, body: { message: 'Not found' } };
	}

	/**
	 * @param perWork about how many calls one piece of work makes; one to three of them are answered otherwise
	 * @throws BrokenPromise for a request to an address that was never given, and for work without an end
	 */
	playing(m: Mutator, perWork: number): Http {
		const hit = new Set(Array.from({ length: 1 + m.int(3) }, () => m.int(Math.max(1, perWork))));
		let calls = 0;
		return async (request) => {
			await Promise.resolve();
			const at = calls++;
			if (calls > MOST_CALLS) throw new BrokenPromise(`more than ${MOST_CALLS} calls`);
			this.checkAddress(request);
			const answer = this.answer(request);
			if (!hit.has(at)) return answer;
			if (m.chance(0.03)) throw new TransportError('uncertain', 'no answer');
			return changed(answer, m);
		};
	}

	/** No address is taken from data: where requests go, the credential says. Downloads go without the credential. */
	private checkAddress({ url, anonymous, headers = {}, query = {} }: HttpRequest): void {
		const { origin, pathname } = new URL(url);
		const isFile = anonymous === true && PLACES_OF_FILES.test(origin);
		if (!this.hosts.has(origin) && !isFile) throw new BrokenPromise(`a request to ${origin}`);
		if (/%2f|%5c|\/\.\.?(\/|$)|%00|[\r\n]/i.test(pathname.replace(/%25/g, '')))
			throw new BrokenPromise(`a path that leaves its place: ${pathname.slice(0, 200)}`);
		for (const [name, value] of [...Object.entries(headers), ...Object.entries(query)])
			if (typeof value !== 'string') throw new BrokenPromise(`${name} is no text but ${typeof value}`);
		for (const [name, value] of Object.entries(headers))
			if (/[\r\n\0]/.test(value)) throw new BrokenPromise(`the header ${name} has a new line`);
	}
}
