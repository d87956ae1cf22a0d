/** An order as GraphQL shows it: everything the day book determines; what it does not know is null or an error. */
import { GraphQLError } from 'graphql';
import { agreementsOf } from '../shop/agreements';
import { gid } from '../shop/ids';
import { remaining } from '../shop/lines';
import { ZERO } from '../shop/money';
import { cancelReason, isLineItem, type ShopLine, type ShopOrder } from '../shop/order';
import { financialStatus, gatherTaxes } from '../shop/totals';
import { MailingAddressNode } from './address';
import { agreementNode } from './agreement';
import { dateTime, taxLine } from './bags';
import { connect, cut, type ConnectionArgs } from './connection';
import { CustomerNode } from './customer';
import { discountApplication } from './discount';
import { additionalFeeNode, additionalFees } from './charges';
import { LineItemNode } from './lineItem';
import { isRemovedByEdit, ShippingLineNode } from './shippingLine';
import { LocationNode } from './location';
import { OrderMoneyNode } from './orderMoney';
import { paymentTermsNode } from './paymentTerms';
import { FulfillmentNode, fulfillmentsOf } from './fulfillment';
import { RefundNode } from './refund';
import type { Session } from './session';
import { TransactionNode } from './transaction';

interface ListArgs {
	readonly first?: number | null;
}

export class OrderNode extends OrderMoneyNode {
	readonly __typename = 'Order';
	readonly confirmed = true;
	readonly closed = false;
	readonly closedAt = null;
	readonly displayFulfillmentStatus = 'FULFILLED';
	readonly fulfillable = false;
	readonly returnStatus = 'NO_RETURN';
	readonly taxExempt = false;
	readonly estimatedTaxes = false;
	readonly dutiesIncluded = false;
	readonly productNetwork = false;
	readonly tags: readonly string[] = [];
	readonly alerts: readonly object[] = [];
	readonly customAttributes: readonly object[] = [];
	readonly #order: ShopOrder;
	readonly #session: Session;

	constructor(order: ShopOrder, session: Session) {
		super(order);
		this.#order = order;
		this.#session = session;
	}

	// --- what it is

