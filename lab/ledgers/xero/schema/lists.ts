/** Request bodies of accounts, tax rates, items, tracking and currencies. */
import { z } from 'zod';
import { amount, body, flag, text, uuid } from './parts';

export const account = body(
	{
		AccountID: uuid,
		Code: text,
		Name: text,
		Type: text,
		Status: z.enum(['ACTIVE', 'ARCHIVED', 'DELETED']).optional(),
		Description: text,
		TaxType: text,
		BankAccountNumber: text,
		BankAccountType: z.enum(['BANK', 'CREDITCARD', 'PAYPAL', 'NONE', '']).optional(),
		CurrencyCode: text,
		EnablePaymentsToAccount: flag,
		ShowInExpenseClaims: flag,
		AddToWatchlist: flag,
	},
	['Class', 'SystemAccount', 'ReportingCode', 'ReportingCodeName'],
);
export type AccountBody = z.infer<typeof account>;

export const taxRate = body(
	{
		Name: text,
		TaxType: text,
		TaxComponents: z
			.array(body({ Name: text, Rate: amount, IsCompound: flag, IsNonRecoverable: flag }))
			.optional(),
		Status: z.enum(['ACTIVE', 'DELETED', 'ARCHIVED']).optional(),
		ReportTaxType: text,
	},
	[
		'CanApplyToAssets',
		'CanApplyToEquity',
		'CanApplyToExpenses',
		'CanApplyToLiabilities',
		'CanApplyToRevenue',
		'DisplayTaxRate',
		'EffectiveRate',
	],
);
export type TaxRateBody = z.infer<typeof taxRate>;

const side = body({ UnitPrice: amount, AccountCode: text, TaxType: text, COGSAccountCode: text });

export const item = body(
	{
		ItemID: uuid,
		Code: text,
		Name: text,
		Description: text,
		PurchaseDescription: text,
		IsSold: flag,
		IsPurchased: flag,
		SalesDetails: side.optional(),
		PurchaseDetails: side.optional(),
		InventoryAssetAccountCode: text,
	},
	['IsTrackedAsInventory', 'TotalCostPool', 'QuantityOnHand', 'QuantityAvailable', 'QuantityOnBackOrder'],
);
export type ItemBody = z.infer<typeof item>;

export const trackingOption = body({ TrackingOptionID: uuid, Name: text, Status: text }, [
	'TrackingCategoryID',
	'IsDeleted',
	'IsArchived',
	'IsActive',
]);
export type TrackingOptionBody = z.infer<typeof trackingOption>;

export const trackingCategory = body(
	{
		TrackingCategoryID: uuid,
		Name: text,
		Status: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
		Options: z.array(trackingOption).optional(),
	},
	['TrackingOptionID', 'Option'],
);
export type TrackingCategoryBody = z.infer<typeof trackingCategory>;

export const currency = body({ Code: text }, ['Description']);
export type CurrencyBody = z.infer<typeof currency>;
