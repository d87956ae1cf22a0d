/** Shares that hardly ever change: tax by place, fees by gateway, discounts. A week is judged by the weeks before it. */
import type { Sale } from '../documents';
import { saleLineParts, taxBasisOf } from '../documents/basis';
import { periodBefore, type Period } from '../performance/periods';
import { signedText } from '../reconcile/signed';
import { anomaly, type Anomaly, type Behind } from './anomaly';
import {
	isOrder,
	isRecent,
	LEAST_WEEKS,
	mondayOf,
	unitsOf,
	weeksBefore,
	weeksEndingIn,
	type Frame,
} from './frame';
import { middleOf, usual } from './robust';

interface Share {
	part: bigint;
	whole: bigint;
	readonly behind: Behind[];
	/** of each document, as numbers: how much shares vary from one to the next */
	readonly each: (readonly [part: number, whole: number])[];
}

/** By what it is about, then by the first day of the week. */
type Shares = Map<string, Map<string, Share>>;

interface Limits {
	/** the least difference that matters, as a fraction of the whole */
	readonly least: number;
	/** and of what is usual */
	readonly factor: number;
	readonly leastDocuments: number;
	readonly deviations: number;
	/** shares that differ from document to document, so that a few of them say little: so many standard errors, too */
	readonly errors?: number;
	/** what falls is not named either way */
	readonly onlyMore?: boolean;
}

function add(
	shares: Shares,
	subject: string,
	day: string,
	part: bigint,
	whole: bigint,
	behind: Behind,
): void {
	const weeks = shares.get(subject) ?? new Map<string, Share>();
	shares.set(subject, weeks);
	const week = mondayOf(day);
	const share = weeks.get(week) ?? { part: 0n, whole: 0n, behind: [], each: [] };
	weeks.set(week, share);
	share.part += part;
	share.whole += whole;
	share.behind.push(behind);
	share.each.push([Number(part), Number(whole)]);
}

const rateOf = ({ part, whole }: Share): number => Number(part) / Number(whole);
/** The standard error of a ratio of sums (Cochran, Sampling Techniques, 6.4), by the documents of the week themselves. */
function errorOf(share: Share): number {
	const rate = rateOf(share);
	const squares = share.each.reduce((sum, [part, whole]) => sum + (part - rate * whole) ** 2, 0);
	return Math.sqrt(squares) / Number(share.whole);
}

const isEnough = (share: Share | undefined, { leastDocuments }: Limits): share is Share =>
	share !== undefined && share.whole > 0n && share.behind.length >= leastDocuments;

function judge(weeks: ReadonlyMap<string, Share>, week: Period, since: string, limits: Limits) {
	const share = weeks.get(week.from);
	const before = weeksBefore(week, since)
		.map(({ from }) => weeks.get(from))
		.filter((each) => isEnough(each, limits));
	if (!isEnough(share, limits) || before.length < LEAST_WEEKS) return undefined;
	const { middle, spread } = usual(before.map(rateOf), 0);
	const away = rateOf(share) - middle;
	// of weeks in which documents happen to be alike the error looks smaller than it is
	const error = limits.errors === undefined ? 0 : Math.max(errorOf(share), middleOf(before.map(errorOf)));
	const least = Math.max(
		limits.least,
		limits.deviations * spread,
		limits.factor * middle,
		(limits.errors ?? 0) * error,
	);
	if (Math.abs(away) < least || (limits.onlyMore === true && away < 0)) return undefined;
	return { share, middle, away };
}

type Judged = NonNullable<ReturnType<typeof judge>>;

function changes(
	frame: Frame,
	shares: Shares,
	limits: Limits,
	tell: (subject: string, week: Period, judged: Judged) => Anomaly,
): Anomaly[] {
	const found: Anomaly[] = [];
	for (const week of weeksEndingIn(frame.period)) {
		for (const [subject, weeks] of [...shares].sort(([a], [b]) => (a < b ? -1 : 1))) {
			const judged = judge(weeks, week, frame.since, limits);
			if (judged === undefined) continue;
			const last = judge(weeks, periodBefore(week, 'week'), frame.since, limits);
			// what changed last week already has been named then
			if (last === undefined || Math.sign(last.away) !== Math.sign(judged.away))
				found.push(tell(subject, week, judged));
		}
	}
	return found;
}

const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;

