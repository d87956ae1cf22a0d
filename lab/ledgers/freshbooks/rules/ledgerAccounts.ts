/** The chart of accounts: the ledger family, the report "chart of accounts", and the accounts of journal entries. */
import { lower, type Account } from '../books/account';
import type { AccountRow } from '../books/records';
import { isoText, newYork } from '../books/time';
import { SUB_TYPES, TYPES, typeOf } from '../chart/types';
import { fromCents } from '../decimals';
import { ERRNO } from '../faults';
import { uuidOf } from '../openAccount';
import type { Fields } from './fields';

const below = (account: Account, row: AccountRow): AccountRow[] => account.accounts.find('parent', row.id);
const tops = (account: Account): AccountRow[] =>
	[...account.accounts.all()].filter(({ parent }) => parent === undefined);

/** An account as the ledger family has it. */
export const ledgerView = (account: Account, row: AccountRow): object => ({
	uuid: row.id,
	name: row.name,
	number: row.number,
	description: row.description,
	type: row.type,
	sub_type: row.subType,
	system_account_name: row.isAuto ? row.name : null,
	parent_account: row.parent ?? null,
	sub_accounts: below(account, row).map(({ id }) => id),
	auto_created: row.isAuto,
	state: row.state,
	updated_at: isoText(row.updated),
});

export const ledgerTypes = (): object[] => TYPES.map((name) => ({ name }));

export const ledgerSubTypes = (): object[] =>
	TYPES.flatMap((type) => SUB_TYPES[type].map((name) => ({ name, account_type: type })));

function named(account: Account, fields: Fields, before?: AccountRow): string {
	const name = fields.text('name', 200) ?? before?.name ?? '';
	const isTaken = account.accounts.find('name', lower(name)).some(({ id }) => id !== before?.id);
	if (isTaken) fields.fail(ERRNO.conflict, 'name', 'An account with this name is there already.');
	return name;
}

/** A new account below another. */
export function createAccount(account: Account, fields: Fields): AccountRow {
	fields.onlyKnown(new Set(['name', 'number', 'description', 'sub_type', 'parent_account', 'type']));
	fields.required('name', 'sub_type', 'parent_account');
	const name = named(account, fields);
	const subType = fields.text('sub_type') ?? '';
	const type = typeOf(subType);
	if (subType !== '' && type === undefined) fields.fail(ERRNO.invalid, 'sub_type', 'Not a valid sub type.');
	const parentId = fields.text('parent_account');
	const parent = parentId === undefined ? undefined : account.accounts.get(parentId);
	if (parentId !== undefined && (parent === undefined || parent.parent !== undefined))
		fields.fail(ERRNO.unknown, 'parent_account', 'Not the account of a group.');
	else if (parent !== undefined && parent.type !== type)
		fields.fail(ERRNO.invalid, 'parent_account', 'The group is of another type.');
	const number = fields.text('number', 50);
	const description = fields.text('description') ?? '';
	fields.check();
	if (parent === undefined || type === undefined) throw new Error('checked');
	const at = account.now();
	return account.accounts.put({
		id: uuidOf(`${account.identity.accountId}/${name}/${account.next('account')}`),
		oldId: Number(account.newId()),
		number: number ?? `${parent.number}-${below(account, parent).length + 1}`,
		name,
		description,
		type,
		subType,
		parent: parent.id,
		isAuto: false,
		state: 'active',
		created: at,
		updated: at,
	});
}

/** Names, descriptions and whether an account is in use can change. */
export function updateAccount(account: Account, row: AccountRow, fields: Fields): AccountRow {
	fields.onlyKnown(new Set(['name', 'number', 'description', 'state']));
	const name = named(account, fields, row);
	const state = fields.choice('state', ['active', 'archived'] as const) ?? row.state;
	if (row.isAuto && state !== 'active') fields.fail(ERRNO.invalid, 'state', 'A system account stays active.');
	const number = fields.text('number', 50) ?? row.number;
	const description = fields.text('description') ?? row.description;
	fields.check();
	return account.accounts.put({ ...row, name, number, description, state, updated: account.now() });
}

function balances(account: Account): Map<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const { account: id, currency, amount } of account.ledger.balances())
		if (currency === account.identity.currency) sums.set(id, amount);
	return sums;
}

/** The report "chart of accounts": groups with the accounts below them, by UUID. */
export function chartView(account: Account, { state }: { readonly state: string | null }): object[] {
	const sums = balances(account);
	const { currency } = account.identity;
	const view = (row: AccountRow): object => ({
		account_uuid: row.id,
		account_name: row.name,
		account_number: row.number,
		account_type: row.type,
		account_sub_type: row.subType,
		balance: { amount: fromCents(sums.get(row.id) ?? 0n), code: currency },
		currency_code: currency,
		state: row.state,
		parent_account_uuid: row.parent ?? null,
	});
	const shown = ({ state: own }: AccountRow): boolean => state === null || own === state;
	return tops(account).map((row) => ({
		...view(row),
		sub_accounts: below(account, row).filter(shown).map(view),
	}));
}

/** The accounts of journal entries, at the old address: by number. */
export function oldAccountView(account: Account): object[] {
	const sums = balances(account);
	const { accountId, currency } = account.identity;
	const common = (row: AccountRow) => ({
		accounting_systemid: accountId,
		account_type: row.type,
		balance: fromCents(sums.get(row.id) ?? 0n),
		created_at: newYork(row.created),
		currency_code: currency,
		id: row.oldId,
	});
	return tops(account).map((row) => ({
		...common(row),
		account_name: row.name,
		account_number: row.number,
		accountid: row.oldId,
		sub_accounts: below(account, row).map((sub) => ({
			...common(sub),
			account_sub_name: sub.name,
			account_sub_number: sub.number,
			custom: !sub.isAuto,
			parentid: row.oldId,
			sub_accountid: sub.oldId,
			transaction_posted: sums.has(sub.id),
		})),
	}));
}
