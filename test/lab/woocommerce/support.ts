/** A simulated shop for a test, and the ways to ask it: straight through `handle`, without a network. */
import { createHmac, randomBytes } from 'node:crypto';
import type { DayBook } from '../../../lab/daybook/events';
import type { LabResponse } from '../../../lab/kit/platform';
import { World } from '../../../lab/kit/world';
import {
	wooCommerceLab,
	type WooCommerceLab,
	type WooCommerceLabOptions,
} from '../../../lab/stores/woocommerce';

/** JSON as it comes; tests say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
	readonly body: Json;
}

export interface Shop {
	readonly lab: WooCommerceLab;
	readonly world: World;
	/** A request with the shop's key, below /wp-json/wc/v3. */
	ask(path: string, more?: { method?: string; body?: unknown }): Promise<Answer>;
	/** The body of a request that must succeed. */
	get(path: string): Promise<Json>;
	/** All pages of a list. */
	all(path: string): Promise<Json[]>;
	/** Any request, signed by nobody. */
	send(path: string, headers?: Record<string, string>, method?: string, body?: string): Promise<Answer>;
}

export const API = '/wp-json/wc/v3';

const answerOf = ({ status, headers = {}, body }: LabResponse): Answer => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const isJson = (headers['content-type'] ?? '').startsWith('application/json');
	return { status, headers, text, body: isJson ? JSON.parse(text) : text };
};

export const basic = (key: string, secret: string): string =>
	`Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;

/** @param startAt when the world opens; by default all has happened */
export function openShop(dayBook: DayBook, options: WooCommerceLabOptions = {}, startAt?: number): Shop {
	const world = new World(dayBook, startAt);
	const lab = wooCommerceLab(world, { siteUrl: 'https://shop.example', ...options });
	const { consumerKey, consumerSecret } = lab.credentials;
	const send: Shop['send'] = async (path, headers = {}, method = 'GET', body = '') => {
		const url = new URL(path, 'http://127.0.0.1');
		const request = {
			method,
			path: url.pathname,
			query: url.searchParams,
			headers: { host: '127.0.0.1:4010', ...headers },
			rawBody: Buffer.from(body),
		};
		return answerOf(await lab.handle(request));
	};
	const authorization = basic(consumerKey, consumerSecret);
	const ask: Shop['ask'] = async (path, { method = 'GET', body } = {}) =>
		await send(
			API + path,
			{ authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			method,
			body === undefined ? '' : JSON.stringify(body),
		);
	const get: Shop['get'] = async (path) => {
		const answer = await ask(path);
		if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text.slice(0, 500)}`);
		return answer.body;
	};
	const all: Shop['all'] = async (path) => {
		const rows: Json[] = [];
		for (let page = 1; ; page++) {
			const answer = await ask(`${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
			if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text.slice(0, 500)}`);
			rows.push(...answer.body);
			if (page >= Number(answer.headers['x-wp-totalpages'])) return rows;
		}
	};
	return { lab, world, ask, get, all, send };
}

const encoded = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

export interface SignOptions {
	readonly method?: string;
	readonly algorithm?: 'HMAC-SHA1' | 'HMAC-SHA256';
	readonly nonce?: string;
	/** seconds */
	readonly timestamp?: number;
	readonly query?: readonly (readonly [string, string])[];
	/** names as they are signed, where that is not as they are sent */
	readonly signed?: readonly (readonly [string, string])[];
}

/** OAuth 1.0a written from RFC 5849 for these tests: the query string with everything in it. */
export function signedQuery(
	address: string,
	key: { consumerKey: string; consumerSecret: string },
	options: SignOptions = {},
): string {
	const { method = 'GET', algorithm = 'HMAC-SHA256', query = [], signed = query } = options;
	const own: [string, string][] = [
		['oauth_consumer_key', key.consumerKey],
		['oauth_nonce', options.nonce ?? randomBytes(8).toString('hex')],
		['oauth_signature_method', algorithm],
		['oauth_timestamp', String(options.timestamp ?? Math.floor(Date.now() / 1000))],
	];
	const pairs = [...signed, ...own].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
	const base = [method, address, pairs.join('&')].map(encoded).join('&');
	const hash = algorithm === 'HMAC-SHA1' ? 'sha1' : 'sha256';
	const signature = createHmac(hash, `${key.consumerSecret}&`).update(base).digest('base64');
	const sent: (readonly [string, string])[] = [...query, ...own, ['oauth_signature', signature]];
	return sent.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
}
