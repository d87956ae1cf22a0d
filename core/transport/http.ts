/**
 * The port through which connectors reach the network. A node fills it with n8n's own authenticated request helper (so
 * that n8n refreshes and stores tokens), the lab's tests with fetch. Errors never carry requests, headers or secrets.
 */

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly url: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	/** sent as JSON unless it is text */
	readonly body?: unknown;
	readonly timeoutMs?: number;
	/** sent without the credential: an address of another host that carries its own permission (a signed download) */
	readonly anonymous?: true;
}

/** Any answer, whatever its status; `body` is parsed when it is JSON, text otherwise. */
export interface HttpResponse {
	readonly status: number;
	/** lower-case names */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** Resolves for every answer; rejects with TransportError ("unsent", "uncertain", "unauthorized") where there is none. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * unsent: surely never reached the platform (refused, no address): may be sent again.
 * uncertain: sent, no answer, or a 5xx: may or may not have been acted on.
 * rateLimited: refused for speed: nothing was done; wait `retryAfterMs`.
 * unauthorized: the credential no longer works: a person must reconnect it.
 * rejected: the platform refuses the request as a whole; repeating does not help.
 */
export type TransportFailure = 'unsent' | 'uncertain' | 'rateLimited' | 'unauthorized' | 'rejected';

/** The longest window of a limit is a day. Timers of more than 24.8 days end at once, and then nobody waits at all. */
const LONGEST_RETRY_MS = 24 * 3_600_000;

export class TransportError extends Error {
	override readonly name = 'TransportError';
	/** how long to wait, when the platform said so; a day at most, whatever it said */
	readonly retryAfterMs?: number;

	/** @param message a sentence for people, without secrets; @param retryAfterMs how long to wait, when the platform said so */
	constructor(
		readonly failure: TransportFailure,
		message: string,
		retryAfterMs?: number,
	) {
		super(message);
		if (retryAfterMs !== undefined && !Number.isNaN(retryAfterMs))
			this.retryAfterMs = Math.min(Math.max(0, retryAfterMs), LONGEST_RETRY_MS);
	}
}
