/** The fields that `where` and `order` know, by resource. */
import type { Organisation } from '../books/organisation';
import type {
	AccountRow,
	BankTransactionRow,
	BankTransferRow,
	BatchPaymentRow,
	ContactRow,
	CurrencyRow,
	DocumentRow,
	ItemRow,
	ManualJournalRow,
	PaymentRow,
	TaxRateRow,
	TrackingCategoryRow,
} from '../books/records';
import type { Row } from '../../../kit/table';
import { dayMs } from '../books/time';
import { classOf } from '../country/accountTypes';
import { dueOf } from '../posting/settle';
import type { Field, Fields, Value } from './where';

const field =
	(type: Field<never>['type']) =>
	<T>(of: (row: T) => Value): Field<T> => ({ type, of });
const [text, guid, amount, date, flag] = [
	field('text'),
	field('guid'),
	field('number'),
	field('date'),
	field('flag'),
];
const day = <T>(of: (row: T) => string | undefined): Field<T> =>
	date((row: T) => {
		const value = of(row);
		return value === undefined ? undefined : dayMs(value);
	});
const UpdatedDateUTC: Field<Row> = date((row: Row) => row.updated);

function contactFields(organisation: Organisation): Fields<{ readonly contactId?: string }> {
	const contact = (row: { readonly contactId?: string }) => organisation.contacts.get(row.contactId ?? '');
	return {
		'Contact.ContactID': guid((row: { readonly contactId?: string }) => row.contactId),
		'Contact.Name': text((row: { readonly contactId?: string }) => contact(row)?.name),
		'Contact.ContactNumber': text((row: { readonly contactId?: string }) => contact(row)?.number),
	};
}

function documentFields(organisation: Organisation): Fields<DocumentRow> {
	return {
		...contactFields(organisation),
		UpdatedDateUTC,
		Type: text((row: DocumentRow) => row.type),
		Status: text((row: DocumentRow) => row.status),
		Reference: text((row: DocumentRow) => row.reference),
		Date: day((row: DocumentRow) => row.date),
		DueDate: day((row: DocumentRow) => row.dueDate),
		CurrencyCode: text((row: DocumentRow) => row.currency),
		Total: amount((row: DocumentRow) => Number(row.total)),
		SubTotal: amount((row: DocumentRow) => Number(row.subTotal)),
		TotalTax: amount((row: DocumentRow) => Number(row.totalTax)),
	};
}

export const invoiceFields = (organisation: Organisation): Fields<DocumentRow> => ({
	...documentFields(organisation),
	InvoiceID: guid((row: DocumentRow) => row.id),
	InvoiceNumber: text((row: DocumentRow) => row.number),
	AmountDue: amount((row: DocumentRow) => Number(dueOf(row))),
	AmountPaid: amount((row: DocumentRow) => Number(row.paid)),
	AmountCredited: amount((row: DocumentRow) => Number(row.credited)),
});

export const creditNoteFields = (organisation: Organisation): Fields<DocumentRow> => ({
	...documentFields(organisation),
	CreditNoteID: guid((row: DocumentRow) => row.id),
	CreditNoteNumber: text((row: DocumentRow) => row.number),
	RemainingCredit: amount((row: DocumentRow) => Number(dueOf(row))),
});

export function paymentFields(organisation: Organisation): Fields<PaymentRow> {
	const document = (row: PaymentRow) => organisation.document(row.documentId);
	const isCredit = (row: PaymentRow): boolean => document(row)?.type.endsWith('CREDIT') === true;
	const account = (row: { readonly accountId: string }) => organisation.accounts.get(row.accountId);
	return {
		UpdatedDateUTC,
		PaymentID: guid((row: PaymentRow) => row.id),
		'Invoice.InvoiceID': guid((row: PaymentRow) => (isCredit(row) ? undefined : row.documentId)),
		'Invoice.InvoiceNumber': text((row: PaymentRow) => (isCredit(row) ? undefined : document(row)?.number)),
		'CreditNote.CreditNoteID': guid((row: PaymentRow) => (isCredit(row) ? row.documentId : undefined)),
		'Account.AccountID': guid((row: PaymentRow) => row.accountId),
		'Account.Code': text((row: PaymentRow) => account(row)?.code),
		BatchPaymentID: guid((row: PaymentRow) => row.batchId),
		Reference: text((row: PaymentRow) => row.reference),
		Status: text((row: PaymentRow) => row.status),
		Date: day((row: PaymentRow) => row.date),
		Amount: amount((row: PaymentRow) => Number(row.amount)),
		IsReconciled: flag((row: PaymentRow) => row.reconciled),
	};
}

