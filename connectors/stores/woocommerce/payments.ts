/**
 * The money of an order. WooCommerce knows one payment an order: how it was to be paid, when it was, and the gateway's number.
 * What the payment was in fact, and what the gateway kept of it, only some gateways' entries tell.
 */
import { finding, type Finding } from '../../../core/findings/finding';
import { type Big } from '../../../core/money/decimal';
import { fromMinorUnits, type Money } from '../../../core/money/money';
import type { OrderPayment } from '../../../core/store/splitPayments';
import { at } from './answers';
import { isWhole, toUnits } from './exact';
import type { Order } from './payload';
import { depositFindings } from './deposits';
import { gatewayOf, type Gateway } from './gateways';
import { amountOf, malformed, metaText, type Meta } from './payloadParts';
import { partialPayments } from './partialPayments';
import type { Tender } from './tenders';

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

/** Numbers of one order's parts lie close together; where they do not, they are not WooCommerce's own and tell nothing. */
const FURTHEST_APART = 100_000n;

/**
 * Whether items were added after other parts of the order: WooCommerce numbers all parts in the order they are made, and
 * between the first and the last item another part has its number.
 */
function hasLaterItems(order: Order): boolean {
	const items = order.line_items.map(({ id }) => BigInt(id));
	const others = [
		...order.shipping_lines.map(({ id }) => id),
		...order.fee_lines.map(({ id }) => id),
		...order.coupon_lines.map(({ id }) => id),
		...order.tax_lines.flatMap(({ id }) => id ?? []),
	].map(BigInt);
	const all = [...items, ...others].sort((a, b) => (a < b ? -1 : 1));
	const lowest = all[0] ?? 0n;
	const isOneSequence = (all.at(-1) ?? 0n) - lowest <= FURTHEST_APART;
	const first = items[0] ?? 0n;
	const last = items.at(-1) ?? 0n;
	return isOneSequence && others.some((id) => id > first && id < last);
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
function isAuthorized({ status, transaction_id: reference, meta_data: meta }: Order): boolean {
	if (metaText(meta, '_stripe_charge_captured') === 'no') return true;
	if (metaText(meta, '_intention_status') === 'requires_capture') return true;
	if (metaText(meta, '_ppcp_paypal_captured') === 'false') return true;
	return status === 'on-hold' && reference !== undefined;
}

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
		return {
			payments: [],
			problems: [finding('AMOUNT_MALFORMED', { path: 'total', evidence })],
			warnings: [],
		};
	}
	if (total.lt(0)) {
		const evidence = { value: total.toFixed() };
		return {
			payments: [],
			problems: [finding('AMOUNT_NEGATIVE', { path: 'total', evidence })],
			warnings: [],
		};
	}
	if (order.total_tax.lt(0)) {
		return { payments: [], problems: [malformed('the tax is negative', 'total_tax')], warnings: [] };
	}
	const units = toUnits(total, currency);
	const gateway = gatewayOf(order);
	const parts = partialPayments(order);
	const main = units === 0n ? [] : parts.length > 0 ? parts : [mainPayment(order, units, gateway)];
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
	const edits = [...editFindings(order, gateway), ...depositFindings(order)];
	return {
		payments: [...cards, ...main],
		problems: edits.filter(({ severity }) => severity === 'error'),
		warnings: edits.filter(({ severity }) => severity !== 'error'),
	};
}
