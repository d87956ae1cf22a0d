/** __Display__'s API over the network port: reads that got lost are sent again, refusals for speed are waited out. */
import type { GatewaySettings } from '../../../core/gateway/connector';
import type { Clock } from '../../../core/transport/clock';
import type { Http } from '../../../core/transport/http';
import { patiently } from '../../../core/transport/patience';
import { failureOf } from './failures';

const ADDRESS = 'https://api.__id__.example';
const PATIENCE = { retries: 5, throttles: 10 };

export class __Pascal__Client {
	private readonly base: string;

	constructor(
		private readonly http: Http,
		settings: GatewaySettings,
		private readonly clock: Clock,
	) {
		this.base = (settings.baseUrl ?? ADDRESS).replace(/\/+$/, '');
	}

	/**
	 * Reads from the API.
	 * @param path with a slash at the start
	 * @throws TransportError
	 */
	async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
		return await patiently(this.clock, PATIENCE, 'read', async () => {
			const response = await this.http({ method: 'GET', url: this.base + path, query });
			const failure = failureOf(response, '__Display__');
			if (failure !== undefined) throw failure;
			return response.body;
		});
	}
}
