/** Posting and its preview, for every ledger: all items in one go, each with its result. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { parseJournalEntry } from '../../../core/documents/parse';
import { explainedLines } from '../../../core/explain';
import { finding, type Finding } from '../../../core/findings/finding';
import { balancedEntry } from '../../../core/journal/balancedEntry';
import type { JournalEntry } from '../../../core/journal/entry';
import type { LedgerOptions, LedgerSession } from '../../../core/ledger/connector';
import { accountTotals } from '../../../core/posting/accountTotals';
import type { ClosedPeriodPolicy } from '../../../core/posting/periods';
import {
	PostingInterrupted,
	postOnce,
	type DocumentState,
	type EntryResult,
} from '../../../core/posting/postOnce';
import type { HeldEvent, SyncLog } from '../../../core/posting/syncLog';
import { documentsToSend } from '../../../core/posting/toSend';
import { dueEntries, keepWaiting, type WaitingTarget } from '../../../core/posting/waiting';
import { planCalls, type CallPlan } from '../../../core/transport/governor';
import { systemClock } from '../clock';
import { asNodeError, findingsError } from '../errors';
import { openLedger, type OpenLedger } from '../ledgers';
import { asItem, heldEventOf, reviewHeld, reviewItem } from '../outputs';
import { isFileInQueueMode, syncLogOf } from '../syncLog';
import { RunProgress } from './progress';
import { trailPosted } from './trail';

/**
 * A claim outlives the longest way of a batch (waiting for its turn up to a minute, QuickBooks' 120 s for an answer, once more
 * for what was stale), so that nobody takes over what is still on its way.
 */
export const LEASE_MS = 300_000;

