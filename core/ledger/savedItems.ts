/** What creating and changing items has in common in all ledgers. */
import { finding } from '../findings/finding';
import { done, held, type Outcome } from '../outcome';
import type { ItemChange, LedgerItem, NewItem } from './connector';

export const codeKey = (code: string): string => code.trim().toLowerCase();

/** Active items by their code; of several with one code the first. */
export function itemsByCode(items: readonly LedgerItem[]): ReadonlyMap<string, LedgerItem> {
	const byCode = new Map<string, LedgerItem>();
	for (const item of items)
		if (item.code !== undefined && item.active && !byCode.has(codeKey(item.code)))
			byCode.set(codeKey(item.code), item);
	return byCode;
}

export const itemNotCreated = (ledger: string, { code }: NewItem, reason: string): Outcome<never> =>
	held([finding('ITEM_NOT_CREATED', { evidence: { ledger, code, reason } })]);

export const itemNotUpdated = (ledger: string, { item }: ItemChange, reason: string): Outcome<never> =>
	held([finding('ITEM_NOT_UPDATED', { evidence: { ledger, code: item.code ?? item.name, reason } })]);

/** The results of what was to be created: the items that are there now, else the reasons why not. */
export function createdItems(
	wanted: readonly NewItem[],
	there: ReadonlyMap<string, LedgerItem>,
	ledger: string,
	reasonOf: (item: NewItem) => string | undefined,
): readonly Outcome<LedgerItem>[] {
	return wanted.map((item) => {
		const found = there.get(codeKey(item.code));
		if (found !== undefined) return done(found);
		const unclear = 'it says that it was created, but does not show it yet; run again in a minute';
		return itemNotCreated(ledger, item, reasonOf(item) ?? unclear);
	});
}

/** Each code once: the same code twice would be two items. */
export function distinctNew(wanted: readonly NewItem[], there: ReadonlyMap<string, LedgerItem>): NewItem[] {
	const byCode = new Map<string, NewItem>();
	for (const item of wanted) {
		const key = codeKey(item.code);
		if (!there.has(key) && !byCode.has(key)) byCode.set(key, item);
	}
	return [...byCode.values()];
}
