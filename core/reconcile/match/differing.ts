/** Another amount, or another currency: only where the bank's text or a reference connects them. */
import { Big } from '../../money/decimal';
import { reason } from '../reasons';
import { signedText } from '../signed';
import { bestAssignment, components, type Edge } from './assign';
import type { Board, Explained } from './board';
import { dayReasons } from './exact';
import type { OpenLine, OpenPayout } from './items';
import { size } from '../../money/money';

/** Without a reason for it, one part in so many may differ. */
const SMALL_PART = 50n;
/** With one, so much of the payout. */
const LARGE_PART = 2n;
const SURE = 0.5;
const NOTHING: Explained = { confidence: 0, reasons: [] };

const DAY_WEIGHT = 10_000;
const PARTS = 1_000n;

function linesByGateway(board: Board): Map<string, OpenLine[]> {
	const groups = new Map<string, OpenLine[]>();
	for (const line of board.freeLines) {
		const cited = board.cited(line).map(({ gateway }) => gateway);
		for (const gateway of new Set([...board.namedIn(line), ...cited]))
			groups.set(gateway, [...(groups.get(gateway) ?? []), line]);
	}
	return groups;
}

const cites = (board: Board, line: OpenLine, payout: OpenPayout): boolean =>
	board.cited(line).some(({ key }) => key === payout.key);

/** Pairs of the same currency that differ, the nearest first: by day, then by amount. */
export function matchDifferences(board: Board): void {
	const groups = linesByGateway(board);
	const payouts = board.payouts.filter(
		(payout) => board.freePayouts.has(payout) && !payout.failed && payout.units !== 0n,
	);
	const lines = [...board.freeLines];
	const at = new Map(lines.map((line, index) => [line, index]));
	const explained = new Map<string, Explained>();
	const edges: Edge[] = [];
	payouts.forEach((payout, left) => {
		for (const line of groups.get(payout.gateway) ?? []) {
			const right = at.get(line);
			if (right === undefined || line.currency !== payout.currency) continue;
			const why = believable(board, payout, line);
			if (why === undefined) continue;
			explained.set(`${left} ${right}`, why);
			const off = size(line.units - payout.units);
			const part = Number((off * PARTS) / size(payout.units));
			const days = cites(board, line, payout) ? 0 : board.dayCost(payout, line);
			edges.push({ left, right, cost: days * DAY_WEIGHT + Math.min(part, DAY_WEIGHT - 1) });
		}
	});
	for (const { left, right } of bestAssignment(edges)) {
		const [payout, line] = [payouts[left], lines[right]];
		if (payout === undefined || line === undefined) continue;
		const why = explained.get(`${left} ${right}`) ?? NOTHING;
		const isCited = cites(board, line, payout);
		board.take({
			kind: 'difference',
			evidence: isCited ? 'reference' : 'text',
			review: true,
			payouts: [payout],
			lines: [line],
			reasons: [...why.reasons, ...(isCited ? dayReasons(board, payout, line) : [])],
		});
	}
}

/** Why the pair is believed; undefined when it is not. */
function believable(board: Board, payout: OpenPayout, line: OpenLine): Explained | undefined {
	const explain = (): Explained => board.options.explain?.(payout, line) ?? NOTHING;
	if (cites(board, line, payout)) return line.units > 0n === payout.units > 0n ? explain() : undefined;
	if (!board.speaksFor(line, payout) || !board.isInTime(payout, line)) return undefined;
	if (line.units > 0n !== payout.units > 0n) return undefined;
	const off = size(line.units - payout.units);
	if (off * LARGE_PART > size(payout.units)) return undefined;
	const why = explain();
	return why.confidence >= SURE || off * SMALL_PART <= size(payout.units) ? why : undefined;
}

const RATE_DIGITS = 6;

/** A payout that came in another currency: by its reference, or as the only one of its gateway in time. */
export function matchConverted(board: Board): void {
	const groups = linesByGateway(board);
	const payouts = board.payouts.filter(
		(payout) => board.freePayouts.has(payout) && !payout.failed && payout.units !== 0n,
	);
	const lines = [...board.freeLines];
	const at = new Map(lines.map((line, index) => [line, index]));
	const edges: Edge[] = [];
	payouts.forEach((payout, left) => {
		for (const line of groups.get(payout.gateway) ?? []) {
			const right = at.get(line);
			if (right === undefined || line.currency === payout.currency) continue;
			if (line.units > 0n !== payout.units > 0n) continue;
			const isCited = cites(board, line, payout);
			if (!isCited && !(board.speaksFor(line, payout) && board.isInTime(payout, line))) continue;
			edges.push({ left, right, cost: isCited ? 0 : 1 + board.dayCost(payout, line) });
		}
	});
	for (const group of components(edges)) {
		const chosen = bestAssignment(group);
		for (const { left, right, cost } of chosen) {
			const [payout, line] = [payouts[left], lines[right]];
			// which of several came at which rate nobody can know
			if (payout === undefined || line === undefined || (cost > 0 && group.length > 1)) continue;
			const expected = signedText(payout.units, payout.currency);
			const received = signedText(line.units, line.currency);
			const rate = new Big(line.document.amount.amount)
				.div(payout.document.net.amount)
				.round(RATE_DIGITS)
				.toFixed();
			const text = `${expected} arrived as ${received}: 1 ${payout.currency} was ${rate} ${line.currency}.`;
			board.take({
				kind: 'converted',
				evidence: cost === 0 ? 'reference' : 'text',
				review: true,
				payouts: [payout],
				lines: [line],
				reasons: [reason('currencyConverted', text, { about: payout.key })],
			});
		}
	}
}
