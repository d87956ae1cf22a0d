/** Subscriptions and what is sent to them: topics by event, the REST shape, signatures, and the end after eight failures. */
import { createHmac } from 'node:crypto';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';
import type { Delivery, Webhook } from '../../../lab/kit/webhooks';
import { openShop, type Json, type Shop } from './support';

const CREATE =
	'mutation($topic: WebhookSubscriptionTopic!, $sub: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $sub) { webhookSubscription { id topic uri format apiVersion { handle } includeFields } userErrors { field message } } }';
const LIST = '{ webhookSubscriptions(first: 20) { nodes { id topic uri } } }';
const OPENING = Date.parse('2026-09-14T00:00:00Z');
const LATER = Date.parse('2026-10-01T00:00:00Z');

/** Paid at once; on terms and paid later; refunded; edited; cancelled. */
function busyWeek(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'busy',
			name: 'Busy',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		() => [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }],
	);
	shop.product('CUP', 'Cup', '12.00');
	shop.customer('C1', 'Ada Byron', 'GB', { email: 'ada@example.com' });
	const at = (day: number): string => `2026-09-${day}T10:00:00+01:00`;
	const paid = shop.order({
		at: at(15),
		lines: [
			{ sku: 'CUP', quantity: '2' },
			{ type: 'shipping', name: 'Post', unitPrice: '4.00' },
		],
		customerId: 'C1',
	});
	const terms = shop.order({
		at: at(16),
		lines: [{ sku: 'CUP' }],
		pay: [{ gateway: 'bank_transfer', status: 'pending' }],
		terms: { dueOn: '2026-10-16' },
	});
	shop.pay(terms.id, at(17), { gateway: 'bank_transfer' });
	shop.refund(paid.id, {
		at: at(18),
		lines: { L1: '1' },
		adjustments: [{ amount: '1.20', tax: '0.20' }],
		reason: 'Chipped',
	});
	const book = shop.build();
	return {
		...book,
		events: [
			...book.events,
			{
				kind: 'edit',
				id: 'E1',
				orderId: terms.id,
				at: at(19),
				add: [
					{
						id: 'L2',
						type: 'item',
						name: 'Lid',
						quantity: '1',
						unitPrice: '3.00',
						discount: '0.00',
						taxes: [],
					},
				],
			},
			{ kind: 'cancel', id: 'X1', orderId: terms.id, at: at(20) },
		],
	};
}

const ALL = [
	'ORDERS_CREATE',
	'ORDERS_PAID',
	'ORDERS_UPDATED',
	'ORDERS_EDITED',
	'ORDERS_CANCELLED',
	'REFUNDS_CREATE',
	'ORDER_TRANSACTIONS_CREATE',
];

async function subscribe(shop: Shop, topic: string, sub: object = {}): Promise<Json> {
	return (await shop.data(CREATE, { topic, sub: { uri: 'https://example.com/hook', ...sub } }))
		.webhookSubscriptionCreate;
}

/** A shop whose webhooks are collected. */
function listening(outcome: Delivery = { outcome: 'delivered', attempts: 1 }): {
	shop: Shop;
	sent: Webhook[];
} {
	const sent: Webhook[] = [];
	const deliver = async (webhook: Webhook): Promise<Delivery> => {
		sent.push(webhook);
		return outcome;
	};
	return { shop: openShop(busyWeek(), { deliver }, OPENING), sent };
}

const bodyOf = (webhook: Webhook | undefined): Json => JSON.parse(String(webhook?.body));

