/**
 * Pieces of request bodies. Fields that Xero only gives are accepted and ignored, as Xero does, so that what was read can
 * be sent back; a field that no answer has is a mistake in its name and is refused.
 */
import { z } from 'zod';

type Shape = Record<string, z.ZodType>;

/** An object with these fields, and some that are ignored. */
export const body = <S extends Shape>(shape: S, ignored: readonly string[] = []) => {
	const extra = Object.fromEntries([...ignored, ...COMMON].map((name) => [name, z.unknown().optional()]));
	return z.strictObject({ ...(extra as Record<never, never>), ...shape });
};

/** What every answer may have. */
const COMMON = [
	'UpdatedDateUTC',
	'UpdatedDateUTCString',
	'HasErrors',
	'HasValidationErrors',
	'ValidationErrors',
	'Warnings',
	'StatusAttributeString',
	'HasAttachments',
	'Attachments',
	'DateString',
	'DueDateString',
];

export const text = z.string().optional();
/** a finite JSON number: a number in quotes is none */
export const amount = z.number().optional();
export const flag = z.boolean().optional();
export const uuid = z.uuid().optional();
export const id = z.guid();

export const lineAmountTypes = z.enum(['Exclusive', 'Inclusive', 'NoTax']).optional();

export const tracking = z
	.array(
		body({ TrackingCategoryID: uuid, TrackingOptionID: uuid, Name: text, Option: text }, [
			'Options',
			'Status',
		]),
	)
	.optional();

export const address = body({
	AddressType: z.enum(['POBOX', 'STREET', 'DELIVERY']).optional(),
	AddressLine1: text,
	AddressLine2: text,
	AddressLine3: text,
	AddressLine4: text,
	City: text,
	Region: text,
	PostalCode: text,
	Country: text,
	AttentionTo: text,
});

export const phone = body({
	PhoneType: z.enum(['DEFAULT', 'DDI', 'MOBILE', 'FAX', 'OFFICE']).optional(),
	PhoneNumber: text,
	PhoneAreaCode: text,
	PhoneCountryCode: text,
});

export const contact = body(
	{
		ContactID: uuid,
		ContactNumber: text,
		AccountNumber: text,
		ContactStatus: z.enum(['ACTIVE', 'ARCHIVED', 'GDPRREQUEST']).optional(),
		Name: text,
		FirstName: text,
		LastName: text,
		CompanyNumber: text,
		EmailAddress: text,
		ContactPersons: z
			.array(body({ FirstName: text, LastName: text, EmailAddress: text, IncludeInEmails: flag }))
			.optional(),
		BankAccountDetails: text,
		TaxNumber: text,
		AccountsReceivableTaxType: text,
		AccountsPayableTaxType: text,
		Addresses: z.array(address).optional(),
		Phones: z.array(phone).optional(),
		DefaultCurrency: text,
		SalesDefaultAccountCode: text,
		PurchasesDefaultAccountCode: text,
	},
	[
		'IsSupplier',
		'IsCustomer',
		'ContactGroups',
		'SalesTrackingCategories',
		'PurchasesTrackingCategories',
		'Website',
		'BrandingTheme',
		'BatchPayments',
		'Discount',
		'Balances',
		'PaymentTerms',
		'MergedToContactID',
	],
);
export type ContactBody = z.infer<typeof contact>;

export const accountRef = body({ AccountID: uuid, Code: text }, [
	'Name',
	'Type',
	'CurrencyCode',
	'BankAccountNumber',
	'Status',
	'Class',
	'EnablePaymentsToAccount',
	'TaxType',
]);
export type AccountRef = z.infer<typeof accountRef>;

export const lineItem = body(
	{
		LineItemID: uuid,
		Description: text,
		Quantity: amount,
		UnitAmount: amount,
		ItemCode: text,
		AccountCode: text,
		AccountID: uuid,
		TaxType: text,
		TaxAmount: amount,
		LineAmount: amount,
		Tracking: tracking,
		DiscountRate: amount,
		DiscountAmount: amount,
	},
	['Item', 'RepeatingInvoiceID', 'Taxability', 'SalesTaxCodeId', 'TaxBreakdown'],
);
export type LineBody = z.infer<typeof lineItem>;
