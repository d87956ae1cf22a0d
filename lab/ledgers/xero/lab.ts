/** What the lab's Xero can be asked, past HTTP. */
import type { LabPlatform } from '../../kit/platform';
import type { TrialBalanceRow } from './books/organisation';
import type { Settings } from './books/settings';
import type { OrganisationFigures } from './figures';

/** The lab's Xero with what tests and the demo ask it directly, past HTTP. */
export interface XeroLab extends LabPlatform {
	/** Every account with a balance, from the legs of the ledger; debits and credits add up to the same. */
	trialBalance(tenantId: string): TrialBalanceRow[];
	/** Documents by kind, trial balance and duplicates of one organisation. */
	figures(tenantId: string): OrganisationFigures;
	/** Changes settings that people change in the browser: lock dates, the plan ... */
	configure(tenantId: string, settings: Partial<Settings>): void;
}
