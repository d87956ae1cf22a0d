/**
 * Posting: each document of each entry gets into the ledger once, whatever happens on the way. The sync log says who has
 * it, the ledger is asked before anything is sent again, and what stays unclear is left for later rather than risked.
 */
import type { JournalEntry } from '../journal/entry';
import type { LedgerSession, PostedDocument } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import type { Clock } from '../transport/clock';
import { TransportError } from '../transport/http';
import { PostingInterrupted } from './interrupted';
import { needsCorrection, type CorrectionPolicy } from './correct';
import { correctEvents, type PostDocuments } from './correctEvents';
import { eventsOf, inGeneration, knownEvents, type KnownEvents } from './generations';
import type { ClosedPeriodPolicy } from './periods';
import { inOrder, passesOf, planEntries, type PlannedEntry } from './plan';
import { postInParts } from './postParts';
import { previewEntries } from './preview';
import { entryResult, resultOf, type EntryResult } from './results';
import { DEFAULT_RETRY, persistently, type RetryPolicy } from './retry';
import { PostingRun, type RunSettings } from './run';
import type { HeldEvent, SyncLog } from './syncLog';

export { PostingInterrupted } from './interrupted';
export type { DocumentResult, DocumentState, EntryOutcome, EntryResult } from './results';

export interface PostOnceOptions {
	readonly session: LedgerSession;
	readonly syncLog: SyncLog;
	readonly clock: Clock;
	/** names this call in the sync log; never used twice at the same time */
	readonly runId: string;
	/** "quickbooks", and the company's id there */
	readonly ledger: string;
	readonly tenant: string;
	/** how long others keep off what this run has claimed; longer than the longest `send` takes with all its waiting */
	readonly leaseMs: number;
	readonly mode: 'preview' | 'post';
	/** look for every document in the ledger before it is sent, e.g. after the sync log was lost */
	readonly lookUpFirst?: boolean;
	/** what becomes of documents of a closed period; default: held */
	readonly closedPeriod?: ClosedPeriodPolicy;
	/** documents in another currency bring the shop's rate of exchange, where it states one to the company's currency; default: no */
	readonly shopRates?: boolean;
	/** what becomes of events that changed after they were posted; default: review */
	readonly corrections?: CorrectionPolicy;
	/** the time zone of the books, in which the day of a change is told; default: UTC */
	readonly timeZone?: string;
	readonly policy?: RetryPolicy;
	/** 0 to 1, for jitter */
	readonly random?: () => number;
	/** called after each batch */
	onProgress?(progress: { readonly done: number; readonly total: number }): void | Promise<void>;
}

/** What the entries came to: results so far, by their place in the input. */
class Results {
	readonly byIndex = new Map<number, EntryResult>();
	private readonly heldEvents: HeldEvent[] = [];

	constructor(private readonly options: PostOnceOptions) {}

	/** Entries without documents: held with reasons, or nothing to post. */
	async without(planned: readonly PlannedEntry[]): Promise<void> {
		const { syncLog, runId, ledger, tenant } = this.options;
		for (const plan of planned) {
			const { entry, index, findings, possible } = plan;
			if (!possible) this.hold(plan, findings);
			const outcome = possible ? 'unchanged' : 'review';
			this.byIndex.set(index, { entryId: entry.id, outcome, documents: [], findings });
		}
		const empty = planned.filter(({ possible }) => possible);
		const skipped = empty.map(({ entry: { documentId, order, bookedOn } }) => ({
			businessKey: documentId,
			ledger,
			tenant,
			orderNumber: order.number,
			bookedOn,
		}));
		await syncLog.skipped(skipped, runId);
	}

	/** Takes the results of a pass; entries that it did not come to stay without. */
	take(run: PostingRun, planned: readonly PlannedEntry[]): void {
		for (const plan of planned) {
			const documents = plan.documents.flatMap(({ postingKey }) => run.results.get(postingKey) ?? []);
			if (documents.length < plan.documents.length) continue;
			this.byIndex.set(plan.index, entryResult(plan.entry.id, documents, plan.findings));
			const changed = documents.filter(({ state }) => state === 'changed');
			// what is to be corrected is not held yet
			if (changed.length > 0 && this.options.corrections !== 'automatic')
				this.hold(
					plan,
					changed.flatMap(({ findings }) => findings),
				);
		}
	}

