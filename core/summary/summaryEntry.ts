/** Puts the journal entry of a summary together. */
import { createHash } from 'node:crypto';
import { businessKey } from '../documents/header';
import { balancedEntry } from '../journal/balancedEntry';
import type { JournalEntry, SummaryLeftOut } from '../journal/entry';
import type { Outcome } from '../outcome';
import { batchName } from './batch';
import type { MemberContent } from './member';
import { endOf } from './period';
import type { SummaryBatch } from './policy';
import { sumLines } from './sumLines';

export interface SummaryDraft {
	readonly batch: SummaryBatch;
	/** one or more */
	readonly members: readonly MemberContent[];
	readonly leftOut: readonly SummaryLeftOut[];
	readonly sequence: number;
	/** epoch milliseconds, and whose clock ends a day */
	readonly now: number;
	readonly timeZone: string;
}

const byId = (a: MemberContent, b: MemberContent): number => (a.member.id < b.member.id ? -1 : 1);

const latest = (texts: readonly string[]): string => [...texts].sort().at(-1) ?? '';

function narrationOf({ from, to, payout, group }: SummaryBatch, sequence: number): string {
	const days = from === to ? from : `${from} to ${to}`;
	const what = payout === undefined ? `Summary of ${days}` : `Summary of payout ${payout}, ${days}`;
	const shared = Object.values(group).filter((value) => value !== '');
	return [what, ...shared, ...(sequence === 1 ? [] : [`addition ${sequence - 1}`])].join(', ');
}

/** Everything that follows from the batch and its number alone: it must be known before anything is summed. */
export function summaryKey(batch: SummaryBatch, sequence: number): string {
	const { platform, storeId } = batch;
	return businessKey({ platform, storeId, kind: 'summary', externalId: `${batchName(batch)}.${sequence}` });
}

/**
 * The entry of a summary, dated the last day of its period; a summary that is made before its period is over is dated the
 * latest day of its events, so that nothing is booked in the future.
 * @returns the same whatever the order of the members; ENTRY_UNBALANCED is a defect
 */
export function summaryEntry(draft: SummaryDraft): Outcome<JournalEntry> {
	const { batch, sequence, leftOut, now, timeZone } = draft;
	const members = [...draft.members].sort(byId);
	const { platform, storeId, currency, from, to, payout, group } = batch;
	const externalId = `${batchName(batch)}.${sequence}`;
	const number = sequence === 1 ? to : `${to}-${sequence}`;
	const key = summaryKey(batch, sequence);
	const { country = '', region = '' } = group;
	const place = {
		...(country === '' ? {} : { country }),
		...(region === '' ? {} : { region }),
	};
	const fingerprints = members.map(({ member }) => member.fingerprint).join();
	return balancedEntry({
		id: key,
		documentId: key,
		source: {
			platform,
			storeId,
			kind: 'summary',
			externalId,
			externalNumber: number,
			revision: createHash('sha256').update(fingerprints).digest('hex').slice(0, 16),
		},
		channel: group.channel ?? 'all channels',
		occurredAt: latest(members.map(({ entry }) => entry.occurredAt)),
		bookedOn: endOf(to, timeZone) <= now ? to : latest(members.map(({ day }) => day)),
		currency,
		purpose: 'Summary',
		narration: narrationOf(batch, sequence),
		order: { id: externalId, number },
		lines: sumLines(members.flatMap(({ entry }) => entry.lines)),
		...(country === '' && region === '' ? {} : { shipTo: place }),
		summary: {
			from,
			to,
			...(payout === undefined ? {} : { payout }),
			group,
			sequence,
			members: members.map(({ member }) => member),
			leftOut: [...leftOut].sort((a, b) => (a.id < b.id ? -1 : 1)),
			controls: [],
		},
	});
}
