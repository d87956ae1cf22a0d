/** Every answer of every endpoint is as BigCommerce's published specification has it, for three quite different day books. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import type { DayBook } from '../../../lab/daybook/events';
import { readDayBook } from '../../../lab/daybook/readDayBook';
import { PARAMETERS } from '../../../lab/stores/bigcommerce/http/parameters';
import { describeWithShared, shared } from '../../support/shared';
import { Specification } from './specification';
import { openStore, type Json, type Store } from './support';

const RETAIL = 'data/online-retail/daybook-2010-12-first-week.ndjson.gz';

describeWithShared('answers', () => {
	let specification: Specification;
	const books: Record<string, DayBook> = { builtIn: builtIn(), builtInUs: builtInUs() };

	beforeAll(async () => {
		specification = new Specification();
		books['online retail'] = await readDayBook(shared(RETAIL));
	});

	/** Asks, and holds the answer against the specification. */
	async function check(store: Store, template: string, path: string): Promise<Json> {
		const { status, body } = await store.ask(path);
		expect([path, status]).toEqual([path, body === '' ? 204 : 200]);
		if (status === 204) return [];
		expect(specification.problems('get', template, status, body)).toEqual([]);
		return body;
	}

	/** Every way to look at an order. */
	async function checkOrder(store: Store, id: number): Promise<void> {
		const [own, of2] = ['/v2/orders/{order_id}', `/v2/orders/${id}`];
		await check(store, own, of2);
		await check(store, own, `${of2}?include=consignments.line_items,fees&consignment_structure=object`);
		for (const product of await check(store, `${own}/products`, `${of2}/products?limit=3`))
			await check(store, `${own}/products/{product_id}`, `${of2}/products/${product.id}`);
		for (const shipment of await check(store, `${own}/shipments`, `${of2}/shipments`))
			await check(store, `${own}/shipments/{shipment_id}`, `${of2}/shipments/${shipment.id}`);
		await check(store, `${own}/shipments/count`, `${of2}/shipments/count`);
		await check(store, `${own}/coupons`, `${of2}/coupons`);
		await check(store, `${own}/taxes`, `${of2}/taxes`);
		await check(store, `${own}/taxes`, `${of2}/taxes?details=true`.replace('?details', '?limit=5&details'));
		await check(store, `${own}/fees`, `${of2}/fees`);
		await check(store, `${own}/consignments`, `${of2}/consignments?include=consignments.line_items`);
		await check(store, `${own}/consignments`, `${of2}/consignments`);
		for (const address of await check(store, `${own}/shipping_addresses`, `${of2}/shipping_addresses`)) {
			const at = `${of2}/shipping_addresses/${address.id}`;
			await check(store, `${own}/shipping_addresses/{id}`, at);
			expect((await store.ask(`${at}/shipping_quotes`)).status).toBe(204);
			expect((await store.ask(`${of2}/consignments/shipping/${address.id}/shipping_quotes`)).status).toBe(
				204,
			);
		}
		const of3 = `/v3/orders/${id}`;
		await check(store, '/v3/orders/{order_id}/transactions', `${of3}/transactions`);
		const template = '/v3/orders/{order_id}/payment_actions/refunds';
		const refunds = await check(store, template, `${of3}/payment_actions/refunds`);
		for (const refund of refunds.data)
			await check(
				store,
				'/v3/orders/payment_actions/refunds/{refund_id}',
				`/v3/orders/payment_actions/refunds/${refund.id}`,
			);
	}

	test.each(['builtIn', 'builtInUs', 'online retail'])('%s: orders', async (name) => {
		const store = openStore(books[name]!);
		const orders = await check(store, '/v2/orders', '/v2/orders?limit=250&sort=date_modified:asc');
		expect(orders.length).toBeGreaterThan(15);
		await check(
			store,
			'/v2/orders',
			'/v2/orders?limit=250&include=consignments.line_items,fees&consignment_structure=object',
		);
		await check(store, '/v2/orders/count', '/v2/orders/count');
		for (const { id } of orders.slice(0, 60)) await checkOrder(store, id);
	});

	test.each(['builtIn', 'builtInUs', 'online retail'])('%s: everything else', async (name) => {
		const store = openStore(books[name]!);
		const rest = Object.keys(PARAMETERS).filter(
			(path) => !path.startsWith('/v2/orders') && !path.includes('{'),
		);
		for (const path of rest) await check(store, path, path);
		await check(store, '/v3/catalog/products', '/v3/catalog/products?include=variants,images&limit=250');
		await check(store, '/v3/customers', '/v3/customers?include=addresses,storecredit');
		for (const path of ['order_statuses/{status_id}', 'currencies/{id}'])
			await check(store, `/v2/${path}`, `/v2/${path.replace(/\{.*/, '1')}`);
		await check(store, '/v2/tax_classes/{id}', '/v2/tax_classes/0');
		for (const path of [
			'channels/{channel_id}',
			'catalog/products/{product_id}',
			'catalog/products/{product_id}/variants',
		])
			await check(store, `/v3/${path}`, `/v3/${path.replace(/\{[^}]*\}/, '1')}`);
	});
});
