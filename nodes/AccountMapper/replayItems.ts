/** What a mapping would change of what was posted: nothing is written, neither in the ledger nor in the sync log. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseBookableDocument } from '../../core/documents/parse';
import type { JournalEntry } from '../../core/journal/entry';
import { replayEntries } from '../../core/posting/replay';
import { openLedger } from '../shared/ledgers';
import { asItem, reviewHeld } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { bookOf } from './mapItems';

/** The first and last day of the entries: what was posted between them and did not come in is named. */
function periodOf(entries: readonly JournalEntry[]) {
	const days = entries.map(({ bookedOn }) => bookedOn).sort();
	const [from, to] = [days[0], days.at(-1)];
	return from === undefined || to === undefined ? {} : { period: { from, to } };
}

/** One summary, one item an account whose sums would move, and one an event that would be posted otherwise. */
export async function replayItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const ledger = String(context.getNodeParameter('ledger', 0));
	const open = await openLedger(context, ledger);
	const book = await bookOf(context, open);
	const review: INodeExecutionData[] = [];
	const entries: JournalEntry[] = [];
	const itemOf = new Map<string, number>();
	for (const [item, { json }] of context.getInputData().entries()) {
		const parsed = parseBookableDocument(json);
		const booked = parsed.ok ? book(parsed.value) : parsed;
		if (!booked.ok) review.push(reviewHeld(json, 'mapping', booked.findings, item));
		else if (booked.value !== undefined) {
			entries.push(booked.value);
			itemOf.set(booked.value.documentId, item);
		}
	}
	const { capabilities } = open.session;
	const target = { syncLog: await syncLogOf(context), capabilities, ledger, tenant: open.tenant };
	const replay = await replayEntries(entries, { ...target, ...periodOf(entries) });
	const { counts, accounts, events, notDelivered } = replay;
	const moved = accounts.filter(({ side }) => side !== 'none');
	return [
		[
			asItem({ type: 'ReplaySummary', ...counts, accountsThatMove: moved.length, missing: notDelivered }, 0),
			...moved.map((account) => asItem({ type: 'ReplayAccount', ...account }, 0)),
			...events
				.filter(({ state }) => state !== 'same')
				.map((event) => asItem({ type: 'ReplayEvent', ...event }, itemOf.get(event.businessKey) ?? 0)),
		],
		review,
	];
}
