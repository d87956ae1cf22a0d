/** What became of each event at a ledger, in n8n's log. */
import type { JournalEntry } from '../../../core/journal/entry';
import type { EntryResult } from '../../../core/posting/results';
import { eventId } from '../../../core/posting/eventId';
import { Trail, type TrailContext } from '../trail';

/** "SalesReceipt:1001:created,ManualJournal:1001-2:created" */
const documentsText = ({ documents }: EntryResult): string =>
	documents.map(({ documentType, number, state }) => `${documentType}:${number}:${state}`).join(',');

/** One line an event; of an event in a summary, that it is in this one. */
export function trailPosted(
	context: TrailContext,
	{ ledger, runId }: { readonly ledger: string; readonly runId: string },
	entries: readonly JournalEntry[],
	results: readonly EntryResult[],
): void {
	const trail = new Trail(context, 'post', entries.length, { ledger, run: runId });
	entries.forEach((entry, index) => {
		const result = results[index];
		if (result === undefined) return;
		const { outcome } = result;
		const facts = { order: entry.order.number, kind: entry.purpose, documents: documentsText(result) };
		if (outcome === 'review') trail.held(entry.documentId, facts, result.findings);
		else if (outcome === 'posted') trail.happened(entry.documentId, { ...facts, state: outcome });
		else trail.passed(entry.documentId, { ...facts, state: outcome });
		for (const { id, orderNumber, purpose } of entry.summary?.members ?? []) {
			const inSummary = {
				order: orderNumber,
				kind: purpose,
				state: outcome,
				summary: eventId(entry.documentId),
			};
			if (outcome === 'unchanged') trail.passed(id, inSummary);
			else trail.happened(id, inSummary);
		}
	});
	trail.ends();
}
