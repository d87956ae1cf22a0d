/** What an organisation holds, as it is kept. Amounts and rates are decimal text, days are YYYY-MM-DD. */
import type { AccountType, SystemAccount } from '../country/accountTypes';
import type { Row } from '../../../kit/table';

export type LineAmountTypes = 'Exclusive' | 'Inclusive' | 'NoTax';

export interface Tracking {
	readonly categoryId: string;
	readonly optionId: string;
}

export interface Line {
	readonly id: string;
	readonly description?: string;
	readonly quantity?: string;
	readonly unitAmount?: string;
	readonly itemCode?: string;
	readonly accountId?: string;
	readonly taxType?: string;
	readonly taxAmount: string;
	readonly lineAmount: string;
	readonly discountRate?: string;
	readonly discountAmount?: string;
	readonly tracking: readonly Tracking[];
}

export type DocumentType = 'ACCREC' | 'ACCPAY' | 'ACCRECCREDIT' | 'ACCPAYCREDIT';
export type DocumentStatus = 'DRAFT' | 'SUBMITTED' | 'AUTHORISED' | 'PAID' | 'VOIDED' | 'DELETED';

/** An invoice, a bill or a credit note. */
export interface DocumentRow extends Row {
	readonly type: DocumentType;
	readonly number: string;
	readonly reference?: string;
	readonly contactId: string;
	readonly date: string;
	readonly dueDate?: string;
	readonly status: DocumentStatus;
	readonly lineAmountTypes: LineAmountTypes;
	readonly currency: string;
	/** units of the document's currency for one of the base currency */
	readonly rate: string;
	readonly lines: readonly Line[];
	readonly subTotal: string;
	readonly totalTax: string;
	readonly total: string;
	readonly rounding?: string;
	readonly url?: string;
	readonly sentToContact: boolean;
	/** by payments; of a credit note: what was paid back */
	readonly paid: string;
	/** by credit notes; of a credit note: what was allocated to invoices */
	readonly credited: string;
	/** what of it still stands in the control account, cents of the base currency */
	readonly openBase: string;
	readonly payments: readonly string[];
	readonly allocations: readonly string[];
	readonly fullyPaidOn?: string;
}

/** A note in the history of a document. */
export interface NoteRow extends Row {
	readonly documentId: string;
	readonly details: string;
}

export interface AllocationRow extends Row {
	readonly creditNoteId: string;
	readonly invoiceId: string;
	readonly amount: string;
	readonly date: string;
	/** cents of the base currency that it took from either side */
	readonly creditBase: string;
	readonly invoiceBase: string;
	readonly deleted: boolean;
}

export interface PaymentRow extends Row {
	readonly documentId: string;
	readonly accountId: string;
	readonly date: string;
	readonly amount: string;
	readonly bankAmount: string;
	readonly rate: string;
	readonly reference?: string;
	readonly reconciled: boolean;
	readonly status: 'AUTHORISED' | 'DELETED';
	readonly batchId?: string;
	/** cents of the base currency that it took from the control account */
	readonly clearedBase: string;
}

export interface BatchPaymentRow extends Row {
	readonly accountId: string;
	readonly date: string;
	readonly reference?: string;
	readonly details?: string;
	readonly narrative?: string;
	readonly particulars?: string;
	readonly code?: string;
	readonly type: 'RECBATCH' | 'PAYBATCH';
	readonly total: string;
	readonly payments: readonly string[];
	readonly status: 'AUTHORISED' | 'DELETED';
}

export interface BankTransactionRow extends Row {
	readonly type: 'RECEIVE' | 'SPEND' | 'RECEIVE-TRANSFER' | 'SPEND-TRANSFER';
	readonly contactId?: string;
	readonly accountId: string;
	readonly date: string;
	readonly reference?: string;
	readonly url?: string;
	readonly reconciled: boolean;
	readonly status: 'AUTHORISED' | 'DELETED';
	readonly lineAmountTypes: LineAmountTypes;
	readonly currency: string;
	readonly rate: string;
	readonly lines: readonly Line[];
	readonly subTotal: string;
	readonly totalTax: string;
	readonly total: string;
}

export interface BankTransferRow extends Row {
	readonly fromAccountId: string;
	readonly toAccountId: string;
	readonly amount: string;
	readonly date: string;
	readonly reference?: string;
	readonly fromTransactionId: string;
	readonly toTransactionId: string;
	readonly fromReconciled: boolean;
	readonly toReconciled: boolean;
	readonly created: number;
	readonly status: 'AUTHORISED' | 'DELETED';
}

export interface JournalLineRow {
	readonly accountId: string;
	readonly description?: string;
	readonly taxType: string;
	readonly taxAmount: string;
	/** debits positive */
	readonly lineAmount: string;
	readonly tracking: readonly Tracking[];
}

export interface ManualJournalRow extends Row {
	readonly narration: string;
	readonly date: string;
	readonly status: 'DRAFT' | 'POSTED' | 'DELETED' | 'VOIDED';
	readonly lineAmountTypes: LineAmountTypes;
	readonly url?: string;
	readonly showOnCashBasis: boolean;
	readonly lines: readonly JournalLineRow[];
}

export interface AccountRow extends Row {
	readonly code: string;
	readonly name: string;
	readonly type: AccountType;
	readonly status: 'ACTIVE' | 'ARCHIVED' | 'DELETED';
	readonly taxType: string;
	readonly description?: string;
	readonly system?: SystemAccount;
	readonly payments: boolean;
	readonly bankAccountNumber?: string;
	readonly bankAccountType?: 'BANK' | 'CREDITCARD' | 'PAYPAL';
	readonly currency?: string;
}

export interface TaxComponentRow {
	readonly name: string;
	/** percent */
	readonly rate: string;
	readonly compound: boolean;
	readonly nonRecoverable: boolean;
}

export type Applicable = 'ASSET' | 'EQUITY' | 'EXPENSE' | 'LIABILITY' | 'REVENUE';

export interface TaxRateRow extends Row {
	readonly taxType: string;
	readonly name: string;
	readonly components: readonly TaxComponentRow[];
	/** percent, of net amounts */
	readonly effective: string;
	readonly status: 'ACTIVE' | 'DELETED' | 'ARCHIVED';
	readonly reportTaxType?: string;
	readonly applies: readonly Applicable[];
}

export interface TrackingOptionRow {
	readonly id: string;
	readonly name: string;
	readonly status: 'ACTIVE' | 'ARCHIVED';
}

export interface TrackingCategoryRow extends Row {
	readonly name: string;
	readonly status: 'ACTIVE' | 'ARCHIVED' | 'DELETED';
	readonly options: readonly TrackingOptionRow[];
}

export interface ItemSide {
	readonly unitPrice?: string;
	readonly accountCode?: string;
	readonly taxType?: string;
}

export interface ItemRow extends Row {
	readonly code: string;
	readonly name?: string;
	readonly description?: string;
	readonly purchaseDescription?: string;
	readonly isSold: boolean;
	readonly isPurchased: boolean;
	readonly sales?: ItemSide;
	readonly purchase?: ItemSide;
	readonly deleted: boolean;
}

export interface ContactRow extends Row {
	readonly name: string;
	readonly number?: string;
	readonly status: 'ACTIVE' | 'ARCHIVED';
	/** further fields, as they were sent */
	readonly fields: Readonly<Record<string, unknown>>;
}

export interface CurrencyRow extends Row {
	readonly description: string;
}
