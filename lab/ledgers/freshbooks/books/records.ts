/** What is kept of each kind of record. Amounts and percents are decimal text; days are YYYY-MM-DD. */
import type { SystemAccount } from '../chart/chart';
import type { AccountType } from '../chart/types';
import type { Row } from '../../../kit/table';

/** 0 active, 1 deleted, 2 archived */
export type VisState = 0 | 1 | 2;

/** Fields that mean nothing to the books: kept as they came and given back. */
export type Plain = Readonly<Record<string, string | number | boolean | null>>;

export interface Doc extends Row {
	/** epoch milliseconds */
	readonly created: number;
	readonly vis: VisState;
	readonly plain: Plain;
}

export interface ClientRow extends Doc {
	readonly currency: string;
}

export interface LineTax {
	readonly name: string;
	readonly percent: string;
}

export interface LineRow {
	readonly type: number;
	readonly name: string;
	readonly description: string;
	readonly qty: string;
	readonly unitCost: string;
	/** at most two */
	readonly taxes: readonly LineTax[];
	/** the second tax is taken on the first as well */
	readonly compounded: boolean;
}

export interface InvoiceRow extends Doc {
	readonly uuid: string;
	readonly number: string;
	readonly clientId: string;
	readonly currency: string;
	readonly date: string;
	readonly dueDays: number;
	/** percent */
	readonly discount: string;
	readonly lines: readonly LineRow[];
	/** drafts are not in the books */
	readonly isSent: boolean;
}

export interface CreditNoteRow extends Doc {
	readonly number: string;
	readonly clientId: string;
	readonly currency: string;
	readonly date: string;
	readonly type: 'goodwill' | 'prepayment' | 'overpayment';
	readonly lines: readonly LineRow[];
}

export interface PaymentRow extends Doc {
	readonly invoiceId: string;
	readonly clientId: string;
	readonly currency: string;
	readonly amount: string;
	/** what of it settles the invoice; the rest became a credit */
	readonly applied: string;
	readonly date: string;
	readonly type: string;
	/** the credit note that pays */
	readonly creditId?: string;
	/** the credit note that its excess became */
	readonly overpaymentId?: string;
}

export interface OtherIncomeRow extends Doc {
	readonly currency: string;
	/** with the taxes */
	readonly amount: string;
	readonly date: string;
	readonly category: string;
	readonly taxes: readonly LineTax[];
}

export interface ExpenseTax {
	readonly name: string;
	readonly percent?: string;
	readonly amount: string;
}

export interface ExpenseRow extends Doc {
	readonly currency: string;
	/** with the taxes */
	readonly amount: string;
	readonly date: string;
	readonly categoryId: string;
	readonly taxes: readonly ExpenseTax[];
}

export interface CategoryRow extends Doc {
	readonly category: string;
	/** the expense account behind it */
	readonly account: string;
	readonly isCogs: boolean;
}

export interface ItemRow extends Doc {
	readonly name: string;
	readonly unitCost: string;
	readonly currency: string;
}

export interface TaxRow extends Doc {
	readonly name: string;
	readonly percent: string;
}

/** An account of the chart. Only accounts below another are posted to. */
export interface AccountRow extends Row {
	readonly created: number;
	/** what older addresses call it: `accountid` or `sub_accountid` */
	readonly oldId: number;
	readonly number: string;
	readonly name: string;
	readonly description: string;
	readonly type: AccountType;
	readonly subType: string;
	readonly parent?: string;
	readonly system?: SystemAccount;
	/** made by FreshBooks itself */
	readonly isAuto: boolean;
	readonly state: 'active' | 'archived';
}

export interface JournalDetail {
	readonly id: number;
	readonly account: string;
	/** debit positive; decimal text */
	readonly amount: string;
}

export interface JournalRow extends Row {
	readonly created: number;
	/** what older addresses call it */
	readonly entryId: number;
	readonly number: string;
	readonly name: string;
	readonly description: string;
	readonly date: string;
	readonly currency: string;
	readonly details: readonly JournalDetail[];
}
