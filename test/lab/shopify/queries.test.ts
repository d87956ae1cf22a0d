/** The project's own queries against the simulated shop: each is valid in the official schema, and each is answered. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { builtIn } from '../../../lab/daybook/builtIn';
import { readDayBook } from '../../../lab/daybook/readDayBook';
import { shopifySchema } from '../../../lab/stores/shopify/schema';
import { describeWithShared, shared } from '../../support/shared';
import { openShop } from './support';

describeWithShared('the queries of the shared folder', () => {
	const folder = shared('specs/shopify/queries');
	const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
	const texts = new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

	test('there are ten', () => expect(files).toHaveLength(10));

	test.each(files)('%s is valid', async (name) => {
		const { schema } = await shopifySchema();
		expect(validate(schema, parse(texts.get(name) ?? ''))).toEqual([]);
	});

	test.each(files)('%s is answered without an error', async (name) => {
		const text = texts.get(name) ?? '';
		const shop = openShop(builtIn());
		const { orders } = await shop.data('{ orders(first: 1) { nodes { id } } }');
		const created = await shop.data(
			'mutation { webhookSubscriptionCreate(topic: ORDERS_PAID, webhookSubscription: { uri: "https://example.com/a" }) { webhookSubscription { id } } }',
		);
		const started = await shop.data(
			'mutation { bulkOperationRunQuery(query: "{ orders { edges { node { id } } } }") { bulkOperation { id } } }',
		);
		await shop.lab.idle();
		const operations = [...text.matchAll(/^(?:query|mutation) (\w+)/gm)].map(
			([, operation]) => operation ?? '',
		);
		expect(operations).not.toEqual([]);
		for (const operation of operations) {
			const ids: Record<string, string> = {
				WebhookDelete: created.webhookSubscriptionCreate.webhookSubscription.id,
				Poll: started.bulkOperationRunQuery.bulkOperation.id,
				Cancel: started.bulkOperationRunQuery.bulkOperation.id,
			};
			const variables = {
				first: 5,
				id: ids[operation] ?? orders.nodes[0].id,
				query: operation === 'Run' ? '{ orders { edges { node { id } } } }' : null,
				topic: 'ORDERS_CREATE',
				sub: { uri: 'https://example.com/b', format: 'JSON' },
			};
			const answer = await shop.ask(text, variables, { operationName: operation });
			expect(answer.errors).toBeUndefined();
			expect(Object.values(answer.data)[0]).not.toBeUndefined();
		}
	});

	test('balance transactions of a payout add up to it', async () => {
		const shop = openShop(
			await readDayBook(shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz')),
		);
		const { shopifyPaymentsAccount: account } = await shop.data(texts.get('payouts.graphql') ?? '', {
			first: 50,
		});
		// newest first: the oldest one is of a day with sales
		const payout = account.payouts.nodes.at(-1);
		const query = `payments_transfer_id:${payout.legacyResourceId}`;
		const found = await shop.data(texts.get('balance_transactions.graphql') ?? '', { first: 250, query });
		const { nodes } = found.shopifyPaymentsAccount.balanceTransactions;
		const net = nodes
			.filter(({ type }: { type: string }) => type !== 'TRANSFER')
			.reduce(
				(sum: number, one: { net: { amount: string } }) => sum + Math.round(Number(one.net.amount) * 100),
				0,
			);
		expect(net).toBe(Math.round(Number(payout.net.amount) * 100));
		const charge = nodes.find(({ type }: { type: string }) => type === 'CHARGE');
		const { order } = await shop.data(
			'query($id: ID!) { order(id: $id) { transactions(first: 5) { id gateway } } }',
			{ id: charge.associatedOrder.id },
		);
		const ids = order.transactions.map(({ id }: { id: string }) => id);
		expect(ids).toContain(`gid://shopify/OrderTransaction/${charge.sourceOrderTransactionId}`);
	});
});

describe('wrong queries', () => {
	const shop = openShop(builtIn());

	test('an unknown field fails and is named', async () => {
		const { status, data, errors } = await shop.ask('{ orders(first: 1) { nodes { id totalPriceBag } } }');
		expect(status).toBe(200);
		expect(data).toBeUndefined();
		expect(errors[0].message).toContain('totalPriceBag');
		expect(errors[0].extensions.code).toBe('undefinedField');
	});

	test.each([
		[
			'an unknown argument',
			'{ orders(first: 1, updatedSince: "x") { nodes { id } } }',
			'argumentNotAccepted',
		],
		['a missing argument', '{ order { id } }', 'missingRequiredArguments'],
	])('%s fails', async (_, query, code) => {
		const { errors } = await shop.ask(query);
		expect(errors[0].extensions.code).toBe(code);
	});

	test('a variable of the wrong type fails', async () => {
		const { errors } = await shop.ask('query($first: Int!) { orders(first: $first) { nodes { id } } }', {
			first: 'ten',
		});
		expect(errors[0].message).toContain('$first');
	});

	test('a page must have a size, and not too large a one', async () => {
		const none = await shop.ask('{ orders { nodes { id } } }');
		expect(none.errors[0]).toMatchObject({
			message: 'you must provide one of first or last',
			extensions: { code: 'BAD_REQUEST' },
		});
		const large = await shop.ask('{ orders(first: 251) { nodes { id } } }');
		expect(large.errors[0].extensions.code).toBe('BAD_REQUEST');
	});

	test('no JSON, no query: 400', async () => {
		const token = { 'x-shopify-access-token': shop.lab.credentials.accessToken };
		const path = '/admin/api/2026-10/graphql.json';
		for (const body of ['', '{', '{"variables":{}}', '[]']) {
			const answer = await shop.send(path, body, token);
			expect(answer).toMatchObject({ status: 400, body: { errors: { query: expect.any(String) } } });
		}
	});

	test('other versions: older ones fall forward, newer and unknown ones are not there', async () => {
		const token = { 'x-shopify-access-token': shop.lab.credentials.accessToken };
		const body = JSON.stringify({ query: '{ shop { name } }' });
		const older = await shop.send('/admin/api/2026-04/graphql.json', body, token);
		expect(older).toMatchObject({ status: 200, headers: { 'x-shopify-api-version': '2026-10' } });
		for (const version of ['2027-01', 'unstable', 'latest']) {
			expect(await shop.send(`/admin/api/${version}/graphql.json`, body, token)).toMatchObject({
				status: 404,
			});
		}
	});

	test('what the lab cannot know fails by name where it must not be null, and is null elsewhere', async () => {
		const must = await shop.ask('{ orders(first: 1) { nodes { id statusPageUrl } } }');
		expect(must.data).toBeNull();
		expect(must.errors[0]).toMatchObject({ extensions: { code: 'LAB_UNKNOWN_FIELD' } });
		expect(must.errors[0].message).toContain('Order.statusPageUrl');
		const may = await shop.data('{ orders(first: 1) { nodes { id clientIp landingPageUrl } } }');
		expect(may.orders.nodes[0]).toMatchObject({ clientIp: null, landingPageUrl: null });
	});
});
