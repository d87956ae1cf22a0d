/** Takes answers in: records who decided what and why, and lets through what enough different people have approved. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import {
	approvalFinding,
	approvalRequest,
	entryApproval,
	entryFingerprint,
	isUnanswered,
	notFitting,
	parseApprovalRequest,
	readAnswer,
	type ApprovalRecord,
	type FormFields,
} from '../../core/approvals';
import type { Finding } from '../../core/findings/finding';
import type { JournalEntry } from '../../core/journal/entry';
import type { SyncLog } from '../../core/posting/syncLog';
import { asItem, reviewHeld } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { holdFor, noteFirstTimes, STAGE } from './record';

type Request = Extract<ReturnType<typeof parseApprovalRequest>, { ok: true }>['value'];

/** What has become of one: where it goes on, or why it is held. */
type Decided =
	/** `isNews`: by this very answer; run again it goes on, and is not held anew, for it may be posted by now */
	| { readonly kind: 'approved' | 'ask'; readonly record: ApprovalRecord; readonly isNews: boolean }
	/** `isOurs`: the event waits for this approval, so the sync log shows the reason */
	| { readonly kind: 'held'; readonly findings: readonly Finding[]; readonly isOurs: boolean };

const heldBy = (...findings: Finding[]): Decided => ({ kind: 'held', findings, isOurs: true });

function asItStands(record: ApprovalRecord, isNews: boolean): Decided {
	if (record.state === 'approved') return { kind: 'approved', record, isNews };
	if (record.state === 'asked') return { kind: 'ask', record, isNews };
	return { kind: 'held', findings: [approvalFinding(record)], isOurs: isNews && record.state !== 'changed' };
}

async function decideOne(
	syncLog: SyncLog,
	request: Request,
	json: unknown,
	fields: FormFields,
): Promise<Decided> {
	const record = await syncLog.approval(request.id);
	if (record === undefined) return heldBy(notFitting('this sync log knows of no such question'));
	if (entryFingerprint(request.entry) !== record.fingerprint)
		return heldBy(notFitting('the document is not the one that was asked about'));
	if (record.state !== 'asked') return asItStands(record, false);
	if (isUnanswered(json)) {
		await syncLog.approvalEnd(record.id, 'missing');
		return asItStands((await syncLog.approval(record.id)) ?? record, true);
	}
	const answer = readAnswer(json, request, fields);
	if (!answer.ok) return heldBy(...answer.findings);
	const noted = await syncLog.approvalDecide(record.id, answer.value);
	return asItStands(noted?.record ?? record, noted?.answer === 'noted');
}

function objectOf(value: unknown): IDataObject {
	if (typeof value === 'object' && value !== null) return value as IDataObject;
	if (typeof value !== 'string' || !value.trim().startsWith('{')) return {};
	try {
		return JSON.parse(value) as IDataObject;
	} catch {
		return {};
	}
}

const withApproval = (entry: JournalEntry, record: ApprovalRecord): JournalEntry => ({
	...entry,
	approval: entryApproval(record),
});

export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [approved, ask, review]: [INodeExecutionData[], INodeExecutionData[], INodeExecutionData[]] = [
		[],
		[],
		[],
	];
	const syncLog = await syncLogOf(context);
	const runId = randomUUID();
	for (const [item, { json }] of context.getInputData().entries()) {
		const option = (name: string, standard: string): string =>
			String(context.getNodeParameter(`options.${name}`, item, standard));
		const fields: FormFields = {
			decision: option('decision', 'Decision'),
			approved: option('approved', 'Approve'),
			why: option('why', 'Why'),
		};
		const asked = objectOf(context.getNodeParameter('asked', item));
		const request = parseApprovalRequest(asked);
		if (!request.ok) {
			review.push(reviewHeld(asked, STAGE, request.findings, item));
			continue;
		}
		const { entry, approvers } = request.value;
		const decided = await decideOne(syncLog, request.value, json, fields);
		if (decided.kind === 'held') {
			if (decided.isOurs) await holdFor(syncLog, entry, decided.findings, runId);
			review.push(reviewHeld({ ...entry }, STAGE, decided.findings, item));
			continue;
		}
		const { record } = decided;
		if (decided.isNews) await holdFor(syncLog, entry, [approvalFinding(record)], runId);
		if (decided.kind === 'ask') ask.push(asItem(approvalRequest(entry, record, approvers), item));
		else {
			await noteFirstTimes(syncLog, entry);
			approved.push(asItem(withApproval(entry, record), item));
		}
	}
	return [approved, ask, [], review];
}
