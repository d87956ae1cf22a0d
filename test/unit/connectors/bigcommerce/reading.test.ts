/** Which orders are read, with how few requests, and that none slips through while the shop changes. */
import { Completion } from '../../../../connectors/stores/bigcommerce/complete';
import {
	BY_CHANGE,
	BY_PLACING,
	bigCommerceTime,
	OrderReader,
	PAGE,
} from '../../../../connectors/stores/bigcommerce/reading';
import { toDocuments } from '../../../../connectors/stores/bigcommerce/toDocuments';
import { fakeShop, type FakeShopOptions } from './fakeShop';
import { clientOf, context, goldenOrder, type Json } from './support';

const rfc = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000');
const START = Date.parse('2026-11-16T00:00:00Z');
const WINDOW = { from: '2026-11-16T00:00:00Z' };

/** So many orders, one a minute. */
function orders(count: number, every = 60_000): Json[] {
	return Array.from({ length: count }, (_, index) => ({
		...goldenOrder('plain-paid'),
		id: 2000 + index,
		date_created: rfc(START + index * every),
		date_modified: rfc(START + index * every),
	}));
}

async function read(list: Json[], options: FakeShopOptions = {}, window = WINDOW, date = BY_CHANGE) {
	const shop = fakeShop(list, options);
	const pages: Json[][] = [];
	for await (const page of new OrderReader(clientOf(shop.http)).window(date, window)) pages.push([...page]);
	const ids = pages.flat().map(({ id }: Json) => id);
	return { ids, pages, ...shop };
}

const countOf = (paths: readonly string[], part: RegExp): number =>
	paths.filter((path) => part.test(path)).length;

test('a page of taxed orders takes two requests an order and four for the page', async () => {
	const { ids, paths } = await read(orders(49));
	expect(ids).toHaveLength(49);
	expect(countOf(paths(), /\/taxes$/)).toBe(49);
	expect(countOf(paths(), /\/transactions$/)).toBe(49);
	// the list, the deleted ones, the refunds of the page, and those of the period
	expect(paths()).toHaveLength(2 * 49 + 4);
});

test('an order without tax takes one request, one that costs nothing none', async () => {
	const untaxed = { ...orders(1)[0], ...{ taxes: [], total_tax: '0.0000' }, id: 1 };
	const free = { ...goldenOrder('zero-total'), id: 2, date_modified: rfc(START + 1000) };
	const { paths } = await read([untaxed, free]);
	expect(paths().filter((path) => /\/[12]\//.test(path.replace('/v2', '').replace('/v3', '')))).toEqual([
		'/v3/orders/1/transactions',
	]);
});

test('products and coupons are asked for only where the list does not tell enough', async () => {
	const [first, second] = orders(2);
	const shipping = { ...goldenOrder('shipping-discount'), id: 2100, date_modified: rfc(START + 7_000) };
	// a longer order than its list shows
	const { paths } = await read([{ ...first, items_total: 3 }, second, shipping]);
	expect(countOf(paths(), /\/products$/)).toBe(1);
	expect(countOf(paths(), /\/coupons$/)).toBe(1);
	expect(countOf(paths(), /\/consignments$|\/fees$/)).toBe(0);
});

test('a list that leaves the parts out gives the same documents, with more requests', async () => {
	const list = ['plain-paid', 'two-consignments', 'handling-wrapping-fee', 'download'].map((name, index) => ({
		...goldenOrder(name),
		date_modified: rfc(START + index * 1000),
	}));
	const documents = (pages: Json[][]): Json[] => pages.flat().map((order) => toDocuments(order, context));
	const whole = documents((await read(list)).pages);
	const bare = await read(list, { includes: false });
	expect(documents(bare.pages)).toEqual(whole);
	expect(whole.flatMap(({ held }) => held)).toEqual([]);
	expect(countOf(bare.paths(), /\/consignments$/)).toBe(4);
});

