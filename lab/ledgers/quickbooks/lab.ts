/** What the lab's QuickBooks can be asked, past HTTP. */
import type { LabPlatform } from '../../kit/platform';
import type { TrialBalanceRow } from './books/company';
import type { CompanyPreferences } from './books/settings';
import type { CompanyFigures } from './figures';
import type { Stored, TransactionName } from './schema/index';

/** The lab's QuickBooks with what tests and the demo ask it directly, past HTTP. */
export interface QuickBooksLab extends LabPlatform {
	/** Every account with a balance, from the legs of the ledger; debits and credits add up to the same. */
	trialBalance(realmId: string): TrialBalanceRow[];
	/** All documents by kind, or those of one kind; oldest first. */
	documents(realmId: string): Documents;
	documents<T extends TransactionName>(realmId: string, type: T): Documents[T];
	/** Documents by kind, trial balance and duplicates of one company. */
	figures(realmId: string): CompanyFigures;
	/** Changes settings that people change in the browser: closes the books, ends the subscription ... */
	configure(realmId: string, preferences: Partial<CompanyPreferences>): void;
}

/** Documents as they are kept, by kind. */
export type Documents = { readonly [T in TransactionName]: readonly Stored<T>[] };
