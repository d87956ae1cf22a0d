/** Deliveries: genuine ones give a hint, everything else is refused; Shopify's own library is asked for a second opinion. */
import { createHmac } from 'node:crypto';
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { REPLAY_WINDOW_MS, verifyWebhook } from '../../../../connectors/stores/shopify/webhook';
import type { IncomingWebhook } from '../../../../core/store/connector';
import { SHOP } from './support';

const SECRET = 'shpss_current';
const OLD_SECRET = 'shpss_previous';
const TRIGGERED = '2026-11-20T12:00:00.123456789Z';
const NOW = Date.parse('2026-11-20T12:00:05Z');
const BODY = JSON.stringify({ id: 450789469, updated_at: '2026-11-20T12:00:00Z' });

const sign = (body: string | Buffer, secret: string): string =>
	createHmac('sha256', secret).update(body).digest('base64');

function delivery(
	more: Partial<IncomingWebhook> & { body?: string } = {},
	prefix = 'x-shopify-',
): IncomingWebhook {
	const { body = BODY, headers = {}, ...rest } = more;
	return {
		headers: {
			[`${prefix}topic`]: 'orders/updated',
			[`${prefix}shop-domain`]: SHOP,
			[`${prefix}hmac-sha256`]: sign(body, SECRET),
			[`${prefix}webhook-id`]: 'delivery-1',
			[`${prefix}triggered-at`]: TRIGGERED,
			...headers,
		},
		rawBody: Buffer.from(body),
		secrets: [SECRET, OLD_SECRET],
		storeId: SHOP,
		receivedAt: NOW,
		...rest,
	};
}

test('a genuine delivery names the order to read again', () => {
	expect(verifyWebhook(delivery())).toEqual({
		genuine: true,
		hint: {
			orderIds: ['450789469'],
			topic: 'orders/updated',
			triggeredAt: '2026-11-20T12:00:00.123Z',
			deliveryId: 'delivery-1',
		},
	});
});

test('the newer headers without "x-" are taken too', () => {
	expect(verifyWebhook(delivery({}, 'shopify-'))).toMatchObject({
		genuine: true,
		hint: { orderIds: ['450789469'] },
	});
});

test('while the secret is rotated, the previous one still signs', () => {
	const headers = { 'x-shopify-hmac-sha256': sign(BODY, OLD_SECRET) };
	expect(verifyWebhook(delivery({ headers })).genuine).toBe(true);
	expect(verifyWebhook(delivery({ headers, secrets: [SECRET] })).genuine).toBe(false);
});

test.each([
	['orders/create', { id: 5 }, ['5']],
	['refunds/create', { id: 9, order_id: 5 }, ['5']],
	['order_transactions/create', { id: 9, order_id: '5' }, ['5']],
	['orders/edited', { order_edit: { id: 9, order_id: 5 } }, ['5']],
	['app/uninstalled', { id: 5 }, []],
	['orders/updated', { id: 'five' }, []],
	['orders/updated', { id: 5.5 }, []],
	['orders/updated', {}, []],
])('%s %j names %j', (topic, body, orderIds) => {
	const incoming = delivery({ body: JSON.stringify(body), headers: { 'x-shopify-topic': topic } });
	const signed = { ...incoming.headers, 'x-shopify-hmac-sha256': sign(JSON.stringify(body), SECRET) };
	expect(verifyWebhook({ ...incoming, headers: signed })).toMatchObject({
		genuine: true,
		hint: { orderIds, topic },
	});
});

