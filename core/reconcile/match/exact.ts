/** The same amount: by the payout's reference, by the gateway's name and the days, or because nothing else can be meant. */
import { reason, type Reason } from '../reasons';
import { signedText } from '../signed';
import { alternatives, bestAssignment, components, type Alternative, type Edge } from './assign';
import { byAmount, type Board } from './board';
import type { OpenLine, OpenPayout } from './items';

/** A payout that is not where its gateway's usually are, though its reference is. */
export function dayReasons(board: Board, payout: OpenPayout, line: OpenLine): Reason[] {
	if (board.isInTime(payout, line)) return [];
	const lag = board.lag(payout, line);
	const { usual } = board.habits.lags.window(payout.gateway);
	const days = (count: number): string =>
		`${Math.abs(count)} business day${Math.abs(count) === 1 ? '' : 's'} ${count < 0 ? 'before' : 'after'} the day the gateway named`;
	const text = `The bank booked it ${days(lag)}; usual for ${payout.gateway} is ${usual === 0 ? 'the day itself' : days(usual)}.`;
	return [reason('wrongDay', text, { about: line.key })];
}

const sameMoney = (payout: OpenPayout, line: OpenLine): boolean =>
	payout.units === line.units && payout.currency === line.currency;

/** Lines that cite payouts. What they cite with another amount is left for later. */
export function matchReferences(board: Board): void {
	const citing = new Map<OpenPayout, OpenLine[]>();
	for (const line of board.freeLines) {
		const cited = board.cited(line);
		if (cited.length > 1) mergedByReference(board, line, cited);
		const [payout] = cited;
		if (cited.length === 1 && payout !== undefined) citing.set(payout, [...(citing.get(payout) ?? []), line]);
	}
	for (const [payout, lines] of citing) {
		const exact = lines.filter((line) => sameMoney(payout, line));
		const [best] = exact.sort((a, b) => board.dayCost(payout, a) - board.dayCost(payout, b));
		if (best !== undefined) {
			board.habits.lags.note(payout.gateway, board.lag(payout, best));
			if (board.namedIn(best).includes(payout.gateway)) board.habits.noteText(payout.gateway, best.words);
			const match = { kind: 'exact', evidence: 'reference', review: false } as const;
			board.take({ ...match, payouts: [payout], lines: [best], reasons: [] });
		} else if (lines.length > 1) splitByReference(board, payout, lines);
	}
}

function mergedByReference(board: Board, line: OpenLine, cited: readonly OpenPayout[]): void {
	const sum = cited.reduce((all, { units }) => all + units, 0n);
	const isSame = cited.every(({ currency }) => currency === line.currency) && sum === line.units;
	if (!isSame || cited.some((payout) => !board.freePayouts.has(payout))) return;
	const text = `${cited.length} payouts came as one deposit; the bank's text names each.`;
	board.take({
		kind: 'merged',
		evidence: 'reference',
		review: false,
		payouts: cited,
		lines: [line],
		reasons: [reason('mergedDeposit', text, { about: line.key })],
	});
}

function splitByReference(board: Board, payout: OpenPayout, lines: readonly OpenLine[]): void {
	const sum = lines.reduce((all, { units }) => all + units, 0n);
	if (sum !== payout.units || lines.some(({ currency }) => currency !== payout.currency)) return;
	const text = `The payout came in ${lines.length} deposits; the bank's texts name it.`;
	board.take({
		kind: 'split',
		evidence: 'reference',
		review: false,
		payouts: [payout],
		lines,
		reasons: [reason('splitDeposit', text, { about: payout.key })],
	});
}

/** Learns from payouts without a reference that can only be one line's: the amount, and the gateway's name. */
export function learnFromTexts(board: Board): void {
	for (const { payouts, lines } of byAmount(board).values()) {
		const [payout, line] = [payouts[0], lines[0]];
		if (payouts.length !== 1 || lines.length !== 1 || payout === undefined || line === undefined) continue;
		if (!board.speaksFor(line, payout)) continue;
		board.habits.lags.note(payout.gateway, board.lag(payout, line));
		if (Math.abs(board.lag(payout, line)) <= 10) board.habits.noteText(payout.gateway, line.words);
	}
}

/** Same amount, in time, and the text names the gateway. */
export function matchTexts(board: Board): void {
	for (const { payouts, lines } of byAmount(board).values()) {
		const edges: Edge[] = [];
		payouts.forEach((payout, left) => {
			lines.forEach((line, right) => {
				if (board.isInTime(payout, line) && board.speaksFor(line, payout))
					edges.push({ left, right, cost: board.dayCost(payout, line) });
			});
		});
		for (const group of components(edges)) takeBest(board, payouts, lines, group);
	}
}

