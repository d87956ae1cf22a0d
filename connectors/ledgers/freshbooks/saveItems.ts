/**
 * Adding and changing items: https://www.freshbooks.com/api/items. FreshBooks knows no tokens, so what may have been created is
 * looked for before it is created again, and each is a call of its own.
 */
import type { ItemChange, LedgerItem, NewItem } from '../../../core/ledger/connector';
import {
	codeKey,
	createdItems,
	distinctNew,
	itemNotUpdated,
	itemsByCode,
} from '../../../core/ledger/savedItems';
import { done, type Outcome } from '../../../core/outcome';
import { TransportError } from '../../../core/transport/http';
import type { FreshBooksClient, WriteResult } from './client';
import { LEDGER_NAME, problemText } from './failures';
import type { Reading } from './reading';

const NAME_LENGTH = 255;

interface Ports {
	readonly client: FreshBooksClient;
	readonly reading: Reading;
}

const plain = (text: string): string =>
	text
		.replace(/[\p{Cc}]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, NAME_LENGTH)
		.trim();

const reasonOf = (result: WriteResult): string | undefined =>
	result.kind === 'done' ? undefined : problemText(result.problems);

/** The reason of a refusal; where there is no answer the list tells afterwards. */
async function tried(write: () => Promise<WriteResult>): Promise<string | undefined> {
	try {
		return reasonOf(await write());
	} catch (error) {
		if (error instanceof TransportError && error.failure === 'uncertain') return undefined;
		throw error;
	}
}

/** See `LedgerSession.createItems`. */
export async function createItems(
	{ client, reading }: Ports,
	wanted: readonly NewItem[],
): Promise<readonly Outcome<LedgerItem>[]> {
	await reading.forget();
	const { currency } = await reading.company();
	const reasons = new Map<string, string>();
	const open = distinctNew(wanted, itemsByCode(await reading.items()));
	for (const { code, name, price } of open) {
		const body = {
			name: plain(name === '' ? code : name),
			sku: code,
			...(price === undefined ? {} : { unit_cost: { amount: price, code: currency } }),
		};
		const reason = await tried(async () => await client.create('items', body));
		if (reason !== undefined) reasons.set(codeKey(code), reason);
	}
	if (open.length > 0) await reading.forget();
	const after = itemsByCode(await reading.items());
	return createdItems(wanted, after, LEDGER_NAME, ({ code }) => reasons.get(codeKey(code)));
}

/** See `LedgerSession.updateItems`. */
export async function updateItems(
	{ client, reading }: Ports,
	changes: readonly ItemChange[],
): Promise<readonly Outcome<LedgerItem>[]> {
	const reasons: (string | undefined)[] = [];
	for (const { item, code, name } of changes) {
		const body = {
			...(code === undefined ? {} : { sku: code }),
			...(name === undefined ? {} : { name: plain(name) }),
		};
		reasons.push(await tried(async () => await client.change('items', item.id, body)));
	}
	await reading.forget();
	const byId = new Map((await reading.items()).map((item) => [item.id, item]));
	return changes.map((change, index) => {
		const reason = reasons[index];
		if (reason !== undefined) return itemNotUpdated(LEDGER_NAME, change, reason);
		const saved = byId.get(change.item.id);
		return saved === undefined
			? itemNotUpdated(LEDGER_NAME, change, 'it is not there any more')
			: done(saved);
	});
}
