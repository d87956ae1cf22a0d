/** What a ledger says of itself, for checks and comparisons: its customers, what stands in its books, its profit and loss. */
import type { CurrencyCode } from '../money/currency';
import type { Money } from '../money/money';

/** A customer of the ledger, as far as the shop's customers can be found by it. */
export interface LedgerCustomer {
	readonly id: string;
	readonly name: string;
	readonly email?: string;
	readonly taxNumber?: string;
}

/** A document that stands in the books, whoever entered it: us, a person, the bank feed or another connector. */
export interface StandingDocument {
	/** the ledger's own name for it: "SalesReceipt" */
	readonly entity: string;
	readonly id: string;
	readonly kind: 'sale' | 'refund' | 'payment' | 'deposit' | 'journal';
	/** its visible number, empty where it has none */
	readonly number: string;
	/** memo, reference and the like, in one text: our posting keys and other connectors' order numbers stand there */
	readonly reference: string;
	/** YYYY-MM-DD */
	readonly date: string;
	/** what it says over all: of a journal the sum of one side */
	readonly total: Money;
	readonly contact?: string;
	/** the app or person that entered it, where the ledger tells */
	readonly enteredBy?: string;
	/** where a person can look at it */
	readonly url?: string;
}

/** One account of the profit and loss. */
export interface ProfitAndLossRow {
	readonly accountId?: string;
	/** the account as the ledger prints it */
	readonly account: string;
	readonly section: 'income' | 'costOfSales' | 'expense' | 'otherIncome' | 'otherExpense';
	readonly amount: Money;
	readonly side: 'debit' | 'credit';
}

/** The ledger's own profit and loss of a time, with every account that moved. */
export interface ProfitAndLoss {
	/** both inclusive, YYYY-MM-DD */
	readonly from: string;
	readonly to: string;
	readonly basis: 'accrual' | 'cash';
	readonly currency: CurrencyCode;
	readonly rows: readonly ProfitAndLossRow[];
	/** the profit (credit) or loss (debit) as the ledger prints it; the rows add up to it */
	readonly net: { readonly amount: Money; readonly side: 'debit' | 'credit' };
}
