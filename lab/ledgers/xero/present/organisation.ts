/** The organisation itself, and what its plan and the connected person may do. */
import type { Organisation } from '../books/organisation';
import { dateOf, dayMs } from '../books/time';

const VERSIONS: Readonly<Record<string, string>> = { GB: 'UK', AU: 'AU', NZ: 'NZ', US: 'US' };

/** Windows' names without spaces, as Xero has them. */
const ZONES: Readonly<Record<string, string>> = {
	'Europe/London': 'GMTSTANDARDTIME',
	'America/Los_Angeles': 'PACIFICSTANDARDTIME',
	'America/New_York': 'EASTERNSTANDARDTIME',
	'America/Toronto': 'EASTERNSTANDARDTIME',
	'America/Chicago': 'CENTRALSTANDARDTIME',
	'Australia/Sydney': 'AUSEASTERNSTANDARDTIME',
	'Pacific/Auckland': 'NEWZEALANDSTANDARDTIME',
	'Europe/Berlin': 'WEUROPESTANDARDTIME',
};

const lock = (name: string, day: string | undefined): object =>
	day === undefined ? {} : { [name]: dateOf(dayMs(day)) };

export function organisationView({ identity, settings }: Organisation): object {
	return {
		OrganisationID: identity.organisationId,
		Name: identity.name,
		LegalName: identity.name,
		PaysTax: true,
		Version: VERSIONS[identity.country] ?? 'GLOBAL',
		OrganisationType: 'COMPANY',
		OrganisationEntityType: 'COMPANY',
		BaseCurrency: identity.currency,
		CountryCode: identity.country,
		IsDemoCompany: false,
		OrganisationStatus: 'ACTIVE',
		FinancialYearEndDay: 31,
		FinancialYearEndMonth: identity.country === 'GB' || identity.country === 'NZ' ? 3 : 12,
		SalesTaxBasis: 'ACCRUALS',
		SalesTaxPeriod: 'QUARTERLY',
		DefaultSalesTax: 'Tax Exclusive',
		DefaultPurchasesTax: 'Tax Exclusive',
		...lock('PeriodLockDate', settings.periodLockDate),
		...lock('EndOfYearLockDate', settings.endOfYearLockDate),
		CreatedDateUTC: '/Date(1262304000000+0000)/',
		Timezone: ZONES[identity.timeZone] ?? 'UTC',
		ShortCode: '!LAB01',
		Edition: 'BUSINESS',
		Class: settings.multiCurrency ? 'PREMIUM' : 'STANDARD',
		Addresses: [],
		Phones: [],
		ExternalLinks: [],
		PaymentTerms: {},
	};
}

export function actionsView({ settings }: Organisation): object[] {
	const allowed = [
		'CreateApprovedInvoice',
		'CreateDraftInvoice',
		'CreateApprovedBill',
		'CreateDraftBill',
		'CreateInvoicePayment',
		'EditContacts',
	].map((Name) => ({ Name, Status: 'ALLOWED' }));
	const status = (is: boolean): string => (is ? 'ALLOWED' : 'NOT-ALLOWED');
	return [
		...allowed,
		{ Name: 'UseMulticurrency', Status: status(settings.multiCurrency) },
		{ Name: 'CreateManualJournal', Status: status(settings.manualJournals) },
		{ Name: 'ApproveTransactionsBeforePeriodLockDate', Status: 'NOT-ALLOWED' },
	];
}
