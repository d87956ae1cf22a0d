/**
 * What passes as a webhook, the same table for each shop: only the exact bytes under a secret that is in the credential now.
 * BigCommerce and Shopify date their deliveries, so old ones are refused; WooCommerce does not, but a delivery does nothing
 * but have an order read again, so that a replayed one is harmless (ADR 8).
 */
import { createHmac } from 'node:crypto';
import { webhookKey } from '../../../connectors/stores/bigcommerce/auth';
import type { IncomingWebhook } from '../../../core/store/connector';
import { STORE_FACES } from '../../../nodes/shared/stores/faces.generated';

const NOW = Date.parse('2026-11-20T12:00:05Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Data = Readonly<Record<string, string>>;
type Headers = Record<string, string>;

interface Platform {
	readonly credential: Data;
	/** the fields of the secret that signs, and of the one before it */
	readonly secret: string;
	readonly previous: string;
	readonly body: string;
	/** the header with the signature */
	readonly proof: string;
	sign(body: Buffer, secret: string, at?: number): Headers;
	/** how long a delivery is taken; undefined: it has no date */
	readonly freshMs?: number;
}

const base64 = (secret: string, body: Buffer, before = ''): string =>
	createHmac('sha256', secret).update(before).update(body).digest('base64');

const PLATFORMS: Readonly<Record<string, Platform>> = {
	shopify: {
		credential: { shop: 'lantern-works', clientSecret: 'current-secret', previousSecret: 'old-secret' },
		secret: 'clientSecret',
		previous: 'previousSecret',
		body: JSON.stringify({ id: 727, note: 'Grüße 你好 😀', total: '10.00' }),
		proof: 'x-shopify-hmac-sha256',
		freshMs: 5 * HOUR_MS,
		sign: (body, secret, at = NOW) => ({
			'x-shopify-hmac-sha256': base64(secret, body),
			'x-shopify-topic': 'orders/updated',
			'x-shopify-shop-domain': 'lantern-works.myshopify.com',
			'x-shopify-triggered-at': new Date(at).toISOString(),
		}),
	},
	woocommerce: {
		credential: {
			url: 'https://lantern-works.example',
			consumerSecret: 'cs_1',
			webhookSecret: 'currentsecret',
			previousSecret: 'oldsecret',
		},
		secret: 'webhookSecret',
		previous: 'previousSecret',
		body: JSON.stringify({ id: 727, note: 'Grüße 你好 😀', total: '10.00' }),
		proof: 'x-wc-webhook-signature',
		sign: (body, secret) => ({
			'x-wc-webhook-signature': base64(secret, body),
			'x-wc-webhook-topic': 'order.updated',
		}),
	},
	bigcommerce: {
		credential: {
			storeHash: 'abc123',
			accessToken: 'token',
			clientSecret: 'current-secret',
			previousClientSecret: 'old-secret',
		},
		secret: 'clientSecret',
		previous: 'previousClientSecret',
		body: JSON.stringify({
			scope: 'store/order/updated',
			producer: 'stores/abc123',
			data: { type: 'order', id: 727, note: 'Grüße 你好 😀' },
			created_at: Math.floor(NOW / 1000) - 2,
		}),
		proof: 'webhook-signature',
		freshMs: 5 * 60_000,
		sign: (body, secret, at = NOW) => {
			const time = String(Math.floor(at / 1000));
			return {
				'webhook-id': 'msg_1',
				'webhook-timestamp': time,
				'webhook-signature': `v1,${base64(secret, body, `msg_1.${time}.`)}`,
			};
		},
	},
};

describe.each(Object.keys(STORE_FACES))('%s', (id) => {
	const platform = PLATFORMS[id] as Platform;
	const face = STORE_FACES[id]!;
	const body = Buffer.from(platform.body);
	const { credential, secret, previous, proof } = platform;
	const current = credential[secret] ?? '';

	function verdict(headers: Headers, rawBody = body, data = credential, receivedAt = NOW) {
		const [own] = face.credentials;
		const incoming: IncomingWebhook = {
			headers,
			rawBody,
			secrets: own.webhookSecrets(data),
			storeId: own.storeId(data),
			receivedAt,
		};
		return face.connector.verifyWebhook(incoming);
	}
	const signed = platform.sign(body, current);
	const signature = signed[proof] ?? '';
	const withProof = (value: string): Headers => ({ ...signed, [proof]: value });

	test('is in the table, and its genuine delivery names the order', () => {
		expect(platform).toBeDefined();
		expect(verdict(signed)).toMatchObject({ genuine: true, hint: { orderIds: ['727'] } });
	});

	test.each<[string, Headers]>([
		['forged with a guess', platform.sign(body, 'guess')],
		['signed with nothing', platform.sign(body, '')],
		['signed with the secret in capitals', platform.sign(body, current.toUpperCase())],
		['empty', withProof('')],
		['blanks', withProof('   ')],
		['truncated', withProof(signature.slice(0, -6))],
		['with something behind it', withProof(`${signature}AA==`)],
		['without its padding', withProof(signature.replace(/=+$/, ''))],
		['in base64 for addresses', withProof(`${signature.replace(/[+/=]/g, '-')}-`)],
		['in hex', withProof(Buffer.from(signature, 'base64').toString('hex'))],
		// the standard that BigCommerce follows allows several in one header, of which one must fit
		...(id === 'bigcommerce'
			? []
			: [
					['twice, as repeated headers are joined', withProof(`${signature}, ${signature}`)] as [
						string,
						Headers,
					],
				]),
		['letters of another encoding', withProof('ÿþ§§§')],
		['very long', withProof('A'.repeat(100_000))],
		['the signature of another body', platform.sign(Buffer.from('{}'), current)],
	])('refused: %s', (_, headers) => {
		const answer = verdict(headers);
		expect(answer.genuine).toBe(false);
		for (const value of Object.values(credential))
			if (/secret|token|cs_/.test(value)) expect(JSON.stringify(answer)).not.toContain(value);
	});

	test('the bytes count, not what they mean', () => {
		const text = body.toString('utf8');
		const same = [
			JSON.stringify(JSON.parse(text), null, 1),
			`${text}\n`,
			`\uFEFF${text}`,
			text.normalize('NFD'),
			text.replace('你', '\\u4f60'),
		];
		for (const other of same) expect(verdict(signed, Buffer.from(other)).genuine).toBe(false);
		expect(verdict(signed, Buffer.from(text, 'latin1')).genuine).toBe(false);
		expect(verdict(signed, body.subarray(0, -1)).genuine).toBe(false);
		expect(verdict(signed, Buffer.alloc(0)).genuine).toBe(false);
	});

	test('while the secret is changed both sign; the old one stops when it is taken out', () => {
		const old = platform.sign(body, credential[previous] ?? '');
		expect(verdict(old).genuine).toBe(true);
		expect(verdict(signed).genuine).toBe(true);
		const { [previous]: _, ...without } = credential;
		expect(verdict(old, body, without).genuine).toBe(false);
		expect(verdict(signed, body, without).genuine).toBe(true);
		const changed = { ...without, [secret]: 'the-next-secret' };
		expect(verdict(signed, body, changed).genuine).toBe(false);
	});

	test('without any secret nothing passes', () => {
		const none = { ...credential, [secret]: '', [previous]: '', consumerSecret: '', accessToken: '' };
		expect(verdict(signed, body, none).genuine).toBe(false);
		expect(verdict(platform.sign(body, ''), body, none).genuine).toBe(false);
	});

	if (platform.freshMs === undefined)
		test('has no date: replayed it says the same, which is only which order to read again', () => {
			const later = verdict(signed, body, credential, NOW + 30 * DAY_MS);
			expect(later).toEqual(verdict(signed));
			expect(later.genuine && Object.keys(later.hint).sort()).toEqual(
				expect.arrayContaining(['orderIds', 'topic']),
			);
		});
	else
		test('a replay is refused when it is old, and one from the future too', () => {
			const { freshMs = 0 } = platform;
			expect(verdict(signed, body, credential, NOW + freshMs - 60_000).genuine).toBe(true);
			expect(verdict(signed, body, credential, NOW + freshMs + 60_000).genuine).toBe(false);
			expect(verdict(signed, body, credential, NOW + 30 * DAY_MS).genuine).toBe(false);
			expect(verdict(signed, body, credential, NOW - HOUR_MS).genuine).toBe(false);
		});
});

test("BigCommerce's previous key of ours is taken until it is removed", () => {
	const face = STORE_FACES['bigcommerce']!;
	const [own] = face.credentials;
	const data = {
		storeHash: 'abc123',
		accessToken: 'token',
		webhookSecret: 'new key',
		previousSecret: 'old key',
	};
	const incoming = (given: Data): IncomingWebhook => ({
		headers: { 'x-storeledger-key': webhookKey('old key', 'abc123') },
		rawBody: Buffer.from(PLATFORMS['bigcommerce']!.body),
		secrets: own.webhookSecrets(given),
		storeId: 'abc123',
		receivedAt: NOW,
	});
	expect(face.connector.verifyWebhook(incoming(data)).genuine).toBe(true);
	expect(face.connector.verifyWebhook(incoming({ ...data, previousSecret: '' })).genuine).toBe(false);
});