test('incomplete orders are not looked into', async () => {
	const { paths, pages } = await read([{ ...goldenOrder('incomplete'), date_modified: rfc(START) }]);
	expect(countOf(paths(), /\/orders\/\d+\//)).toBe(0);
	expect(toDocuments(pages[0]?.[0], context)).toMatchObject({ documents: [], held: [] });
});

test('long periods are read page by page, each order once, oldest first', async () => {
	const { ids, pages } = await read(orders(3 * PAGE + 7));
	expect(ids).toEqual(Array.from({ length: 3 * PAGE + 7 }, (_, index) => 2000 + index));
	expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(PAGE);
});

test('more orders of one second than a page holds', async () => {
	const { ids } = await read(orders(2 * PAGE + 5, 0));
	expect(new Set(ids).size).toBe(2 * PAGE + 5);
	expect(ids).toHaveLength(2 * PAGE + 5);
});

test('an order that changes while pages are read does not let another one slip past', async () => {
	const list = orders(PAGE + 10);
	let lists = 0;
	const { ids } = await read(list, {
		before: (path) => {
			if (path !== '/v2/orders' || ++lists !== 2) return;
			// five of the first page move to the end of the list
			for (const order of list.slice(0, 5)) order.date_modified = rfc(START + 86_400_000);
		},
	});
	expect(new Set(ids).size).toBe(PAGE + 10);
	// once before and once after their change
	expect(ids.filter((id: number) => id < 2005)).toHaveLength(10);
});

test('orders that were deleted are found too', async () => {
	const list = orders(3);
	list[1].is_deleted = true;
	expect((await read(list)).ids).toEqual([2000, 2002, 2001]);
	// a shop that does not know the filter
	expect((await read(list, { knowsDeleted: false })).ids).toEqual([2000, 2002]);
});

test('an order whose refund did not change it is found by the refund', async () => {
	const [order] = orders(1);
	const old = {
		...order,
		date_modified: rfc(START - 86_400_000),
		refunds: goldenOrder('full-refund').refunds,
	};
	const { ids, pages } = await read([old]);
	expect(ids).toEqual([2000]);
	expect(pages[0]?.[0].refunds).toHaveLength(1);
	expect((await read([old], {}, WINDOW, BY_PLACING)).ids).toEqual([2000]);
});

test('the end of a window is exclusive, its beginning inclusive', async () => {
	const window = { from: '2026-11-16T00:01:00Z', to: '2026-11-16T00:03:00Z' };
	expect((await read(orders(6), {}, window)).ids).toEqual([2001, 2002]);
	expect((await read(orders(6), {}, window, BY_PLACING)).ids).toEqual([2001, 2002]);
});

test('times are asked for as documented, to the second', async () => {
	const { requests } = await read([], {}, { from: '2026-11-16T09:30:15.678Z' });
	expect(requests[0]?.query).toMatchObject({
		min_date_modified: '2026-11-16T09:30:15.000+00:00',
		sort: 'date_modified:asc',
		include: 'consignments.line_items,fees',
		consignment_structure: 'object',
	});
	expect(bigCommerceTime(Date.parse('2026-01-02T03:04:05.999Z'))).toBe('2026-01-02T03:04:05.000+00:00');
});

test('by id: each once, those that do not exist are left out, what is no id is not asked for', async () => {
	const shop = fakeShop(orders(2));
	const found = await new OrderReader(clientOf(shop.http)).byId(['2000', '9999', '2000', '../store', '2001']);
	expect(found.map(({ id }) => id)).toEqual([2000, 2001]);
	expect(shop.paths().some((path) => path.includes('store'))).toBe(false);
});

test('refunds of many orders are read together', async () => {
	const list = orders(120).map((order, index) => ({
		...order,
		refunds: index % 40 === 0 ? [{ ...goldenOrder('order-level-refund').refunds[0], id: index }] : [],
	}));
	const shop = fakeShop(list);
	const whole = await new Completion(clientOf(shop.http)).complete(list);
	expect(countOf(shop.paths(), /\/refunds$/)).toBe(3);
	expect(whole.filter((order: Json) => order.refunds.length === 1).map(({ id }) => id)).toEqual([
		2000, 2040, 2080,
	]);
});

test('shipments and customers are read where they are wanted only: customers together, shipments of what was sent', async () => {
	const list = orders(60).map((order, index) => ({
		...order,
		customer_id: 500 + (index % 30),
		items_shipped: index < 2 ? 1 : 0,
		shipments: index < 2 ? goldenOrder('delivered-in-part').shipments : [],
	}));
	const plain = fakeShop(list);
	await new Completion(clientOf(plain.http)).complete(list);
	expect(countOf(plain.paths(), /shipments|customers/)).toBe(0);
	const shop = fakeShop(list);
	const wanted = { deliveries: true, customerGroups: true };
	const whole = await new Completion(clientOf(shop.http), wanted).complete(list);
	expect(countOf(shop.paths(), /customers$/)).toBe(1);
	expect(countOf(shop.paths(), /shipments$/)).toBe(2);
	expect(whole.map((order: Json) => order.shipments.length)).toEqual([1, 1, ...Array<number>(58).fill(0)]);
	expect(whole.every((order: Json) => order.customer.customer_group_id === 3)).toBe(true);
});
