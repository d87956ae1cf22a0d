/**
 * Which smallest set of known events explains a difference, exactly? Sets of one are looked at first, then of two, three ... Each
 * size is searched from both ends (the sums of the first half are looked up for those of the second), so that no set is left out,
 * and the work is bounded by a number of steps, not by time: the same question always has the same answer.
 */
import type { BusinessKey } from '../../documents/header';
import type { ReasonCode } from '../reasons';
import { chanceHits } from './chance';

/** Something that may have happened, and what it would do to the difference. */
export interface ResidualEvent {
	readonly code: ReasonCode;
	/** in minor units: positive when it makes the received amount higher than the expected one */
	readonly units: bigint;
	/** a sentence for people, with the order in it */
	readonly text: string;
	readonly about?: BusinessKey;
	/** above 0, at most 1: how likely such an event is, compared with others */
	readonly weight: number;
	/** of these at most one can have happened */
	readonly group?: string;
}

export interface ResidualAnswer {
	readonly events: readonly ResidualEvent[];
	/** from 0 to 1: against chance, and against the other answers */
	readonly confidence: number;
}

export interface ResidualResult {
	/** of the smallest size that has any; the most likely first; empty when nothing explains the difference */
	readonly answers: readonly ResidualAnswer[];
	/** sets of up to so many events were looked at */
	readonly searched: number;
	/** whether all events could be looked at in each size; otherwise the less likely were left out of the larger sets */
	readonly complete: boolean;
	/** how many sets of this size would hit the difference by chance, on average */
	readonly chance: number;
}

export interface ResidualLimits {
	/** events in one explanation */
	readonly mostEvents: number;
	/** partial sums that are formed */
	readonly mostSteps: number;
	readonly mostAnswers: number;
}

export const RESIDUAL_LIMITS: ResidualLimits = { mostEvents: 4, mostSteps: 400_000, mostAnswers: 10 };

/** More answers than this are not collected: they are no answer any more. */
const MOST_HITS = 1_000;
/** there may always be something that nobody knows */
const SUREST = 0.99;

function choose(n: number, k: number): number {
	let result = 1;
	for (let index = 0; index < k; index++) result = (result * (n - index)) / (index + 1);
	return result;
}

const stepsOf = (events: number, count: number): number => {
	const half = Math.floor(count / 2);
	return choose(events, half) + choose(events, count - half);
};

/** Ascending positions of so many of `total`, one after another. */
function* sets(total: number, count: number, chosen: number[] = []): Generator<readonly number[]> {
	if (chosen.length === count) return void (yield chosen);
	const from = (chosen.at(-1) ?? -1) + 1;
	for (let index = from; index <= total - (count - chosen.length); index++) {
		chosen.push(index);
		yield* sets(total, count, chosen);
		chosen.pop();
	}
}

function isPossible(events: readonly ResidualEvent[]): boolean {
	const groups = events.flatMap(({ group }) => (group === undefined ? [] : [group]));
	return new Set(groups).size === groups.length;
}

/** All sets of this size with the sum. */
function hits(events: readonly ResidualEvent[], difference: bigint, count: number): ResidualEvent[][] {
	const half = Math.floor(count / 2);
	const sumOf = (positions: readonly number[]): bigint =>
		positions.reduce((sum, index) => sum + (events[index]?.units ?? 0n), 0n);
	const firsts = new Map<bigint, number[][]>();
	for (const positions of sets(events.length, half)) {
		const sum = sumOf(positions);
		const known = firsts.get(sum);
		if (known === undefined) firsts.set(sum, [[...positions]]);
		else known.push([...positions]);
	}
	const found: ResidualEvent[][] = [];
	for (const positions of sets(events.length, count - half)) {
		for (const first of firsts.get(difference - sumOf(positions)) ?? []) {
			// the first half lies before the second, so that each set comes up once
			if (half > 0 && (first.at(-1) ?? 0) >= (positions[0] ?? 0)) continue;
			const members = [...first, ...positions].flatMap((index) => events[index] ?? []);
			if (isPossible(members)) found.push(members);
			if (found.length >= MOST_HITS) return found;
		}
	}
	return found;
}

const weightOf = (events: readonly ResidualEvent[]): number =>
	events.reduce((product, { weight }) => product * weight, 1);

const nameOf = (events: readonly ResidualEvent[]): string =>
	events.map(({ code, about, text }) => `${code}|${about ?? ''}|${text}`).join('\n');

const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The most likely first; the order they are given in does not matter. */
function sorted(events: readonly ResidualEvent[]): ResidualEvent[] {
	const useful = events.filter(({ units, weight }) => units !== 0n && weight > 0);
	return [...useful].sort(
		(a, b) =>
			b.weight - a.weight ||
			compareNames(nameOf([a]), nameOf([b])) ||
			(a.units < b.units ? -1 : a.units > b.units ? 1 : 0),
	);
}

/** @param difference in minor units: received less expected */
export function solveResidual(
	difference: bigint,
	events: readonly ResidualEvent[],
	limits: ResidualLimits = RESIDUAL_LIMITS,
): ResidualResult {
	const all = sorted(events);
	let left = limits.mostSteps;
	let complete = true;
	let searched = 0;
	if (difference === 0n) return { answers: [], searched, complete, chance: 0 };
	for (let count = 1; count <= Math.min(limits.mostEvents, all.length); count++) {
		let most = all.length;
		while (most > count && stepsOf(most, count) > left) most--;
		if (stepsOf(most, count) > left) return { answers: [], searched, complete: false, chance: 0 };
		if (most < all.length) complete = false;
		left -= stepsOf(most, count);
		const looked = all.slice(0, most);
		const found = hits(looked, difference, count);
		searched = count;
		if (found.length === 0) continue;
		const chance = chanceHits(
			difference,
			looked.map(({ units }) => units),
			count,
		);
		return { answers: ranked(found, chance, limits.mostAnswers), searched, complete, chance };
	}
	return { answers: [], searched, complete, chance: 0 };
}

/** Each answer's share of what speaks for all of them and for chance. */
function ranked(found: readonly ResidualEvent[][], chance: number, most: number): ResidualAnswer[] {
	const weights = found.map(weightOf);
	const all = weights.reduce((sum, weight) => sum + weight, 0) + chance;
	return found
		.map((events, index) => ({ events, confidence: Math.min((weights[index] ?? 0) / all, SUREST) }))
		.sort((a, b) => b.confidence - a.confidence || compareNames(nameOf(a.events), nameOf(b.events)))
		.slice(0, most);
}
