/** Refunds: their lines, shipping, duties, adjustments and the money that went back. */
import { gid } from '../shop/ids';
import { total } from '../shop/money';
import { isLineItem, type RefundedLine, type ShopOrder, type ShopRefund } from '../shop/order';
import { isPayback } from '../shop/transactions';
import { bag, dateTime, priceBag, type MoneyBag, type MoneyV2 } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { dutyNode } from './charges';
import { LineItemNode } from './lineItem';
import { ShippingLineNode } from './shippingLine';
import { LocationNode } from './location';
import type { Session } from './session';
import { TransactionNode } from './transaction';

export class RefundNode {
	readonly __typename = 'Refund';
	readonly #refund: ShopRefund;
	readonly #order: ShopOrder;
	readonly #session: Session;

	constructor(refund: ShopRefund, order: ShopOrder, session: Session) {
		this.#refund = refund;
		this.#order = order;
		this.#session = session;
	}

	get id(): string {
		return gid('Refund', this.#refund.id);
	}

	get legacyResourceId(): string {
		return String(this.#refund.id);
	}

	get note(): string | null {
		return this.#refund.note ?? null;
	}

	get createdAt(): string {
		return dateTime(this.#refund.at);
	}

	get processedAt(): string {
		return dateTime(this.#refund.at);
	}

	get updatedAt(): string {
		return dateTime(this.#refund.at);
	}

	get order(): object {
		return this.#session.orderNode(this.#order);
	}

	get totalRefundedSet(): MoneyBag {
		const paid = this.#refund.transactions.filter(isPayback).map(({ amount }) => amount);
		return bag(total(paid), this.#order.currencies);
	}

	get totalRefunded(): MoneyV2 {
		return this.totalRefundedSet.shopMoney;
	}

	get duties(): object[] {
		const duties = this.#refund.lines.filter(({ line }) => line.type === 'duty');
		return duties.map(({ line, net }) => ({
			amountSet: bag(net, this.#order.currencies),
			originalDuty: dutyNode(line, this.#order),
		}));
	}

	refundLineItems(args: ConnectionArgs, session: Session): object {
		const lines = this.#refund.lines.filter(({ line }) => isLineItem(line));
		return connect(lines, args, session, (line) => new RefundLineItemNode(line, this.#order, session));
	}

	refundShippingLines(args: ConnectionArgs, session: Session): object {
		const lines = this.#refund.lines.filter(({ line }) => line.type === 'shipping');
		return connect(lines, args, session, ({ id, line, net, taxes }) => ({
			__typename: 'RefundShippingLine',
			id: gid('RefundShippingLine', id),
			shippingLine: new ShippingLineNode(line, this.#order),
			subtotalAmountSet: bag(net, this.#order.currencies),
			taxAmountSet: bag(total(taxes.map(({ amount }) => amount)), this.#order.currencies),
		}));
	}

	orderAdjustments(args: ConnectionArgs, session: Session): object {
		return connect(this.#refund.adjustments, args, session, ({ id, amount, tax, reason }) => ({
			__typename: 'OrderAdjustment',
			id: gid('OrderAdjustment', id),
			reason,
			amountSet: bag(amount, this.#order.currencies),
			taxAmountSet: bag(tax, this.#order.currencies),
		}));
	}

	transactions(args: ConnectionArgs, session: Session): object {
		const { transactions } = this.#refund;
		return connect(transactions, args, session, (one) => new TransactionNode(one, this.#order, session));
	}
}

class RefundLineItemNode {
	readonly __typename = 'RefundLineItem';
	readonly #back: RefundedLine;
	readonly #order: ShopOrder;
	readonly #session: Session;

	constructor(back: RefundedLine, order: ShopOrder, session: Session) {
		this.#back = back;
		this.#order = order;
		this.#session = session;
	}

	get id(): string {
		return gid('RefundLineItem', this.#back.id);
	}

	get quantity(): number {
		return this.#back.quantity;
	}

	get restocked(): boolean {
		return this.#back.restock;
	}

	/** Orders of the lab are fulfilled at once, so what is restocked was returned; only a cancelled rest was not. */
	get restockType(): string {
		if (!this.#back.restock) return 'NO_RESTOCK';
		return this.#order.cancelled === undefined ? 'RETURN' : 'CANCEL';
	}

	get location(): LocationNode | null {
		return this.#back.restock ? new LocationNode(this.#session.shop) : null;
	}

	get lineItem(): LineItemNode {
		// as the line is now: later refunds show in its current quantity
		const now = this.#order.lines.find(({ key }) => key === this.#back.line.key) ?? this.#back.line;
		return new LineItemNode(now, this.#order, this.#session);
	}

	get priceSet(): MoneyBag {
		return priceBag(this.#back.line.unitPrice, this.#order.currencies);
	}

	get price(): string {
		return this.priceSet.shopMoney.amount;
	}

	/** Contains the taxes when the order's prices do, as the order's lines. */
	get subtotalSet(): MoneyBag {
		return bag(this.#back.net, this.#order.currencies);
	}

	get subtotal(): string {
		return this.subtotalSet.shopMoney.amount;
	}

	get totalTaxSet(): MoneyBag {
		return bag(total(this.#back.taxes.map(({ amount }) => amount)), this.#order.currencies);
	}

	get totalTax(): string {
		return this.totalTaxSet.shopMoney.amount;
	}
}
