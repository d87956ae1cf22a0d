/** Several payouts in one deposit, and one payout in several deposits. The text must name the gateway, the sum be exact. */
import { reason, type Reason } from '../reasons';
import { signedText } from '../signed';
import type { Board } from './board';
import type { OpenLine, OpenPayout } from './items';
import { exactSums } from './sums';

/** So many candidates are looked at, those nearest by day. */
const MOST_CANDIDATES = 16;
const MOST_PAYOUTS = 6;
const MOST_DEPOSITS = 4;
const SLACK = 2;
/** of so many minor units at most one set may be there: otherwise a hit could be chance */
const UNITS_A_SET = 20n;

interface Group<T> {
	readonly members: readonly T[];
	readonly doubts: readonly Reason[];
}

/** The candidates that add up to the amount, and what speaks against being sure. */
function groupOf<T extends { readonly units: bigint; readonly key: string }>(
	candidates: readonly T[],
	units: bigint,
	most: number,
	mustHave: readonly T[],
): Group<T> | undefined {
	const needed = mustHave.map((one) => candidates.indexOf(one));
	if (needed.includes(-1)) return undefined;
	const { answers, sets } = exactSums(
		candidates.map((one) => one.units),
		units,
		most,
		needed,
	);
	const isRun = (answer: readonly number[]): boolean =>
		(answer.at(-1) ?? 0) - (answer[0] ?? 0) === answer.length - 1;
	const runs = answers.filter(isRun);
	const answer = runs.length === 1 ? runs[0] : answers[0];
	if (answer === undefined) return undefined;
	const doubts: Reason[] = [];
	if (answers.length > 1 && runs.length !== 1)
		doubts.push(reason('ambiguous', 'Other payouts or lines add up to the same amount.'));
	const isSmall = BigInt(Math.ceil(sets)) * UNITS_A_SET > (units < 0n ? -units : units);
	if (isSmall && !isRun(answer))
		doubts.push(reason('ambiguous', 'With this many candidates such a sum may be chance.'));
	return { members: answer.flatMap((index) => candidates[index] ?? []), doubts };
}

/** A deposit's lines and payouts by gateway and currency, of what is still free. */
function freeByGateway(board: Board): Map<string, OpenPayout[]> {
	const groups = new Map<string, OpenPayout[]>();
	for (const payout of board.freePayouts) {
		if (payout.failed || payout.units === 0n) continue;
		const key = `${payout.gateway} ${payout.currency}`;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [payout]);
		else group.push(payout);
	}
	return groups;
}

function nearest<T extends { readonly day: number }>(items: readonly T[], day: number): T[] {
	if (items.length <= MOST_CANDIDATES) return [...items];
	const near = [...items].sort((a, b) => Math.abs(a.day - day) - Math.abs(b.day - day));
	const kept = new Set(near.slice(0, MOST_CANDIDATES));
	return items.filter((item) => kept.has(item));
}

export function matchMerged(board: Board): void {
	const free = freeByGateway(board);
	for (const line of board.lines) {
		if (!board.freeLines.has(line)) continue;
		const cited = board.cited(line).filter((payout) => board.freePayouts.has(payout));
		const gateways = new Set([...board.namedIn(line), ...cited.map(({ gateway }) => gateway)]);
		for (const gateway of [...gateways].sort()) {
			const candidates = nearest(
				(free.get(`${gateway} ${line.currency}`) ?? []).filter(
					(payout) => board.freePayouts.has(payout) && board.isInTime(payout, line, SLACK),
				),
				line.day,
			);
			const group = groupOf(candidates, line.units, MOST_PAYOUTS, cited);
			if (group === undefined) continue;
			const amount = signedText(line.units, line.currency);
			const text = `${group.members.length} payouts came as one deposit of ${amount}.`;
			board.take({
				kind: 'merged',
				evidence: cited.length > 0 ? 'reference' : 'text',
				review: group.doubts.length > 0,
				payouts: group.members,
				lines: [line],
				reasons: [reason('mergedDeposit', text, { about: line.key }), ...group.doubts],
			});
			break;
		}
	}
}

export function matchSplit(board: Board): void {
	const free = new Map<string, OpenLine[]>();
	for (const line of board.freeLines) {
		const cited = board.cited(line);
		for (const gateway of new Set([...board.namedIn(line), ...cited.map((one) => one.gateway)])) {
			const key = `${gateway} ${line.currency}`;
			free.set(key, [...(free.get(key) ?? []), line]);
		}
	}
	for (const payout of board.payouts) {
		if (!board.freePayouts.has(payout) || payout.failed || payout.units === 0n) continue;
		const isIn = payout.units > 0n;
		const candidates = nearest(
			(free.get(`${payout.gateway} ${payout.currency}`) ?? []).filter((line) => {
				const cited = board.cited(line);
				const isOthers = cited.length > 0 && !cited.includes(payout);
				return (
					board.freeLines.has(line) &&
					line.units > 0n === isIn &&
					!isOthers &&
					board.isInTime(payout, line, SLACK)
				);
			}),
			payout.day,
		);
		const citing = candidates.filter((line) => board.cited(line).includes(payout));
		const group = groupOf(candidates, payout.units, MOST_DEPOSITS, citing);
		if (group === undefined) continue;
		const text = `The payout of ${signedText(payout.units, payout.currency)} came in ${group.members.length} deposits.`;
		board.take({
			kind: 'split',
			evidence: citing.length > 0 ? 'reference' : 'text',
			review: group.doubts.length > 0,
			payouts: [payout],
			lines: group.members,
			reasons: [reason('splitDeposit', text, { about: payout.key }), ...group.doubts],
		});
	}
}
