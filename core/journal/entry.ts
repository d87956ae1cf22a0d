/**
 * A journal entry: debits and credits of one event, which balance per currency. It carries all that a ledger document
 * needs (customer, due date, quantities, tax codes), so that a poster needs nothing else.
 */
import type { AccountRef, AccountRole } from '../accounts/roles';
import type { EntryApproval } from '../approvals/approval';
import type { BusinessKey, DocumentHeader, DocumentType } from '../documents/header';
import type { LedgerTaxCode, LineType, Party, Place } from '../documents/parts';
import type { Decimal } from '../money/decimal';
import type { Money } from '../money/money';

export type Side = 'debit' | 'credit';

/** What mapping rules can look at, beside the role. Absent means: does not apply to this line. */
export interface LineFacts {
	readonly platform?: string;
	readonly store?: string;
	readonly channel?: string;
	readonly gateway?: string;
	readonly currency?: string;
	readonly country?: string;
	readonly region?: string;
	readonly lineType?: LineType | 'adjustment' | 'tender';
	readonly category?: string;
	readonly sku?: string;
	readonly discountCode?: string;
	readonly customerGroup?: string;
	readonly taxName?: string;
	/** a fraction without trailing zeros: "0.175" */
	readonly taxRate?: Decimal;
	/** adjustments of refunds: given back on top, or kept back (a restocking fee) */
	readonly adjustment?: 'refunded' | 'keptBack';
	/** goods that came back and are in the shop's stock again */
	readonly restocked?: 'yes';
}

/** A tax of a line as it goes to the ledger: the shop's amount under the ledger's rate. */
export interface LineTax {
	readonly name: string;
	readonly rate: Decimal;
	readonly amount: Money;
	/** the ledger's own rate, when the line has a tax code with one */
	readonly ledgerRateId?: string;
}

export interface JournalLine {
	readonly role: AccountRole;
	/** put there by the Account Mapper; tax lines under a ledger's tax code need none: the ledger posts them itself */
	readonly account?: AccountRef;
	readonly side: Side;
	/** without tax: taxes are lines of their own (role taxPayable) */
	readonly amount: Money;
	readonly description: string;
	readonly facts: LineFacts;
	readonly quantity?: Decimal;
	/** class, department, tracking: name of the dimension -> the ledger's id */
	readonly dimensions?: Readonly<Record<string, string>>;
	/** income lines: the ledger's code for their tax */
	readonly taxCode?: LedgerTaxCode;
	/**
	 * Income lines: the merchant's taxes on this line, which are contained in the entry's taxPayable lines. For a tax line
	 * the tax it is.
	 */
	readonly taxes?: readonly LineTax[];
	/** payment lines: the payment's id at the store, when it was captured (ISO 8601 in UTC) */
	readonly payment?: {
		readonly id: string;
		readonly method: string;
		readonly capturedAt: string;
		readonly reference?: string;
	};
	/** where in the document it comes from, e.g. "lines[3]" */
	readonly origin: string;
	/** put there by the Account Mapper: which rule chose the account (and dimensions), for people */
	readonly rule?: string;
	/** put there by `explain`: how the amount came about, a step each, the last of which ends with it */
	readonly arithmetic?: readonly string[];
	/** lines of a summary: whether they sum sales, or what was given back */
	readonly part?: SummaryPart;
	/**
	 * Lines of a payout: which movement of money they belong to (core/journal/payout.ts). Each movement balances by itself and
	 * becomes a document of its own.
	 */
	readonly movement?: string;
	/** where it is booked on another day than the entry, YYYY-MM-DD; the lines of a day balance */
	readonly bookedOn?: string;
}

export type SummaryPart = 'sales' | 'refunds';

/** What an entry books: an event of one kind, or many events of a period at once. */
export type EntryPurpose =
	Exclude<DocumentType, 'Product' | 'Customer' | 'BankTransaction' | 'JournalEntry'> | 'Summary';

/** An event that is booked with others. */
export interface SummaryMember {
	readonly id: BusinessKey;
	readonly purpose: EntryPurpose;
	readonly orderNumber: string;
	/** its own date, YYYY-MM-DD */
	readonly bookedOn: string;
	/** what was charged or given back, with tax */
	readonly amount: Money;
	/** equal while it does the same to the books */
	readonly fingerprint: string;
}

/** An event of the same period that is not in the summary, and why. */
export interface SummaryLeftOut {
	readonly id: BusinessKey;
	readonly orderNumber: string;
	readonly reason: string;
}

export interface SummaryDetail {
	/** the days it sums, YYYY-MM-DD, both inclusive */
	readonly from: string;
	readonly to: string;
	/** the payout whose transactions it sums */
	readonly payout?: string;
	/** what all members have in common, where summaries are kept apart by it: channel, gateway, country, region */
	readonly group: Readonly<Record<string, string>>;
	/** 1; what comes late is in number 2, 3 ... */
	readonly sequence: number;
	/** by id */
	readonly members: readonly SummaryMember[];
	readonly leftOut: readonly SummaryLeftOut[];
	/** the control totals that were computed, and held */
	readonly controls: readonly { readonly control: string; readonly amount: string }[];
}

export const ENTRY_PURPOSES = [
	'Sale',
	'Refund',
	'Payment',
	'OrderEdit',
	'Cancellation',
	'Fulfilment',
	'BalanceChange',
	'Payout',
	'Dispute',
	'PayoutMatch',
	'Summary',
] as const satisfies readonly EntryPurpose[];

/** Invariant: debits = credits, per currency (`balancedEntry` refuses anything else). */
export interface JournalEntry extends DocumentHeader<'JournalEntry'> {
	/** the kind of document it was made from */
	readonly purpose: EntryPurpose;
	/** the key of that document; the entry's own id is the same key */
	readonly documentId: BusinessKey;
	readonly lines: readonly JournalLine[];
	readonly narration: string;
	readonly order: { readonly id: string; readonly number: string; readonly poNumber?: string };
	/** the sale a refund, payment or change belongs to */
	readonly relatesTo?: BusinessKey;
	/** what that is, where it is no sale */
	readonly relatesToPurpose?: EntryPurpose;
	/** money direction of a Payment */
	readonly direction?: 'received' | 'returned';
	readonly customer?: Party;
	readonly shipTo?: Place;
	readonly dueOn?: string;
	readonly pricesIncludeTax?: boolean;
	/** of a Summary: what it sums */
	readonly summary?: SummaryDetail;
	/** put there by Approvals: who approved it, and why; it comes into the memo of its documents */
	readonly approval?: EntryApproval;
}
