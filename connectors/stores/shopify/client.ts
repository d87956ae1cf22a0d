/** Shopify's Admin GraphQL: the client of core at the shop's address, and the download of bulk operations' files. */
import type { Clock } from '../../../core/transport/clock';
import { GraphqlClient } from '../../../core/transport/graphql';
import { failureOfStatus } from '../../../core/transport/graphqlFailures';
import type { Http, HttpResponse } from '../../../core/transport/http';
import { graphqlUrl } from './auth';

export type { Operation, Variables } from '../../../core/transport/graphql';

const DOWNLOAD_TIMEOUT_MS = 120_000;

const NO_SUCH_SHOP =
	'Check the address of the shop in the credential: it must be the permanent one that ends in .myshopify.com.';

export class ShopifyClient extends GraphqlClient {
	/**
	 * @param address see `shopAddress`
	 * @param shop how the shop is called in errors
	 */
	constructor(http: Http, address: string, shop: string, clock: Clock) {
		super(http, { url: graphqlUrl(address), name: shop, notFound: NO_SUCH_SHOP }, clock);
	}

	/** Downloads a part of a file at an address that Shopify gave; without the token, which is none of its business. */
	async download(url: string, start: number, end: number): Promise<HttpResponse> {
		const headers = { Range: `bytes=${start}-${end - 1}` };
		return await this.patiently('read', async () => {
			const request = {
				method: 'GET' as const,
				url,
				headers,
				anonymous: true as const,
				timeoutMs: DOWNLOAD_TIMEOUT_MS,
			};
			const response = await this.http(request);
			const failure = failureOfStatus(response, 'The file of the bulk operation', NO_SUCH_SHOP);
			if (failure !== undefined) throw failure;
			return response;
		});
	}
}