describe('refused', () => {
	const without = (name: string): IncomingWebhook => {
		const { [name]: _, ...headers } = delivery().headers;
		return { ...delivery(), headers };
	};
	const right = sign(BODY, SECRET);

	test.each([
		['no signature', without('x-shopify-hmac-sha256')],
		['an empty signature', delivery({ headers: { 'x-shopify-hmac-sha256': '' } })],
		['a wrong secret', delivery({ headers: { 'x-shopify-hmac-sha256': sign(BODY, 'guess') } })],
		['a truncated signature', delivery({ headers: { 'x-shopify-hmac-sha256': right.slice(0, 20) } })],
		['a longer signature', delivery({ headers: { 'x-shopify-hmac-sha256': `${right}AAAA` } })],
		['a signature that is no base64', delivery({ headers: { 'x-shopify-hmac-sha256': '§§§' } })],
		[
			'the signature of another body',
			delivery({ body: `${BODY} `, headers: { 'x-shopify-hmac-sha256': right } }),
		],
		['no secret to check with', delivery({ secrets: [] })],
		['an empty secret', delivery({ secrets: [''], headers: { 'x-shopify-hmac-sha256': sign(BODY, ' ') } })],
		['no topic', without('x-shopify-topic')],
		['another shop', delivery({ headers: { 'x-shopify-shop-domain': 'other.myshopify.com' } })],
		['no shop', without('x-shopify-shop-domain')],
		['a replay of yesterday', delivery({ receivedAt: NOW + 24 * 60 * 60_000 })],
		['the future', delivery({ receivedAt: NOW - 60 * 60_000 })],
	])('%s', (_, incoming) => {
		const verdict = verifyWebhook(incoming);
		expect(verdict.genuine).toBe(false);
		expect(JSON.stringify(verdict)).not.toContain('shpss_');
	});

	test('an empty secret never signs anything', () => {
		const headers = { 'x-shopify-hmac-sha256': createHmac('sha256', '').update(BODY).digest('base64') };
		expect(verifyWebhook(delivery({ headers, secrets: [''] })).genuine).toBe(false);
	});

	test('a delivery that does not say when it was made', () => {
		const body = '{"id":5}';
		const { 'x-shopify-triggered-at': _, ...headers } = delivery({ body }).headers;
		expect(verifyWebhook({ ...delivery({ body }), headers }).genuine).toBe(false);
	});
});

test('repetitions of four hours are let through, with the original time', () => {
	expect(verifyWebhook(delivery({ receivedAt: NOW + 4 * 60 * 60_000 })).genuine).toBe(true);
	expect(verifyWebhook(delivery({ receivedAt: NOW + REPLAY_WINDOW_MS + 60_000 })).genuine).toBe(false);
});

test('without the header the body tells when', () => {
	const { 'x-shopify-triggered-at': _, ...headers } = delivery().headers;
	expect(verifyWebhook({ ...delivery(), headers })).toMatchObject({
		hint: { triggeredAt: '2026-11-20T12:00:00.000Z' },
	});
});

test('a body that is no JSON is genuine, and says nothing', () => {
	const body = 'not json';
	expect(verifyWebhook(delivery({ body }))).toMatchObject({ genuine: true, hint: { orderIds: [] } });
});

describe("Shopify's own library agrees", () => {
	const api = shopifyApi({
		apiKey: 'key',
		apiSecretKey: SECRET,
		apiVersion: ApiVersion.October26,
		hostName: 'n8n.example',
		isEmbeddedApp: false,
		logger: { level: LogSeverity.Error, log: () => undefined },
	});
	const theirs = async ({ headers, rawBody }: IncomingWebhook): Promise<boolean> => {
		const named = { ...headers, 'x-shopify-api-version': '2026-10' };
		const result = await api.webhooks.validate({
			rawBody: rawBody.toString('utf8'),
			rawRequest: { headers: named, method: 'POST', url: '/webhook' },
			rawResponse: {},
		});
		return result.valid;
	};

	test.each([
		['genuine', delivery({ secrets: [SECRET] })],
		[
			'a wrong secret',
			delivery({ secrets: [SECRET], headers: { 'x-shopify-hmac-sha256': sign(BODY, 'guess') } }),
		],
		[
			'truncated',
			delivery({ secrets: [SECRET], headers: { 'x-shopify-hmac-sha256': sign(BODY, SECRET).slice(0, 30) } }),
		],
		[
			'another body',
			delivery({ secrets: [SECRET], body: '{}', headers: { 'x-shopify-hmac-sha256': sign(BODY, SECRET) } }),
		],
		['letters beyond ASCII', delivery({ secrets: [SECRET], body: '{"id":1,"note":"Grüße 你好"}' })],
	])('%s', async (_, incoming) => {
		expect(verifyWebhook(incoming).genuine).toBe(await theirs(incoming));
	});
});