/** States and provinces set rates of their own where countries do not. */
const BY_REGION = new Set(['US', 'CA']);

function placeOf({ shipTo: { country = 'unknown', region } }: Sale): string {
	return BY_REGION.has(country) && region !== undefined && region !== '' ? `${country}-${region}` : country;
}

/** All sales of a place, and those that are taxed: where goods have several rates, the second changes less by chance. */
interface TaxShares {
	readonly all: Shares;
	readonly taxed: Shares;
}

function taxShares(frame: Frame): TaxShares {
	const shares: TaxShares = { all: new Map(), taxed: new Map() };
	for (const sale of frame.documents) {
		if (sale.type !== 'Sale' || sale.currency !== frame.currency) continue;
		if (!isRecent(sale.bookedOn, frame.period)) continue;
		const basis = taxBasisOf(sale);
		let [tax, net, taxed] = [0n, 0n, 0n];
		for (const line of sale.lines) {
			if (line.type === 'giftCard') continue;
			const parts = saleLineParts(line, basis);
			const own = parts.merchantTax + parts.marketplaceTax;
			tax += own;
			net += parts.net;
			if (own > 0n) taxed += parts.net;
		}
		const behind = { id: sale.id, number: sale.order.number };
		if (net > 0n) add(shares.all, placeOf(sale), sale.bookedOn, tax, net, behind);
		if (taxed > 0n) add(shares.taxed, placeOf(sale), sale.bookedOn, tax, taxed, behind);
	}
	return shares;
}

const TAX_LIMITS: Limits = { least: 0.005, factor: 0, leastDocuments: 5, deviations: 6, errors: 4.5 };

export function taxRates(frame: Frame): Anomaly[] {
	const { all, taxed } = taxShares(frame);
	const tell =
		(what: string) =>
		(place: string, week: Period, { share, middle }: Judged): Anomaly =>
			anomaly(
				'ANOMALY_TAX_RATE',
				{ period: week, subject: place, behind: share.behind },
				{ what, place, from: week.from, observed: percent(rateOf(share)), expected: percent(middle) },
			);
	const first = changes(frame, taxed, TAX_LIMITS, tell('Taxed sales'));
	const same = (a: Anomaly, b: Anomaly): boolean =>
		a.subject === b.subject && a.period.from === b.period.from;
	// one change of a rate is one anomaly
	const others = changes(frame, all, TAX_LIMITS, tell('Sales')).filter(
		(each) => !first.some((one) => same(one, each)),
	);
	return [...first, ...others];
}

export function feeRates(frame: Frame): Anomaly[] {
	const shares: Shares = new Map();
	for (const each of frame.contributions)
		if (each.gateway !== undefined && isRecent(each.day, frame.period))
			add(shares, each.gateway, each.day, unitsOf(each, 'fees'), unitsOf(each, 'charged'), each);
	return changes(
		frame,
		shares,
		{ least: 0.003, factor: 0.25, leastDocuments: 2, deviations: 6, onlyMore: true },
		(gateway, week, { share, middle, away }) =>
			anomaly(
				'ANOMALY_FEE_RATE',
				{ period: week, subject: gateway, behind: share.behind },
				{
					gateway,
					from: week.from,
					observed: percent(rateOf(share)),
					expected: percent(middle),
					more: signedText(BigInt(Math.trunc(away * Number(share.whole))), frame.currency),
				},
			),
	);
}

export function discountShare(frame: Frame): Anomaly[] {
	const shares: Shares = new Map();
	for (const each of frame.contributions)
		if (isRecent(each.day, frame.period) && isOrder(each))
			add(shares, '', each.day, unitsOf(each, 'discounts'), unitsOf(each, 'grossSales'), each);
	const discounted = new Set(
		frame.contributions
			.filter((each) => isRecent(each.day, frame.period) && unitsOf(each, 'discounts') > 0n)
			.map(({ id }) => id),
	);
	return changes(
		frame,
		shares,
		{ least: 0.02, factor: 1, leastDocuments: 10, deviations: 6, onlyMore: true },
		(_, week, { share, middle }) =>
			anomaly(
				'ANOMALY_DISCOUNTS',
				{ period: week, behind: share.behind.filter(({ id }) => discounted.has(id)) },
				{ from: week.from, observed: percent(rateOf(share)), expected: percent(middle) },
			),
	);
}
