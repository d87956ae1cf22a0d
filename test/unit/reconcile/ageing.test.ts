/** Sub-ledgers: what is open, what is late, and that the sum of the open items is the balance. */
import fc from 'fast-check';
import { businessKey, type BalanceChange, type Dispute, type Sale } from '../../../core/documents';
import { ageing, type AgedBalance, type AgeingInput } from '../../../core/reconcile/ageing/ageing';
import { openMovements, type Movement } from '../../../core/reconcile/ageing/settle';
import { ageingMessage } from '../../../core/reconcile/slackMessage';
import { baseSale, line, payment, refundOf, money } from '../../support/documents';
import { payoutFor, transactionFor } from '../../support/payouts';

const AS_OF = '2026-03-31';
const age = (input: Partial<AgeingInput>): AgedBalance[] =>
	ageing({ documents: [], payouts: [], asOf: AS_OF, ...input });
const only = (all: readonly AgedBalance[], account: string): AgedBalance => {
	const found = all.filter((one) => one.account === account);
	if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of ${account}`);
	return found[0];
};
const said = ({ items }: AgedBalance): string[] =>
	items.map(
		({ kind, orderNumber, amount, side, late }) =>
			`${kind} ${orderNumber} ${side} ${amount.amount}${late ? ' late' : ''}`,
	);

function sale(order: number, day: string, more: Partial<Sale>): Sale {
	const base = baseSale([]);
	const source = { ...base.source, externalId: String(order), externalNumber: `#${order}` };
	const occurredAt = `${day}T10:00:00.000Z`;
	return {
		...base,
		id: businessKey(source),
		source,
		order: { id: String(order), number: `#${order}` },
		bookedOn: day,
		occurredAt,
		...more,
	};
}
const through = (gateway: string, amount: string, day: string) => ({
	...payment(amount),
	id: `${gateway}-${day}`,
	gateway,
	capturedAt: `${day}T10:00:00.000Z`,
});

describe('gift cards and store credit', () => {
	it('are owed until they are used, the oldest first', () => {
		const card = (amount: string) => ({ ...line(amount), type: 'giftCard' as const });
		const documents = [
			sale(1, '2026-01-10', { lines: [card('50')], payments: [] }),
			sale(2, '2026-03-10', { lines: [card('30')], payments: [] }),
			sale(3, '2026-03-12', { lines: [], payments: [through('gift_card', '60', '2026-03-12')] }),
		];
		const cards = only(age({ documents }), 'giftCards');
		expect(said(cards)).toEqual(['gift card sold #2 credit 20.00']);
		expect(cards.balance).toEqual({ amount: money('20'), side: 'credit' });
	});

	it('count refunds to them, and what expired or was given', () => {
		const refund = refundOf({
			total: '25',
			tax: '0',
			payments: [through('store_credit', '25', '2026-03-05')],
			bookedOn: '2026-03-05',
			occurredAt: '2026-03-05T10:00:00.000Z',
		});
		const base = sale(9, '2026-03-20', {});
		const given: BalanceChange = {
			...base,
			type: 'BalanceChange',
			id: 'given',
			instrument: 'storeCredit',
			change: 'given',
			amount: money('10'),
		};
		const expired: BalanceChange = {
			...given,
			id: 'expired',
			change: 'expired',
			amount: money('5'),
			occurredAt: '2026-03-21T10:00:00.000Z',
		};
		const credit = only(age({ documents: [refund, given, expired] }), 'storeCredit');
		expect(credit.balance).toEqual({ amount: money('30'), side: 'credit' });
	});
});

describe('disputes and reserves', () => {
	const dispute = (stage: Dispute['stage'], order: string, day: string): Dispute => ({
		...sale(1, day, {}),
		type: 'Dispute',
		id: `dispute/${order}/${stage}`,
		saleId: `sale/${order}`,
		gateway: 'stripe',
		stage,
		amount: money('209'),
		fee: money('15'),
	});

	it('are open until they are decided', () => {
		const documents = [
			dispute('opened', '1', '2026-03-01'),
			dispute('opened', '2', '2026-03-02'),
			dispute('lost', '1', '2026-03-20'),
		];
		const open = only(age({ documents }), 'disputes');
		expect(open.items.map(({ about }) => about)).toEqual(['dispute/2/opened']);
		expect(only(age({ documents, asOf: '2026-03-10' }), 'disputes').count).toBe(2);
	});

	it('are held back until they are released', () => {
		const reserve = (id: string, units: bigint, day: string) =>
			payoutFor({
				id,
				net: units,
				arrivesOn: day,
				transactions: [
					transactionFor(id, units, 0n, {
						type: units < 0n ? 'reserveHold' : 'reserveRelease',
						occurredAt: `${day}T10:00:00.000Z`,
					}),
				],
			});
		const payouts = [
			reserve('a', -10_000n, '2026-01-05'),
			reserve('b', -5_000n, '2026-02-05'),
			reserve('c', 12_000n, '2026-03-05'),
		];
		expect(said(only(age({ payouts }), 'reserves'))).toEqual(['reserve held back b debit 30.00']);
	});
});

