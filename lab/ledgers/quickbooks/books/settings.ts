/** What is set up in a company: its country and its preferences. */

/** Preferences a test or a demo may choose. Each is a switch of the real settings page. */
export interface CompanyPreferences {
	/** own numbers on sales forms; they are then checked for duplicates. Default true. */
	readonly customTxnNumbers: boolean;
	/** refuse journal entries with a number that exists. Default true. */
	readonly warnDuplicateJournalNumber: boolean;
	/** the last day of the closed books, YYYY-MM-DD */
	readonly bookCloseDate?: string | undefined;
	/** whether the closing has a password: Fault 6210 (default), else 6200 */
	readonly closingPassword: boolean;
	/** cannot be switched off again in the real one. Default false. */
	readonly multiCurrency: boolean;
	/** sales tax (VAT, GST) is set up. Default true. */
	readonly usingSalesTax: boolean;
	/**
	 * US only. true: automated sales tax computes and assigns the codes (companies since November 2017, the default);
	 * false: such a company before it is set up; "manual": the old model with own tax groups.
	 */
	readonly automatedSalesTax: boolean | 'manual';
	readonly allowDiscount: boolean;
	readonly allowShipping: boolean;
	readonly allowDeposit: boolean;
	readonly classTrackingPerTxn: boolean;
	readonly classTrackingPerTxnLine: boolean;
	readonly trackDepartments: boolean;
	/** 1 to 12 */
	readonly firstMonthOfFiscalYear: number;
	/** the subscription ended: nothing can be written (6190) */
	readonly subscriptionEnded: boolean;
}

export const DEFAULT_PREFERENCES: CompanyPreferences = {
	customTxnNumbers: true,
	warnDuplicateJournalNumber: true,
	closingPassword: true,
	multiCurrency: false,
	usingSalesTax: true,
	automatedSalesTax: true,
	allowDiscount: true,
	allowShipping: true,
	allowDeposit: true,
	classTrackingPerTxn: false,
	classTrackingPerTxnLine: true,
	trackDepartments: true,
	firstMonthOfFiscalYear: 1,
	subscriptionEnded: false,
};

/** What never changes about a company. */
export interface CompanyIdentity {
	readonly realmId: string;
	/** ISO code: GB, US, AU, CA ... */
	readonly country: string;
	/** home currency, ISO code */
	readonly currency: string;
	readonly name: string;
	/** US: the state of its address, where automated sales tax begins when a sale has no address. Default CA. */
	readonly state: string;
}
