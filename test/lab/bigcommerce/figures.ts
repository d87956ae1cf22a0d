/**
 * Holds a store's answers against the day book: added up in the plainest way, from the sides that BigCommerce calls reliable,
 * they must come to the control figures of `expectedBooks`, which knows nothing of this store.
 */
import Big from 'big.js';
import type { DayBook } from '../../../lab/daybook/events';
import { expectedBooks } from '../../../lab/daybook/expectedBooks';
import { allV2, openStore, type Json, type Store } from './support';

/** Sums by name; two digits are enough for what is compared. */
class Sums {
	private readonly sums = new Map<string, Big>();

	add(name: string, amount: Big | string | number): void {
		this.sums.set(name, (this.sums.get(name) ?? new Big(0)).plus(amount));
	}

	get(name: string): string {
		return (this.sums.get(name) ?? new Big(0)).toFixed(2);
	}

	names(prefix: string): Record<string, string> {
		const found = [...this.sums.keys()].filter((name) => name.startsWith(prefix));
		return Object.fromEntries(found.map((name) => [name.slice(prefix.length), this.get(name)]));
	}
}

const GATEWAYS: Readonly<Record<string, string>> = {
	giftcertificate: 'gift_card',
	storecredit: 'store_credit',
};
const RECEIPTS = new Set(['purchase', 'capture', 'settled']);

interface Whole {
	readonly order: Json;
	readonly products: readonly Json[];
	readonly taxes: readonly Json[];
	readonly fees: readonly Json[];
	readonly coupons: readonly Json[];
	readonly transactions: readonly Json[];
	readonly refunds: readonly Json[];
}

async function wholeOrder(store: Store, order: Json): Promise<Whole> {
	const transactions = await store.ask(`/v3/orders/${order.id}/transactions?limit=250`);
	return {
		order,
		products: await allV2(store, `/v2/orders/${order.id}/products`),
		taxes: await allV2(store, `/v2/orders/${order.id}/taxes?details=true`),
		fees: (await store.get(`/v2/orders/${order.id}/fees`)).fees,
		coupons: await allV2(store, `/v2/orders/${order.id}/coupons`),
		transactions: transactions.body.data ?? [],
		refunds: (await store.get(`/v3/orders/${order.id}/payment_actions/refunds`)).data,
	};
}

/** Not in the books: tests, money that is only reserved, what has no price. */
function isBooked({ order, products, transactions }: Whole): boolean {
	if (transactions.some(({ test }) => test)) return false;
	if (products.every(({ base_price }) => Number(base_price) === 0) && Number(order.total_inc_tax) === 0)
		return false;
	const events = new Set(transactions.filter(({ status }) => status === 'ok').map(({ event }) => event));
	return !events.has('authorization') || events.has('capture') || events.has('purchase');
}

function addSale({ order, products, taxes, fees, coupons, transactions }: Whole, sums: Sums): void {
	const reliable = order.is_tax_inclusive_pricing === true ? 'inc_tax' : 'ex_tax';
	const taxOf = (of: (tax: Json) => boolean): Big =>
		taxes.filter(of).reduce((sum: Big, tax: Json) => sum.plus(tax.line_amount), new Big(0));
	const net = (amount: string, discount: Big, tax: Big): Big =>
		new Big(amount).minus(discount).minus(reliable === 'inc_tax' ? tax : 0);
	for (const product of products) {
		const discount = product.applied_discounts.reduce(
			(sum: Big, one: Json) => sum.plus(one.amount),
			new Big(0),
		);
		const tax = taxOf(({ order_product_id }) => order_product_id === String(product.id));
		const worth = net(product[`total_${reliable}`], discount, tax);
		expect(tax.eq(product.total_tax)).toBe(true);
		expect(worth.plus(tax).eq(product.discounted_total_inc_tax)).toBe(true);
		sums.add(product.type === 'giftcertificate' ? 'giftCardsSold' : 'products', worth);
		sums.add('discountsWithTax', discount);
	}
	const onShipping = coupons
		.filter(({ type }) => type === 3)
		.reduce((sum: Big, { discount }) => sum.plus(discount), new Big(0));
	const shipping = net(
		order[`shipping_cost_${reliable}`],
		onShipping,
		taxOf((tax) => tax.line_item_type === 'shipping'),
	);
	sums.add('discountsWithTax', onShipping);
	sums.add('netShipping', shipping);
	for (const fee of fees) sums.add(fee.display_name_merchant, fee[`cost_${reliable}`]);
	for (const tax of taxes)
		sums.add(
			order.order_source === 'amazon' ? 'marketplace' : `tax ${tax.name} ${tax.rate}`,
			tax.line_amount,
		);
	sums.add('orderTotals', order.total_inc_tax);
	expect(taxOf(() => true).eq(order.total_tax)).toBe(true);
	expect(new Big(order.total_ex_tax).plus(order.total_tax).eq(order.total_inc_tax)).toBe(true);
	for (const one of transactions) {
		if (one.status === 'ok' && RECEIPTS.has(one.event))
			sums.add(`captured ${GATEWAYS[one.gateway] ?? one.gateway}`, one.amount);
	}
}

