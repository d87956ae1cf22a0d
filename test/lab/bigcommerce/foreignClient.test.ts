/**
 * A client that nobody here wrote (`bigcommerce-api-client`) reads the simulated store. Its known faults are shown as such:
 * it asks for a single refund at a path that BigCommerce does not have.
 */
import { BigCommerceApiClient } from 'bigcommerce-api-client';
import { builtIn } from '../../../lab/daybook/builtIn';
import { serve, type Served } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import { bigCommerceLab, type BigCommerceLab } from '../../../lab/stores/bigcommerce';
import type { Json } from './support';

let lab: BigCommerceLab;
let served: Served;
let client: Json;

/** It knows BigCommerce's own address only: its calls are led to the lab. */
function connect(accessToken: string): Json {
	const { storeHash } = lab.credentials;
	const made: Json = new BigCommerceApiClient({ storeHash, accessToken, maxRetries: 0 } as Json);
	made.apiClient.axiosInstance.defaults.baseURL = `${served.url}/stores/${storeHash}`;
	return made;
}

beforeAll(async () => {
	lab = bigCommerceLab(new World(builtIn()), { allowHttpLoopback: true, plan: 'enterprise' });
	served = await serve(lab);
	client = connect(lab.credentials.accessToken);
});
afterAll(() => served.close());

test('reads the store', async () => {
	expect(await client.storeInformation.getStoreInformation()).toMatchObject({
		name: 'Leaf & Pot',
		currency: 'GBP',
	});
});

test('reads orders and their parts', async () => {
	const orders = await client.orders.getAllOrders({ min_id: 1036, sort: 'id:asc' });
	expect(orders).toHaveLength(8);
	expect(orders[0]).toMatchObject({ id: 1036, total_inc_tax: '360.4500', status: 'Shipped' });
	expect(await client.orders.orderProducts.listOrderProducts(1036)).toHaveLength(2);
	expect(await client.orders.orderCoupons.listOrderCoupons(1036)).toMatchObject([
		{ code: 'TRADE', discount: 31.8 },
	]);
	const taxes = await client.orders.orderTaxes.getAllOrderTaxes(1036, { details: true });
	expect(taxes.map((tax: Json) => tax.line_item_type)).toEqual(['item', 'item', 'shipping']);
	expect(await client.orders.getOrdersCount()).toMatchObject({ count: 43 });
	expect(await client.orders.getOrder(1)).toBeNull();
});

test('reads transactions and refunds', async () => {
	const { data } = await client.orderTransactions.getTransactions(1036);
	expect(data.map(({ event }: Json) => event)).toEqual(['pending', 'settled']);
	const refunds = await client.orderTransactions.paymentActions.getRefundsForOrder(1033);
	expect(refunds.data).toMatchObject([{ total_amount: 6, total_tax: 1 }]);
	const all = await client.orderTransactions.paymentActions.getAllRefunds({ 'order_id:in': '1030,1033' });
	expect(all.data).toHaveLength(2);
	// the fault of the client
	expect(await client.orderTransactions.paymentActions.getRefund(1033, refunds.data[0].id)).toBeNull();
});

test('reads master data', async () => {
	const products = await client.catalog.products.getAllProducts({ include: 'variants' });
	expect(products.data).toHaveLength(11);
	expect((await client.customersV3.getAllCustomers()).data).toHaveLength(9);
	expect(await client.currencies.getAllCurrencies()).toHaveLength(1);
});

test('makes, changes and deletes a hook', async () => {
	const { data: made } = await client.webhooks.createWebhook({
		scope: 'store/order/*',
		destination: 'https://shop.example/hook',
		is_active: true,
		headers: { 'x-own': 'secret' },
	});
	expect(made).toMatchObject({ scope: 'store/order/*', store_hash: lab.credentials.storeHash });
	const { data: changed } = await client.webhooks.updateWebhook(made.id, { is_active: false });
	expect(changed.is_active).toBe(false);
	expect((await client.webhooks.getWebhooks({ is_active: 'false' })).data).toHaveLength(1);
	await client.webhooks.deleteWebhook(made.id);
	expect((await client.webhooks.getWebhooks()).data).toEqual([]);
});

test('hears refusals', async () => {
	await expect(connect('wrong').orders.getAllOrders({})).rejects.toThrow('Response Status: 401');
	await expect(client.orders.getAllOrders({ colour: 'red' })).rejects.toThrow(
		"The field 'colour' is not supported",
	);
});
