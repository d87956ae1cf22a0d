import fc from 'fast-check';
import type { Payout } from '../../../../core/documents';
import { balancedEntry, balances } from '../../../../core/journal/balancedEntry';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../../core/journal/policy';
import { minorUnits, zero } from '../../../../core/money/money';
import { fullRefund, refunds, sales } from '../../../support/arbitraries';
import {
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { codesOf, valueOf } from '../../../support/outcome';

const policies: fc.Arbitrary<JournalPolicy> = fc.record({
	discounts: fc.constantFrom('gross', 'net'),
	returns: fc.constantFrom('gross', 'net'),
	tips: fc.constantFrom('tips', 'sales'),
	revenue: fc.constantFrom('payment', 'fulfilment'),
	cogs: fc.constantFrom('none', 'fromShop'),
	payouts: fc.constantFrom('inTransit', 'bank'),
	disputes: fc.constantFrom('receivable', 'loss'),
});

function isBalanced(entry: JournalEntry): boolean {
	return [...balances(entry.lines).values()].every(({ debit, credit }) => debit === credit);
}

/** role (and gateway) -> debits less credits */
function byRole(entry: JournalEntry | undefined): Map<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const { role, facts, side, amount } of entry?.lines ?? []) {
		const key = `${role} ${facts.gateway ?? ''}`;
		sums.set(key, (sums.get(key) ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)));
	}
	return sums;
}

const sumOf = (sums: Map<string, bigint>, ...roles: string[]): bigint =>
	[...sums]
		.filter(([key]) => roles.includes(key.split(' ')[0] ?? ''))
		.reduce((sum, [, units]) => sum + units, 0n);

