/** Reading orders: by change, by placing, by id; windows, order, pages; the same documents whichever way. */
import { parseSalesDocument } from '../../../core/documents/parse';
import { builtIn } from '../../../lab/daybook/builtIn';
import type { ReadOrder } from '../../../core/store/connector';
import { paidOrders, placedAt } from './books';
import { ALL, all, byId, ContractShop, idsOf, type StoreUnderTest } from './context';

/** The largest page that any store gives: what a session holds in memory at once. */
const LARGEST_PAGE = 250;
const SECOND = 1_000;

export function readingContract(test: StoreUnderTest): void {
	describe('reading orders', () => {
		let shop: ContractShop;
		let orders: ReadOrder[];
		beforeAll(async () => {
			shop = await ContractShop.open(test, builtIn());
			orders = await all(shop.session.changedOrders(ALL));
		});
		afterAll(async () => await shop.close());

		it('says whose shop it is', async () => {
			const { currency, timeZone, pricesIncludeTax, country } = shop.dayBook.shop;
			expect(await shop.session.shop()).toMatchObject({
				platform: test.connector.id,
				storeId: shop.lab.shopDomain,
				currency,
				timeZone,
				country,
				pricesIncludeTax,
			});
			expect(shop.storeId).toBe(shop.lab.shopDomain);
		});

		it('gives every order once, oldest change first, as documents that can be parsed', () => {
			const placed = shop.dayBook.events.filter(({ kind }) => kind === 'order').length;
			expect(new Set(idsOf(orders)).size).toBe(orders.length);
			expect(orders).toHaveLength(placed);
			const changes = orders.map(({ updatedAt }) => updatedAt);
			expect(changes).toEqual(changes.toSorted());
			for (const { documents } of orders) {
				for (const document of documents) {
					const parsed = parseSalesDocument(JSON.parse(JSON.stringify(document)));
					expect(parsed.ok ? [] : parsed.findings).toEqual([]);
					expect(document.source).toMatchObject({
						platform: test.connector.id,
						storeId: shop.lab.shopDomain,
					});
				}
			}
		});

		it('windows changes from, inclusive, to, exclusive', async () => {
			const at = orders[Math.floor(orders.length / 2)]?.updatedAt ?? '';
			const later = new Date(Date.parse(at) + SECOND).toISOString();
			const ids = (keep: (order: ReadOrder) => boolean) => idsOf(orders.filter(keep));
			expect(idsOf(await all(shop.session.changedOrders({ from: at })))).toEqual(
				ids(({ updatedAt }) => updatedAt >= at),
			);
			expect(idsOf(await all(shop.session.changedOrders({ ...ALL, to: at })))).toEqual(
				ids(({ updatedAt }) => updatedAt < at),
			);
			expect(idsOf(await all(shop.session.changedOrders({ from: at, to: later })))).toEqual(
				ids(({ updatedAt }) => updatedAt >= at && updatedAt < later),
			);
			expect(await all(shop.session.changedOrders({ from: at, to: at }))).toEqual([]);
		});

		it('gives the same documents whichever way an order is read', async () => {
			expect(byId(await all(shop.session.placedOrders(ALL)))).toEqual(byId(orders));
			expect(byId(await shop.session.ordersById(idsOf(orders)))).toEqual(byId(orders));
		});

		it('leaves out ids that do not exist', async () => {
			const [known = ''] = idsOf(orders);
			expect(idsOf(await shop.session.ordersById(['987654321', known]))).toEqual([known]);
			expect(await shop.session.ordersById(['987654321'])).toEqual([]);
			expect(await shop.session.ordersById([])).toEqual([]);
		});
	});

	describe('a period', () => {
		it('windows placing from, inclusive, to, exclusive', async () => {
			const shop = await ContractShop.open(test, paidOrders(6));
			const { session } = shop;
			const every = await all(session.placedOrders(ALL));
			const from = await all(session.placedOrders({ from: placedAt(2) }));
			const until = await all(session.placedOrders({ ...ALL, to: placedAt(2) }));
			const between = await all(session.placedOrders({ from: placedAt(2), to: placedAt(4) }));
			await shop.close();
			expect([every, from, until, between].map(({ length }) => length)).toEqual([6, 4, 2, 2]);
			expect(idsOf([...until, ...from])).toEqual(idsOf(every));
		});

		it('comes in pages of bounded size, each order once', async () => {
			const count = LARGEST_PAGE + 10;
			const shop = await ContractShop.open(test, paidOrders(count));
			const pages: (readonly ReadOrder[])[] = [];
			for await (const page of shop.session.changedOrders(ALL)) pages.push(page);
			await shop.close();
			for (const page of pages) expect(page.length).toBeLessThanOrEqual(LARGEST_PAGE);
			expect(new Set(idsOf(pages.flat())).size).toBe(count);
			expect(pages.flat()).toHaveLength(count);
		});
	});
}
