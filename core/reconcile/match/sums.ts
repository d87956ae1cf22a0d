/** Which few of some amounts add up to another, exactly: payouts in one deposit, or deposits of one payout. */

export interface SumSearch {
	/** positions of the amounts, ascending, for each answer; the search ends at the second of a size */
	readonly answers: readonly (readonly number[])[];
	/** how many sets of that size there are: what a hit by chance is measured by */
	readonly sets: number;
}

function choose(n: number, k: number): number {
	let result = 1;
	for (let index = 0; index < k; index++) result = (result * (n - index)) / (index + 1);
	return result;
}

/**
 * The smallest sets of at least two amounts with that sum.
 * @param amounts few (some sixteen): every set is looked at
 * @param mustHave positions that have to be in it
 */
export function exactSums(
	amounts: readonly bigint[],
	sum: bigint,
	most: number,
	mustHave: readonly number[] = [],
): SumSearch {
	const needed = new Set(mustHave);
	for (let count = Math.max(2, needed.size); count <= Math.min(most, amounts.length); count++) {
		const answers: number[][] = [];
		const chosen: number[] = [];
		const search = (from: number, left: bigint): void => {
			if (answers.length > 1) return;
			if (chosen.length === count) {
				if (left === 0n && mustHave.every((index) => chosen.includes(index))) answers.push([...chosen]);
				return;
			}
			for (let index = from; index <= amounts.length - (count - chosen.length); index++) {
				chosen.push(index);
				search(index + 1, left - (amounts[index] ?? 0n));
				chosen.pop();
			}
		};
		search(0, sum);
		if (answers.length > 0)
			return { answers, sets: choose(amounts.length - needed.size, count - needed.size) };
	}
	return { answers: [], sets: 0 };
}