describe('journalize', () => {
	it('balances any valid sale, under any policy', () => {
		fc.assert(
			fc.property(sales(), policies, (sale, policy) => {
				const entry = valueOf(journalize(sale, policy));
				return entry === undefined || isBalanced(entry);
			}),
		);
	});

	it('balances any valid refund, under any policy', () => {
		fc.assert(
			fc.property(refunds(), policies, (refund, policy) => {
				const entry = valueOf(journalize(refund, policy));
				return entry === undefined || isBalanced(entry);
			}),
		);
	});

	it('nets a sale and its full refund to zero, on income, discounts, tax, liabilities and money', () => {
		fc.assert(
			fc.property(sales('never'), (sale) => {
				const policy: JournalPolicy = { ...DEFAULT_JOURNAL_POLICY, returns: 'gross' };
				const sold = byRole(valueOf(journalize(sale, policy)));
				const back = byRole(valueOf(journalize(fullRefund(sale), policy)));
				const net = (...roles: string[]): bigint => sumOf(sold, ...roles) + sumOf(back, ...roles);
				expect(net('sales', 'salesReturns')).toBe(0n);
				expect(net('shippingIncome', 'shippingRefunds')).toBe(0n);
				for (const key of new Set([...sold.keys(), ...back.keys()])) {
					if (/^(sales|salesReturns|shipping\w+) /.test(key)) continue;
					expect([key, (sold.get(key) ?? 0n) + (back.get(key) ?? 0n)]).toEqual([key, 0n]);
				}
			}),
		);
	});

	it('books exactly the taxes of the shop', () => {
		fc.assert(
			fc.property(sales(), (sale) => {
				const sums = byRole(valueOf(journalize(sale)));
				const taxes = sale.lines.flatMap((each) => each.taxes);
				const total = taxes.reduce((sum, each) => sum + minorUnits(each.amount), 0n);
				expect(-sumOf(sums, 'taxPayable', 'marketplaceTax')).toBe(total);
			}),
		);
	});

	it('keeps the taxes of each line on the line, and they sum to the tax lines', () => {
		fc.assert(
			fc.property(sales(), (sale) => {
				const lines = valueOf(journalize(sale))?.lines ?? [];
				const carried = lines
					.filter(({ role }) => role !== 'taxPayable')
					.flatMap(({ taxes = [] }) => taxes)
					.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
				const payable = lines
					.filter(({ role }) => role === 'taxPayable')
					.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
				expect(carried).toBe(payable);
			}),
		);
	});

	it('has nothing to post for an order of free goods', () => {
		const outcome = journalize(saleOf({ lines: [line('0', { quantity: '3' })] }));
		expect(outcome.ok && outcome.value).toBeUndefined();
		expect(codesOf(outcome)).toEqual(['NOTHING_TO_POST']);
	});

	it('shows goods given away with a discount of 100 %', () => {
		const entry = valueOf(journalize(saleOf({ lines: [line('30', { discount: money('30') })] })));
		expect(entry?.lines.map(({ role, side, amount }) => [role, side, amount.amount])).toEqual([
			['sales', 'credit', '30.00'],
			['discounts', 'debit', '30.00'],
		]);
	});

	it('takes the tax out of a discount at the rates of its line, half up', () => {
		const vat = tax('1.34', { name: 'VAT', rate: '0.175' });
		const sale = saleOf({
			pricesIncludeTax: true,
			lines: [line('10.00', { discount: money('1.00'), taxes: [vat] })],
			payments: [payment('9')],
		});
		const entry = valueOf(journalize(sale));
		const amounts = Object.fromEntries((entry?.lines ?? []).map(({ role, amount }) => [role, amount.amount]));
		// 1.00 / 1.175 = 0.851...; net 9.00 - 1.34 = 7.66
		expect(amounts).toEqual({ clearing: '9.00', sales: '8.51', discounts: '0.85', taxPayable: '1.34' });
	});

	it('takes the channel tax out of a price that contains it, and leaves it out of one that does not', () => {
		const channelTax = tax('8', { rate: '0.08', collectedBy: 'marketplace' });
		const salesOf = (gross: string, total: string): string | undefined => {
			const sale = saleOf({
				pricesIncludeTax: true,
				lines: [line(gross, { taxes: [channelTax] })],
				total,
				payments: [payment(total)],
			});
			return valueOf(journalize(sale))?.lines.find(({ role }) => role === 'sales')?.amount.amount;
		};
		expect(salesOf('108', '108')).toBe('100.00');
		expect(salesOf('100', '108')).toBe('100.00');
	});

	it('sums equal discounts and taxes of many lines, and says where they come from', () => {
		const discounted = line('100', { discount: money('10'), discountCodes: ['SAVE10'], taxes: [tax('9')] });
		const entry = valueOf(
			journalize(saleOf({ lines: [discounted, line('1'), discounted], payments: [payment('199')] })),
		);
		const summed = entry?.lines.filter(({ role }) => role === 'discounts' || role === 'taxPayable');
		expect(summed?.map(({ role, amount, origin }) => [role, amount.amount, origin])).toEqual([
			['discounts', '20.00', 'lines[0,2]'],
			['taxPayable', '18.00', 'lines[0,2]'],
		]);
	});

	it('owes a gift card in full, also when it was sold with a discount and discounts are booked net', () => {
		const sale = saleOf({
			lines: [line('50', { type: 'giftCard', discount: money('5') })],
			payments: [payment('45')],
		});
		const entry = valueOf(journalize(sale, { ...DEFAULT_JOURNAL_POLICY, discounts: 'net' }));
		expect(entry?.lines.find(({ role }) => role === 'giftCardLiability')?.amount.amount).toBe('50.00');
	});

	it('keeps payments one by one, with what joins them to payouts', () => {
		const parts = [payment('100'), payment('109', 'shopify_payments', { id: 'p2', reference: 'ch_2' })];
		const clearing = valueOf(journalize(baseSale(parts)))?.lines.filter(({ role }) => role === 'clearing');
		expect(clearing?.map((each) => [each.payment?.id, each.payment?.reference, each.facts.gateway])).toEqual([
			['shopify_payments-100', undefined, 'shopify_payments'],
			['p2', 'ch_2', 'shopify_payments'],
		]);
	});

	it('credits what is kept back, its tax too', () => {
		const refund = refundOf({
			lines: [refundLine('100', { taxes: [tax('10')] })],
			adjustments: [
				{ id: 'a', reason: 'Restocking', amount: money('11'), direction: 'keptBack', taxes: [tax('1')] },
			],
			payments: [payment('99')],
		});
		const sums = byRole(valueOf(journalize(refund)));
		expect(sumOf(sums, 'refundAdjustments')).toBe(-1000n);
		expect(sumOf(sums, 'taxPayable')).toBe(900n);
	});

	it('takes an invoice paid by gift card from the liability', () => {
		const entry = valueOf(journalize(paymentOf(payment('20', 'gift_card'))));
		expect(entry?.lines.map(({ role, side }) => [role, side])).toEqual([
			['giftCardLiability', 'debit'],
			['receivable', 'credit'],
		]);
	});

	it('carries what a poster needs', () => {
		const sale = { ...baseSale([]), dueOn: '2026-04-01', customer: { id: 'c', name: 'Ada' } };
		const entry = valueOf(journalize(sale));
		expect(entry).toMatchObject({
			type: 'JournalEntry',
			id: sale.id,
			documentId: sale.id,
			purpose: 'Sale',
			dueOn: '2026-04-01',
			customer: { id: 'c', name: 'Ada' },
			order: sale.order,
			bookedOn: sale.bookedOn,
		});
		expect(
			valueOf(journalize(refundOf({ lines: [refundLine('1')], payments: [payment('1')] }))),
		).toMatchObject({
			purpose: 'Refund',
			relatesTo: 'shopify/my-shop/order/1',
		});
	});

	it('holds a sale that was changed on its way and no longer adds up', () => {
		const sale = baseSale([payment('209')]);
		const changed = { ...sale, totals: { ...sale.totals, total: money('229') } };
		expect(codesOf(journalize(changed))).toEqual(['ORDER_TOTAL_MISMATCH', 'PAYMENTS_TOTAL_MISMATCH']);
	});

	it('holds a payout whose transactions do not add up, and books none that is not on its way', () => {
		const { type: _type, ...header } = baseSale([]);
		const payout: Payout = {
			...header,
			type: 'Payout',
			gateway: 'paypal',
			status: 'paid',
			arrivesOn: '2026-03-04',
			transactions: [
				{
					id: 't',
					type: 'charge',
					amount: money('10'),
					direction: 'in',
					fee: money('1'),
					occurredAt: '2026-03-02T09:30:00Z',
				},
			],
			net: money('9'),
			direction: 'toBank',
		};
		expect(codesOf(journalize(payout))).toEqual([]);
		expect(codesOf(journalize({ ...payout, net: money('10') }))).toEqual(['PAYOUT_TOTAL_MISMATCH']);
		expect(codesOf(journalize({ ...payout, direction: 'fromBank' }))).toEqual(['PAYOUT_TOTAL_MISMATCH']);
		expect(codesOf(journalize({ ...payout, status: 'scheduled' }))).toEqual(['NOTHING_TO_POST']);
	});
});

describe('balancedEntry', () => {
	it('refuses an entry that does not balance, per currency', () => {
		const entry = valueOf(journalize(baseSale([payment('209')])));
		if (entry === undefined) throw new Error('no entry');
		const [first, ...others] = entry.lines;
		if (first === undefined) throw new Error('no lines');
		const outcome = balancedEntry({ ...entry, lines: [{ ...first, amount: money('208') }, ...others] });
		expect(outcome.findings[0]).toMatchObject({
			code: 'ENTRY_UNBALANCED',
			evidence: { debit: '228.00', credit: '229.00', currency: 'USD' },
		});
		const foreign = balancedEntry({
			...entry,
			lines: [...entry.lines, { ...first, amount: money('1', 'EUR') }],
		});
		expect(foreign.findings[0]?.evidence).toMatchObject({ currency: 'EUR', credit: zero('EUR').amount });
	});
});
