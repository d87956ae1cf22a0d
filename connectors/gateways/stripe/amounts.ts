/**
 * Stripe's amounts: integers in a smallest unit that is not always that of ISO 4217.
 * https://docs.stripe.com/currencies#minor-units
 */
import type { CurrencyCode } from '../../../core/money/currency';
import { currencyDigits } from '../../../core/money/currency';
import { Big, isDecimal, toDecimal, type Decimal } from '../../../core/money/decimal';

/** https://docs.stripe.com/currencies#zero-decimal. MGA has two digits in ISO 4217, and none at Stripe. */
const WITHOUT_DECIMALS = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));

/** https://docs.stripe.com/currencies#three-decimal */
const THREE_DECIMALS = new Set('BHD JOD KWD OMR TND'.split(' '));

/**
 * How many digits Stripe's integers have after the point. ISK and UGX have none in ISO 4217, but Stripe goes on with two that are
 * always 00; HUF and TWD have two, of which payouts use only whole ones. https://docs.stripe.com/currencies#special-cases
 */
export function stripeDigits(currency: CurrencyCode): number {
	if (WITHOUT_DECIMALS.has(currency)) return 0;
	return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** Minor units as ISO 4217 has them, of one of Stripe's integers; undefined where it has a fraction that the currency has not. */
export function unitsOf(amount: number, currency: CurrencyCode): bigint | undefined {
	const shift = (currencyDigits(currency) ?? 2) - stripeDigits(currency);
	const units = BigInt(amount);
	if (shift >= 0) return units * 10n ** BigInt(shift);
	const divisor = 10n ** BigInt(-shift);
	return units % divisor === 0n ? units / divisor : undefined;
}

/** A rate that Stripe sends as a number, as text; undefined when it is none. */
export function rateOf(rate: number): Decimal | undefined {
	if (!Number.isFinite(rate) || rate <= 0) return undefined;
	const text = toDecimal(new Big(String(rate)));
	return isDecimal(text) ? text : undefined;
}
