/** What mapping must know about an organisation, read before any document is looked at. */
import type { CurrencyCode } from '../../../core/money/currency';
import type { LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import type { XeroAccount } from './accounts';
import type { CompanyFacts } from './company';

/** A tracking category with its active options. */
export interface TrackingCategory {
	readonly id: string;
	readonly name: string;
	readonly options: readonly { readonly id: string; readonly name: string }[];
}

export interface Facts extends CompanyFacts {
	/** currencies the organisation is subscribed to, its own among them */
	readonly currencies: ReadonlySet<CurrencyCode>;
	/** by id */
	readonly accounts: ReadonlyMap<string, XeroAccount>;
	/** by id */
	readonly taxCodes: ReadonlyMap<string, LedgerTaxCodeDetail>;
	/** read only when a document has dimensions */
	readonly tracking: readonly TrackingCategory[];
}
