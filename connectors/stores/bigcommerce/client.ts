/**
 * BigCommerce's REST API (V2 and V3) over the network port. Keeps within the shop's quota by the figures of each answer,
 * waits no longer than told, sends reads again that got lost, and never lets a request, a header or a token into an error.
 */
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../../core/transport/http';
import { apiAddress, storeHashOf } from './auth';
import { failureOf, quotaOf, type Quota } from './failures';

export type Query = Readonly<Record<string, string>>;

/** Attempts after a connection that failed or an answer that was BigCommerce's own error. */
const MAX_RETRIES = 5;
/** Attempts after a refusal for speed; each waits as long as BigCommerce says. */
const MAX_THROTTLES = 20;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
const TIMEOUT_MS = 60_000;
/** Requests under way at a time. */
const AT_ONCE = 4;

/** Exponential, with jitter so that several workers do not come back at the same moment. */
function backoffMs(attempt: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS);
	return Math.ceil(full / 2 + (Math.random() * full) / 2);
}

/** How long to wait before the next attempt; undefined when there is none. */
function waitAfter(
	error: TransportError,
	isRead: boolean,
	retries: number,
	throttles: number,
): number | undefined {
	switch (error.failure) {
		case 'rateLimited':
			return throttles < MAX_THROTTLES ? (error.retryAfterMs ?? backoffMs(throttles)) : undefined;
		case 'uncertain':
			return isRead && retries < MAX_RETRIES ? backoffMs(retries) : undefined;
		case 'unsent':
			return retries < MAX_RETRIES ? backoffMs(retries) : undefined;
		default:
			return undefined;
	}
}

export class BigCommerceClient {
	/** how the shop is called in errors */
	readonly store: string;
	private readonly address: string;
	private quota: (Quota & { readonly at: number }) | undefined;
	private underWay = 0;

	/**
	 * @param store the shop's hash as a person entered it
	 * @param baseUrl the address of a lab; empty for the real BigCommerce
	 */
	constructor(
		private readonly http: Http,
		store: string,
		baseUrl: string | undefined,
		private readonly clock: Clock,
	) {
		this.store = storeHashOf(store);
		this.address = apiAddress(store, baseUrl);
	}

	/**
	 * Reads something. `path` begins with "/v2" or "/v3".
	 * @returns the body; undefined where there is nothing (204, and 404 where `mayBeMissing`)
	 * @throws TransportError
	 */
	async get(path: string, query: Query = {}, mayBeMissing = false): Promise<unknown> {
		return await this.patiently(true, async () => {
			const response = await this.send({ method: 'GET', url: this.address + path, query });
			if (response.status === 204 || (mayBeMissing && response.status === 404)) return undefined;
			return this.bodyOf(response, path);
		});
	}

	/** Writes something; a write whose answer was lost is not sent again. */
	async write(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
		return await this.patiently(false, async () => {
			const url = this.address + path;
			const response = await this.send({ method, url, ...(body === undefined ? {} : { body }) });
			if (method === 'DELETE' && response.status === 404) return undefined;
			return this.bodyOf(response, path);
		});
	}

	/** Does something for each, a few at a time; results in the order given. The first failure ends it. */
	async each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
		const results = new Map<number, R>();
		let next = 0;
		const worker = async (): Promise<void> => {
			for (let index = next++; index < all.length; index = next++) {
				const one = all[index];
				if (one !== undefined) results.set(index, await work(one));
			}
		};
		await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, worker));
		return all.flatMap((_, index) => {
			const result = results.get(index);
			return result === undefined ? [] : [result];
		});
	}

	private bodyOf(response: HttpResponse, path: string): unknown {
		const failure = failureOf(response, this.store, path);
		if (failure !== undefined) throw failure;
		const { body, status } = response;
		if (status === 204 || body === '' || body === null || body === undefined) return undefined;
		if (typeof body === 'object') return body;
		throw new TransportError(
			'uncertain',
			`The shop ${this.store} answers with something that is no answer of its API.`,
		);
	}

	private async send(request: HttpRequest): Promise<HttpResponse> {
		await this.waitForQuota();
		this.underWay++;
		try {
			const response = await this.http({
				...request,
				// V2 answers in XML otherwise
				headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
				timeoutMs: TIMEOUT_MS,
			});
			const quota = quotaOf(response);
			if (quota !== undefined) this.quota = { ...quota, at: this.clock.now() };
			return response;
		} finally {
			this.underWay--;
		}
	}

	/** Waits when the quota is used up, with what is under way, so that BigCommerce need not refuse. */
	private async waitForQuota(): Promise<void> {
		if (this.quota === undefined || this.quota.left > this.underWay) return;
		const wait = this.quota.at + this.quota.resetMs - this.clock.now();
		if (wait > 0) await this.clock.sleep(wait);
		this.quota = undefined;
	}

	/** Does something until it succeeds, or fails in a way that trying again does not mend. */
	private async patiently<T>(isRead: boolean, attempt: () => Promise<T>): Promise<T> {
		let retries = 0;
		let throttles = 0;
		for (;;) {
			try {
				return await attempt();
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
				const wait = waitAfter(error, isRead, retries, throttles);
				if (wait === undefined) throw error;
				if (error.failure === 'rateLimited') throttles++;
				else retries++;
				await this.clock.sleep(wait);
			}
		}
	}
}
