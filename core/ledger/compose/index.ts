/** From a journal entry with accounts to the ledger's documents: which ones, and what stands on them. */
import type { JournalEntry } from '../../journal/entry';
import { unlessErrors, type Outcome } from '../../outcome';
import type { LedgerCapabilities } from '../connector';
import type { LedgerDocument } from '../documents';
import { Composer, type ComposeTarget } from './context';
import { composeChange, composeJournal } from './delta';
import { composeEdit } from './edit';
import { withExplanations } from './explanations';
import { composeMoving } from './moving';
import { composePayment } from './payment';
import { composePayout } from './payout';
import { composeRefund } from './refund';
import { composeSale } from './sale';
import { composeSummary } from './summary';

export type { ComposeTarget } from './context';

/** event: an event as it happened. change: the difference to what was posted of it. */
export type ComposeMode = 'event' | 'change';

/** Events that are no sale and give nothing back: their differences are none either. */
function ofNoSale(composer: Composer): LedgerDocument[] | undefined {
	switch (composer.entry.purpose) {
		case 'Payout':
		case 'PayoutMatch':
			return composePayout(composer);
		case 'Dispute':
		case 'Fulfilment':
		case 'BalanceChange':
			return composeJournal(composer, composer.entry.narration);
		default:
			return undefined;
	}
}

function change(composer: Composer): LedgerDocument[] {
	const { purpose, lines } = composer.entry;
	const isPaidOut = purpose === 'Payment' && !lines.some(({ role }) => role === 'receivable');
	return isPaidOut ? composeJournal(composer, 'Refund paid out') : composeChange(composer);
}

function compose(composer: Composer, mode: ComposeMode): LedgerDocument[] {
	const { ownWay } = composer;
	const plain = ofNoSale(composer);
	if (plain !== undefined) return plain;
	if (ownWay !== undefined) return composeMoving(composer, ownWay, mode);
	if (mode === 'change') return change(composer);
	switch (composer.entry.purpose) {
		case 'Sale':
			return composeSale(composer);
		case 'Payment':
			return composePayment(composer);
		case 'OrderEdit':
			return composeEdit(composer);
		case 'Refund':
		case 'Cancellation':
			return composeRefund(composer);
		default:
			return [];
	}
}

/**
 * Composes the documents of an entry, in the order in which they must be created. Together they move every account as
 * the entry does (`effects` shows it); the receivable is moved by invoices, credit notes and payments themselves.
 *
 * @param entry mapped (mapAccounts)
 * @param capabilities which documents the ledger has, and whether it books tax from tax codes
 * @param mode whether the entry is an event, or the difference to one that is posted (core/posting/correction.ts)
 * @returns the documents, or DOCUMENT_NOT_POSSIBLE, ACCOUNT_NOT_MAPPED
 */
export function composeDocuments(
	entry: JournalEntry,
	capabilities: LedgerCapabilities,
	target: ComposeTarget,
	mode: ComposeMode = 'event',
): Outcome<readonly LedgerDocument[]> {
	const composer = new Composer(entry, capabilities, target);
	const documents =
		entry.purpose === 'Summary'
			? composeSummary(composer, (part) => compose(part, 'event'))
			: compose(composer, mode);
	return unlessErrors(composer.findings, () => withExplanations(entry, documents));
}