	/** What has no record of its own to be held in. Noted last, because a claim of the same event would clear it. */
	async noteHeld(): Promise<void> {
		await this.options.syncLog.heldEvents(this.heldEvents);
	}

	/** What an event came to that was looked at as a whole. */
	async settle(planned: readonly PlannedEntry[], results: ReadonlyMap<number, EntryResult>): Promise<void> {
		const before = this.heldEvents.length;
		for (const plan of planned) {
			const result = results.get(plan.index);
			if (result === undefined) continue;
			this.byIndex.set(plan.index, result);
			const changed = result.documents.filter(({ state }) => state === 'changed');
			if (changed.length > 0)
				this.hold(
					plan,
					changed.flatMap(({ findings }) => findings),
				);
		}
		await this.options.syncLog.heldEvents(this.heldEvents.slice(before));
	}

	private hold({ entry }: PlannedEntry, findings: EntryResult['findings']): void {
		const { ledger, runId } = this.options;
		this.heldEvents.push({
			businessKey: entry.documentId,
			stage: ledger,
			orderNumber: entry.order.number,
			bookedOn: entry.bookedOn,
			findings,
			runId,
		});
	}
}

/** Ends what is still open after a failure. Should the sync log fail as well, the leases run out by themselves. */
async function giveBackOpen(run: PostingRun): Promise<void> {
	try {
		await run.giveBack([...run.open.values()], ({ document }) => resultOf(document, 'failed'));
	} catch {
		// the first failure is the one to report
	}
}

async function post(
	planned: readonly PlannedEntry[],
	options: PostOnceOptions,
	settings: RunSettings,
	known: readonly PostedDocument[] = [],
	results = new Results(options),
) {
	const inLedger = new Map<PostingKey, PostedDocument>(known.map((posted) => [posted.postingKey, posted]));
	const withDocuments = planned.filter(({ documents }) => documents.length > 0);
	const total = withDocuments.reduce((sum, { documents }) => sum + documents.length, 0);
	let done = 0;
	await results.without(planned.filter(({ documents }) => documents.length === 0));
	for (const pass of passesOf(withDocuments)) {
		const run = new PostingRun(settings, inLedger);
		const progress = async () => await options.onProgress?.({ done: done + run.results.size, total });
		try {
			await postInParts(run, inOrder(pass), { lookUpFirst: options.lookUpFirst ?? false, progress });
		} catch (error) {
			await giveBackOpen(run);
			results.take(run, pass);
			if (!(error instanceof TransportError)) throw error;
			await results.noteHeld();
			throw new PostingInterrupted(
				error,
				planned.map(({ index }) => results.byIndex.get(index)),
			);
		}
		results.take(run, pass);
		done += run.results.size;
	}
	await results.noteHeld();
	return results.byIndex;
}

function settingsOf(options: PostOnceOptions): RunSettings {
	const { session, syncLog, clock, runId, ledger, tenant, leaseMs } = options;
	const { policy = DEFAULT_RETRY, random = Math.random, closedPeriod = 'hold' } = options;
	return { session, syncLog, clock, runId, ledger, tenant, leaseMs, policy, random, closedPeriod };
}

/** Corrections never go into a closed period: they are of the day of the change, or of the first open one. */
async function postCorrections(
	events: Parameters<PostDocuments>[0],
	options: PostOnceOptions,
): ReturnType<PostDocuments> {
	const { corrections: _corrections, ...others } = options;
	const plain: PostOnceOptions = { ...others, closedPeriod: 'firstOpenDay' };
	const planned = events.map(({ plan, documents }, index) => ({ ...plan, index, documents, findings: [] }));
	const results = await post(planned, plain, settingsOf(plain));
	return planned.map(({ index }) => results.get(index)?.documents ?? []);
}

/** Events that are to be looked at as a whole, and how they end. */
async function correct(
	planned: readonly PlannedEntry[],
	entries: readonly JournalEntry[],
	options: PostOnceOptions,
): Promise<ReadonlyMap<number, EntryResult>> {
	const { session, syncLog, clock, runId, leaseMs, ledger, tenant, mode } = options;
	const { corrections = 'review', timeZone = 'UTC' } = options;
	const events = planned.flatMap((plan) => {
		const entry = entries[plan.index];
		return entry === undefined ? [] : [{ plan, entry }];
	});
	if (events.length === 0) return new Map();
	const { capabilities } = session;
	const more = {
		ledger,
		tenant,
		capabilities,
		corrections,
		mode,
		timeZone,
		now: clock.now(),
		runId,
		leaseMs,
	};
	return await correctEvents(events, syncLog, more, async (some) => await postCorrections(some, options));
}

