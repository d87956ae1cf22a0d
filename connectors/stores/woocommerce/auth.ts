/**
 * Getting into a shop: its address, and how requests are signed. Over https the consumer key and secret go as HTTP Basic;
 * over plain http WooCommerce takes neither that nor keys in the address, only OAuth 1.0a without a token. Pure functions.
 */
import { createHmac } from 'node:crypto';

/** Where the REST API is below the site. */
export const API_PATH = '/wp-json/wc/v3';

/**
 * The site's own address from whatever a person enters: "shop.example", "https://shop.example/wp/",
 * "https://shop.example/wp-json/wc/v3/". Without a scheme it is https.
 * @returns without a slash at the end; empty when nothing was entered
 */
export function siteUrl(entered: string): string {
	const text = entered.trim();
	if (text === '') return '';
	const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(url)) return url.replace(/\/+$/, '');
	const { protocol, host, pathname } = new URL(url);
	const path = pathname.replace(/\/(wp-json|wp-admin|wp-login\.php)(\/.*)?$/i, '').replace(/\/+$/, '');
	return `${protocol}//${host}${path}`;
}

/** The shop's name for itself: its address without the scheme, which may change without it being another shop. */
export function siteName(entered: string): string {
	return siteUrl(entered).replace(/^[a-z]+:\/\//i, '');
}

/**
 * Where requests go, without a slash at the end.
 * @param store the site's address as a person entered it
 * @param baseUrl the address of a lab; empty for the site itself
 */
export function siteAddress(store: string, baseUrl = ''): string {
	const base = baseUrl.trim().replace(/\/+$/, '');
	return base === '' ? siteUrl(store) : base;
}

/** What signs requests. Secret. */
export interface ShopKeys {
	/** the site's own address as a person entered it: its scheme decides how requests are signed */
	readonly url: string;
	/** the address of a lab; empty for the site itself */
	readonly baseUrl?: string;
	readonly consumerKey: string;
	readonly consumerSecret: string;
}

export interface RequestToSign {
	readonly method: string;
	/** where the request goes; may have a query of its own */
	readonly url: string;
	readonly query?: Readonly<Record<string, string>>;
}

/** What makes each signature another one; WooCommerce refuses a nonce twice, and times more than 15 minutes off. */
export interface Moment {
	/** epoch milliseconds */
	readonly now: number;
	readonly nonce: string;
}

/** RFC 3986: what `encodeURIComponent` leaves alone though it must not. */
function escaped(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

const byText = ([a, x]: readonly [string, string], [b, y]: readonly [string, string]): number =>
	a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0;

/** The address as the site itself sees it, whatever address it is reached at. */
function ownAddress(keys: ShopKeys, url: string): string {
	const site = siteUrl(keys.url);
	const base = siteAddress(keys.url, keys.baseUrl);
	return url.startsWith(base) ? site + url.slice(base.length) : url;
}

function oauthHeader(keys: ShopKeys, request: RequestToSign, { now, nonce }: Moment): string {
	const [address = '', ownQuery = ''] = ownAddress(keys, request.url).split('?', 2);
	const oauth: [string, string][] = [
		['oauth_consumer_key', keys.consumerKey],
		['oauth_nonce', nonce],
		['oauth_signature_method', 'HMAC-SHA256'],
		['oauth_timestamp', String(Math.floor(now / 1000))],
		['oauth_version', '1.0'],
	];
	const query = [...new URLSearchParams(ownQuery), ...Object.entries(request.query ?? {})];
	const parameters = [...query, ...oauth]
		.map(([name, value]): [string, string] => [escaped(name), escaped(value)])
		.sort(byText)
		.map(([name, value]) => `${name}=${value}`)
		.join('&');
	const base = [request.method.toUpperCase(), escaped(address), escaped(parameters)].join('&');
	const signature = createHmac('sha256', `${keys.consumerSecret}&`).update(base).digest('base64');
	const parts = [...oauth, ['oauth_signature', signature] as const];
	return `OAuth ${parts.map(([name, value]) => `${name}="${escaped(value)}"`).join(', ')}`;
}

/**
 * The header "Authorization" for a request. Keys never go into the address, where servers and proxies would log them.
 * @returns Basic for a site at https, OAuth 1.0a (HMAC-SHA256) for one at http. It holds a secret: never log it.
 */
export function authorization(keys: ShopKeys, request: RequestToSign, moment: Moment): string {
	if (siteUrl(keys.url).startsWith('http://')) return oauthHeader(keys, request, moment);
	const pair = `${keys.consumerKey}:${keys.consumerSecret}`;
	return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/**
 * What new webhooks are signed with: the secret that a person chose, otherwise one that is always the same for the same
 * consumer secret, but does not tell it. Letters and digits only: WordPress changes "&" and quotes in it.
 */
export function webhookSecretOf(consumerSecret: string, chosen = ''): string {
	if (chosen !== '') return chosen;
	if (consumerSecret === '') return '';
	return createHmac('sha256', consumerSecret).update('storeledger webhook').digest('hex');
}
