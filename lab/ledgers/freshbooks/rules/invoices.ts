/** Invoices: invoices/invoices. They begin as drafts, which are not in the books until they are marked as sent. */
import { randomUUID } from 'node:crypto';
import { lower, type Account } from '../books/account';
import type { InvoiceRow, Plain } from '../books/records';
import { newYork } from '../books/time';
import { ERRNO } from '../faults';
import { postInvoice } from '../posting/legs';
import { invoiceView, settlementOf } from '../present/invoices';
import { begin, clientOf, numberOf, visOf } from './common';
import { Fields } from './fields';
import { linesOf, totalsOf } from './lines';
import { resource } from './resource';

/** As a new invoice has them; what is known of the client comes from it. */
export const INVOICE_PLAIN: Plain = {
	address: '',
	auto_bill: false,
	city: '',
	code: '',
	country: '',
	deposit_percentage: null,
	discount_description: null,
	estimateid: 0,
	ext_archive: 0,
	fname: '',
	fulfillment_date: null,
	generation_date: null,
	language: 'en',
	last_order_status: null,
	lname: '',
	notes: '',
	organization: '',
	parent: 0,
	payment_details: '',
	po_number: null,
	province: '',
	return_uri: null,
	show_attachments: false,
	street: '',
	street2: '',
	template: 'clean-grouped',
	terms: null,
	vat_name: null,
	vat_number: '',
};

const KNOWN = new Set([
	...Object.keys(INVOICE_PLAIN),
	'id',
	'invoiceid',
	'customerid',
	'create_date',
	'currency_code',
	'invoice_number',
	'due_offset_days',
	'discount_value',
	'lines',
	'status',
	'vis_state',
	'action_mark_as_sent',
	'action_email',
	'email',
	'email_recipients',
	'email_include_pdf',
	'invoice_customized_email',
	'deposit_amount',
	'sentid',
	'ownerid',
]);

const OF_CLIENT = {
	fname: 'fname',
	lname: 'lname',
	organization: 'organization',
	street: 'p_street',
	city: 'p_city',
};

const taken = (account: Account, own?: string) => (number: string) =>
	account.invoices.find('number', lower(number)).some(({ id, vis }) => id !== own && vis !== 1);

/** Whether a request sends the invoice; 1 is a draft, 2 is sent. */
function sends(fields: Fields): boolean {
	const status = fields.integer('status');
	if (status !== undefined && status !== 1 && status !== 2)
		fields.fail(ERRNO.invalid, 'status', 'An invoice is made as a draft (1) or as sent (2).');
	if (fields.flag('action_email') === true)
		fields.fail(ERRNO.invalid, 'action_email', 'The lab sends no email.');
	return fields.flag('action_mark_as_sent') === true || status === 2;
}

function create(account: Account, fields: Fields): InvoiceRow {
	fields.required('customerid', 'create_date');
	const client = clientOf(account, fields, 'customerid');
	const currency = fields.currency('currency_code') ?? client?.currency ?? account.identity.currency;
	const fromClient = Object.entries(OF_CLIENT).map(
		([field, of]) => [field, client?.plain[of] ?? ''] as const,
	);
	const where = { field: 'invoice_number', taken: taken(account), sequence: 'invoice', digits: 7 };
	const row = {
		uuid: randomUUID(),
		number: numberOf(account, fields, where),
		clientId: client?.id ?? '',
		currency,
		date: fields.day('create_date') ?? '',
		dueDays: fields.integer('due_offset_days') ?? 0,
		discount: fields.percent('discount_value') ?? '0',
		lines: linesOf(fields, currency) ?? [],
		isSent: sends(fields) && account.behaviour.sentOnCreate !== false,
		plain: { ...INVOICE_PLAIN, ...Object.fromEntries(fromClient), ...fields.plain(INVOICE_PLAIN) },
	};
	if (totalsOf(row.lines, row.discount).total.lt(0))
		fields.fail(ERRNO.invalid, 'lines', 'The amount of an invoice must not be negative.');
	fields.check();
	const kept = account.invoices.put({ ...begin(account), ...row });
	postInvoice(account, kept);
	return kept;
}

/** What has been paid stays paid: the invoice must not become less, another's, or none. */
function keepsPayments(account: Account, before: InvoiceRow, after: InvoiceRow, fields: Fields): void {
	const { paid } = settlementOf(account, before);
	if (paid.eq(0)) return;
	if (after.vis === 1) fields.fail(ERRNO.invalid, 'vis_state', 'An invoice with payments cannot be deleted.');
	if (after.currency !== before.currency || after.clientId !== before.clientId)
		fields.fail(ERRNO.invalid, 'customerid', 'An invoice with payments keeps its client and currency.');
	if (totalsOf(after.lines, after.discount).total.lt(paid))
		fields.fail(ERRNO.invalid, 'lines', 'The amount of an invoice must not be less than what was paid.');
}

function update(account: Account, row: InvoiceRow, fields: Fields): InvoiceRow {
	const client = fields.has('customerid') ? clientOf(account, fields, 'customerid') : undefined;
	const currency = fields.currency('currency_code') ?? row.currency;
	const number = fields.text('invoice_number', 32) ?? row.number;
	if (account.behaviour.uniqueNumbers === true && taken(account, row.id)(number))
		fields.fail(ERRNO.conflict, 'invoice_number', 'invoice_number is already in use.');
	const after: InvoiceRow = {
		...row,
		number,
		clientId: client?.id ?? row.clientId,
		currency,
		date: fields.day('create_date') ?? row.date,
		dueDays: fields.integer('due_offset_days') ?? row.dueDays,
		discount: fields.percent('discount_value') ?? row.discount,
		lines: linesOf(fields, currency) ?? row.lines,
		isSent: sends(fields) || row.isSent,
		vis: visOf(row, fields),
		plain: { ...row.plain, ...fields.plain(INVOICE_PLAIN) },
		updated: account.now(),
	};
	keepsPayments(account, row, after, fields);
	if (totalsOf(after.lines, after.discount).total.lt(0))
		fields.fail(ERRNO.invalid, 'lines', 'The amount of an invoice must not be negative.');
	fields.check();
	account.invoices.put(after);
	postInvoice(account, after);
	return after;
}

export const invoices = resource<InvoiceRow>({
	path: 'invoices/invoices',
	one: 'invoice',
	many: 'invoices',
	object: 'invoice',
	idField: 'invoiceid',
	scope: 'invoices',
	known: KNOWN,
	table: ({ invoices: table }) => table,
	create,
	update,
	remove: (account, row) => void update(account, row, new Fields({ vis_state: 1 }, 'invoice')),
	view: invoiceView,
	search: {
		id: ({ id }) => id,
		invoiceid: ({ id }) => id,
		invoice_number: ({ number }) => number,
		invoice_number_like: ({ number }) => number,
		customerid: ({ clientId }) => clientId,
		currency_code: ({ currency }) => currency,
		date: ({ date }) => date,
		updated: ({ updated }) => newYork(updated),
		vis_state: ({ vis }) => String(vis),
	},
	like: new Set(['invoice_number', 'invoice_number_like']),
});
