/** What is to be posted, and in which order. */
import type { Finding } from '../findings/finding';
import type { JournalEntry } from '../journal/entry';
import { composeDocuments, type ComposeTarget } from '../ledger/compose';
import type { LedgerCapabilities } from '../ledger/connector';
import type { LedgerDocument, PostingKey } from '../ledger/documents';

/** What of an entry counts after its documents are composed. */
export type PlannedEvent = Pick<JournalEntry, 'id' | 'documentId' | 'bookedOn' | 'order' | 'relatesTo'>;

/** An entry with its documents, or with the reasons why it has none. */
export interface PlannedEntry {
	/** its place in the input */
	readonly index: number;
	readonly entry: PlannedEvent;
	readonly documents: readonly LedgerDocument[];
	/** whether it could be composed; if not, the findings are the reasons */
	readonly possible: boolean;
	readonly findings: readonly Finding[];
}

export function planEntries(
	entries: readonly JournalEntry[],
	capabilities: LedgerCapabilities,
	target: ComposeTarget,
): readonly PlannedEntry[] {
	return entries.map((entry, index) => {
		const composed = composeDocuments(entry, capabilities, target);
		const documents = composed.ok ? composed.value : [];
		return { index, entry, documents, possible: composed.ok, findings: composed.findings };
	});
}

/**
 * The same event may be delivered twice in one input. Each pass has a posting key at most once; the later delivery comes in
 * a later pass, where it is found to be unchanged, or changed.
 */
export function passesOf(planned: readonly PlannedEntry[]): readonly (readonly PlannedEntry[])[] {
	const passes: PlannedEntry[][] = [];
	const seen = new Map<PostingKey, number>();
	for (const plan of planned) {
		const keys = plan.documents.map(({ postingKey }) => postingKey);
		const pass = Math.max(0, ...keys.map((key) => (seen.get(key) ?? -1) + 1));
		for (const key of keys) seen.set(key, pass);
		(passes[pass] ??= []).push(plan);
	}
	return passes;
}

/** What others apply to comes first; otherwise the order of the input stays. */
export function inOrder(planned: readonly PlannedEntry[]): readonly PlannedEntry[] {
	const byKey = new Map<PostingKey, PlannedEntry>();
	for (const plan of planned) for (const { postingKey } of plan.documents) byKey.set(postingKey, plan);
	const ordered = new Set<PlannedEntry>();
	const visit = (plan: PlannedEntry, waiting: ReadonlySet<PlannedEntry>): void => {
		if (ordered.has(plan) || waiting.has(plan)) return;
		for (const { appliesTo } of plan.documents) {
			const before = appliesTo === undefined ? undefined : byKey.get(appliesTo);
			if (before !== undefined && before !== plan) visit(before, new Set([...waiting, plan]));
		}
		ordered.add(plan);
	};
	for (const plan of planned) visit(plan, new Set());
	return [...ordered];
}
