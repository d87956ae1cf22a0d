/** CustomerPayment -> Payment: linked to the invoice it pays, or a credit of the customer when it pays none. */
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import type { Facts } from '../facts';
import { jsonNumber } from '../numbers';
import { header, needed, ref, type Draft } from './draft';
import { checkInvoice } from './invoice';
import { checkMoneyAccount } from './moneyAccount';

/**
 * @param invoice what `appliesTo` names, as it was posted
 * @returns held with SALE_NOT_POSTED when the invoice is not there yet, or ACCOUNT_NOT_MAPPED
 */
export function paymentDraft(
	document: LedgerDocument,
	facts: Facts,
	invoice: PostedDocument | undefined,
): Outcome<Draft> {
	const findings = [...checkMoneyAccount(document, facts), ...checkInvoice(document, invoice)];
	return unlessErrors(findings, () => ({
		items: [],
		needsCustomer: true,
		findings,
		complete: (ids) => ({
			// a Payment has no DocNumber that could be queried: its reference is our number
			PaymentRefNum: document.number,
			...header(document, facts),
			CustomerRef: ref(needed(ids.customer, 'a customer')),
			DepositToAccountRef: ref(needed(document.moneyAccount?.id, 'a money account')),
			TotalAmt: jsonNumber(document.total.amount),
			...(invoice === undefined
				? {}
				: {
						Line: [
							{
								Amount: jsonNumber(document.total.amount),
								LinkedTxn: [{ TxnId: invoice.id, TxnType: 'Invoice' }],
							},
						],
					}),
		}),
	}));
}
