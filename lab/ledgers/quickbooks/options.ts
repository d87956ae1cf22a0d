/** What a lab's QuickBooks is made of. */
import type { CompanyPreferences } from './books/settings';
import type { ChartRow } from './country/chart';

/** A company to begin with. */
export interface CompanyOptions {
	readonly realmId: string;
	/** ISO code. GB, US, AU and CA come with their tax codes; others have none. */
	readonly country: string;
	/** home currency, ISO code */
	readonly currency: string;
	readonly name: string;
	/** US: the state of its address. Default CA. */
	readonly state?: string;
	readonly preferences?: Partial<CompanyPreferences>;
	/** instead of the default chart of a shop */
	readonly chart?: readonly ChartRow[];
	/** currencies besides the home currency; needs the preference multiCurrency */
	readonly currencies?: readonly string[];
	/** home units for one unit of the currency, from a day on */
	readonly exchangeRates?: readonly {
		readonly currency: string;
		readonly asOf: string;
		readonly rate: number;
	}[];
}

export interface QuickBooksLabOptions {
	readonly companies: readonly CompanyOptions[];
	/**
	 * Whether a bearer token is good; with a realmId, also whether it is for that company. A token store of the lab's OAuth
	 * server does it: `(token, realmId) => store.isValid(token, realmId)`.
	 */
	readonly isTokenValid: (token: string, realmId?: string) => boolean;
	/** the lab's clock, epoch milliseconds. Default: the real time. */
	readonly now?: () => number;
	/** "published" (default) throttles by real time; "off" for tests that are not about it */
	readonly limits?: 'published' | 'off';
	/** real time for the limits, milliseconds; tests put their own here */
	readonly realTime?: () => number;
	/** milliseconds for which the answer to a requestid is kept. Default: for ever. */
	readonly requestIdRetention?: number;
	/** the mark in a note by which a document is known; default: the last word, if it looks like a key */
	readonly markerOf?: (note: string) => string | undefined;
}
