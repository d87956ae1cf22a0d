/** Documents as they are answered; in lists without paging they come without their lines. */
import type { Organisation } from '../books/organisation';
import type {
	AllocationRow,
	BankTransactionRow,
	BankTransferRow,
	BatchPaymentRow,
	DocumentRow,
	ManualJournalRow,
	PaymentRow,
} from '../books/records';
import { dateFields, dateOf, dayMs } from '../books/time';
import { decimal, roundTo, sum, toNumber, ZERO } from '../decimals';
import { dueOf } from '../posting/settle';
import { accountShort, contactShort, given, lineView, number, trackingView, updatedFields } from './parts';

const lines = (organisation: Organisation, row: Pick<DocumentRow, 'lines'>, full: boolean): object[] =>
	full ? row.lines.map((line) => lineView(organisation, line)) : [];

function paymentsOf(organisation: Organisation, row: DocumentRow): object[] {
	return row.payments.flatMap((id) => {
		const payment = organisation.payments.get(id);
		if (payment === undefined) return [];
		return [
			{
				PaymentID: id,
				...given('BatchPaymentID', payment.batchId),
				Date: dateOf(dayMs(payment.date)),
				Amount: toNumber(payment.amount),
				...given('Reference', payment.reference),
				CurrencyRate: toNumber(payment.rate),
				HasAccount: true,
				HasValidationErrors: false,
			},
		];
	});
}

const common = (organisation: Organisation, row: DocumentRow, full: boolean): object => ({
	Type: row.type,
	...given('Reference', row.reference),
	Payments: paymentsOf(organisation, row),
	HasErrors: false,
	CurrencyRate: toNumber(row.rate),
	CurrencyCode: row.currency,
	Contact: contactShort(organisation.contacts.get(row.contactId)),
	...dateFields(row.date),
	...(row.dueDate === undefined
		? {}
		: { DueDateString: `${row.dueDate}T00:00:00`, DueDate: dateOf(dayMs(row.dueDate)) }),
	Status: row.status,
	LineAmountTypes: row.lineAmountTypes,
	LineItems: lines(organisation, row, full),
	SubTotal: toNumber(row.subTotal),
	TotalTax: toNumber(row.totalTax),
	Total: toNumber(row.total),
	...(row.fullyPaidOn === undefined ? {} : { FullyPaidOnDate: dateOf(dayMs(row.fullyPaidOn)) }),
	...updatedFields(row),
});

/** What discounts took off; the lines' amounts are after it. */
function discountOf({ lines: rows }: DocumentRow): number | undefined {
	if (rows.every((line) => (line.discountRate ?? line.discountAmount) === undefined)) return undefined;
	const off = rows.map((line) =>
		(line.discountRate ?? line.discountAmount) === undefined
			? ZERO
			: roundTo(decimal(line.quantity).times(line.unitAmount ?? 0)).minus(line.lineAmount),
	);
	return toNumber(sum(off));
}

export function invoiceView(organisation: Organisation, row: DocumentRow, full: boolean): object {
	const discount = discountOf(row);
	return {
		InvoiceID: row.id,
		InvoiceNumber: row.number,
		...common(organisation, row, full),
		CreditNotes: row.allocations.flatMap((id) => {
			const allocation = organisation.allocations.get(id);
			const note =
				allocation === undefined ? undefined : organisation.creditNotes.get(allocation.creditNoteId);
			if (allocation === undefined || note === undefined) return [];
			return [
				{
					CreditNoteID: note.id,
					CreditNoteNumber: note.number,
					AppliedAmount: toNumber(allocation.amount),
					...dateFields(allocation.date),
					Total: toNumber(note.total),
					LineItems: [],
				},
			];
		}),
		Prepayments: [],
		Overpayments: [],
		AmountDue: toNumber(row.status === 'VOIDED' || row.status === 'DELETED' ? ZERO : dueOf(row)),
		AmountPaid: toNumber(row.paid),
		AmountCredited: toNumber(row.credited),
		...given('TotalDiscount', discount),
		...given('RoundingAmount', number(row.rounding)),
		IsDiscounted: discount !== undefined,
		SentToContact: row.sentToContact,
		...given('Url', row.url),
		HasAttachments: false,
	};
}

export function creditNoteView(organisation: Organisation, row: DocumentRow, full: boolean): object {
	return {
		CreditNoteID: row.id,
		CreditNoteNumber: row.number,
		ID: row.id,
		...common(organisation, row, full),
		Allocations: row.allocations.flatMap((id) => {
			const allocation = organisation.allocations.get(id);
			return allocation === undefined ? [] : [allocationView(organisation, allocation)];
		}),
		RemainingCredit: toNumber(row.status === 'VOIDED' || row.status === 'DELETED' ? ZERO : dueOf(row)),
		AppliedAmount: toNumber(row.credited),
		SentToContact: row.sentToContact,
		HasAttachments: false,
	};
}

export function allocationView(organisation: Organisation, row: AllocationRow): object {
	const invoice = organisation.invoices.get(row.invoiceId);
	return {
		AllocationID: row.id,
		Amount: toNumber(row.amount),
		...dateFields(row.date),
		Invoice: {
			InvoiceID: row.invoiceId,
			...given('InvoiceNumber', invoice?.number),
			Payments: [],
			CreditNotes: [],
			Prepayments: [],
			Overpayments: [],
			HasErrors: false,
			IsDiscounted: false,
			LineItems: [],
			ValidationErrors: [],
		},
		CreditNote: { CreditNoteID: row.creditNoteId, ID: row.creditNoteId, LineItems: [] },
		IsDeleted: row.deleted,
		ValidationErrors: [],
	};
}