describe('clearing', () => {
	const paid = sale(1, '2026-03-02', { payments: [through('stripe', '100', '2026-03-02')] });
	const fresh = sale(2, '2026-03-30', { payments: [through('stripe', '40', '2026-03-30')] });
	const old = sale(3, '2026-03-03', { payments: [through('stripe', '7', '2026-03-03')] });
	const payout = payoutFor({
		id: 'po',
		net: 9_500n,
		currency: 'USD',
		issuedOn: '2026-03-03',
		arrivesOn: '2026-03-05',
		transactions: [transactionFor('1', 10_000n, 500n, {}, 'USD')],
	});

	it('expects what is open by what the gateway takes, and knows what is late', () => {
		const all = age({ documents: [paid, fresh, old], payouts: [payout] });
		const clearing = only(all, 'clearing');
		expect(said(clearing)).toEqual(['charge #3 debit 7.00 late', 'charge #2 debit 40.00']);
		expect(clearing.items[1]).toMatchObject({ since: '2026-03-30', days: 1, expectedOn: '2026-04-02' });
		expect(clearing.late.count).toBe(1);
		expect(all.some(({ account }) => account === 'payoutsInTransit')).toBe(false);
		expect(ageingMessage(all, AS_OF).text).toMatch(/Some money is late/);
	});

	it('has all of it before the payout was issued, and the payout in transit until the bank has it', () => {
		const before = only(age({ documents: [paid], payouts: [payout], asOf: '2026-03-02' }), 'clearing');
		expect(before.balance.amount.amount).toBe('100.00');
		const between = age({ documents: [paid], payouts: [payout], asOf: '2026-03-04' });
		expect(said(only(between, 'payoutsInTransit'))).toEqual(['payout in transit po debit 95.00']);
		const never = age({ documents: [paid], payouts: [payout], matches: [] });
		expect(said(only(never, 'payoutsInTransit'))).toEqual(['payout in transit po debit 95.00 late']);
	});

	it('names what a payout lists otherwise, or alone', () => {
		const other = payoutFor({
			id: 'po',
			net: 9_100n,
			currency: 'USD',
			arrivesOn: '2026-03-05',
			transactions: [transactionFor('1', 9_000n, 0n, {}, 'USD'), transactionFor('77', 100n, 0n, {}, 'USD')],
		});
		expect(said(only(age({ documents: [paid], payouts: [other] }), 'clearing'))).toEqual([
			'charge paid out with another amount #1 debit 10.00 late',
			'charge that the shop does not know #77 credit 1.00 late',
		]);
	});

	it('leaves a failed payout where it was', () => {
		const failed = { ...payout, status: 'failed' as const };
		expect(only(age({ documents: [paid], payouts: [failed] }), 'clearing').balance.amount.amount).toBe(
			'100.00',
		);
	});
});

it('what is open always adds up to all movements, thread by thread', () => {
	const movements = fc.array(
		fc.record({
			units: fc.integer({ min: -50, max: 50 }),
			day: fc.integer({ min: 1, max: 28 }),
			thread: fc.constantFrom('a', 'b'),
		}),
		{ maxLength: 40 },
	);
	fc.assert(
		fc.property(movements, (plans) => {
			const all = plans.map(({ units, day, thread }, index): Movement => {
				const date = `2026-03-${String(day).padStart(2, '0')}`;
				return {
					key: String(index),
					about: 'x',
					kind: 'k',
					currency: 'GBP',
					units: BigInt(units),
					at: date,
					bookedOn: date,
					orderNumber: '',
					thread,
				};
			});
			const left = openMovements(all);
			for (const thread of ['a', 'b']) {
				const sum = all
					.filter((one) => one.thread === thread)
					.reduce((total, { units }) => total + units, 0n);
				const open = left.filter((one) => one.thread === thread);
				expect(open.reduce((total, one) => total + one.open, 0n)).toBe(sum);
				// all on one side: nothing that could settle something else is left
				expect(new Set(open.map((one) => one.open > 0n)).size).toBeLessThanOrEqual(1);
			}
		}),
	);
});
