/** What all posters share: the same operations, outputs and words for every ledger. */
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { parseJournalEntry } from '../../core/documents/parse';
import type { Finding } from '../../core/findings/finding';
import { balancedEntry } from '../../core/journal/balancedEntry';
import type { JournalEntry } from '../../core/journal/entry';
import type { LedgerOptions } from '../../core/ledger/connector';
import { postOnce, type EntryResult } from '../../core/posting/postOnce';
import type { HeldEvent } from '../../core/posting/syncLog';
import { systemClock } from './clock';
import { asNodeError } from './errors';
import { openLedger } from './ledgers';
import { asItem, heldEventOf, reviewHeld, reviewItem } from './outputs';
import { sharedSyncLog } from './syncLog';

export const POSTER_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Post',
				value: 'post',
				action: 'Post to the ledger',
				description: 'Write the documents; what is there already comes out as Unchanged',
			},
			{
				name: 'Preview',
				value: 'preview',
				action: 'Preview what would be posted',
				description: 'Show what would be created, with accounts and totals, and write nothing',
			},
		],
		default: 'preview',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Create What Is Missing',
				name: 'createMissing',
				type: 'boolean',
				default: true,
				description:
					'Whether the node may create the service item of an account and the customer of the shop when the ledger has none; accounts and tax codes are never created',
			},
			{
				displayName: 'Customers',
				name: 'customers',
				type: 'options',
				options: [
					{
						name: 'One for the Shop',
						value: 'oneForShop',
						description:
							'All sales go to one customer named after the shop; nothing personal leaves the shop',
					},
					{
						name: 'One for Each Customer',
						value: 'each',
						description: 'The customer of the order, found by name or created; needs names from the shop',
					},
				],
				default: 'oneForShop',
			},
		],
	},
];

/** A claim outlives the longest request of a ledger (QuickBooks: 120 s), so that nobody takes over what is still on its way. */
const LEASE_MS = 150_000;

interface Input {
	readonly item: number;
	readonly entry: JournalEntry;
}

/** What came in: entries, and (on review and in the list of held events) items that are none. */
function splitInput(context: IExecuteFunctions, runId: string, review: INodeExecutionData[]) {
	const inputs: Input[] = [];
	const heldEvents: HeldEvent[] = [];
	context.getInputData().forEach(({ json }, item) => {
		const parsed = parseJournalEntry(json);
		// a node in between may have changed it: the balance is checked again
		const entry = parsed.ok ? balancedEntry(parsed.value) : parsed;
		if (entry.ok) {
			inputs.push({ item, entry: entry.value });
			return;
		}
		review.push(reviewHeld(json, 'posting', entry.findings, item));
		heldEvents.push(...heldEventOf(json, 'posting', entry.findings, runId));
	});
	return { inputs, heldEvents };
}

/** What a posted or unchanged event looks like on an item: flat enough for a table, with its documents and remarks. */
function resultJson(entry: JournalEntry, result: EntryResult, findings: readonly Finding[]): object {
	return {
		type: 'PostingResult',
		id: entry.id,
		outcome: result.outcome,
		orderNumber: entry.order.number,
		bookedOn: entry.bookedOn,
		narration: entry.narration,
		documents: result.documents,
		findings,
	};
}

/**
 * Posts the journal entries of all input items in one go (batches, one look-up for many), and gives one result an item on
 * Posted, Unchanged or Needs Review.
 * @throws NodeOperationError for operational failures; what was posted until then is in the sync log
 */
export async function postItems(context: IExecuteFunctions, ledger: string): Promise<INodeExecutionData[][]> {
	const posted: INodeExecutionData[] = [];
	const unchanged: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const runId = randomUUID();
	const { inputs, heldEvents } = splitInput(context, runId, review);
	const mode = context.getNodeParameter('operation', 0) === 'post' ? 'post' : 'preview';
	const options: LedgerOptions = {
		createMissing: context.getNodeParameter('options.createMissing', 0, true) === true && mode === 'post',
		customers:
			context.getNodeParameter('options.customers', 0, 'oneForShop') === 'each' ? 'each' : 'oneForShop',
	};
	const syncLog = sharedSyncLog();
	try {
		const { session, tenant } = await openLedger(context, ledger, options);
		if (mode === 'post') {
			await syncLog.startRun({
				runId,
				workflow: context.getWorkflow().name ?? '',
				node: context.getNode().name,
			});
			await syncLog.heldEvents(heldEvents);
		}
		const results = await postOnce(
			inputs.map(({ entry }) => entry),
			{ session, syncLog, clock: systemClock, runId, ledger, tenant, leaseMs: LEASE_MS, mode },
		);
		inputs.forEach(({ item, entry }, index) => {
			const result = results[index];
			if (result === undefined) return;
			const findings = [...(entry.findings ?? []), ...result.findings];
			if (result.outcome === 'review') {
				const { id, bookedOn } = entry;
				review.push(
					reviewItem(
						{ id, orderNumber: entry.order.number, bookedOn, stage: ledger, findings, document: entry },
						item,
					),
				);
				return;
			}
			const target = result.outcome === 'unchanged' || result.outcome === 'inProgress' ? unchanged : posted;
			target.push(asItem(resultJson(entry, result, findings), item));
		});
		if (mode === 'post') {
			await syncLog.finishRun(runId, {
				posted: posted.length,
				unchanged: unchanged.length,
				review: review.length,
			});
		}
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		for (const { item } of inputs) review.push({ json: { error: failure.message }, pairedItem: { item } });
	}
	return [posted, unchanged, review];
}
