/** The business's active clients, to match the shop's customers with. Personal data: never cached. */
import { z } from 'zod';
import type { LedgerCustomer } from '../../../core/ledger/connector';
import type { FreshBooksClient } from './client';
import { clientSchema } from './payload';
import { parsedRows } from './reading';

const text = z.string().max(1_000).nullish();
const rowSchema = clientSchema.extend({ fname: text, lname: text, email: text, vat_number: text });

const given = (value: string | null | undefined): value is string => (value ?? '').trim() !== '';

export async function readCustomers(
	client: Pick<FreshBooksClient, 'list'>,
): Promise<readonly LedgerCustomer[]> {
	const rows = parsedRows(rowSchema, await client.list('clients'), 'clients');
	return rows.flatMap((row): LedgerCustomer[] => {
		if ((row.vis_state ?? 0) !== 0) return [];
		const { id, organization, fname, lname, email, vat_number: taxNumber } = row;
		const person = [fname, lname].filter(given).join(' ');
		const name = [organization, person, email].find(given) ?? '';
		return [{ id, name, ...(given(email) ? { email } : {}), ...(given(taxNumber) ? { taxNumber } : {}) }];
	});
}
