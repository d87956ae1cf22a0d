/** What the standing documents of all ledgers have in common: the total as money, the days, each document once. */
import { isCurrency } from '../money/currency';
import { Big, isDecimal } from '../money/decimal';
import { roundToMoney, type Money } from '../money/money';
import { TransportError } from '../transport/http';
import type { StandingDocument } from './connector';

/**
 * The total as the ledger shows it, without its sign: what kind of document it is says the direction. Digits that the currency has
 * not are rounded off, because a document of somebody else is shown and compared, never booked.
 * @param text decimal text
 * @param currency ISO 4217
 * @param what the document, for the error
 * @throws TransportError "rejected" where it is no amount of a currency
 */
export function standingTotal(text: string | undefined, currency: string, what: string): Money {
	if (!isDecimal(text) || !isCurrency(currency))
		throw new TransportError('rejected', `The total of ${what} cannot be read.`);
	return roundToMoney(new Big(text).abs(), currency, 'halfUp');
}

/** The texts in which people, other connectors and we write what a document is about, as one. */
export const referenceOf = (...texts: readonly (string | null | undefined)[]): string =>
	[...new Set(texts.map((text) => (text ?? '').trim()).filter((text) => text !== ''))].join('\n');

/**
 * Pages with each document once, and only those of the days: lists move on while they are read, so that a row can come again on
 * the next page.
 * @param from YYYY-MM-DD, inclusive, as `to`
 */
export async function* eachOnce(
	pages: AsyncIterable<readonly StandingDocument[]>,
	from: string,
	to: string,
): AsyncGenerator<readonly StandingDocument[]> {
	const seen = new Set<string>();
	for await (const page of pages) {
		const fresh = page.filter(({ entity, id, date }) => {
			const key = `${entity} ${id}`;
			if (date < from || date > to || seen.has(key)) return false;
			seen.add(key);
			return true;
		});
		if (fresh.length > 0) yield fresh;
	}
}
