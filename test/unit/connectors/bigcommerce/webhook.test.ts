/** Deliveries: genuine ones give a hint, everything else is refused; the library of the standard is asked for a second opinion. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { signingSecret, webhookKey } from '../../../../connectors/stores/bigcommerce/auth';
import {
	KEY_HEADER,
	REPLAY_WINDOW_MS,
	verifyWebhook,
} from '../../../../connectors/stores/bigcommerce/webhook';
import type { IncomingWebhook } from '../../../../core/store/connector';
import { describeWithShared, shared } from '../../../support/shared';
import { STORE, type Json } from './support';

const OURS = 'our own secret';
const CLIENT_SECRET = 'the client secret of the API account';
const NOW = Date.parse('2026-11-20T12:00:05Z');
const MADE = NOW / 1000 - 4;

const event = (more: Json = {}): Json => ({
	scope: 'store/order/updated',
	store_id: '1025646',
	data: { type: 'order', id: 250 },
	hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
	created_at: Math.floor(MADE),
	producer: `stores/${STORE}`,
	...more,
});

function signed(body: string, secret = CLIENT_SECRET, time = Math.floor(NOW / 1000)): Record<string, string> {
	const id = 'msg_1';
	const signature = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64');
	return {
		'webhook-id': id,
		'webhook-timestamp': String(time),
		'webhook-signature': `v1,${signature}`,
	};
}

const keyed = { [KEY_HEADER]: webhookKey(OURS, STORE) };

function delivery(more: Partial<IncomingWebhook> & { body?: string } = {}): IncomingWebhook {
	const { body = JSON.stringify(event()), headers = keyed, ...rest } = more;
	return {
		headers,
		rawBody: Buffer.from(body),
		secrets: [OURS],
		storeId: STORE,
		receivedAt: NOW,
		...rest,
	};
}

test('our own key is enough, and the order is named', () => {
	expect(verifyWebhook(delivery())).toEqual({
		genuine: true,
		hint: {
			orderIds: ['250'],
			topic: 'store/order/updated',
			triggeredAt: '2026-11-20T12:00:01.000Z',
			deliveryId: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
		},
	});
});

const BOTH = [OURS, signingSecret(CLIENT_SECRET)];

test('a signature with the client secret is enough, also among several', () => {
	const body = JSON.stringify(event());
	const headers = signed(body);
	expect(verifyWebhook(delivery({ body, headers, secrets: BOTH })).genuine).toBe(true);
	const several = { ...headers, 'webhook-signature': `v1,AAAA v1a,BBBB ${headers['webhook-signature']}` };
	expect(verifyWebhook(delivery({ body, headers: several, secrets: BOTH })).genuine).toBe(true);
});

test('where the client secret is known, our key alone is not enough: it does not cover the body', () => {
	expect(verifyWebhook(delivery({ secrets: BOTH })).genuine).toBe(false);
	const headers = { ...keyed, ...signed(JSON.stringify(event())) };
	const forged = JSON.stringify(event({ data: { type: 'order', id: 251 } }));
	expect(verifyWebhook(delivery({ headers, secrets: BOTH })).genuine).toBe(true);
	expect(verifyWebhook(delivery({ headers, body: forged, secrets: BOTH })).genuine).toBe(false);
});

test('with our key a signature may be as old as the last retry, without it five minutes', () => {
	const old = signed(JSON.stringify(event()), CLIENT_SECRET, Math.floor(NOW / 1000) - 3600);
	expect(verifyWebhook(delivery({ headers: { ...keyed, ...old }, secrets: BOTH })).genuine).toBe(true);
	expect(verifyWebhook(delivery({ headers: old, secrets: BOTH })).genuine).toBe(false);
});

test('the library of the standard takes what we take', () => {
	const body = JSON.stringify(event());
	const time = Math.floor(Date.now() / 1000);
	const library = new Webhook(Buffer.from(CLIENT_SECRET).toString('base64'));
	const signature = library.sign('msg_7', new Date(time * 1000), body);
	const headers = {
		'webhook-id': 'msg_7',
		'webhook-timestamp': String(time),
		'webhook-signature': signature,
	};
	const receivedAt = time * 1000;
	const fresh = JSON.stringify(event({ created_at: time }));
	const freshHeaders = {
		...headers,
		'webhook-signature': library.sign('msg_7', new Date(receivedAt), fresh),
	};
	const taken = verifyWebhook(delivery({ body: fresh, headers: freshHeaders, receivedAt, secrets: BOTH }));
	expect(taken.genuine).toBe(true);
	expect(library.verify(fresh, signed(fresh, CLIENT_SECRET, time))).toEqual(event({ created_at: time }));
});

test.each([
	['no key and no signature', {}],
	['an empty key', { [KEY_HEADER]: '' }],
	['the secret itself in place of the key', { [KEY_HEADER]: OURS }],
	['a key of another store', { [KEY_HEADER]: webhookKey(OURS, 'other1') }],
	['a key of another secret', { [KEY_HEADER]: webhookKey('guess', STORE) }],
	['a key that is longer', { [KEY_HEADER]: `${keyed[KEY_HEADER]}0` }],
	['a signature with another secret', signed(JSON.stringify(event()), 'guess')],
	['a signature of another body', signed(JSON.stringify(event({ data: { type: 'order', id: 1 } })))],
	['a signature without its id', { ...signed(JSON.stringify(event())), 'webhook-id': '' }],
	[
		'a signature that is six minutes old',
		signed(JSON.stringify(event()), CLIENT_SECRET, Math.floor(NOW / 1000) - 360),
	],
	['a signature of the future', signed(JSON.stringify(event()), CLIENT_SECRET, Math.floor(NOW / 1000) + 360)],
	['a time that is none', { ...signed(JSON.stringify(event())), 'webhook-timestamp': 'soon' }],
])('refuses %s', (_, headers) => {
	expect(verifyWebhook(delivery({ headers })).genuine).toBe(false);
	expect(verifyWebhook(delivery({ headers, secrets: BOTH })).genuine).toBe(false);
});

test('without secrets everything is refused', () => {
	expect(verifyWebhook(delivery({ secrets: [] })).genuine).toBe(false);
	const headers = { [KEY_HEADER]: webhookKey('', STORE) };
	expect(verifyWebhook(delivery({ secrets: [''], headers })).genuine).toBe(false);
	const body = JSON.stringify(event());
	const unsigned = { body, headers: signed(body, '') };
	expect(verifyWebhook(delivery({ secrets: [''], ...unsigned })).genuine).toBe(false);
	expect(verifyWebhook(delivery({ secrets: [signingSecret('')], ...unsigned })).genuine).toBe(false);
});

test.each([
	['another shop', event({ producer: 'stores/other1' })],
	['no shop', event({ producer: undefined })],
	['no event', event({ scope: undefined })],
	['no time', event({ created_at: undefined })],
	['a time that is text', event({ created_at: '1561479335' })],
	['an endless time', event({ created_at: 1e300 })],
	['a delivery from 51 hours ago', event({ created_at: Math.floor((NOW - REPLAY_WINDOW_MS) / 1000) - 1 })],
	['a delivery from the future', event({ created_at: Math.floor(NOW / 1000) + 400 })],
])('refuses %s', (_, body) => {
	expect(verifyWebhook(delivery({ body: JSON.stringify(body) })).genuine).toBe(false);
});

test.each(['', 'null', '[]', '"text"', '{', '{"scope":5}'])('refuses the body %j', (body) => {
	expect(verifyWebhook(delivery({ body })).genuine).toBe(false);
});

test('the last retry, after 48 hours, is still taken', () => {
	const body = JSON.stringify(event({ created_at: Math.floor(NOW / 1000 - 173_040) }));
	expect(verifyWebhook(delivery({ body })).genuine).toBe(true);
});

test.each([
	['store/order/created', { type: 'order', id: 5 }, ['5']],
	['store/order/refund/created', { type: 'order', id: 5, refund: { refund_id: 3 } }, ['5']],
	['store/order/transaction/created', { type: 'transaction', order_id: '250', transaction_id: '9' }, ['250']],
	['store/product/updated', { type: 'product', id: 5 }, []],
	['store/order/updated', { type: 'order', id: 5.5 }, []],
	['store/order/updated', { type: 'order', id: '../5' }, []],
	['store/order/updated', {}, []],
])('%s %j names %j', (scope, data, orderIds) => {
	const verdict = verifyWebhook(delivery({ body: JSON.stringify(event({ scope, data })) }));
	expect(verdict).toMatchObject({ genuine: true, hint: { orderIds, topic: scope } });
});

test('a refusal tells no secret', () => {
	const said = JSON.stringify(verifyWebhook(delivery({ headers: { [KEY_HEADER]: OURS } })));
	expect(said).not.toContain(OURS);
	expect(said).not.toContain(CLIENT_SECRET);
});

describeWithShared("the vendor's own examples", () => {
	const folder = shared('fixtures/bigcommerce');
	const examples = readdirSync(folder).filter((name) => name.startsWith('docs_events_index__store_order_'));

	test.each(examples)('%s', (name) => {
		const body = { ...JSON.parse(readFileSync(join(folder, name), 'utf8')), producer: `stores/${STORE}` };
		const receivedAt = body.created_at * 1000 + 1000;
		const verdict = verifyWebhook(delivery({ body: JSON.stringify(body), receivedAt }));
		// an order's metafields say nothing about its money
		const orderIds = name.includes('metafield') ? [] : ['250'];
		expect(verdict).toMatchObject({ genuine: true, hint: { orderIds } });
	});
});
