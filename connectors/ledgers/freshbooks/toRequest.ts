/** From a ledger document to the draft of FreshBooks' request: pure, all reasons at once. */
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { held, type Outcome } from '../../../core/outcome';
import { checkDocument, notPossible } from './checks';
import { entityOf, type IsCash } from './entities';
import type { Facts } from './facts';
import type { Draft } from './requests/draft';
import { journalDraft } from './requests/journal';
import { expenseDraft, paymentDraft } from './requests/money';
import { salesDraft } from './requests/sales';

/**
 * @param related the posted document that `appliesTo` names, if any
 * @returns the draft with its warnings, or every reason why it cannot be posted
 */
export function toRequest(
	document: LedgerDocument,
	facts: Facts,
	related: PostedDocument | undefined,
	isCash: IsCash,
): Outcome<Draft> {
	const findings = checkDocument(document);
	const draft = draftOf(document, facts, related, isCash);
	return findings.length === 0 ? draft : held([...findings, ...draft.findings]);
}

function draftOf(
	document: LedgerDocument,
	facts: Facts,
	related: PostedDocument | undefined,
	isCash: IsCash,
): Outcome<Draft> {
	switch (document.type) {
		case 'Invoice':
		case 'CreditNote':
			return salesDraft(document, facts, related);
		case 'CustomerPayment':
			return paymentDraft(document, related);
		case 'SalesReceipt':
		case 'RefundReceipt':
		case 'CustomerRefund':
			return held([notPossible('it has no receipts, and pays out no credits', 'type')]);
		case 'Expense':
		case 'Deposit':
		case 'Transfer':
		case 'ManualJournal':
			return entityOf(document, isCash) === 'Expense'
				? expenseDraft(document, facts)
				: journalDraft(document, facts);
	}
}
