/**
 * Orders as they come from a list, with what the list leaves out: taxes and transactions, in one request each; refunds of
 * many orders in one; coupons and products only where the list does not tell enough. An order so costs about two requests.
 */
import { Big } from '../../../core/money/decimal';
import { at, idAt, isPlain, listAt, type Plain } from './answers';
import { allOfV2, allOfV3 } from './paging';
import type { BigCommerceClient, Query } from './client';
import { decimalOf } from './payloadParts';
import { INCOMPLETE } from './status';

/** What a list of orders is asked for, so that it holds most of each order. */
export const WITH_PARTS: Query = {
	include: 'consignments.line_items,fees',
	consignment_structure: 'object',
};

const GROUPS = ['shipping', 'pickups', 'downloads'] as const;

/** Refunds of so many orders in one request: their ids fit into an address. */
const REFUNDS_AT_ONCE = 50;

function isMoreThanNothing(value: unknown): boolean {
	const amount = decimalOf(value);
	// what is no amount is looked into as well, and reported by the parser
	return amount === undefined || !amount.eq(0);
}

/** The products in an order's consignments: what is shipped, fetched, downloaded, and gift certificates. */
function productsIn(consignments: unknown): Plain[] | undefined {
	if (!isPlain(consignments) || 'resource' in consignments) return undefined;
	const groups = [
		...GROUPS.flatMap((group) => listAt(consignments, group)),
		...listAt(consignments, 'email', 'gift_certificates'),
	];
	const lines = groups.flatMap((group) => listAt(group, 'line_items'));
	// addresses in place of the products themselves
	return lines.every((line): line is Plain => isPlain(line) && 'id' in line) ? lines : undefined;
}

const quantityOf = (products: readonly Plain[]): number =>
	products.reduce((sum, product) => sum + Number(product['quantity'] ?? 0), 0);

function discountsIn(products: readonly unknown[]): Big {
	const amounts = products.flatMap((product) =>
		listAt(product, 'applied_discounts').map((one) => decimalOf(at(one, 'amount'))),
	);
	return amounts.reduce<Big>((sum, amount) => sum.plus(amount ?? 0), new Big(0));
}

/** Only a discount that the products do not state needs to be looked for. */
function needsCoupons(order: Plain, products: readonly unknown[]): boolean {
	const coupons = decimalOf(order['coupon_discount']);
	if (coupons === undefined || coupons.eq(0)) return false;
	const stated = coupons.plus(decimalOf(order['discount_amount']) ?? 0);
	return discountsIn(products).lt(stated);
}

/** What is read only where it is wanted. */
export interface Wanted {
	/** the shipments of orders that have any: one request more for each of them */
	readonly deliveries?: boolean;
	/** the customers of orders: one request more for a page of orders */
	readonly customerGroups?: boolean;
}

export class Completion {
	constructor(
		private readonly client: BigCommerceClient,
		private readonly wanted: Wanted = {},
	) {}

	/** Whole orders, in the order given. */
	async complete(orders: readonly Plain[]): Promise<Plain[]> {
		const placed = orders.filter((order) => order['status_id'] !== INCOMPLETE);
		const refunds = await this.refunds(placed.flatMap((order) => idAt(order, 'id') ?? []));
		const isWanted = this.wanted.customerGroups === true;
		const customers: ReadonlyMap<string, unknown> = isWanted ? await this.customers(placed) : new Map();
		return await this.client.each(orders, async (order) => {
			const customer = customers.get(idAt(order, 'customer_id') ?? '');
			const whole = await this.order(order, refunds);
			return customer === undefined ? whole : { ...whole, customer };
		});
	}

	private async order(order: Plain, refunds: ReadonlyMap<string, unknown[]>): Promise<Plain> {
		const id = idAt(order, 'id');
		// what has no id is held by the parser; what was never placed is not looked into
		if (id === undefined) return order;
		const nothing = { taxes: [], transactions: [], coupons: [], refunds: refunds.get(id) ?? [] };
		const consignments = await this.consignments(id, order['consignments']);
		if (order['status_id'] === INCOMPLETE) {
			return { ...order, ...nothing, consignments, products: productsIn(consignments) ?? [], fees: [] };
		}
		const products = await this.products(id, order, consignments);
		const { fees } = order;
		return {
			...order,
			...nothing,
			consignments,
			products,
			fees: Array.isArray(fees) ? fees : await this.fees(id),
			taxes: isMoreThanNothing(order['total_tax'])
				? await allOfV2(this.client, `/v2/orders/${id}/taxes`, { details: 'true' })
				: [],
			transactions: await this.transactions(id, order),
			...(this.wanted.deliveries === true ? { shipments: await this.shipments(id, order) } : {}),
			coupons: needsCoupons(order, products) ? await allOfV2(this.client, `/v2/orders/${id}/coupons`) : [],
		};
	}

	/** The list may give their address only. */
	private async consignments(id: string, given: unknown): Promise<unknown> {
		if (productsIn(given) !== undefined) return given;
		return (await this.client.get(`/v2/orders/${id}/consignments`, {}, true)) ?? {};
	}

	/** Of long orders the list may hold the first products only: they are counted. */
	private async products(id: string, order: Plain, consignments: unknown): Promise<readonly unknown[]> {
		const given = productsIn(consignments);
		if (given !== undefined && quantityOf(given) === order['items_total']) return given;
		return await allOfV2(this.client, `/v2/orders/${id}/products`);
	}

	private async fees(id: string): Promise<unknown> {
		const body = await this.client.get(`/v2/orders/${id}/fees`, {}, true);
		return Array.isArray(body) ? body : (at(body, 'fees') ?? []);
	}

	/** An order that costs nothing has no payments. */
	private async transactions(id: string, order: Plain): Promise<readonly unknown[]> {
		if (!isMoreThanNothing(order['total_inc_tax'])) return [];
		return listAt(await this.client.get(`/v3/orders/${id}/transactions`, {}, true), 'data');
	}

	private async shipments(id: string, order: Plain): Promise<readonly unknown[]> {
		return isMoreThanNothing(order['items_shipped'])
			? await allOfV2(this.client, `/v2/orders/${id}/shipments`)
			: [];
	}

	/** The customers of orders by id, with their group and whether they are exempt from tax. */
	private async customers(orders: readonly Plain[]): Promise<ReadonlyMap<string, unknown>> {
		const ids = new Set(orders.flatMap((order) => idAt(order, 'customer_id') ?? []));
		ids.delete('0');
		const found = new Map<string, unknown>();
		const all = [...ids];
		for (let start = 0; start < all.length; start += REFUNDS_AT_ONCE) {
			const some = all.slice(start, start + REFUNDS_AT_ONCE).join(',');
			for (const customer of await allOfV3(this.client, '/v3/customers', { 'id:in': some })) {
				const id = idAt(customer, 'id');
				if (id !== undefined) found.set(id, customer);
			}
		}
		return found;
	}

	/** The refunds of many orders, by order. */
	private async refunds(ids: readonly string[]): Promise<ReadonlyMap<string, unknown[]>> {
		const found = new Map<string, unknown[]>();
		for (let start = 0; start < ids.length; start += REFUNDS_AT_ONCE) {
			const some = ids.slice(start, start + REFUNDS_AT_ONCE).join(',');
			const refunds = await allOfV3(this.client, '/v3/orders/payment_actions/refunds', {
				'order_id:in': some,
			});
			for (const refund of refunds) {
				const order = idAt(refund, 'order_id');
				if (order !== undefined) found.set(order, [...(found.get(order) ?? []), refund]);
			}
		}
		return found;
	}
}
