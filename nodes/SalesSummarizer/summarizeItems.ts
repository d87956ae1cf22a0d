/** Takes the items in, and gives out what is to be posted now, what waits, and what a person has to look at. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { Payout } from '../../core/documents';
import { parseDocument, parseJournalEntry } from '../../core/documents/parse';
import { balancedEntry } from '../../core/journal/balancedEntry';
import type { JournalEntry } from '../../core/journal/entry';
import { summarizeEvents, type Summarized } from '../../core/summary';
import type { HeldEvent } from '../../core/posting/syncLog';
import { asNodeError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { asItem, heldEventOf, reviewHeld, reviewItem } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { policyOf, sumUpTo } from './policy';

interface Input {
	readonly item: number;
	readonly entry: JournalEntry;
}

/** A schedule or a click brings an item that is no document: it only says that it is time. */
const isTick = (json: IDataObject): boolean => json.type === undefined && json.id === undefined;

/** What came in: entries, payouts, and (on review and in the list of held events) what is neither. */
function splitInput(context: IExecuteFunctions, runId: string) {
	const inputs: Input[] = [];
	const payouts: Payout[] = [];
	const review: INodeExecutionData[] = [];
	const heldEvents: HeldEvent[] = [];
	context.getInputData().forEach(({ json }, item) => {
		if (isTick(json)) return;
		if (json.type === 'Payout') {
			const payout = parseDocument(json);
			if (payout.ok && payout.value.type === 'Payout') return void payouts.push(payout.value);
			review.push(reviewHeld(json, 'summary', payout.findings, item));
			return;
		}
		const parsed = parseJournalEntry(json);
		// a node in between may have changed it: the balance is checked again
		const entry = parsed.ok ? balancedEntry(parsed.value) : parsed;
		if (entry.ok) return void inputs.push({ item, entry: entry.value });
		review.push(reviewHeld(json, 'summary', entry.findings, item));
		heldEvents.push(...heldEventOf(json, 'summary', entry.findings, runId));
	});
	return { inputs, payouts, review, heldEvents };
}

/** What waits, a row a batch, so that a person sees what is coming. */
function waitingItems({ waiting }: Summarized, inputs: readonly Input[]): INodeExecutionData[] {
	const batches = new Map<string, { orders: string[]; item: number; dueAt: string | null }>();
	for (const { batch, entry, index, dueAt } of waiting) {
		const known = batches.get(batch);
		if (known === undefined)
			batches.set(batch, {
				orders: [entry.order.number],
				item: inputs[index]?.item ?? 0,
				dueAt: dueAt ?? null,
			});
		else known.orders.push(entry.order.number);
	}
	return [...batches].map(([batch, { orders, item, dueAt }]) =>
		asItem(
			{ type: 'SummaryWaiting', batch, count: orders.length, dueAt, orders: [...new Set(orders)] },
			item,
		),
	);
}

function readyItems({ ready }: Summarized, inputs: readonly Input[]): INodeExecutionData[] {
	return ready.map(({ entry, index, reason }) => {
		const item = index === undefined ? 0 : (inputs[index]?.item ?? 0);
		return asItem(reason === undefined ? entry : { ...entry, postedSingly: reason }, item);
	});
}

function reviewItems({ review }: Summarized, inputs: readonly Input[]): INodeExecutionData[] {
	return review.map(({ index, entry, ...held }) =>
		reviewItem(
			{ ...held, stage: 'summary', document: entry ?? null },
			index === undefined ? 0 : (inputs[index]?.item ?? 0),
		),
	);
}

/**
 * @returns to post (summaries, and what is posted by itself), waiting, review
 * @throws NodeOperationError for settings that cannot be used
 */
export async function summarizeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const runId = randomUUID();
	const syncLog = await syncLogOf(context);
	const { inputs, payouts, review, heldEvents } = splitInput(context, runId);
	try {
		const policy = policyOf(context);
		const ledger = String(context.getNodeParameter('ledger', 0));
		const { session, tenant } = await openLedger(context, ledger);
		await syncLog.heldEvents(heldEvents);
		const summarized = await summarizeEvents(
			inputs.map(({ entry }) => entry),
			{
				syncLog,
				target: { ledger, tenant },
				capabilities: session.capabilities,
				policy,
				now: sumUpTo(context),
				runId,
			},
			payouts,
		);
		return [
			readyItems(summarized, inputs),
			waitingItems(summarized, inputs),
			[...review, ...reviewItems(summarized, inputs)],
		];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const failed = context
			.getInputData()
			.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }));
		return [[], [], failed];
	}
}
