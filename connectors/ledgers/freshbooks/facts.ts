/** What mapping must know about a business, read before any document is looked at. */
import type { LedgerCompany, LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import type { FreshBooksAccount } from './accounts';
import type { Business } from './company';
import type { CategoryRow } from './payload';

export interface Facts {
	readonly company: LedgerCompany;
	readonly business: Business;
	readonly accounts: readonly FreshBooksAccount[];
	readonly taxCodes: readonly LedgerTaxCodeDetail[];
	/** read only when a document is an expense */
	readonly categories: readonly CategoryRow[];
}
