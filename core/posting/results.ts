/** What posting gives back: for each entry and each of its documents what became of it. */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { LedgerDocument, LedgerDocumentType, PostingKey } from '../ledger/documents';
import type { Money } from '../money/money';
import type { DocumentSnapshot } from './snapshot';

/**
 * created: posted now. found: an earlier attempt had posted it. unchanged: posted before. wouldCreate: in a preview.
 * busy: another run has it, or its sale waits for its next attempt. changed: posted before with other content.
 * held: a person has to act. failed: the ledger did not take it now, the next delivery tries again.
 * uncertain: it may be in the ledger; the next delivery looks it up. waiting: for its period to be opened.
 */
export type DocumentState =
	| 'created'
	| 'found'
	| 'unchanged'
	| 'wouldCreate'
	| 'busy'
	| 'changed'
	| 'held'
	| 'failed'
	| 'uncertain'
	| 'waiting';

/** Flat, so that it fits a table or a sheet. */
export interface DocumentResult {
	readonly postingKey: PostingKey;
	readonly businessKey: BusinessKey;
	readonly documentType: LedgerDocumentType;
	readonly number: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly total: Money;
	readonly state: DocumentState;
	/** where it is in the ledger, when it is there */
	readonly ledgerId?: string;
	readonly ledgerEntity?: string;
	readonly url?: string;
	readonly findings: readonly Finding[];
	/** in a preview: accounts, amounts and taxes of what would be posted */
	readonly plan?: DocumentSnapshot;
}

export type EntryOutcome = 'posted' | 'unchanged' | 'inProgress' | 'review';

export interface EntryResult {
	readonly entryId: BusinessKey;
	/** the worst of its documents: review, then inProgress, then posted (in a preview: would be), then unchanged */
	readonly outcome: EntryOutcome;
	readonly documents: readonly DocumentResult[];
	/** of composing and of all documents, each once */
	readonly findings: readonly Finding[];
}

/** The result of a document, with the figures that every result has. */
export function resultOf(
	document: LedgerDocument,
	state: DocumentState,
	more: Partial<
		Pick<DocumentResult, 'ledgerId' | 'ledgerEntity' | 'url' | 'findings' | 'plan' | 'number'>
	> = {},
): DocumentResult {
	return {
		postingKey: document.postingKey,
		businessKey: document.businessKey,
		documentType: document.type,
		number: document.number,
		orderNumber: document.orderNumber,
		bookedOn: document.date,
		total: document.total,
		state,
		findings: [],
		...more,
	};
}

function outcomeOf({ state, findings }: DocumentResult): EntryOutcome {
	switch (state) {
		case 'created':
		case 'found':
		case 'wouldCreate':
			// posted, and yet for a person: the ledger shows other figures than were meant
			return findings.some(({ severity }) => severity === 'error') ? 'review' : 'posted';
		case 'unchanged':
			return 'unchanged';
		case 'busy':
		case 'waiting':
			return 'inProgress';
		case 'changed':
		case 'held':
		case 'failed':
		case 'uncertain':
			return 'review';
	}
}

const WORST_FIRST: readonly EntryOutcome[] = ['review', 'inProgress', 'posted', 'unchanged'];

/** @param remarks of composing the entry's documents */
export function entryResult(
	entryId: BusinessKey,
	documents: readonly DocumentResult[],
	remarks: readonly Finding[],
): EntryResult {
	const outcomes = documents.map(outcomeOf);
	const findings = [...remarks, ...documents.flatMap((document) => document.findings)];
	return {
		entryId,
		outcome: WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'unchanged',
		documents,
		findings: [
			...new Map(findings.map((each) => [`${each.code} ${each.path} ${each.message}`, each])).values(),
		],
	};
}
