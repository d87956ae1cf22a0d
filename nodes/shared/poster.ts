/** What all posters share: the same operations, outputs and words for every ledger. */
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { parseJournalEntry } from '../../core/documents/parse';
import type { Finding } from '../../core/findings/finding';
import { balancedEntry } from '../../core/journal/balancedEntry';
import type { JournalEntry } from '../../core/journal/entry';
import type { LedgerOptions } from '../../core/ledger/connector';
import { PostingInterrupted, postOnce, type EntryResult } from '../../core/posting/postOnce';
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
			{
				displayName: 'Look for Each Document First',
				name: 'lookUpFirst',
				type: 'boolean',
				default: false,
				description:
					'Whether to look for every document in the ledger before it is sent. Only needed when the sync log was lost or restored from an old backup.',
			},
		],
	},
];

/**
 * A claim outlives the longest way of a batch (waiting for its turn up to a minute, QuickBooks' 120 s for an answer, once more
 * for what was stale), so that nobody takes over what is still on its way.
 */
const LEASE_MS = 300_000;

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

/** Whether all documents of an entry came to an end, although the run was interrupted. */
function isFinished({ documents }: EntryResult): boolean {
	return documents.every(({ state }) => state !== 'failed' && state !== 'busy' && state !== 'uncertain');
}

/** Items by output. */
class Outputs {
	readonly posted: INodeExecutionData[] = [];
	readonly unchanged: INodeExecutionData[] = [];
	readonly review: INodeExecutionData[] = [];

	constructor(private readonly ledger: string) {}

	take({ item, entry }: Input, result: EntryResult): void {
		const findings = [...(entry.findings ?? []), ...result.findings];
		if (result.outcome !== 'review') {
			const isNews = result.outcome === 'posted';
			(isNews ? this.posted : this.unchanged).push(asItem(resultJson(entry, result, findings), item));
			return;
		}
		const { id, bookedOn, order } = entry;
		const held = { id, orderNumber: order.number, bookedOn, stage: this.ledger, findings, document: entry };
		this.review.push(reviewItem(held, item));
	}

	get counts() {
		return { posted: this.posted.length, unchanged: this.unchanged.length, review: this.review.length };
	}
}

/**
 * Posts the journal entries of all input items in one go (batches, one look-up for many), and gives one result an item on
 * Posted, Unchanged or Needs Review.
 * @throws NodeOperationError for operational failures; what was posted until then is in the sync log
 */
export async function postItems(context: IExecuteFunctions, ledger: string): Promise<INodeExecutionData[][]> {
	const outputs = new Outputs(ledger);
	const runId = randomUUID();
	const { inputs, heldEvents } = splitInput(context, runId, outputs.review);
	const mode = context.getNodeParameter('operation', 0) === 'post' ? 'post' : 'preview';
	const options: LedgerOptions = {
		createMissing: context.getNodeParameter('options.createMissing', 0, true) === true && mode === 'post',
		customers:
			context.getNodeParameter('options.customers', 0, 'oneForShop') === 'each' ? 'each' : 'oneForShop',
	};
	const lookUpFirst = context.getNodeParameter('options.lookUpFirst', 0, false) === true;
	const syncLog = sharedSyncLog();
	const { name: node } = context.getNode();
	try {
		const { session, tenant } = await openLedger(context, ledger, options);
		if (mode === 'post') {
			await syncLog.startRun({ runId, workflow: context.getWorkflow().name ?? '', node });
			await syncLog.heldEvents(heldEvents);
		}
		const results = await postOnce(
			inputs.map(({ entry }) => entry),
			{ session, syncLog, clock: systemClock, runId, ledger, tenant, leaseMs: LEASE_MS, mode, lookUpFirst },
		);
		inputs.forEach((input, index) => {
			const result = results[index];
			if (result !== undefined) outputs.take(input, result);
		});
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const results = error instanceof PostingInterrupted ? error.results : [];
		inputs.forEach((input, index) => {
			const result = results[index];
			if (result !== undefined && isFinished(result)) outputs.take(input, result);
			else outputs.review.push({ json: { error: failure.message }, pairedItem: { item: input.item } });
		});
	} finally {
		if (mode === 'post') await syncLog.finishRun(runId, outputs.counts);
	}
	return [outputs.posted, outputs.unchanged, outputs.review];
}
