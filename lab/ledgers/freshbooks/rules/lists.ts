/** Items and taxes: items/items, taxes/taxes. */
import { lower, type Account } from '../books/account';
import type { ItemRow, Plain, TaxRow } from '../books/records';
import { newYork } from '../books/time';
import { money, text } from '../decimals';
import { ERRNO } from '../faults';
import { begin, visOf } from './common';
import type { Fields } from './fields';
import { resource } from './resource';

const ITEM: Plain = { description: null, inventory: null, qty: '1', sku: null, tax1: 0, tax2: 0 };

function readItem(account: Account, fields: Fields, before?: ItemRow) {
	const cost = fields.money('unit_cost', 4);
	for (const slot of ['tax1', 'tax2']) {
		const id = fields.integer(slot);
		if (id !== undefined && id !== 0 && account.taxes.get(String(id)) === undefined)
			fields.fail(ERRNO.unknown, slot, 'Tax not found.');
	}
	return {
		name: fields.text('name', 255) ?? before?.name ?? '',
		unitCost: cost === undefined ? (before?.unitCost ?? '0') : text(cost.amount),
		currency: cost?.code ?? before?.currency ?? account.identity.currency,
		plain: { ...ITEM, ...before?.plain, ...fields.plain(ITEM) },
	};
}

export const items = resource<ItemRow>({
	path: 'items/items',
	one: 'item',
	many: 'items',
	object: 'item',
	idField: 'itemid',
	scope: 'billable_items',
	known: new Set([...Object.keys(ITEM), 'name', 'unit_cost', 'vis_state']),
	table: ({ items: table }) => table,
	create: (account, fields) => {
		fields.required('name');
		const row = readItem(account, fields);
		fields.check();
		return account.items.put({ ...begin(account), ...row });
	},
	update: (account, row, fields) => {
		const after = {
			...row,
			...readItem(account, fields, row),
			vis: visOf(row, fields),
			updated: account.now(),
		};
		fields.check();
		return account.items.put(after);
	},
	view: ({ identity }, row) => ({
		...row.plain,
		id: Number(row.id),
		itemid: Number(row.id),
		accounting_systemid: identity.accountId,
		name: row.name,
		unit_cost: money(row.unitCost, row.currency),
		updated: newYork(row.updated),
		vis_state: row.vis,
	}),
	search: {
		id: ({ id }) => id,
		itemid: ({ id }) => id,
		name: ({ name }) => name,
		sku: ({ plain }) => String(plain['sku'] ?? ''),
		vis_state: ({ vis }) => String(vis),
	},
	like: new Set(['name']),
});

const TAX: Plain = { number: null, compound: false };

function readTax(account: Account, fields: Fields, before?: TaxRow) {
	const name = fields.text('name', 50) ?? before?.name ?? '';
	const percent = fields.percent('amount') ?? before?.percent ?? '0';
	const isTaken = [...account.taxes.all()].some(
		(one) =>
			one.id !== before?.id && one.vis !== 1 && lower(one.name) === lower(name) && one.percent === percent,
	);
	if (isTaken) fields.fail(ERRNO.conflict, 'name', 'A tax with this name and amount is there already.');
	return { name, percent, plain: { ...TAX, ...before?.plain, ...fields.plain(TAX) } };
}

export const taxes = resource<TaxRow>({
	path: 'taxes/taxes',
	one: 'tax',
	many: 'taxes',
	object: 'tax',
	idField: 'taxid',
	scope: 'taxes',
	hidesDeleted: true,
	known: new Set([...Object.keys(TAX), 'name', 'amount']),
	table: ({ taxes: table }) => table,
	create: (account, fields) => {
		fields.required('name');
		const row = readTax(account, fields);
		fields.check();
		return account.taxes.put({ ...begin(account), ...row });
	},
	update: (account, row, fields) => {
		const after = { ...row, ...readTax(account, fields, row), updated: account.now() };
		fields.check();
		return account.taxes.put(after);
	},
	remove: (account, row) => void account.taxes.put({ ...row, vis: 1, updated: account.now() }),
	view: ({ identity }, row) => ({
		accounting_systemid: identity.accountId,
		amount: row.percent,
		compound: row.plain['compound'] ?? false,
		id: Number(row.id),
		name: row.name,
		number: row.plain['number'] ?? null,
		taxid: Number(row.id),
		updated: newYork(row.updated),
	}),
	search: { id: ({ id }) => id, name: ({ name }) => name, amount: ({ percent }) => percent },
});
