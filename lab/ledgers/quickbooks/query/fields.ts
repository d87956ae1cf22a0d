/**
 * Which fields can be asked for in a query. A field that exists but is not here gives 4001 "is not queryable", as
 * PrivateNote does. From the schema's "filterable" marks (Finance.xsd) and Intuit's reference ("filterable").
 */
import type { EntityName } from '../schema/index';

export type FieldKind = 'id' | 'text' | 'number' | 'day' | 'time' | 'boolean';

type Fields = Readonly<Record<string, FieldKind>>;

const COMMON: Fields = { Id: 'id', 'MetaData.CreateTime': 'time', 'MetaData.LastUpdatedTime': 'time' };

const DATED: Fields = { ...COMMON, TxnDate: 'day', TotalAmt: 'number' };
const NUMBERED: Fields = { ...DATED, DocNumber: 'text' };
const SALES: Fields = { ...NUMBERED, CustomerRef: 'id', Balance: 'number' };
const PERSON: Fields = {
	...COMMON,
	DisplayName: 'text',
	GivenName: 'text',
	MiddleName: 'text',
	FamilyName: 'text',
	CompanyName: 'text',
	PrintOnCheckName: 'text',
	PrimaryEmailAddr: 'text',
	Active: 'boolean',
};
const LIST: Fields = { ...COMMON, Name: 'text', Active: 'boolean', FullyQualifiedName: 'text' };

export const QUERYABLE: Readonly<Record<EntityName, Fields>> = {
	SalesReceipt: { ...SALES, PaymentRefNum: 'text' },
	Invoice: { ...SALES, DueDate: 'day' },
	CreditMemo: SALES,
	RefundReceipt: { ...SALES, PaymentRefNum: 'text' },
	// "Filter support not provided for Payment" (DocNumber)
	Payment: { ...DATED, CustomerRef: 'id', PaymentRefNum: 'text' },
	JournalEntry: NUMBERED,
	Deposit: { ...DATED, DepositToAccountRef: 'id' },
	Transfer: { ...COMMON, TxnDate: 'day' },
	Purchase: { ...NUMBERED, PaymentType: 'text', AccountRef: 'id' },
	Customer: { ...PERSON, FullyQualifiedName: 'text', Balance: 'number', Job: 'boolean', Taxable: 'boolean' },
	Vendor: { ...PERSON, AcctNum: 'text', Vendor1099: 'boolean' },
	Item: { ...LIST, Sku: 'text', Type: 'text', Description: 'text', UnitPrice: 'number', QtyOnHand: 'number' },
	Account: {
		...LIST,
		AccountType: 'text',
		AccountSubType: 'text',
		Classification: 'text',
		AcctNum: 'text',
		CurrentBalance: 'number',
		SubAccount: 'boolean',
	},
	TaxCode: { ...COMMON, Name: 'text', Active: 'boolean', Hidden: 'boolean', Description: 'text' },
	TaxRate: { ...COMMON, Name: 'text', Active: 'boolean', RateValue: 'number' },
	TaxAgency: { ...COMMON, DisplayName: 'text' },
	Class: LIST,
	Department: LIST,
	Term: { ...COMMON, Name: 'text', Active: 'boolean', Type: 'text' },
	PaymentMethod: { ...COMMON, Name: 'text', Active: 'boolean', Type: 'text' },
	CompanyCurrency: { ...COMMON, Code: 'text', Name: 'text', Active: 'boolean' },
	ExchangeRate: { SourceCurrencyCode: 'text', AsOfDate: 'day', 'MetaData.LastUpdatedTime': 'time' },
};
