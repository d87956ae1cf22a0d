/** Lets through what needs no approval, and asks for the rest: once, however often an entry comes. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import {
	approvalFinding,
	approvalRequest,
	entryApproval,
	entryFingerprint,
	firstTimes,
	judge,
	standingOf,
	type ApprovalPolicy,
	type ApprovalRecord,
	type Approver,
	type People,
} from '../../core/approvals';
import { parseJournalEntry } from '../../core/documents/parse';
import { balancedEntry } from '../../core/journal/balancedEntry';
import type { JournalEntry } from '../../core/journal/entry';
import type { SyncLog } from '../../core/posting/syncLog';
import { asItem, heldEventOf, reviewHeld } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { holdFor, isHeldForApproval, knownOf, noteFirstTimes, STAGE } from './record';
import { settingsOf } from './settings';

/** An entry that people must decide upon. */
interface Case {
	readonly item: number;
	readonly entry: JournalEntry;
	readonly fingerprint: string;
	readonly needed: People;
	readonly reasons: readonly string[];
}

class Outputs {
	readonly approved: INodeExecutionData[] = [];
	readonly ask: INodeExecutionData[] = [];
	readonly waiting: INodeExecutionData[] = [];
	readonly review: INodeExecutionData[] = [];

	get all(): INodeExecutionData[][] {
		return [this.approved, this.ask, this.waiting, this.review];
	}
}

async function sort(
	context: IExecuteFunctions,
	syncLog: SyncLog,
	policy: ApprovalPolicy,
	outputs: Outputs,
	runId: string,
): Promise<Case[]> {
	const cases: Case[] = [];
	for (const [item, { json }] of context.getInputData().entries()) {
		const parsed = parseJournalEntry(json);
		const entry = parsed.ok ? balancedEntry(parsed.value) : parsed;
		if (!entry.ok) {
			outputs.review.push(reviewHeld(json, STAGE, entry.findings, item));
			await syncLog.heldEvents(heldEventOf(json, STAGE, entry.findings, runId));
			continue;
		}
		const keys = firstTimes(entry.value, policy.firstTimes).map(({ key }) => key);
		const { needed, reasons } = judge(entry.value, policy, await knownOf(syncLog, keys));
		if (needed === 0) outputs.approved.push(asItem(json, item));
		else {
			const fingerprint = entryFingerprint(entry.value);
			cases.push({ item, entry: entry.value, fingerprint, needed, reasons });
		}
	}
	return cases;
}

/** A new approval, unless the very same entry is asked about by another run right now. */
async function ask(
	syncLog: SyncLog,
	scope: string,
	{ entry, fingerprint, needed, reasons }: Case,
	before: readonly ApprovalRecord[],
	runId: string,
): Promise<ApprovalRecord | undefined> {
	const base = { id: randomUUID(), scope, businessKey: entry.documentId, fingerprint, needed, reasons };
	const record: ApprovalRecord = {
		...base,
		state: 'asked',
		askedAt: new Date().toISOString(),
		decisions: [],
	};
	// what a person wants to be asked anew
	for (const { id, state } of before) if (state === 'asked') await syncLog.approvalEnd(id, 'missing');
	// held first: what is asked and not held would be asked twice
	await holdFor(syncLog, entry, [approvalFinding(record)], runId);
	return (await syncLog.approvalAsk(base)) ? record : undefined;
}

export async function selectItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { policy, approvers } = settingsOf(context);
	const syncLog = await syncLogOf(context);
	const runId = randomUUID();
	const outputs = new Outputs();
	// the same event may go into several ledgers, by workflows or nodes of their own
	const scope = `${context.getWorkflow().id ?? ''}/${context.getNode().name}`;
	const cases = await sort(context, syncLog, policy, outputs, runId);
	for (const each of cases) await decide(syncLog, scope, each, approvers, outputs, runId);
	return outputs.all;
}

async function decide(
	syncLog: SyncLog,
	scope: string,
	each: Case,
	approvers: readonly Approver[],
	outputs: Outputs,
	runId: string,
): Promise<void> {
	const { item, entry, fingerprint, needed } = each;
	const records = await syncLog.approvalsOf(scope, [entry.documentId]);
	const isHeld = await isHeldForApproval(syncLog, entry.documentId);
	const standing = standingOf(records, fingerprint, needed, isHeld);
	switch (standing.state) {
		case 'approved':
			await noteFirstTimes(syncLog, entry);
			outputs.approved.push(asItem({ ...entry, approval: entryApproval(standing.record) }, item));
			return;
		case 'waiting':
			outputs.waiting.push(asItem(approvalRequest(entry, standing.record, approvers), item));
			return;
		case 'held':
			outputs.review.push(reviewHeld({ ...entry }, STAGE, [approvalFinding(standing.record)], item));
			return;
		case 'ask': {
			const same = records.filter((record) => record.fingerprint === fingerprint);
			const record = await ask(syncLog, scope, each, isHeld ? [] : same, runId);
			if (record !== undefined) outputs.ask.push(asItem(approvalRequest(entry, record, approvers), item));
			else {
				const now = (await syncLog.approvalsOf(scope, [entry.documentId])).at(-1);
				if (now !== undefined) outputs.waiting.push(asItem(approvalRequest(entry, now, approvers), item));
			}
		}
	}
}