function addRefund(refund: Json, sums: Sums): void {
	sums.add('refunded', refund.total_amount);
	sums.add('refundedTax', refund.total_tax);
	for (const { provider_id, amount } of refund.payments)
		sums.add(`refundedBy ${GATEWAYS[provider_id] ?? provider_id}`, amount);
}

async function figuresOf(store: Store): Promise<Record<string, Sums>> {
	const sums: Record<string, Sums> = {};
	for (const order of await allV2(store, '/v2/orders')) {
		const whole = await wholeOrder(store, order);
		if (!isBooked(whole)) continue;
		const own = (sums[order.default_currency_code] ??= new Sums());
		addSale(whole, own);
		for (const refund of whole.refunds) addRefund(refund, own);
	}
	return sums;
}

const positive = (amounts: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(amounts)
			.map(([name, amount]): [string, string] => [name, new Big(amount).toFixed(2)])
			.filter(([, amount]) => amount !== '0.00'),
	);

/** Fails where the store says anything else than the day book. */
export async function compare(book: DayBook): Promise<void> {
	const found = await figuresOf(openStore(book));
	const { figures } = expectedBooks(book, { currency: 'order' });
	expect(Object.keys(found).toSorted()).toEqual(Object.keys(figures).toSorted());
	for (const [currency, expected] of Object.entries(figures)) {
		const sums = found[currency] ?? new Sums();
		const text = (amount: string): string => new Big(amount).toFixed(2);
		expect(sums.get('products')).toBe(new Big(expected.netItems).plus(expected.netFees).toFixed(2));
		expect(sums.get('giftCardsSold')).toBe(text(expected.giftCardsSold));
		expect(sums.get('netShipping')).toBe(text(expected.netShipping));
		expect(sums.get('discountsWithTax')).toBe(text(expected.discountsWithTax));
		expect(sums.get('Tip')).toBe(text(expected.tips));
		expect(sums.get('Duty')).toBe(text(expected.duties));
		expect(sums.get('Import tax')).toBe(text(expected.importTax));
		expect(sums.get('marketplace')).toBe(text(expected.marketplaceTax));
		expect(sums.get('orderTotals')).toBe(text(expected.orderTotals));
		expect(sums.get('refunded')).toBe(text(expected.refunded));
		expect(sums.get('refundedTax')).toBe(text(expected.refundedTax));
		expect(positive(sums.names('captured '))).toEqual(positive(expected.captured));
		expect(positive(sums.names('refundedBy '))).toEqual(positive(expected.refundedBy));
		const taxes = expected.taxes.map((tax): [string, string] => [
			`${tax.name} ${new Big(tax.rate).times(100).toFixed(4)}`,
			tax.amount,
		]);
		expect(positive(sums.names('tax '))).toEqual(positive(Object.fromEntries(taxes)));
	}
}
