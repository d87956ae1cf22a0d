/** Signed balance transactions as transactions of a payout: nothing negative, and the same net whatever the signs. */
import fc from 'fast-check';
import { transactionNet } from '../../../../core/documents/check';
import { payoutTransactions } from '../../../../core/gateway/transactions';
import { minorUnits } from '../../../../core/money/money';

const TYPES = ['charge', 'refund', 'dispute', 'disputeReversal', 'fee', 'adjustment', 'loan'] as const;

test('come to the same net, with amounts of zero or more', () => {
	const units = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });
	fc.assert(
		fc.property(fc.constantFrom(...TYPES), units, units, (type, amount, fee) => {
			const list = payoutTransactions({
				id: 'x',
				type,
				units: amount,
				feeUnits: fee,
				currency: 'EUR',
				occurredAt: '2026-10-01T00:00:00.000Z',
			});
			expect(list.reduce((sum, one) => sum + transactionNet(one), 0n)).toBe(amount - fee);
			for (const one of list) {
				expect(minorUnits(one.amount) >= 0n && minorUnits(one.fee) >= 0n).toBe(true);
				if (type === 'dispute' || type === 'disputeReversal') expect(minorUnits(one.fee)).toBe(0n);
			}
			expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
		}),
	);
});

test('a fee that is given back stands alone; so does that of a dispute', () => {
	const of = (type: 'refund' | 'dispute', feeUnits: bigint) =>
		payoutTransactions({
			id: 'x',
			type,
			units: -5000n,
			feeUnits,
			currency: 'USD',
			occurredAt: '2026-10-01T00:00:00.000Z',
		}).map(({ id, type: kind, direction, amount }) => [id, kind, direction, amount.amount]);
	expect(of('refund', -50n)).toEqual([
		['x', 'refund', 'out', '50.00'],
		['x/fee', 'fee', 'in', '0.50'],
	]);
	expect(of('dispute', 1500n)).toEqual([
		['x', 'dispute', 'out', '50.00'],
		['x/fee', 'disputeFee', 'out', '15.00'],
	]);
});