	get id(): string {
		return gid('Order', this.#order.id);
	}

	get legacyResourceId(): string {
		return String(this.#order.id);
	}

	get name(): string {
		return this.#order.placed.number;
	}

	/** The digits of its name. */
	get number(): number {
		const digits = /\d{1,9}(?!.*\d)/.exec(this.#order.placed.number)?.[0];
		if (digits === undefined)
			throw new GraphQLError('The lab cannot know Order.number: the name has no digits');
		return Number(digits);
	}

	get createdAt(): string {
		return dateTime(this.#order.placed.at);
	}

	get processedAt(): string {
		return dateTime(this.#order.placed.at);
	}

	get updatedAt(): string {
		return dateTime(this.#order.updatedAt);
	}

	get cancelledAt(): string | null {
		return this.#order.cancelled === undefined ? null : dateTime(this.#order.cancelled.at);
	}

	get cancelReason(): string | null {
		return this.#order.cancelled === undefined ? null : cancelReason(this.#order.cancelled.reason);
	}

	get cancellation(): object | null {
		const { cancelled } = this.#order;
		return cancelled === undefined ? null : { staffNote: cancelled.reason ?? null };
	}

	get test(): boolean {
		return this.#order.placed.test ?? false;
	}

	get edited(): boolean {
		return this.#order.edits.length > 0;
	}

	get merchantEditable(): boolean {
		return this.#order.cancelled === undefined;
	}

	get sourceName(): string {
		return this.#order.placed.channel;
	}

	get poNumber(): string | null {
		return this.#order.placed.poNumber ?? null;
	}

	get taxesIncluded(): boolean {
		return this.#order.placed.pricesIncludeTax;
	}

	get currencyCode(): string {
		return this.#order.currencies.shop;
	}

	get presentmentCurrencyCode(): string {
		return this.#order.currencies.presentment;
	}

	// --- who and where

	get customer(): CustomerNode | null {
		const customer = this.#session.shop.customer(this.#order.placed.customerId);
		return customer === undefined ? null : new CustomerNode(customer, this.#session);
	}

	/** Orders of a day book are placed by persons, not by companies with an account at Shopify. */
	get purchasingEntity(): CustomerNode | null {
		return this.customer;
	}

	get email(): string | null {
		return this.customer?.email ?? null;
	}

	get canNotifyCustomer(): boolean {
		return this.#session.shop.customer(this.#order.placed.customerId)?.email !== undefined;
	}

	get shippingAddress(): MailingAddressNode {
		const { id, shipTo, customerId } = this.#order.placed;
		const name = this.#session.shop.customer(customerId)?.name;
		return new MailingAddressNode(`order ${id}`, shipTo, name, this.#session);
	}

	get displayAddress(): MailingAddressNode {
		return this.shippingAddress;
	}

	get billingAddressMatchesShippingAddress(): boolean {
		return false; // the day book tells no billing address
	}

	get retailLocation(): LocationNode | null {
		return this.#order.placed.channel === 'pos' ? new LocationNode(this.#session.shop) : null;
	}

	get requiresShipping(): boolean {
		return this.#order.lines.some(({ type }) => type === 'item');
	}

	// --- lines

	lineItems(args: ConnectionArgs, session: Session): object {
		return connect(this.#order.lines.filter(isLineItem), args, session, (line) => this.#lineItem(line));
	}

	nonFulfillableLineItems(args: ConnectionArgs, session: Session): object {
		const lines = this.#order.lines.filter(isLineItem);
		const left = lines.filter((line) => line.type === 'tip' || remaining(line).quantity === 0);
		return connect(left, args, session, (line) => this.#lineItem(line));
	}

	get subtotalLineItemsQuantity(): number {
		return this.#units((line) => line.quantity);
	}

	get currentSubtotalLineItemsQuantity(): number {
		return this.#units((line) => remaining(line).quantity);
	}

	fulfillments({ first }: ListArgs): FulfillmentNode[] {
		const all = fulfillmentsOf(this.#order);
		return cut(all, first).map((one) => new FulfillmentNode(one, this.#order, this.#session));
	}

	shippingLines(args: ConnectionArgs & { includeRemovals?: boolean | null }, session: Session): object {
		const all = this.#order.lines.filter(({ type }) => type === 'shipping');
		const shown = all.filter((line) => args.includeRemovals === true || !isRemovedByEdit(line, this.#order));
		return connect(shown, args, session, (line) => new ShippingLineNode(line, this.#order));
	}

	get shippingLine(): ShippingLineNode | null {
		const line = this.#order.lines.find(({ type }) => type === 'shipping');
		return line === undefined ? null : new ShippingLineNode(line, this.#order);
	}

	get additionalFees(): object[] {
		return additionalFees(this.#order).map((line) => additionalFeeNode(line, this.#order));
	}

	// --- discounts and taxes

	discountApplications(args: ConnectionArgs, session: Session): object {
		const shown = this.#order.discounts
			.filter(({ byEdit }) => !byEdit)
			.map((one) => ({ ...one, id: one.index }));
		return connect(shown, args, session, (discount) => discountApplication(discount, this.#order.currencies));
	}

	get discountCodes(): string[] {
		const codes = this.#order.discounts.map(({ code }) => code).filter((code) => code !== undefined);
		return [...new Set(codes)];
	}

	get discountCode(): string | null {
		return this.discountCodes.at(0) ?? null;
	}

	get taxLines(): object[] {
		const gathered = gatherTaxes(this.#order.lines, (line, index) => line.taxes[index]?.amount ?? ZERO);
		return gathered.map((tax) => taxLine(tax, this.#order.currencies));
	}

	get currentTaxLines(): object[] {
		const gathered = gatherTaxes(this.#order.lines, (line, index) => remaining(line).taxes[index] ?? ZERO);
		return gathered.map((tax) => taxLine(tax, this.#order.currencies));
	}

	// --- payment

	get displayFinancialStatus(): string {
		return financialStatus(this.#order, this.totals);
	}

	get fullyPaid(): boolean {
		return this.totals.received.presentment >= this.totals.current.price.presentment;
	}

	get unpaid(): boolean {
		return this.totals.received.presentment === 0n;
	}

	get capturable(): boolean {
		return this.totals.capturable.presentment > 0n;
	}

	get canMarkAsPaid(): boolean {
		const { outstanding } = this.totals;
		return this.#order.cancelled === undefined && outstanding.presentment > 0n;
	}

	get refundable(): boolean {
		return this.totals.received.presentment > this.totals.refunded.presentment;
	}

	get restockable(): boolean {
		return this.#order.lines.some((line) => line.type === 'item' && remaining(line).quantity > 0);
	}

	get paymentGatewayNames(): string[] {
		return [...new Set(this.#order.transactions.map(({ gateway }) => gateway))];
	}

	get paymentTerms(): object | null {
		return paymentTermsNode(this.#order, this.totals, this.#session);
	}

	transactions(
		{ first, capturable }: ListArgs & { capturable?: boolean | null },
		session: Session,
	): object[] {
		const all = this.#order.transactions;
		const wanted =
			typeof capturable === 'boolean' ? all.filter((one) => this.#isCapturable(one.id) === capturable) : all;
		return cut(wanted, first).map((one) => new TransactionNode(one, this.#order, session));
	}

	get transactionsCount(): object {
		return { count: this.#order.transactions.length, precision: 'EXACT' };
	}

	refunds({ first }: ListArgs, session: Session): object[] {
		return cut(this.#order.refunds, first).map((refund) => new RefundNode(refund, this.#order, session));
	}

	/** Null would say that nothing can be refunded. */
	suggestedRefund(): never {
		throw new GraphQLError('The lab does not work out Order.suggestedRefund', {
			extensions: { code: 'LAB_UNKNOWN_FIELD' },
		});
	}

	returns(args: ConnectionArgs, session: Session): object {
		return connect([], args, session, () => null);
	}

	metafields(args: ConnectionArgs, session: Session): object {
		return connect([], args, session, () => null);
	}

	localizedFields(args: ConnectionArgs, session: Session): object {
		return connect([], args, session, () => null);
	}

	agreements(args: ConnectionArgs, session: Session): object {
		return connect(agreementsOf(this.#order), args, session, (one) =>
			agreementNode(one, this.#order, session),
		);
	}

	get disputes(): object[] {
		const statuses = { opened: 'NEEDS_RESPONSE', won: 'WON', lost: 'LOST' };
		const own = this.#order.disputes.filter(({ transactionId }) =>
			this.#order.transactions.some(
				({ id, gateway }) => id === transactionId && gateway === 'shopify_payments',
			),
		);
		return own.map(({ id, stage }) => ({
			__typename: 'OrderDisputeSummary',
			id: gid('OrderDisputeSummary', id),
			initiatedAs: 'CHARGEBACK',
			status: statuses[stage],
		}));
	}

	#lineItem(line: ShopLine): LineItemNode {
		return new LineItemNode(line, this.#order, this.#session);
	}

	#units(of: (line: ShopLine) => number): number {
		const lines = this.#order.lines.filter((line) => isLineItem(line) && line.type !== 'tip');
		return lines.reduce((sum, line) => sum + of(line), 0);
	}

	#isCapturable(id: number): boolean {
		const one = this.#order.transactions.find((transaction) => transaction.id === id);
		const settled = this.#order.transactions.some(({ parentId }) => parentId === id);
		return one?.kind === 'AUTHORIZATION' && one.status === 'SUCCESS' && !settled;
	}
}
