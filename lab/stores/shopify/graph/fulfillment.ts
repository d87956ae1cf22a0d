/**
 * Fulfillments: the day book says nothing of them, so an order of the lab is sent the moment it is placed, in one parcel, and
 * what an edit adds the moment it is added. What an edit or a cancellation took away was never sent.
 */
import { gid } from '../shop/ids';
import { isLineItem, type ShopLine, type ShopOrder } from '../shop/order';
import { fulfillmentId } from '../shop/orderBook';
import { bag, dateTime, type MoneyBag } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { LineItemNode } from './lineItem';
import type { Session } from './session';

export interface ShopFulfillment {
	readonly id: number;
	readonly number: number;
	readonly at: string;
	readonly lines: readonly { readonly line: ShopLine; readonly quantity: number }[];
}

function sent(line: ShopLine, { refunds, cancelled }: ShopOrder): number {
	const isGivenUp = cancelled !== undefined && refunds.every(({ cause }) => cause !== 'cancel');
	if (isGivenUp) return 0;
	const kept = refunds
		.filter(({ cause }) => cause !== 'refund')
		.flatMap(({ lines }) => lines.filter((back) => back.line.key === line.key))
		.reduce((sum, { quantity }) => sum + quantity, 0);
	return line.quantity - kept;
}

export function fulfillmentsOf(order: ShopOrder): ShopFulfillment[] {
	const parcels = [
		{
			id: fulfillmentId(order.key),
			at: order.placed.at,
			lines: order.lines.filter(({ addedBy }) => addedBy === undefined),
		},
		...order.edits.map(({ key, at }) => ({
			id: fulfillmentId(order.key, key),
			at,
			lines: order.lines.filter(({ addedBy }) => addedBy === key),
		})),
	];
	return parcels.flatMap(({ id, at, lines }, index) => {
		const parts = lines
			.filter((line) => isLineItem(line) && line.type !== 'tip')
			.map((line) => ({ line, quantity: sent(line, order) }))
			.filter(({ quantity }) => quantity > 0);
		return parts.length === 0 ? [] : [{ id, number: index + 1, at, lines: parts }];
	});
}

export class FulfillmentNode {
	readonly __typename = 'Fulfillment';
	readonly status = 'SUCCESS';
	readonly displayStatus = 'FULFILLED';
	readonly id: string;
	readonly legacyResourceId: string;
	readonly name: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly deliveredAt = null;
	readonly estimatedDeliveryAt = null;
	readonly inTransitAt = null;
	readonly requiresShipping: boolean;
	readonly totalQuantity: number;
	readonly #fulfillment: ShopFulfillment;
	readonly #order: ShopOrder;
	readonly #session: Session;

	constructor(fulfillment: ShopFulfillment, order: ShopOrder, session: Session) {
		this.#fulfillment = fulfillment;
		this.#order = order;
		this.#session = session;
		this.id = gid('Fulfillment', fulfillment.id);
		this.legacyResourceId = String(fulfillment.id);
		this.name = `${order.placed.number}-F${fulfillment.number}`;
		this.createdAt = dateTime(fulfillment.at);
		this.updatedAt = this.createdAt;
		this.requiresShipping = fulfillment.lines.some(({ line }) => line.type === 'item');
		this.totalQuantity = fulfillment.lines.reduce((sum, { quantity }) => sum + quantity, 0);
	}

	get order(): object {
		return this.#session.orderNode(this.#order);
	}

	fulfillmentLineItems(args: ConnectionArgs, session: Session): object {
		const lines = this.#fulfillment.lines.map((part) => ({ id: part.line.id, ...part }));
		return connect(lines, args, session, ({ id, line, quantity }) => ({
			__typename: 'FulfillmentLineItem',
			id: gid('FulfillmentLineItem', id),
			quantity,
			lineItem: new LineItemNode(line, this.#order, session),
			originalTotalSet: this.#total(line, quantity),
		}));
	}

	#total(line: ShopLine, quantity: number): MoneyBag {
		const part = (units: bigint): bigint => (units * BigInt(quantity)) / BigInt(line.quantity);
		const { shop, presentment } = line.original;
		return bag({ shop: part(shop), presentment: part(presentment) }, this.#order.currencies);
	}
}