const PAYMENT_TYPES = {
	ACCREC: 'ACCRECPAYMENT',
	ACCPAY: 'ACCPAYPAYMENT',
	ACCRECCREDIT: 'ARCREDITPAYMENT',
	ACCPAYCREDIT: 'APCREDITPAYMENT',
} as const;

export function paymentView(organisation: Organisation, row: PaymentRow, full: boolean): object {
	const document = organisation.document(row.documentId);
	const isCredit = document?.type.endsWith('CREDIT') === true;
	const account = organisation.accounts.get(row.accountId);
	const short = {
		[isCredit ? 'CreditNoteID' : 'InvoiceID']: row.documentId,
		[isCredit ? 'CreditNoteNumber' : 'InvoiceNumber']: document?.number ?? '',
		Type: document?.type,
		Contact: contactShort(organisation.contacts.get(document?.contactId ?? '')),
		CurrencyCode: document?.currency,
		LineItems: [],
		HasErrors: false,
		...(isCredit
			? {}
			: { IsDiscounted: false, Payments: [], CreditNotes: [], Prepayments: [], Overpayments: [] }),
	};
	return {
		PaymentID: row.id,
		...given('BatchPaymentID', row.batchId),
		Date: dateOf(dayMs(row.date)),
		BankAmount: toNumber(row.bankAmount),
		Amount: toNumber(row.amount),
		...given('Reference', row.reference),
		CurrencyRate: toNumber(row.rate),
		PaymentType: PAYMENT_TYPES[document?.type ?? 'ACCREC'],
		Status: row.status,
		...updatedFields(row),
		HasAccount: true,
		IsReconciled: row.reconciled,
		Account: accountShort(account),
		[isCredit ? 'CreditNote' : 'Invoice']: short,
		HasValidationErrors: false,
		...(full ? { ValidationErrors: [], Warnings: [] } : {}),
	};
}

export function batchPaymentView(organisation: Organisation, row: BatchPaymentRow): object {
	return {
		BatchPaymentID: row.id,
		Account: accountShort(organisation.accounts.get(row.accountId)),
		...given('Reference', row.reference),
		...given('Details', row.details),
		...given('Narrative', row.narrative),
		...given('Particulars', row.particulars),
		...given('Code', row.code),
		...dateFields(row.date),
		Payments: row.payments.flatMap((id) => {
			const payment = organisation.payments.get(id);
			if (payment === undefined) return [];
			const number = organisation.document(payment.documentId)?.number;
			return [
				{
					PaymentID: id,
					Amount: toNumber(payment.amount),
					BankAmount: toNumber(payment.bankAmount),
					Invoice: { InvoiceID: payment.documentId, ...given('InvoiceNumber', number), LineItems: [] },
				},
			];
		}),
		Type: row.type,
		Status: row.status,
		TotalAmount: toNumber(row.total),
		...updatedFields(row),
		IsReconciled: false,
	};
}

export function bankTransactionView(
	organisation: Organisation,
	row: BankTransactionRow,
	full: boolean,
): object {
	return {
		BankTransactionID: row.id,
		BankAccount: accountShort(organisation.accounts.get(row.accountId)),
		Type: row.type,
		...given('Reference', row.reference),
		...given('Url', row.url),
		IsReconciled: row.reconciled,
		HasAttachments: false,
		CurrencyRate: toNumber(row.rate),
		CurrencyCode: row.currency,
		...(row.contactId === undefined
			? {}
			: { Contact: contactShort(organisation.contacts.get(row.contactId)) }),
		...dateFields(row.date),
		Status: row.status,
		LineAmountTypes: row.lineAmountTypes,
		LineItems: lines(organisation, row, full),
		SubTotal: toNumber(row.subTotal),
		TotalTax: toNumber(row.totalTax),
		Total: toNumber(row.total),
		...updatedFields(row),
	};
}

export function bankTransferView(organisation: Organisation, row: BankTransferRow): object {
	return {
		BankTransferID: row.id,
		...dateFields(row.date),
		CreatedDateUTC: dateOf(row.created),
		FromBankAccount: accountShort(organisation.accounts.get(row.fromAccountId)),
		ToBankAccount: accountShort(organisation.accounts.get(row.toAccountId)),
		Amount: toNumber(row.amount),
		...given('Reference', row.reference),
		FromBankTransactionID: row.fromTransactionId,
		ToBankTransactionID: row.toTransactionId,
		FromIsReconciled: row.fromReconciled,
		ToIsReconciled: row.toReconciled,
		CurrencyRate: 1,
		HasAttachments: false,
		Status: row.status,
		ValidationErrors: [],
	};
}

export function manualJournalView(organisation: Organisation, row: ManualJournalRow, full: boolean): object {
	return {
		ManualJournalID: row.id,
		Narration: row.narration,
		Date: dateOf(dayMs(row.date)),
		Status: row.status,
		LineAmountTypes: row.lineAmountTypes,
		...given('Url', row.url),
		ShowOnCashBasisReports: row.showOnCashBasis,
		HasAttachments: false,
		...updatedFields(row),
		JournalLines: full
			? row.lines.map((line) => {
					const account = organisation.accounts.get(line.accountId);
					return {
						...given('Description', line.description),
						TaxType: line.taxType,
						TaxAmount: toNumber(line.taxAmount),
						LineAmount: toNumber(line.lineAmount),
						AccountCode: account?.code ?? '',
						AccountID: line.accountId,
						Tracking: trackingView(organisation, line.tracking),
						IsBlank: false,
					};
				})
			: [],
	};
}
