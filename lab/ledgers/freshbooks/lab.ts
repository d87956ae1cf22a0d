/** What the lab's FreshBooks can be asked, past HTTP. */
import type { LabPlatform } from '../../kit/platform';
import type { TrialBalanceRow } from './books/account';
import type { AccountFigures } from './figures';

/** The lab's FreshBooks with what tests and the demo ask it directly, past HTTP. */
export interface FreshBooksLab extends LabPlatform {
	/** Every account with a balance in each currency, from the legs of the ledger. */
	trialBalance(accountId: string): TrialBalanceRow[];
	/** Documents by kind, trial balance and duplicates of one account. */
	figures(accountId: string): AccountFigures;
}
