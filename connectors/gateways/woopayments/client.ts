/** The shop's REST API below /payments. One request at a time; sends again what got lost, waits as told, and lets no key into an error. */
import type { Clock } from '../../../core/transport/clock';
import type { Http, HttpResponse } from '../../../core/transport/http';
import { patiently } from '../../../core/transport/patience';
import { failureOf, isData, isMissing } from './failures';

export type Query = Readonly<Record<string, string>>;

const API = '/wp-json/wc/v3';
/** Shops run on small machines; one that wants a pause of more than five minutes is read in the next sweep. */
const PATIENCE = { retries: 4, throttles: 10, longestWaitMs: 5 * 60_000 };
const TIMEOUT_MS = 60_000;

export class WooPaymentsClient {
	/** Sites without pretty permalinks take the route as a parameter. */
	private isPlain = false;

	/**
	 * @param address where requests go, without a slash at the end
	 * @param shop how the shop is called in errors
	 */
	constructor(
		private readonly http: Http,
		private readonly address: string,
		readonly shop: string,
		private readonly clock: Clock,
	) {}

	/** What a route below /wc/v3 gives. @throws TransportError */
	async get(route: string, query: Query = {}): Promise<unknown> {
		return (await this.patient(API + route, query)).body;
	}

	/** The same of one thing; undefined when there is none of the id. */
	async find(route: string): Promise<unknown> {
		const response = await this.patient(API + route, {}, true);
		return isMissing(response) ? undefined : response.body;
	}

	/** The index of the site itself: its name and time zone. */
	async site(): Promise<unknown> {
		return (await this.patient('/wp-json/', { _fields: 'name,timezone_string' })).body;
	}

	private async patient(path: string, query: Query, mayBeMissing = false): Promise<HttpResponse> {
		return await patiently(this.clock, PATIENCE, 'read', async () => {
			const response = await this.once(path, query);
			if (mayBeMissing && isMissing(response)) return response;
			const failure = failureOf(response, this.shop, this.clock.now());
			if (failure !== undefined) throw failure;
			return response;
		});
	}

	private async once(path: string, query: Query): Promise<HttpResponse> {
		const response = await this.send(path, query, this.isPlain);
		if (response.status !== 404 || isData(response) || this.isPlain) return response;
		// the web server itself does not know the address: the site may have no pretty permalinks
		const plain = await this.send(path, query, true);
		if (isData(plain)) this.isPlain = true;
		return plain;
	}

	private async send(path: string, query: Query, isPlain: boolean): Promise<HttpResponse> {
		return await this.http({
			method: 'GET',
			url: isPlain ? `${this.address}/` : this.address + path,
			query: isPlain ? { rest_route: path.replace(/^\/wp-json/, ''), ...query } : query,
			headers: { Accept: 'application/json' },
			timeoutMs: TIMEOUT_MS,
		});
	}
}
