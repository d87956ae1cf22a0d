/**
 * The money of an order. WooCommerce knows one payment an order: how it was to be paid, when it was, and the gateway's number.
 * What the payment was in fact, and what the gateway kept of it, only some gateways' entries tell.
 */
import { finding, type Finding } from '../../../core/findings/finding';
import { Big } from '../../../core/money/decimal';
import { fromMinorUnits, type Money } from '../../../core/money/money';
import type { OrderPayment } from '../../../core/store/splitPayments';
import { at } from './answers';
import { isWhole, toUnits } from './exact';
import type { Order } from './payload';
import { amountOf, malformed, metaText, type Meta } from './payloadParts';
import type { Tender } from './tenders';

/** How it is paid, by WooCommerce's own ids: settled outside the shop, agreed when the order is placed. */
const MANUAL: Readonly<Record<string, { readonly gateway: string; readonly method: string }>> = {
	bacs: { gateway: 'bank_transfer', method: 'bank_transfer' },
	cheque: { gateway: 'cheque', method: 'cheque' },
	cod: { gateway: 'cash_on_delivery', method: 'cash' },
};

/** Ids of online gateways; one of them has many, by way of paying ("stripe_klarna"). */
const ONLINE: readonly { readonly ids: RegExp; readonly gateway: string; readonly method: string }[] = [
	{ ids: /^stripe$|^stripe_cc$/, gateway: 'stripe', method: 'card' },
	{ ids: /^stripe_/, gateway: 'stripe', method: 'local' },
	{ ids: /^woocommerce_payments$/, gateway: 'woocommerce_payments', method: 'card' },
	{ ids: /^woocommerce_payments_/, gateway: 'woocommerce_payments', method: 'local' },
	{ ids: /^ppcp-credit-card-gateway$/, gateway: 'paypal', method: 'card' },
	{ ids: /^(ppcp-.*|paypal|ppec_paypal|paypal_express)$/, gateway: 'paypal', method: 'paypal' },
];

/** An order that a person marked as paid without saying how. */
const UNSPECIFIED = { gateway: 'unspecified', method: 'unspecified' };

export interface Gateway {
	/** as in the mapping of accounts: "stripe", "paypal", "bank_transfer" */
	readonly gateway: string;
	readonly method: string;
	readonly manual: boolean;
}

export function gatewayOf({ payment_method: id }: Pick<Order, 'payment_method'>): Gateway {
	if (id === undefined) return { ...UNSPECIFIED, manual: false };
	const manual = MANUAL[id];
	if (manual !== undefined) return { ...manual, manual: true };
	const known = ONLINE.find(({ ids }) => ids.test(id));
	if (known === undefined) return { gateway: id, method: id, manual: false };
	return { gateway: known.gateway, method: known.method, manual: false };
}

/** Whether a method of payment is settled outside the shop. */
export const isManualMethod = (id: unknown): boolean => typeof id === 'string' && MANUAL[id] !== undefined;

/** Orders that were never placed, or whose payment has not worked yet. */
const NOT_PLACED = new Set(['pending', 'checkout-draft', 'auto-draft', 'draft', 'new']);

export const isPlaced = ({ status }: Pick<Order, 'status'>): boolean => !NOT_PLACED.has(status);

/** Gateways' own word for a payment that moves no money. */
export function isTest(meta: Meta): boolean {
	return (
		metaText(meta, '_wcpay_mode') === 'test' || metaText(meta, '_ppcp_paypal_payment_mode') === 'sandbox'
	);
}

/** The gateway's reference, to join payouts. */
function referenceOf({ transaction_id: id, meta_data: meta }: Order): string | undefined {
	return id ?? metaText(meta, '_charge_id', '_stripe_intent_id', '_intent_id', '_ppcp_paypal_order_id');
}

function moneyIn(amount: Big | undefined, currency: unknown, order: Order): Money | undefined {
	const isSame = currency === undefined || String(currency).toUpperCase() === order.currency;
	if (amount === undefined || amount.lt(0) || !isSame || !isWhole(amount, order.currency)) return undefined;
	return fromMinorUnits(toUnits(amount, order.currency), order.currency);
}

/**
 * What the gateway kept, where it says so in the order's own currency. Stripe writes it in the currency it pays out in, and
 * adds to it what a refund costs.
 */
export function feeOf(order: Order): Money | undefined {
	const { meta_data: meta } = order;
	const paypal = at(meta.get('_ppcp_paypal_fees'), 'paypal_fee');
	if (paypal !== undefined) {
		return moneyIn(amountOf(at(paypal, 'value')), at(paypal, 'currency_code'), order);
	}
	const stripe = metaText(meta, '_stripe_fee', 'Stripe Fee');
	if (stripe !== undefined) return moneyIn(amountOf(stripe), metaText(meta, '_stripe_currency'), order);
	const wcpay = metaText(meta, '_wcpay_transaction_fee');
	if (wcpay !== undefined) {
		return moneyIn(amountOf(wcpay), metaText(meta, '_wcpay_intent_currency'), order);
	}
	return moneyIn(amountOf(metaText(meta, 'PayPal Transaction Fee')), undefined, order);
}

