/** The organisation: its country, currency, lock dates, and whether it is registered for sales tax. */
import { isCurrency, type CurrencyCode } from '../../../core/money/currency';
import type { LedgerCompany } from '../../../core/ledger/connector';
import { TransportError } from '../../../core/transport/http';
import type { CurrencyRow, Organisation } from './payload';

/** What our requests and links depend on. */
export interface CompanySettings {
	/** "!FR6KJ": names the organisation in links for people */
	readonly shortCode?: string;
	/** e.g. EASTERNSTANDARDTIME */
	readonly timeZone?: string;
	readonly edition?: string;
}

export interface CompanyFacts {
	readonly company: LedgerCompany;
	readonly settings: CompanySettings;
}

/** The later of the two lock dates: nothing of that day or before may be written. */
function closedUntilOf({
	PeriodLockDate: period,
	EndOfYearLockDate: year,
}: Organisation): string | undefined {
	if (period === undefined || year === undefined) return period ?? year;
	return period > year ? period : year;
}

/** The currencies the organisation can post in: those it is subscribed to, and its own. */
export function currenciesOf(
	{ BaseCurrency }: Organisation,
	rows: readonly CurrencyRow[],
): ReadonlySet<CurrencyCode> {
	return new Set([BaseCurrency, ...rows.map(({ Code }) => Code)].filter(isCurrency));
}

/**
 * @param tenant what the credential names: the organisation's own id
 * @throws TransportError when the base currency is none of ISO 4217
 */
export function companyOf(
	tenant: string,
	organisation: Organisation,
	currencies: ReadonlySet<CurrencyCode>,
): CompanyFacts {
	const { BaseCurrency: currency, ShortCode, Timezone, Edition } = organisation;
	if (!isCurrency(currency))
		throw new TransportError('rejected', 'Xero names a base currency that is none of ISO 4217.');
	const closedUntil = closedUntilOf(organisation);
	const given = (value: string | null | undefined): value is string =>
		value !== undefined && value !== null && value !== '';
	return {
		company: {
			ledger: 'xero',
			tenant,
			name: organisation.Name,
			country: organisation.CountryCode,
			currency,
			multiCurrency: currencies.size > 1,
			...(closedUntil === undefined ? {} : { closedUntil }),
			// rates are its own list everywhere, the US included; an unregistered organisation has no tax to book
			taxModel: organisation.PaysTax === false ? 'none' : 'codes',
			findings: [],
		},
		settings: {
			...(given(ShortCode) ? { shortCode: ShortCode } : {}),
			...(given(Timezone) ? { timeZone: Timezone } : {}),
			...(given(Edition) ? { edition: Edition } : {}),
		},
	};
}
