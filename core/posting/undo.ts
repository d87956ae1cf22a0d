/**
 * Taking posted documents back, each exactly once: what depends on others goes first, the ledger is asked what is there before
 * anything is done, and what it does not let go (a closed period) is taken back by a correcting document. A run that was
 * stopped is resumed by running it again.
 */
import { finding, type Finding } from '../findings/finding';
import type { LedgerSession, PostedReference } from '../ledger/connector';
import type { PostingKey } from '../ledger/documents';
import { TurnDelayed } from '../transport/governor';
import { TransportError } from '../transport/http';
import { dayAfter } from './periods';
import { postDocuments, type PostOnceOptions } from './postOnce';
import { requestIdOf } from './requestId';
import { DEFAULT_RETRY, isTooLong, pauseAfter, persistently, type Patience } from './retry';
import type { DocumentResult } from './results';
import { isReversal, reversalKey, reversalOf } from './reversal';
import { parseSnapshot } from './snapshot';
import type { SyncRecord } from './syncLog';
import { partsOf } from '../partsOf';

/**
 * undone: voided or deleted, now. reversed: by a correcting document. alreadyUndone: by an earlier run. wouldUndo: in a
 * preview. held: a person has to act. busy: another run has it. uncertain: run it again, the ledger is asked first.
 */
export type UndoState = 'undone' | 'reversed' | 'alreadyUndone' | 'wouldUndo' | 'held' | 'busy' | 'uncertain';

/** Flat, so that it fits a table or a sheet. */
export interface UndoneDocument {
	readonly postingKey: PostingKey;
	readonly businessKey: string;
	readonly documentType: SyncRecord['documentType'];
	readonly number: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly state: UndoState;
	/** the number of the correcting document */
	readonly reversedBy?: string;
	readonly findings: readonly Finding[];
}

export type UndoOptions = Omit<PostOnceOptions, 'mode' | 'lookUpFirst' | 'closedPeriod' | 'onProgress'> & {
	/** preview: says what would be done, and does nothing */
	readonly mode: 'preview' | 'undo';
};

interface Target {
	readonly record: SyncRecord;
	readonly snapshot: unknown;
}

/** One of another day, by an earlier attempt, takes it back as well. */
const isThere = ({ state }: DocumentResult): boolean =>
	['created', 'found', 'unchanged', 'changed'].includes(state);

const notPossible = ({ documentType: document, number }: SyncRecord, reason: string): Finding =>
	finding('UNDO_NOT_POSSIBLE', { evidence: { document, number, reason } });

const neededBy = (record: SyncRecord, { documentType, number, orderNumber }: SyncRecord): Finding =>
	notPossible(record, `${documentType} ${number} of order ${orderNumber} belongs to it and is in the ledger`);

/** A posted record as the ledger is asked about it; undefined when it does not say where it is. */
export function referenceOf(record: SyncRecord, snapshot?: unknown): PostedReference | undefined {
	const { postingKey, documentType, ledgerId, ledgerEntity, number, bookedOn, postedOn, total } = record;
	if (ledgerId === undefined || ledgerEntity === undefined || total === undefined) return undefined;
	if (documentType === 'None') return undefined;
	const totalTax = parseSnapshot(snapshot)?.totalTax;
	return {
		postingKey,
		documentType,
		entity: ledgerEntity,
		id: ledgerId,
		number,
		date: postedOn ?? bookedOn,
		total,
		...(totalTax === undefined ? {} : { totalTax }),
	};
}

class UndoRun {
	readonly results = new Map<PostingKey, UndoneDocument>();
	private readonly open: Map<PostingKey, SyncRecord>;
	private readonly patience: Patience;
	private readonly session: LedgerSession;

	constructor(
		private readonly options: UndoOptions,
		records: readonly SyncRecord[],
	) {
		const { clock, policy = DEFAULT_RETRY, random = Math.random, session } = options;
		this.session = session;
		this.patience = { clock, policy, random };
		this.open = new Map(
			records.filter(({ status }) => status !== 'undone').map((each) => [each.postingKey, each]),
		);
		for (const record of records) if (record.status === 'undone') this.set(record, 'alreadyUndone');
	}

	async run(): Promise<void> {
		for (const record of [...this.open.values()]) {
			if (isReversal(record.postingKey))
				this.set(record, 'held', [
					notPossible(record, 'it is a correction; post the event again where the correction was wrong'),
				]);
		}
		while (this.open.size > 0) {
			const wave = this.nextWave();
			if (this.options.mode === 'preview') await this.preview(wave);
			else {
				for (const batch of partsOf(wave, this.session.maxBatch)) await this.undo(await this.claim(batch));
			}
		}
	}

