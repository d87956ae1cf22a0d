/** Deliveries: given out only where they are wanted; then they release exactly what the sales deferred. */
import { journalize } from '../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../core/journal/policy';
import { minorUnits } from '../../../core/money/money';
import type { ReadOrder } from '../../../core/store/connector';
import { builtIn } from '../../../lab/daybook/builtIn';
import { valueOf } from '../outcome';
import { ALL, all, byId, ContractShop, type StoreUnderTest } from './context';

const AT_DELIVERY: JournalPolicy = { ...DEFAULT_JOURNAL_POLICY, revenue: 'fulfilment', discounts: 'net' };
const AT_PAYMENT: JournalPolicy = { ...DEFAULT_JOURNAL_POLICY, discounts: 'net' };
const INCOME = ['sales', 'shippingIncome', 'salesReturns', 'shippingRefunds'];

/** What an order's documents do to roles, in minor units; debit is positive. */
function balances({ documents }: ReadOrder, policy: JournalPolicy): Map<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const document of documents) {
		for (const { role, side, amount } of valueOf(journalize(document, policy))?.lines ?? []) {
			const units = side === 'debit' ? minorUnits(amount) : -minorUnits(amount);
			sums.set(role, (sums.get(role) ?? 0n) + units);
		}
	}
	return sums;
}

const income = (sums: ReadonlyMap<string, bigint>): bigint =>
	INCOME.reduce((sum, role) => sum + (sums.get(role) ?? 0n), 0n);

export function deliveriesContract(test: StoreUnderTest): void {
	describe('deliveries', () => {
		let plain: ReadOrder[];
		let shop: ContractShop;
		let orders: ReadOrder[];
		beforeAll(async () => {
			const without = await ContractShop.open(test, builtIn());
			plain = byId(await all(without.session.changedOrders(ALL)));
			await without.close();
			shop = await ContractShop.open(test, builtIn(), undefined, { deliveries: true });
			orders = byId(await all(shop.session.changedOrders(ALL)));
		});
		afterAll(async () => await shop.close());

		it('are not given out unless they are wanted', () => {
			const types = plain.flatMap(({ documents }) => documents.map(({ type }) => type));
			expect(types).not.toContain('Fulfilment');
		});

		it('add to what is given out, and change nothing that is booked at payment', () => {
			const added = orders.flatMap(({ documents }) => documents.filter(({ type }) => type === 'Fulfilment'));
			expect(added.length).toBeGreaterThan(0);
			for (const [index, order] of orders.entries()) {
				const before = plain[index];
				if (before === undefined) throw new Error('an order is missing');
				const keys = ({ documents }: ReadOrder) =>
					documents.flatMap(({ type, id }) => (type === 'Fulfilment' ? [] : [id]));
				expect(keys(order)).toEqual(keys(before));
				expect(balances(order, AT_PAYMENT)).toEqual(balances(before, AT_PAYMENT));
			}
		});

		it('release what was deferred, to the cent, as if revenue counted at payment', () => {
			const delivered = orders.filter(({ documents }) => documents.some(({ type }) => type === 'Fulfilment'));
			for (const order of delivered) {
				const sums = balances(order, AT_DELIVERY);
				expect([order.number, sums.get('deferredRevenue') ?? 0n]).toEqual([order.number, 0n]);
				expect([order.number, income(sums)]).toEqual([order.number, income(balances(order, AT_PAYMENT))]);
			}
		});

		it('are the same whichever way an order is read', async () => {
			expect(byId(await all(shop.session.placedOrders(ALL)))).toEqual(orders);
			expect(byId(await shop.session.ordersById(orders.map(({ externalId }) => externalId)))).toEqual(orders);
		});
	});
}
