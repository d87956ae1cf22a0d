/**
 * Adding and changing items. A new one is a non-inventory item with a SKU; names are unique in QuickBooks, so where a name is
 * taken the code is added to it (https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item).
 */
import { z } from 'zod';
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
import type { BatchItem, BatchResult, QuickBooksClient } from './client';
import { createEntries } from './create';
import { LEDGER_NAME } from './failures';
import { plainName } from './items';
import type { Reading } from './reading';
import { createdId, isNameTaken } from './resolve';

const NAME_LENGTH = 100;
const SKU_LENGTH = 100;

interface Ports {
	readonly client: QuickBooksClient;
	readonly clock: Clock;
	readonly reading: Reading;
}

function bodyOf({ code, name, price, accountId }: NewItem, isNameUsed: boolean): BatchItem {
	const plain = plainName(name === '' ? code : name, NAME_LENGTH);
	const suffix = ` (${plainName(code, SKU_LENGTH)})`;
	const Name = isNameUsed ? `${plain.slice(0, NAME_LENGTH - suffix.length).trim()}${suffix}` : plain;
	return {
		entity: 'Item',
		body: {
			Name,
			Sku: code.slice(0, SKU_LENGTH),
			Type: 'NonInventory',
			IncomeAccountRef: { value: accountId },
			// exactly what the shop says; QuickBooks takes prices as numbers
			...(price === undefined ? {} : { UnitPrice: Number(price) }),
		},
	};
}

function reasonOf(result: BatchResult | undefined): string | undefined {
	const outcome = createdId(result ?? { kind: 'none' });
	if (outcome.ok) return undefined;
	const [first] = outcome.findings;
	const reason = first?.evidence?.reason;
	return typeof reason === 'string' ? reason : (first?.message ?? 'it was refused');
}

/** See `LedgerSession.createItems`. */
export async function createItems(
	{ client, clock, reading }: Ports,
	wanted: readonly NewItem[],
): Promise<readonly Outcome<LedgerItem>[]> {
	await reading.forget();
	const before = await reading.items();
	const there = itemsByCode(before);
	const reasons = new Map<string, string>();
	const open = distinctNew(wanted, there).filter((item) => {
		if (item.accountId !== undefined) return true;
		reasons.set(codeKey(item.code), 'no income account is chosen for it');
		return false;
	});
	const names = new Set(before.map(({ name }) => name.toLowerCase()));
	const first = open.map((item) => {
		const body = bodyOf(item, false);
		const name = String(body.body.Name).toLowerCase();
		const isUsed = names.has(name);
		names.add(name);
		return isUsed ? bodyOf(item, true) : body;
	});
	const results = await createEntries(client, clock, first);
	const again = open.filter((_, index) => isNameTaken(results[index] ?? { kind: 'none' }));
	const second = await createEntries(
		client,
		clock,
		again.map((item) => bodyOf(item, true)),
	);
	open.forEach((item, index) => {
		const retried = again.indexOf(item);
		const reason = reasonOf(retried < 0 ? results[index] : second[retried]);
		if (reason !== undefined) reasons.set(codeKey(item.code), reason);
	});
	if (open.length > 0) await reading.forget();
	const after = itemsByCode(await reading.items());
	return createdItems(wanted, after, LEDGER_NAME, ({ code }) => reasons.get(codeKey(code)));
}

const savedSchema = z.looseObject({ Id: z.string(), SyncToken: z.string() });

/** See `LedgerSession.updateItems`. A sparse update changes what it names only, and needs the version that it changes. */
export async function updateItems(
	{ client, clock, reading }: Ports,
	changes: readonly ItemChange[],
): Promise<readonly Outcome<LedgerItem>[]> {
	const reasons: (string | undefined)[] = [];
	for (const { item, code, name } of changes) {
		const answer = await client.get(`item/${encodeURIComponent(item.id)}`);
		const row: unknown =
			typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'Item') : undefined;
		const current = savedSchema.safeParse(row);
		if (!current.success) {
			reasons.push('it cannot be read');
			continue;
		}
		const { Id, SyncToken } = current.data;
		const body = {
			Id,
			SyncToken,
			sparse: true,
			...(code === undefined ? {} : { Sku: code.slice(0, SKU_LENGTH) }),
			...(name === undefined ? {} : { Name: plainName(name, NAME_LENGTH) }),
		};
		const [result] = await createEntries(client, clock, [{ entity: 'Item', body }]);
		reasons.push(reasonOf(result));
	}
	await reading.forget();
	const byId = new Map((await reading.items()).map((item) => [item.id, item]));
	return changes.map((change, index) => {
		const saved = byId.get(change.item.id);
		const reason = reasons[index];
		if (reason !== undefined) return itemNotUpdated(LEDGER_NAME, change, reason);
		return saved === undefined
			? itemNotUpdated(LEDGER_NAME, change, 'it is not there any more')
			: done(saved);
	});
}
