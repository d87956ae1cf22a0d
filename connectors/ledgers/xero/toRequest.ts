/** From a ledger document to the draft of Xero's request: pure, all reasons at once. */
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { held, type Outcome } from '../../../core/outcome';
import { checkAmounts, checkDocument, notPossible } from './checks';
import type { Facts } from './facts';
import type { Draft } from './requests/draft';
import { moveDraft } from './requests/moves';
import { paymentDraft } from './requests/payment';
import { salesDraft } from './requests/sales';

/**
 * @param facts what is known of the organisation
 * @param appliedTo the posted document that `appliesTo` names, if any
 * @returns the draft with its warnings, or every reason why it cannot be posted
 */
export function toRequest(
	document: LedgerDocument,
	facts: Facts,
	appliedTo: PostedDocument | undefined,
): Outcome<Draft> {
	const impossible = checkAmounts(document);
	if (impossible.length > 0) return held(impossible);
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
		case 'Invoice':
		case 'CreditNote':
			return salesDraft(document, facts, appliedTo);
		case 'CustomerPayment':
		case 'CustomerRefund':
			return paymentDraft(document, facts, appliedTo);
		case 'SalesReceipt':
		case 'RefundReceipt':
			return held([
				notPossible(
					'it has no receipts: a sale is an invoice with its payment, a refund a credit note',
					'type',
				),
			]);
		case 'Deposit':
		case 'Expense':
		case 'Transfer':
		case 'ManualJournal':
			return moveDraft(document, facts);
	}
}
