/** What deliveries release: exactly what the sale deferred, whatever the parcels, and less what was given back before. */
import fc from 'fast-check';
import type { DocumentHeader, Fulfilment, Refund, Sale, SalesDocument } from '../../../../core/documents';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../../core/journal/policy';
import { Big, toDecimal } from '../../../../core/money/decimal';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import type { Delivery } from '../../../../core/store/deliveries';
import { withDeliveries } from '../../../../core/store/withDeliveries';
import { sales } from '../../../support/arbitraries';
import { line, money, payment, refundLine, refundOf, saleOf, tax } from '../../../support/documents';
import { valueOf } from '../../../support/outcome';

const AT_DELIVERY: JournalPolicy = { ...DEFAULT_JOURNAL_POLICY, revenue: 'fulfilment', cogs: 'fromShop' };
const AT_PAYMENT: JournalPolicy = { ...DEFAULT_JOURNAL_POLICY, cogs: 'fromShop' };

const headerOf =
	({ type: _type, ...sale }: Sale) =>
	(id: string, at: string): DocumentHeader<'Fulfilment'> => {
		const { schemaVersion, source, channel, bookedOn, currency } = sale;
		const own = { schemaVersion, source, channel, bookedOn, currency };
		return { ...own, type: 'Fulfilment', id: `shopify/my-shop/fulfilment/${id}`, occurredAt: at };
	};

function delivered(documents: readonly SalesDocument[], deliveries: readonly Delivery[]): SalesDocument[] {
	const [sale] = documents;
	if (sale?.type !== 'Sale') throw new Error('no sale');
	const result = withDeliveries(documents, deliveries, headerOf(sale));
	const fulfilments = [...result.fulfilments.values()].map((outcome) => valueOf(outcome));
	return [...result.documents, ...fulfilments];
}

function balances(documents: readonly SalesDocument[], policy: JournalPolicy): Map<string, bigint> {
	const sums = new Map<string, bigint>();
	for (const document of documents) {
		for (const { role, side, amount } of valueOf(journalize(document, policy))?.lines ?? []) {
			const units = side === 'debit' ? minorUnits(amount) : -minorUnits(amount);
			sums.set(role, (sums.get(role) ?? 0n) + units);
		}
	}
	return new Map([...sums].filter(([, units]) => units !== 0n));
}

const INCOME = ['sales', 'discounts', 'shippingIncome', 'salesReturns', 'shippingRefunds'];
const income = (sums: ReadonlyMap<string, bigint>): bigint =>
	INCOME.reduce((sum, role) => sum + (sums.get(role) ?? 0n), 0n);
const rest = (sums: ReadonlyMap<string, bigint>) =>
	[...sums].filter(([role]) => !INCOME.includes(role)).sort(([a], [b]) => (a < b ? -1 : 1));

const later = (minutes: number): string =>
	new Date(Date.parse('2026-03-03T09:00:00Z') + minutes * 60_000).toISOString();

/** Each line's units in up to three parcels, then everything that is left. */
function parcels(sale: Sale, cuts: readonly number[]): Delivery[] {
	const some = cuts.map((cut, index): Delivery => {
		const items = sale.lines.map(({ id, quantity }): [string, string] => {
			const share = new Big(quantity).times(cut).div(100).round(0, 0);
			return [id, toDecimal(share)];
		});
		return { id: `parcel-${index}`, at: later(index), items: new Map(items) };
	});
	return [...some, { id: 'rest', at: later(cuts.length) }];
}

test('any sale in any parcels: nothing stays deferred, and all else is as if revenue counted at payment', () => {
	const cuts = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 });
	fc.assert(
		fc.property(sales(), cuts, fc.nat({ max: 5_000 }), (made, some, cost) => {
			const lines = made.lines.map((each) => ({
				...each,
				...(each.type === 'item' ? { cost: fromMinorUnits(BigInt(cost), made.currency) } : {}),
			}));
			const sale = { ...made, lines };
			const at = balances(delivered([sale], parcels(sale, some)), AT_DELIVERY);
			const paid = balances([sale], AT_PAYMENT);
			expect(at.get('deferredRevenue')).toBeUndefined();
			expect(income(at)).toBe(income(paid));
			expect(rest(at)).toEqual(rest(paid));
		}),
	);
});

