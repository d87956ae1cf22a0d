/** The Product Matcher in n8n's engine: shop and ledger of the lab, from the products that were read to items that were written. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders } from './support/shop';

const MATCHER = 'Product Matcher';
const READER = 'Shopify Sales';

let bench: Bench;
let salesAccount: string;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
	const accounts = await bench.workflow().options('Account Mapper', 'getAccounts');
	salesAccount = String(accounts.find(({ name }) => name.endsWith('Sales'))?.value);
});
afterAll(async () => await bench.close());

/** The shop's products, read and changed as a test likes, through the matcher. */
async function run(parameters: INodeParameters, items?: readonly IDataObject[]) {
	const { nodes, connections: _, ...more } = bench.sales;
	const poster = nodes.find(({ name }) => name === 'QuickBooks Poster');
	const reader = nodes.find(({ name }) => name === READER);
	const matcher = {
		id: 'matcher',
		name: MATCHER,
		type: 'n8n-nodes-storeledger.productMatcher',
		typeVersion: 1,
		position: [0, 0],
		parameters: { ledger: 'quickbooks', ...parameters },
		credentials: poster?.credentials,
	};
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	const workflow = {
		...more,
		nodes: [
			...nodes.filter(({ name }) => name === 'Read History'),
			...(items === undefined ? [{ ...reader, parameters: { operation: 'products' } }] : []),
			matcher,
		],
		connections:
			items === undefined
				? { 'Read History': { main: [to(READER)] }, [READER]: { main: [to(MATCHER)] } }
				: { 'Read History': { main: [to(MATCHER)] } },
	};
	const ran = await bench.engine.open(asEngineWorkflow(workflow as never)).run({
		start: 'Read History',
		...(items === undefined ? {} : { items: items.map((json) => ({ json })) }),
	});
	expect(ran.error).toBeUndefined();
	return [0, 1, 2].map((output) => ran.json(MATCHER, output));
}

test('products that the ledger lacks, then created, then there', async () => {
	const [matched, unmatched, review] = await run({ operation: 'match' });
	expect([matched, review]).toEqual([[], []]);
	expect(unmatched?.map(({ code, problem }) => [code, problem]).sort()).toEqual([
		['LANTERN', 'PRODUCT_NOT_IN_LEDGER'],
		['WICK', 'PRODUCT_NOT_IN_LEDGER'],
	]);
	const [created, left, refused] = await run({
		operation: 'create',
		incomeAccount: salesAccount,
		withPrice: true,
	});
	expect([left, refused]).toEqual([[], []]);
	expect(created?.map(({ code, itemCode, written }) => [code, itemCode, written]).sort()).toEqual([
		['LANTERN', 'LANTERN', true],
		['WICK', 'WICK', true],
	]);
	const [now] = await run({ operation: 'match' });
	expect(now?.map(({ code, matched: how }) => [code, how]).sort()).toEqual([
		['LANTERN', 'exact'],
		['WICK', 'exact'],
	]);
});

const product = (code: string, name: string, shop = 'other-shop'): IDataObject => ({
	type: 'Product',
	schemaVersion: 1,
	id: `shopify/${shop}/product/${code}`,
	source: {
		platform: 'shopify',
		storeId: shop,
		kind: 'product',
		externalId: code,
		externalNumber: code,
		revision: '1',
	},
	channel: 'web',
	occurredAt: '2026-01-01T00:00:00Z',
	bookedOn: '2026-01-01',
	currency: 'GBP',
	code,
	name,
	price: { amount: '1.00', currency: 'GBP' },
});

test('without an income account nothing is created, and it says why', async () => {
	const [, , review] = await run({ operation: 'create', incomeAccount: '' }, [product('NEW', 'Something')]);
	expect(review?.map(({ reason }) => reason)).toEqual([
		'QuickBooks cannot be given the item "NEW": no income account is chosen for it.',
	]);
});

