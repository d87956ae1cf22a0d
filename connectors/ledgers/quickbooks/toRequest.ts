/** From a ledger document to the draft of QuickBooks' request: pure, all reasons at once. */
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { held, type Outcome } from '../../../core/outcome';
import { checkAmounts, checkDocument, notPossible } from './checks';
import type { Facts } from './facts';
import type { Draft } from './requests/draft';
import { journalDraft } from './requests/journal';
import { depositDraft, expenseDraft, transferDraft } from './requests/moves';
import { paymentDraft } from './requests/payment';
import { salesDraft } from './requests/sales';

/**
 * @param facts what is known of the company
 * @param appliedTo the posted document that `appliesTo` names, if any
 * @returns the draft with its warnings, or every reason why it cannot be posted
 */
export function toRequest(
	document: LedgerDocument,
	facts: Facts,
	appliedTo: PostedDocument | undefined,
): Outcome<Draft> {
	const tooLarge = checkAmounts(document);
	if (tooLarge.length > 0) return held(tooLarge);
	const findings = checkDocument(document, facts);
	const draft = draftOf(document, facts, appliedTo);
	return findings.length === 0 ? draft : held([...findings, ...draft.findings]);
}

function draftOf(
	document: LedgerDocument,
	facts: Facts,
	appliedTo: PostedDocument | undefined,
): Outcome<Draft> {
	switch (document.type) {
		case 'SalesReceipt':
		case 'Invoice':
		case 'RefundReceipt':
			return salesDraft(document.type, document, facts, appliedTo);
		case 'CreditNote':
			return salesDraft('CreditMemo', document, facts, appliedTo);
		case 'CustomerPayment':
			return paymentDraft(document, facts, appliedTo);
		case 'CustomerRefund':
			return held([notPossible('money goes back with a refund receipt, not out of a credit memo', 'type')]);
		case 'ManualJournal':
			return journalDraft(document, facts);
		case 'Deposit':
			return depositDraft(document, facts);
		case 'Transfer':
			return transferDraft(document, facts);
		case 'Expense':
			return expenseDraft(document, facts);
	}
}
