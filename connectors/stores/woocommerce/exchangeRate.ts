/**
 * The rate of an order in another currency than the shop's, as WooPayments' Multi-Currency notes it: the rate the shop has
 * sold at, and (after the payment) the one it was settled at. Other plugins for several currencies say nothing we could trust.
 */
import { finding, type Finding } from '../../../core/findings/finding';
import { isCurrency } from '../../../core/money/currency';
import { Big, isDecimal, toDecimal } from '../../../core/money/decimal';
import { inverseRate, isRate, type ExchangeRate } from '../../../core/money/exchangeRate';
import type { Order } from './payload';
import { metaText } from './payloadParts';

const DEFAULT_CURRENCY = '_wcpay_multi_currency_order_default_currency';
/** units of the order's currency for one of the shop's */
const SOLD_AT = '_wcpay_multi_currency_order_exchange_rate';
/** units of the shop's currency for one of the order's */
const SETTLED_AT = '_wcpay_multi_currency_stripe_exchange_rate';
/** the two differ by a fee at most; more means that one of them is not what we take it for */
const MOST_APART = new Big('0.1');

function rateIn({ meta_data: meta }: Order, key: string): Big | undefined {
	const text = metaText(meta, key);
	if (!isDecimal(text)) return undefined;
	const rate = new Big(text);
	return isRate(rate) ? rate : undefined;
}

export interface StatedRate {
	readonly exchangeRate?: ExchangeRate;
	/** EXCHANGE_RATE_UNCLEAR */
	readonly findings: readonly Finding[];
}

/** The rate the order was sold at; none where the shop states none, or two that cannot both be true. */
export function exchangeRateOf(order: Order): StatedRate {
	const currency = metaText(order.meta_data, DEFAULT_CURRENCY);
	const soldAt = rateIn(order, SOLD_AT);
	if (currency === undefined || !isCurrency(currency) || currency === order.currency || soldAt === undefined)
		return { findings: [] };
	const rate = inverseRate(soldAt);
	const settledAt = rateIn(order, SETTLED_AT);
	const isClear = settledAt === undefined || settledAt.div(rate).minus(1).abs().lte(MOST_APART);
	if (isClear) return { exchangeRate: { currency, rate }, findings: [] };
	const evidence = { currency: order.currency, home: currency, rate, other: toDecimal(settledAt) };
	return { findings: [finding('EXCHANGE_RATE_UNCLEAR', { path: 'meta_data', evidence })] };
}
