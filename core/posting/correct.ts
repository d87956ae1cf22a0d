/**
 * Events that changed after they were posted. What is in the ledger of an event is what its posted documents do together,
 * corrections included; what should be there is what its documents of now would do. The difference is booked as a correction
 * with a key of its own (`…/correction/1`, then `/2`), so that one change gives one correction whatever happens: the key is
 * known before anything is sent, half-posted ones are brought to their end first, and then the difference is taken anew.
 */
import { finding, type Finding } from '../findings/finding';
import type { JournalEntry } from '../journal/entry';
import type { LedgerCapabilities } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';
import { fromMinorUnits } from '../money/money';
import { changesBetween } from './changes';
import { contentDifference, contentOf, isOnlyMappedOtherwise, type Content, type Leg } from './content';
import { correctionKey, correctionOf, nextCorrection } from './correction';
import { fingerprint } from './fingerprint';
import type { KnownEvents } from './generations';
import { dayOf, isInstant } from './periods';
import type { PlannedEntry } from './plan';
import { changedAfterPosting, corrected, inProgress, mappedOtherwise } from './reasons';
import { entryResult, resultOf, type DocumentResult, type EntryResult } from './results';
import { isReversal } from './reversal';
import { parseSnapshot, snapshotOf, type DocumentSnapshot } from './snapshot';
import type { SyncRecord } from './syncLog';

/** automatic: the difference is booked. review: a person is told. */
export type CorrectionPolicy = 'automatic' | 'review';

export interface CorrectionOptions {
	readonly ledger: string;
	readonly tenant: string;
	readonly capabilities: LedgerCapabilities;
	readonly corrections: CorrectionPolicy;
	readonly mode: 'preview' | 'post';
	/** the time zone of the books, in which the day of a change is told */
	readonly timeZone: string;
	/** epoch milliseconds */
	readonly now: number;
}

/** An event, with what is known of it. */
export interface ChangedEvent {
	readonly plan: PlannedEntry;
	readonly entry: JournalEntry;
	readonly records: readonly SyncRecord[];
	readonly snapshots: ReadonlyMap<PostingKey, unknown>;
	/** what this run has done about it so far */
	readonly results: readonly DocumentResult[];
	readonly remarks: readonly Finding[];
}

/** What is to be done about an event next. */
export type CorrectionStep =
	| {
			readonly kind: 'post';
			readonly documents: readonly LedgerDocument[];
			readonly remarks: readonly Finding[];
	  }
	| { readonly kind: 'end'; readonly result: EntryResult };

interface Posted {
	readonly record: SyncRecord;
	readonly snapshot: DocumentSnapshot;
}

const UNSETTLED: ReadonlySet<string> = new Set(['claimed', 'sending', 'failed']);

const isOwn = ({ postingKey, documentType }: SyncRecord): boolean =>
	documentType !== 'None' && !isReversal(postingKey);

/** Whether an event must be looked at as a whole: it was corrected before, or its documents differ and are to be corrected. */
export function needsCorrection(
	{ documents, entry }: PlannedEntry,
	known: KnownEvents,
	policy: CorrectionPolicy,
): boolean {
	const records = (known.get(entry.documentId) ?? []).filter(isOwn);
	const posted = new Map(
		records.filter(({ status }) => status === 'posted').map((each) => [each.postingKey, each]),
	);
	if (posted.size === 0) return false;
	if (records.some(({ postingKey, status }) => status !== 'undone' && correctionOf(postingKey) !== undefined))
		return true;
	if (policy === 'review') return false;
	return documents.some((document) => {
		const record = posted.get(document.postingKey);
		return record !== undefined && record.fingerprint !== fingerprint(document);
	});
}

function legText({ kind, account, units, taxes }: Leg, currency: string): string {
	let all = units;
	for (const tax of taxes.values()) all += tax.units;
	const amount = fromMinorUnits(all < 0n ? -all : all, currency).amount;
	const name = kind === 'receivable' ? 'the receivable' : (account?.name ?? '');
	return `${all < 0n ? 'credit' : 'debit'} ${amount} ${currency} to ${name}`;
}

/** One event in one step. */
class Step {
	private readonly posted: readonly Posted[];
	private readonly own: readonly SyncRecord[];

	constructor(
		private readonly event: ChangedEvent,
		private readonly options: CorrectionOptions,
	) {
		this.own = event.records.filter(isOwn);
		this.posted = this.own.flatMap((record) => {
			const snapshot = parseSnapshot(event.snapshots.get(record.postingKey));
			return record.status === 'posted' && snapshot !== undefined ? [{ record, snapshot }] : [];
		});
	}

