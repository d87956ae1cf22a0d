/** Steps that creating and changing records of different kinds share. */
import type { Account } from '../books/account';
import type { ClientRow, Doc, VisState } from '../books/records';
import { ERRNO } from '../faults';
import type { Fields } from './fields';

/** The beginning of a new record. */
export function begin(account: Account): Pick<Doc, 'id' | 'created' | 'updated' | 'vis'> {
	const at = account.now();
	return { id: account.newId(), created: at, updated: at, vis: 0 };
}

const STATES: readonly VisState[] = [0, 1, 2];

/** The state that a change asks for; what is deleted can only be brought back. */
export function visOf(row: Doc, fields: Fields): VisState {
	const vis = fields.choice('vis_state', STATES);
	if (row.vis === 1 && vis !== 0) fields.fail(ERRNO.deleted, 'vis_state', 'The resource has been deleted.');
	return vis ?? row.vis;
}

/** The client that a field names. */
export function clientOf(account: Account, fields: Fields, field: string): ClientRow | undefined {
	const id = fields.integer(field);
	if (id === undefined) return undefined;
	const client = account.clients.get(String(id));
	if (client === undefined) return fields.fail(ERRNO.unknown, field, 'Client not found.');
	return client.vis === 1 ? fields.fail(ERRNO.deleted, field, 'The client has been deleted.') : client;
}

/** A number that is free, or refused where numbers must be; the next of the sequence when there is none. */
export function numberOf(
	account: Account,
	fields: Fields,
	{
		field,
		taken,
		sequence,
		digits,
	}: { field: string; taken: (number: string) => boolean; sequence: string; digits: number },
): string {
	const sent = fields.text(field, 32);
	if (sent !== undefined) {
		if (account.behaviour.uniqueNumbers === true && taken(sent))
			fields.fail(ERRNO.conflict, field, `${field} is already in use.`);
		return sent;
	}
	for (;;) {
		const number = String(account.next(sequence)).padStart(digits, '0');
		if (!taken(number)) return number;
	}
}
