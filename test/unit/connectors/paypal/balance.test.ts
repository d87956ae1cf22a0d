/** The queue that a balance is, against withdrawals that are known beforehand. */
import fc from 'fast-check';
import { Balance } from '../../../../connectors/gateways/paypal/balance';
import type { BalanceRecord } from '../../../../connectors/gateways/paypal/payload';

const record = (amount: bigint, code: string): BalanceRecord => ({
	id: '00000000000000001',
	code,
	at: '2026-10-01T00:00:00.000Z',
	updatedAt: '2026-10-01T00:00:00.000Z',
	status: 'S',
	currency: 'GBP',
	amount,
	fee: 0n,
});

const entry = (net: bigint) => ({ net, record: record(net, 'T0006') });
const withdrawal = (amount: bigint): BalanceRecord => record(-amount, 'T0400');
const sumOf = (entries: readonly { readonly net: bigint }[]): bigint =>
	entries.reduce((sum, { net }) => sum + net, 0n);

/** Payments and refunds; refunds are smaller, as in a shop that lives. */
const nets = fc.array(
	fc.oneof(
		{ weight: 5, arbitrary: fc.bigInt(1n, 100_000n) },
		{ weight: 1, arbitrary: fc.bigInt(-5_000n, -1n) },
	),
	{ minLength: 1, maxLength: 40 },
);

test('withdrawals that end at records come to what they took, and lose and repeat nothing', () => {
	fc.assert(
		fc.property(
			nets,
			fc.array(fc.nat(40), { maxLength: 8 }),
			fc.nat(5),
			fc.bigInt(0n, 50_000n),
			(all, cuts, lag, rest) => {
				const balance = new Balance(rest);
				const ends = [...new Set(cuts.map((cut) => Math.min(cut, all.length)))].sort((a, b) => a - b);
				const taken: bigint[] = [];
				let [added, from] = [0, 0];
				for (const end of ends) {
					// what is newer than the withdrawal's end is in the balance already
					for (; added < Math.min(end + lag, all.length); added++) balance.add(entry(all[added] ?? 0n));
					const amount = sumOf(all.slice(from, end).map((net) => ({ net })));
					from = end;
					// nothing can be withdrawn of it
					if (amount <= 0n) return;
					const { entries, isWhole } = balance.withdraw(withdrawal(amount));
					expect(isWhole).toBe(true);
					expect(sumOf(entries)).toBe(amount);
					taken.push(...entries.map(({ net }) => net));
				}
				// always the oldest first
				expect(taken).toEqual(all.slice(0, taken.length));
			},
		),
	);
});

test('what takes a part of something is not whole, and the next that ends at a record is', () => {
	fc.assert(
		fc.property(
			fc.bigInt(100n, 10_000n),
			fc.bigInt(20_000n, 90_000n),
			fc.bigInt(1n, 99n),
			(old, young, part) => {
				const balance = new Balance(0n);
				balance.add(entry(old));
				balance.add(entry(young));
				const first = balance.withdraw(withdrawal(part));
				expect(first.isWhole).toBe(false);
				expect(first.entries.map(({ net }) => net)).toEqual([old]);
				const second = balance.withdraw(withdrawal(young));
				expect(second.isWhole).toBe(true);
				expect(second.entries.map(({ net }) => net)).toEqual([young]);
			},
		),
	);
});

test('PayPal collects what a negative balance lacks; otherwise a deposit is the merchant’s', () => {
	const balance = new Balance(0n);
	balance.add(entry(-2_000n));
	expect(balance.collect(record(1_500n, 'T0300'))).toBeUndefined();
	expect(balance.collect(record(2_000n, 'T0302'))?.entries.map(({ net }) => net)).toEqual([-2_000n]);
	balance.add(entry(5_000n));
	expect(balance.collect(record(2_000n, 'T0300'))).toBeUndefined();
});
