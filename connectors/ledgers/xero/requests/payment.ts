/**
 * CustomerPayment and CustomerRefund -> Payment: of an invoice, or out of a credit note. Payments of one call are 50 as well as
 * invoices; Xero's BatchPayments would save no call and would leave the single payment without a reference of its own, by which
 * it is found again.
 */
import { finding, type Finding } from '../../../../core/findings/finding';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { isZero } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import type { Facts } from '../facts';
import { jsonNumber } from '../numbers';
import { needed, rateFields, referenceOf, type Draft } from './draft';
import { checkRelated } from './related';

/**
 * @param related what `appliesTo` names, as it was posted
 * @returns held with SALE_NOT_POSTED, ACCOUNT_NOT_MAPPED, PAYMENTS_NOT_ENABLED or DOCUMENT_NOT_POSSIBLE
 */
export function paymentDraft(
	document: LedgerDocument,
	facts: Facts,
	related: PostedDocument | undefined,
): Outcome<Draft> {
	const isRefund = document.type === 'CustomerRefund';
	const findings: readonly Finding[] = [
		...checkMoneyAccount(document, facts),
		...checkRelated(document, related, isRefund ? 'CreditNotes' : 'Invoices'),
		...(document.appliesTo === undefined
			? [
					notPossible(
						isRefund ? 'money goes back out of a credit note' : 'a payment belongs to an invoice',
						'appliesTo',
					),
				]
			: []),
		...(isZero(document.total) ? [notPossible('a payment of nothing', 'total')] : []),
	];
	return unlessErrors(findings, () => ({
		entity: 'Payments',
		needsContact: false,
		findings,
		complete: () => {
			const id = needed(related?.id, 'what is paid');
			return {
				...(isRefund ? { CreditNote: { CreditNoteID: id } } : { Invoice: { InvoiceID: id } }),
				Account: { AccountID: needed(document.moneyAccount?.id, 'a money account') },
				Date: document.date,
				Amount: jsonNumber(document.total.amount),
				Reference: referenceOf(document.postingKey),
				...rateFields(document, facts),
			};
		},
	}));
}

/** Nothing is posted to a fallback account, so a missing one is ACCOUNT_NOT_MAPPED. */
export function checkMoneyAccount(document: LedgerDocument, facts: Facts): readonly Finding[] {
	const account = document.moneyAccount;
	if (account === undefined)
		return [
			finding('ACCOUNT_NOT_MAPPED', {
				path: 'moneyAccount',
				evidence: {
					description: 'the account the money goes to or comes from',
					suggestion: 'Map the role "clearing" for its gateway.',
				},
			}),
		];
	const known = facts.accounts.get(account.id);
	if (known === undefined || known.takesPayments) return [];
	return [
		finding('PAYMENTS_NOT_ENABLED', {
			path: 'moneyAccount',
			evidence: { account: known.name, type: known.type },
		}),
	];
}