	next(): CorrectionStep {
		const { own, posted, options } = this;
		const isAutomatic = options.corrections === 'automatic';
		if (posted.length === 0 || own.some(({ status }) => status === 'undoing')) return this.busy();
		if (own.filter(({ status }) => status === 'posted').length > posted.length)
			return this.review(['what was posted can no longer be read']);
		if (this.isStale()) return this.unchanged();
		const unsettled = isAutomatic ? this.unsettled() : [];
		if (unsettled.length > 0) {
			if (options.mode === 'preview') return this.busy();
			return { kind: 'post', documents: unsettled, remarks: [] };
		}
		return this.compare();
	}

	/** What is there against what should be. */
	private compare(): CorrectionStep {
		const { posted, options, event } = this;
		const { documents } = event.plan;
		const was = contentOf(posted.map(({ snapshot }) => snapshot));
		const is = contentOf(documents.map(snapshotOf));
		const difference = contentDifference(was, is);
		if (difference.size === 0) {
			const changes = this.isCorrected() ? [] : this.changesOfMain();
			return changes.length === 0 ? this.unchanged() : this.review(changes);
		}
		const changes = [...difference.values()].map((leg) => legText(leg, event.entry.currency));
		if (posted.some(({ snapshot }) => snapshot.currency !== event.entry.currency))
			return this.review(['the currency is another']);
		if (isOnlyMappedOtherwise(was, is)) return this.unchanged([this.told(mappedOtherwise, changes)]);
		if (options.corrections === 'review') return this.review(changes);
		return this.correct(was, is, changes);
	}

	private correct(was: Content, is: Content, changes: readonly string[]): CorrectionStep {
		const { event, options } = this;
		const { entry } = event;
		const main = this.main();
		if (main === undefined) return this.busy();
		const { capabilities, ledger, tenant, mode } = options;
		const composed = nextCorrection(was, is, {
			entry,
			capabilities,
			ledger,
			tenant,
			mainKey: main.postingKey,
			count: this.nextCount(),
			date: this.dayOfChange(),
			appliesTo: this.appliesTo(),
			original: `${main.documentType} ${main.number} of ${main.bookedOn}`,
		});
		if (!composed.ok) return this.review(changes, composed.findings);
		const remarks = [this.told(corrected, changes)];
		if (mode === 'post') return { kind: 'post', documents: composed.value, remarks };
		const planned = composed.value.map((document) =>
			resultOf(document, 'wouldCreate', { plan: snapshotOf(document) }),
		);
		return { kind: 'end', result: this.result([...this.there(), ...planned], remarks) };
	}

	/** Documents that may be in the ledger, or belong to a correction of which a part is: as they were claimed. */
	private unsettled(): readonly LedgerDocument[] {
		const begun = new Set(this.posted.map(({ record }) => correctionOf(record.postingKey)));
		const isLeft = ({ status, postingKey }: SyncRecord): boolean => {
			const count = correctionOf(postingKey);
			return UNSETTLED.has(status) || (status === 'held' && count !== undefined && begun.has(count));
		};
		const tried = new Set(this.event.results.map(({ postingKey }) => postingKey));
		return this.own
			.filter((record) => isLeft(record) && !tried.has(record.postingKey))
			.flatMap((record) => this.asClaimed(record) ?? []);
	}

	private asClaimed(record: SyncRecord): LedgerDocument | undefined {
		const snapshot = parseSnapshot(this.event.snapshots.get(record.postingKey));
		if (snapshot === undefined) return undefined;
		const { entry } = this.event;
		const { postingKey, businessKey, number, orderNumber } = record;
		const main = this.main();
		const isCorrection = correctionOf(postingKey) !== undefined;
		return {
			...snapshot,
			postingKey,
			businessKey,
			number,
			orderNumber,
			...(isCorrection && main !== undefined ? { corrects: main.postingKey } : {}),
			...(entry.customer === undefined ? {} : { customer: entry.customer }),
			...(entry.shipTo === undefined ? {} : { shipTo: entry.shipTo }),
			channel: entry.channel,
			store: entry.source.storeId,
			memo: `${entry.narration}, order ${orderNumber} of ${entry.source.storeId}.\n${postingKey}`,
		};
	}

	/** The version that was delivered is older than one that is in the ledger already. */
	private isStale(): boolean {
		const { revision } = this.event.entry.source;
		if (!isInstant(revision)) return false;
		return this.posted.some(
			({ snapshot }) =>
				snapshot.revision !== undefined &&
				isInstant(snapshot.revision) &&
				Date.parse(snapshot.revision) > Date.parse(revision),
		);
	}

