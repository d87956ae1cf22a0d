/**
 * The REST API of a shop over the network port. One request at a time, because shops run on small machines; sends reads
 * again that got lost, waits as told, and never lets a request, a header or a key into an error.
 */
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../../core/transport/http';
import { API_PATH } from './auth';
import { codeOf, failureOf, isData } from './failures';

export type Query = Readonly<Record<string, string>>;

/** Attempts after a connection that failed or an error of the server. */
const MAX_RETRIES = 4;
/** Attempts after a refusal for speed; each waits as long as the shop says. */
const MAX_THROTTLES = 10;
/** A shop that wants a longer pause is read in the next sweep. */
const MAX_WAIT_MS = 5 * 60_000;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
const TIMEOUT_MS = 60_000;

/** Exponential, with jitter so that several workers do not come back at the same moment. */
function backoffMs(attempt: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS);
	return Math.ceil(full / 2 + (Math.random() * full) / 2);
}

function waitAfter(
	error: TransportError,
	isRead: boolean,
	retries: number,
	throttles: number,
): number | undefined {
	switch (error.failure) {
		case 'rateLimited': {
			const wait = error.retryAfterMs ?? backoffMs(throttles);
			return throttles < MAX_THROTTLES && wait <= MAX_WAIT_MS ? wait : undefined;
		}
		case 'uncertain':
			return isRead && retries < MAX_RETRIES ? backoffMs(retries) : undefined;
		case 'unsent':
			return retries < MAX_RETRIES ? backoffMs(retries) : undefined;
		default:
			return undefined;
	}
}

export class WooCommerceClient {
	/** Sites without pretty permalinks take the route as a parameter. */
	private isPlain = false;

	/**
	 * @param address see `siteAddress`
	 * @param shop how the shop is called in errors
	 */
	constructor(
		private readonly http: Http,
		private readonly address: string,
		readonly shop: string,
		private readonly clock: Clock,
	) {}

	/** What a route of WooCommerce gives ("/orders"). @throws TransportError */
	async get(route: string, query: Query = {}): Promise<unknown> {
		return (await this.patiently('GET', API_PATH + route, query)).body;
	}

	/**
	 * The same where something may not be there or may not be seen.
	 * @param tolerated statuses that are no failure, e.g. 404
	 * @returns undefined for these
	 */
	async find(route: string, query: Query, tolerated: readonly number[]): Promise<unknown> {
		const response = await this.patiently('GET', API_PATH + route, query, tolerated);
		return response.status >= 300 ? undefined : response.body;
	}

	/** The index of the site itself: its name, address and time zone; undefined for tolerated statuses. */
	async site(query: Query, tolerated: readonly number[]): Promise<unknown> {
		const response = await this.patiently('GET', '/wp-json/', query, tolerated);
		return response.status >= 300 ? undefined : response.body;
	}

	async create(route: string, body: object): Promise<unknown> {
		return (await this.patiently('POST', API_PATH + route, {}, [], body)).body;
	}

	async update(route: string, body: object): Promise<unknown> {
		return (await this.patiently('PUT', API_PATH + route, {}, [], body)).body;
	}

	/** Deletes for good; what is not there is deleted already. */
	async remove(route: string): Promise<void> {
		await this.patiently('DELETE', API_PATH + route, { force: 'true' }, [404, 410]);
	}

	/** Does a request until it succeeds, or fails in a way that trying again does not mend. */
	private async patiently(
		method: HttpRequest['method'],
		path: string,
		query: Query,
		tolerated: readonly number[] = [],
		body?: object,
	): Promise<HttpResponse> {
		let retries = 0;
		let throttles = 0;
		for (;;) {
			try {
				return await this.once(method, path, query, tolerated, body);
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
				const wait = waitAfter(error, method === 'GET', retries, throttles);
				if (wait === undefined) throw error;
				if (error.failure === 'rateLimited') throttles++;
				else retries++;
				await this.clock.sleep(wait);
			}
		}
	}

	private async once(
		method: HttpRequest['method'],
		path: string,
		query: Query,
		tolerated: readonly number[],
		body?: object,
	): Promise<HttpResponse> {
		const response = await this.http(this.request(method, path, query, body));
		if (response.status === 404 && !isData(response) && !this.isPlain) {
			// the web server itself does not know the address: the site may have no pretty permalinks
			const plain = await this.http(this.request(method, path, query, body, true));
			if (isData(plain)) {
				this.isPlain = true;
				return this.checked(plain, tolerated);
			}
		}
		return this.checked(response, tolerated);
	}

	private checked(response: HttpResponse, tolerated: readonly number[]): HttpResponse {
		// a wrong key is no lack of permission
		const isRefused = codeOf(response) === 'woocommerce_rest_authentication_error';
		if (tolerated.includes(response.status) && isData(response) && !isRefused) return response;
		const failure = failureOf(response, this.shop, this.clock.now());
		if (failure !== undefined) throw failure;
		return response;
	}

	private request(
		method: HttpRequest['method'],
		path: string,
		query: Query,
		body: object | undefined,
		isPlain = this.isPlain,
	): HttpRequest {
		const route = path.replace(/^\/wp-json/, '');
		return {
			method,
			url: isPlain ? `${this.address}/` : this.address + path,
			query: isPlain ? { rest_route: route, ...query } : query,
			headers: {
				Accept: 'application/json',
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			},
			...(body === undefined ? {} : { body }),
			timeoutMs: TIMEOUT_MS,
		};
	}
}
