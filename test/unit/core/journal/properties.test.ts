/** What holds of every document: it balances, a full refund leaves nothing, partial refunds never exceed, order never matters. */
import fc from 'fast-check';
import { checkRefund } from '../../../../core/documents/check';
import type {
	Fulfilment,
	OrderEdit,
	Refund,
	Sale,
	SalesDocument,
	TaxAmount,
} from '../../../../core/documents';
import { documentTotal, taxBasisOf } from '../../../../core/documents/basis';
import { balances } from '../../../../core/journal/balancedEntry';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import type { JournalPolicy } from '../../../../core/journal/policy';
import { fromMinorUnits, minorUnits, type Money } from '../../../../core/money/money';
import { fullRefund, sales } from '../../../support/arbitraries';
import { cancellationOf, editOf, fulfilmentOf } from '../../../support/changeDocuments';
import { refundOf } from '../../../support/documents';
import { valueOf } from '../../../support/outcome';

const policies: fc.Arbitrary<JournalPolicy> = fc.record({
	discounts: fc.constantFrom('gross', 'net'),
	returns: fc.constantFrom('gross', 'net'),
	tips: fc.constantFrom('tips', 'sales'),
	revenue: fc.constantFrom('payment', 'fulfilment'),
	cogs: fc.constantFrom('none', 'fromShop'),
	payouts: fc.constantFrom('inTransit', 'bank'),
	disputes: fc.constantFrom('receivable', 'loss'),
});

const entryOf = (document: SalesDocument, policy: JournalPolicy): JournalEntry | undefined =>
	valueOf(journalize(document, policy));

function byRole(
	entries: readonly (JournalEntry | undefined)[],
	more: 'tax' | 'role' = 'role',
): Record<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const { role, facts, side, amount } of entries.flatMap((entry) => entry?.lines ?? [])) {
		const key = more === 'tax' ? `${role} ${facts.taxName ?? ''} ${facts.taxRate ?? ''}` : role;
		sums.set(key, (sums.get(key) ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)));
	}
	return Object.fromEntries(
		[...sums].filter(([, units]) => units !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)),
	);
}

const INCOME = ['sales', 'salesReturns', 'discounts', 'shippingIncome', 'shippingRefunds', 'deferredRevenue'];

/** An order's lines come and go by an edit. */
function editsOf(sale: Sale): OrderEdit[] {
	const worth = fromMinorUnits(documentTotal(sale, taxBasisOf(sale)), sale.currency);
	const nothing = fromMinorUnits(0n, sale.currency);
	const { pricesIncludeTax } = sale;
	const money = { currency: sale.currency, shipTo: sale.shipTo };
	return [
		{
			...editOf('0', '0', { pricesIncludeTax, added: sale.lines }),
			...money,
			totals: { before: nothing, after: worth },
		},
		{
			...editOf('0', '0', { pricesIncludeTax, removed: fullRefund(sale).lines }),
			...money,
			totals: { before: worth, after: nothing },
		},
	];
}

const deliveryOf = (sale: Sale): Fulfilment => ({
	...fulfilmentOf(sale.lines.map((line) => ({ ...line, cost: line.gross }))),
	currency: sale.currency,
	pricesIncludeTax: sale.pricesIncludeTax,
});

describe('every document', () => {
	it('balances: sales, refunds, edits, cancellations, deliveries', () => {
		fc.assert(
			fc.property(sales(), policies, (sale, policy) => {
				const refund = fullRefund(sale);
				const cancellation = {
					...cancellationOf('0', '0', refund.lines),
					currency: sale.currency,
					pricesIncludeTax: sale.pricesIncludeTax,
					released: sale.totals.total,
					tax: refund.totals.tax,
				};
				const documents = [sale, refund, cancellation, ...editsOf(sale), deliveryOf(sale)];
				for (const document of documents) {
					const entry = entryOf(document, policy);
					const perCurrency = [...balances(entry?.lines ?? []).values()];
					expect(perCurrency.map(({ debit, credit }) => debit - credit)).toEqual(perCurrency.map(() => 0n));
				}
			}),
		);
	});

	it('and an edit that adds what another removes leaves nothing but what is owed both ways', () => {
		fc.assert(
			fc.property(sales(), policies, (sale, policy) => {
				const whole = { ...policy, revenue: 'payment' as const, cogs: 'none' as const };
				const [added, removed] = editsOf(sale).map((edit) => byRole([entryOf(edit, whole)]));
				const owed = added?.['receivable'] ?? 0n;
				expect(removed?.['refundsPayable'] ?? 0n).toBe(-owed);
				expect(added?.['taxPayable'] ?? 0n).toBe(-(removed?.['taxPayable'] ?? 0n));
			}),
		);
	});

	it('that is a sale comes to the same income whether it counts at payment or at delivery', () => {
		fc.assert(
			fc.property(sales('never'), policies, (sale, policy) => {
				if (sale.lines.some(({ taxes }) => taxes.some(({ collectedBy }) => collectedBy === 'marketplace')))
					return;
				const atOnce = { ...policy, revenue: 'payment' as const, cogs: 'fromShop' as const };
				const later = { ...atOnce, revenue: 'fulfilment' as const };
				const costed = { ...sale, lines: deliveryOf(sale).lines };
				const one = byRole([entryOf(costed, atOnce)]);
				const two = byRole([entryOf(costed, later), entryOf(deliveryOf(sale), later)]);
				expect(two).toEqual(one);
			}),
		);
	});
});

