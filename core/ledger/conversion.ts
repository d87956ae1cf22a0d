/** The document that takes what a gateway has changed out of the clearing account of its currency. */
import { finding, type Finding } from '../findings/finding';
import type { LedgerDocument, LedgerDocumentLine } from './documents';

export interface Conversion {
	/** on the clearing account of the currency that was changed */
	readonly clearing: LedgerDocumentLine;
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
	const clearing = [first, second].find(({ role }) => role === 'clearing');
	const gain = [first, second].find(({ role }) => role === 'fxGainLoss');
	return clearing === undefined || gain === undefined ? undefined : { clearing, gain };
}

/**
 * CONVERSION_BY_HAND: what the currency is worth in this ledger only its own entries say, so nothing is approximated.
 * @param reason why the ledger cannot take the document
 */
export function conversionByHand(
	{ clearing, gain }: Conversion,
	{ date }: Pick<LedgerDocument, 'date'>,
	ledger: string,
	reason: string,
): Finding {
	const { amount, currency } = clearing.amount;
	const [side, otherSide] = clearing.side === 'credit' ? ['credit', 'debit'] : ['debit', 'credit'];
	const names = { account: clearing.account.name, gain: gain.account.name };
	const evidence = { ledger, amount, currency, reason, date, side, otherSide, ...names };
	return finding('CONVERSION_BY_HAND', { path: 'lines', evidence });
}
