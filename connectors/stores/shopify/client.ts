/** Shopify's Admin GraphQL: the client of core at the shop's address, and the download of bulk operations' files. */
import type { Clock } from '../../../core/transport/clock';
import { GraphqlClient } from '../../../core/transport/graphql';
import { failureOfStatus } from '../../../core/transport/graphqlFailures';
import { TransportError, type Http, type HttpResponse } from '../../../core/transport/http';
import { graphqlUrl } from './auth';

export type { Operation, Variables } from '../../../core/transport/graphql';

const DOWNLOAD_TIMEOUT_MS = 120_000;

const NO_SUCH_SHOP =
	'Check the address of the shop in the credential: it must be the permanent one that ends in .myshopify.com.';

/** Where Shopify keeps files of bulk operations: at Google's, which serves nothing else there than files, or itself. */
const FILE_HOSTS = ['storage.googleapis.com', 'shopify.com', 'shopifycdn.com', 'myshopify.com'];

/**
 * Whether a file may be fetched from an address that came in an answer: from Shopify's places over https, or from where the API
 * itself is. Anything else could be an address of the network in which n8n stands.
 */
export function isFileAddress(url: string, address: string): boolean {
	if (!URL.canParse(url) || !URL.canParse(address)) return false;
	const { protocol, hostname, username, password, port, origin } = new URL(url);
	if (username !== '' || password !== '') return false;
	if (origin === new URL(address).origin) return true;
	const isTheirs = FILE_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
	return protocol === 'https:' && port === '' && isTheirs;
}

export class ShopifyClient extends GraphqlClient {
	/**
	 * @param address see `shopAddress`
	 * @param shop how the shop is called in errors
	 */
	constructor(
		http: Http,
		private readonly address: string,
		shop: string,
		clock: Clock,
	) {
		super(http, { url: graphqlUrl(address), name: shop, notFound: NO_SUCH_SHOP }, clock);
	}

	/** Downloads a part of a file at an address that Shopify gave; without the token, which is none of its business. */
	async download(url: string, start: number, end: number): Promise<HttpResponse> {
		if (!isFileAddress(url, this.address))
			throw new TransportError(
				'rejected',
				"The file of the bulk operation is at an address that is none of Shopify's; it was not fetched.",
			);
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
