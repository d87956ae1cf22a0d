/**
 * Gift cards and store credit that paid a part of an order. WooCommerce knows nothing of them: plugins lower the order's total
 * and leave a trace. The official extension's trace is documented; another plugin's counts only where it explains, to the
 * cent, why the total is lower than the lines. A total that nothing explains is held by the check of the sale.
 */
import { ROUNDING_CAP } from '../../../core/documents/check';
import { isPlain } from './answers';
import { type Big } from '../../../core/money/decimal';
import { toUnits } from './exact';
import type { Order } from './payload';
import { amountOf } from './payloadParts';

export interface Tender {
	readonly id: string;
	readonly gateway: 'gift_card' | 'store_credit';
	/** minor units, more than zero */
	readonly units: bigint;
}

const abs = (units: bigint): bigint => (units < 0n ? -units : units);
const sum = (tenders: readonly Tender[]): bigint => tenders.reduce((all, { units }) => all + units, 0n);

function official(order: Order): Tender[] {
	return order.gift_cards.map(({ id, amount }, index) => ({
		id: `gift-card-${id ?? index + 1}`,
		gateway: 'gift_card',
		units: toUnits(amount, order.currency),
	}));
}

/** Entries of plugins that hold an amount for each code: `{"ABCD-1234": 25}`. */
const PLUGINS: readonly { readonly key: string; readonly gateway: Tender['gateway'] }[] = [
	{ key: '_ywgc_applied_gift_cards', gateway: 'gift_card' },
	{ key: '_pw_gift_cards', gateway: 'gift_card' },
	{ key: 'smart_coupons_contribution', gateway: 'store_credit' },
];

function amountsIn(value: unknown): Big[] {
	if (Array.isArray(value)) {
		return value.flatMap((entry: unknown) => {
			const amount = isPlain(entry) ? amountOf(entry['amount']) : undefined;
			return amount === undefined ? [] : [amount];
		});
	}
	if (!isPlain(value)) return [];
	return Object.values(value).flatMap((entry) => {
		const amount = amountOf(isPlain(entry) ? entry['amount'] : entry);
		return amount === undefined ? [] : [amount];
	});
}

/** Codes of gift cards are as good as money: tenders are numbered, never named by them. */
function ofPlugin(order: Order, key: string, gateway: Tender['gateway']): Tender[] {
	return amountsIn(order.meta_data.get(key)).map((amount, index) => ({
		id: `${gateway === 'gift_card' ? 'gift-card' : 'store-credit'}-${index + 1}`,
		gateway,
		units: toUnits(amount.abs(), order.currency),
	}));
}

/** Smart Coupons' store credit shows as a coupon of its own type. */
function ofCoupons(order: Order): Tender[] {
	return order.coupon_lines
		.filter(({ discount_type: type }) => type === 'smart_coupon')
		.map(({ discount }, index) => ({
			id: `store-credit-${index + 1}`,
			gateway: 'store_credit' as const,
			units: toUnits(discount.abs(), order.currency),
		}));
}

/**
 * What paid a part of an order and lowered its total.
 * @param linesUnits what the lines add up to, with taxes, in minor units
 */
export function tendersOf(order: Order, linesUnits: bigint): Tender[] {
	const certain = official(order).filter(({ units }) => units > 0n);
	const missing = linesUnits - toUnits(order.total, order.currency) - sum(certain);
	if (missing <= ROUNDING_CAP) return certain;
	const candidates = [
		...PLUGINS.map(({ key, gateway }) => ofPlugin(order, key, gateway)),
		ofCoupons(order),
	].map((tenders) => tenders.filter(({ units }) => units > 0n));
	const explaining = candidates.find(
		(tenders) => tenders.length > 0 && abs(missing - sum(tenders)) <= ROUNDING_CAP,
	);
	return explaining === undefined ? certain : [...certain, ...explaining];
}
