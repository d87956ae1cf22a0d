/**
 * Sees the same line of an account that came from several sources: a statement file, a bank feed, the ledger. Lines are paired
 * one to one, so two true equal lines of one day are never taken for one: a source is never compared with itself, except for
 * lines with the very same id (overlapping files).
 */
import type { BankTransaction, BusinessKey } from '../documents';

export interface BankSource {
	/** for people: "January.ofx", "Plaid" */
	readonly name: string;
	readonly lines: readonly BankTransaction[];
}

export interface DuplicateOptions {
	/** what is one account, by the ids that sources give it; default: the id itself */
	readonly sameAccount?: (accountId: string) => string;
	/** how many days apart two sources may date the same line; default 3 */
	readonly days?: number;
}

export interface DuplicateLine {
	readonly line: BankTransaction;
	/** the line that is kept */
	readonly of: BusinessKey;
	/** "certain": the same id or reference, or the same day and text; "likely": by account, amount and day only */
	readonly confidence: 'certain' | 'likely';
	/** a sentence for people */
	readonly reason: string;
}

export interface WithoutDuplicates {
	/** each line once, as the first source that has it tells it */
	readonly lines: readonly BankTransaction[];
	readonly duplicates: readonly DuplicateLine[];
}

const DEFAULT_DAYS = 3;
const DAY_MS = 24 * 60 * 60_000;

const daysApart = (a: BankTransaction, b: BankTransaction): number =>
	Math.abs(Date.parse(a.bookedOn) - Date.parse(b.bookedOn)) / DAY_MS;

const wordsOf = ({ description, counterparty }: BankTransaction): ReadonlySet<string> =>
	new Set(`${description} ${counterparty ?? ''}`.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []);

/** How many words two texts share, of those of the shorter one: 0 to 100. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	const fewer = Math.min(a.size, b.size);
	if (fewer === 0) return 0;
	let shared = 0;
	for (const word of a) if (b.has(word)) shared++;
	return Math.floor((shared * 100) / fewer);
}

interface Known {
	readonly line: BankTransaction;
	readonly words: ReadonlySet<string>;
}

interface Pair {
	readonly kept: Known;
	readonly line: Known;
	readonly sameReference: boolean;
	readonly days: number;
	readonly likeness: number;
}

/** The better pair first; ids decide between equals, so that the order of the lines does not matter. */
function byFit(a: Pair, b: Pair): number {
	if (a.sameReference !== b.sameReference) return a.sameReference ? -1 : 1;
	if (a.days !== b.days) return a.days - b.days;
	if (a.likeness !== b.likeness) return b.likeness - a.likeness;
	const [left, right] = [a.kept.line.id + a.line.line.id, b.kept.line.id + b.line.line.id];
	return left < right ? -1 : left > right ? 1 : 0;
}

const LIKE = 50;

function explain({ kept, line, sameReference, days, likeness: shared }: Pair, from: string): DuplicateLine {
	const certain = sameReference || (days === 0 && shared >= LIKE);
	const apart = days === 0 ? 'on the same day' : `${days} day(s) apart`;
	const why = sameReference
		? 'with the same reference'
		: shared >= LIKE
			? 'with a similar text'
			: 'with another text';
	return {
		line: line.line,
		of: kept.line.id,
		confidence: certain ? 'certain' : 'likely',
		reason: `${from} has the same amount of the same account ${apart}, ${why}.`,
	};
}

const known = (line: BankTransaction): Known => ({ line, words: wordsOf(line) });

/** Lines that can be the same at all. */
function groupKey(line: BankTransaction, accountOf: (id: string) => string): string {
	const { amount, direction } = line;
	return [accountOf(line.account.id), amount.currency, amount.amount, direction].join('\n');
}

function grouped(lines: readonly Known[], accountOf: (id: string) => string): Map<string, Known[]> {
	const groups = new Map<string, Known[]>();
	for (const one of lines) {
		const key = groupKey(one.line, accountOf);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [one]);
		else group.push(one);
	}
	return groups;
}

function pairsOf(kept: readonly Known[], news: readonly Known[], days: number): Pair[] {
	return news.flatMap((line) =>
		kept
			.filter((one) => daysApart(one.line, line.line) <= days)
			.map((one) => ({
				kept: one,
				line,
				sameReference: one.line.reference !== undefined && one.line.reference === line.line.reference,
				days: daysApart(one.line, line.line),
				likeness: likeness(one.words, line.words),
			})),
	);
}

/** Takes the lines of one more source: new ones are kept, each kept one stands for one line of the source at most. */
function addSource(
	kept: Map<string, Known[]>,
	source: BankSource,
	options: { readonly accountOf: (id: string) => string; readonly days: number; readonly from: string },
	duplicates: DuplicateLine[],
): void {
	for (const [key, news] of grouped(source.lines.map(known), options.accountOf)) {
		const group = kept.get(key) ?? [];
		const used = new Set<Known>();
		for (const pair of pairsOf(group, news, options.days).sort(byFit)) {
			if (used.has(pair.kept) || used.has(pair.line)) continue;
			used.add(pair.kept).add(pair.line);
			duplicates.push(explain(pair, options.from));
		}
		kept.set(key, [...group, ...news.filter((one) => !used.has(one))]);
	}
}

/**
 * @param sources the one whose lines are to be kept first; pending lines are left as they are, they are not settled yet
 * @returns every line of the sources is in exactly one of the two lists
 */
export function withoutDuplicates(
	sources: readonly BankSource[],
	options: DuplicateOptions = {},
): WithoutDuplicates {
	const accountOf = options.sameAccount ?? ((id: string) => id);
	const days = options.days ?? DEFAULT_DAYS;
	const duplicates: DuplicateLine[] = [];
	const pending: BankTransaction[] = [];
	const seen = new Set<BusinessKey>();
	const kept = new Map<string, Known[]>();
	const before: string[] = [];
	for (const source of sources) {
		const lines: BankTransaction[] = [];
		for (const line of source.lines) {
			if (seen.has(line.id)) {
				const reason = 'The very same line has come before.';
				duplicates.push({ line, of: line.id, confidence: 'certain', reason });
				continue;
			}
			seen.add(line.id);
			(line.pending === true ? pending : lines).push(line);
		}
		addSource(kept, { name: source.name, lines }, { accountOf, days, from: before.join(', ') }, duplicates);
		before.push(source.name);
	}
	return { lines: [...[...kept.values()].flat().map(({ line }) => line), ...pending], duplicates };
}
