/**
 * Which fields the lab does not answer because a day book cannot tell them. A field that a day book does tell must not get
 * into these lists by accident: a null would be a wrong answer that nobody notices.
 */
import { isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';
import { builtIn } from '../../../lab/daybook/builtIn';
import { FulfillmentNode, fulfillmentsOf } from '../../../lab/stores/shopify/graph/fulfillment';
import { LineItemNode } from '../../../lab/stores/shopify/graph/lineItem';
import { OrderNode } from '../../../lab/stores/shopify/graph/order';
import { RefundNode } from '../../../lab/stores/shopify/graph/refund';
import type { Session } from '../../../lab/stores/shopify/graph/session';
import { ShippingLineNode } from '../../../lab/stores/shopify/graph/shippingLine';
import { TransactionNode } from '../../../lab/stores/shopify/graph/transaction';
import { shopifySchema } from '../../../lab/stores/shopify/schema';
import { foldOrder } from '../../../lab/stores/shopify/shop/fold';
import { openShop, type Json } from './support';
import { FAIL_BY_NAME, NULL_AS_UNKNOWN } from './unknownFields';

/** The lab's objects for an order that has everything; they are only asked which fields they have. */
function nodes(): Record<string, object> {
	const { shop, events } = builtIn();
	const session = {} as Session;
	const refunded = events.find((event) => event.kind === 'refund');
	const placed = events.find((event) => event.kind === 'order' && event.id === refunded?.orderId);
	if (refunded === undefined || placed?.kind !== 'order') throw new Error('the day book has no refund');
	const order = foldOrder(placed, [refunded], shop.currency);
	const [line] = order.lines;
	const [transaction] = order.transactions;
	const [refund] = order.refunds;
	const [fulfillment] = fulfillmentsOf(order);
	if (line === undefined || transaction === undefined) throw new Error('empty order');
	if (refund === undefined || fulfillment === undefined) throw new Error('no refund or parcel');
	return {
		Order: new OrderNode(order, session),
		LineItem: new LineItemNode(line, order, session),
		ShippingLine: new ShippingLineNode(line, order),
		OrderTransaction: new TransactionNode(transaction, order, session),
		Refund: new RefundNode(refund, order, session),
		Fulfillment: new FulfillmentNode(fulfillment, order, session),
	};
}

async function typeOf(name: string): Promise<GraphQLObjectType> {
	const type = (await shopifySchema()).schema.getType(name);
	if (!isObjectType(type)) throw new Error(`${name} is no object type`);
	return type;
}

describe.each(Object.entries(nodes()))('%s', (typeName, node) => {
	const missing = async (nullable: boolean): Promise<string[]> => {
		const fields = Object.values((await typeOf(typeName)).getFields());
		const wanted = fields.filter(
			({ type, name }) => isNonNullType(type) !== nullable && !Reflect.has(node, name),
		);
		return wanted.map(({ name }) => name).sort();
	};

	test('null stands for what a day book cannot tell', async () => {
		expect(await missing(true)).toEqual([...(NULL_AS_UNKNOWN[typeName] ?? [])].sort());
	});

	test('what must not be null and cannot be told fails by name', async () => {
		expect(await missing(false)).toEqual([...(FAIL_BY_NAME[typeName] ?? [])].sort());
	});

	test('the lab has no field that the schema does not have', async () => {
		const known = new Set(Object.keys((await typeOf(typeName)).getFields()));
		const own = new Set<string>(Object.keys(node));
		for (
			let part: object | null = node;
			part !== null && part !== Object.prototype;
			part = Reflect.getPrototypeOf(part)
		) {
			for (const name of Object.getOwnPropertyNames(part)) own.add(name);
		}
		const strange = [...own].filter(
			(name) => !known.has(name) && !['constructor', '__typename', 'totals'].includes(name),
		);
		expect(strange).toEqual([]);
	});
});

test('every field that is there can be asked for', async () => {
	const shop = openShop(builtIn(), { protectedData: 'granted' });
	const { Order: node } = nodes();
	for (const { name, args } of Object.values((await typeOf('Order')).getFields())) {
		if (!Reflect.has(node ?? {}, name) || name === 'suggestedRefund') continue;
		const paged = args.some((arg) => arg.name === 'after') ? '(first: 1)' : '';
		const bare = await shop.ask(`{ orders(first: 3) { nodes { ${name}${paged} } } }`);
		const message: string = bare.errors?.[0].message ?? '';
		const isComposite = message.includes('must have a selection');
		const answer: Json = isComposite
			? await shop.ask(`{ orders(first: 3) { nodes { ${name}${paged} { __typename } } } }`)
			: bare;
		expect({ name, errors: answer.errors }).toEqual({ name, errors: undefined });
	}
});
