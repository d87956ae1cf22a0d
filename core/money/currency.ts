/** ISO 4217 currencies: which exist, and how many digits their amounts have. */
import { CURRENCY_DIGITS } from './currencyDigits.generated';

/** An ISO 4217 code that `isCurrency` has seen, e.g. "GBP". */
export type CurrencyCode = string;

/** Whether `code` is a currency of ISO 4217 with amounts (three capital letters; metals and test codes are not). */
export function isCurrency(code: string): code is CurrencyCode {
	return Object.hasOwn(CURRENCY_DIGITS, code);
}

/** The number of digits after the point that amounts of this currency have (JPY 0, USD 2, KWD 3); undefined if unknown. */
export function currencyDigits(code: string): number | undefined {
	return Object.hasOwn(CURRENCY_DIGITS, code) ? CURRENCY_DIGITS[code] : undefined;
}
