/** The documents of a summary: of its sales, and of what was given back. */
import type { SummaryPart } from '../../journal/entry';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';

/**
 * Sales and refunds are documents of their own, as if all sales were one sale and all refunds one refund: a sales receipt
 * where one gateway took the money, an invoice and a payment for each gateway otherwise; a refund receipt or credit note for
 * what was given back. Never one document of both, whose total, or whose tax under some rate, could be negative; and never a
 * journal for what has tax where the ledger has sales documents with tax codes, because its tax reports see those only.
 * @param compose composes the documents of a sale or a refund
 */
export function composeSummary(
	composer: Composer,
	compose: (some: Composer) => LedgerDocument[] | undefined,
): LedgerDocument[] {
	const part = (name: SummaryPart, purpose: 'Sale' | 'Refund', prefix?: string): LedgerDocument[] => {
		const lines = composer.entry.lines.filter((line) => (line.part ?? 'sales') === name);
		if (lines.length === 0) return [];
		const some = composer.forPart(lines, purpose, prefix);
		const documents = compose(some) ?? [];
		composer.findings.push(...some.findings);
		return documents;
	};
	return [...part('sales', 'Sale'), ...part('refunds', 'Refund', 'refunds')];
}
