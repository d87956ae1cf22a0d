/** The other lists: accounts, tax, classes, departments, terms, payment methods, currencies; company and preferences. */
import { z } from 'zod';
import { identity } from './parts';
import {
	amount,
	computed,
	currencyReference,
	day,
	decimalNumber,
	reference,
	text,
	wordReference,
} from './scalars';

const ACCOUNT_TYPES = [
	'Bank',
	'Accounts Receivable',
	'Other Current Asset',
	'Fixed Asset',
	'Other Asset',
	'Accounts Payable',
	'Credit Card',
	'Other Current Liability',
	'Long Term Liability',
	'Equity',
	'Income',
	'Cost of Goods Sold',
	'Expense',
	'Other Income',
	'Other Expense',
] as const;

export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const account = z.strictObject({
	...identity,
	Name: text(100),
	AcctNum: z.string().optional(),
	Description: text(100).optional(),
	Active: z.boolean().optional(),
	AccountType: z.enum(ACCOUNT_TYPES).optional(),
	AccountSubType: z.string().optional(),
	Classification: z.enum(['Asset', 'Equity', 'Expense', 'Liability', 'Revenue']).optional(),
	CurrencyRef: currencyReference.optional(),
	ParentRef: reference.optional(),
	SubAccount: z.boolean().optional(),
	FullyQualifiedName: z.string().optional(),
	TaxCodeRef: wordReference.optional(),
	TxnLocationType: z.string().optional(),
	AccountAlias: text(100).optional(),
	CurrentBalance: amount.optional(),
	CurrentBalanceWithSubAccounts: amount.optional(),
});

const rateList = z
	.strictObject({
		TaxRateDetail: z.array(
			z.strictObject({
				TaxRateRef: reference,
				TaxTypeApplicable: z.enum(['TaxOnAmount', 'TaxOnAmountPlusTax', 'TaxOnTax']).optional(),
				TaxOrder: z.number().optional(),
			}),
		),
	})
	.optional();

export const taxCode = z.strictObject({
	...identity,
	Id: wordReference.shape.value.optional(),
	Name: text(100),
	Description: text(100).optional(),
	Active: z.boolean().optional(),
	Hidden: z.boolean().optional(),
	Taxable: z.boolean().optional(),
	TaxGroup: z.boolean().optional(),
	TaxCodeConfigType: z.enum(['SYSTEM_GENERATED', 'USER_DEFINED']).optional(),
	SalesTaxRateList: rateList,
	PurchaseTaxRateList: rateList,
});

export const taxRate = z.strictObject({
	...identity,
	Name: text(100).optional(),
	Description: text(100).optional(),
	Active: z.boolean().optional(),
	RateValue: decimalNumber.optional(),
	AgencyRef: reference.optional(),
	EffectiveTaxRate: z
		.array(
			z.strictObject({
				RateValue: decimalNumber,
				EffectiveDate: z.string(),
				EndDate: z.string().optional(),
			}),
		)
		.optional(),
	SpecialTaxType: z
		.enum(['NONE', 'ZERO_RATE', 'FOREIGN_TAX', 'REVERSE_CHARGE', 'ADJUSTMENT_RATE'])
		.optional(),
	DisplayType: z.enum(['ReadOnly', 'HideInTransactionForms', 'HideInPrintedForms', 'HideInAll']).optional(),
});

export const taxAgency = z.strictObject({
	...identity,
	DisplayName: text(100),
	TaxTrackedOnSales: z.boolean().optional(),
	TaxTrackedOnPurchases: z.boolean().optional(),
	TaxRegistrationNumber: z.string().optional(),
	LastFileDate: computed.optional(),
	TaxAgencyConfig: z.string().optional(),
});

/** The body of POST /taxservice/taxcode. */
export const taxService = z.strictObject({
	TaxCode: text(100),
	TaxCodeId: computed.optional(),
	TaxRateDetails: z
		.array(
			z.strictObject({
				TaxRateId: wordReference.shape.value.optional(),
				// the reference says 10 characters, although rates made in the browser have longer names
				TaxRateName: text(10).optional(),
				RateValue: decimalNumber.optional(),
				TaxAgencyId: wordReference.shape.value.optional(),
				TaxApplicableOn: z.enum(['Sales', 'Purchase']).optional(),
			}),
		)
		.min(1),
});

export type TaxServiceBody = z.infer<typeof taxService>;

export const klass = z.strictObject({
	...identity,
	Name: text(100),
	Active: z.boolean().optional(),
	SubClass: z.boolean().optional(),
	ParentRef: reference.optional(),
	FullyQualifiedName: computed.optional(),
});

export const department = z.strictObject({
	...identity,
	Name: text(100),
	Active: z.boolean().optional(),
	SubDepartment: z.boolean().optional(),
	ParentRef: reference.optional(),
	FullyQualifiedName: computed.optional(),
});

export const term = z.strictObject({
	...identity,
	Name: text(31),
	Active: z.boolean().optional(),
	Type: z.string().optional(),
	DueDays: z.number().int().min(0).max(999).optional(),
	DiscountDays: z.number().int().min(0).max(999).optional(),
	DiscountPercent: decimalNumber.optional(),
	DayOfMonthDue: z.number().int().min(1).max(31).optional(),
	DueNextMonthDays: z.number().int().min(0).max(999).optional(),
	DiscountDayOfMonth: z.number().int().min(0).max(31).optional(),
});

export const paymentMethod = z.strictObject({
	...identity,
	Name: text(31),
	Active: z.boolean().optional(),
	Type: z.enum(['CREDIT_CARD', 'NON_CREDIT_CARD']).optional(),
});

export const companyCurrency = z.strictObject({
	...identity,
	Code: text(3),
	Name: z.string().optional(),
	Active: z.boolean().optional(),
});

export const exchangeRate = z.strictObject({
	...identity,
	SourceCurrencyCode: currencyReference.shape.value,
	TargetCurrencyCode: currencyReference.shape.value.optional(),
	Rate: decimalNumber,
	AsOfDate: day,
});