const SALE = saleOf({
	lines: [
		line('100', { id: '1', quantity: '3', discount: money('10'), taxes: [tax('9')], cost: money('50') }),
		line('10', { id: '2', type: 'shipping', name: 'Standard', taxes: [tax('1')] }),
	],
	payments: [payment('110')],
});

const oneBack = (occurredAt: string): Refund => ({
	...refundOf({
		lines: [
			refundLine('30', {
				saleLineId: '1',
				quantity: '1',
				taxes: [tax('3')],
				restocked: true,
				cost: money('16.67'),
			}),
		],
		payments: [payment('33')],
	}),
	occurredAt,
});

const of = (id: string, minutes: number, quantity: string): Delivery => ({
	id,
	at: later(minutes),
	items: new Map([['1', quantity]]),
});

const shares = (documents: readonly SalesDocument[]) =>
	documents
		.filter((document): document is Fulfilment => document.type === 'Fulfilment')
		.map(({ lines }) =>
			lines.map(({ quantity, gross, discount, cost }) =>
				[quantity, gross.amount, discount.amount, cost?.amount ?? '-'].join(' '),
			),
		);

test('the last of a line takes what is left; shipping goes with the first', () => {
	const documents = delivered([SALE], [of('a', 1, '1'), of('b', 2, '2')]);
	expect(shares(documents)).toEqual([['1 33.33 3.33 16.66', '1 10.00 0.00 -'], ['2 66.67 6.67 33.34']]);
});

test('what is given back before it is delivered is taken off what was deferred', () => {
	const documents = delivered([SALE, oneBack(later(1))], [of('a', 0, '1'), of('b', 2, '1')]);
	expect(documents[1]).toMatchObject({ lines: [{ fulfilled: false }] });
	// it never left the stock
	expect(documents[1]).not.toHaveProperty('lines.0.cost');
	const sums = balances(documents, AT_DELIVERY);
	expect(sums.get('deferredRevenue')).toBeUndefined();
	expect(sums.get('salesReturns')).toBeUndefined();
});

test('what is given back after all was delivered is a return', () => {
	const documents = delivered([SALE, oneBack(later(3))], [of('a', 1, '3')]);
	expect(documents[1]).toMatchObject({ lines: [{ fulfilled: true, cost: { amount: '16.67' } }] });
	expect(balances(documents, AT_DELIVERY).get('salesReturns')).toBe(3_000n);
});

test('a delivery of more than is left delivers what is left, and says so', () => {
	const { fulfilments } = withDeliveries(
		[SALE, oneBack(later(1))],
		[of('a', 0, '1'), of('b', 2, '2')],
		headerOf(SALE),
	);
	expect([...fulfilments.values()].map(({ findings }) => findings.map(({ code }) => code))).toEqual([
		[],
		['DELIVERY_EXCEEDS_SALE'],
	]);
});

test('nothing is released before the sale, and nothing without one', () => {
	const early = { ...of('a', 0, '3'), at: '2026-01-01T00:00:00Z' };
	expect(delivered([SALE], [early]).at(-1)).toMatchObject({
		occurredAt: new Date(SALE.occurredAt).toISOString(),
	});
	const { documents, fulfilments } = withDeliveries([oneBack(later(1))], [early], headerOf(SALE));
	expect([documents.length, fulfilments.size]).toEqual([1, 0]);
});

test('the cost goes with the delivery, never with the sale too', () => {
	const documents = delivered([SALE], [of('a', 1, '3')]);
	expect(balances(documents, AT_PAYMENT).get('cogs')).toBe(5_000n);
	expect(balances(documents, AT_DELIVERY).get('cogs')).toBe(5_000n);
});