	/** What nothing else of this run depends on. */
	private nextWave(): readonly SyncRecord[] {
		const all = [...this.open.values()];
		const needed = new Set(all.flatMap(({ appliesTo }) => appliesTo ?? []));
		const ready = all.filter(({ postingKey }) => !needed.has(postingKey));
		// documents that apply to each other in a circle cannot be: they were posted one after the other
		return ready.length > 0 ? ready : all;
	}

	/** In a preview: holds what documents depend on that would stay in the ledger. */
	private async preview(wave: readonly SyncRecord[]): Promise<void> {
		const keys = wave.map(({ postingKey }) => postingKey);
		const dependants = await this.options.syncLog.dependants(keys);
		const staying = dependants.filter(
			({ postingKey }) => this.results.get(postingKey)?.state !== 'wouldUndo',
		);
		for (const record of wave) {
			const first = staying.find(({ appliesTo }) => appliesTo === record.postingKey);
			if (first === undefined) this.set(record, 'wouldUndo');
			else this.set(record, 'held', [neededBy(record, first)]);
		}
	}

	private async claim(records: readonly SyncRecord[]): Promise<readonly Target[]> {
		const { syncLog, runId, leaseMs } = this.options;
		const claims = await syncLog.claimUndo(
			records.map(({ postingKey }) => postingKey),
			runId,
			leaseMs,
		);
		const targets: Target[] = [];
		records.forEach((record, index) => {
			const claim = claims[index];
			switch (claim?.state) {
				case 'claimed':
					return targets.push({ record: claim.record, snapshot: claim.snapshot });
				case 'undone':
					return this.set(record, 'alreadyUndone');
				case 'needed':
					return this.set(record, 'held', [neededBy(record, claim.by)]);
				case 'busy':
					return this.set(record, 'busy', [
						finding('POSTING_IN_PROGRESS', {
							evidence: { document: record.documentType, number: record.number },
						}),
					]);
				default:
					return this.set(record, 'held', [notPossible(record, 'the sync log does not have it as posted')]);
			}
		});
		return targets;
	}

	/** Takes a batch back; asks again for what stays unclear, as the ledger looks at each before it does anything. */
	private async undo(all: readonly Target[]): Promise<void> {
		const { clock, policy } = this.patience;
		let targets = await this.notReversed(all);
		// an attempt without an answer may still be acted on, whatever the ledger says to the next one
		let unclear = false;
		for (let failures = 0, asked = 0; targets.length > 0; asked++) {
			let waitMs = 0;
			try {
				const again: Target[] = [];
				const references = targets.map(({ record, snapshot }) => this.reference(record, snapshot));
				const members = targets.map(({ record }) => ({
					postingKey: record.postingKey,
					fingerprint: `undo ${this.options.runId}`,
					attempts: asked,
				}));
				const results = await this.session.undo(references, requestIdOf(this.options.tenant, members));
				for (const [index, target] of targets.entries()) {
					const result = results[index] ?? { kind: 'again', afterMs: policy.pauseMs };
					if (result.kind === 'undone') await this.done(target, 'undone');
					else if (result.kind === 'notPossible' && unclear) this.leaveUncertain([target]);
					else if (result.kind === 'notPossible') await this.reverse(target, result.finding);
					else {
						waitMs = Math.max(waitMs, result.afterMs);
						again.push(target);
					}
				}
				targets = again;
				if (again.length > 0) failures++;
			} catch (error) {
				if (!(error instanceof TransportError) || error.failure === 'unauthorized') throw error;
				if (error.failure === 'rejected') return await this.apart(targets, error);
				unclear ||= error.failure === 'uncertain';
				if (!(error instanceof TurnDelayed)) failures++;
				if (isTooLong(error)) throw error;
				waitMs = pauseAfter(this.patience, error, Math.max(1, failures));
			}
			if (targets.length > 0 && failures > policy.resends) return this.leaveUncertain(targets);
			if (targets.length > 0) await clock.sleep(waitMs);
		}
	}

	/**
	 * A run that was stopped may have posted the correction already: then there is nothing left to take back. One that it had
	 * begun is brought to its end first, even if the period is open by now: otherwise it could come on top of a void.
	 */
	private async notReversed(targets: readonly Target[]): Promise<readonly Target[]> {
		const left: Target[] = [];
		for (const target of targets) {
			const reversal = await this.options.syncLog.record(reversalKey(target.record.postingKey));
			if (reversal?.status === 'posted') {
				await this.done(target, 'reversed', [], reversal.number);
				continue;
			}
			const begun = reversal === undefined ? undefined : await this.postReversal(target, reversal.bookedOn);
			if (begun === undefined || begun.state === 'held') left.push(target);
			else if (isThere(begun)) await this.reversed(target, begun);
			else this.leaveUncertain([target]);
		}
		return left;
	}

