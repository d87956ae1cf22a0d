/** Credit notes: credit_notes/credit_notes. They are in the books at once, and pay invoices by payments of the type "Credit". */
import { lower, type Account } from '../books/account';
import type { CreditNoteRow, Plain } from '../books/records';
import { newYork } from '../books/time';
import { decimal, money, sum, text, type Decimal } from '../decimals';
import { ERRNO } from '../faults';
import { postCreditNote } from '../posting/legs';
import { lineView } from '../present/invoices';
import { begin, clientOf, numberOf, visOf } from './common';
import type { Fields } from './fields';
import { linesOf, totalsOf } from './lines';
import { resource } from './resource';

const PLAIN: Plain = {
	city: '',
	code: '',
	country: '',
	current_organization: '',
	description: '',
	ext_archive: 0,
	fname: '',
	language: 'en',
	last_order_status: null,
	lname: '',
	notes: '',
	organization: '',
	province: '',
	street: '',
	street2: '',
	template: 'clean-grouped',
	terms: null,
	vat_name: null,
	vat_number: '',
};

const KNOWN = new Set([
	...Object.keys(PLAIN),
	'id',
	'creditid',
	'clientid',
	'create_date',
	'credit_number',
	'credit_type',
	'currency_code',
	'lines',
	'vis_state',
	'status',
	'display_status',
	'dispute_status',
	'payment_status',
	'payment_type',
	'paid',
	'amount',
	'sentid',
	'accounting_systemid',
]);

const TYPES = ['goodwill', 'prepayment'] as const;

const taken = (account: Account) => (number: string) =>
	account.creditNotes.find('number', lower(number)).some(({ vis }) => vis !== 1);

/** What has been paid with a credit note. */
const used = (account: Account, row: CreditNoteRow): Decimal =>
	sum(
		account.payments
			.find('credit', row.id)
			.filter(({ vis }) => vis !== 1)
			.map(({ amount }) => decimal(amount)),
	);

/** What is left of a credit note. */
export const creditLeft = (account: Account, row: CreditNoteRow): Decimal =>
	totalsOf(row.lines, '0').total.minus(used(account, row));

/** The credit note that the excess of a payment becomes; the payment's own posting holds its credit. */
export function overpaid(
	account: Account,
	{ amount, ...of }: Pick<CreditNoteRow, 'clientId' | 'currency' | 'date'> & { readonly amount: Decimal },
): CreditNoteRow {
	const line = {
		type: 0,
		name: 'Overpayment',
		description: '',
		qty: '1',
		unitCost: text(amount),
		taxes: [],
		compounded: false,
	};
	const number = `CN${String(account.next('credit')).padStart(7, '0')}`;
	return account.creditNotes.put({
		...begin(account),
		...of,
		number,
		type: 'overpayment',
		lines: [line],
		plain: PLAIN,
	});
}

function create(account: Account, fields: Fields): CreditNoteRow {
	fields.required('clientid', 'create_date');
	const client = clientOf(account, fields, 'clientid');
	const currency = fields.currency('currency_code') ?? client?.currency ?? account.identity.currency;
	const where = { field: 'credit_number', taken: taken(account), sequence: 'credit', digits: 7 };
	const row = {
		number: numberOf(account, fields, where),
		clientId: client?.id ?? '',
		currency,
		date: fields.day('create_date') ?? '',
		type: fields.choice('credit_type', TYPES) ?? 'goodwill',
		lines: linesOf(fields, currency) ?? [],
		plain: { ...PLAIN, ...fields.plain(PLAIN) },
	};
	if (totalsOf(row.lines, '0').total.lte(0))
		fields.fail(ERRNO.invalid, 'lines', 'The amount of a credit note must be greater than 0.');
	fields.check();
	const kept = account.creditNotes.put({ ...begin(account), ...row });
	postCreditNote(account, kept);
	return kept;
}

function update(account: Account, row: CreditNoteRow, fields: Fields): CreditNoteRow {
	const after: CreditNoteRow = {
		...row,
		number: fields.text('credit_number', 32) ?? row.number,
		date: fields.day('create_date') ?? row.date,
		lines: linesOf(fields, row.currency) ?? row.lines,
		vis: visOf(row, fields),
		plain: { ...row.plain, ...fields.plain(PLAIN) },
		updated: account.now(),
	};
	const spent = used(account, row);
	if (spent.gt(0) && after.vis === 1)
		fields.fail(ERRNO.invalid, 'vis_state', 'A credit note that has been used cannot be deleted.');
	if (row.type === 'overpayment' && (after.vis !== row.vis || fields.has('lines')))
		fields.fail(ERRNO.invalid, 'lines', 'The credit of an overpayment changes with its payment.');
	const { total } = totalsOf(after.lines, '0');
	if (total.lte(0) || total.lt(spent))
		fields.fail(
			ERRNO.invalid,
			'lines',
			'The amount must be greater than 0 and no less than what has been used.',
		);
	fields.check();
	account.creditNotes.put(after);
	postCreditNote(account, after);
	return after;
}

function view(account: Account, row: CreditNoteRow, include: ReadonlySet<string>): object {
	const { id, currency, updated } = row;
	const { total } = totalsOf(row.lines, '0');
	const spent = used(account, row);
	return {
		...row.plain,
		id: Number(id),
		creditid: Number(id),
		accounting_systemid: account.identity.accountId,
		amount: money(total, currency),
		clientid: Number(row.clientId),
		create_date: row.date,
		credit_number: row.number,
		credit_type: row.type,
		currency_code: currency,
		display_status: 'created',
		dispute_status: null,
		paid: money(spent, currency),
		payment_status: spent.eq(0) ? 'unpaid' : spent.eq(total) ? 'paid' : 'partial',
		payment_type: null,
		sentid: 1,
		status: 'created',
		updated: newYork(updated),
		vis_state: row.vis,
		...(include.has('lines')
			? {
					lines: row.lines.map((line, index) =>
						lineView(line, index, { id, currency, updated, key: 'creditid' }),
					),
				}
			: {}),
	};
}

export const creditNotes = resource<CreditNoteRow>({
	path: 'credit_notes/credit_notes',
	one: 'credit_notes',
	alias: 'credit_note',
	many: 'credit_notes',
	object: 'credit_note',
	idField: 'creditid',
	scope: 'credit_notes',
	known: KNOWN,
	table: ({ creditNotes: table }) => table,
	create,
	update,
	view,
	search: {
		id: ({ id }) => id,
		creditid: ({ id }) => id,
		credit_number: ({ number }) => number,
		clientid: ({ clientId }) => clientId,
		date: ({ date }) => date,
		updated: ({ updated }) => newYork(updated),
		vis_state: ({ vis }) => String(vis),
	},
	like: new Set(['credit_number']),
});
