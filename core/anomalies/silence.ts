/** A shop or a channel that has stopped: days without orders on which there should have been some. */
import type { Contribution } from '../performance/contribution';
import { daysOf, isIn, type Period } from '../performance/periods';
import { dateOf, dayOf } from '../reconcile/days';
import { anomaly, type Anomaly } from './anomaly';
import { contributionsOn, isOrder, LEAST_WEEKS, WEEKS_BACK, type Frame } from './frame';

/** So many orders would have been there: the chance of none is then one in 160,000. */
const LEAST_EXPECTED = 12;
/** A single day may be a holiday. */
const LEAST_DAYS = 2;
/** Longer by so much than all silences before but the longest: closures and outages, one in a quarter, are no measure. */
const LONGER = 1.5;
const QUARTER = 91;
/** A day with at least so many orders in the mean is one on which orders come. */
const TRADING = 0.5;

const shift = (day: string, weeks: number): string => dateOf(dayOf(day) - 7 * weeks);

type Counts = ReadonlyMap<string, number>;
type Skip = (day: string) => boolean;

function countsOf(frame: Frame, channel?: string): Counts {
	const counts = new Map<string, number>();
	for (const [day, list] of frame.byDay) {
		const count = list.filter(
			(each) => isOrder(each) && (channel === undefined || each.facets?.channel === channel),
		).length;
		if (count > 0) counts.set(day, count);
	}
	return counts;
}

/** Runs of days without orders, up to the end of the period; `skip` days are neither trade nor silence. */
function silences(days: readonly string[], counts: Counts, skip: Skip): Period[] {
	const runs: Period[] = [];
	let from: string | undefined;
	let to = '';
	for (const day of days) {
		if ((counts.get(day) ?? 0) > 0) {
			if (from !== undefined) runs.push({ from, to });
			from = undefined;
		} else if (!skip(day)) {
			from ??= day;
			to = day;
		}
	}
	if (from !== undefined) runs.push({ from, to });
	return runs;
}

/** What the same weekdays of the weeks before the silence make one expect; undefined where too few are known. */
function meanOf(day: string, run: Period, counts: Counts, since: string, skip: Skip): number | undefined {
	const like: number[] = [];
	for (let week = 1; week <= 2 * WEEKS_BACK && like.length < WEEKS_BACK; week++) {
		const before = shift(day, week);
		if (before < since) break;
		if (before < run.from && !skip(before)) like.push(counts.get(before) ?? 0);
	}
	return like.length < LEAST_WEEKS ? undefined : like.reduce((sum, each) => sum + each, 0) / like.length;
}

interface Silence {
	readonly run: Period;
	readonly orders: number;
}

/** The longest silence that is nothing special, after so many days. */
const usualLongest = (lengths: readonly number[], days: number): number =>
	[...lengths].sort((a, b) => b - a)[Math.max(1, Math.floor(days / QUARTER))] ?? 0;

/** The silences that become worth a word in the period: on that day, and not again while they go on. */
function silent(frame: Frame, counts: Counts, skip: Skip): Silence[] {
	const days = daysOf({ from: frame.since, to: frame.period.to });
	const first = days.findIndex((day) => counts.has(day));
	const runs = first < 0 ? [] : silences(days.slice(first), counts, skip);
	const found: Silence[] = [];
	const lengths: number[] = [];
	for (const run of runs) {
		let [orders, length, noticed] = [0, 0, ''];
		const longest = usualLongest(lengths, dayOf(run.from) - dayOf(frame.since));
		for (const day of daysOf(run)) {
			const mean = skip(day) ? undefined : meanOf(day, run, counts, frame.since, skip);
			if (mean === undefined) continue;
			orders += mean;
			if (mean >= TRADING) length++;
			const isLong = orders >= LEAST_EXPECTED && length >= LEAST_DAYS && length > LONGER * longest;
			if (isLong && noticed === '') noticed = day;
		}
		if (isIn(noticed, frame.period)) found.push({ run, orders });
		lengths.push(length);
	}
	return found;
}

/** Of the last day before: what came through when it still worked. */
function lastOrders(frame: Frame, counts: Counts, { from }: Period, channel?: string): Contribution[] {
	const last = [...counts.keys()].reduce((latest, day) => (day < from && day > latest ? day : latest), '');
	return contributionsOn(frame, last).filter(
		(each) => isOrder(each) && (channel === undefined || each.facets?.channel === channel),
	);
}

export function silentChannels(frame: Frame): Anomaly[] {
	const shop = countsOf(frame);
	const isClosed = (day: string): boolean => frame.closed.has(day);
	const found = silent(frame, shop, isClosed).map(({ run, orders }) => {
		const evidence = { ...run, expected: orders.toFixed(0) };
		return anomaly('ANOMALY_SHOP_SILENT', { period: run, behind: lastOrders(frame, shop, run) }, evidence);
	});
	const channels = new Set(
		frame.contributions.flatMap((each) => (each.facets === undefined ? [] : [each.facets.channel])),
	);
	if (channels.size < 2) return found;
	const nobodySells = (day: string): boolean => isClosed(day) || !shop.has(day);
	for (const channel of [...channels].sort()) {
		const counts = countsOf(frame, channel);
		for (const { run, orders } of silent(frame, counts, nobodySells)) {
			const behind = lastOrders(frame, counts, run, channel);
			const evidence = { channel, ...run, expected: orders.toFixed(0) };
			found.push(anomaly('ANOMALY_CHANNEL_SILENT', { period: run, subject: channel, behind }, evidence));
		}
	}
	return found;
}
