/** The company's active customers, to match the shop's with. Personal data: never cached. */
import { z } from 'zod';
import type { LedgerCustomer } from '../../../core/ledger/connector';
import type { QuickBooksClient } from './client';
import { parsedRows } from './reading';

const rowSchema = z.object({
	Id: z.string().min(1).max(100),
	DisplayName: z.string().max(1_000),
	PrimaryEmailAddr: z.object({ Address: z.string().max(1_000).optional() }).optional(),
	PrimaryTaxIdentifier: z.string().max(100).optional(),
	/** projects and jobs of a customer */
	Job: z.boolean().optional(),
});

/** QuickBooks gives tax numbers back with all but the last characters masked. */
const isMasked = (number: string): boolean => /[*]|x{2,}/i.test(number);

export async function readCustomers(
	client: Pick<QuickBooksClient, 'select'>,
): Promise<readonly LedgerCustomer[]> {
	const rows = parsedRows(rowSchema, await client.select('Customer', 'Active = true'), 'Customer');
	return rows
		.filter(({ Job }) => Job !== true)
		.map(({ Id: id, DisplayName: name, PrimaryEmailAddr, PrimaryTaxIdentifier: taxNumber = '' }) => {
			const email = PrimaryEmailAddr?.Address ?? '';
			return {
				id,
				name,
				...(email === '' ? {} : { email }),
				...(taxNumber === '' || isMasked(taxNumber) ? {} : { taxNumber }),
			};
		});
}
