/**
 * The journal lines of a payout. It empties the gateway's clearing account: what was charged, refunded and disputed is in it already
 * (with the sales, refunds and disputes), so only what the gateway took or kept back is new, and what arrives. The lines come in
 * movements of money, each of which balances and becomes a document of its own:
 *
 * - `payout`: from clearing to the bank (or in transit), exactly what the bank's line will be;
 * - `returned`: the same back, of one that failed;
 * - `kept`: fees and whatever else was taken out of it;
 * - `reserves`, `transfer`: between clearing and the reserve, or the bank beside payouts;
 * - `exchange/EUR`, `exchange/EUR/in`: out of the clearing account of a currency that the gateway changed, and into this one.
 */
import { payoutNet } from '../documents/check';
import { businessKey, type Payout } from '../documents';
import { minorUnits } from '../money/money';
import type { JournalLine, LineFacts } from './entry';
import { addConversions } from './conversion';
import { EntryLines } from './lines';
import { PayoutSums } from './payoutSums';
import type { JournalPolicy } from './policy';

/** "transactions[0,1]", or how many there are where the list would be longer than anybody reads. */
export function transactionsText(indexes: readonly number[]): string {
	const MOST = 20;
	return indexes.length <= MOST ? `transactions[${indexes.join(',')}]` : `${indexes.length} transactions`;
}

/** Lines against clearing. @param units of the line, debit being positive; clearing gets the opposite */
type Pair = (
	movement: string,
	role: JournalLine['role'],
	units: bigint,
	more: { readonly description: string; readonly origin: string; readonly bookedOn?: string },
) => void;

/** Whether the document is of the return only: the payout that it takes back is a document of its own. */
const isReturn = ({ id, source, status }: Payout): boolean =>
	status === 'failed' && id === businessKey(source, 'failed');

function addArrival(payout: Payout, policy: JournalPolicy, pair: Pair): void {
	const { status, arrivesOn, bookedOn } = payout;
	const { returnedOn = isReturn(payout) ? bookedOn : arrivesOn } = payout;
	const isDirect = policy.payouts === 'bank';
	const role = isDirect ? 'bank' : 'payoutsInTransit';
	const net = payoutNet(payout);
	const on = (day: string) => (day === bookedOn ? {} : { bookedOn: day });
	if (status === 'cancelled') return;
	const arrival = { description: 'Payout', origin: 'net', ...on(isDirect ? arrivesOn : bookedOn) };
	if (!isReturn(payout)) pair('payout', role, net, arrival);
	if (status !== 'failed') return;
	pair('returned', role, -net, { description: 'Payout returned', origin: 'net', ...on(returnedOn) });
}

/**
 * One that failed is booked as it was on its way, and as it came back: whether it was posted before it failed or not, each movement
 * has its own key, so that the books end up the same. (Where the document is of the return only, it is booked as that.) One that
 * was called off moves nothing; what was kept of it is booked.
 */
export function payoutLines(payout: Payout, policy: JournalPolicy): readonly JournalLine[] {
	// until it is on its way nothing has moved
	if (payout.status === 'scheduled') return [];
	const entry = new EntryLines(payout, undefined, undefined, undefined);
	const { gateway } = payout;
	const facts: LineFacts = { ...entry.common, gateway };
	const clearing: LineFacts = { ...facts, lineType: 'tender' };
	const pair: Pair = (movement, role, units, more) => {
		entry.move(role, units, { facts, movement, ...more });
		entry.move('clearing', -units, { ...more, facts: clearing, movement, description: gateway });
	};
	if (!isReturn(payout)) addConversions(payout, entry, clearing);
	addArrival(payout, policy, pair);
	if (isReturn(payout)) return entry.lines;
	const sums = new PayoutSums(payout.transactions);
	for (const { role, units, description, category, indexes } of sums.of('kept'))
		entry.move(role, units, {
			description,
			facts: category === undefined ? facts : { ...facts, category },
			movement: 'kept',
			origin: transactionsText(indexes),
		});
	const kept = entry.lines.filter(({ movement }) => movement === 'kept');
	const total = kept.reduce(
		(sum, { side, amount }) => sum + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)),
		0n,
	);
	entry.move('clearing', -total, {
		description: gateway,
		facts: clearing,
		movement: 'kept',
		origin: 'transactions',
	});
	for (const movement of ['reserves', 'transfer'] as const)
		for (const { role, units, description, indexes } of sums.of(movement))
			pair(movement, role, units, { description, origin: transactionsText(indexes) });
	return entry.lines;
}
