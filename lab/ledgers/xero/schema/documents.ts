/** Request bodies of documents. */
import { z } from 'zod';
import {
	accountRef,
	amount,
	body,
	contact,
	flag,
	lineAmountTypes,
	lineItem,
	text,
	tracking,
	uuid,
} from './parts';

const totals = { SubTotal: amount, TotalTax: amount, Total: amount };
const status = z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED']).optional();

const common = {
	Contact: contact.optional(),
	LineItems: z.array(lineItem).optional(),
	Date: text,
	DueDate: text,
	LineAmountTypes: lineAmountTypes,
	Reference: text,
	CurrencyCode: text,
	CurrencyRate: amount,
	Status: status,
	SentToContact: flag,
	BrandingThemeID: uuid,
	...totals,
};

const ANSWERED = [
	'Payments',
	'Prepayments',
	'Overpayments',
	'CreditNotes',
	'AmountDue',
	'AmountPaid',
	'AmountCredited',
	'FullyPaidOnDate',
	'TotalDiscount',
	'IsDiscounted',
	'CISDeduction',
	'CISRate',
	'InvoiceAddresses',
	'RepeatingInvoiceID',
];

export const invoice = body(
	{
		...common,
		InvoiceID: uuid,
		Type: z.enum(['ACCREC', 'ACCPAY']).optional(),
		InvoiceNumber: text,
		Url: text,
		ExpectedPaymentDate: text,
		PlannedPaymentDate: text,
		RoundingAmount: amount,
		EnteredTotal: amount,
	},
	ANSWERED,
);
export type InvoiceBody = z.infer<typeof invoice>;

export const creditNote = body(
	{
		...common,
		CreditNoteID: uuid,
		Type: z.enum(['ACCRECCREDIT', 'ACCPAYCREDIT']).optional(),
		CreditNoteNumber: text,
	},
	[...ANSWERED, 'RemainingCredit', 'Allocations', 'AppliedAmount', 'ID'],
);
export type CreditNoteBody = z.infer<typeof creditNote>;

/** A document that another one names; its further fields do not matter there. */
const invoiceRef = z.looseObject({ InvoiceID: uuid, InvoiceNumber: text });
const creditNoteRef = z.looseObject({ CreditNoteID: uuid, CreditNoteNumber: text });

export const allocation = body(
	{ Invoice: invoiceRef.optional(), Amount: amount, Date: text, AllocationID: uuid },
	['CreditNote', 'IsDeleted'],
);
export type AllocationBody = z.infer<typeof allocation>;

export const payment = body(
	{
		PaymentID: uuid,
		Invoice: invoiceRef.optional(),
		CreditNote: creditNoteRef.optional(),
		InvoiceNumber: text,
		CreditNoteNumber: text,
		Account: accountRef.optional(),
		Code: text,
		Date: text,
		CurrencyRate: amount,
		Amount: amount,
		BankAmount: amount,
		Reference: text,
		IsReconciled: flag,
		Status: z.enum(['AUTHORISED', 'DELETED']).optional(),
		Particulars: text,
		Details: text,
		BankAccountNumber: text,
	},
	['PaymentType', 'BatchPayment', 'BatchPaymentID', 'HasAccount'],
);
export type PaymentBody = z.infer<typeof payment>;

export const batchPayment = body(
	{
		BatchPaymentID: uuid,
		Account: accountRef.optional(),
		Date: text,
		Reference: text,
		Particulars: text,
		Code: text,
		Details: text,
		Narrative: text,
		Payments: z
			.array(
				body({ Invoice: invoiceRef.optional(), Amount: amount, Reference: text, Details: text }, [
					'PaymentID',
					'BankAmount',
				]),
			)
			.optional(),
		Status: z.enum(['AUTHORISED', 'DELETED']).optional(),
	},
	['Type', 'TotalAmount', 'Amount', 'IsReconciled'],
);
export type BatchPaymentBody = z.infer<typeof batchPayment>;

export const bankTransaction = body(
	{
		BankTransactionID: uuid,
		Type: z
			.enum([
				'RECEIVE',
				'SPEND',
				'RECEIVE-OVERPAYMENT',
				'RECEIVE-PREPAYMENT',
				'SPEND-OVERPAYMENT',
				'SPEND-PREPAYMENT',
				'RECEIVE-TRANSFER',
				'SPEND-TRANSFER',
			])
			.optional(),
		Contact: contact.optional(),
		LineItems: z.array(lineItem).optional(),
		BankAccount: accountRef.optional(),
		IsReconciled: flag,
		Date: text,
		Reference: text,
		CurrencyCode: text,
		CurrencyRate: amount,
		Url: text,
		Status: z.enum(['AUTHORISED', 'DELETED', 'VOIDED']).optional(),
		LineAmountTypes: lineAmountTypes,
		...totals,
	},
	['PrepaymentID', 'OverpaymentID', 'BatchPayment'],
);
export type BankTransactionBody = z.infer<typeof bankTransaction>;

export const bankTransfer = body(
	{
		BankTransferID: uuid,
		FromBankAccount: accountRef.optional(),
		ToBankAccount: accountRef.optional(),
		Amount: amount,
		Date: text,
		Reference: text,
		FromIsReconciled: flag,
		ToIsReconciled: flag,
		Status: z.enum(['AUTHORISED', 'DELETED']).optional(),
	},
	[
		'CurrencyRate',
		'FromBankTransactionID',
		'ToBankTransactionID',
		'CreatedDateUTC',
		'FromTracking',
		'ToTracking',
	],
);
export type BankTransferBody = z.infer<typeof bankTransfer>;

export const manualJournal = body(
	{
		ManualJournalID: uuid,
		Narration: text,
		JournalLines: z
			.array(
				body(
					{
						LineAmount: amount,
						AccountCode: text,
						AccountID: uuid,
						Description: text,
						TaxType: text,
						TaxAmount: amount,
						Tracking: tracking,
					},
					['IsBlank'],
				),
			)
			.optional(),
		Date: text,
		LineAmountTypes: lineAmountTypes,
		Status: z.enum(['DRAFT', 'POSTED', 'DELETED', 'VOIDED', 'ARCHIVED']).optional(),
		Url: text,
		ShowOnCashBasisReports: flag,
	},
	[],
);
export type ManualJournalBody = z.infer<typeof manualJournal>;
