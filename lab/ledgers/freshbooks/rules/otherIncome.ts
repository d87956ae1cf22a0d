/** Other income: other_incomes/other_incomes. Its amount includes its taxes, which are percents. */
import type { Account } from '../books/account';
import type { LineTax, OtherIncomeRow, Plain } from '../books/records';
import { newYork } from '../books/time';
import { INCOME_CATEGORIES } from '../chart/chart';
import { money, text } from '../decimals';
import { ERRNO } from '../faults';
import { postOtherIncome } from '../posting/legs';
import { begin, visOf } from './common';
import type { Fields } from './fields';
import { PAYMENT_TYPES } from './payments';
import { resource } from './resource';

const PLAIN: Plain = { note: null, source: null, payment_type: null, sourceid: null, userid: null };

const KNOWN = new Set([
	...Object.keys(PLAIN),
	'incomeid',
	'amount',
	'category_name',
	'date',
	'taxes',
	'vis_state',
]);

function taxesOf(fields: Fields): LineTax[] | undefined {
	const taxes = fields.list('taxes')?.map((tax) => {
		tax.onlyKnown(new Set(['name', 'amount']));
		tax.required('name', 'amount');
		return { name: tax.text('name', 50) ?? '', percent: tax.percent('amount') ?? '0' };
	});
	if (taxes !== undefined && taxes.length > 2) fields.fail(ERRNO.invalid, 'taxes', 'At most two taxes.');
	if (taxes !== undefined && new Set(taxes.map(({ name }) => name)).size < taxes.length)
		fields.fail(ERRNO.duplicateTax, 'taxes', 'The same tax cannot be applied twice.');
	return taxes;
}

function read(account: Account, fields: Fields, before?: OtherIncomeRow) {
	const sent = fields.money('amount');
	if (sent !== undefined && sent.amount.lte(0))
		fields.fail(ERRNO.invalid, 'amount', 'The amount must be greater than 0.');
	fields.choice('payment_type', PAYMENT_TYPES);
	return {
		amount: sent === undefined ? (before?.amount ?? '0') : text(sent.amount),
		currency: sent?.code ?? before?.currency ?? account.identity.currency,
		date: fields.day('date') ?? before?.date ?? '',
		category: fields.choice('category_name', Object.keys(INCOME_CATEGORIES)) ?? before?.category ?? 'other',
		taxes: taxesOf(fields) ?? before?.taxes ?? [],
		plain: { ...PLAIN, ...before?.plain, ...fields.plain(PLAIN) },
	};
}

function create(account: Account, fields: Fields): OtherIncomeRow {
	fields.required('amount', 'date', 'category_name', 'payment_type');
	const row = read(account, fields);
	fields.check();
	const kept = account.otherIncome.put({ ...begin(account), ...row });
	postOtherIncome(account, kept);
	return kept;
}

function keep(account: Account, row: OtherIncomeRow): OtherIncomeRow {
	account.otherIncome.put(row);
	postOtherIncome(account, row);
	return row;
}

function update(account: Account, row: OtherIncomeRow, fields: Fields): OtherIncomeRow {
	const after = { ...row, ...read(account, fields, row), vis: visOf(row, fields), updated: account.now() };
	fields.check();
	return keep(account, after);
}

export const otherIncome = resource<OtherIncomeRow>({
	path: 'other_incomes/other_incomes',
	one: 'other_income',
	many: 'other_income',
	object: 'other_income',
	idField: 'incomeid',
	scope: 'other_income',
	known: KNOWN,
	table: ({ otherIncome: table }) => table,
	create,
	update,
	remove: (account, row) => void keep(account, { ...row, vis: 1, updated: account.now() }),
	view: (_, row) => ({
		...row.plain,
		incomeid: Number(row.id),
		amount: money(row.amount, row.currency),
		category_name: row.category,
		created_at: newYork(row.created),
		date: row.date,
		taxes: row.taxes.map(({ name, percent }) => ({ amount: percent, name })),
		updated_at: newYork(row.updated),
		vis_state: row.vis,
	}),
	search: {
		incomeid: ({ id }) => id,
		date: ({ date }) => date,
		category_name: ({ category }) => category,
		source: ({ plain }) => String(plain['source'] ?? ''),
		vis_state: ({ vis }) => String(vis),
	},
});
