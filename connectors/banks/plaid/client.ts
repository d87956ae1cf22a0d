/** Plaid's API over the network port. Everything here reads, so what was lost is asked for again. */
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { API_VERSION, VERSION_HEADER } from './auth';
import { failureOf, NotNow } from './failures';

const MAX_RETRIES = 4;
const MAX_THROTTLES = 10;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
const TIMEOUT_MS = 60_000;

/** Exponential, with jitter so that several workers do not come back at the same moment. */
function backoffMs(attempt: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS);
	return Math.ceil(full / 2 + (Math.random() * full) / 2);
}

export class PlaidClient {
	constructor(
		private readonly http: Http,
		private readonly address: string,
		private readonly clock: Clock,
	) {}

	/**
	 * @param path "/transactions/sync"
	 * @param body without the access token, which the credential adds
	 * @returns the answer's body
	 * @throws TransportError, MutationDuringPagination
	 */
	async post(path: string, body: object): Promise<object> {
		let retries = 0;
		let throttles = 0;
		for (;;) {
			try {
				return await this.once(path, body);
			} catch (error) {
				if (!(error instanceof TransportError) || error instanceof NotNow) throw error;
				const throttled = error.failure === 'rateLimited';
				const passes = throttled || error.failure === 'uncertain' || error.failure === 'unsent';
				if (!passes || (throttled ? throttles >= MAX_THROTTLES : retries >= MAX_RETRIES)) throw error;
				const wait = error.retryAfterMs ?? backoffMs(throttled ? throttles : retries);
				if (throttled) throttles++;
				else retries++;
				await this.clock.sleep(wait);
			}
		}
	}

	private async once(path: string, body: object): Promise<object> {
		const response = await this.http({
			method: 'POST',
			url: this.address + path,
			headers: {
				'Content-Type': 'application/json',
				Accept: 'application/json',
				[VERSION_HEADER]: API_VERSION,
			},
			body,
			timeoutMs: TIMEOUT_MS,
		});
		const failure = failureOf(response);
		if (failure !== undefined) throw failure;
		if (typeof response.body === 'object' && response.body !== null) return response.body;
		throw new TransportError('uncertain', 'Plaid answers with something that is no answer of its API.');
	}
}
