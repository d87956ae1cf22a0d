/**
 * Items: a line of a sales document reaches an account through an item whose income account it is. Ours are service items
 * named "StoreLedger <account id> <account name>", one an account; the name's beginning finds them again with one query.
 */
import type { AccountRef } from '../../../core/accounts/roles';
import { finding, type Finding } from '../../../core/findings/finding';
import type { BatchItem } from './client';
import type { ItemRow } from './payload';

const PREFIX = 'StoreLedger ';
const NAME_LENGTH = 100;

/** The condition of the query that finds our items. */
export const OUR_ITEMS = `Name LIKE '${PREFIX}%'`;

/** A name QuickBooks takes: no colon (it separates parent and child), quotes, backslashes or control characters. */
export function plainName(text: string, length: number): string {
	return text
		.replace(/[\p{Cc}:"\\]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, length)
		.trim();
}

/** The service item for an account. */
export function itemFor(account: AccountRef): BatchItem {
	return {
		entity: 'Item',
		body: {
			Name: plainName(`${PREFIX}${account.id} ${account.name}`, NAME_LENGTH),
			Type: 'Service',
			IncomeAccountRef: { value: account.id },
		},
	};
}

/** Our items by account id. One whose income account somebody has changed is not ours any more. */
export function ourItems(rows: readonly ItemRow[]): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const row of rows) {
		const accountId = row.IncomeAccountRef?.value;
		if (accountId === undefined || row.Active === false) continue;
		if (`${row.Name} `.startsWith(`${PREFIX}${accountId} `)) found.set(accountId, row.Id);
	}
	return found;
}

/** The item with the lowest id that posts to this account and keeps no stock; for companies that let us create none. */
export function anyItemFor(account: AccountRef, rows: readonly ItemRow[]): string | undefined {
	return rows
		.filter(
			(row) =>
				row.IncomeAccountRef?.value === account.id &&
				row.Active !== false &&
				(row.Type === 'Service' || row.Type === 'NonInventory'),
		)
		.map((row) => row.Id)
		.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

/** ITEM_MISSING for an account without a usable item. */
export function itemMissing(account: AccountRef): Finding {
	return finding('ITEM_MISSING', { evidence: { account: account.name } });
}
