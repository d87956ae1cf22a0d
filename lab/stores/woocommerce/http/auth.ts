/**
 * Who asks: over https a key and its secret (Basic or in the query), else OAuth; over http OAuth alone. Whether the site
 * is an https site is said by its own address, because the lab itself always listens on plain http.
 */
import { createHash } from 'node:crypto';
import type { LabRequest } from '../../../kit/platform';
import type { ApiKey } from '../options';
import { WpError } from './errors';
import { OAuth, type NonceSnapshot } from './oauth';

const refused = (message: string): WpError =>
	new WpError('woocommerce_rest_authentication_error', message, 401);

const READS = new Set(['GET', 'HEAD']);
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export class Auth {
	private readonly keys: ReadonlyMap<string, ApiKey>;
	private readonly oauth: OAuth;
	private readonly isHttps: boolean;

	constructor(keys: readonly ApiKey[], siteUrl: string, now: () => number) {
		this.keys = new Map(keys.map((key) => [key.consumerKey, key]));
		this.oauth = new OAuth(siteUrl, now);
		this.isHttps = siteUrl.startsWith('https:');
	}

	/**
	 * @returns the key; undefined for an anonymous request, which sees nothing
	 * @throws WpError the request is refused for how it was signed or what its key may do
	 */
	check(request: LabRequest): ApiKey | undefined {
		const key =
			(this.isHttps ? this.basic(request) : undefined) ??
			this.oauth.check(request, (one) => this.keys.get(one));
		if (key !== undefined) this.checkPermission(key, request.method);
		return key;
	}

	snapshot(): NonceSnapshot {
		return this.oauth.snapshot();
	}

	restore(snapshot: NonceSnapshot): void {
		this.oauth.restore(snapshot);
	}

	/** An unknown key reads as nobody; a known one with another secret is refused. */
	private basic({ query, headers }: LabRequest): ApiKey | undefined {
		let name = query.get('consumer_key') ?? '';
		let secret = query.get('consumer_secret') ?? '';
		const [, encoded] = /^Basic\s+(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
		if ((name === '' || secret === '') && encoded !== undefined) {
			const plain = Buffer.from(encoded, 'base64').toString('utf8');
			const colon = plain.indexOf(':');
			[name, secret] = colon < 0 ? [plain, ''] : [plain.slice(0, colon), plain.slice(colon + 1)];
		}
		if (name === '' || secret === '') return undefined;
		const key = this.keys.get(name);
		if (key === undefined) return undefined;
		if (digest(key.consumerSecret) !== digest(secret)) throw refused('Consumer secret is invalid.');
		return key;
	}

	private checkPermission({ permissions }: ApiKey, method: string): void {
		if (READS.has(method) && permissions === 'write')
			throw refused('The API key provided does not have read permissions.');
		if (WRITES.has(method) && permissions === 'read')
			throw refused('The API key provided does not have write permissions.');
	}
}
