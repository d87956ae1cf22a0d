/** What queries cost, the bucket they are paid from, and the limit of a single one. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { sizeFactor } from '../../../lab/stores/shopify/cost/plan';
import { openShop } from './support';

describe('requestedQueryCost', () => {
	const shop = openShop(builtIn());
	// costs that real shops reported for queries of the same shape
	test.each([
		['an object', '{ shop { name currencyCode } }', 1],
		['a page of 200 ids', '{ products(first: 200) { nodes { id } } }', 12],
		[
			'the same through edges',
			'{ products(first: 200) { pageInfo { hasNextPage } edges { cursor node { id } } } }',
			12,
		],
		[
			'250 variants with their inventory items',
			'{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { inventoryItem { id } } } } }',
			25,
		],
		[
			'10 refund lines with location; money is free',
			'{ refund(id: "gid://shopify/Refund/1") { refundLineItems(first: 10) { nodes { id lineItem { id } location { legacyResourceId } priceSet { shopMoney { amount } presentmentMoney { amount } } } } } }',
			15,
		],
		[
			'payouts with summary',
			'{ shopifyPaymentsAccount { payouts(first: 100) { edges { node { id summary { chargesFee { amount } } net { amount } } } } } }',
			21,
		],
		[
			'a union counts its dearest member',
			'{ order(id: "gid://shopify/Order/1") { transactions { id paymentDetails { ... on CardPaymentDetails { company } } } } }',
			3,
		],
		[
			'a mutation',
			'mutation { webhookSubscriptionDelete(id: "gid://shopify/WebhookSubscription/1") { userErrors { field } } }',
			10,
		],
	])('%s', async (_, query, cost) => {
		const { extensions } = await shop.ask(query);
		expect(extensions.cost.requestedQueryCost).toBe(cost);
	});

	test('sizes come from variables too, and skipped fields cost nothing', async () => {
		const query =
			'query($n: Int!, $with: Boolean!) { orders(first: $n) { nodes { id customer @include(if: $with) { id } } } }';
		const cost = async (n: number, included: boolean): Promise<number> =>
			(await shop.ask(query, { n, with: included })).extensions.cost.requestedQueryCost;
		expect(await cost(10, false)).toBe(2 + sizeFactor(10));
		expect(await cost(10, true)).toBe(2 + 2 * sizeFactor(10));
		expect(await cost(250, false)).toBe(2 + 11);
	});

	test('nodes by id count each in full', async () => {
		const query =
			'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { id customer { id } } ... on Refund { id } } }';
		const ids = ['gid://shopify/Order/1001', 'gid://shopify/Order/1', 'gid://shopify/Refund/1'];
		const { extensions } = await shop.ask(query, { ids });
		// the ones that are not there cost what the look-up costs
		expect(extensions.cost).toMatchObject({ requestedQueryCost: 6, actualQueryCost: 4 });
	});

	test('what is not there is paid back', async () => {
		const { extensions } = await shop.ask(
			'{ order(id: "gid://shopify/Order/1") { lineItems(first: 250) { nodes { id variant { id } } } } }',
		);
		expect(extensions.cost).toMatchObject({ requestedQueryCost: 25, actualQueryCost: 1 });
	});
});

describe('limits', () => {
	test('a single query over 1000 points is refused whatever the plan, in the words of Shopify', async () => {
		const below =
			'id customer { id } shippingLines(first: 250) { nodes { id taxLines { title } } } lineItems(first: 250) { nodes { id product { id } variant { id } } }';
		const { status, data, errors, extensions } = await openShop(builtIn()).ask(
			`{ orders(first: 250) { nodes { ${below} refunds { id refundLineItems(first: 250) { nodes { id lineItem { id product { id } variant { id } } } } } } } }`,
		);
		expect({ status, data, extensions }).toEqual({ status: 200, data: undefined, extensions: undefined });
		expect(errors[0].message).toMatch(
			/^Query cost is \d+, which exceeds the single query max cost limit \(1000\)\./,
		);
		expect(errors[0].extensions).toMatchObject({
			code: 'MAX_COST_EXCEEDED',
			maxCost: 1000,
			cost: expect.any(Number),
		});
	});

	test('the bucket empties, says so, and fills again with time', async () => {
		const shop = openShop(builtIn(), { plan: 'standard' });
		const query = `{ ${Array.from({ length: 76 }, (_, index) => `a${index}: orders(first: 250) { nodes { id } }`).join(' ')} }`;
		const first = await shop.ask(query);
		expect(first.extensions.cost.throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 });
		let throttled = await shop.ask(query);
		for (let tries = 0; tries < 10 && throttled.errors === undefined; tries++)
			throttled = await shop.ask(query);
		expect(throttled).toMatchObject({
			status: 200,
			data: undefined,
			errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
			extensions: { cost: { actualQueryCost: null } },
		});
		const { requestedQueryCost, throttleStatus } = throttled.extensions.cost;
		expect(throttleStatus.currentlyAvailable).toBeLessThan(requestedQueryCost);
		const wait = (requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate;
		await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 50));
		expect((await shop.ask(query)).errors).toBeUndefined();
		expect(shop.lab.inspect()['graphql']).toMatchObject({ throttled: 1 });
	});

	test.each([
		['standard', 2000, 100],
		['advanced', 4000, 200],
		['plus', 20_000, 1000],
	] as const)('the plan %s has %i points and %i a second', async (plan, maximumAvailable, restoreRate) => {
		const { extensions } = await openShop(builtIn(), { plan }).ask('{ shop { name } }');
		expect(extensions.cost.throttleStatus).toMatchObject({ maximumAvailable, restoreRate });
	});
});
