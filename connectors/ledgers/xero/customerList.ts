/**
 * The organisation's active contacts, to match the shop's customers with: Xero knows who is a customer only once there is an invoice,
 * so all are given. Personal data: never cached.
 */
import { z } from 'zod';
import type { LedgerCustomer } from '../../../core/ledger/connector';
import type { XeroClient } from './client';
import { equals } from './query';
import { parsedRows } from './reading';

const text = z.string().max(1_000).nullish();
const rowSchema = z.object({
	ContactID: z.string().min(1).max(100),
	Name: z.string().max(1_000),
	EmailAddress: text,
	TaxNumber: text,
});

export async function readCustomers(client: Pick<XeroClient, 'pages'>): Promise<readonly LedgerCustomer[]> {
	const rows = await client.pages('Contacts', { where: equals('ContactStatus', 'ACTIVE') });
	return parsedRows(rowSchema, rows, 'Contacts').map(
		({ ContactID: id, Name: name, EmailAddress: email, TaxNumber: taxNumber }) => ({
			id,
			name,
			...((email ?? '') === '' ? {} : { email: email ?? '' }),
			...((taxNumber ?? '') === '' ? {} : { taxNumber: taxNumber ?? '' }),
		}),
	);
}
