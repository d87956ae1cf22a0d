/** Which summary an event belongs to, and what that is called. */
import type { JournalEntry, JournalLine } from '../journal/entry';
import { dayOf, endOf, payoutPeriodOf, periodOf } from './period';
import type { SummaryBatch, SummaryPolicy } from './policy';

/** Safe within a business key, and different for different texts. */
const safe = (text: string): string =>
	encodeURIComponent(text).replace(
		/[.'()*!~]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

/** The gateways money went through, "paypal+stripe" for both; gift cards and store credit are none. */
function gatewayOf(lines: readonly JournalLine[]): string {
	const names = lines.flatMap(({ role, facts }) =>
		role === 'clearing' && facts.gateway !== undefined ? [facts.gateway] : [],
	);
	return [...new Set(names)].sort().join('+');
}

function groupOf(entry: JournalEntry, { divideBy }: SummaryPolicy): Record<string, string> {
	const group: Record<string, string> = {};
	if (divideBy.includes('channel')) group.channel = entry.channel;
	if (divideBy.includes('gateway')) group.gateway = gatewayOf(entry.lines);
	if (divideBy.includes('destination')) {
		group.country = entry.shipTo?.country ?? '';
		group.region = entry.shipTo?.region ?? '';
	}
	return group;
}

/** The batch of an event; of a payout's when the payout that has it is known. */
export function batchOf(
	entry: JournalEntry,
	policy: SummaryPolicy,
	payout?: { readonly id: string; readonly issuedOn: string },
): SummaryBatch {
	const { source, currency } = entry;
	const day = dayOf(entry, policy);
	return {
		platform: source.platform,
		storeId: source.storeId,
		currency,
		...(payout === undefined ? periodOf(day, policy) : payoutPeriodOf(day, payout.issuedOn)),
		...(payout === undefined ? {} : { payout: payout.id }),
		group: groupOf(entry, policy),
	};
}

/** "2010-12-01", "2010-11-29_2010-11-30" */
export const periodText = ({ from, to }: Pick<SummaryBatch, 'from' | 'to'>): string =>
	from === to ? from : `${from}_${to}`;

/** What the batch is called at its store: the same for the same period and group, whatever is in it. */
export function batchName(batch: SummaryBatch): string {
	const { currency, payout, group } = batch;
	return [
		periodText(batch),
		...(payout === undefined ? [] : [`payout=${safe(payout)}`]),
		currency,
		...Object.entries(group)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, value]) => `${name}=${safe(value)}`),
	].join('.');
}

/** Names the batch among all of a ledger. */
export const batchKey = (batch: SummaryBatch): string =>
	`${batch.platform}/${batch.storeId}/${batchName(batch)}`;

/**
 * When the batch may be summed, epoch milliseconds; what waits for its payout is not due until that comes.
 * @param now epoch milliseconds
 */
export function dueAt(
	batch: SummaryBatch,
	{ period, emit, delayMs, timeZone }: SummaryPolicy,
	now: number,
): number {
	if (period === 'payout') return batch.payout === undefined ? Number.MAX_SAFE_INTEGER : now;
	return emit === 'now' ? now : endOf(batch.to, timeZone) + delayMs;
}
