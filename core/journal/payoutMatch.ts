/** The journal lines of payouts that have arrived in the bank. */
import { isConverted } from '../documents/check';
import type { PayoutMatch } from '../documents';
import { minorUnits } from '../money/money';
import type { JournalLine, LineFacts } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';

const isArrival = ({ status, bankTransactions }: PayoutMatch): boolean =>
	(status === 'matched' || status === 'matchedWithDifference') && bankTransactions.length > 0;

/**
 * What the bank has, on the bank's day. A difference is not booked: it stays open on payouts in transit until a person books it
 * where it belongs. What the bank has changed into another currency goes over the exchange gains, each currency for itself (see
 * conversion.ts). Nothing where payouts are booked to the bank at once, or where the bank has no line.
 */
export function payoutMatchLines(match: PayoutMatch, policy: JournalPolicy): readonly JournalLine[] {
	if (policy.payouts === 'bank' || !isArrival(match)) return [];
	const entry = new EntryLines(match, undefined, undefined, undefined);
	const { gateway, expected, received, direction = 'toBank' } = match;
	const facts: LineFacts = { ...entry.common, ...(gateway === undefined ? {} : { gateway }) };
	const sign = direction === 'toBank' ? 1n : -1n;
	const units = sign * minorUnits(received);
	const description = direction === 'toBank' ? 'Payout arrived' : 'Taken by the gateway';
	const more = { description, facts, movement: 'payout', origin: 'received' };
	entry.move('bank', units, more);
	if (!isConverted(match)) {
		entry.move('payoutsInTransit', -units, more);
		return entry.lines;
	}
	const { currency } = expected;
	entry.move('fxGainLoss', -units, { ...more, description: `${currency} changed by the bank` });
	const gone = sign * minorUnits(expected);
	const out = {
		...more,
		facts: { ...facts, currency },
		movement: `exchange/${currency}`,
		origin: 'expected',
	};
	entry.move('fxGainLoss', gone, { ...out, description: `${currency} changed by the bank` }, currency);
	entry.move('payoutsInTransit', -gone, out, currency);
	return entry.lines;
}
