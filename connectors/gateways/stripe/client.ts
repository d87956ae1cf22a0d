/**
 * Stripe's API over the network port: reads only. Sends again what got lost, waits as told, pages through lists, and never lets a
 * request, a header or a key into an error.
 */
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpResponse } from '../../../core/transport/http';
import { patiently } from '../../../core/transport/patience';
import { STRIPE_VERSION, stripeAddress } from './auth';
import { failureOf, missingPermission } from './failures';
import { list } from './payload';

export type Query = Readonly<Record<string, string>>;

const PATIENCE = { retries: 5, throttles: 10, longestWaitMs: 5 * 60_000 };
const TIMEOUT_MS = 80_000;
/** The most that Stripe gives at once. */
const PAGE_SIZE = 100;

export class StripeClient {
	private readonly address: string;

	/** @param baseUrl the address of a lab; empty for Stripe itself */
	constructor(
		private readonly http: Http,
		baseUrl: string | undefined,
		private readonly clock: Clock,
	) {
		this.address = stripeAddress(baseUrl);
	}

	/** @returns the object; undefined where there is none (404). @throws TransportError */
	async find(path: string, query: Query = {}): Promise<unknown> {
		const response = await this.send(path, query, [404]);
		return response.status === 404 ? undefined : response.body;
	}

	/** The permission that the key lacks for a request; undefined where it has it. @throws TransportError */
	async lacks(path: string, query: Query = {}): Promise<string | undefined> {
		const response = await this.send(path, query, [403]);
		return response.status === 403 ? (missingPermission(response) ?? path) : undefined;
	}

	/** The same, with what was answered. */
	async permitted(path: string, query: Query = {}): Promise<unknown> {
		const response = await this.send(path, query, [403]);
		return response.status === 403 ? undefined : response.body;
	}

	/** A list, a page at a time, newest first as Stripe gives it. @throws TransportError */
	async *pages(path: string, query: Query): AsyncGenerator<readonly unknown[]> {
		let after: string | undefined;
		for (;;) {
			const place = after === undefined ? {} : { starting_after: after };
			const response = await this.send(path, { limit: String(PAGE_SIZE), ...query, ...place }, []);
			const page = list.safeParse(response.body);
			if (!page.success)
				throw new TransportError('uncertain', 'Stripe answers with something that is no list of its API.');
			const { data, has_more: more } = page.data;
			yield data;
			const last: unknown = data.at(-1);
			const id: unknown = typeof last === 'object' && last !== null ? Reflect.get(last, 'id') : undefined;
			if (!more) return;
			if (typeof id !== 'string' || id === after)
				throw new TransportError('uncertain', 'Stripe says that its list goes on, but not where.');
			after = id;
		}
	}

	/** All of a list, oldest first. @throws TransportError "rejected" when there are more than `most` */
	async all(path: string, query: Query, most: number): Promise<readonly unknown[]> {
		const found: unknown[] = [];
		for await (const page of this.pages(path, query)) {
			found.push(...page);
			if (found.length > most)
				throw new TransportError('rejected', `Stripe has more than ${most} entries of ${path} at once.`);
		}
		return found;
	}

	private async send(path: string, query: Query, tolerated: readonly number[]): Promise<HttpResponse> {
		return await patiently(this.clock, PATIENCE, 'read', async () => {
			const response = await this.http({
				method: 'GET',
				url: this.address + path,
				query,
				headers: { Accept: 'application/json', 'Stripe-Version': STRIPE_VERSION },
				timeoutMs: TIMEOUT_MS,
			});
			if (tolerated.includes(response.status)) return response;
			const failure = failureOf(response);
			if (failure !== undefined) throw failure;
			return response;
		});
	}
}