interface Input {
	/** the item it came in with; entries that waited for their period came with none now */
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
function resultJson(
	runId: string,
	entry: JournalEntry,
	result: EntryResult,
	findings: readonly Finding[],
): object {
	return {
		type: 'PostingResult',
		/** by it the run can be verified or undone */
		runId,
		id: entry.id,
		outcome: result.outcome,
		orderNumber: entry.order.number,
		bookedOn: entry.bookedOn,
		narration: entry.narration,
		documents: result.documents,
		/** for each journal line the event, the rule that chose its account, and the arithmetic */
		explanation: explainedLines(entry),
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

	constructor(
		private readonly ledger: string,
		private readonly runId: string,
	) {}

	take({ item, entry }: Input, result: EntryResult): void {
		const findings = [...(entry.findings ?? []), ...result.findings];
		if (result.outcome !== 'review') {
			const isNews = result.outcome === 'posted';
			(isNews ? this.posted : this.unchanged).push(
				asItem(resultJson(this.runId, entry, result, findings), item),
			);
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

const CLOSED_PERIODS: readonly ClosedPeriodPolicy[] = ['hold', 'firstOpenDay', 'wait'];

function optionsOf(context: IExecuteFunctions, mode: 'post' | 'preview') {
	const option = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(`options.${name}`, 0, fallback as string);
	const policy = option('closedPeriod', 'hold');
	const ledgerOptions: LedgerOptions = {
		createMissing: option('createMissing', true) === true && mode === 'post',
		customers: option('customers', 'oneForShop') === 'each' ? 'each' : 'oneForShop',
		paidSales: option('paidSales', 'journal') === 'invoice' ? 'invoice' : 'journal',
		useProducts: option('useProducts', false) === true,
	};
	return {
		ledgerOptions,
		lookUpFirst: option('lookUpFirst', false) === true,
		shopRates: option('exchangeRate', 'ledger') === 'shop',
		closedPeriod: CLOSED_PERIODS.find((known) => known === policy) ?? 'hold',
		corrections:
			option('corrections', 'review') === 'automatic' ? ('automatic' as const) : ('review' as const),
	};
}

/** Entries of earlier runs whose period is open now, beside what came in. */
async function withDue(
	inputs: readonly Input[],
	syncLog: SyncLog,
	session: LedgerSession,
	target: WaitingTarget,
) {
	const due = await dueEntries(syncLog, target, async () => (await session.company(true)).closedUntil);
	const given = new Set(inputs.map(({ entry }) => entry.id));
	const late = due.filter(({ id }) => !given.has(id)).map((entry): Input => ({ item: 0, entry }));
	return [...inputs, ...late];
}

/** Refuses a run that the ledger's limit of the day does not let come to its end. */
function checkPlan(context: IExecuteFunctions, ledger: string, { exceeds }: CallPlan): void {
	if (exceeds === undefined) return;
	const { window, needed, left } = exceeds;
	throw findingsError(context.getNode(), [
		finding('QUOTA_EXCEEDED', { evidence: { ledger, window, needed, left } }),
	]);
}

/** What is still to be sent, and what that takes. */
async function planOf(
	syncLog: SyncLog,
	{ session, connector, scope, tenant }: OpenLedger,
	inputs: readonly Input[],
): Promise<{ readonly toSend: number; readonly plan: CallPlan }> {
	const entries = inputs.map(({ entry }) => entry);
	const target = { ledger: connector.id, tenant };
	const open = await documentsToSend(entries, session.capabilities, syncLog, target);
	const uses = await syncLog.quotaUse(scope, connector.quota.windows);
	const plan = planCalls(session.callsFor(open), connector.quota, uses, systemClock.now());
	return { toSend: open.length, plan };
}

const DIFF = {
	created: ['wouldCreate', 'found'],
	changed: ['changed'],
	unchanged: ['unchanged'],
	waiting: ['waiting', 'busy'],
	held: ['held', 'failed', 'uncertain'],
} as const satisfies Record<string, readonly DocumentState[]>;

/** The preview of a run as a whole: what would become of how many, what that does to each account, and how long it takes. */
function previewSummary(results: readonly EntryResult[], plan: CallPlan): object {
	const documents = results.flatMap((result) => result.documents);
	const count = (states: readonly DocumentState[]): number =>
		documents.filter(({ state }) => states.includes(state)).length;
	const created = documents.flatMap(({ state, plan: snapshot }) =>
		state === 'wouldCreate' && snapshot !== undefined ? [{ plan: snapshot }] : [],
	);
	return {
		type: 'PreviewSummary',
		created: count(DIFF.created),
		changed: count(DIFF.changed),
		reversed: 0,
		unchanged: count(DIFF.unchanged),
		waiting: count(DIFF.waiting),
		held: count(DIFF.held),
		accounts: accountTotals(created),
		calls: plan.calls,
		doneAt: new Date(plan.doneAt).toISOString(),
	};
}

/** post: what came in, and what has waited for a period that is open now. postWaiting: only the latter, whatever came in. */
export type PostOperation = 'post' | 'postWaiting' | 'preview';

/**
 * Posts the journal entries of all input items in one go (batches, one look-up for many), or previews that, and gives one
 * result an item on Posted, Unchanged or Needs Review. A preview ends with a summary on Posted.
 * @throws NodeOperationError for operational failures; what was posted until then is in the sync log
 */
export async function post(
	context: IExecuteFunctions,
	ledger: string,
	operation: PostOperation,
): Promise<INodeExecutionData[][]> {
	const runId = randomUUID();
	const outputs = new Outputs(ledger, runId);
	const mode = operation === 'preview' ? 'preview' : 'post';
	const { inputs: given, heldEvents } =
		operation === 'postWaiting' ? { inputs: [], heldEvents: [] } : splitInput(context, runId, outputs.review);
	const { ledgerOptions, ...options } = optionsOf(context, mode);
	const syncLog = await syncLogOf(context);
	if (isFileInQueueMode(context)) warnOfFile(context);
	const { name: node } = context.getNode();
	let inputs: readonly Input[] = given;
	let target: WaitingTarget | undefined;
	/** Keeps what waits for its period. */
	const noteWaiting = async (results: readonly (EntryResult | undefined)[]): Promise<void> => {
		if (mode === 'preview' || target === undefined) return;
		const entries = inputs.map(({ entry }) => entry);
		await keepWaiting(syncLog, target, entries, results);
	};
	try {
		const open = await openLedger(context, ledger, ledgerOptions);
		const { session, tenant } = open;
		target = { ledger, tenant };
		if (mode === 'post') inputs = await withDue(given, syncLog, session, target);
		if (operation === 'postWaiting' && inputs.length === 0) {
			context.logger.info(`StoreLedger "${node}": nothing waits for a period that is open now.`);
			return [[], [], []];
		}
		const { displayName } = open.connector;
		const progress = new RunProgress(context.logger, systemClock, node, displayName);
		const { plan, toSend } = await planOf(syncLog, open, inputs);
		if (mode === 'post') {
			checkPlan(context, displayName, plan);
			progress.starts(toSend, plan);
			await syncLog.startRun({ runId, workflow: context.getWorkflow().name ?? '', node });
			await syncLog.heldEvents(heldEvents);
		}
		const entries = inputs.map(({ entry }) => entry);
		const results = await postOnce(entries, {
			session,
			syncLog,
			clock: systemClock,
			runId,
			...target,
			leaseMs: LEASE_MS,
			mode,
			...options,
			timeZone: context.getTimezone(),
			onProgress: progress.step,
		});
		await noteWaiting(results);
		inputs.forEach((input, index) => {
			const result = results[index];
			if (result !== undefined) outputs.take(input, result);
		});
		if (mode === 'post') trailPosted(context, { ledger, runId }, entries, results);
		if (mode === 'preview') outputs.posted.push(asItem(previewSummary(results, plan), 0));
		else progress.ends(outputs.counts);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		const results = error instanceof PostingInterrupted ? error.results : [];
		await noteWaiting(results);
		if (!context.continueOnFail()) throw failure;
		inputs.forEach((input, index) => {
			const result = results[index];
			if (result !== undefined && isFinished(result)) {
				outputs.take(input, result);
				if (mode === 'post') trailPosted(context, { ledger, runId }, [input.entry], [result]);
			} else outputs.review.push({ json: { error: failure.message }, pairedItem: { item: input.item } });
		});
	} finally {
		if (mode === 'post') await syncLog.finishRun(runId, outputs.counts);
	}
	return [outputs.posted, outputs.unchanged, outputs.review];
}

/** Where n8n has no hints (versions before 1.80), the log has it. */
function warnOfFile(context: IExecuteFunctions): void {
	const { message, fix } = finding('SYNC_LOG_NOT_SHARED');
	context.logger.warn(`${message} ${fix}`);
	context.addExecutionHints?.({ message: `${message} ${fix}`, type: 'warning', location: 'outputPane' });
}
