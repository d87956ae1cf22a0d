/** The documents of a summary: of its sales, and of what was given back. */
import type { SummaryPart } from '../../journal/entry';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';
import { composeRefund } from './refund';
import { composeSale } from './sale';

/**
 * Sales and refunds are documents of their own, as if all sales were one sale and all refunds one refund: a sales receipt
 * where one gateway took the money, an invoice and a payment for each gateway otherwise; a refund receipt or credit note for
 * what was given back. Never one document of both, whose total, or whose tax under some rate, could be negative; and never a
 * journal for what has tax, because the tax reports of ledgers see sales documents only.
 */
export function composeSummary(composer: Composer): LedgerDocument[] {
	const compose = (part: SummaryPart, prefix: string | undefined): LedgerDocument[] => {
		const lines = composer.entry.lines.filter((line) => (line.part ?? 'sales') === part);
		if (lines.length === 0) return [];
		const some = composer.forPart(prefix, lines);
		const documents = part === 'sales' ? composeSale(some) : composeRefund(some);
		composer.findings.push(...some.findings);
		return documents;
	};
	return [...compose('sales', undefined), ...compose('refunds', 'refunds')];
}