export const batchPaymentFields = (): Fields<BatchPaymentRow> => ({
	UpdatedDateUTC,
	BatchPaymentID: guid((row: BatchPaymentRow) => row.id),
	Reference: text((row: BatchPaymentRow) => row.reference),
	Status: text((row: BatchPaymentRow) => row.status),
	Date: day((row: BatchPaymentRow) => row.date),
	TotalAmount: amount((row: BatchPaymentRow) => Number(row.total)),
});

export const bankTransactionFields = (organisation: Organisation): Fields<BankTransactionRow> => ({
	...contactFields(organisation),
	UpdatedDateUTC,
	BankTransactionID: guid((row: BankTransactionRow) => row.id),
	'BankAccount.AccountID': guid((row: BankTransactionRow) => row.accountId),
	'BankAccount.Code': text((row: BankTransactionRow) => organisation.accounts.get(row.accountId)?.code),
	Type: text((row: BankTransactionRow) => row.type),
	Status: text((row: BankTransactionRow) => row.status),
	Reference: text((row: BankTransactionRow) => row.reference),
	Date: day((row: BankTransactionRow) => row.date),
	Total: amount((row: BankTransactionRow) => Number(row.total)),
	IsReconciled: flag((row: BankTransactionRow) => row.reconciled),
});

export const bankTransferFields = (organisation: Organisation): Fields<BankTransferRow> => ({
	BankTransferID: guid((row: BankTransferRow) => row.id),
	'FromBankAccount.AccountID': guid((row: BankTransferRow) => row.fromAccountId),
	'ToBankAccount.AccountID': guid((row: BankTransferRow) => row.toAccountId),
	'FromBankAccount.Code': text((row: BankTransferRow) => organisation.accounts.get(row.fromAccountId)?.code),
	'ToBankAccount.Code': text((row: BankTransferRow) => organisation.accounts.get(row.toAccountId)?.code),
	Date: day((row: BankTransferRow) => row.date),
	Amount: amount((row: BankTransferRow) => Number(row.amount)),
	CreatedDateUTC: date((row: BankTransferRow) => row.created),
	HasAttachments: flag(() => false),
});

export const manualJournalFields = (): Fields<ManualJournalRow> => ({
	UpdatedDateUTC,
	ManualJournalID: guid((row: ManualJournalRow) => row.id),
	Narration: text((row: ManualJournalRow) => row.narration),
	Status: text((row: ManualJournalRow) => row.status),
	Date: day((row: ManualJournalRow) => row.date),
});

export const accountFields = (): Fields<AccountRow> => ({
	UpdatedDateUTC,
	AccountID: guid((row: AccountRow) => row.id),
	Code: text((row: AccountRow) => row.code),
	Name: text((row: AccountRow) => row.name),
	Type: text((row: AccountRow) => row.type),
	Class: text((row: AccountRow) => classOf(row.type)),
	Status: text((row: AccountRow) => row.status),
	TaxType: text((row: AccountRow) => row.taxType),
	SystemAccount: text((row: AccountRow) => row.system),
	EnablePaymentsToAccount: flag((row: AccountRow) => row.payments),
});

export const taxRateFields = (): Fields<TaxRateRow> => ({
	Name: text((row: TaxRateRow) => row.name),
	TaxType: text((row: TaxRateRow) => row.taxType),
	Status: text((row: TaxRateRow) => row.status),
	EffectiveRate: amount((row: TaxRateRow) => Number(row.effective)),
	CanApplyToRevenue: flag((row: TaxRateRow) => row.applies.includes('REVENUE')),
});

export const itemFields = (): Fields<ItemRow> => ({
	UpdatedDateUTC,
	ItemID: guid((row: ItemRow) => row.id),
	Code: text((row: ItemRow) => row.code),
	Name: text((row: ItemRow) => row.name),
});

export const trackingFields = (): Fields<TrackingCategoryRow> => ({
	TrackingCategoryID: guid((row: TrackingCategoryRow) => row.id),
	Name: text((row: TrackingCategoryRow) => row.name),
	Status: text((row: TrackingCategoryRow) => row.status),
});

export const contactListFields = (): Fields<ContactRow> => ({
	UpdatedDateUTC,
	ContactID: guid((row: ContactRow) => row.id),
	Name: text((row: ContactRow) => row.name),
	ContactNumber: text((row: ContactRow) => row.number),
	ContactStatus: text((row: ContactRow) => row.status),
	EmailAddress: text((row: ContactRow) => {
		const email = row.fields['EmailAddress'];
		return typeof email === 'string' ? email : undefined;
	}),
});

export const currencyFields = (): Fields<CurrencyRow> => ({ Code: text((row: CurrencyRow) => row.id) });
