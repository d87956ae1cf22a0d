/** Payments of invoices: payments/payments. */
import type { Account } from '../books/account';
import type { CreditNoteRow, InvoiceRow, PaymentRow, Plain } from '../books/records';
import { newYork } from '../books/time';
import { decimal, money, text, type Decimal } from '../decimals';
import { ERRNO } from '../faults';
import { postPayment } from '../posting/legs';
import { settlementOf } from '../present/invoices';
import { begin, visOf } from './common';
import { creditLeft, overpaid } from './creditNotes';
import type { Fields } from './fields';
import { resource } from './resource';

export const PAYMENT_TYPES = [
	'Check',
	'Credit',
	'Cash',
	'Bank Transfer',
	'Credit Card',
	'Debit',
	'PayPal',
	'2Checkout',
	'VISA',
	'MASTERCARD',
	'DISCOVER',
	'AMEX',
	'DINERS',
	'JCB',
	'ACH',
	'Other',
] as const;

const PLAIN: Plain = {
	note: '',
	orderid: null,
	transactionid: null,
	send_client_notification: null,
	gateway: null,
};

const KNOWN = new Set([
	...Object.keys(PLAIN),
	'id',
	'logid',
	'invoiceid',
	'creditid',
	'amount',
	'date',
	'type',
	'vis_state',
]);

function invoiceOf(account: Account, fields: Fields): InvoiceRow | undefined {
	const id = fields.integer('invoiceid');
	if (id === undefined) return undefined;
	const invoice = account.invoices.get(String(id));
	if (invoice === undefined) return fields.fail(ERRNO.unknown, 'invoiceid', 'Invoice not found.');
	if (invoice.vis === 1) return fields.fail(ERRNO.deleted, 'invoiceid', 'The invoice has been deleted.');
	return invoice.isSent
		? invoice
		: fields.fail(ERRNO.invalid, 'invoiceid', 'A draft cannot be paid: mark the invoice as sent first.');
}

/** An amount of the invoice's currency, more than nothing. */
function amountOf(fields: Fields, invoice: InvoiceRow | undefined): Decimal | undefined {
	const sent = fields.money('amount');
	if (sent === undefined) return undefined;
	if (sent.amount.lte(0)) return fields.fail(ERRNO.invalid, 'amount', 'The amount must be greater than 0.');
	if (sent.code !== undefined && invoice !== undefined && sent.code !== invoice.currency)
		return fields.fail(ERRNO.invalid, 'amount', `The currency must be the invoice's: ${invoice.currency}.`);
	return sent.amount;
}

/** The credit note that pays, with enough left on it. */
function creditOf(
	account: Account,
	fields: Fields,
	pays: { readonly invoice: InvoiceRow | undefined; readonly amount: Decimal | undefined },
): CreditNoteRow | undefined {
	const id = fields.integer('creditid');
	if (id === undefined) return undefined;
	const credit = account.creditNotes.get(String(id));
	if (credit === undefined) return fields.fail(ERRNO.unknown, 'creditid', 'Credit note not found.');
	const { invoice, amount } = pays;
	if (invoice === undefined || amount === undefined) return undefined;
	if (credit.vis === 1) return fields.fail(ERRNO.deleted, 'creditid', 'The credit note has been deleted.');
	if (credit.clientId !== invoice.clientId || credit.currency !== invoice.currency)
		return fields.fail(
			ERRNO.invalid,
			'creditid',
			"The credit note must be of the invoice's client and currency.",
		);
	return creditLeft(account, credit).lt(amount)
		? fields.fail(ERRNO.invalid, 'amount', 'The credit note has less left than the amount.')
		: credit;
}

function create(account: Account, fields: Fields): PaymentRow {
	fields.required('invoiceid', 'amount', 'date');
	const type = fields.choice('type', PAYMENT_TYPES) ?? 'Other';
	const invoice = invoiceOf(account, fields);
	const amount = amountOf(fields, invoice);
	const credit = creditOf(account, fields, { invoice, amount });
	if (type === 'Credit' && !fields.has('creditid'))
		fields.fail(ERRNO.required, 'creditid', 'A payment by credit names the credit note.');
	const date = fields.day('date');
	const plain = { ...PLAIN, ...fields.plain(PLAIN) };
	fields.check();
	if (invoice === undefined || amount === undefined || date === undefined) throw new Error('checked');
	const { outstanding } = settlementOf(account, invoice);
	const excess = amount.gt(outstanding) ? amount.minus(outstanding) : undefined;
	if (excess !== undefined && (credit !== undefined || account.behaviour.overpayments === 'refuse')) {
		fields.fail(ERRNO.invalid, 'amount', 'The amount is more than what is outstanding.');
		fields.check();
	}
	const { id: invoiceId, clientId, currency } = invoice;
	const over =
		excess === undefined ? undefined : overpaid(account, { clientId, currency, date, amount: excess });
	const row = account.payments.put({
		...begin(account),
		invoiceId,
		clientId,
		currency,
		amount: text(amount),
		applied: text(excess === undefined ? amount : outstanding),
		date,
		type: credit === undefined ? type : 'Credit',
		plain,
		...(credit === undefined ? {} : { creditId: credit.id }),
		...(over === undefined ? {} : { overpaymentId: over.id }),
	});
	postPayment(account, row);
	return row;
}