	private isCorrected(): boolean {
		return this.posted.some(({ record }) => correctionOf(record.postingKey) !== undefined);
	}

	/** The event's own document, which corrections are named after: the first that is planned and posted. */
	private main(): SyncRecord | undefined {
		const records = new Map(this.posted.map(({ record }) => [record.postingKey, record]));
		const [planned] = this.event.plan.documents.flatMap(({ postingKey }) => records.get(postingKey) ?? []);
		const originals = this.posted.filter(({ record }) => correctionOf(record.postingKey) === undefined);
		return planned ?? originals[0]?.record;
	}

	private changesOfMain(): readonly string[] {
		return this.event.plan.documents.flatMap((document) => {
			const posted = this.posted.find(({ record }) => record.postingKey === document.postingKey);
			return posted === undefined ? [] : changesBetween(posted.snapshot, snapshotOf(document));
		});
	}

	private nextCount(): number {
		const used = this.own.flatMap(({ postingKey }) => correctionOf(postingKey) ?? []);
		return Math.max(0, ...used) + 1;
	}

	/** The day of the change, but not before the event itself. */
	private dayOfChange(): string {
		const { source, bookedOn } = this.event.entry;
		const at = isInstant(source.revision) ? Date.parse(source.revision) : this.options.now;
		const day = dayOf(at, this.options.timeZone);
		return day < bookedOn ? bookedOn : day;
	}

	/** What a credit or payment of the difference belongs to: the event's own last invoice, or what the event belongs to. */
	private appliesTo(): PostingKey | undefined {
		const invoices = this.posted.filter(({ record }) => record.documentType === 'Invoice');
		const last = invoices.toSorted((a, b) => a.record.createdAt.localeCompare(b.record.createdAt)).at(-1);
		if (last !== undefined) return last.record.postingKey;
		const applied = this.posted.find(({ snapshot }) => snapshot.appliesTo !== undefined)?.snapshot.appliesTo;
		return applied ?? this.event.plan.documents.find(({ appliesTo }) => appliesTo !== undefined)?.appliesTo;
	}

	/** The event's documents of now that are in the ledger. */
	private there(): readonly DocumentResult[] {
		const records = new Map(this.posted.map(({ record }) => [record.postingKey, record]));
		return this.event.plan.documents.flatMap((document) => {
			const record = records.get(document.postingKey);
			if (record === undefined) return [];
			const { number, ledgerId, ledgerEntity, url } = record;
			return resultOf(document, 'unchanged', {
				number,
				...(ledgerId === undefined ? {} : { ledgerId }),
				...(ledgerEntity === undefined ? {} : { ledgerEntity }),
				...(url === undefined ? {} : { url }),
			});
		});
	}

	private told(
		make: (document: LedgerDocument, number: string, changes: readonly string[]) => Finding,
		changes: readonly string[],
	): Finding {
		const main = this.main();
		const { documents } = this.event.plan;
		const document = documents.find(({ postingKey }) => postingKey === main?.postingKey) ?? documents[0];
		if (document === undefined) return finding('NOTHING_TO_POST');
		return make(document, main?.number ?? document.number, changes);
	}

	private result(documents: readonly DocumentResult[], remarks: readonly Finding[]): EntryResult {
		const { plan } = this.event;
		return entryResult(plan.entry.id, documents, [...plan.findings, ...remarks]);
	}

	private unchanged(remarks: readonly Finding[] = []): CorrectionStep {
		const { results, remarks: earlier } = this.event;
		return { kind: 'end', result: this.result([...this.there(), ...results], [...earlier, ...remarks]) };
	}

	private busy(): CorrectionStep {
		const documents = this.event.plan.documents.map((document) =>
			resultOf(document, 'busy', { findings: [inProgress(document)] }),
		);
		return { kind: 'end', result: this.result([...documents, ...this.event.results], []) };
	}

	private review(changes: readonly string[], more: readonly Finding[] = []): CorrectionStep {
		const reasons = [this.told(changedAfterPosting, changes), ...more];
		const [first, ...others] = this.there();
		const changed: readonly DocumentResult[] =
			first === undefined ? [] : [{ ...first, state: 'changed', findings: reasons }, ...others];
		return { kind: 'end', result: this.result([...changed, ...this.event.results], []) };
	}
}

export function correctionStep(event: ChangedEvent, options: CorrectionOptions): CorrectionStep {
	return new Step(event, options).next();
}

/** The key of an event's correction, for tests and reports. */
export { correctionKey };
