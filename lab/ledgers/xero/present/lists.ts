/** Accounts, tax rates, items, tracking, contacts and currencies as they are answered. */
import type { Organisation } from '../books/organisation';
import type {
	AccountRow,
	ContactRow,
	CurrencyRow,
	ItemRow,
	ItemSide,
	TaxRateRow,
	TrackingCategoryRow,
	TrackingOptionRow,
} from '../books/records';
import { classOf } from '../country/accountTypes';
import { toNumber } from '../decimals';
import { given, number, updatedFields } from './parts';

export const accountView = (_: Organisation, row: AccountRow): object => ({
	AccountID: row.id,
	...given('Code', row.code === '' ? undefined : row.code),
	Name: row.name,
	Status: row.status,
	Type: row.type,
	TaxType: row.taxType,
	...given('Description', row.description),
	Class: classOf(row.type),
	...given('SystemAccount', row.system),
	EnablePaymentsToAccount: row.payments,
	ShowInExpenseClaims: false,
	...given('BankAccountNumber', row.bankAccountNumber),
	BankAccountType: row.bankAccountType ?? '',
	...given('CurrencyCode', row.currency),
	HasAttachments: false,
	...updatedFields(row),
	AddToWatchlist: false,
});

export const taxRateView = (_: Organisation, row: TaxRateRow): object => ({
	Name: row.name,
	TaxType: row.taxType,
	...given('ReportTaxType', row.reportTaxType),
	CanApplyToAssets: row.applies.includes('ASSET'),
	CanApplyToEquity: row.applies.includes('EQUITY'),
	CanApplyToExpenses: row.applies.includes('EXPENSE'),
	CanApplyToLiabilities: row.applies.includes('LIABILITY'),
	CanApplyToRevenue: row.applies.includes('REVENUE'),
	DisplayTaxRate: toNumber(row.effective),
	EffectiveRate: toNumber(row.effective),
	Status: row.status,
	TaxComponents: row.components.map((part) => ({
		Name: part.name,
		Rate: toNumber(part.rate),
		IsCompound: part.compound,
		IsNonRecoverable: part.nonRecoverable,
	})),
});

const side = (row: ItemSide | undefined): object => ({
	...given('UnitPrice', number(row?.unitPrice)),
	...given('AccountCode', row?.accountCode),
	...given('TaxType', row?.taxType),
});

export const itemView = (_: Organisation, row: ItemRow): object => ({
	ItemID: row.id,
	Code: row.code,
	...given('Name', row.name),
	...given('Description', row.description),
	...given('PurchaseDescription', row.purchaseDescription),
	...updatedFields(row),
	PurchaseDetails: side(row.purchase),
	SalesDetails: side(row.sales),
	IsTrackedAsInventory: false,
	IsSold: row.isSold,
	IsPurchased: row.isPurchased,
	ValidationErrors: [],
});

export const trackingOptionView = (row: TrackingOptionRow): object => ({
	TrackingOptionID: row.id,
	Name: row.name,
	Status: row.status,
	HasValidationErrors: false,
	IsDeleted: false,
	IsArchived: row.status === 'ARCHIVED',
	IsActive: row.status === 'ACTIVE',
});

export const trackingCategoryView = (_: Organisation, row: TrackingCategoryRow): object => ({
	Name: row.name,
	Status: row.status,
	TrackingCategoryID: row.id,
	Options: row.options.map(trackingOptionView),
});

export const contactView = (_: Organisation, row: ContactRow): object => ({
	ContactID: row.id,
	...given('ContactNumber', row.number),
	ContactStatus: row.status,
	Name: row.name,
	EmailAddress: '',
	BankAccountDetails: '',
	Addresses: [
		{ AddressType: 'STREET', City: '', Region: '', PostalCode: '', Country: '' },
		{ AddressType: 'POBOX', City: '', Region: '', PostalCode: '', Country: '' },
	],
	Phones: [],
	...row.fields,
	...updatedFields(row),
	ContactGroups: [],
	IsSupplier: false,
	IsCustomer: false,
	SalesTrackingCategories: [],
	PurchasesTrackingCategories: [],
	ContactPersons: [],
	HasAttachments: false,
	HasValidationErrors: false,
});

export const currencyView = (_: Organisation, row: CurrencyRow): object => ({
	Code: row.id,
	Description: row.description,
});
