/** Whatever was sold: parts add up to the whole, and the order of the documents changes nothing. */
import fc from 'fast-check';
import {
	contributionsOf,
	summarizePerformance,
	type PerformanceDocument,
} from '../../../../core/performance';
import { noFigures, addFigures, FIGURES, netSales } from '../../../../core/performance/figures';
import { SIGNS } from '../../../../core/performance/lineAmounts';
import { daysOf, periodOf } from '../../../../core/performance/periods';
import { currenciesOf, DaySums, sumOfAll, sumsBy, sumsByProduct } from '../../../../core/performance/sums';
import { cancellations, edits, refunds, sales } from '../../../support/arbitraries';

const DAYS = daysOf({ from: '2026-02-20', to: '2026-04-10' });
const CUSTOMERS = ['', 'a', 'b', 'c'];

/** Documents of all kinds on days around March, with keys of their own. */
const books: fc.Arbitrary<PerformanceDocument[]> = fc
	.array(
		fc.tuple(
			fc.oneof(sales(), sales(), refunds(), edits(), cancellations()),
			fc.constantFrom(...DAYS),
			fc.constantFrom('web', 'pos', 'market'),
			fc.constantFrom('GB', 'DE', 'US'),
			fc.constantFrom(...CUSTOMERS),
		),
		{ maxLength: 25 },
	)
	.map((list) =>
		list.map(([document, bookedOn, channel, country, customer], index) => ({
			...document,
			id: `${document.id}-${index}`,
			bookedOn,
			occurredAt: `${bookedOn}T10:00:00Z`,
			channel,
			shipTo: { country },
			...(customer === '' ? {} : { customer: { id: customer } }),
		})),
	);

test('channels, countries, customers and products add up to the whole, in each currency', () => {
	fc.assert(
		fc.property(books, (documents) => {
			const all = contributionsOf(documents);
			for (const currency of currenciesOf(all)) {
				const own = all.filter((each) => each.currency === currency);
				const whole = sumOfAll(own);
				for (const facet of ['channel', 'country', 'customer', 'buyer'] as const) {
					const sum = noFigures();
					for (const group of sumsBy(own, ({ facets }) => facets?.[facet]).values()) addFigures(sum, group);
					expect(sum).toEqual(whole);
				}
				const products = [...sumsByProduct(own).values()];
				expect(products.reduce((sum, { figures }) => sum + netSales(figures), 0n)).toBe(netSales(whole));
			}
		}),
	);
});

test('the parts of a period are its total', () => {
	fc.assert(
		fc.property(books, (documents) => {
			const all = contributionsOf(documents);
			for (const currency of currenciesOf(all)) {
				const figures = sumOfAll(all.filter((each) => each.currency === currency));
				const parts = FIGURES.reduce((sum, name) => sum + SIGNS[name] * figures[name], 0n);
				expect(parts).toBe(figures.total);
			}
		}),
	);
});

test('the days of a month are the month', () => {
	fc.assert(
		fc.property(books, (documents) => {
			const all = contributionsOf(documents);
			for (const currency of currenciesOf(all)) {
				const days = new DaySums(all.filter((each) => each.currency === currency));
				const month = periodOf('2026-03-09', 'month');
				const sum = noFigures();
				for (const day of daysOf(month)) addFigures(sum, days.of({ from: day, to: day }));
				expect(sum).toEqual(days.of(month));
			}
		}),
	);
});

test('neither the order of the documents nor giving one twice changes anything', () => {
	fc.assert(
		fc.property(
			books.chain((documents) =>
				fc.tuple(
					fc.constant(documents),
					fc.shuffledSubarray([...documents, ...documents], { minLength: documents.length * 2 }),
				),
			),
			([documents, shuffled]) => {
				const question = { unit: 'month', on: '2026-03-01', allProducts: true } as const;
				expect(summarizePerformance(shuffled, question)).toEqual(summarizePerformance(documents, question));
			},
		),
	);
});
