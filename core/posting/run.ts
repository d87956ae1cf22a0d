/**
 * One pass of posting: its ports, what it holds, and what became of each document. Every end of a claim goes through here,
 * so that the sync log and the results never differ.
 */
import type { Finding } from '../findings/finding';
import type { LedgerSession, PostedDocument } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import { changesBetween } from './changes';
import { isMappedOtherwise } from './content';
import type { ClosedPeriodPolicy } from './periods';
import {
	bookedElsewhere,
	changedAfterPosting,
	differsFromSent,
	inProgress,
	mappedOtherwise,
	uncertain,
} from './reasons';
import { resultOf, type DocumentResult } from './results';
import type { Patience } from './retry';
import { parseSnapshot, snapshotOf } from './snapshot';
import type { SyncLog, SyncRecord } from './syncLog';
import { isOtherContent, type Work } from './work';

export interface RunSettings extends Patience {
	readonly session: LedgerSession;
	readonly syncLog: SyncLog;
	readonly runId: string;
	readonly ledger: string;
	readonly tenant: string;
	readonly leaseMs: number;
	/** what becomes of documents of a closed period */
	readonly closedPeriod: ClosedPeriodPolicy;
}

/** A document that is in the ledger. */
export interface InLedger {
	readonly work: Work;
	readonly posted: PostedDocument;
	/** created by this run, or found as an earlier attempt had left it */
	readonly state: 'created' | 'found';
}

export class PostingRun {
	readonly results = new Map<PostingKey, DocumentResult>();
	/** claimed, and not yet come to an end */
	readonly open = new Map<PostingKey, Work>();
	/** batches in a row whose fate could not be told */
	unclearBatches = 0;

	/** @param inLedger what documents can apply to; shared by the passes of one call */
	constructor(
		readonly settings: RunSettings,
		readonly inLedger: Map<PostingKey, PostedDocument>,
	) {}

	take(work: Work): void {
		this.open.set(work.document.postingKey, work);
	}

	/** Posted by an earlier run with this content. */
	unchanged(document: LedgerDocument, record: SyncRecord): void {
		this.known(document, record, 'unchanged', []);
	}

	/**
	 * Posted by an earlier run with other content; a difference that does not count is none, and what is only mapped otherwise
	 * now stays as it is, with a word about it.
	 */
	changed(document: LedgerDocument, record: SyncRecord, snapshot: unknown): void {
		const [was, is] = [parseSnapshot(snapshot), snapshotOf(document)];
		const changes = changesBetween(was, is);
		if (changes.length === 0) return this.unchanged(document, record);
		if (isMappedOtherwise(was, is))
			return this.known(document, record, 'unchanged', [mappedOtherwise(document, record.number, changes)]);
		this.known(document, record, 'changed', [changedAfterPosting(document, record.number, changes)]);
	}

	/** Another run has it, or what it depends on is not decided yet. */
	busy(document: LedgerDocument): void {
		this.open.delete(document.postingKey);
		this.set(resultOf(document, 'busy', { findings: [inProgress(document)] }));
	}

	/** It is booked with a summary, or is a summary that was opened again. */
	elsewhere(document: LedgerDocument, claim: Parameters<typeof bookedElsewhere>[1]): void {
		this.set(resultOf(document, 'unchanged', { findings: [bookedElsewhere(document, claim)] }));
	}

	/** A posted record, for documents that apply to it. */
	remember({ postingKey, ledgerId, ledgerEntity, number, url, total }: SyncRecord): void {
		if (ledgerId === undefined || ledgerEntity === undefined || total === undefined) return;
		const more = url === undefined ? {} : { url };
		this.inLedger.set(postingKey, { postingKey, entity: ledgerEntity, id: ledgerId, number, total, ...more });
	}

