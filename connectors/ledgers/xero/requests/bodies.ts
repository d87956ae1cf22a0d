/**
 * The requests, field by field, under Xero's names. A test holds them against the types of Xero's own client and against its
 * published schema.
 */

export interface IdOfContact {
	readonly ContactID: string;
}
export interface IdOfInvoice {
	readonly InvoiceID: string;
}
export interface IdOfCreditNote {
	readonly CreditNoteID: string;
}
export interface IdOfAccount {
	readonly AccountID: string;
}

export interface Tracking {
	readonly Name: string;
	readonly Option: string;
}

export interface LineBody {
	readonly Description: string;
	readonly Quantity: number;
	readonly UnitAmount: number;
	readonly LineAmount: number;
	readonly AccountCode?: string;
	readonly AccountID?: string;
	readonly TaxType?: string;
	readonly TaxAmount?: number;
	readonly Tracking?: readonly Tracking[];
}

interface SalesBody {
	readonly Contact: IdOfContact;
	readonly Date: string;
	readonly LineAmountTypes: 'Exclusive' | 'NoTax';
	readonly LineItems: readonly LineBody[];
	readonly Reference: string;
	readonly CurrencyCode: string;
	readonly CurrencyRate?: number;
	readonly Status: 'AUTHORISED';
}

export interface InvoiceBody extends SalesBody {
	readonly Type: 'ACCREC';
	readonly InvoiceNumber: string;
	readonly DueDate: string;
	readonly Url?: string;
}

export interface CreditNoteBody extends SalesBody {
	readonly Type: 'ACCRECCREDIT';
	readonly CreditNoteNumber: string;
}

export interface PaymentBody {
	readonly Invoice?: IdOfInvoice;
	readonly CreditNote?: IdOfCreditNote;
	readonly Account: IdOfAccount;
	readonly Date: string;
	readonly Amount: number;
	readonly Reference: string;
	readonly CurrencyRate?: number;
}

export interface AllocationBody {
	readonly Invoice: IdOfInvoice;
	readonly Amount: number;
	readonly Date: string;
}

export interface BankTransactionBody {
	readonly Type: 'RECEIVE' | 'SPEND';
	readonly Contact: IdOfContact;
	readonly BankAccount: IdOfAccount;
	readonly Date: string;
	readonly Reference: string;
	readonly LineAmountTypes: 'NoTax';
	readonly LineItems: readonly LineBody[];
	readonly CurrencyRate?: number;
	readonly Url?: string;
	readonly Status: 'AUTHORISED';
}

export interface BankTransferBody {
	readonly FromBankAccount: IdOfAccount;
	readonly ToBankAccount: IdOfAccount;
	readonly Amount: number;
	readonly Date: string;
	readonly Reference: string;
}

export interface JournalLineBody {
	readonly LineAmount: number;
	readonly AccountCode?: string;
	readonly AccountID?: string;
	readonly Description: string;
	readonly Tracking?: readonly Tracking[];
}

export interface ManualJournalBody {
	readonly Narration: string;
	readonly Date: string;
	readonly LineAmountTypes: 'NoTax';
	readonly JournalLines: readonly JournalLineBody[];
	readonly Status: 'POSTED';
	readonly Url?: string;
}

export interface ContactBody {
	readonly Name: string;
	readonly ContactNumber: string;
	readonly EmailAddress?: string;
}

export type DocumentBody =
	InvoiceBody | CreditNoteBody | PaymentBody | BankTransactionBody | BankTransferBody | ManualJournalBody;