	private reference(record: SyncRecord, snapshot: unknown): PostedReference {
		const reference = referenceOf(record, snapshot);
		if (reference === undefined)
			throw new Error(`${record.postingKey} is posted without a place in the ledger`);
		return reference;
	}

	/** The ledger refuses the batch as a whole: one by one, until only the culprit is held. */
	private async apart(targets: readonly Target[], error: TransportError): Promise<void> {
		if (targets.length > 1) {
			for (const target of targets) await this.undo([target]);
			return;
		}
		for (const target of targets) await this.hold(target, [notPossible(target.record, error.message)]);
	}

	/** It may be gone or not; it stays marked, and the next run asks the ledger. */
	private leaveUncertain(targets: readonly Target[]): void {
		for (const { record } of targets) {
			const evidence = { document: record.documentType, number: record.number };
			this.set(record, 'uncertain', [finding('POSTING_UNCERTAIN', { evidence })]);
		}
	}

	/** The ledger does not let it go: its effect is taken back by a document of the first open day. */
	private async reverse(target: Target, why: Finding): Promise<void> {
		const company = await persistently(this.patience, async () => await this.session.company(true));
		const { closedUntil } = company;
		if (why.code !== 'PERIOD_CLOSED' || closedUntil === undefined) return await this.hold(target, [why]);
		const posted = await this.postReversal(target, dayAfter(closedUntil));
		if (posted === undefined) return await this.hold(target, [why]);
		if (isThere(posted)) await this.reversed(target, posted);
		else await this.hold(target, [why, ...posted.findings]);
	}

	/** @returns what became of the correcting document of that day; undefined where there is none for this kind */
	private async postReversal(
		{ record, snapshot: kept }: Target,
		date: string,
	): Promise<DocumentResult | undefined> {
		const snapshot = parseSnapshot(kept);
		if (snapshot === undefined) return undefined;
		const reversal = reversalOf(record, snapshot, date, this.session.capabilities);
		if (reversal === undefined) return undefined;
		const { mode: _mode, ...options } = this.options;
		const { ledgerId, ledgerEntity, total, number, postingKey } = record;
		const original =
			ledgerId === undefined || ledgerEntity === undefined || total === undefined
				? []
				: [{ postingKey, entity: ledgerEntity, id: ledgerId, number, total }];
		const [result] = await postDocuments([reversal], { ...options, mode: 'post' }, original);
		return result?.documents[0];
	}

	private async reversed(target: Target, { findings, number }: DocumentResult): Promise<void> {
		const remarks = findings.filter(({ code }) => code !== 'CHANGED_AFTER_POSTING');
		await this.done(target, 'reversed', remarks, number);
	}

	private async done(
		{ record }: Target,
		state: 'undone' | 'reversed',
		findings: readonly Finding[] = [],
		reversedBy?: string,
	): Promise<void> {
		const { syncLog, runId } = this.options;
		await syncLog.undone([{ postingKey: record.postingKey, findings }], runId);
		this.set(record, state, findings, reversedBy);
	}

	private async hold({ record }: Target, findings: readonly Finding[]): Promise<void> {
		const { syncLog, runId } = this.options;
		await syncLog.undoHeld([{ postingKey: record.postingKey, findings }], runId);
		this.set(record, 'held', findings);
	}

	private set(
		record: SyncRecord,
		state: UndoState,
		findings: readonly Finding[] = [],
		reversedBy?: string,
	): void {
		const { postingKey, businessKey, documentType, number, orderNumber, bookedOn } = record;
		this.open.delete(postingKey);
		this.results.set(postingKey, {
			postingKey,
			businessKey,
			documentType,
			number,
			orderNumber,
			bookedOn,
			state,
			...(reversedBy === undefined ? {} : { reversedBy }),
			findings,
		});
	}
}

/**
 * Takes posted documents back. May be called again with the same records, by any number of workers.
 * @param records of the sync log; those that are neither posted, being undone nor undone are left out
 * @returns one result a document, in the order of the records; findings: UNDO_NOT_POSSIBLE, PERIOD_CLOSED,
 * POSTING_IN_PROGRESS, POSTING_UNCERTAIN
 * @throws TransportError when the ledger cannot be used any further; what was done until then is in the sync log
 */
export async function undoDocuments(
	records: readonly SyncRecord[],
	options: UndoOptions,
): Promise<readonly UndoneDocument[]> {
	const known = records.filter(
		(record) => ['posted', 'undoing', 'undone'].includes(record.status) && referenceOf(record) !== undefined,
	);
	const run = new UndoRun(options, known);
	await run.run();
	return known.flatMap(({ postingKey }) => run.results.get(postingKey) ?? []);
}
