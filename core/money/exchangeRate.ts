/** A rate of exchange as a shop states it. */
import type { CurrencyCode } from './currency';
import { Big, toDecimal, type Decimal } from './decimal';

/** What one unit of a document's currency was worth, as the shop says. */
export interface ExchangeRate {
	/** the currency it was worth so much of: the shop's own */
	readonly currency: CurrencyCode;
	/** units of it for one unit of the document's currency; positive */
	readonly rate: Decimal;
}

/** Digits that count in a rate that had to be turned round. */
const DIGITS = 10;
/** No two currencies are further apart. */
const MOST = new Big('1e9');

/** Whether a number can be a rate at all. */
export function isRate(rate: Big): boolean {
	return rate.gt(0) && rate.lte(MOST) && new Big(1).div(MOST).lte(rate);
}

/** Enough digits after the point for the smallest rates. */
const PLACES = 30;

/** The rate the other way round, to ten digits that count. @param rate for which `isRate` holds */
export function inverseRate(rate: Big): Decimal {
	const Exact = Big();
	Exact.DP = PLACES;
	return toDecimal(new Big(new Exact(1).div(rate).toPrecision(DIGITS)));
}
