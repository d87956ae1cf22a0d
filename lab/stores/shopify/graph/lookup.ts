/** Things by their global id, for `node`, `nodes`, `order`, `refund` and their like. */
import { bulkOperationNode } from '../bulk/operations';
import { isVisible } from '../search/orders';
import { parseGid } from '../shop/ids';
import type { ShopOrder } from '../shop/order';
import { maySee } from './access';
import { dateTime } from './bags';
import { CustomerNode, customerId } from './customer';
import { FulfillmentNode, fulfillmentsOf } from './fulfillment';
import { LineItemNode } from './lineItem';
import { LocationNode } from './location';
import { OrderNode } from './order';
import { ProductNode, productId, VariantNode, variantId } from './product';
import { RefundNode } from './refund';
import type { Session } from './session';
import { ShopNode } from './shop';
import { TransactionNode } from './transaction';
import { subscriptionNode } from './webhookSubscription';

/** An order that the token may see. */
function visible(order: ShopOrder | undefined, session: Session): ShopOrder | undefined {
	return order !== undefined && isVisible(Date.parse(order.placed.at), session) ? order : undefined;
}

export function orderById(id: number, session: Session): OrderNode | null {
	const order = visible(session.shop.orders.byId(id), session);
	return order === undefined ? null : new OrderNode(order, session);
}

export function refundById(id: number, session: Session): RefundNode | null {
	const order = visible(session.shop.orders.byRefund(id), session);
	const refund = order?.refunds.find((one) => one.id === id);
	return order === undefined || refund === undefined ? null : new RefundNode(refund, order, session);
}

/** Lines and transactions are only found by going through all orders: rare, and slow at first. */
function inOrders<T>(session: Session, find: (order: ShopOrder) => T | undefined): T | null {
	const { orders } = session.shop;
	for (const { key } of orders.sorted('id')) {
		const order = visible(orders.order(key), session);
		const found = order === undefined ? undefined : find(order);
		if (found !== undefined) return found;
	}
	return null;
}

const FINDERS: Readonly<Record<string, (id: number, session: Session) => object | null>> = {
	Order: orderById,
	Refund: refundById,
	Fulfillment: (id, session) => {
		const order = visible(session.shop.orders.byFulfillment(id), session);
		const found = order === undefined ? undefined : fulfillmentsOf(order).find((one) => one.id === id);
		return order === undefined || found === undefined ? null : new FulfillmentNode(found, order, session);
	},
	LineItem: (id, session) =>
		inOrders(session, (order) => {
			const line = order.lines.find((one) => one.id === id);
			return line === undefined ? undefined : new LineItemNode(line, order, session);
		}),
	OrderTransaction: (id, session) =>
		inOrders(session, (order) => {
			const transaction = order.transactions.find((one) => one.id === id);
			return transaction === undefined ? undefined : new TransactionNode(transaction, order, session);
		}),
	Customer: (id, session) => {
		const customer = session.shop.customers.find((one) => customerId(one) === id);
		return customer === undefined ? null : new CustomerNode(customer, session);
	},
	Product: (id, session) => {
		const product = session.shop.products.find((one) => productId(one) === id);
		return product === undefined ? null : new ProductNode(product, session);
	},
	ProductVariant: (id, session) => {
		const product = session.shop.products.find((one) => variantId(one) === id);
		return product === undefined ? null : new VariantNode(product, session);
	},
	Location: (id, { shop }) => (id === shop.locationId ? new LocationNode(shop) : null),
	Shop: (id, session) => (id === session.shop.id ? new ShopNode(session) : null),
	WebhookSubscription: (id, { subscriptions }) => {
		const found = subscriptions.find(id);
		return found === undefined ? null : subscriptionNode(found);
	},
	BulkOperation: (id, { bulkOperations }) => {
		const found = bulkOperations.find(id);
		return found === undefined ? null : bulkOperationNode(found, dateTime);
	},
};

/**
 * Whatever a global id stands for, null when the shop does not have it.
 * @param expected the type that a field is about; another type's id finds nothing there
 */
export function byGid(text: string, session: Session, expected?: string): object | null {
	const parsed = parseGid(text);
	if (parsed === undefined || (expected !== undefined && parsed.kind !== expected)) return null;
	const find = Object.hasOwn(FINDERS, parsed.kind) ? FINDERS[parsed.kind] : undefined;
	if (find === undefined || !maySee(parsed.kind, session)) return null;
	return find(Number(parsed.id), session);
}
