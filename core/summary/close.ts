/** Closes the summary of a batch whose time has come. */
import type { JournalEntry, SummaryLeftOut } from '../journal/entry';
import { proveSummary } from './controls';
import { parseMember } from './member';
import type { ReviewedEntry, SummarizeOptions } from './results';
import { summaryEntry, summaryKey } from './summaryEntry';

/** What comes in between is only that somebody adds an event or closes the batch: soon one of us is through. */
const MAX_ATTEMPTS = 5;

type Closed =
	| { readonly ok: true; readonly value: string }
	| { readonly ok: false; readonly held: ReviewedEntry }
	/** nothing waits, or another worker closes it */
	| undefined;

function heldOf(
	key: string,
	entry: Pick<JournalEntry, 'order' | 'bookedOn'>,
): Omit<ReviewedEntry, 'findings'> {
	return { id: key, orderNumber: entry.order.number, bookedOn: entry.bookedOn };
}

/**
 * Sums what waits, proves it, and closes it if nothing has changed meanwhile.
 * @param heldEvents events of the shop that are held elsewhere: listed as left out where they are of the period
 */
export async function closeBatch(
	batchId: string,
	heldEvents: readonly (SummaryLeftOut & { readonly bookedOn: string })[],
	{ syncLog, target, capabilities, policy, now }: SummarizeOptions,
): Promise<Closed> {
	for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
		const state = await syncLog.summaryBatch(target, batchId);
		const members = state.waiting.flatMap(({ content }) => parseMember(content) ?? []);
		const [first] = members;
		if (first === undefined) return undefined;
		const { batch } = first;
		const sequence = state.sequence + 1;
		const key = summaryKey(batch, sequence);
		const held = heldEvents.filter(({ bookedOn }) => bookedOn >= batch.from && bookedOn <= batch.to);
		const leftOut = [
			...state.single.map(({ businessKey: id, orderNumber, reason }) => ({ id, orderNumber, reason })),
			...held.map(({ id, orderNumber, reason }) => ({ id, orderNumber, reason })),
		];
		const made = summaryEntry({
			batch,
			members,
			leftOut,
			sequence,
			now,
			timeZone: policy.timeZone,
		});
		if (!made.ok) {
			const entry = { order: { id: key, number: batch.to }, bookedOn: batch.to };
			return { ok: false, held: { ...heldOf(key, entry), findings: made.findings } };
		}
		const figures = members.map((member) => member.figures);
		const proved = proveSummary({ entry: made.value, figures, state, capabilities, target });
		if (!proved.ok) return { ok: false, held: { ...heldOf(key, made.value), findings: proved.findings } };
		const closed = await syncLog.summaryClose(target, {
			businessKey: key,
			batch: batchId,
			sequence,
			entry: proved.value,
			members: members.map(({ member }) => ({ businessKey: member.id, fingerprint: member.fingerprint })),
		});
		if (closed) return { ok: true, value: key };
	}
	return undefined;
}
