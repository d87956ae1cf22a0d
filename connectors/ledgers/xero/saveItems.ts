/**
 * Adding and changing items: https://developer.xero.com/documentation/api/accounting/items. Codes are unique and have at most 30
 * characters, names 50.
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
import type { Clock } from '../../../core/transport/clock';
import type { Body, PutResult, XeroClient } from './client';
import { newKey, repeated } from './create';
import { LEDGER_NAME, problemText } from './failures';
import type { Reading } from './reading';

const CODE_LENGTH = 30;
const NAME_LENGTH = 50;
const BATCH = 50;

interface Ports {
	readonly client: XeroClient;
	readonly clock: Clock;
	readonly reading: Reading;
}

const plain = (text: string): string =>
	text
		.replace(/[\p{Cc}<>]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, NAME_LENGTH)
		.trim();

function reasonOf(result: PutResult | undefined): string | undefined {
	if (result?.kind === 'created') return undefined;
	return result?.kind === 'refused'
		? problemText(result.messages)
		: 'the answer does not say whether it was saved';
}

/** Results of many, a batch at a time; each for itself. */
async function inBatches(
	bodies: readonly Body[],
	send: (batch: readonly Body[]) => Promise<readonly PutResult[]>,
): Promise<PutResult[]> {
	const results: PutResult[] = [];
	for (let from = 0; from < bodies.length; from += BATCH)
		results.push(...(await send(bodies.slice(from, from + BATCH))));
	return results;
}

/** See `LedgerSession.createItems`. */
export async function createItems(
	{ client, clock, reading }: Ports,
	wanted: readonly NewItem[],
): Promise<readonly Outcome<LedgerItem>[]> {
	await reading.forget();
	const numbers = new Map((await reading.accounts()).map(({ id, number }) => [id, number]));
	const reasons = new Map<string, string>();
	const open = distinctNew(wanted, itemsByCode(await reading.items())).filter(({ code }) => {
		if (code.length <= CODE_LENGTH) return true;
		reasons.set(codeKey(code), `its code is longer than ${CODE_LENGTH} characters`);
		return false;
	});
	const bodies = open.map(({ code, name, price, accountId }): Body => {
		const AccountCode = numbers.get(accountId ?? '');
		const details = {
			...(price === undefined ? {} : { UnitPrice: Number(price) }),
			...(AccountCode === undefined ? {} : { AccountCode }),
		};
		return {
			Code: code,
			Name: plain(name === '' ? code : name),
			...(Object.keys(details).length === 0 ? {} : { SalesDetails: details }),
		};
	});
	const results = await inBatches(bodies, async (batch) => {
		const key = newKey();
		return await repeated(clock, async () => await client.put('Items', batch, key));
	});
	open.forEach(({ code }, index) => {
		const reason = reasonOf(results[index]);
		if (reason !== undefined) reasons.set(codeKey(code), reason);
	});
	if (open.length > 0) await reading.forget();
	const after = itemsByCode(await reading.items());
	return createdItems(wanted, after, LEDGER_NAME, ({ code }) => reasons.get(codeKey(code)));
}

/** See `LedgerSession.updateItems`. */
export async function updateItems(
	{ client, clock, reading }: Ports,
	changes: readonly ItemChange[],
): Promise<readonly Outcome<LedgerItem>[]> {
	const bodies = changes.map(({ item, code, name }): Body => ({
		ItemID: item.id,
		// Xero wants the code of an item that is changed, too
		Code: code ?? item.code ?? '',
		...(name === undefined ? {} : { Name: plain(name) }),
	}));
	const results = await inBatches(bodies, async (batch) => {
		const key = newKey();
		return await repeated(clock, async () => await client.setStatus('Items', batch, key));
	});
	await reading.forget();
	const byId = new Map((await reading.items()).map((item) => [item.id, item]));
	return changes.map((change, index) => {
		const reason = reasonOf(results[index]);
		if (reason !== undefined) return itemNotUpdated(LEDGER_NAME, change, reason);
		const saved = byId.get(change.item.id);
		return saved === undefined
			? itemNotUpdated(LEDGER_NAME, change, 'it is not there any more')
			: done(saved);
	});
}