	/** They are in the ledger: compares them with what was meant, and notes both. */
	async posted(documents: readonly InLedger[]): Promise<void> {
		// until it is noted: should that fail, it has to be looked up before it is ever sent again
		for (const { work } of documents) work.unresolved = true;
		const judged = documents.map(({ work, posted, state }) => {
			const isOlder = state === 'found' && isOtherContent(work);
			const remarks = isOlder
				? differsFromSent(work.document, posted, work.sent?.total)
				: [...work.remarks, ...this.settings.session.compare(work.document, posted)];
			return { work, posted, state, isOlder, remarks };
		});
		await this.settings.syncLog.posted(
			judged.map(({ work, posted, remarks }) => ({
				postingKey: work.document.postingKey,
				ledgerId: posted.id,
				ledgerEntity: posted.entity,
				number: posted.number,
				...(posted.url === undefined ? {} : { url: posted.url }),
				findings: remarks,
			})),
			this.settings.runId,
		);
		for (const { work, posted, state, isOlder, remarks } of judged) {
			const { document, sent } = work;
			this.open.delete(document.postingKey);
			this.inLedger.set(document.postingKey, posted);
			const changes = isOlder ? changesBetween(parseSnapshot(sent?.snapshot), snapshotOf(document)) : [];
			this.set(
				resultOf(document, changes.length > 0 ? 'changed' : state, {
					number: posted.number,
					ledgerId: posted.id,
					ledgerEntity: posted.entity,
					...(posted.url === undefined ? {} : { url: posted.url }),
					findings: [
						...(changes.length > 0 ? [changedAfterPosting(document, posted.number, changes)] : []),
						...remarks,
					],
				}),
			);
		}
	}

	/**
	 * A person has to act. What may be in the ledger nevertheless stays marked as uncertain, so that it is looked up before
	 * it is ever sent again.
	 */
	async hold(
		held: readonly { readonly work: Work; readonly findings: readonly Finding[] }[],
		state: 'held' | 'waiting' = 'held',
	): Promise<void> {
		const update = ({ work, findings }: (typeof held)[number]) => ({
			postingKey: work.document.postingKey,
			findings,
		});
		const { syncLog, runId } = this.settings;
		const certain = held.filter(({ work }) => !work.unresolved);
		const unclear = held.filter(({ work }) => work.unresolved);
		if (certain.length > 0) await syncLog.held(certain.map(update), runId);
		if (unclear.length > 0) await syncLog.uncertain(unclear.map(update), runId);
		for (const { work, findings } of held) {
			this.open.delete(work.document.postingKey);
			this.set(resultOf(work.document, work.unresolved ? 'uncertain' : state, { findings }));
		}
	}

	/** It cannot be told whether they are in the ledger. */
	async leaveUncertain(works: readonly Work[]): Promise<void> {
		for (const work of works) work.unresolved = true;
		await this.hold(works.map((work) => ({ work, findings: [uncertain(work.document)] })));
	}

	/** Not now: the next delivery tries again. */
	async giveBack(works: readonly Work[], result: (work: Work) => DocumentResult): Promise<void> {
		const { syncLog, runId } = this.settings;
		const sent = works.filter(({ unresolved }) => unresolved);
		const unsent = works.filter(({ unresolved }) => !unresolved);
		if (unsent.length > 0) {
			const keys = unsent.map(({ document }) => document.postingKey);
			await syncLog.release(keys, runId);
		}
		if (sent.length > 0) {
			const updates = sent.map(({ document }) => ({
				postingKey: document.postingKey,
				findings: [uncertain(document)],
			}));
			await syncLog.uncertain(updates, runId);
		}
		for (const work of works) {
			this.open.delete(work.document.postingKey);
			this.set(
				work.unresolved
					? resultOf(work.document, 'uncertain', { findings: [uncertain(work.document)] })
					: result(work),
			);
		}
	}

	/** Another run has taken them over while this one was slow: it will see to them. */
	lost(works: readonly Work[]): void {
		for (const { document } of works) this.busy(document);
	}

	private known(
		document: LedgerDocument,
		record: SyncRecord,
		state: 'unchanged' | 'changed',
		findings: readonly Finding[],
	): void {
		const { ledgerId, ledgerEntity, url, number } = record;
		this.remember(record);
		this.set(
			resultOf(document, state, {
				number,
				...(ledgerId === undefined ? {} : { ledgerId }),
				...(ledgerEntity === undefined ? {} : { ledgerEntity }),
				...(url === undefined ? {} : { url }),
				findings,
			}),
		);
	}

	private set(result: DocumentResult): void {
		this.results.set(result.postingKey, result);
	}
}
