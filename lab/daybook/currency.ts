/** The digits of currencies, from ISO 4217's published list: the lab's own source, so that it can witness for core's. */
import { code } from 'currency-codes';

/** How many digits amounts of a currency have (JPY 0, GBP 2, KWD 3); undefined for an unknown code. */
export function isoDigits(currency: string): number | undefined {
	return /^[A-Z]{3}$/.test(currency) ? code(currency)?.digits : undefined;
}
