/**
 * What Xero answers, as far as it is used here, with bounds. Parsing drops everything else, so that what is cached is small
 * and holds no personal data.
 */
import { z } from 'zod';
import { dayOf } from './dates';

const id = z.string().min(1).max(100);
const flag = z.boolean().nullish();
const text = (longest: number) => z.string().max(longest).nullish();
const day = z
	.string()
	.max(60)
	.transform((value, context) => {
		const found = dayOf(value);
		if (found === undefined) context.addIssue({ code: 'custom', message: 'no date' });
		return found ?? '';
	});
/** empty text means unset */
const optionalDay = z.preprocess(
	(value) => (value === '' || value === null ? undefined : value),
	day.optional(),
);

export const organisationSchema = z.object({
	OrganisationID: id,
	Name: z.string().max(1_024),
	CountryCode: z.string().min(1).max(20),
	BaseCurrency: z.string().min(1).max(10),
	PaysTax: flag,
	OrganisationStatus: text(100),
	Edition: text(100),
	Class: text(100),
	Timezone: text(200),
	ShortCode: text(100),
	PeriodLockDate: optionalDay,
	EndOfYearLockDate: optionalDay,
});
export type Organisation = z.output<typeof organisationSchema>;

export const currencySchema = z.object({ Code: z.string().min(1).max(10) });
export type CurrencyRow = z.output<typeof currencySchema>;

export const accountSchema = z.object({
	AccountID: id,
	Code: text(50),
	Name: z.string().max(1_000),
	Type: z.string().max(100),
	Class: text(100),
	Status: text(100),
	SystemAccount: text(100),
	EnablePaymentsToAccount: flag,
	CurrencyCode: text(10),
});
export type AccountRow = z.output<typeof accountSchema>;

export const taxRateSchema = z.object({
	Name: z.string().max(1_000),
	TaxType: z.string().min(1).max(100),
	ReportTaxType: z.string().max(100).nullish(),
	Status: text(100),
	CanApplyToRevenue: flag,
	EffectiveRate: z.number().nullish(),
	TaxComponents: z
		.array(z.object({ Name: z.string().max(1_000), Rate: z.number(), IsCompound: flag }))
		.max(100)
		.nullish(),
});
export type TaxRateRow = z.output<typeof taxRateSchema>;

export const trackingCategorySchema = z.object({
	TrackingCategoryID: id,
	Name: z.string().max(1_000),
	Status: text(100),
	Options: z
		.array(z.object({ TrackingOptionID: id, Name: z.string().max(1_000), Status: text(100) }))
		.max(10_000)
		.nullish(),
});
export type TrackingCategoryRow = z.output<typeof trackingCategorySchema>;

export const itemSchema = z.object({
	ItemID: id,
	Code: text(100),
	Name: text(1_000),
	IsSold: flag,
	IsTrackedAsInventory: flag,
	SalesDetails: z.object({ AccountCode: text(50) }).nullish(),
});
export type ItemRow = z.output<typeof itemSchema>;

export const contactSchema = z.object({
	ContactID: id,
	ContactNumber: text(1_000),
	Name: z.string().max(1_000),
	EmailAddress: text(1_000),
	ContactStatus: text(100),
});
export type ContactRow = z.output<typeof contactSchema>;

export const connectionSchema = z.object({
	tenantId: id,
	tenantName: text(1_000),
	tenantType: text(100),
});
export type ConnectionRow = z.output<typeof connectionSchema>;

const amount = z.number().nullish();
const lineItem = z.object({
	LineItemID: id.nullish(),
	Description: text(50_000),
	Quantity: amount,
	UnitAmount: amount,
	LineAmount: amount,
	AccountCode: text(50),
	AccountID: id.nullish(),
	TaxType: text(100),
});
/** What all transactions have in common, each under the names of its own kind. */
export const transactionSchema = z.object({
	InvoiceID: id.nullish(),
	CreditNoteID: id.nullish(),
	PaymentID: id.nullish(),
	BankTransactionID: id.nullish(),
	BankTransferID: id.nullish(),
	ManualJournalID: id.nullish(),
	Type: text(100),
	InvoiceNumber: text(1_000),
	CreditNoteNumber: text(1_000),
	Reference: text(10_000),
	Narration: text(50_000),
	Date: optionalDay,
	Status: text(100),
	Total: amount,
	TotalTax: amount,
	/** a payment's or transfer's total */
	Amount: amount,
	/** what is left of a credit note */
	RemainingCredit: amount,
	/** where a credit note was used */
	Allocations: z
		.array(z.object({ AllocationID: id.nullish() }))
		.max(10_000)
		.nullish(),
	Payments: z
		.array(z.object({ PaymentID: id.nullish() }))
		.max(10_000)
		.nullish(),
	BankAccount: z.object({ AccountID: id.nullish() }).nullish(),
	LineItems: z.array(lineItem).max(10_000).nullish(),
	JournalLines: z
		.array(z.object({ LineAmount: amount, AccountID: id.nullish() }))
		.max(10_000)
		.nullish(),
	Warnings: z
		.array(z.object({ Message: text(20_000) }))
		.max(1_000)
		.nullish(),
});
export type TransactionRow = z.output<typeof transactionSchema>;

const messages = z
	.array(z.object({ Message: text(20_000) }))
	.max(1_000)
	.nullish();
/** What is wrong with one element; a line can have reasons of its own. */
export const elementProblemsSchema = z.object({
	StatusAttributeString: text(100),
	HasErrors: flag,
	HasValidationErrors: flag,
	ValidationErrors: messages,
	LineItems: z
		.array(z.object({ ValidationErrors: messages }))
		.max(10_000)
		.nullish(),
	JournalLines: z
		.array(z.object({ ValidationErrors: messages }))
		.max(10_000)
		.nullish(),
});

/** An error of a whole request: of the API (Message, Elements) or of the gateway in front of it (Title, Detail). */
export const errorBodySchema = z.object({
	ErrorNumber: z.number().nullish(),
	Type: text(200),
	Message: text(20_000),
	Title: text(1_000),
	Detail: text(20_000),
	Elements: z.array(z.unknown()).max(1_000).nullish(),
	ValidationErrors: messages,
});

export const pageSchema = z.object({
	pagination: z.object({ pageCount: z.number().int().min(0) }).nullish(),
});
