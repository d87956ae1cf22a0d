/** From a document's currency to the base currency. */
import { decimal, toCents, type Decimal } from '../decimals';

/** Cents of the base currency; the rate is in units of the document's currency for one of the base currency. */
export const toBase = (amount: Decimal, rate: string): bigint => toCents(amount.div(decimal(rate)));
