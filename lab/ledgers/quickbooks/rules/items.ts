/** Products and services. */
import { systemAccount } from '../books/accounts';
import type { Change } from '../books/change';
import { NAME_KEY } from '../books/store';
import { decimal, roundTo, toMinor } from '../decimals';
import { bodyErrors, businessRule, duplicateName, invalidBody, missingParameter } from '../faults';
import type { Body, Stored } from '../schema/index';
import type { Rules } from './context';
import { markedName } from './names';
import { refTo, resolve, type Ref } from './references';

/** Accounts that cannot be an item's income account; a liability can (gift cards are sold that way). */
const NO_INCOME = ['Bank', 'Accounts Receivable', 'Accounts Payable', 'Credit Card'];

function incomeAccount(change: Change, ref: Ref, inventory: boolean) {
	const account = resolve(change, 'Account', ref, 'IncomeAccountRef');
	if (NO_INCOME.includes(account.AccountType ?? '')) {
		throw businessRule(
			`Select another income account: ${account.Name} is of the type ${account.AccountType}.`,
			'IncomeAccountRef',
		);
	}
	if (inventory && (account.AccountType !== 'Income' || account.AccountSubType !== 'SalesOfProductIncome')) {
		throw businessRule(
			'Inventory is sold to an income account of the detail type SalesOfProductIncome.',
			'IncomeAccountRef',
		);
	}
	return refTo(account);
}

function expenseAccount(change: Change, ref: Ref, inventory: boolean) {
	const account = resolve(change, 'Account', ref, 'ExpenseAccountRef');
	const allowed = inventory ? ['Cost of Goods Sold'] : ['Cost of Goods Sold', 'Expense', 'Other Expense'];
	if (!allowed.includes(account.AccountType ?? '')) {
		throw businessRule(`The expense account is of the type ${allowed.join(' or ')}.`, 'ExpenseAccountRef');
	}
	return refTo(account);
}

function assetAccount(change: Change, ref: Ref) {
	const account = resolve(change, 'Account', ref, 'AssetAccountRef');
	if (account.AccountType !== 'Other Current Asset' || account.AccountSubType !== 'Inventory') {
		throw businessRule('The asset account is of the detail type Inventory.', 'AssetAccountRef');
	}
	return refTo(account);
}

const INVENTORY = [
	'AssetAccountRef',
	'ExpenseAccountRef',
	'IncomeAccountRef',
	'QtyOnHand',
	'InvStartDate',
] as const;

/** Inventory needs its accounts, stock and start; services have neither. */
function checkInventory(body: Body<'Item'>): void {
	if (body.Type === 'Inventory') {
		const missing = INVENTORY.find((field) => body[field] === undefined);
		if (missing !== undefined) throw missingParameter(missing);
		if (body.TrackQtyOnHand !== true) throw missingParameter('TrackQtyOnHand');
		return;
	}
	const extra = (['AssetAccountRef', 'QtyOnHand', 'InvStartDate'] as const).find(
		(field) => body[field] !== undefined,
	);
	if (extra !== undefined) throw invalidBody([bodyErrors.unsupported(extra)]);
}

/** The stock with which an inventory item begins, at its purchase cost. */
function postOpening(change: Change, item: Stored<'Item'>): void {
	const { digits } = change.company;
	const value = toMinor(roundTo(decimal(item.QtyOnHand).times(decimal(item.PurchaseCost)), digits), digits);
	const asset = item.AssetAccountRef?.value;
	if (item.Type !== 'Inventory' || item.SyncToken !== '0' || value === 0n || asset === undefined) return;
	change.post({
		type: 'ItemOpening',
		id: item.Id,
		date: item.InvStartDate ?? '',
		legs: [
			{ account: asset, amount: value },
			{ account: systemAccount(change, 'openingBalanceEquity'), amount: -value },
		],
	});
}

export const item: Rules<'Item'> = {
	operations: ['create', 'update'],
	save(change, body, { id }) {
		if (body.Type === undefined) throw missingParameter('Type');
		if (body.Type === 'Group') throw businessRule('Bundles are made in the browser.', 'Type');
		const Name = markedName(body.Name, body.Active);
		if (/[:\t\n]/.test(Name)) throw businessRule('A name contains no colon, tab or line break.', 'Name');
		const parent =
			body.ParentRef === undefined ? undefined : resolve(change, 'Item', body.ParentRef, 'ParentRef');
		const key = `${parent?.Id ?? ''}/${Name.toLowerCase()}`;
		if (change.find('Item', NAME_KEY, key).some((other) => other.Id !== id)) throw duplicateName('item');
		if (body.Type === 'Category')
			return { ...body, Name, FullyQualifiedName: Name, Active: body.Active ?? true };
		if (body.IncomeAccountRef === undefined) throw missingParameter('IncomeAccountRef');
		checkInventory(body);
		const inventory = body.Type === 'Inventory';
		const above = parent?.FullyQualifiedName ?? parent?.Name;
		return {
			...body,
			Name,
			...(parent === undefined ? {} : { ParentRef: refTo(parent), SubItem: true }),
			FullyQualifiedName: above === undefined ? Name : `${String(above)}:${Name}`,
			Active: body.Active ?? true,
			Taxable: body.Taxable ?? false,
			UnitPrice: body.UnitPrice ?? 0,
			PurchaseCost: body.PurchaseCost ?? 0,
			TrackQtyOnHand: inventory,
			IncomeAccountRef: incomeAccount(change, body.IncomeAccountRef, inventory),
			...(body.ExpenseAccountRef === undefined
				? {}
				: { ExpenseAccountRef: expenseAccount(change, body.ExpenseAccountRef, inventory) }),
			...(body.AssetAccountRef === undefined
				? {}
				: { AssetAccountRef: assetAccount(change, body.AssetAccountRef) }),
		};
	},
	post: postOpening,
};
