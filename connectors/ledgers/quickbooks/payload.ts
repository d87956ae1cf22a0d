/**
 * What QuickBooks answers, as far as it is used here, with bounds. Parsing drops everything else, so that what is cached
 * is small and holds no personal data.
 */
import { z } from 'zod';

const id = z.string().min(1).max(100);
const reference = z.object({ value: id, name: z.string().max(4_000).optional() });
const flag = z.boolean().optional();
const date = z
	.string()
	.max(40)
	.regex(/^\d{4}-\d{2}-\d{2}/)
	.transform((text) => text.slice(0, 10));
/** XML-born lists arrive as "" when they are empty. */
const orEmpty = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

export const companyInfoSchema = z.object({
	CompanyName: z.string().max(1_024),
	Country: z.string().min(1).max(255),
});
export type CompanyInfo = z.output<typeof companyInfoSchema>;

const nameValues = z.array(
	z.object({
		Name: z.string().max(200),
		Value: z.union([z.string().max(4_000), z.boolean(), z.number()]).optional(),
	}),
);

export const preferencesSchema = z.object({
	AccountingInfoPrefs: z
		.object({
			BookCloseDate: orEmpty(date),
			ClassTrackingPerTxn: flag,
			ClassTrackingPerTxnLine: flag,
			TrackDepartments: flag,
		})
		.optional(),
	CurrencyPrefs: z.object({
		MultiCurrencyEnabled: flag,
		// a reference by the documentation, plain text in recordings
		HomeCurrency: z.union([reference.transform((ref) => ref.value), z.string().length(3)]),
	}),
	SalesFormsPrefs: z.object({ CustomTxnNumbers: flag, AutoApplyCredit: flag }).optional(),
	TaxPrefs: z.object({ UsingSalesTax: flag, PartnerTaxEnabled: flag }).optional(),
	OtherPrefs: z
		.union([
			nameValues,
			z.object({ NameValue: nameValues.optional() }).transform((prefs) => prefs.NameValue ?? []),
		])
		.optional(),
});
export type Preferences = z.output<typeof preferencesSchema>;

export const accountSchema = z.object({
	Id: id,
	Name: z.string().max(1_000),
	FullyQualifiedName: z.string().max(4_000).optional(),
	AcctNum: z.string().max(100).optional(),
	AccountType: z.string().max(100).optional(),
	Classification: z.string().max(100).optional(),
	CurrencyRef: reference.optional(),
	Active: flag,
});
export type AccountRow = z.output<typeof accountSchema>;

export const taxCodeSchema = z.object({
	Id: id,
	Name: z.string().max(1_000),
	Active: flag,
	Taxable: flag,
	TaxGroup: flag,
	SalesTaxRateList: orEmpty(
		z.object({
			TaxRateDetail: z
				.array(z.object({ TaxRateRef: reference }))
				.max(1_000)
				.optional(),
		}),
	),
});
export type TaxCodeRow = z.output<typeof taxCodeSchema>;

export const taxRateSchema = z.object({
	Id: id,
	Name: z.string().max(1_000).optional(),
	RateValue: z.number().optional(),
	EffectiveTaxRate: orEmpty(
		z.array(z.object({ RateValue: z.number(), EffectiveDate: date, EndDate: orEmpty(date) })).max(1_000),
	),
});
export type TaxRateRow = z.output<typeof taxRateSchema>;

export const itemSchema = z.object({
	Id: id,
	Name: z.string().max(1_000),
	Type: z.string().max(100).optional(),
	Sku: z.string().max(1_000).optional(),
	Active: flag,
	IncomeAccountRef: reference.optional(),
});
export type ItemRow = z.output<typeof itemSchema>;

export const customerSchema = z.object({
	Id: id,
	DisplayName: z.string().max(1_000),
	CurrencyRef: reference.optional(),
	PrimaryEmailAddr: z.object({ Address: z.string().max(1_000).optional() }).optional(),
});
export type CustomerRow = z.output<typeof customerSchema>;

/** Classes and departments. */
export const dimensionSchema = z.object({
	Id: id,
	Name: z.string().max(1_000),
	FullyQualifiedName: z.string().max(4_000).optional(),
	Active: flag,
});
export type DimensionRow = z.output<typeof dimensionSchema>;

const linkSchema = z.object({ TxnId: id, TxnType: z.string().max(100) });

/** What all transactions have in common, and the lines a journal's total is made of. */
export const transactionSchema = z.object({
	Id: id,
	SyncToken: z.string().max(100).optional(),
	DocNumber: z.string().max(1_000).optional(),
	PaymentRefNum: z.string().max(1_000).optional(),
	TxnDate: date.optional(),
	PrivateNote: z.string().max(20_000).optional(),
	CurrencyRef: reference.optional(),
	TotalAmt: z.number().optional(),
	/** what is left of a CreditMemo */
	RemainingCredit: z.number().optional(),
	/** a Transfer's total */
	Amount: z.number().optional(),
	TxnTaxDetail: z.object({ TotalTax: z.number().optional() }).optional(),
	/** what it is applied to, or was paid by */
	LinkedTxn: z.array(linkSchema).max(10_000).optional(),
	Line: z
		.array(
			z.object({
				Amount: z.number().optional(),
				JournalEntryLineDetail: z.object({ PostingType: z.string().max(20).optional() }).optional(),
				/** of a Payment */
				LinkedTxn: z.array(linkSchema).max(100).optional(),
			}),
		)
		.max(10_000)
		.optional(),
});
export type TransactionRow = z.output<typeof transactionSchema>;

const faultErrorSchema = z.object({
	code: z.union([z.string().max(50), z.number().transform(String)]).nullish(),
	Message: z.string().max(20_000).nullish(),
	Detail: z.string().max(20_000).nullish(),
	element: z.string().max(1_000).nullish(),
	message: z.string().max(20_000).nullish(),
	detail: z.string().max(20_000).nullish(),
});
const capitalisedFault = z.object({
	Fault: z.object({ Error: z.array(faultErrorSchema).max(1_000), type: z.string().max(100).nullish() }),
});
/** Gateway faults (sign-in) are written in lower case. */
const lowerCaseFault = z.object({
	fault: z.object({ error: z.array(faultErrorSchema).max(1_000), type: z.string().max(100).nullish() }),
});
export const faultSchema = z.union([
	capitalisedFault.transform(({ Fault }) => ({ type: Fault.type ?? '', errors: Fault.Error })),
	lowerCaseFault.transform(({ fault }) => ({ type: fault.type ?? '', errors: fault.error })),
]);

/** One item's answer in a batch: `bId` and the entity or a Fault under its own name. */
export const batchAnswerSchema = z.object({
	BatchItemResponse: z.array(z.looseObject({ bId: z.string().max(100) })).max(1_000),
});

export const queryAnswerSchema = z.object({ QueryResponse: z.record(z.string(), z.unknown()) });
