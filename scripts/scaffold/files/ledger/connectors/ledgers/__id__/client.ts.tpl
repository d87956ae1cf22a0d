/** __Display__'s API over the network port. The governor keeps below the limits; a write whose answer was lost is not repeated. */
import type { LedgerSettings } from '../../../core/ledger/connector';
import type { Http } from '../../../core/transport/http';
import { failureOf } from './failures';

export class __Pascal__Client {
	private readonly base: string;

	constructor(
		private readonly http: Http,
		private readonly settings: LedgerSettings,
	) {
		this.base = (settings.baseUrl ?? 'https://api.example.com').replace(/\/+$/, '');
	}

	/**
	 * Reads from the company's books.
	 * @throws TransportError
	 */
	async get(path: string): Promise<unknown> {
		const url = `${this.base}/companies/${encodeURIComponent(this.settings.tenant)}${path}`;
		const response = await this.http({ method: 'GET', url });
		const failure = failureOf(response, '__Display__');
		if (failure !== undefined) throw failure;
		return response.body;
	}
}
