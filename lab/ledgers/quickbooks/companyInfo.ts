/** CompanyInfo and Preferences as they are read. They are changed through the lab's options, not through the API. */
import type { Company } from './books/company';
import { currencyRef } from './books/keep';
import { metaTime } from './books/time';
import { STATE_TAX } from './country/states';

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
] as const;

/** When the company was created; any fixed moment does. */
const CREATED = Date.UTC(2010, 0, 1);

const kept = (company: Company) => ({
	Id: '1',
	SyncToken: '0',
	MetaData: { CreateTime: metaTime(CREATED), LastUpdatedTime: metaTime(company.now()) },
	domain: 'QBO',
	sparse: false,
});

/** The answer to GET /companyinfo. */
export function companyInfo(company: Company): object {
	const { name, country, state } = company.identity;
	const address = {
		Id: '1',
		Line1: '1 High Street',
		Country: country,
		...(country === 'US' ? { CountrySubDivisionCode: state, City: STATE_TAX[state]?.[0] ?? state } : {}),
	};
	return {
		...kept(company),
		CompanyName: name,
		LegalName: name,
		CompanyAddr: address,
		CustomerCommunicationAddr: address,
		LegalAddr: address,
		CompanyStartDate: '2010-01-01',
		FiscalYearStartMonth: MONTHS[company.preferences.firstMonthOfFiscalYear - 1] ?? 'January',
		Country: country,
		Email: { Address: 'books@example.com' },
		WebAddr: {},
		SupportedLanguages: 'en',
		NameValue: [
			{ Name: 'NeoEnabled', Value: 'true' },
			{ Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
			{
				Name: 'SubscriptionStatus',
				Value: company.preferences.subscriptionEnded ? 'EXPIRED' : 'PAID',
			},
		],
	};
}

function taxPreferences(company: Company): object {
	const { automatedSalesTax } = company.preferences;
	const UsingSalesTax = company.usesSalesTax;
	// the old model has no PartnerTaxEnabled at all; false is an AST company where sales tax is not set up
	return company.isUS && automatedSalesTax !== 'manual'
		? { UsingSalesTax, PartnerTaxEnabled: UsingSalesTax }
		: { UsingSalesTax };
}

/** The answer to GET /preferences. */
export function preferences(company: Company): object {
	const settings = company.preferences;
	const accountName = (role: string): string | undefined => company.systemAccount(role);
	return {
		...kept(company),
		AccountingInfoPrefs: {
			UseAccountNumbers: false,
			TrackDepartments: settings.trackDepartments,
			ClassTrackingPerTxn: settings.classTrackingPerTxn,
			ClassTrackingPerTxnLine: settings.classTrackingPerTxnLine,
			FirstMonthOfFiscalYear: MONTHS[settings.firstMonthOfFiscalYear - 1] ?? 'January',
			TaxYearMonth: 'January',
			CustomerTerminology: 'Customers',
			...(settings.trackDepartments ? { DepartmentTerminology: 'Location' } : {}),
			...(settings.bookCloseDate === undefined ? {} : { BookCloseDate: settings.bookCloseDate }),
		},
		ProductAndServicesPrefs: {
			ForSales: true,
			ForPurchase: true,
			QuantityWithPriceAndRate: true,
			QuantityOnHand: true,
		},
		SalesFormsPrefs: {
			CustomTxnNumbers: settings.customTxnNumbers,
			AllowDeposit: settings.allowDeposit,
			AllowDiscount: settings.allowDiscount,
			...(settings.allowDiscount ? { DefaultDiscountAccount: accountName('discounts') } : {}),
			AllowShipping: settings.allowShipping,
			...(settings.allowShipping ? { DefaultShippingAccount: accountName('shipping') } : {}),
			AllowEstimates: true,
			AllowServiceDate: true,
			AutoApplyCredit: false,
			AutoApplyPayments: false,
			EmailCopyToCompany: false,
			ETransactionEnabledStatus: 'NotApplicable',
			ETransactionAttachPDF: false,
			ETransactionPaymentEnabled: false,
			IPNSupportEnabled: false,
			UsingProgressInvoicing: false,
			UsingPriceLevels: false,
		},
		VendorAndPurchasesPrefs: { TrackingByCustomer: false, BillableExpenseTracking: false },
		TimeTrackingPrefs: { UseServices: false, BillCustomers: false, ShowBillRateToAll: false },
		TaxPrefs: taxPreferences(company),
		CurrencyPrefs: {
			MultiCurrencyEnabled: settings.multiCurrency,
			HomeCurrency: { value: currencyRef(company.identity.currency).value },
		},
		ReportPrefs: { ReportBasis: 'Accrual', CalcAgingReportFromTxnDate: false },
		OtherPrefs: {
			NameValue: [
				{ Name: 'WarnDuplicateJournalNumber', Value: String(settings.warnDuplicateJournalNumber) },
				{ Name: 'WarnDuplicateCheckNumber', Value: 'true' },
				{ Name: 'WarnDuplicateBillNumber', Value: 'false' },
			],
		},
	};
}
