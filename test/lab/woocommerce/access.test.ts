/** Who may ask, over https and over http: each case of a real server, in its words. */
import { readFileSync } from 'node:fs';
import { builtIn } from '../../../lab/daybook/builtIn';
import { describeWithShared, shared } from '../../support/shared';
import { API, basic, openShop, signedQuery, type Answer, type Shop, type SignOptions } from './support';

const NOW = Date.parse('2026-10-01T12:00:00Z');
const READ_ONLY = { consumerKey: 'ck_reads', consumerSecret: 'cs_reads', permissions: 'read' } as const;
const WRITE_ONLY = { consumerKey: 'ck_writes', consumerSecret: 'cs_writes', permissions: 'write' } as const;
const options = { keys: [READ_ONLY, WRITE_ONLY], now: () => NOW };

const https = openShop(builtIn(), { siteUrl: 'https://shop.example/wp', ...options });
const http = openShop(builtIn(), { siteUrl: 'http://shop.example', ...options });

const ORDERS = `${API}/orders`;

/** A signed request to the http shop. */
async function signed(shop: Shop, more: SignOptions = {}, path = ORDERS): Promise<Answer> {
	const { siteUrl, consumerKey, consumerSecret } = shop.lab.credentials;
	const timestamp = more.timestamp ?? NOW / 1000;
	const query = signedQuery(siteUrl + path, { consumerKey, consumerSecret }, { ...more, timestamp });
	return await shop.send(`${path}?${query}`, {}, more.method ?? 'GET');
}

/** The same in the Authorization header. */
async function signedHeader(shop: Shop): Promise<Answer> {
	const { siteUrl, ...key } = shop.lab.credentials;
	const query = new URLSearchParams(signedQuery(siteUrl + ORDERS, key, { timestamp: NOW / 1000 }));
	const fields = [...query].map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
	return await shop.send(ORDERS, { authorization: `OAuth ${fields.join(', ')}` });
}

const withBasic = async (shop: Shop, key: string, secret: string, method = 'GET'): Promise<Answer> =>
	await shop.send(ORDERS, { authorization: basic(key, secret) }, method);

const { consumerKey, consumerSecret } = https.lab.credentials;
const escapes = [
	['search', "a b+c&d=e~f'(g)*!/é"],
	['status', 'processing,completed'],
] as const;

/** Each case of the captured matrix, by its name there. */
const CASES: Readonly<Record<string, () => Promise<Answer>>> = {
	'http no auth': () => http.send(ORDERS),
	'http Basic header': () => withBasic(http, consumerKey, consumerSecret),
	'http query consumer_key/secret': () =>
		http.send(`${ORDERS}?consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`),
	'http OAuth1 HMAC-SHA256 query': () => signed(http),
	'http OAuth1 HMAC-SHA1 query': () => signed(http, { algorithm: 'HMAC-SHA1' }),
	'http OAuth1 with params needing escapes': () => signed(http, { query: escapes }),
	'http OAuth1 array param status[]': () =>
		signed(http, {
			query: [
				['status[]', 'processing'],
				['status[]', 'completed'],
			],
		}),
	'http OAuth1 in Authorization header': () => signedHeader(http),
	'http OAuth1 bad secret': async () => {
		const query = signedQuery(
			`http://shop.example${ORDERS}`,
			{ consumerKey, consumerSecret: 'cs_other' },
			{ timestamp: NOW / 1000 },
		);
		return await http.send(`${ORDERS}?${query}`);
	},
	'http OAuth1 first use': () => signed(http, { nonce: 'once' }),
	'http OAuth1 replayed nonce': () => signed(http, { nonce: 'once' }),
	'http OAuth1 timestamp 20 min old': () => signed(http, { timestamp: NOW / 1000 - 20 * 60 }),
	'https Basic': () => withBasic(https, consumerKey, consumerSecret),
	'https query consumer_key/secret': () =>
		https.send(`${ORDERS}?consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`),
	'https Basic wrong key': () => withBasic(https, 'ck_nobody', consumerSecret),
	'https Basic wrong secret': () => withBasic(https, consumerKey, 'cs_other'),
	'https read-only key GET': () => withBasic(https, READ_ONLY.consumerKey, READ_ONLY.consumerSecret),
	'https read-only key POST': () => withBasic(https, READ_ONLY.consumerKey, READ_ONLY.consumerSecret, 'POST'),
	'https OAuth1 (not used on ssl when Basic absent?)': () => signed(https),
	'https missing order': () => https.ask('/orders/999999999'),
	'https per_page=101': () => https.ask('/orders?per_page=101'),
};

interface Case {
	readonly case: string;
	readonly status: number;
	readonly code?: string;
	readonly message?: string;
}

