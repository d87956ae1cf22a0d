/** The document that takes what was changed into another currency out of the account of its own. */
import { finding, type Finding } from '../findings/finding';
import type { LedgerDocument, LedgerDocumentLine } from './documents';

export interface Conversion {
	/** on the account of the currency that was changed: clearing, or payouts in transit */
	readonly from: LedgerDocumentLine;
	/** against the exchange gains and losses */
	readonly gain: LedgerDocumentLine;
}

/** The two lines of a conversion; undefined for any other document. */
export function conversionOf({
	type,
	lines,
}: Pick<LedgerDocument, 'type' | 'lines'>): Conversion | undefined {
	const [first, second, ...others] = lines;
	if (type !== 'ManualJournal' || first === undefined || second === undefined || others.length > 0)
		return undefined;
	const from = [first, second].find(({ role }) => role === 'clearing' || role === 'payoutsInTransit');
	const gain = [first, second].find(({ role }) => role === 'fxGainLoss');
	return from === undefined || gain === undefined ? undefined : { from, gain };
}

/**
 * CONVERSION_BY_HAND: what the currency is worth in this ledger only its own entries say, so nothing is approximated.
 * @param reason why the ledger cannot take the document
 */
export function conversionByHand(
	{ from, gain }: Conversion,
	{ date }: Pick<LedgerDocument, 'date'>,
	ledger: string,
	reason: string,
): Finding {
	const { amount, currency } = from.amount;
	const [side, otherSide] = from.side === 'credit' ? ['credit', 'debit'] : ['debit', 'credit'];
	const names = { account: from.account.name, gain: gain.account.name };
	const evidence = { ledger, amount, currency, reason, date, side, otherSide, ...names };
	return finding('CONVERSION_BY_HAND', { path: 'lines', evidence });
}
