/** The journal lines of a gift card's or store credit's balance that changed without an order. */
import type { BalanceChange } from '../documents';
import { minorUnits } from '../money/money';
import type { JournalLine } from './entry';
import { EntryLines } from './lines';

/** Expired: the debt becomes income. Given as goodwill: an expense that the shop now owes. */
export function balanceLines(document: BalanceChange): readonly JournalLine[] {
	const entry = new EntryLines(document, undefined, undefined, undefined);
	const units = minorUnits(document.amount);
	const isCard = document.instrument === 'giftCard';
	const liability = isCard ? 'giftCardLiability' : 'storeCredit';
	const name = isCard ? 'Gift card' : 'Store credit';
	const more = { facts: entry.common, origin: 'amount' };
	if (document.change === 'expired') {
		entry.add(liability, 'debit', units, { description: `${name} expired`, ...more });
		entry.add('breakage', 'credit', units, { description: `${name} expired`, ...more });
	} else {
		const reason = document.reason === undefined || document.reason === '' ? 'Goodwill' : document.reason;
		const facts = { ...entry.common, lineType: 'adjustment' as const, adjustment: 'refunded' as const };
		entry.add('refundAdjustments', 'debit', units, { description: reason, ...more, facts });
		entry.add(liability, 'credit', units, { description: `${name} given`, ...more });
	}
	return entry.lines;
}