describe('subscriptions', () => {
	test('create, list, update, delete', async () => {
		const { shop } = listening();
		const created = await subscribe(shop, 'ORDERS_CREATE', { format: 'JSON' });
		expect(created).toEqual({
			webhookSubscription: {
				id: expect.stringMatching(/^gid:\/\/shopify\/WebhookSubscription\/\d+$/),
				topic: 'ORDERS_CREATE',
				uri: 'https://example.com/hook',
				format: 'JSON',
				apiVersion: { handle: '2026-10' },
				includeFields: [],
			},
			userErrors: [],
		});
		const { id } = created.webhookSubscription;
		const updated = await shop.data(
			'mutation($id: ID!) { webhookSubscriptionUpdate(id: $id, webhookSubscription: { uri: "https://example.com/other" }) { webhookSubscription { uri } userErrors { message } } }',
			{ id },
		);
		expect(updated.webhookSubscriptionUpdate).toEqual({
			webhookSubscription: { uri: 'https://example.com/other' },
			userErrors: [],
		});
		const found = await shop.data(
			'{ webhookSubscriptions(first: 5, uri: "https://example.com/other", topics: [ORDERS_CREATE]) { nodes { id } } }',
		);
		expect(found.webhookSubscriptions.nodes).toEqual([{ id }]);
		const DELETE =
			'mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } } }';
		expect((await shop.data(DELETE, { id })).webhookSubscriptionDelete).toEqual({
			deletedWebhookSubscriptionId: id,
			userErrors: [],
		});
		expect((await shop.data(DELETE, { id })).webhookSubscriptionDelete).toEqual({
			deletedWebhookSubscriptionId: null,
			userErrors: [{ field: ['id'], message: 'Webhook subscription does not exist' }],
		});
	});

	test('the same address twice for a topic is refused, for another topic not', async () => {
		const { shop } = listening();
		await subscribe(shop, 'ORDERS_CREATE');
		expect(await subscribe(shop, 'ORDERS_CREATE')).toEqual({
			webhookSubscription: null,
			userErrors: [
				{
					field: ['webhookSubscription', 'callbackUrl'],
					message: 'Address for this topic has already been taken',
				},
			],
		});
		expect((await subscribe(shop, 'ORDERS_PAID')).userErrors).toEqual([]);
	});

	test.each([
		['http://example.com/hook', 'Address protocol http:// is not supported'],
		['http://127.0.0.1:5678/hook', 'Address protocol http:// is not supported'],
		['ftp://example.com', 'Address protocol ftp:// is not supported'],
		['', "Address can't be blank"],
		['nowhere', 'Address is invalid'],
		['https://localhost/hook', 'Address cannot be a Shopify or an internal domain'],
	])('the address "%s" is refused', async (uri, message) => {
		const { userErrors } = await subscribe(listening().shop, 'ORDERS_CREATE', { uri });
		expect(userErrors).toEqual([{ field: ['webhookSubscription', 'callbackUrl'], message }]);
	});

	test('http to this machine is taken when the lab allows it, and only there', async () => {
		const shop = openShop(busyWeek(), { allowHttpLoopback: true });
		expect(
			(await subscribe(shop, 'ORDERS_CREATE', { uri: 'http://127.0.0.1:5678/hook' })).userErrors,
		).toEqual([]);
		expect(
			(await subscribe(shop, 'ORDERS_PAID', { uri: 'http://example.com/hook' })).userErrors,
		).toHaveLength(1);
	});

	test('a topic that does not exist fails as any wrong value', async () => {
		const { errors } = await listening().shop.ask(CREATE, {
			topic: 'ORDERS_EATEN',
			sub: { uri: 'https://example.com' },
		});
		expect(errors[0].message).toContain('ORDERS_EATEN');
	});
});