describeWithShared('the matrix of a real server', () => {
	const matrix = readFileSync(shared('captures/woocommerce/auth-matrix.jsonl'), 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Case);

	test.each(matrix.map((one) => [one.case, one] as const))('%s', async (name, { status, code, message }) => {
		const answer = await CASES[name]!();
		expect(answer.status).toBe(status);
		if (code !== undefined) expect(answer.body).toMatchObject({ code, message, data: { status } });
		expect(answer.headers['www-authenticate']).toBeUndefined();
	});

	test.each([
		['error-anonymous', () => http.send(ORDERS)],
		['error-bad-secret', () => withBasic(https, consumerKey, 'cs_other')],
		['error-order-404', () => https.ask('/orders/999999999')],
		['error-per_page', () => https.ask('/orders?per_page=101')],
		['error-unknown-route', () => https.ask('/nothing')],
	] as const)('%s to the letter, with its headers', async (file, ask) => {
		const raw = readFileSync(shared(`captures/woocommerce/${file}.http`), 'utf8');
		const [, head = '', body = ''] = raw.split(/\r?\n\r?\n/);
		const answer = await ask();
		expect(answer.text).toBe(body);
		const names = head
			.split(/\r?\n/)
			.slice(1)
			.map((line) => line.split(':')[0]!.toLowerCase())
			.filter((name) => !['server', 'date', 'transfer-encoding', 'connection'].includes(name));
		expect(Object.keys(answer.headers).sort()).toEqual(
			expect.arrayContaining(names.filter((name) => name !== 'vary')),
		);
		const allow = /^allow: (.*)$/im.exec(head)?.[1];
		if (allow !== undefined) expect(answer.headers['allow']).toBe(allow);
	});
});

test('a key that only writes cannot read', async () => {
	const answer = await withBasic(https, WRITE_ONLY.consumerKey, WRITE_ONLY.consumerSecret);
	expect(answer.status).toBe(401);
	expect(answer.body.message).toBe('The API key provided does not have read permissions.');
});

test('over http a key that only reads cannot write', async () => {
	const path = `${API}/webhooks`;
	const query = signedQuery(`http://shop.example${path}`, READ_ONLY, {
		method: 'POST',
		timestamp: NOW / 1000,
	});
	const answer = await http.send(`${path}?${query}`, {}, 'POST');
	expect(answer.status).toBe(401);
	expect(answer.body.message).toBe('The API key provided does not have write permissions.');
});

test('a list that is numbered can be signed, and is understood', async () => {
	const query = [
		['status[0]', 'on-hold'],
		['status[1]', 'completed'],
	] as const;
	const answer = await signed(http, { query });
	expect(answer.status).toBe(200);
	expect(new Set(answer.body.map((order: { status: string }) => order.status))).toEqual(
		new Set(['on-hold', 'completed']),
	);
});

test('the signature is over the site, not over where the request went', async () => {
	const { consumerKey: key, consumerSecret: secret } = http.lab.credentials;
	const query = signedQuery(
		`http://127.0.0.1:4010${ORDERS}`,
		{ consumerKey: key, consumerSecret: secret },
		{ timestamp: NOW / 1000 },
	);
	expect((await http.send(`${ORDERS}?${query}`)).body.message).toBe(
		'Invalid signature - provided signature does not match.',
	);
});

test('another method has another signature', async () => {
	const { siteUrl, ...key } = http.lab.credentials;
	const query = signedQuery(siteUrl + ORDERS, key, { method: 'POST', timestamp: NOW / 1000 });
	expect((await http.send(`${ORDERS}?${query}`)).status).toBe(401);
});

test.each([
	['oauth_nonce', 'Missing OAuth parameter oauth_nonce'],
	['oauth_timestamp', 'Missing OAuth parameter oauth_timestamp'],
])('without %s', async (name, message) => {
	const { siteUrl, ...key } = http.lab.credentials;
	const query = new URLSearchParams(signedQuery(siteUrl + ORDERS, key, { timestamp: NOW / 1000 }));
	query.delete(name);
	const answer = await http.send(`${ORDERS}?${query.toString()}`);
	expect(answer.body).toMatchObject({ code: 'woocommerce_rest_authentication_missing_parameter', message });
});

test('an unknown key over OAuth is said to be invalid', async () => {
	const query = signedQuery(
		`http://shop.example${ORDERS}`,
		{ consumerKey: 'ck_nobody', consumerSecret: 'x' },
		{ timestamp: NOW / 1000 },
	);
	expect((await http.send(`${ORDERS}?${query}`)).body.message).toBe('Consumer key is invalid.');
});

test('a site in a folder is found with and without the folder', async () => {
	const authorization = basic(consumerKey, consumerSecret);
	for (const path of [ORDERS, `/wp${ORDERS}`])
		expect((await https.send(path, { authorization })).status).toBe(200);
});

test('nobody sees the index of the site, and nothing more', async () => {
	expect((await http.send('/wp-json/')).body).toMatchObject({
		name: 'Leaf & Pot',
		timezone_string: 'Europe/London',
	});
	for (const path of [
		'/orders',
		'/refunds',
		'/products',
		'/customers',
		'/taxes',
		'/settings/tax',
		'/system_status',
		'/webhooks',
	])
		expect((await http.send(API + path)).status).toBe(401);
	expect((await http.send('/')).status).toBe(404);
});

test('no secret is in what a person can inspect', () => {
	const text = JSON.stringify([http.lab.inspect(), https.lab.inspect()]);
	expect(text).not.toContain(consumerSecret);
	expect(text).not.toContain('cs_reads');
});
