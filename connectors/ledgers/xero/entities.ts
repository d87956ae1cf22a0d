/**
 * Xero's endpoints for the ledger documents. What a movement of money becomes depends on its accounts: only bank accounts take
 * spend and receive money and transfers, and no manual journal may touch them.
 */
import type { LedgerDocument, LedgerDocumentLine } from '../../../core/ledger/documents';
import type { Resource } from './client';

export type Entity = Exclude<Resource, 'Contacts' | 'Items'>;

/** Whether an account is one of Xero's bank accounts. */
export type IsBank = (accountId: string) => boolean;

/** The name of the id in an element of each kind. */
export const ID_FIELDS = {
	Invoices: 'InvoiceID',
	CreditNotes: 'CreditNoteID',
	Payments: 'PaymentID',
	BankTransactions: 'BankTransactionID',
	BankTransfers: 'BankTransferID',
	ManualJournals: 'ManualJournalID',
} as const satisfies Record<Entity, string>;

/** All lines of a movement of money, with that of its money account. */
export function legsOf(document: LedgerDocument): readonly LedgerDocumentLine[] {
	const { moneyAccount, type, total } = document;
	if (moneyAccount === undefined || (type !== 'Deposit' && type !== 'Expense')) return document.lines;
	const leg: LedgerDocumentLine = {
		role: 'bank',
		account: moneyAccount,
		side: type === 'Deposit' ? 'debit' : 'credit',
		amount: total,
		description: '',
		taxes: [],
	};
	return [...document.lines, leg];
}

/** Bank accounts among the legs, each once. */
export function bankAccountsOf(document: LedgerDocument, isBank: IsBank): readonly string[] {
	return [
		...new Set(
			legsOf(document)
				.map(({ account }) => account.id)
				.filter(isBank),
		),
	];
}

/**
 * Where a document is created and found. A movement without a bank account is a manual journal; with one it is spend or
 * receive money there; between two it is a bank transfer.
 */
export function entityOf(document: LedgerDocument, isBank: IsBank): Entity {
	switch (document.type) {
		case 'Invoice':
		case 'SalesReceipt':
			return 'Invoices';
		case 'CreditNote':
		case 'RefundReceipt':
			return 'CreditNotes';
		case 'CustomerPayment':
		case 'CustomerRefund':
			return 'Payments';
		case 'Deposit':
		case 'Expense':
		case 'Transfer':
		case 'ManualJournal': {
			const banks = bankAccountsOf(document, isBank).length;
			if (banks === 0) return 'ManualJournals';
			return banks === 1 ? 'BankTransactions' : 'BankTransfers';
		}
	}
}
