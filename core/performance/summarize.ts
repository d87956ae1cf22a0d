/** The performance of a period, against the one before and the same a year ago. */
import type { CurrencyCode } from '../money/currency';
import { byText } from '../reconcile/signed';
import type { Contribution, Facets } from './contribution';
import { contributionsOf, type PerformanceDocument } from './contributions';
import { netSales, noFigures, type Figures } from './figures';
import { compared, figureTexts, gatewayFigures, groupFigures, productFigures } from './figureTexts';
import {
	periodBefore,
	periodName,
	periodOf,
	periodsBetween,
	stepsOf,
	yearBefore,
	type Period,
	type PeriodUnit,
} from './periods';
import type { CurrencyPerformance, GroupFigures, PerformanceReport, TrendStep } from './report';
import {
	countCustomers,
	currenciesOf,
	DaySums,
	inPeriod,
	sumsBy,
	sumsByProduct,
	type ProductSum,
} from './sums';
import { amountText } from './texts';

export interface PerformanceQuestion {
	readonly unit: PeriodUnit;
	/** a day of the period, YYYY-MM-DD in the zone of the books */
	readonly on: string;
	/** the first day from which on the documents are complete; by default the day of the first one */
	readonly since?: string;
	/** how many products are named as top and as falling */
	readonly products?: number;
	/** whether all products are listed, too */
	readonly allProducts?: boolean;
}

const DEFAULT_PRODUCTS = 10;
/** more periods than this are no history but an archive */
const MOST_HISTORY = 120;
const NOTHING = noFigures();

interface Frame {
	readonly question: PerformanceQuestion;
	readonly currency: CurrencyCode;
	readonly period: Period;
	readonly before: Period;
	readonly now: readonly Contribution[];
	/** undefined where the documents do not reach back so far */
	readonly then: readonly Contribution[] | undefined;
	readonly whole: bigint;
}

const bySales = (a: readonly [string, Figures], b: readonly [string, Figures]): number => {
	const difference = netSales(b[1]) - netSales(a[1]);
	return difference === 0n ? byText(a[0], b[0]) : difference > 0n ? 1 : -1;
};

function groups({ now, then, whole, currency }: Frame, facet: keyof Facets): GroupFigures[] {
	const keyOf = ({ facets }: Contribution): string | undefined => facets?.[facet];
	const sums = sumsBy(now, keyOf);
	const sumsThen = then === undefined ? undefined : sumsBy(then, keyOf);
	// a channel that sold before and no longer does is the one to see
	for (const name of sumsThen?.keys() ?? []) if (!sums.has(name)) sums.set(name, noFigures());
	return [...sums]
		.sort(bySales)
		.map(([name, figures]) =>
			groupFigures(
				name,
				figures,
				sumsThen === undefined ? undefined : (sumsThen.get(name) ?? NOTHING),
				whole,
				currency,
			),
		);
}

const bySize = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function products(frame: Frame): CurrencyPerformance['products'] {
	const { now, then, whole, currency, question } = frame;
	const sums = sumsByProduct(now);
	const sumsThen = then === undefined ? undefined : sumsByProduct(then);
	const most = question.products ?? DEFAULT_PRODUCTS;
	const soldThen = (key: string): bigint | undefined =>
		sumsThen === undefined ? undefined : netSales(sumsThen.get(key)?.figures ?? NOTHING);
	const asFigures = (sum: ProductSum) => productFigures(sum, soldThen(sum.key), whole, currency);
	const best = (list: Iterable<ProductSum>): ProductSum[] =>
		[...list].sort((a, b) => bySize(netSales(b.figures), netSales(a.figures)) || byText(a.key, b.key));
	const falling = [...(sumsThen?.values() ?? [])]
		.map((before) => {
			const sum = sums.get(before.key) ?? { ...before, figures: NOTHING };
			return { sum, difference: netSales(sum.figures) - netSales(before.figures) };
		})
		.filter(({ difference }) => difference < 0n)
		.sort((a, b) => bySize(a.difference, b.difference) || byText(a.sum.key, b.sum.key));
	const ordered = best(sums.values());
	return {
		count: sums.size,
		top: ordered
			.slice(0, most)
			.filter(({ figures }) => netSales(figures) > 0n)
			.map(asFigures),
		falling: falling.slice(0, most).map(({ sum }) => asFigures(sum)),
		...(question.allProducts === true ? { all: ordered.map(asFigures) } : {}),
	};
}

function trend(steps: readonly Period[], days: DaySums, currency: CurrencyCode): TrendStep[] {
	return steps.map((period) => {
		const figures = days.of(period);
		const { orders, grossSales } = figures;
		return {
			period,
			orders: Number(orders),
			grossSales: amountText(grossSales, currency),
			netSales: amountText(netSales(figures), currency),
		};
	});
}

function ofCurrency(
	all: readonly Contribution[],
	currency: CurrencyCode,
	question: PerformanceQuestion,
	since: string,
): CurrencyPerformance {
	const { unit, on } = question;
	const contributions = all.filter((each) => each.currency === currency);
	const days = new DaySums(contributions);
	const period = periodOf(on, unit);
	const [before, yearAgo] = [periodBefore(period, unit), yearBefore(period, unit)];
	const now = inPeriod(contributions, period);
	const figures = days.of(period);
	const isCovered = ({ from }: Period): boolean => since <= from;
	const frame: Frame = {
		question,
		currency,
		period,
		before,
		now,
		then: isCovered(before) ? inPeriod(contributions, before) : undefined,
		whole: netSales(figures),
	};
	const gateways = sumsBy(now, ({ gateway }) => gateway);
	const last = contributions.reduce((latest, { day }) => (day > latest ? day : latest), since);
	return {
		currency,
		figures: figureTexts(figures, currency),
		before: compared(figures, days.of(before), before, isCovered(before), currency),
		yearAgo: compared(figures, days.of(yearAgo), yearAgo, isCovered(yearAgo), currency),
		customers: countCustomers(now),
		byChannel: groups(frame, 'channel'),
		byCountry: groups(frame, 'country'),
		byCustomer: groups(frame, 'customer'),
		byBuyer: groups(frame, 'buyer'),
		byGateway: [...gateways]
			.sort(([a], [b]) => byText(a, b))
			.map(([name, sums]) => gatewayFigures(name, sums, currency)),
		products: products(frame),
		trend: trend(stepsOf(period, unit), days, currency),
		trendBefore: isCovered(before) ? trend(stepsOf(before, unit), days, currency) : [],
		history: periodsBetween(since, last, unit, MOST_HISTORY).map((each) => ({
			period: each,
			figures: figureTexts(days.of(each), currency),
		})),
	};
}

/**
 * @param documents of all shops; those before the period for comparisons and for telling new customers, those after it for what is
 * still unpaid. A document given twice counts once, as it was last.
 * @returns the figures by currency; what the documents do not cover is not compared
 */
export function summarizePerformance(
	documents: readonly PerformanceDocument[],
	question: PerformanceQuestion,
): PerformanceReport {
	const { unit, on } = question;
	const contributions = contributionsOf(documents);
	const first = contributions.reduce<string | undefined>(
		(earliest, { day }) => (earliest === undefined || day < earliest ? day : earliest),
		undefined,
	);
	const since = question.since ?? first ?? on;
	const period = periodOf(on, unit);
	return {
		type: 'PerformanceSummary',
		unit,
		name: periodName(period, unit),
		period,
		documents: new Set(documents.map(({ id }) => id)).size,
		since: first === undefined ? null : since,
		currencies: currenciesOf(contributions).map((currency) =>
			ofCurrency(contributions, currency, question, since),
		),
	};
}
