/** Payouts that failed, came back or came twice. */
import { reason, type Reason } from '../reasons';
import { signedText } from '../signed';
import type { Board, Match } from './board';
import type { OpenLine } from './items';

/** A bank gives money back within so many days. */
const MOST_DAYS = 30;

interface Echo {
	readonly line: OpenLine;
	readonly of: Match;
	readonly isReturn: boolean;
}

/** Free lines that repeat a matched one, or take it back: the same amount, and the same payout or the gateway named. */
function echoes(board: Board): Echo[] {
	const matched = new Map<string, Match[]>();
	for (const match of board.matches) {
		const [payout, line] = [match.payouts[0], match.lines[0]];
		if (match.kind !== 'exact' || payout === undefined || line === undefined) continue;
		const key = `${line.account} ${line.currency} ${line.units}`;
		matched.set(key, [...(matched.get(key) ?? []), match]);
	}
	return [...board.freeLines].flatMap((line): Echo[] => {
		for (const isReturn of [true, false]) {
			const key = `${line.account} ${line.currency} ${isReturn ? -line.units : line.units}`;
			const of = (matched.get(key) ?? []).find(({ payouts: [payout], lines: [first] }) => {
				if (payout === undefined || first === undefined) return false;
				const days = line.day - first.day;
				if (days < (isReturn ? 0 : -MOST_DAYS) || days > MOST_DAYS) return false;
				const cited = board.cited(line);
				if (cited.length > 0) return cited.some(({ key: one }) => one === payout.key);
				return (
					board.namedIn(line).includes(payout.gateway) && !board.references.citesUnknown(line, payout.gateway)
				);
			});
			if (of !== undefined) return [{ line, of, isReturn }];
		}
		return [];
	});
}

/**
 * A failed payout that came and went back is done with both lines. Other repeated or returned money stays free, with what it
 * looks like.
 */
export function matchFailures(board: Board): ReadonlyMap<OpenLine, Reason> {
	const remarks = new Map<OpenLine, Reason>();
	const done = new Set((board.options.done ?? []).flatMap(({ lines }) => lines));
	const isDone = ({ key }: OpenLine): boolean => done.has(key);
	for (const { line, of, isReturn } of echoes(board)) {
		const [payout, first] = [of.payouts[0], of.lines[0]];
		if (payout === undefined || first === undefined) continue;
		const amount = signedText(payout.units, payout.currency);
		if (isReturn && payout.failed && board.matches.includes(of)) {
			board.matches.splice(board.matches.indexOf(of), 1);
			const text = `The payout of ${amount} failed: it came and went back.`;
			const reasons = [reason('payoutFailed', text, { about: payout.key })];
			const earlier = isDone(first) ? { earlier: [first] } : {};
			board.take({ ...of, kind: 'returned', lines: [first, line], reasons, ...earlier });
		} else if (isReturn) {
			const text = `It takes back the payout of ${amount} that came before; the gateway does not say so yet.`;
			remarks.set(line, reason('payoutReturned', text, { about: payout.key }));
		} else {
			const text = `The payout of ${amount} has come already: this looks like a second time.`;
			remarks.set(line, reason('paidTwice', text, { about: payout.key }));
		}
	}
	return remarks;
}
