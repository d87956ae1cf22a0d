/** __Display__'s API over the network port: reads that got lost are sent again, refusals for speed are waited out. */
import type { StoreSettings } from '../../../core/store/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { failureOf } from './failures';

const MAX_RETRIES = 5;
const FIRST_BACKOFF_MS = 500;

export class __Pascal__Client {
	private readonly base: string;

	constructor(
		private readonly http: Http,
		settings: StoreSettings,
		private readonly clock: Clock,
	) {
		this.base = (settings.baseUrl ?? `https://${settings.store}`).replace(/\/+$/, '');
	}

	/**
	 * Reads from the API.
	 * @param path with a slash at the start
	 * @throws TransportError
	 */
	async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
		for (let attempt = 0; ; attempt++) {
			try {
				const response = await this.http({ method: 'GET', url: this.base + path, query });
				const failure = failureOf(response, '__Display__');
				if (failure !== undefined) throw failure;
				return response.body;
			} catch (error) {
				if (!(error instanceof TransportError) || attempt >= MAX_RETRIES) throw error;
				if (error.failure === 'unauthorized' || error.failure === 'rejected') throw error;
				await this.clock.sleep(error.retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** attempt);
			}
		}
	}
}
