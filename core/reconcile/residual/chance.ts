/** How many sets of events would come to a given amount by chance: the more there are near it, the less a hit says. */
import { size } from '../../money/money';

/** Amounts as near as this share of the difference, or this many minor units, are "near". */
const SHARE = 2n;
const NEAREST = 50n;

/** How many values of a sorted list lie in a range. */
function countWithin(sorted: readonly bigint[], from: bigint, to: bigint): number {
	const firstAt = (isPast: (value: bigint) => boolean): number => {
		let [low, high] = [0, sorted.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (isPast(sorted[middle] ?? 0n)) high = middle;
			else low = middle + 1;
		}
		return low;
	};
	return firstAt((value) => value > to) - firstAt((value) => value >= from);
}

/**
 * The expected number of sets of `count` amounts that come to the difference although they have nothing to do with it: single
 * amounts and pairs near it are counted, and spread evenly over the amounts near it; for larger sets the pairs' density grows with
 * the number of events that can be added.
 * @param amounts of the events that were looked at, in minor units
 */
export function chanceHits(difference: bigint, amounts: readonly bigint[], count: number): number {
	const reach = size(difference) / SHARE > NEAREST ? size(difference) / SHARE : NEAREST;
	const [from, to] = [difference - reach, difference + reach];
	const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
	const range = Number(2n * reach + 1n);
	if (count === 1) {
		const others = countWithin(sorted, from, to) - countWithin(sorted, difference, difference);
		return others / range;
	}
	let pairs = 0;
	for (const amount of sorted) pairs += countWithin(sorted, from - amount, to - amount);
	let chance = pairs / 2 / range;
	for (let members = 3; members <= count; members++) chance *= (amounts.length - members + 1) / members;
	return chance;
}
