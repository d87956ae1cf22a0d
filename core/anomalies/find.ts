/** Looks for what is wrong in the figures of a period, by what was usual before it. */
import { contributionsOf, latest, type PerformanceDocument } from '../performance/contributions';
import type { Contribution } from '../performance/contribution';
import { isIn, type Period } from '../performance/periods';
import { currenciesOf } from '../performance/sums';
import { byText } from '../reconcile/signed';
import type { Anomaly } from './anomaly';
import { unusualDays } from './days';
import type { Frame } from './frame';
import { negativeMargins } from './margins';
import { numberGaps } from './numbers';
import { discountShare, feeRates, taxRates } from './rates';
import { refundWaves } from './refunds';
import { silentChannels } from './silence';
import { trends } from './trend';
import { unpaidOrders } from './unpaid';

export interface AnomalyQuestion {
	readonly period: Period;
	/** the first day from which on the documents are complete; by default the day of the first one */
	readonly since?: string;
	/** days on which the shop was closed, YYYY-MM-DD */
	readonly closed?: readonly string[];
}

const CHECKS: readonly ((frame: Frame) => Anomaly[])[] = [
	unusualDays,
	trends,
	silentChannels,
	taxRates,
	feeRates,
	discountShare,
	refundWaves,
	unpaidOrders,
	negativeMargins,
];

/** The days of a week that is told of as a whole are not told one by one. */
function withoutRepeats(found: readonly Anomaly[]): Anomaly[] {
	const weeks = found.filter(({ code }) => code === 'ANOMALY_TREND');
	return found.filter(
		({ code, period }) => code !== 'ANOMALY_DAY' || !weeks.some((week) => isIn(period.from, week.period)),
	);
}

function group(contributions: readonly Contribution[]): Map<string, Contribution[]> {
	const days = new Map<string, Contribution[]>();
	for (const each of contributions) {
		const day = days.get(each.day);
		if (day === undefined) days.set(each.day, [each]);
		else day.push(each);
	}
	return days;
}

/**
 * Gets documents ready once, for any number of periods.
 * @param documents of all shops and gateways, reaching at least nine weeks back; what was usual is learned from them
 * @returns what finds the anomalies of a period: warnings of the catalogue, each with its figures and the orders behind it, by day
 */
export function anomalyFinder(
	documents: readonly PerformanceDocument[],
): (question: AnomalyQuestion) => Anomaly[] {
	const once = latest(documents);
	const contributions = contributionsOf(once);
	const first = contributions.reduce((earliest, { day }) => (day < earliest ? day : earliest), '9999');
	const currencies = currenciesOf(contributions).map((currency) => {
		const own = contributions.filter((each) => each.currency === currency);
		return { currency, contributions: own, byDay: group(own) };
	});
	return ({ period, since, closed = [] }) => {
		const found: Anomaly[] = [];
		currencies.forEach((each, index) => {
			const shared = { period, closed: new Set(closed), since: since ?? first, documents: once };
			const frame: Frame = { ...shared, ...each };
			for (const check of CHECKS) found.push(...check(frame));
			if (index === 0) found.push(...numberGaps(frame));
		});
		return withoutRepeats(found).sort(
			(a, b) =>
				byText(a.period.from, b.period.from) || byText(a.code, b.code) || byText(a.subject, b.subject),
		);
	};
}