/** Posts what is new, then corrects what changed. */
async function postAndCorrect(
	planned: readonly PlannedEntry[],
	known: KnownEvents,
	entries: readonly JournalEntry[],
	options: PostOnceOptions,
): Promise<ReadonlyMap<number, EntryResult>> {
	const { corrections = 'review', mode } = options;
	const settings = settingsOf(options);
	const asWhole = new Set(planned.filter((plan) => needsCorrection(plan, known, corrections)));
	const others = planned.filter((plan) => !asWhole.has(plan));
	if (mode === 'preview') {
		const previewed = await previewEntries(settings, inOrder(others));
		return new Map([...previewed, ...(await correct([...asWhole], entries, options))]);
	}
	const results = new Results(options);
	await post(others, options, settings, [], results);
	const changed = others.filter(
		({ index }) =>
			corrections === 'automatic' &&
			results.byIndex.get(index)?.documents.some(({ state }) => state === 'changed') === true,
	);
	const whole = planned.filter((plan) => asWhole.has(plan) || changed.includes(plan));
	try {
		await results.settle(whole, await correct(whole, entries, options));
	} catch (error) {
		if (!(error instanceof PostingInterrupted)) throw error;
		const done = planned.map(({ index }) => results.byIndex.get(index));
		throw new PostingInterrupted(error.cause, done);
	}
	return results.byIndex;
}

/**
 * Posts documents that are composed already (corrections of others), with the same care.
 * @param known what they apply to
 * @returns one result a document, in their order; undefined where a run has another result under the same key
 */
export async function postDocuments(
	documents: readonly LedgerDocument[],
	options: PostOnceOptions,
	known: readonly PostedDocument[],
): Promise<readonly (EntryResult | undefined)[]> {
	const planned = documents.map((document, index) => ({
		index,
		entry: {
			id: document.businessKey,
			documentId: document.businessKey,
			bookedOn: document.date,
			order: { id: document.orderNumber, number: document.orderNumber },
		},
		documents: [document],
		possible: true,
		findings: [],
	}));
	const results = await post(planned, options, settingsOf(options), known);
	return planned.map(({ index }) => results.get(index));
}

/**
 * Posts mapped entries, or shows what posting would do. May be called with the same entries any number of times, by any
 * number of workers at once: what is posted already comes out as unchanged.
 *
 * Findings it adds to the ledger's own: CHANGED_AFTER_POSTING, CORRECTED_AFTER_POSTING, MAPPED_OTHERWISE, POSTING_UNCERTAIN, POSTING_IN_PROGRESS, LEDGER_BUSY,
 * REJECTED_BY_LEDGER, PERIOD_CLOSED, PERIOD_MOVED, PERIOD_WAIT, CURRENCY_NOT_ENABLED, SALE_NOT_POSTED, NUMBER_TAKEN.
 *
 * @returns one result an entry, in their order
 * @throws PostingInterrupted (a TransportError) when the ledger cannot be used any further, with the results so far
 */
export async function postOnce(
	entries: readonly JournalEntry[],
	options: PostOnceOptions,
): Promise<readonly EntryResult[]> {
	const { session, syncLog, ledger, tenant } = options;
	const hasRates =
		options.shopRates === true && entries.some(({ exchangeRate }) => exchangeRate !== undefined);
	const home = hasRates
		? await persistently(settingsOf(options), async () => await session.company())
		: undefined;
	const composed = planEntries(entries, session.capabilities, {
		ledger,
		tenant,
		...(home === undefined ? {} : { shopRatesTo: home.currency }),
	});
	const known = await knownEvents(syncLog, eventsOf(composed), { ledger, tenant });
	const planned = inGeneration(composed, known, session.capabilities.numberLength);
	const results = await postAndCorrect(planned, known, entries, options);
	return planned.map(({ index }) => {
		const result = results.get(index);
		if (result === undefined) throw new Error('one result an entry');
		return result;
	});
}