describe('refunds', () => {
	it('a sale and its full refund come to zero on income and on each tax', () => {
		fc.assert(
			fc.property(sales(), policies, (sale, policy) => {
				const plain = { ...policy, revenue: 'payment' as const };
				const sums = byRole([entryOf(sale, plain), entryOf(fullRefund(sale), plain)], 'tax');
				const income = INCOME.reduce(
					(sum, role) =>
						sum +
						Object.entries(sums).reduce(
							(all, [key, units]) => (key.startsWith(`${role} `) ? all + units : all),
							0n,
						),
					0n,
				);
				expect(income).toBe(0n);
				expect(Object.keys(sums).filter((key) => key.startsWith('taxPayable'))).toEqual([]);
			}),
		);
	});

	/** A full refund cut in two at a share of each amount; taxes and amounts together are those of the whole. */
	function halves(refund: Refund, percent: bigint): [Refund, Refund] {
		const share = ({ amount, currency }: Money): [Money, Money] => {
			const units = minorUnits({ amount, currency });
			const first = (units * percent) / 100n;
			return [fromMinorUnits(first, currency), fromMinorUnits(units - first, currency)];
		};
		const taxesOf = (taxes: readonly TaxAmount[], index: 0 | 1): TaxAmount[] =>
			taxes.map((tax) => ({ ...tax, amount: share(tax.amount)[index] }));
		const half = (index: 0 | 1): Refund => {
			const { currency, pricesIncludeTax, shipTo, channel } = refund;
			const lines = refund.lines.map(({ discount: _discount, ...line }) => ({
				...line,
				amount: share(line.amount)[index],
				taxes: taxesOf(line.taxes, index),
			}));
			return refundOf({ currency, pricesIncludeTax, shipTo, channel, lines });
		};
		return [half(0), half(1)];
	}

	const containsItsTax = ({ pricesIncludeTax, lines }: Refund): boolean =>
		!pricesIncludeTax ||
		lines.every(
			({ amount, taxes }) =>
				taxes.reduce((sum, tax) => sum + minorUnits(tax.amount), 0n) <= minorUnits(amount),
		);

	it('partial refunds add up to the full one, never a cent more', () => {
		fc.assert(
			fc.property(sales('never'), fc.bigInt(0n, 100n), (sale, percent) => {
				if (sale.lines.some(({ taxes }) => taxes.some(({ collectedBy }) => collectedBy === 'marketplace')))
					return;
				const parts = halves(fullRefund(sale), percent);
				// no shop gives back more tax than the amount that contains it, as halves of single pennies would
				fc.pre(parts.every(containsItsTax));
				const policy = { discounts: 'gross', returns: 'net', tips: 'tips', revenue: 'payment' } as const;
				const plain: JournalPolicy = { ...policy, cogs: 'none', payouts: 'bank', disputes: 'loss' };
				const whole = halves(fullRefund(sale), 100n)[0];
				const sum = byRole(
					parts.map((part) => entryOf(part, plain)),
					'tax',
				);
				expect(sum).toEqual(byRole([entryOf(whole, plain)], 'tax'));
			}),
		);
	});

	it('one that goes beyond what was paid is held, by a cent', () => {
		fc.assert(
			fc.property(sales('never'), fc.bigInt(0n, 100n), (sale, percent) => {
				const refund = { ...fullRefund(sale), reducesReceivable: false };
				const total = minorUnits(refund.totals.total);
				const before = (total * percent) / 100n;
				const at = (units: bigint): Money => fromMinorUnits(units, sale.currency);
				const fits = checkRefund(refund, { paid: at(total + before), refundedBefore: at(before) });
				expect(fits.findings.map(({ code }) => code)).not.toContain('REFUND_EXCEEDS_PAYMENT');
				if (total + before === 0n) return;
				const over = checkRefund(refund, { paid: at(total + before - 1n), refundedBefore: at(before) });
				expect(over.ok).toBe(false);
				expect(over.findings.map(({ code }) => code)).toContain('REFUND_EXCEEDS_PAYMENT');
			}),
		);
	});
});

it('the order of lines and payments never matters', () => {
	fc.assert(
		fc.property(sales(), policies, fc.nat(), (sale, policy, seed) => {
			const turned = <T>(list: readonly T[]): T[] => {
				const at = list.length === 0 ? 0 : seed % list.length;
				return [...list.slice(at), ...list.slice(0, at)].reverse();
			};
			const other = { ...sale, lines: turned(sale.lines), payments: turned(sale.payments) };
			expect(byRole([entryOf(other, policy)], 'tax')).toEqual(byRole([entryOf(sale, policy)], 'tax'));
		}),
	);
});
