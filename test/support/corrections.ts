/** Brings posted documents to what an event is now, round by round, as the poster does it. */
import type { JournalEntry } from '../../core/journal/entry';
import type { LedgerCapabilities } from '../../core/ledger/connector';
import type { LedgerDocument } from '../../core/ledger/documents';
import { contentOf } from '../../core/posting/content';
import { nextCorrection } from '../../core/posting/correction';
import { planEntries } from '../../core/posting/plan';
import { snapshotOf } from '../../core/posting/snapshot';

const TENANT = 'T';
const MOST_ROUNDS = 4;

/** Undefined where the ledger has no documents for it. */
export function plannedDocuments(
	entry: JournalEntry,
	capabilities: LedgerCapabilities,
): readonly LedgerDocument[] | undefined {
	const [plan] = planEntries([entry], capabilities, { ledger: capabilities.ledger, tenant: TENANT });
	return plan?.possible === true ? plan.documents : undefined;
}

/** Corrects until nothing is different. @returns all documents, or undefined where a person would be told */
export function corrected(
	before: readonly LedgerDocument[],
	entry: JournalEntry,
	after: readonly LedgerDocument[],
	capabilities: LedgerCapabilities,
): readonly LedgerDocument[] | undefined {
	const posted = [...before];
	for (let count = 1; count <= MOST_ROUNDS; count++) {
		const next = nextCorrection(contentOf(posted.map(snapshotOf)), contentOf(after.map(snapshotOf)), {
			entry,
			capabilities,
			ledger: capabilities.ledger,
			tenant: TENANT,
			mainKey: before[0]?.postingKey ?? '',
			count,
			date: '2026-03-09',
			appliesTo: posted.findLast(({ type }) => type === 'Invoice')?.postingKey,
			original: 'the original',
		});
		if (!next.ok) return undefined;
		if (next.value.length === 0) return posted;
		posted.push(...next.value);
	}
	throw new Error('a correction never ends');
}