describe('what is sent', () => {
	let shop: Shop;
	let sent: Webhook[];
	const of = (topic: string): Webhook[] => sent.filter((webhook) => webhook.topic === topic);

	beforeAll(async () => {
		({ shop, sent } = listening());
		for (const topic of ALL) await subscribe(shop, topic);
		await shop.world.advanceTo(LATER);
		await shop.lab.idle();
	});

	test('each event sets off its topics', () => {
		const count = (topic: string): number => of(topic).length;
		expect({
			create: count('orders/create'),
			paid: count('orders/paid'),
			edited: count('orders/edited'),
			cancelled: count('orders/cancelled'),
			refunds: count('refunds/create'),
			// a sale, a payment, a refund: not the pending one
			transactions: count('order_transactions/create'),
			updated: count('orders/updated'),
		}).toEqual({ create: 2, paid: 2, edited: 1, cancelled: 1, refunds: 1, transactions: 3, updated: 4 });
	});

	test('all headers are there, and the signature is of the bytes that are sent', () => {
		const { clientSecret, shopDomain } = shop.lab.credentials;
		const ids = new Set<string>();
		for (const { url, headers, body, topic } of sent) {
			expect(url).toBe('https://example.com/hook');
			expect(headers).toMatchObject({
				'x-shopify-topic': topic,
				'x-shopify-shop-domain': shopDomain,
				'x-shopify-api-version': '2026-10',
				'x-shopify-webhook-id': expect.any(String),
				'x-shopify-event-id': expect.any(String),
				'x-shopify-triggered-at': expect.stringMatching(/^\d{4}-.*Z$/),
			});
			expect(headers['x-shopify-hmac-sha256']).toBe(
				createHmac('sha256', clientSecret).update(body).digest('base64'),
			);
			ids.add(headers['x-shopify-webhook-id'] ?? '');
		}
		expect(ids.size).toBe(sent.length);
	});

	test('an order in the shape of REST, without personal data', () => {
		const order = bodyOf(of('orders/create')[0]);
		expect(order).toMatchObject({
			id: 1001,
			admin_graphql_api_id: 'gid://shopify/Order/1001',
			name: '#1001',
			currency: 'GBP',
			taxes_included: true,
			financial_status: 'paid',
			created_at: '2026-09-15T10:00:00+01:00',
			total_price: '28.00',
			total_price_set: { shop_money: { amount: '28.00', currency_code: 'GBP' } },
			subtotal_price: '24.00',
			total_tax: '4.67',
			customer: { email: null },
			tax_lines: [{ title: 'VAT', rate: 0.2, price: '4.67', channel_liable: false }],
			line_items: [
				{
					title: 'Cup',
					sku: 'CUP',
					quantity: 2,
					price: '12.00',
					gift_card: false,
					tax_lines: [{ price: '4.00' }],
				},
			],
			shipping_lines: [{ title: 'Post', price: '4.00' }],
			refunds: [],
			cancelled_at: null,
		});
		expect(JSON.stringify(order)).not.toMatch(/Ada|example\.com/);
	});

	test('a refund with its line, adjustment and money', () => {
		expect(bodyOf(of('refunds/create')[0])).toMatchObject({
			order_id: 1001,
			note: 'Chipped',
			restock: true,
			refund_line_items: [{ quantity: 1, subtotal: 12, total_tax: 2, restock_type: 'return' }],
			order_adjustments: [{ amount: '-1.00', tax_amount: '-0.20', kind: 'refund_discrepancy' }],
			transactions: [{ kind: 'refund', status: 'success', amount: '13.20' }],
		});
	});

	test('a transaction names its parent; an edit wraps itself', () => {
		expect(bodyOf(of('order_transactions/create')[1])).toMatchObject({
			order_id: 1002,
			kind: 'sale',
			status: 'success',
			gateway: 'bank_transfer',
			parent_id: expect.any(Number),
		});
		expect(bodyOf(of('orders/edited')[0])).toMatchObject({
			order_edit: { order_id: 1002, line_items: { additions: [{ delta: 1 }], removals: [] } },
		});
		expect(bodyOf(of('orders/cancelled')[0])).toMatchObject({
			id: 1002,
			cancel_reason: 'other',
			cancelled_at: '2026-09-20T10:00:00+01:00',
		});
	});

	test('the order that a webhook names can be read by its number', async () => {
		const { id } = bodyOf(of('orders/paid')[1]);
		const { order } = await shop.data('query($id: ID!) { order(id: $id) { legacyResourceId cancelledAt } }', {
			id: `gid://shopify/Order/${id}`,
		});
		expect(order).toEqual({ legacyResourceId: String(id), cancelledAt: '2026-09-20T09:00:00Z' });
	});
});

describe('delivery', () => {
	test('two subscriptions of a topic hear of the same event, each by its own webhook', async () => {
		const { shop, sent } = listening();
		await subscribe(shop, 'ORDERS_CREATE');
		await subscribe(shop, 'ORDERS_CREATE', {
			uri: 'https://example.com/second',
			includeFields: ['id', 'name'],
		});
		await shop.world.advanceTo(Date.parse('2026-09-15T12:00:00Z'));
		await shop.lab.idle();
		const [first, second] = sent;
		expect(first?.headers['x-shopify-event-id']).toBe(second?.headers['x-shopify-event-id']);
		expect(first?.headers['x-shopify-webhook-id']).not.toBe(second?.headers['x-shopify-webhook-id']);
		expect(bodyOf(second)).toEqual({ id: 1001, name: '#1001' });
	});

	test('after eight failed attempts in a row a subscription is gone', async () => {
		const { shop } = listening({ outcome: 'failed', attempts: 2, status: 500 });
		await subscribe(shop, 'ORDERS_UPDATED');
		await subscribe(shop, 'ORDERS_CREATE');
		await shop.world.advanceTo(LATER);
		await shop.lab.idle();
		// four updates of two attempts each; the two new orders make four attempts only
		const { webhookSubscriptions } = await shop.data(LIST);
		expect(webhookSubscriptions.nodes.map(({ topic }: Json) => topic)).toEqual(['ORDERS_CREATE']);
	});

	test('what happened before the lab opened is not told', async () => {
		const { shop, sent } = listening();
		await subscribe(shop, 'ORDERS_CREATE');
		await shop.lab.idle();
		expect(sent).toEqual([]);
	});

	test('a finished bulk operation is told', async () => {
		const { shop, sent } = listening();
		await subscribe(shop, 'BULK_OPERATIONS_FINISH');
		await shop.data(
			'mutation { bulkOperationRunQuery(query: "{ products { edges { node { id } } } }") { userErrors { message } } }',
		);
		await shop.lab.idle();
		expect(bodyOf(sent[0])).toMatchObject({
			status: 'completed',
			type: 'query',
			admin_graphql_api_id: expect.stringContaining('BulkOperation'),
		});
	});
});
