/** The table on which payouts and bank lines lie while they are matched: what is free, what was found, who names whom. */
import { BusinessDays, type Day } from '../days';
import type { Reason } from '../reasons';
import { Habits, type HabitsJson } from './habits';
import { ordered, type OpenLine, type OpenPayout } from './items';
import { References } from './references';
import { names, phrasesOf } from './words';

/** A line against a payout: whether a person would believe that they belong together, and by what. */
export interface Explained {
	/** from 0 to 1: how likely it is that these events are the reason, and not chance */
	readonly confidence: number;
	readonly reasons: readonly Reason[];
}

export interface MatchOptions {
	/** YYYY-MM-DD: until when the bank's lines are known; what is due later is not missing yet */
	readonly asOf: string;
	/** of the bank, YYYY-MM-DD */
	readonly holidays?: readonly string[];
	/** by gateway: how the bank's text names it, where that is not the gateway's own name */
	readonly bankTexts?: Readonly<Record<string, readonly string[]>>;
	/** what was learned in earlier runs */
	readonly habits?: HabitsJson;
	/** what earlier runs have matched: payouts and lines that are not to be matched again, but of which more may come */
	readonly done?: readonly {
		readonly payouts: readonly string[];
		readonly lines: readonly string[];
	}[];
	/** explains why a line has another amount than the payout; asked only where text or reference already connect them */
	readonly explain?: (payout: OpenPayout, line: OpenLine) => Explained;
	/** whether a payout is in the ledger; undefined: nobody has looked */
	readonly isPosted?: (payout: OpenPayout) => boolean | undefined;
}

export interface Match {
	/**
	 * exact, merged (several payouts in one line), split (one payout in several lines), difference, converted (into another
	 * currency), returned (came and went back), empty (nothing to pay out)
	 */
	readonly kind: 'exact' | 'merged' | 'split' | 'difference' | 'converted' | 'returned' | 'empty';
	readonly payouts: readonly OpenPayout[];
	readonly lines: readonly OpenLine[];
	readonly evidence: 'reference' | 'text' | 'amount';
	/** a person has to agree */
	readonly review: boolean;
	readonly reasons: readonly Reason[];
	/** lines that an earlier run has matched already */
	readonly earlier?: readonly OpenLine[];
}

export interface Remarked<T> {
	readonly item: T;
	readonly reasons: readonly Reason[];
}

export interface MatchResult {
	readonly matches: readonly Match[];
	/** not in the bank, and due there (or failed) */
	readonly missing: readonly Remarked<OpenPayout>[];
	/** not in the bank yet */
	readonly waiting: readonly OpenPayout[];
	/** read like a payout of a gateway, but there is none */
	readonly unknown: readonly Remarked<OpenLine>[];
	/** other lines of the bank: rent, customers, suppliers */
	readonly others: readonly OpenLine[];
	readonly habits: HabitsJson;
}

export class Board {
	readonly payouts: readonly OpenPayout[];
	readonly lines: readonly OpenLine[];
	readonly freePayouts: Set<OpenPayout>;
	readonly freeLines: Set<OpenLine>;
	readonly matches: Match[] = [];
	readonly references: References;
	readonly days: BusinessDays;
	readonly habits: Habits;
	readonly asOf: number;
	private readonly phrases: ReadonlyMap<string, readonly string[]>;
	private readonly citations = new Map<OpenLine, readonly OpenPayout[]>();
	private readonly named = new Map<OpenLine, readonly string[]>();

	constructor(
		payouts: readonly OpenPayout[],
		lines: readonly OpenLine[],
		readonly options: MatchOptions,
		asOf: Day,
	) {
		this.payouts = ordered(payouts);
		this.lines = ordered(lines);
		this.freePayouts = new Set(this.payouts);
		this.freeLines = new Set(this.lines.filter(({ units }) => units !== 0n));
		this.references = new References(this.payouts);
		this.days = new BusinessDays(options.holidays);
		this.habits = new Habits(options.habits);
		this.asOf = asOf;
		const platforms = new Map<string, string>();
		for (const { gateway, document } of this.payouts) platforms.set(gateway, document.source.platform);
		this.phrases = new Map(
			[...new Set([...Object.keys(options.bankTexts ?? {}), ...platforms.keys()])].sort().map((gateway) => {
				const others = platforms.get(gateway);
				const given = options.bankTexts?.[gateway];
				return [gateway, phrasesOf(gateway, given, others === undefined ? [] : [others])];
			}),
		);
	}

	/** The payouts that a line cites by something that only they have. */
	cited(line: OpenLine): readonly OpenPayout[] {
		const known = this.citations.get(line);
		if (known !== undefined) return known;
		const found = this.references.cited(line);
		this.citations.set(line, found);
		return found;
	}

	/** The gateways that a line's text names. */
	namedIn(line: OpenLine): readonly string[] {
		const known = this.named.get(line);
		if (known !== undefined) return known;
		const found = [...this.phrases].flatMap(([gateway, phrases]) =>
			names(line.words, phrases) ? [gateway] : [],
		);
		this.named.set(line, found);
		return found;
	}

	/** Whether the text speaks for this payout: it names the gateway, and no other payout. */
	speaksFor(line: OpenLine, { gateway, ...payout }: OpenPayout): boolean {
		if (!this.namedIn(line).includes(gateway)) return false;
		const cited = this.cited(line);
		if (cited.length > 0) return cited.some(({ key }) => key === payout.key);
		return !this.references.citesUnknown(line, gateway);
	}

	/** Business days from the day the gateway names to the bank's. */
	lag(payout: OpenPayout, line: OpenLine): number {
		return this.days.between(payout.day, line.day);
	}

	/** Whether the line came when this gateway's lines come. @param slack further business days at both ends */
	isInTime(payout: OpenPayout, line: OpenLine, slack = 0): boolean {
		const { from, to } = this.habits.lags.window(payout.gateway);
		const lag = this.lag(payout, line);
		return lag >= from - slack && lag <= to + slack;
	}

	/** Worse the further from the usual day, and worse than in proportion, so that days never cross. */
	dayCost(payout: OpenPayout, line: OpenLine): number {
		const off = this.lag(payout, line) - this.habits.lags.window(payout.gateway).usual;
		return off * off;
	}

	take(match: Match): void {
		for (const payout of match.payouts) this.freePayouts.delete(payout);
		for (const line of match.lines) this.freeLines.delete(line);
		this.matches.push(match);
	}
}

/** Free payouts and lines by currency and amount: only these can be the same money. */
export function byAmount(
	board: Board,
): Map<string, { readonly payouts: OpenPayout[]; readonly lines: OpenLine[] }> {
	const buckets = new Map<string, { payouts: OpenPayout[]; lines: OpenLine[] }>();
	for (const payout of board.freePayouts) {
		const key = `${payout.currency} ${payout.units}`;
		const bucket = buckets.get(key);
		if (bucket === undefined) buckets.set(key, { payouts: [payout], lines: [] });
		else bucket.payouts.push(payout);
	}
	for (const line of board.freeLines) buckets.get(`${line.currency} ${line.units}`)?.lines.push(line);
	return buckets;
}
