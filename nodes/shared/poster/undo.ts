/** Undo: takes posted documents back, each exactly once; or shows what that would do. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { accountTotals } from '../../../core/posting/accountTotals';
import { parseSnapshot } from '../../../core/posting/snapshot';
import type { SyncLog } from '../../../core/posting/syncLog';
import { undoDocuments, type UndoneDocument, type UndoState } from '../../../core/posting/undo';
import { systemClock } from '../clock';
import { asNodeError } from '../errors';
import { openLedger } from '../ledgers';
import { asItem, reviewItem } from '../outputs';
import { syncLogOf } from '../syncLog';
import { LEASE_MS } from './post';
import { chosenRecords } from './records';

const NEWS: readonly UndoState[] = ['undone', 'reversed', 'wouldUndo'];

/** What taking them back does to each account. */
async function summaryOf(syncLog: SyncLog, results: readonly UndoneDocument[]): Promise<object> {
	const would = results.filter(({ state }) => state === 'wouldUndo');
	const snapshots = await syncLog.snapshots(would.map(({ postingKey }) => postingKey));
	const plans = would.flatMap(({ postingKey }) => {
		const plan = parseSnapshot(snapshots.get(postingKey));
		return plan === undefined ? [] : [{ plan, reversed: true }];
	});
	return {
		type: 'PreviewSummary',
		created: 0,
		changed: 0,
		reversed: would.length,
		unchanged: results.filter(({ state }) => state === 'alreadyUndone').length,
		waiting: 0,
		held: results.length - would.length - results.filter(({ state }) => state === 'alreadyUndone').length,
		accounts: accountTotals(plans),
	};
}

/**
 * Takes back the documents that the items name. Posted: taken back now (or, shown only, what would be, with a summary).
 * Unchanged: taken back before. Needs Review: everything else, with its reasons.
 * @throws NodeOperationError for operational failures; what was done until then is in the sync log
 */
export async function undoItems(context: IExecuteFunctions, ledger: string): Promise<INodeExecutionData[][]> {
	const runId = randomUUID();
	const syncLog = await syncLogOf(context);
	const mode = context.getNodeParameter('onlyShow', 0, false) === true ? 'preview' : 'undo';
	const outputs: [INodeExecutionData[], INodeExecutionData[], INodeExecutionData[]] = [[], [], []];
	const [done, unchanged, review] = outputs;
	let started = false;
	try {
		const { session, tenant } = await openLedger(context, ledger, {
			createMissing: true,
			customers:
				context.getNodeParameter('options.customers', 0, 'oneForShop') === 'each' ? 'each' : 'oneForShop',
		});
		const chosen = await chosenRecords(context, syncLog, { ledger, tenant });
		if (mode === 'undo') {
			const workflow = context.getWorkflow().name ?? '';
			await syncLog.startRun({ runId, workflow, node: context.getNode().name });
			started = true;
		}
		const results = await undoDocuments(
			chosen.map(({ record }) => record),
			{ session, syncLog, clock: systemClock, runId, ledger, tenant, leaseMs: LEASE_MS, mode },
		);
		const itemOf = new Map(chosen.map(({ item, record }) => [record.postingKey, item]));
		for (const result of results) {
			const item = itemOf.get(result.postingKey) ?? 0;
			const { businessKey: id, orderNumber, bookedOn, findings } = result;
			const document = { type: 'UndoResult', runId, ...result };
			if (NEWS.includes(result.state)) done.push(asItem(document, item));
			else if (result.state === 'alreadyUndone') unchanged.push(asItem(document, item));
			else review.push(reviewItem({ id, orderNumber, bookedOn, stage: ledger, findings, document }, item));
		}
		if (mode === 'preview') done.push(asItem(await summaryOf(syncLog, results), 0));
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		review.push({ json: { error: failure.message }, pairedItem: { item: 0 } });
	} finally {
		const counts = { undone: done.length, unchanged: unchanged.length, review: review.length };
		if (started) await syncLog.finishRun(runId, counts);
	}
	return outputs;
}
