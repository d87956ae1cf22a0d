/** Order transactions, their fees, and tender transactions (the same money, as cash movements). */
import { displayGateway } from '../shop/gateways';
import { gid, numericId } from '../shop/ids';
import { subtract, total } from '../shop/money';
import type { ShopOrder, ShopTransaction } from '../shop/order';
import { isReceipt } from '../shop/transactions';
import { bag, dateTime, money, type MoneyBag, type MoneyV2 } from './bags';
import type { Session } from './session';

export class TransactionNode {
	readonly __typename = 'OrderTransaction';
	readonly multiCapturable = false;
	readonly #transaction: ShopTransaction;
	readonly #order: ShopOrder;
	readonly #session: Session;

	constructor(transaction: ShopTransaction, order: ShopOrder, session: Session) {
		this.#transaction = transaction;
		this.#order = order;
		this.#session = session;
	}

	get id(): string {
		return gid('OrderTransaction', this.#transaction.id);
	}

	get kind(): string {
		return this.#transaction.kind;
	}

	get status(): string {
		return this.#transaction.status;
	}

	get errorCode(): string | null {
		return this.#transaction.status === 'FAILURE' ? 'GENERIC_ERROR' : null;
	}

	get test(): boolean {
		return this.#order.placed.test ?? false;
	}

	get gateway(): string {
		return this.#transaction.gateway;
	}

	get formattedGateway(): string {
		return displayGateway(this.#transaction.gateway);
	}

	get manualPaymentGateway(): boolean {
		return this.#transaction.manual;
	}

	get manuallyCapturable(): boolean {
		return this.#transaction.kind === 'AUTHORIZATION' && this.#children().length === 0;
	}

	get paymentId(): string {
		return this.#transaction.reference ?? this.#transaction.key;
	}

	get createdAt(): string {
		return dateTime(this.#transaction.at);
	}

	get processedAt(): string {
		return dateTime(this.#transaction.at);
	}

	get amountSet(): MoneyBag {
		return bag(this.#transaction.amount, this.#order.currencies);
	}

	/** Of an authorization: what is not captured yet. */
	get totalUnsettledSet(): MoneyBag | null {
		if (this.#transaction.kind !== 'AUTHORIZATION' || this.#transaction.status !== 'SUCCESS') return null;
		const captured = total(
			this.#children()
				.filter(isReceipt)
				.map(({ amount }) => amount),
		);
		return bag(subtract(this.#transaction.amount, captured), this.#order.currencies);
	}

	get totalUnsettledV2(): MoneyV2 | null {
		return this.totalUnsettledSet?.shopMoney ?? null;
	}

	get totalUnsettled(): string | null {
		return this.totalUnsettledSet?.shopMoney.amount ?? null;
	}

	get amountV2(): MoneyV2 {
		return this.amountSet.shopMoney;
	}

	get amount(): string {
		return this.amountSet.shopMoney.amount;
	}

	/** Shopify Payments pays out in the shop's currency. */
	get settlementCurrency(): string | null {
		return this.#isShopifyPayments() ? this.#order.currencies.shop : null;
	}

	get settlementCurrencyRate(): string | null {
		return this.#isShopifyPayments() ? (this.#order.placed.rate ?? '1.0') : null;
	}

	get order(): object {
		return this.#session.orderNode(this.#order);
	}

	get parentTransaction(): TransactionNode | null {
		const parent = this.#order.transactions.find(({ id }) => id === this.#transaction.parentId);
		return parent === undefined ? null : new TransactionNode(parent, this.#order, this.#session);
	}

	get paymentDetails(): object | null {
		return this.#transaction.method === 'card' ? { __typename: 'CardPaymentDetails' } : null;
	}

	/** The day book tells the fee as one amount: it is shown as a flat fee. */
	get fees(): object[] {
		const { fee, id } = this.#transaction;
		if (fee === undefined) return [];
		const { shop } = this.#order.currencies;
		const amount = money(fee, shop);
		return [
			{
				__typename: 'TransactionFee',
				id: gid('TransactionFee', numericId('TransactionFee', `transaction ${id}`)),
				type: 'processing_fee',
				amount,
				flatFee: amount,
				rate: '0.0',
				taxAmount: money(0n, shop),
			},
		];
	}

	#isShopifyPayments(): boolean {
		return this.#transaction.gateway === 'shopify_payments';
	}

	#children(): ShopTransaction[] {
		return this.#order.transactions.filter(({ parentId }) => parentId === this.#transaction.id);
	}
}
