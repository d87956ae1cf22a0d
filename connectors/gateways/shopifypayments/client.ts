/** Shopify's Admin GraphQL for its payments: lists page by page. */
import type { Clock } from '../../../core/transport/clock';
import { GraphqlClient, type Operation } from '../../../core/transport/graphql';
import { TransportError, type Http } from '../../../core/transport/http';
import { PageSize } from '../../../core/transport/pageSize';
import { NO_SUCH_SHOP, notSetUp } from './failures';
import { parseConnection } from './payload';

/** The version that everything here is written for; Shopify supports it until October 2027. */
export const API_VERSION = '2026-10';

/** Shopify's own limit of a page. */
const MOST = 250;
/** A list without an end is a defect of the answer; Shopify ends one after 25,000. */
const MOST_PAGES = 2_000;

export class ShopifyPaymentsClient {
	private readonly graphql: GraphqlClient;
	private readonly sizes = new Map<string, PageSize>();

	/**
	 * @param shop the shop's permanent domain
	 * @param baseUrl the address of a lab
	 */
	constructor(
		http: Http,
		readonly shop: string,
		clock: Clock,
		baseUrl = '',
	) {
		const address = baseUrl.trim() === '' ? `https://${shop}` : baseUrl.trim().replace(/\/+$/, '');
		const url = `${address}/admin/api/${API_VERSION}/graphql.json`;
		this.graphql = new GraphqlClient(http, { url, name: shop, notFound: NO_SUCH_SHOP }, clock);
	}

	async run(operation: Operation): Promise<object> {
		return await this.graphql.run(operation);
	}

	/**
	 * The nodes of a list of the account, a page at a time.
	 * @param list the field of the account
	 * @param start how many at first; follows what Shopify takes
	 * @throws TransportError "rejected" where the shop has no Shopify Payments
	 */
	async *pages(
		operation: Operation,
		list: 'payouts' | 'balanceTransactions' | 'disputes',
		query: string,
		start: number,
	): AsyncGenerator<readonly unknown[]> {
		const size = this.sizeOf(operation, start);
		let after: string | undefined;
		for (let page = 0; page < MOST_PAGES; page++) {
			const data = await this.graphql.runSized(operation, size, (first) => ({
				first,
				query,
				...(after === undefined ? {} : { after }),
			}));
			const connection = parseConnection(data, list);
			if (connection === 'none') throw notSetUp(this.shop);
			if (connection === undefined)
				throw new TransportError(
					'rejected',
					`The answer of ${this.shop} has no ${list}; its format may have changed.`,
				);
			yield connection.nodes;
			if (connection.next === undefined || connection.next === after) return;
			after = connection.next;
		}
		throw new TransportError('rejected', `The list of ${list} of ${this.shop} has no end.`);
	}

	private sizeOf({ name }: Operation, start: number): PageSize {
		const known = this.sizes.get(name);
		if (known !== undefined) return known;
		const made = new PageSize(start, MOST);
		this.sizes.set(name, made);
		return made;
	}
}
