/** Deliveries as a real server sent them in kind: signed over the raw bytes, an unsigned ping, an error in place of an order. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { verifyWebhook } from '../../../../connectors/stores/woocommerce/webhook';
import { describeWithShared, shared } from '../../../support/shared';
import { SHOP } from './support';

const SECRET = 'a secret with <&> "quotes"';
const sign = (body: string | Buffer, secret = SECRET): string =>
	createHmac('sha256', secret).update(body).digest('base64');

function deliver(body: string, headers: Record<string, string> = {}, secrets: string[] = [SECRET]) {
	return verifyWebhook({
		headers: {
			'x-wc-webhook-topic': 'order.updated',
			'x-wc-webhook-signature': sign(body),
			'x-wc-webhook-delivery-id': '5d4f',
			...headers,
		},
		rawBody: Buffer.from(body),
		secrets,
		storeId: SHOP,
		receivedAt: 0,
	});
}

test('names the order, and when it was changed; the delivery has no number of its own', () => {
	const body = '{"id":30,"name":"a\\/b \\u00e9","date_modified_gmt":"2026-11-23T19:07:41"}';
	expect(deliver(body)).toEqual({
		genuine: true,
		hint: { orderIds: ['30'], topic: 'order.updated', triggeredAt: '2026-11-23T19:07:41Z' },
	});
});

test('an order in the trash has only its number', () => {
	expect(deliver('{"id":106}', { 'x-wc-webhook-topic': 'order.deleted' })).toMatchObject({
		genuine: true,
		hint: { orderIds: ['106'], topic: 'order.deleted' },
	});
});

test('an order that was deleted before the delivery left, other resources and no JSON hint at nothing', () => {
	const gone =
		'{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}';
	for (const verdict of [
		deliver(gone),
		deliver('{"id":7}', { 'x-wc-webhook-topic': 'product.updated' }),
		deliver('[1]'),
		deliver('not json'),
		deliver('{"id":"7; drop"}'),
		deliver('{"id":-7}'),
	]) {
		expect(verdict).toMatchObject({ genuine: true, hint: { orderIds: [] } });
	}
});

test('the ping is answered though nobody signs it, and nothing that looks like it', () => {
	const ping = (text: string, headers = {}) =>
		verifyWebhook({ headers, rawBody: Buffer.from(text), secrets: [], storeId: SHOP, receivedAt: 0 });
	expect(ping('webhook_id=12')).toEqual({ genuine: true, hint: { orderIds: [], topic: 'ping' } });
	for (const forged of [
		'webhook_id=12&id=3',
		'webhook_id=',
		'webhook_id=1\n',
		`webhook_id=${'1'.repeat(50)}`,
		'',
	]) {
		expect(ping(forged).genuine).toBe(false);
	}
	expect(ping('webhook_id=12', { 'x-wc-webhook-topic': 'order.created' }).genuine).toBe(false);
});

test('refuses what is not signed by one of the secrets', () => {
	const body = '{"id":30}';
	expect(deliver(body, {}, ['old', SECRET]).genuine).toBe(true);
	expect(deliver(body, {}, ['old', '']).genuine).toBe(false);
	expect(deliver(body, {}, []).genuine).toBe(false);
	expect(deliver(body, { 'x-wc-webhook-signature': '' }).genuine).toBe(false);
	expect(deliver(body, { 'x-wc-webhook-signature': `${sign(body)}=` }).genuine).toBe(false);
	expect(deliver(body, { 'x-wc-webhook-signature': sign('{"id":31}') }).genuine).toBe(false);
	expect(deliver(body, { 'x-wc-webhook-topic': '' }).genuine).toBe(false);
	expect(deliver(body, { 'x-wc-webhook-signature': sign(body, '') }, ['']).genuine).toBe(false);
});

describeWithShared("a real server's deliveries", () => {
	const files = readdirSync(shared('captures/woocommerce/webhooks')).filter((name) => name.endsWith('.json'));
	const deliveries = files.map((name) => {
		const text = readFileSync(shared(`captures/woocommerce/webhooks/${name}`), 'utf8');
		return [name, JSON.parse(text)] as const;
	});

	test('are all understood', () => {
		const found = deliveries.map(([name, capture]) => {
			const pairs: string[] = capture.raw_headers;
			const headers = Object.fromEntries(
				pairs.flatMap((text, index) =>
					index % 2 === 0 ? [[text.toLowerCase(), pairs[index + 1] ?? '']] : [],
				),
			) as Record<string, string>;
			const raw: string = capture.body_base64;
			const rawBody = Buffer.from(raw, 'base64');
			const secrets = [String(capture.secret ?? '')];
			const verdict = verifyWebhook({ headers, rawBody, secrets, storeId: SHOP, receivedAt: 0 });
			if (!verdict.genuine) return `${name}: ${verdict.reason}`;
			return `${verdict.hint.topic} ${verdict.hint.orderIds.length}`;
		});
		const kinds = [...new Set(found)].sort();
		expect(kinds).toEqual([
			'customer.updated 0',
			'order.created 0',
			'order.created 1',
			'order.deleted 1',
			'order.updated 0',
			'order.updated 1',
			'ping 0',
			'product.updated 0',
		]);
	});
});