function takeBest(
	board: Board,
	payouts: readonly OpenPayout[],
	lines: readonly OpenLine[],
	edges: readonly Edge[],
): void {
	const chosen = bestAssignment(edges);
	const others = alternatives(edges, chosen);
	for (const edge of chosen) {
		const [payout, line] = [payouts[edge.left], lines[edge.right]];
		if (payout === undefined || line === undefined) continue;
		const reasons: Reason[] = [];
		let review = false;
		for (const alternative of others.filter(({ chosen: of }) => of === edge)) {
			const said = alternativeReason(payout, line, alternative, payouts, lines);
			if (said === undefined || reasons.some(({ text }) => text === said.text)) continue;
			reasons.push(said);
			review ||= said.code === 'ambiguous';
		}
		const match = { kind: 'exact', evidence: 'text', review } as const;
		board.take({ ...match, payouts: [payout], lines: [line], reasons });
	}
}

/** What else would have been as good; "ambiguous" when it would make a difference in the books. */
function alternativeReason(
	payout: OpenPayout,
	line: OpenLine,
	{ kind, other }: Alternative,
	payouts: readonly OpenPayout[],
	lines: readonly OpenLine[],
): Reason | undefined {
	const [otherPayout, otherLine] = [payouts[other.left], lines[other.right]];
	if (otherPayout === undefined || otherLine === undefined) return undefined;
	const isSameLine = otherLine.account === line.account && otherLine.day === line.day;
	const isSameGateway = otherPayout.gateway === payout.gateway;
	const amount = signedText(payout.units, payout.currency);
	if (kind === 'line') {
		const text = `Another line of ${amount} would fit as well.`;
		return reason(isSameLine ? 'sameAmount' : 'ambiguous', text, { about: otherLine.key });
	}
	if (kind === 'payout') {
		const text = `Another payout of ${amount} would fit as well.`;
		return reason(isSameGateway ? 'sameAmount' : 'ambiguous', text, { about: otherPayout.key });
	}
	const isHarmless = isSameGateway || isSameLine;
	const text = isHarmless
		? `Another payout and line have the same amount and days; they are paired in order, which makes no difference.`
		: `Another payout and line of ${amount} could be exchanged with these.`;
	return reason(isHarmless ? 'sameAmount' : 'ambiguous', text, { about: otherPayout.key });
}

/** Same amount, in time, nothing else could be meant, and this gateway is not known to be named by the bank. */
export function matchAmounts(board: Board): void {
	for (const { payouts, lines } of byAmount(board).values())
		for (const payout of payouts) {
			if (board.habits.isNamed(payout.gateway)) continue;
			const fitting = (one: OpenPayout): OpenLine[] =>
				lines.filter((line) => board.isInTime(one, line) && isAnonymous(board, line));
			const mine = fitting(payout);
			const [line] = mine;
			if (line === undefined) continue;
			const rivals = payouts.filter((one) => one !== payout && fitting(one).includes(line));
			if (mine.length === 1 && rivals.length === 0) {
				const text = 'Nothing but the amount and the day connects them; no other payout or line has both.';
				const match = { kind: 'exact', evidence: 'amount', review: false } as const;
				board.take({ ...match, payouts: [payout], lines: [line], reasons: [reason('byAmountOnly', text)] });
			}
		}
}

const isAnonymous = (board: Board, line: OpenLine): boolean =>
	board.namedIn(line).length === 0 && board.cited(line).length === 0 && board.freeLines.has(line);

/** Same amount and the gateway's name, but not when this gateway's payouts come: a person looks at it. */
export function matchOutOfTime(board: Board): void {
	for (const { payouts, lines } of byAmount(board).values()) {
		const [payout] = payouts;
		if (payouts.length !== 1 || payout === undefined) continue;
		const fitting = lines.filter((line) => {
			const lag = board.lag(payout, line);
			return lag >= -EARLIEST && lag <= LATEST && board.speaksFor(line, payout);
		});
		const [line] = fitting;
		if (fitting.length !== 1 || line === undefined) continue;
		board.take({
			kind: 'exact',
			evidence: 'text',
			review: true,
			payouts: [payout],
			lines: [line],
			reasons: dayReasons(board, payout, line),
		});
	}
}

/** business days around the day the gateway named in which a line out of time is looked for */
const EARLIEST = 5;
export const LATEST = 25;
