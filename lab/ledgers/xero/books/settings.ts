/** Who the organisation is, and what people set up in the browser. */

export interface Identity {
	/** the tenant's id, which is the organisation's */
	readonly organisationId: string;
	readonly name: string;
	/** ISO codes */
	readonly country: string;
	readonly currency: string;
	/** IANA zone */
	readonly timeZone: string;
}

export interface Settings {
	/** days (YYYY-MM-DD) up to which, inclusive, nothing may be changed */
	readonly periodLockDate?: string | undefined;
	readonly endOfYearLockDate?: string | undefined;
	/** plans without it cannot subscribe to further currencies */
	readonly multiCurrency: boolean;
	/** whether the connected person may make manual journals (reporting permission) */
	readonly manualJournals: boolean;
	/** units of a currency for one of the base currency, which documents without a rate get */
	readonly dayRates: Readonly<Record<string, string>>;
}

export const DEFAULT_SETTINGS: Settings = { multiCurrency: true, manualJournals: true, dayRates: {} };
