/** QuickBooks' names of the ledger documents, and where our number stands in each so that a query finds it. */
import type { LedgerDocument, LedgerDocumentType } from '../../../core/ledger/documents';
import type { CompanySettings } from './company';

export const ENTITIES = {
	SalesReceipt: 'SalesReceipt',
	Invoice: 'Invoice',
	CreditNote: 'CreditMemo',
	RefundReceipt: 'RefundReceipt',
	CustomerPayment: 'Payment',
	/** never sent: refunds of money are RefundReceipts here */
	CustomerRefund: 'RefundReceipt',
	Deposit: 'Deposit',
	Transfer: 'Transfer',
	Expense: 'Purchase',
	ManualJournal: 'JournalEntry',
} as const satisfies Record<LedgerDocumentType, string>;

export type NumberField = 'DocNumber' | 'PaymentRefNum';

/**
 * The field that carries our number and that a query can look for; undefined where there is none. Sales documents take a
 * number only where the company lets us number; "if CustomTxnNumbers is false then do not send a value as it can lead to
 * unwanted duplicates". A Payment's number is its reference, a journal entry's is always ours.
 */
export function numberFieldOf({ type }: LedgerDocument, settings: CompanySettings): NumberField | undefined {
	switch (type) {
		case 'ManualJournal':
			return 'DocNumber';
		case 'CustomerPayment':
			return 'PaymentRefNum';
		case 'SalesReceipt':
			return settings.customNumbers ? 'DocNumber' : 'PaymentRefNum';
		case 'Invoice':
		case 'CreditNote':
		case 'RefundReceipt':
			return settings.customNumbers ? 'DocNumber' : undefined;
		case 'Expense':
			return settings.customPurchaseNumbers ? 'DocNumber' : undefined;
		case 'CustomerRefund':
		case 'Deposit':
		case 'Transfer':
			return undefined;
	}
}
