/** Ledger documents: what is to be written to a ledger, in the words all ledgers share, before a connector makes a request of it. */
import type { AccountRef, AccountRole } from '../accounts/roles';
import type { BusinessKey } from '../documents/header';
import type { LedgerTaxCode, Party, Place } from '../documents/parts';
import type { ExplainedLine } from '../explain';
import type { LineTax, Side } from '../journal/entry';
import type { CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import type { Money } from '../money/money';

export type LedgerDocumentType =
	| 'SalesReceipt'
	| 'Invoice'
	| 'CreditNote'
	| 'RefundReceipt'
	| 'CustomerPayment'
	/** pays out a credit note, in ledgers that have no refund receipts */
	| 'CustomerRefund'
	| 'Deposit'
	| 'Transfer'
	| 'Expense'
	| 'ManualJournal';

/** `ledger/tenant/` + business key + `/document[/part]`: at most one document in the ledger has it. */
export type PostingKey = string;

export interface LedgerDocumentLine {
	readonly role: AccountRole;
	readonly account: AccountRef;
	/** for a sale, credit adds to the total; for a refund, debit does. A journal's lines are what they say. */
	readonly side: Side;
	/** without tax */
	readonly amount: Money;
	readonly description: string;
	readonly sku?: string;
	/** goods that came back and are in the shop's stock again; no part of what the document does to the accounts it names */
	readonly restocked?: true;
	readonly quantity?: Decimal;
	readonly taxCode?: LedgerTaxCode;
	readonly taxes: readonly LineTax[];
	readonly dimensions?: Readonly<Record<string, string>>;
}

export interface LedgerDocument {
	readonly type: LedgerDocumentType;
	readonly postingKey: PostingKey;
	readonly businessKey: BusinessKey;
	/** short and visible, unique per posting key, at most 21 characters */
	readonly number: string;
	/** what people call the order */
	readonly orderNumber: string;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly dueOn?: string;
	readonly currency: CurrencyCode;
	/**
	 * Units of the company's home currency for one unit of `currency`, where a person or the shop has said so. Otherwise the
	 * connector takes the ledger's rate of the day; without one it holds the document (EXCHANGE_RATE_MISSING). No part of what the
	 * event is: another rate is no change of the document.
	 */
	readonly exchangeRate?: Decimal;
	readonly lines: readonly LedgerDocumentLine[];
	/** taxes of the merchant, summed by the ledger's rate (or by name where there is none) */
	readonly taxes: readonly {
		readonly name: string;
		readonly rate: Decimal;
		readonly ledgerRateId?: string;
		readonly amount: Money;
		/** the net amount it was charged on */
		readonly taxable: Money;
	}[];
	/** lines with their sides + taxes: what the ledger must show as the document's total */
	readonly total: Money;
	readonly totalTax: Money;
	/** SalesReceipt, CustomerPayment: where the money went; RefundReceipt, CustomerRefund: where it came from; Expense: what paid it */
	readonly moneyAccount?: AccountRef;
	/** CustomerPayment: the invoice it pays; CreditNote: the invoice it reduces; CustomerRefund: the credit note it pays out */
	readonly appliesTo?: PostingKey;
	/** a correction: the main document of the event whose difference it books */
	readonly corrects?: PostingKey;
	/** the version of the order that it was made from (`Source.revision`) */
	readonly revision?: string;
	readonly customer?: Party;
	readonly shipTo?: Place;
	readonly channel: string;
	readonly store: string;
	/** the gateway's reference of the payment, when there is one payment */
	readonly paymentReference?: string;
	readonly poNumber?: string;
	/** for people: what it is and where it came from, with the full key as its last line */
	readonly memo: string;
	/** who approved it and why, in one line; it stands in the memo as well, and is no part of what it is */
	readonly approval?: string;
	/** for people: the journal lines behind it with rule and arithmetic; kept with the record, no part of what it is */
	readonly explanation?: readonly ExplainedLine[];
}
