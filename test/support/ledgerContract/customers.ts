/** The ledger's customers, to match the shop's with: active ones, over several pages. */
import type { LedgerConnector } from '../../../core/ledger/connector';
import type { ContractBooks } from './books';
import { OTHERS, type Others } from './others';

export function customersContract(connector: LedgerConnector, booksOf: () => ContractBooks): void {
	describe('its customers', () => {
		const others = (): Others => {
			const open = OTHERS[connector.id];
			if (open === undefined) throw new Error(`nobody else can enter anything in ${connector.id}`);
			return open(booksOf());
		};

		it('are given with name, e-mail address and tax number, those that are active', async () => {
			const ann = { name: 'Ann Smith', email: 'ann@example.com', taxNumber: 'GB123456789' };
			const id = await others().customer(ann);
			const gone = await others().customer({ name: 'Gone Ltd' });
			await others().archiveCustomer(gone);
			const found = (await booksOf().session.customers?.()) ?? [];
			expect(found.find((customer) => customer.id === id)).toEqual({ id, ...ann });
			expect(found.map((customer) => customer.id)).not.toContain(gone);
		});

		it('come from every page', async () => {
			const before = (await booksOf().session.customers?.())?.length ?? 0;
			const count = await others().manyCustomers();
			const found = (await booksOf().session.customers?.()) ?? [];
			expect(found).toHaveLength(before + count);
			expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
		});
	});
}
