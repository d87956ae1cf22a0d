/** Expenses and their categories: expenses/expenses, expenses/categories. An expense's amount includes its taxes. */
import type { Account } from '../books/account';
import type { CategoryRow, ExpenseRow, ExpenseTax, Plain } from '../books/records';
import { newYork } from '../books/time';
import { decimal, money, round, sum, text } from '../decimals';
import { ERRNO } from '../faults';
import { postExpense } from '../posting/legs';
import { begin, visOf } from './common';
import type { Fields } from './fields';
import { taxesWithin } from './lines';
import { resource } from './resource';

const PLAIN: Plain = {
	account_name: '',
	accountid: null,
	bank_name: '',
	clientid: 0,
	compounded_tax: false,
	ext_invoiceid: 0,
	ext_systemid: 0,
	has_receipt: false,
	include_receipt: false,
	invoiceid: null,
	isduplicate: false,
	markup_percent: '0',
	notes: '',
	profileid: null,
	projectid: 0,
	staffid: 1,
	status: 0,
	transactionid: null,
	vendor: '',
};

const KNOWN = new Set([
	...Object.keys(PLAIN),
	'id',
	'expenseid',
	'amount',
	'categoryid',
	'date',
	'vis_state',
	'taxName1',
	'taxName2',
	'taxAmount1',
	'taxAmount2',
	'taxPercent1',
	'taxPercent2',
]);

/** A tax of an expense: its amount, or a percent of which FreshBooks computes it. */
function taxOf(fields: Fields, slot: 1 | 2): { name: string; amount?: string; percent?: string } | undefined {
	const name = fields.text(`taxName${slot}`, 50);
	const sent = fields.money(`taxAmount${slot}`);
	const percent = fields.percent(`taxPercent${slot}`);
	if (name === undefined) {
		if (sent !== undefined || percent !== undefined)
			fields.fail(ERRNO.required, `taxName${slot}`, 'A tax needs a name.');
		return undefined;
	}
	if (sent === undefined && percent === undefined)
		return fields.fail(ERRNO.required, `taxAmount${slot}`, 'A tax needs an amount or a percent.');
	return {
		name,
		...(sent === undefined ? {} : { amount: text(sent.amount) }),
		...(percent === undefined ? {} : { percent }),
	};
}

function taxesOf(fields: Fields, amount: string): ExpenseTax[] {
	const named = [taxOf(fields, 1), taxOf(fields, 2)].flatMap((tax) => tax ?? []);
	if (named.length === 2 && named[0]?.name === named[1]?.name)
		fields.fail(ERRNO.duplicateTax, 'taxName2', 'The same tax cannot be applied twice.');
	const computed = taxesWithin(
		decimal(amount),
		named.map(({ name, percent = '0' }) => ({ name, percent })),
	);
	const taxes = named.map((tax, index): ExpenseTax => {
		const own = tax.amount ?? text(round(computed[index]?.amount ?? decimal(0)));
		return { name: tax.name, amount: own, ...(tax.percent === undefined ? {} : { percent: tax.percent }) };
	});
	if (
		sum(taxes.map((tax) => decimal(tax.amount)))
			.abs()
			.gt(decimal(amount).abs())
	)
		fields.fail(ERRNO.invalid, 'taxAmount1', 'The taxes are more than the amount.');
	return taxes;
}

function categoryOf(account: Account, fields: Fields): string | undefined {
	const id = fields.integer('categoryid');
	if (id === undefined) return undefined;
	return (
		account.categories.get(String(id))?.id ?? fields.fail(ERRNO.unknown, 'categoryid', 'Category not found.')
	);
}

const TAX_FIELDS = ['taxName1', 'taxName2', 'taxAmount1', 'taxAmount2', 'taxPercent1', 'taxPercent2'];

