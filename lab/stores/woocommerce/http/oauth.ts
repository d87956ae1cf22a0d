/**
 * OAuth 1.0a with one leg, as WooCommerce checks it over plain http: HMAC-SHA1 or -SHA256 over the method, the site's own
 * address of the route and all parameters; each nonce once, within fifteen minutes.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LabRequest } from '../../../kit/platform';
import type { ApiKey } from '../options';
import { WpError } from './errors';
import { numberedPairs } from './query';

const WINDOW_SECONDS = 15 * 60;

const NAMES = [
	'oauth_consumer_key',
	'oauth_timestamp',
	'oauth_nonce',
	'oauth_signature',
	'oauth_signature_method',
] as const;

/** rawurlencode */
const encoded = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const refused = (message: string): WpError =>
	new WpError('woocommerce_rest_authentication_error', message, 401);

function headerParameters(header: string): Record<string, string> {
	const result: Record<string, string> = {};
	for (const [, name, value] of header.matchAll(/(oauth_[a-z_-]*)=(?:"([^"]*)"|([^,]*))/g)) {
		if (name !== undefined) result[name] = decodeURIComponent(value ?? '');
	}
	return result;
}

/** The OAuth parameters of a request, from its Authorization header or its query; undefined when it has none. */
function parametersOf(request: LabRequest): Record<string, string> | undefined {
	const header = request.headers['authorization'] ?? '';
	const fromHeader = /^OAuth\s/i.test(header) ? headerParameters(header) : {};
	const fromQuery = Object.fromEntries([...request.query].filter(([name]) => name.startsWith('oauth_')));
	const found = Object.keys(fromHeader).length > 0 ? fromHeader : fromQuery;
	if (Object.keys(found).length === 0) return undefined;
	const missing = NAMES.filter((name) => (found[name] ?? '') === '');
	if (missing.length > 0) {
		const parameter = missing.length === 1 ? 'parameter' : 'parameters';
		throw new WpError(
			'woocommerce_rest_authentication_missing_parameter',
			`Missing OAuth ${parameter} ${missing.join(', ')}`,
			401,
		);
	}
	return found;
}

export interface NonceSnapshot {
	readonly used: readonly (readonly [string, number])[];
}

export class OAuth {
	/** by key and nonce, with its timestamp in seconds */
	private used = new Map<string, number>();

	constructor(
		private readonly siteUrl: string,
		private readonly now: () => number,
	) {}

	/**
	 * @returns the key that signed the request; undefined when it is not signed at all
	 * @throws WpError the signature does not hold
	 */
	check(request: LabRequest, find: (consumerKey: string) => ApiKey | undefined): ApiKey | undefined {
		const given = parametersOf(request);
		if (given === undefined) return undefined;
		const key = find(given['oauth_consumer_key'] ?? '');
		if (key === undefined) throw refused('Consumer key is invalid.');
		this.checkSignature(request, given, key.consumerSecret);
		this.checkNonce(key.consumerKey, given);
		return key;
	}

	snapshot(): NonceSnapshot {
		return { used: [...this.used] };
	}

	restore({ used }: NonceSnapshot): void {
		this.used = new Map(used);
	}

	private checkSignature(request: LabRequest, given: Record<string, string>, secret: string): void {
		const method = given['oauth_signature_method'] ?? '';
		if (method !== 'HMAC-SHA1' && method !== 'HMAC-SHA256')
			throw refused('Invalid signature - signature method is invalid.');
		const all = new Map(numberedPairs(request.query));
		for (const [name, value] of Object.entries(given)) all.set(name, value);
		all.delete('oauth_signature');
		const pairs = [...all]
			.map(([name, value]) => [encoded(name), encoded(value)] as const)
			.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
		const parameters = pairs.map(([name, value]) => `${name}=${value}`).join('&');
		const address = this.siteUrl + request.path;
		const base = [request.method.toUpperCase(), address, parameters].map(encoded).join('&');
		const hash = createHmac(method === 'HMAC-SHA1' ? 'sha1' : 'sha256', `${secret}&`)
			.update(base)
			.digest('base64');
		const [own, sent] = [Buffer.from(hash), Buffer.from(given['oauth_signature'] ?? '')];
		if (own.length !== sent.length || !timingSafeEqual(own, sent))
			throw refused('Invalid signature - provided signature does not match.');
	}

	private checkNonce(consumerKey: string, given: Record<string, string>): void {
		const now = Math.floor(this.now() / 1000);
		const timestamp = Math.trunc(Number(given['oauth_timestamp']));
		if (!(Math.abs(now - timestamp) <= WINDOW_SECONDS)) throw refused('Invalid timestamp.');
		const name = `${consumerKey} ${given['oauth_nonce']}`;
		if (this.used.has(name)) throw refused('Invalid nonce - nonce has already been used.');
		for (const [old, at] of this.used) if (at < now - WINDOW_SECONDS) this.used.delete(old);
		this.used.set(name, timestamp);
	}
}
