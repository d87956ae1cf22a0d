/** FreshBooks' own objects for the ledger documents. */
import type { LedgerDocument, LedgerDocumentLine } from '../../../core/ledger/documents';
import { OWN_ACCOUNTS } from '../../../core/ledger/ownAccounts';

export type Entity = 'Invoice' | 'CreditNote' | 'Payment' | 'Expense' | 'JournalEntry';

export const ENTITIES: readonly Entity[] = ['Invoice', 'CreditNote', 'Payment', 'Expense', 'JournalEntry'];

/** Whether an account is FreshBooks' cash account, which its payments and expenses go through by themselves. */
export type IsCash = (accountId: string) => boolean;

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

/**
 * Where a document is created and found. An expense is FreshBooks' own where it has one line and is paid from the cash account
 * that FreshBooks takes by itself; everything else that moves money is a journal entry, which names every account.
 */
export function entityOf(document: LedgerDocument, isCash: IsCash): Entity {
	switch (document.type) {
		case 'Invoice':
		case 'SalesReceipt':
			return 'Invoice';
		case 'CreditNote':
		case 'RefundReceipt':
			return 'CreditNote';
		case 'CustomerPayment':
		case 'CustomerRefund':
			return 'Payment';
		case 'Expense': {
			const { moneyAccount, lines } = document;
			const fromCash =
				moneyAccount !== undefined && (moneyAccount.id === OWN_ACCOUNTS.money || isCash(moneyAccount.id));
			return fromCash && lines.length === 1 && lines[0]?.side === 'debit' ? 'Expense' : 'JournalEntry';
		}
		case 'Deposit':
		case 'Transfer':
		case 'ManualJournal':
			return 'JournalEntry';
	}
}

/** The entity of a reference; undefined when it is none of ours. */
export function entityOfReference({ entity }: { readonly entity: string }): Entity | undefined {
	return ENTITIES.find((known) => known === entity);
}
