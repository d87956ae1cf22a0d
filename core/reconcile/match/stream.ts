/**
 * The same matching over a long time in bounded memory: payouts and lines come in by day and leave when nothing that may still come
 * can change what was found. For histories; a daily run keeps what is open in the sync log instead (`run.ts`).
 */
import { BusinessDays, dateOf, dayOf, type Day } from '../days';
import type { BankTransaction, Payout } from '../../documents';
import type { MatchOptions, MatchResult } from './board';
import { Habits } from './habits';
import { noteMatch } from './learn';
import { openLine, openPayout, type OpenLine, type OpenPayout } from './items';
import { matchPayouts } from './match';

export type StreamOptions = Omit<MatchOptions, 'asOf' | 'habits' | 'done'> &
	Pick<Partial<MatchOptions>, 'habits'>;

/** Days after which nothing can change any more: longer than any window, and than a bank takes to give money back. */
const KEPT_DAYS = 50;
/** Days that are taken in before it is matched again. */
const STEP_DAYS = 14;

export class MatchStream {
	private payouts: OpenPayout[] = [];
	private lines: OpenLine[] = [];
	private readonly habits: Habits;
	private readonly days: BusinessDays;
	private matchedUntil: Day | undefined;

	constructor(private readonly options: StreamOptions = {}) {
		this.habits = new Habits(options.habits);
		this.days = new BusinessDays(options.holidays);
	}

	/** How many payouts and lines are in memory. */
	get kept(): number {
		return this.payouts.length + this.lines.length;
	}

	/**
	 * Takes in what came until a day. Items may come in any order, but none that is older than `KEPT_DAYS` before the day.
	 * @param until YYYY-MM-DD
	 * @returns what is final now; nothing most of the time
	 */
	push(
		payouts: readonly Payout[],
		lines: readonly BankTransaction[],
		until: string,
	): MatchResult | undefined {
		this.payouts.push(...payouts.map(openPayout));
		this.lines.push(...lines.filter(({ pending }) => pending !== true).map(openLine));
		const day = dayOf(until);
		this.matchedUntil ??= day;
		if (day - this.matchedUntil < STEP_DAYS) return undefined;
		this.matchedUntil = day;
		return this.settle(until, day - KEPT_DAYS);
	}

	/** Everything that is left. */
	end(until: string): MatchResult {
		return this.settle(until, dayOf(until) + KEPT_DAYS);
	}

	/** @param before what is older than that day is final */
	private settle(asOf: string, before: Day): MatchResult {
		const isOld = ({ day }: { readonly day: Day }): boolean => day < before;
		const result = matchPayouts(this.payouts, this.lines, {
			...this.options,
			asOf,
			habits: this.habits.toJson(),
		});
		const matches = result.matches.filter((match) => [...match.payouts, ...match.lines].every(isOld));
		const missing = result.missing.filter(({ item }) => isOld(item));
		const unknown = result.unknown.filter(({ item }) => isOld(item));
		const others = result.others.filter(isOld);
		for (const match of matches) noteMatch(this.habits, match, this.days);
		const gone = new Set<OpenPayout | OpenLine>([
			...matches.flatMap((match) => [...match.payouts, ...match.lines]),
			...missing.map(({ item }) => item),
			...unknown.map(({ item }) => item),
			...others,
		]);
		this.payouts = this.payouts.filter((payout) => !gone.has(payout));
		this.lines = this.lines.filter((line) => !gone.has(line));
		const isEnd = before > dayOf(asOf);
		return {
			matches,
			missing,
			unknown,
			others,
			waiting: isEnd ? result.waiting : [],
			habits: this.habits.toJson(),
		};
	}
}

/** The days of a history, oldest first, with what came on each. */
export function* matchHistory(
	payouts: readonly Payout[],
	lines: readonly BankTransaction[],
	options: StreamOptions & Pick<MatchOptions, 'asOf'>,
): Generator<MatchResult> {
	const stream = new MatchStream(options);
	const byDay = new Map<Day, { payouts: Payout[]; lines: BankTransaction[] }>();
	const at = (day: Day) => {
		const known = byDay.get(day) ?? { payouts: [], lines: [] };
		byDay.set(day, known);
		return known;
	};
	for (const payout of payouts) at(dayOf(payout.arrivesOn)).payouts.push(payout);
	for (const line of lines) at(dayOf(line.bookedOn)).lines.push(line);
	for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
		const come = at(day);
		const result = stream.push(come.payouts, come.lines, dateOf(day));
		if (result !== undefined) yield result;
	}
	yield stream.end(options.asOf);
}