test('mismatches are for review with code, why and fix; an update makes them right', async () => {
	await run({ operation: 'create', incomeAccount: salesAccount }, [product('K-9', 'Oak chair')]);
	const items = [product('lan-tern', 'Lantern'), product('K-9', 'Garden hose')];
	const [, , review] = await run({ operation: 'match' }, items);
	expect(review?.map(({ problem, reason }) => [problem, reason])).toEqual([
		['PRODUCT_CODE_SPELLING', 'The code "lan-tern" of other-shop is written "LANTERN" in QuickBooks Online.'],
		[
			'PRODUCT_NAME_DIFFERS',
			'The code "K-9" is "Garden hose" in other-shop, but "Oak chair" in QuickBooks Online.',
		],
	]);
	for (const { fix } of review ?? []) expect(fix).not.toBe('');
	const [updated, , left] = await run({ operation: 'update', update: ['code', 'name'] }, items);
	expect(left).toEqual([]);
	expect(updated?.map(({ itemCode, itemName }) => [itemCode, itemName])).toEqual([
		['lan-tern', 'Lantern'],
		['K-9', 'Garden hose'],
	]);
	const [now] = await run({ operation: 'match' }, items);
	expect(now).toHaveLength(2);
});

test('a report: counts, the rows with a problem, and a text for Slack', async () => {
	const [report] = await run({ operation: 'report' }, [
		product('K-9', 'Garden hose'),
		product('nothing', 'Like it'),
		product('K9', 'Garden hose', 'third'),
	]);
	expect(report).toEqual([
		expect.objectContaining({
			type: 'ProductReport',
			products: 3,
			matched: 1,
			unmatched: 1,
			review: 1,
			rows: [expect.objectContaining({ code: 'nothing' }), expect.objectContaining({ code: 'K9' })],
			slack: { text: expect.stringContaining('3 products, 1 fit, 1 not in the ledger, 1 to look at') },
		}),
	]);
});

const customer = (id: string, email: string, name = ''): IDataObject => ({
	...product(id, ''),
	type: 'Customer',
	id: `shopify/other-shop/customer/${id}`,
	party: { id, email, ...(name === '' ? {} : { name }) },
});

test('customers that a shop has twice, and items that are neither', async () => {
	const [matched, unmatched, review] = await run({ operation: 'match', customers: 'doubles' }, [
		customer('1', 'a@example.com'),
		customer('2', 'A@example.com'),
		customer('3', 'b@example.com'),
		{ hello: 'world' },
	]);
	expect(matched?.map(({ id }) => id)).toEqual(['shopify/other-shop/customer/3']);
	expect(unmatched).toEqual([]);
	expect(review).toHaveLength(3);
});

test('customers against those of the ledger: by e-mail, by name for review, or not there', async () => {
	const { data } = bench.lab.credentials.ledger;
	const enter = async (body: object) =>
		await fetch(`${String(data.baseUrl)}/v3/company/${String(data.realmId)}/customer`, {
			method: 'POST',
			headers: {
				Authorization: `Bearer ${bench.lab.issueToken().accessToken}`,
				'Content-Type': 'application/json',
				Accept: 'application/json',
			},
			body: JSON.stringify(body),
		});
	const ann = { DisplayName: 'Ann Smith', PrimaryEmailAddr: { Address: 'ann@example.com' } };
	for (const body of [ann, { DisplayName: 'Bob Stone' }]) {
		// beyond ten calls a second QuickBooks lets nobody in for a minute
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		expect((await enter(body)).status).toBe(200);
	}
	await new Promise((resolve) => setTimeout(resolve, 1_100));
	const [matched, unmatched, review] = await run({ operation: 'match' }, [
		customer('1', 'Ann@Example.com', 'Ann S.'),
		customer('2', 'bob@example.com', 'Bob Stone'),
		customer('3', 'nobody@example.com', 'Nora Nobody'),
	]);
	expect(matched?.map((each) => [each['id'], each['matched'], each['ledgerCustomerName']])).toEqual([
		['shopify/other-shop/customer/1', 'email', 'Ann Smith'],
	]);
	expect(unmatched?.map(({ id }) => id)).toEqual(['shopify/other-shop/customer/3']);
	expect(review?.map((each) => [each['id'], each['matched'], each['ledgerCustomerName']])).toEqual([
		['shopify/other-shop/customer/2', 'name', 'Bob Stone'],
	]);
});
