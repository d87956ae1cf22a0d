/** The company: its country, currency, closed period, how its sales tax works, and the settings that shape our requests. */
import { isCurrency } from '../../../core/money/currency';
import { finding } from '../../../core/findings/finding';
import type { LedgerCompany } from '../../../core/ledger/connector';
import { TransportError } from '../../../core/transport/http';
import type { CompanyInfo, Preferences } from './payload';

/** Preferences that decide which fields a request may have. */
export interface CompanySettings {
	/** we may number sales documents; when not, QuickBooks numbers them itself and sending one makes duplicates */
	readonly customNumbers: boolean;
	/** the same for purchases */
	readonly customPurchaseNumbers: boolean;
	readonly classPerLine: boolean;
	readonly classPerDocument: boolean;
	readonly departments: boolean;
}

export interface CompanyFacts {
	readonly company: LedgerCompany;
	readonly settings: CompanySettings;
}

/**
 * How sales tax works there. US companies made since November 2017 have automated sales tax: PartnerTaxEnabled is there, and
 * true once it is set up. Without the field the company has the old, manual model.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales
 */
function taxModelOf(country: string, preferences: Preferences): LedgerCompany['taxModel'] {
	const { UsingSalesTax: using, PartnerTaxEnabled: partner } = preferences.TaxPrefs ?? {};
	if (using !== true) return 'none';
	if (country !== 'US') return 'codes';
	if (partner === undefined) return 'usManual';
	return partner ? 'usAutomated' : 'none';
}

function countryOf(info: CompanyInfo): string {
	return /^(us|usa|united states)$/i.test(info.Country) ? 'US' : info.Country;
}

function isOn(preferences: Preferences, name: string): boolean {
	const value = preferences.OtherPrefs?.find((pref) => pref.Name === name)?.Value;
	return value === true || value === 'true';
}

/**
 * @param tenant the realm
 * @returns the company; with the warning CUSTOM_NUMBERS_OFF where our numbers cannot be used
 */
export function companyOf(tenant: string, info: CompanyInfo, preferences: Preferences): CompanyFacts {
	const { HomeCurrency: currency, MultiCurrencyEnabled: multiCurrency } = preferences.CurrencyPrefs;
	if (!isCurrency(currency))
		throw new TransportError('rejected', 'QuickBooks names a home currency that is none of ISO 4217.');
	const accounting = preferences.AccountingInfoPrefs;
	const customNumbers = preferences.SalesFormsPrefs?.CustomTxnNumbers === true;
	return {
		company: {
			ledger: 'quickbooks',
			tenant,
			name: info.CompanyName,
			country: countryOf(info),
			currency,
			multiCurrency: multiCurrency === true,
			...(accounting?.BookCloseDate === undefined ? {} : { closedUntil: accounting.BookCloseDate }),
			taxModel: taxModelOf(countryOf(info), preferences),
			findings: customNumbers ? [] : [finding('CUSTOM_NUMBERS_OFF')],
		},
		settings: {
			customNumbers,
			customPurchaseNumbers: isOn(preferences, 'VendorAndPurchasesPrefs.UseCustomTxnNumbers'),
			classPerLine: accounting?.ClassTrackingPerTxnLine === true,
			classPerDocument: accounting?.ClassTrackingPerTxn === true,
			departments: accounting?.TrackDepartments === true,
		},
	};
}
