/**
 * Payouts held against bank lines. The result does not depend on the order in which they are given, each line is used once, and
 * nothing is matched but the same amount in time with a reason to believe it: a reference, the gateway's name in the text, or
 * that nothing else can be meant. Another amount needs text or reference. The work grows with the number of items: they are
 * looked up by amount and, for what is left, by gateway and day.
 */
import { dayOf } from '../days';
import { reason, type Reason } from '../reasons';
import { signedText } from '../signed';
import { Board, type Match, type MatchOptions, type MatchResult, type Remarked } from './board';
import { matchConverted, matchDifferences } from './differing';
import {
	dayReasons,
	LATEST,
	learnFromTexts,
	matchAmounts,
	matchOutOfTime,
	matchReferences,
	matchTexts,
} from './exact';
import { matchFailures } from './failures';
import { matchMerged, matchSplit } from './groups';
import type { OpenLine, OpenPayout } from './items';

/** @param payouts, lines in any order; pending lines are not to be among them */
export function matchPayouts(
	payouts: readonly OpenPayout[],
	lines: readonly OpenLine[],
	options: MatchOptions,
): MatchResult {
	const board = new Board(payouts, lines, options, dayOf(options.asOf));
	const earlier = takeDone(board);
	matchEmpty(board);
	matchReferences(board);
	learnFromTexts(board);
	matchTexts(board);
	matchAmounts(board);
	matchMerged(board);
	matchSplit(board);
	matchOutOfTime(board);
	const remarks = matchFailures(board);
	const taken = new Set(remarks.keys());
	for (const line of taken) board.freeLines.delete(line);
	matchDifferences(board);
	matchConverted(board);
	for (const line of taken) board.freeLines.add(line);
	return {
		matches: board.matches.filter((match) => !earlier.has(match)).map((match) => withDays(board, match)),
		...openPayouts(board),
		...openLines(board, remarks),
		habits: board.habits.toJson(),
	};
}

/** What was matched before stays so; a failed payout among it is watched until its money has gone back. */
function takeDone(board: Board): ReadonlySet<Match> {
	const payouts = new Map(board.payouts.map((payout) => [payout.key, payout]));
	const lines = new Map(board.lines.map((line) => [line.key, line]));
	const taken = new Set<Match>();
	for (const done of board.options.done ?? []) {
		const match: Match = {
			kind: done.payouts.length === 1 && done.lines.length === 1 ? 'exact' : 'merged',
			evidence: 'reference',
			review: false,
			payouts: done.payouts.flatMap((key) => payouts.get(key) ?? []),
			lines: done.lines.flatMap((key) => lines.get(key) ?? []),
			reasons: [],
		};
		board.take(match);
		taken.add(match);
	}
	return taken;
}

function matchEmpty(board: Board): void {
	for (const payout of board.payouts) {
		if (payout.units !== 0n || payout.failed) continue;
		const text = 'Charges and refunds of this payout cancel out: there is nothing to pay out.';
		const match = { kind: 'empty', evidence: 'reference', review: false, lines: [] } as const;
		board.take({
			...match,
			payouts: [payout],
			reasons: [reason('nothingToPay', text, { about: payout.key })],
		});
	}
}

/** Windows are known only when all has been learned: matches by reference are looked at again. */
function withDays(board: Board, match: Match): Match {
	const [payout, line] = [match.payouts[0], match.lines[0]];
	if (payout === undefined || line === undefined) return match;
	if (match.kind !== 'exact') return match;
	const days = match.evidence === 'reference' ? dayReasons(board, payout, line) : [];
	if (!payout.failed) return { ...match, reasons: [...match.reasons, ...days] };
	const text = 'The gateway says that this payout failed, but the bank has it.';
	const failed = reason('payoutFailed', text, { about: payout.key });
	return { ...match, review: true, reasons: [failed, ...match.reasons, ...days] };
}

function openPayouts(board: Board): Pick<MatchResult, 'missing' | 'waiting'> {
	const missing: Remarked<OpenPayout>[] = [];
	const waiting: OpenPayout[] = [];
	const amounts = new Map<string, OpenLine[]>();
	for (const line of board.freeLines) {
		const key = `${line.currency} ${line.units}`;
		amounts.set(key, [...(amounts.get(key) ?? []), line]);
	}
	for (const payout of board.freePayouts) {
		const amount = signedText(payout.units, payout.currency);
		if (payout.failed) {
			const text = `The payout of ${amount} failed; the bank does not have it.`;
			missing.push({ item: payout, reasons: [reason('payoutFailed', text, { about: payout.key })] });
			continue;
		}
		const { to } = board.habits.lags.window(payout.gateway);
		const age = board.days.between(payout.day, board.asOf);
		if (age <= to) {
			waiting.push(payout);
			continue;
		}
		const text = `${amount} should have come ${age} business days ago; the bank has no such line.`;
		const reasons = [reason('notArrived', text, { about: payout.key })];
		for (const line of amounts.get(`${payout.currency} ${payout.units}`) ?? []) {
			const lag = board.lag(payout, line);
			if (lag < -LATEST || lag > LATEST) continue;
			const other = `A line of the same amount does not say that it is from ${payout.gateway}.`;
			reasons.push(reason('sameAmountElsewhere', other, { about: line.key }));
		}
		missing.push({ item: payout, reasons });
	}
	return { missing, waiting };
}

/** Money that comes in and names a gateway is a payout; what goes out only when it reads like one. */
function openLines(
	board: Board,
	remarks: ReadonlyMap<OpenLine, Reason>,
): Pick<MatchResult, 'unknown' | 'others'> {
	const unknown: Remarked<OpenLine>[] = [];
	const others: OpenLine[] = [];
	for (const line of board.lines) {
		if (!board.freeLines.has(line) && line.units !== 0n) continue;
		const remark = remarks.get(line);
		const gateways = board.namedIn(line);
		const reads = gateways.filter(
			(gateway) => line.units > 0n || board.habits.readsLike(gateway, line.words),
		);
		const [gateway] = reads.length > 0 ? reads : board.cited(line).map((payout) => payout.gateway);
		if (remark !== undefined) unknown.push({ item: line, reasons: [remark] });
		else if (gateway === undefined || line.units === 0n) others.push(line);
		else {
			const amount = signedText(line.units, line.currency);
			const text = `${amount} reads like a payout of ${gateway}, but no payout fits.`;
			unknown.push({ item: line, reasons: [reason('unknownPayout', text, { about: line.key })] });
		}
	}
	return { unknown, others };
}
