/** What mapping must know about a company, read before any document is looked at. */
import type { LedgerAccount, LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import type { CompanyFacts } from './company';
import type { ExchangeRates } from './exchangeRates';
import type { Products } from './products';

export interface Facts extends CompanyFacts {
	/** by id */
	readonly accounts: ReadonlyMap<string, LedgerAccount>;
	/** by id */
	readonly taxCodes: ReadonlyMap<string, LedgerTaxCodeDetail>;
	/** ids; read only when a document names a class or department */
	readonly classes: ReadonlySet<string>;
	readonly departments: ReadonlySet<string>;
	/** with stock; none unless they are to be used */
	readonly products: Products;
	/** of foreign documents that bring no rate of their own */
	readonly rates: ExchangeRates;
}
