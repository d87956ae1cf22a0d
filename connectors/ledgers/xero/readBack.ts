/** Reading posted transactions again by their ids: one question for many of a kind. */
import type { PostedReference, ReadBack } from '../../../core/ledger/connector';
import { zero } from '../../../core/money/money';
import type { XeroClient } from './client';
import { ID_FIELDS, type Entity } from './entities';
import { transactionSchema, type TransactionRow } from './payload';
import { idOf, postedDocument, type Links, type Meant } from './posted';
import { anyOf, isId } from './query';
import { parsedRows } from './reading';
import { partsOf } from '../../../core/partsOf';

/** Ids in one list of the parameter `IDs`. */
const IDS = 40;

/** What was voided or deleted stays, and is in no account any more. */
export const isGone = ({ Status: status }: TransactionRow): boolean =>
	status === 'VOIDED' || status === 'DELETED';

/** The kind of a reference; undefined when it is none of ours. */
export function entityOfReference({ entity }: Pick<PostedReference, 'entity'>): Entity | undefined {
	return Object.hasOwn(ID_FIELDS, entity) ? (entity as Entity) : undefined;
}

async function rowsById(
	client: XeroClient,
	entity: Entity,
	ids: readonly string[],
): Promise<readonly unknown[]> {
	const rows: unknown[] = [];
	if (entity === 'Invoices') {
		for (const some of partsOf(ids, IDS)) rows.push(...(await client.pages(entity, { IDs: some.join(',') })));
		return rows;
	}
	for (const where of anyOf(ids.map((id) => isId(ID_FIELDS[entity], id)))) {
		// transfers do not come in pages, and hide what was deleted unless asked
		const found =
			entity === 'BankTransfers'
				? await client.list(entity, { where, includeDeleted: 'true' })
				: await client.pages(entity, { where });
		rows.push(...found);
	}
	return rows;
}

/** The rows of the references, by entity and id. */
export async function rowsOf(
	client: XeroClient,
	references: readonly Pick<PostedReference, 'entity' | 'id'>[],
): Promise<(reference: Pick<PostedReference, 'entity' | 'id'>) => TransactionRow | undefined> {
	const rows = new Map<string, TransactionRow>();
	const wanted = new Map<Entity, Set<string>>();
	for (const reference of references) {
		const entity = entityOfReference(reference);
		if (entity === undefined) continue;
		wanted.set(entity, (wanted.get(entity) ?? new Set()).add(reference.id));
	}
	for (const [entity, ids] of wanted) {
		for (const row of parsedRows(transactionSchema, await rowsById(client, entity, [...ids]), entity)) {
			const id = idOf(entity, row);
			if (id !== undefined) rows.set(`${entity} ${id.toLowerCase()}`, row);
		}
	}
	return ({ entity, id }) => rows.get(`${entity} ${id.toLowerCase()}`);
}

export async function readBack(
	client: XeroClient,
	links: Links,
	references: readonly PostedReference[],
): Promise<readonly ReadBack[]> {
	const rowOf = await rowsOf(client, references);
	return references.map((reference): ReadBack => {
		const entity = entityOfReference(reference);
		const row = rowOf(reference);
		if (entity === undefined || row === undefined) return { state: 'missing' };
		if (isGone(row)) return { state: 'voided' };
		const meant = meantBy(reference);
		return {
			state: 'there',
			posted: postedDocument(entity, reference.id, row, meant, meant.total, links),
		};
	});
}

/** What `postedDocument` looks at, of a reference. Whether a credit is applied is not asked again. */
function meantBy({ documentType, postingKey, number, total, totalTax }: PostedReference): Meant {
	const { currency } = total;
	return {
		type: documentType,
		postingKey,
		number,
		currency,
		total,
		totalTax: totalTax ?? zero(currency),
		lines: [],
	};
}