/** A deleted payment comes back only to what can still take it. */
function comesBack(account: Account, row: PaymentRow, fields: Fields): void {
	if (account.invoices.get(row.invoiceId)?.vis === 1)
		fields.fail(ERRNO.deleted, 'invoiceid', 'The invoice has been deleted.');
	const credit = row.creditId === undefined ? undefined : account.creditNotes.get(row.creditId);
	if (credit === undefined) return;
	if (credit.vis === 1) fields.fail(ERRNO.deleted, 'creditid', 'The credit note has been deleted.');
	if (creditLeft(account, credit).lt(row.amount))
		fields.fail(ERRNO.invalid, 'creditid', 'The credit note has less left than the amount.');
}

function update(account: Account, row: PaymentRow, fields: Fields): PaymentRow {
	const invoice = account.invoices.get(row.invoiceId);
	const id = fields.integer('invoiceid');
	if (id !== undefined && String(id) !== row.invoiceId)
		fields.fail(ERRNO.invalid, 'invoiceid', 'A payment stays with its invoice.');
	const amount = amountOf(fields, invoice) ?? decimal(row.amount);
	const vis = visOf(row, fields);
	if (row.vis === 1 && vis !== 1) comesBack(account, row, fields);
	const over = row.overpaymentId === undefined ? undefined : account.creditNotes.get(row.overpaymentId);
	const isChanged = !amount.eq(row.amount);
	if (isChanged && (over !== undefined || row.creditId !== undefined))
		fields.fail(ERRNO.invalid, 'amount', 'The amount of a payment with a credit cannot be changed.');
	if (
		vis === 1 &&
		over !== undefined &&
		!creditLeft(account, over).eq(decimal(row.amount).minus(row.applied))
	)
		fields.fail(ERRNO.invalid, 'vis_state', 'The credit of the overpayment has been used.');
	const others = invoice === undefined ? decimal(0) : settlementOf(account, invoice).outstanding;
	const room = row.vis === 1 ? others : others.plus(row.applied);
	const applied = isChanged ? amount : decimal(row.applied);
	if (vis !== 1 && applied.gt(room))
		fields.fail(ERRNO.invalid, 'amount', 'The amount is more than what is outstanding.');
	const after: PaymentRow = {
		...row,
		amount: text(amount),
		applied: text(applied),
		date: fields.day('date') ?? row.date,
		type: row.creditId === undefined ? (fields.choice('type', PAYMENT_TYPES) ?? row.type) : row.type,
		plain: { ...row.plain, ...fields.plain(PLAIN) },
		vis,
		updated: account.now(),
	};
	fields.check();
	if (over !== undefined && vis !== row.vis)
		account.creditNotes.put({ ...over, vis, updated: account.now() });
	account.payments.put(after);
	postPayment(account, after);
	return after;
}

const number = (id: string | undefined): number | null => (id === undefined ? null : Number(id));

export const payments = resource<PaymentRow>({
	path: 'payments/payments',
	one: 'payment',
	many: 'payments',
	object: 'payment',
	idField: 'paymentid',
	scope: 'payments',
	known: KNOWN,
	table: ({ payments: table }) => table,
	create,
	update,
	view: ({ identity }, row) => ({
		...row.plain,
		id: Number(row.id),
		logid: Number(row.id),
		accounting_systemid: identity.accountId,
		amount: money(row.amount, row.currency),
		bulk_paymentid: null,
		clientid: Number(row.clientId),
		creditid: number(row.creditId),
		date: row.date,
		from_credit: row.creditId !== undefined,
		invoiceid: Number(row.invoiceId),
		overpaymentid: number(row.overpaymentId),
		type: row.type,
		updated: newYork(row.updated),
		vis_state: row.vis,
	}),
	search: {
		id: ({ id }) => id,
		invoiceid: ({ invoiceId }) => invoiceId,
		creditid: ({ creditId }) => creditId,
		date: ({ date }) => date,
		type: ({ type }) => type,
		updated: ({ updated }) => newYork(updated),
		vis_state: ({ vis }) => String(vis),
	},
});
