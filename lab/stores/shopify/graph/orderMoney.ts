/** The money of an order in all its tenses (see shop/totals): every `...Set` of Order, and their deprecated twins. */
import { remaining } from '../shop/lines';
import { subtract, total, ZERO, type Amount } from '../shop/money';
import type { ShopLine, ShopOrder } from '../shop/order';
import { totalsOf, type Totals } from '../shop/totals';
import { bag, type MoneyBag, type MoneyV2 } from './bags';
import { orderLevelDiscounts } from './discount';
import { additionalFees, duties } from './charges';

const isOriginal = (line: ShopLine): boolean => line.addedBy === undefined;

export class OrderMoneyNode {
	readonly #order: ShopOrder;
	#totals: Totals | undefined;

	constructor(order: ShopOrder) {
		this.#order = order;
	}

	get cartDiscountAmountSet(): MoneyBag {
		return this.#bag(total(orderLevelDiscounts(this.#order, (line) => line.discount)));
	}

	get currentCartDiscountAmountSet(): MoneyBag {
		return this.#bag(total(orderLevelDiscounts(this.#order, (line) => remaining(line).discount)));
	}

	get subtotalPriceSet(): MoneyBag {
		return this.#bag(this.totals.beforeReturns.subtotal);
	}

	get currentSubtotalPriceSet(): MoneyBag {
		return this.#bag(this.totals.current.subtotal);
	}

	get totalDiscountsSet(): MoneyBag {
		return this.#bag(this.totals.beforeReturns.discounts);
	}

	get currentTotalDiscountsSet(): MoneyBag {
		return this.#bag(this.totals.current.discounts);
	}

	get totalShippingPriceSet(): MoneyBag {
		return this.#bag(this.totals.shippingBeforeDiscounts);
	}

	get currentShippingPriceSet(): MoneyBag {
		return this.#bag(this.totals.current.shipping);
	}

	get totalRefundedShippingSet(): MoneyBag {
		return this.#bag(this.totals.refundedShipping);
	}

	get totalTaxSet(): MoneyBag {
		return this.#bag(this.totals.beforeReturns.tax);
	}

	get currentTotalTaxSet(): MoneyBag {
		return this.#bag(this.totals.current.tax);
	}

	get totalTipReceivedSet(): MoneyBag {
		return this.#bag(this.totals.beforeReturns.tips);
	}

	get totalTipReceived(): MoneyV2 {
		return this.totalTipReceivedSet.shopMoney;
	}

	get originalTotalDutiesSet(): MoneyBag | null {
		return this.#sum(duties(this.#order).filter(isOriginal), (line) => line.net);
	}

	get currentTotalDutiesSet(): MoneyBag | null {
		return this.#sum(duties(this.#order), (line) => remaining(line).net);
	}

	get originalTotalAdditionalFeesSet(): MoneyBag | null {
		return this.#sum(additionalFees(this.#order).filter(isOriginal), (line) => line.net);
	}

	get currentTotalAdditionalFeesSet(): MoneyBag | null {
		return this.#sum(additionalFees(this.#order), (line) => remaining(line).net);
	}

	get totalPriceSet(): MoneyBag {
		return this.#bag(this.totals.beforeReturns.price);
	}

	get originalTotalPriceSet(): MoneyBag {
		return this.#bag(this.totals.original.price);
	}

	get currentTotalPriceSet(): MoneyBag {
		return this.#bag(this.totals.current.price);
	}

	get totalReceivedSet(): MoneyBag {
		return this.#bag(this.totals.received);
	}

	get totalRefundedSet(): MoneyBag {
		return this.#bag(this.totals.refunded);
	}

	get netPaymentSet(): MoneyBag {
		return this.#bag(subtract(this.totals.received, this.totals.refunded));
	}

	get totalOutstandingSet(): MoneyBag {
		return this.#bag(this.totals.outstanding);
	}

	get totalCapturableSet(): MoneyBag {
		return this.#bag(this.totals.capturable);
	}

	get refundDiscrepancySet(): MoneyBag {
		return this.#bag(this.totals.discrepancy);
	}

	get totalCashRoundingAdjustment(): object {
		return { paymentSet: this.#bag(ZERO), refundSet: this.#bag(ZERO) };
	}

	// the deprecated twins of the sets, in shop currency

	get totalPrice(): string {
		return this.totalPriceSet.shopMoney.amount;
	}

	get subtotalPrice(): string {
		return this.subtotalPriceSet.shopMoney.amount;
	}

	get totalTax(): string {
		return this.totalTaxSet.shopMoney.amount;
	}

	get totalDiscounts(): string {
		return this.totalDiscountsSet.shopMoney.amount;
	}

	get cartDiscountAmount(): string {
		return this.cartDiscountAmountSet.shopMoney.amount;
	}

	get totalShippingPrice(): string {
		return this.totalShippingPriceSet.shopMoney.amount;
	}

	get totalReceived(): string {
		return this.totalReceivedSet.shopMoney.amount;
	}

	get totalRefunded(): string {
		return this.totalRefundedSet.shopMoney.amount;
	}

	get netPayment(): string {
		return this.netPaymentSet.shopMoney.amount;
	}

	get totalCapturable(): string {
		return this.totalCapturableSet.shopMoney.amount;
	}

	protected get totals(): Totals {
		this.#totals ??= totalsOf(this.#order);
		return this.#totals;
	}

	#bag(amount: Amount): MoneyBag {
		return bag(amount, this.#order.currencies);
	}

	/** The sum over lines, null without any. */
	#sum(lines: readonly ShopLine[], of: (line: ShopLine) => Amount): MoneyBag | null {
		return lines.length === 0 ? null : this.#bag(total(lines.map(of)));
	}
}