function read(account: Account, fields: Fields, before?: ExpenseRow) {
	const sent = fields.money('amount');
	if (sent !== undefined && sent.amount.eq(0))
		fields.fail(ERRNO.invalid, 'amount', 'The amount must not be 0.');
	const amount = sent === undefined ? (before?.amount ?? '0') : text(sent.amount);
	const isTaxed = TAX_FIELDS.some((field) => fields.has(field));
	return {
		amount,
		currency: sent?.code ?? before?.currency ?? account.identity.currency,
		date: fields.day('date') ?? before?.date ?? '',
		categoryId: categoryOf(account, fields) ?? before?.categoryId ?? '',
		taxes: before === undefined || isTaxed ? taxesOf(fields, amount) : before.taxes,
		plain: { ...PLAIN, ...before?.plain, ...fields.plain(PLAIN) },
	};
}

function create(account: Account, fields: Fields): ExpenseRow {
	fields.required('amount', 'categoryid', 'staffid', 'date');
	const row = read(account, fields);
	fields.check();
	const kept = account.expenses.put({ ...begin(account), ...row });
	postExpense(account, kept);
	return kept;
}

function update(account: Account, row: ExpenseRow, fields: Fields): ExpenseRow {
	const after = { ...row, ...read(account, fields, row), vis: visOf(row, fields), updated: account.now() };
	fields.check();
	account.expenses.put(after);
	postExpense(account, after);
	return after;
}

function view(account: Account, row: ExpenseRow, include: ReadonlySet<string>): object {
	const [first, second] = row.taxes;
	const category = account.categories.get(row.categoryId);
	const tax = (one: ExpenseTax | undefined) => (one === undefined ? null : money(one.amount, row.currency));
	return {
		...row.plain,
		id: Number(row.id),
		expenseid: Number(row.id),
		accounting_systemid: account.identity.accountId,
		amount: money(row.amount, row.currency),
		attachment: null,
		background_jobid: null,
		bill_matches: [],
		billable: false,
		categoryid: Number(row.categoryId),
		converse_projectid: null,
		date: row.date,
		ext_accountid: null,
		from_bulk_import: false,
		is_cogs: category?.isCogs ?? false,
		modern_projectid: null,
		potential_bill_payment: false,
		taxAmount1: tax(first),
		taxAmount2: tax(second),
		taxName1: first?.name ?? null,
		taxName2: second?.name ?? null,
		taxPercent1: first?.percent ?? null,
		taxPercent2: second?.percent ?? null,
		updated: newYork(row.updated),
		vis_state: row.vis,
		...(include.has('category') && category !== undefined
			? { category: categoryView(account, category) }
			: {}),
	};
}

export const expenses = resource<ExpenseRow>({
	path: 'expenses/expenses',
	one: 'expense',
	many: 'expenses',
	object: 'expense',
	idField: 'expenseid',
	scope: 'expenses',
	known: KNOWN,
	table: ({ expenses: table }) => table,
	create,
	update,
	view,
	search: {
		id: ({ id }) => id,
		categoryid: ({ categoryId }) => categoryId,
		date: ({ date }) => date,
		vendor: ({ plain }) => String(plain['vendor'] ?? ''),
		updated: ({ updated }) => newYork(updated),
		vis_state: ({ vis }) => String(vis),
	},
});

const categoryView = ({ ledger }: Account, row: CategoryRow): object => ({
	category: row.category,
	categoryid: Number(row.id),
	created_at: newYork(row.created),
	id: Number(row.id),
	is_cogs: row.isCogs,
	is_editable: false,
	parentid: null,
	transaction_posted: [...ledger.all()].some(({ legs }) =>
		legs.some(({ account }) => account === row.account),
	),
	updated_at: newYork(row.updated),
	vis_state: row.vis,
});

export const categories = resource<CategoryRow>({
	path: 'expenses/categories',
	one: 'category',
	many: 'categories',
	object: 'category',
	idField: 'categoryid',
	scope: 'expenses',
	known: new Set(),
	table: ({ categories: table }) => table,
	view: categoryView,
	search: { id: ({ id }) => id, category: ({ category }) => category, vis_state: ({ vis }) => String(vis) },
});
