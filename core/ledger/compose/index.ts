/** From a journal entry with accounts to the ledger's documents: which ones, and what stands on them. */
import { finding } from '../../findings/finding';
import type { JournalEntry } from '../../journal/entry';
import { held, unlessErrors, type Outcome } from '../../outcome';
import type { LedgerCapabilities } from '../connector';
import type { LedgerDocument } from '../documents';
import { Composer, type ComposeTarget } from './context';
import { composeMoving } from './moving';
import { composePayment } from './payment';
import { composeRefund } from './refund';
import { composeSale } from './sale';
import { composeSummary } from './summary';

export type { ComposeTarget } from './context';

function compose(composer: Composer): LedgerDocument[] | undefined {
	const { ownWay } = composer;
	if (ownWay !== undefined) return composeMoving(composer, ownWay);
	switch (composer.entry.purpose) {
		case 'Sale':
			return composeSale(composer);
		case 'Refund':
			return composeRefund(composer);
		case 'Payment':
			return composePayment(composer);
		case 'OrderEdit':
		case 'Cancellation':
		case 'Payout':
		case 'Dispute':
		case 'Summary':
			return undefined;
	}
}

/**
 * Composes the documents of an entry, in the order in which they must be created. Together they move every account as
 * the entry does (`effects` shows it); the receivable is moved by invoices, credit notes and payments themselves.
 *
 * @param entry mapped (mapAccounts)
 * @param capabilities which documents the ledger has, and whether it books tax from tax codes
 * @returns the documents, or DOCUMENT_NOT_POSSIBLE, ACCOUNT_NOT_MAPPED, DOCUMENT_NOT_SUPPORTED
 */
export function composeDocuments(
	entry: JournalEntry,
	capabilities: LedgerCapabilities,
	target: ComposeTarget,
): Outcome<readonly LedgerDocument[]> {
	const composer = new Composer(entry, capabilities, target);
	const documents = entry.purpose === 'Summary' ? composeSummary(composer, compose) : compose(composer);
	if (documents === undefined) {
		return held([finding('DOCUMENT_NOT_SUPPORTED', { path: 'purpose', evidence: { type: entry.purpose } })]);
	}
	return unlessErrors(composer.findings, () => documents);
}
