/** The journal lines of payouts that have arrived in the bank. */
import type { PayoutMatch } from '../documents';
import { minorUnits } from '../money/money';
import type { JournalLine } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';

/**
 * What the bank has, on the bank's day. A difference is not booked: it stays open on payouts in transit until a person books it
 * where it belongs. Nothing where payouts are booked to the bank at once, or where nothing was matched.
 */
export function payoutMatchLines(match: PayoutMatch, policy: JournalPolicy): readonly JournalLine[] {
	const isArrival = match.status === 'matched' || match.status === 'matchedWithDifference';
	if (policy.payouts === 'bank' || !isArrival) return [];
	const entry = new EntryLines(match, undefined, undefined, undefined);
	const { gateway, received, direction = 'toBank' } = match;
	const facts = { ...entry.common, ...(gateway === undefined ? {} : { gateway }) };
	const units = direction === 'toBank' ? minorUnits(received) : -minorUnits(received);
	const arrived = direction === 'toBank' ? 'Payout arrived' : 'Taken by the gateway';
	const more = { description: arrived, facts, movement: 'payout', origin: 'received' };
	entry.move('bank', units, more);
	entry.move('payoutsInTransit', -units, more);
	return entry.lines;
}
