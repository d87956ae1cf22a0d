/** A ledger, a sync log and a clock to post with; what `send` answers can be written down call by call. */
import type { JournalEntry } from '../../../core/journal/entry';
import type { LedgerRequest, LedgerSession, SendResult } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { planEntries } from '../../../core/posting/plan';
import { postOnce, type EntryResult, type PostOnceOptions } from '../../../core/posting/postOnce';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import type { SyncLog, SyncRecord } from '../../../core/posting/syncLog';
import { undoDocuments, type UndoneDocument, type UndoOptions } from '../../../core/posting/undo';
import { verifyDocuments, type VerifiedDocument } from '../../../core/posting/verify';
import { TransportError, type TransportFailure } from '../../../core/transport/http';
import { openSyncLog } from '../../../synclog';
import { LEDGER, LedgerModel, PLAIN_RULES, TENANT, type LedgerRules } from '../../support/ledgerModel';
import { VirtualTime } from '../../support/virtualTime';

export const LEASE_MS = 150_000;

/** What happens at one call of `send`. */
export type Act = (
	requests: readonly LedgerRequest[],
	send: () => Promise<readonly SendResult[]>,
) => Promise<readonly SendResult[]>;

/** It fails, and nothing was done. */
export const fails =
	(failure: TransportFailure, retryAfterMs?: number): Act =>
	async () =>
		await Promise.reject(new TransportError(failure, `it is ${failure}`, retryAfterMs));

/** It is done, and the answer is lost. */
export const losesAnswer: Act = async (_requests, send) => {
	await send();
	throw new TransportError('uncertain', 'the connection was lost');
};

/** Only these are done before the answer is lost. */
export const losesAnswerAfter =
	(count: number): Act =>
	async (requests, _send) => {
		for (const { document } of requests.slice(0, count)) enter(document);
		return await Promise.reject(new TransportError('uncertain', 'timeout'));
	};

let enter: (document: LedgerDocument) => void = () => undefined;

export interface Sent {
	readonly keys: readonly string[];
	readonly token: string;
	readonly at: number;
	/** the states in the sync log at that moment */
	readonly noted: readonly (Pick<SyncRecord, 'status' | 'requestId'> | undefined)[];
}

export class Harness {
	readonly time = new VirtualTime('2026-03-10T08:00:00Z');
	readonly ledger: LedgerModel;
	readonly log: SyncLog = openSyncLog({ file: ':memory:', now: () => this.time.now() });
	readonly sent: Sent[] = [];
	/** acts for the next calls of `send`; after them it works */
	script: Act[] = [];
	private runs = 0;

	constructor(rules: Partial<LedgerRules> = {}) {
		this.ledger = new LedgerModel(this.time, () => 0, { ...PLAIN_RULES, ...rules });
		enter = (document) => this.ledger.enter(document);
	}

	session(): LedgerSession {
		const session = this.ledger.session();
		return {
			...session,
			send: async (requests, requestId) => {
				const keys = requests.map(({ document }) => document.postingKey);
				const records = await Promise.all(keys.map(async (key) => await this.log.record(key)));
				const noted = records.map((record) =>
					record?.requestId === undefined
						? undefined
						: { status: record.status, requestId: record.requestId },
				);
				this.sent.push({ keys, token: requestId, at: this.time.now(), noted });
				const act = this.script.shift();
				const send = async () => await session.send(requests, requestId);
				return await (act === undefined ? send() : act(requests, send));
			},
		};
	}

	async post(
		entries: readonly JournalEntry[],
		more: Partial<PostOnceOptions> = {},
	): Promise<readonly EntryResult[]> {
		return await this.time.until(
			postOnce(entries, {
				session: this.session(),
				syncLog: this.log,
				clock: this.time,
				random: () => 1,
				runId: `run-${this.runs++}`,
				ledger: LEDGER,
				tenant: TENANT,
				leaseMs: LEASE_MS,
				mode: 'post',
				...more,
			}),
		);
	}

	/** Everything the sync log has of a run, or everything. */
	async records(runId?: string): Promise<readonly SyncRecord[]> {
		return await this.log.search({ limit: 1_000, ...(runId === undefined ? {} : { runId }) });
	}

	async undo(
		records: readonly SyncRecord[],
		more: Partial<UndoOptions> = {},
	): Promise<readonly UndoneDocument[]> {
		return await this.time.until(
			undoDocuments(records, {
				session: this.session(),
				syncLog: this.log,
				clock: this.time,
				random: () => 1,
				runId: `undo-${this.runs++}`,
				ledger: LEDGER,
				tenant: TENANT,
				leaseMs: LEASE_MS,
				mode: 'undo',
				...more,
			}),
		);
	}

	async verify(): Promise<readonly VerifiedDocument[]> {
		return await this.time.until(
			verifyDocuments(await this.records(), {
				session: this.ledger.session(),
				syncLog: this.log,
				clock: this.time,
				policy: DEFAULT_RETRY,
				random: () => 1,
			}),
		);
	}

	/** The documents an entry is composed into. */
	documentsOf(entry: JournalEntry): readonly LedgerDocument[] {
		const target = { ledger: LEDGER, tenant: TENANT };
		return planEntries([entry], this.ledger.session().capabilities, target).flatMap(
			({ documents }) => documents,
		);
	}

	/** Keys in the ledger, without what all have in common. */
	get inLedger(): string[] {
		return this.ledger.effective.map(({ postingKey }) => shortKey(postingKey));
	}

	async statusOf(entry: JournalEntry): Promise<string[]> {
		const records = await this.log.recordsOf([entry.documentId]);
		return records.map(({ status }) => status);
	}
}

export function shortKey(key: string): string {
	return key.split('/').slice(4).join('/');
}

/** The outcomes, and the states of their documents, in a line each. */
export function summaryOf(results: readonly EntryResult[]): string[] {
	return results.map(({ outcome, documents }) =>
		`${outcome}: ${documents.map(({ state }) => state).join(', ')}`.trim(),
	);
}

export function codesOf(results: readonly EntryResult[]): string[][] {
	return results.map(({ findings }) => findings.map(({ code }) => code));
}
