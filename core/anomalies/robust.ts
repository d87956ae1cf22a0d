/**
 * Robust statistics: medians and median deviations, which a few odd values do not move
 * (https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm). They judge figures; no amount is worked out with them.
 */
import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** Makes the median deviation of normal values their standard deviation. */
const CONSISTENT = 1.4826;

export interface Usual {
	readonly middle: number;
	/** as a standard deviation would be; at least the floor */
	readonly spread: number;
}

/** @param values at least one */
export function usual(values: readonly number[], leastSpread: number): Usual {
	const list = [...values];
	return { middle: median(list), spread: Math.max(leastSpread, CONSISTENT * medianAbsoluteDeviation(list)) };
}

export const middleOf = (values: readonly number[]): number => median([...values]);

/** log10 of the chance that a count with this mean comes to `count` or more; sums of the Poisson distribution's tail. */
export function chanceOfAtLeast(count: number, mean: number): number {
	if (count <= mean || mean <= 0) return mean <= 0 && count > 0 ? -Infinity : 0;
	// the first term of the tail, and how much the others add: each is at most mean / (count + 1) of the one before
	let log = -mean;
	for (let each = 1; each <= count; each++) log += Math.log(mean / each);
	const ratio = mean / (count + 1);
	return (log - Math.log(1 - ratio)) / Math.LN10;
}
