/**
 * The chart of accounts. FreshBooks has two lists of it: accounts by business (with uuids), and the older one of accounts for
 * journal entries (with numbers). An account that is in both is known by its uuid here, and journals of the older kind find it
 * by its number or name. Only accounts below another one are posted to.
 */
import type { LedgerAccount } from '../../../core/ledger/connector';
import { OWN_ACCOUNTS, taxOfOwn } from '../../../core/ledger/ownAccounts';
import { idText, type JournalAccountRow, type LedgerAccountRow } from './payload';

export interface FreshBooksAccount extends LedgerAccount {
	/** its id in the older list; absent where it is not there */
	readonly subAccountId?: string;
	/** FreshBooks' own name of an account that it posts to by itself; a person may have renamed it */
	readonly systemName?: string;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** A group of accounts of the chart, below which others stand. */
export const isGroup = ({ parent_account: parent }: LedgerAccountRow): boolean =>
	typeof parent !== 'string' || parent === '';

/** What the accounts below a group can be used for. */
export const kindOfGroup = ({ type, sub_type: subType, name }: LedgerAccountRow): LedgerAccount['kind'] =>
	kindOf(type, subType ?? '', name);

/** Account type and sub type in words -> what it can be used for. */
function kindOf(type: string, subType: string, name: string): LedgerAccount['kind'] {
	const words = `${subType} ${name}`;
	switch (type.toLowerCase()) {
		case 'asset':
			if (/receivable/i.test(subType) || /^accounts receivable$/i.test(name)) return 'receivable';
			if (/cash|bank/i.test(subType)) return 'bank';
			return /fixed|property|non-?current|long/i.test(words) ? 'asset' : 'currentAsset';
		case 'liability':
			return /accounts payable/i.test(words) ? 'payable' : 'liability';
		case 'equity':
			return 'equity';
		case 'income':
		case 'revenue':
			return 'income';
		default:
			return 'expense';
	}
}

interface SubAccount {
	readonly id: string;
	readonly name: string;
	readonly number?: string;
	readonly parent: JournalAccountRow;
}

function subAccountsOf(rows: readonly JournalAccountRow[]): readonly SubAccount[] {
	return rows.flatMap((parent) =>
		(parent.sub_accounts ?? []).flatMap((row): SubAccount[] => {
			const id = idText(row.sub_accountid) ?? idText(row.id);
			if (id === undefined) return [];
			const number = row.account_sub_number ?? undefined;
			return [
				{
					id,
					name: row.account_sub_name ?? parent.account_name,
					...(number === undefined ? {} : { number }),
					parent,
				},
			];
		}),
	);
}

/** The one of the older list, by its number where that is unique, otherwise by its name. */
function matching(row: LedgerAccountRow, subs: readonly SubAccount[]): SubAccount | undefined {
	const byName = subs.filter(({ name }) => same(name, row.name));
	if (byName.length === 1) return byName[0];
	const byNumber = subs.filter(({ number }) => number !== undefined && number === row.number);
	return byNumber.length === 1 ? byNumber[0] : undefined;
}

/**
 * @param rows accounts by business; undefined where the business has no such list
 * @param older accounts for journal entries
 */
export function accountsOf(
	rows: readonly LedgerAccountRow[] | undefined,
	older: readonly JournalAccountRow[],
): readonly FreshBooksAccount[] {
	const subs = subAccountsOf(older);
	if (rows === undefined) {
		return subs.map(({ id, name, number, parent }) => ({
			id,
			name,
			...(number === undefined ? {} : { number }),
			type: parent.account_name,
			kind: kindOf(parent.account_type ?? '', parent.account_name, name),
			active: true,
			subAccountId: id,
			systemName: name,
		}));
	}
	const hasParents = !rows.every(isGroup);
	return rows
		.filter((row) => !hasParents || !isGroup(row))
		.map((row) => {
			const sub = matching(row, subs);
			const { uuid: id, name, number, type, sub_type: subType, state, system_account_name: system } = row;
			return {
				id,
				name,
				...(typeof number === 'string' && number !== '' ? { number } : {}),
				type: typeof subType === 'string' && subType !== '' ? subType : type,
				kind: kindOf(type, subType ?? '', system ?? name),
				active: state === undefined || state === null || state === 'active',
				...(sub === undefined ? {} : { subAccountId: sub.id }),
				...(typeof system === 'string' && system !== '' ? { systemName: system } : {}),
			};
		});
}

const SALES = ['Sales'];
const MONEY = ['Petty Cash', 'Cash'];
const TAXES = ['Sales Tax Payable', 'Sales Tax', 'Sales Taxes Payable', 'Taxes Payable', 'Tax Payable'];

/** The one account with one of the names, by FreshBooks' own name of it first; undefined unless it is one. */
function named(
	accounts: readonly FreshBooksAccount[],
	names: readonly string[],
	kinds: readonly LedgerAccount['kind'][],
): FreshBooksAccount | undefined {
	const usable = accounts.filter(({ kind, active }) => active && kinds.includes(kind));
	for (const name of names) {
		for (const nameOf of [
			(account: FreshBooksAccount) => account.systemName ?? '',
			(account: FreshBooksAccount) => account.name,
		]) {
			const found = usable.filter((account) => same(nameOf(account), name));
			if (found.length === 1) return found[0];
		}
	}
	return undefined;
}

export interface OwnAccount {
	readonly account: FreshBooksAccount | undefined;
	/** what was looked for, for people */
	readonly lookedFor: string;
}

/**
 * The account behind a word of `OWN_ACCOUNTS`: where FreshBooks books sales, payments and taxes by itself. Taxes: an account
 * named like the tax, otherwise the one for all of them. Undefined for an id that is none of those words.
 */
export function ownAccount(id: string, accounts: readonly FreshBooksAccount[]): OwnAccount | undefined {
	const find = (names: readonly string[], kinds: readonly LedgerAccount['kind'][]): OwnAccount => ({
		account: named(accounts, names, kinds),
		lookedFor: names.map((name) => `"${name}"`).join(', '),
	});
	if (id === OWN_ACCOUNTS.sales) return find(SALES, ['income']);
	if (id === OWN_ACCOUNTS.money) return find(MONEY, ['bank', 'currentAsset']);
	const tax = taxOfOwn(id);
	if (tax === undefined) return undefined;
	return find([tax, ...TAXES], ['liability']);
}