/** What was really paid, where a gateway says so in the order's own currency; minor units. */
function provenUnits(order: Order): bigint | undefined {
	const gross = at(order.meta_data.get('_ppcp_paypal_fees'), 'gross_amount');
	const amount = amountOf(at(gross, 'value'));
	if (amount === undefined || at(gross, 'currency_code') !== order.currency) return undefined;
	return isWhole(amount, order.currency) ? toUnits(amount, order.currency) : undefined;
}

/** Whether items were added after other parts of the order: between the first and the last item another one has its number. */
function hasLaterItems(order: Order): boolean {
	const items = order.line_items.map(({ id }) => BigInt(id)).sort((a, b) => (a < b ? -1 : 1));
	const [first] = items;
	const last = items.at(-1);
	if (first === undefined || last === undefined) return false;
	const others = [
		...order.shipping_lines.map(({ id }) => id),
		...order.fee_lines.map(({ id }) => id),
		...order.coupon_lines.map(({ id }) => id),
		...order.tax_lines.map(({ id }) => id ?? '0'),
	].map(BigInt);
	return others.some((id) => id > first && id < last);
}

/** Orders that customers place themselves, and pay in the same moment. */
const CHECKOUTS = new Set(['checkout', 'store-api']);

/**
 * Whether the order is still what was paid. WooCommerce charges its total once; when somebody edits it later, total and
 * lines change and the payment does not.
 * @returns errors hold the sale (PAYMENTS_TOTAL_MISMATCH, ORDER_EDITED), a warning goes with it (ORDER_MAY_BE_EDITED)
 */
export function editFindings(order: Order, gateway: Gateway): Finding[] {
	if (order.date_paid_gmt === undefined || gateway.manual) return [];
	const total = toUnits(order.total, order.currency);
	const proven = provenUnits(order);
	const money = (units: bigint): string => fromMinorUnits(units < 0n ? 0n : units, order.currency).amount;
	if (proven !== undefined) {
		if (proven === total) return [];
		const evidence = { paid: money(proven), open: money(0n), total: money(total), currency: order.currency };
		return [finding('PAYMENTS_TOTAL_MISMATCH', { path: 'meta_data', evidence })];
	}
	if (!hasLaterItems(order)) return [];
	const code = CHECKOUTS.has(order.created_via ?? '') ? 'ORDER_EDITED' : 'ORDER_MAY_BE_EDITED';
	return [finding(code, { path: 'line_items' })];
}

export interface OrderMoney {
	/** for `splitPayments` */
	readonly payments: readonly OrderPayment[];
	/** what holds the sale */
	readonly problems: readonly Finding[];
	/** what goes with it */
	readonly warnings: readonly Finding[];
}

/** When a gateway's payment is there but not taken: the order then waits with a number of the gateway's. */
const isAuthorized = (order: Order): boolean =>
	order.status === 'on-hold' && order.transaction_id !== undefined;

function mainPayment(order: Order, units: bigint, { gateway, method, manual }: Gateway): OrderPayment {
	const reference = referenceOf(order);
	const fee = feeOf(order);
	const paidAt = order.date_paid_gmt;
	const base = {
		id: order.id,
		gateway,
		method,
		amount: fromMinorUnits(units, order.currency),
		manual,
		...(reference === undefined ? {} : { reference }),
	};
	if (paidAt !== undefined) {
		return { ...base, at: paidAt, status: 'captured', ...(fee === undefined ? {} : { fee }) };
	}
	const at = order.date_created_gmt;
	// agreed when the order was placed, given up later or not: that never changes
	if (manual) return { ...base, at, status: isPlaced(order) ? 'pending' : 'failed' };
	return { ...base, at, status: isAuthorized(order) ? 'authorized' : 'failed' };
}

/**
 * The payments of an order: its own, and gift cards that paid a part.
 * @param tenders see `tendersOf`
 */
export function moneyOf(order: Order, tenders: readonly Tender[]): OrderMoney {
	const { currency, total } = order;
	if (!isWhole(total, currency)) {
		const evidence = { value: total.toFixed(), currency };
		return { payments: [], problems: [finding('AMOUNT_MALFORMED', { path: 'total', evidence })], warnings: [] };
	}
	if (total.lt(0)) {
		const evidence = { value: total.toFixed() };
		return { payments: [], problems: [finding('AMOUNT_NEGATIVE', { path: 'total', evidence })], warnings: [] };
	}
	if (order.total_tax.lt(0)) {
		return { payments: [], problems: [malformed('the tax is negative', 'total_tax')], warnings: [] };
	}
	const units = toUnits(total, currency);
	const gateway = gatewayOf(order);
	const main = units === 0n ? [] : [mainPayment(order, units, gateway)];
	// cards are taken when the order is placed; they belong to the sale, whenever the rest is paid
	const isGiven = order.date_paid_gmt !== undefined || (gateway.manual && isPlaced(order));
	const cardsAt = gateway.manual ? order.date_created_gmt : (order.date_paid_gmt ?? order.date_created_gmt);
	const cards = tenders.map(({ id, gateway: card, units: amount }): OrderPayment => ({
		id: `${order.id}-${id}`,
		gateway: card,
		method: card,
		amount: fromMinorUnits(amount, currency),
		at: cardsAt,
		status: isGiven ? 'captured' : 'failed',
		manual: false,
	}));
	const edits = editFindings(order, gateway);
	return {
		payments: [...cards, ...main],
		problems: edits.filter(({ severity }) => severity === 'error'),
		warnings: edits.filter(({ severity }) => severity !== 'error'),
	};
}
