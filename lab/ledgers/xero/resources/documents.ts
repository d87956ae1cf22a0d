/** The endpoints of documents. */
import { lower, type Organisation } from '../books/organisation';
import type { DocumentRow } from '../books/records';
import {
	bankTransactionView,
	bankTransferView,
	batchPaymentView,
	creditNoteView,
	invoiceView,
	manualJournalView,
	paymentView,
} from '../present/documents';
import {
	bankTransactionFields,
	bankTransferFields,
	batchPaymentFields,
	creditNoteFields,
	invoiceFields,
	manualJournalFields,
	paymentFields,
} from '../read/fields';
import { wordsOf } from '../read/list';
import { saveBankTransaction } from '../rules/bankTransactions';
import { saveBankTransfer } from '../rules/bankTransfers';
import { saveBatchPayment } from '../rules/batchPayments';
import { saveDocument } from '../rules/documents';
import { saveManualJournal } from '../rules/manualJournals';
import { savePayment } from '../rules/payments';
import * as schema from '../schema/documents';
import { resource, type Resource } from './resource';

/** A document by its id, or by its number where that is allowed. */
const byIdOrNumber = (table: Organisation['invoices'], text: string): DocumentRow | undefined =>
	table.get(text) ?? table.find('number', lower(text)).find(({ status }) => status !== 'DELETED');

/** The parameters of GET /Invoices that narrow it down. */
function narrowInvoices(
	organisation: Organisation,
	rows: Iterable<DocumentRow>,
	query: URLSearchParams,
): DocumentRow[] {
	const ids = wordsOf(query, 'IDs');
	const numbers = wordsOf(query, 'InvoiceNumbers');
	const contacts = wordsOf(query, 'ContactIDs');
	const statuses = wordsOf(query, 'Statuses');
	const term = query.get('searchTerm')?.toLowerCase();
	// by number through the index: looking a batch up must not read all invoices
	const start =
		numbers === undefined
			? [...rows]
			: [...numbers].flatMap((one) => organisation.invoices.find('number', one));
	return start.filter(
		(row) =>
			(ids?.has(row.id) ?? true) &&
			(contacts?.has(row.contactId) ?? true) &&
			(statuses?.has(row.status.toLowerCase()) ?? true) &&
			(term === undefined || `${row.number}\n${row.reference ?? ''}`.toLowerCase().includes(term)),
	);
}

const invoices = resource({
	container: 'Invoices',
	element: 'Invoice',
	idField: 'InvoiceID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.invoice,
	rows: ({ invoices: table }) => table.all(),
	get: ({ invoices: table }, id) => byIdOrNumber(table, id),
	fields: invoiceFields,
	view: invoiceView,
	save: (organisation, { Type, InvoiceID, InvoiceNumber, ...rest }, context) =>
		saveDocument(organisation, { ...rest, type: Type, id: InvoiceID, number: InvoiceNumber }, false, context),
	pageable: true,
	parameters: [
		'IDs',
		'InvoiceNumbers',
		'ContactIDs',
		'Statuses',
		'searchTerm',
		'includeArchived',
		'createdByMyApp',
		'summaryOnly',
	],
	narrow: narrowInvoices,
});

const creditNotes = resource({
	container: 'CreditNotes',
	element: 'CreditNote',
	idField: 'CreditNoteID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.creditNote,
	rows: ({ creditNotes: table }) => table.all(),
	get: ({ creditNotes: table }, id) => byIdOrNumber(table, id),
	fields: creditNoteFields,
	view: creditNoteView,
	save: (organisation, { Type, CreditNoteID, CreditNoteNumber, ...rest }, context) =>
		saveDocument(
			organisation,
			{ ...rest, type: Type, id: CreditNoteID, number: CreditNoteNumber },
			true,
			context,
		),
	pageable: true,
});

const payments = resource({
	container: 'Payments',
	element: 'Payment',
	idField: 'PaymentID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.payment,
	rows: ({ payments: table }) => table.all(),
	get: ({ payments: table }, id) => table.get(id),
	fields: paymentFields,
	view: paymentView,
	save: savePayment,
	pageable: true,
});

const batchPayments = resource({
	container: 'BatchPayments',
	element: 'BatchPayment',
	idField: 'BatchPaymentID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.batchPayment,
	rows: ({ batchPayments: table }) => table.all(),
	get: ({ batchPayments: table }, id) => table.get(id),
	fields: batchPaymentFields,
	view: batchPaymentView,
	save: saveBatchPayment,
});

const bankTransactions = resource({
	container: 'BankTransactions',
	element: 'BankTransaction',
	idField: 'BankTransactionID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.bankTransaction,
	rows: ({ bankTransactions: table }) => table.all(),
	get: ({ bankTransactions: table }, id) => table.get(id),
	fields: bankTransactionFields,
	view: bankTransactionView,
	save: saveBankTransaction,
	pageable: true,
	parameters: ['References'],
	narrow(_, rows, query) {
		const references = wordsOf(query, 'References');
		if (references === undefined) return rows;
		return [...rows].filter(({ reference }) => reference !== undefined && references.has(lower(reference)));
	},
});

const bankTransfers = resource({
	container: 'BankTransfers',
	element: 'BankTransfer',
	idField: 'BankTransferID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.bankTransfer,
	rows: ({ bankTransfers: table }) => table.all(),
	get: ({ bankTransfers: table }, id) => table.get(id),
	fields: bankTransferFields,
	view: bankTransferView,
	save: saveBankTransfer,
	parameters: ['includeDeleted'],
	narrow: (_, rows, query) =>
		query.get('includeDeleted') === 'true' ? rows : [...rows].filter(({ status }) => status !== 'DELETED'),
});

const manualJournals = resource({
	container: 'ManualJournals',
	element: 'ManualJournal',
	idField: 'ManualJournalID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.manualJournal,
	rows: ({ manualJournals: table }) => table.all(),
	get: ({ manualJournals: table }, id) => table.get(id),
	fields: manualJournalFields,
	view: manualJournalView,
	save: saveManualJournal,
	pageable: true,
});

export const DOCUMENTS: readonly Resource[] = [
	invoices,
	creditNotes,
	payments,
	batchPayments,
	bankTransactions,
	bankTransfers,
	manualJournals,
];
