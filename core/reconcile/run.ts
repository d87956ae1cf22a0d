/** A daily run: what is open from earlier runs and what came today is matched, and what was matched is noted, once. */
import type { BankTransaction, Payout, PayoutMatch } from '../documents';
import type { SyncLog } from '../posting/syncLog';
import { dateOf, dayOf, BusinessDays } from './days';
import type { MoneyDocument } from './join';
import type { MatchOptions } from './match/board';
import { matchDocuments, type MatchedDocument } from './match/documents';
import { Habits, type HabitsJson } from './match/habits';
import { openLine, openPayout } from './match/items';
import { noteMatch } from './match/learn';
import { matchPayouts } from './match/match';
import { explainPayout } from './residual/explain';
import type { ResidualLimits } from './residual/solve';
import { size } from '../money/money';
import type { ReconcileGroup, ReconcileItem, ReconcileStore } from './store';

export interface ReconcileRunOptions extends Pick<MatchOptions, 'asOf' | 'holidays' | 'bankTexts'> {
	readonly syncLog: ReconcileStore & Pick<SyncLog, 'getState' | 'setState'>;
	/** payouts and bank lines of different sets of books have nothing to do with each other */
	readonly books: string;
	/** whether payouts are in the ledger, by key; undefined: nobody looks */
	readonly posted?: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
}

export interface ReconcileInput {
	readonly payouts: readonly Payout[];
	readonly lines: readonly BankTransaction[];
	/** the shop's documents, for explanations */
	readonly documents: readonly MoneyDocument[];
}

export interface Reconciled {
	/** new ones, and those that the given payouts and lines are in from earlier runs; by day and key */
	readonly documents: readonly Omit<MatchedDocument, 'settles'>[];
	/** payouts that are not due in the bank yet */
	readonly waiting: readonly Payout[];
	/** of the given lines: those that have nothing to do with payouts */
	readonly others: readonly BankTransaction[];
}

/** Days that are looked back on: what was matched in them may still come back, or come twice. */
const KEPT_DAYS = 60;
const SCOPE = 'reconcile/';
const HABITS = 'habits';
/** Explanations of one run share the work, so that a bad day cannot take for ever. */
const STEPS: ResidualLimits = { mostEvents: 3, mostSteps: 200_000, mostAnswers: 5 };
const LARGEST_PART = 2n;

const isPayout = (content: unknown): content is Payout =>
	typeof content === 'object' && content !== null && Reflect.get(content, 'type') === 'Payout';
const isLine = (content: unknown): content is BankTransaction =>
	typeof content === 'object' && content !== null && Reflect.get(content, 'type') === 'BankTransaction';

function itemsOf({ payouts, lines }: ReconcileInput): ReconcileItem[] {
	return [
		...payouts.map((content): ReconcileItem => {
			const { id, arrivesOn, source, status } = content;
			return { key: id, kind: 'payout', day: arrivesOn, revision: `${source.revision} ${status}`, content };
		}),
		...lines
			.filter(({ pending }) => pending !== true)
			.map((content): ReconcileItem => {
				const { id, bookedOn, source } = content;
				return { key: id, kind: 'line', day: bookedOn, revision: source.revision, content };
			}),
	];
}

/** By key, as they are now. */
async function habitsOf({ syncLog, books }: ReconcileRunOptions): Promise<HabitsJson | undefined> {
	const known = await syncLog.getState(SCOPE + books, HABITS);
	const isHabits = typeof known === 'object' && known !== null && 'lags' in known && 'texts' in known;
	return isHabits ? (known as HabitsJson) : undefined;
}

/** Documents that belong together become one group; what was settled before is not in it again. */
function groupsOf(documents: readonly MatchedDocument[], done: ReadonlySet<string>): ReconcileGroup[] {
	const groups = new Map<MatchedDocument['settles'], MatchedDocument[]>();
	for (const document of documents) {
		if (document.settles.length === 0) continue;
		groups.set(document.settles, [...(groups.get(document.settles) ?? []), document]);
	}
	return [...groups].map(([settles, members]) => {
		const open = settles.filter(({ key }) => !done.has(key));
		return {
			payouts: open.filter(({ document }) => document.type === 'Payout').map(({ key }) => key),
			lines: open.filter(({ document }) => document.type === 'BankTransaction').map(({ key }) => key),
			documents: members.map(({ document }) => ({ key: document.id, content: document })),
		};
	});
}

/** Takes in what came, and matches all that is open. */
export async function reconcile(input: ReconcileInput, run: ReconcileRunOptions): Promise<Reconciled> {
	const { syncLog, books, asOf } = run;
	const items = itemsOf(input);
	await syncLog.reconcilePut(books, items);
	const since = dateOf(dayOf(asOf) - KEPT_DAYS);
	const state = await syncLog.reconcileState(books, since);
	const contents = state.items.map(({ content }) => content);
	const payouts = contents.filter(isPayout);
	const posted = await run.posted?.(payouts.map(({ id }) => id));
	const isPosted = posted === undefined ? {} : { isPosted: ({ key }: { key: string }) => posted.has(key) };
	const habits = await habitsOf(run);
	const options: MatchOptions = {
		asOf,
		...(run.holidays === undefined ? {} : { holidays: run.holidays }),
		...(run.bankTexts === undefined ? {} : { bankTexts: run.bankTexts }),
		...(habits === undefined ? {} : { habits }),
		...isPosted,
		done: state.done,
		explain: (payout, line) => {
			const difference = line.units - payout.units;
			if (size(difference) * LARGEST_PART > size(payout.units)) return { confidence: 0, reasons: [] };
			return explainPayout(payout.document, difference, { payouts, documents: input.documents }, STEPS);
		},
	};
	const result = matchPayouts(payouts.map(openPayout), contents.filter(isLine).map(openLine), options);
	const documents = matchDocuments(result, options);
	const done = new Set(state.done.flatMap((group) => [...group.payouts, ...group.lines]));
	const groups = groupsOf(documents, done);
	const noted = await syncLog.reconcileSettle(books, groups);
	const lost = new Set(
		groups.flatMap((group, index) => (noted[index] === true ? [] : group.documents.map(({ key }) => key))),
	);
	const old = result.others.filter(({ document }) => document.bookedOn < since).map(({ key }) => key);
	await syncLog.reconcileClose(books, old);
	const learned = new Habits(habits);
	const days = new BusinessDays(run.holidays);
	const isNoted = new Set(
		documents.filter(({ settles }) => settles.length > 0).flatMap(({ settles }) => settles),
	);
	for (const match of result.matches)
		if (match.payouts.some((payout) => isNoted.has(payout))) noteMatch(learned, match, days);
	await syncLog.setState(SCOPE + books, HABITS, learned.toJson());
	return {
		documents: [
			...documents.filter(({ document }) => !lost.has(document.id)),
			...(await earlier(input, documents, run)),
		].map(({ document, output }) => ({ document, output })),
		waiting: result.waiting.map(({ document }) => document),
		others: othersOf(
			input,
			result.others.map(({ key }) => key),
		),
	};
}

function othersOf({ lines }: ReconcileInput, keys: readonly string[]): BankTransaction[] {
	const others = new Set(keys);
	return lines.filter(({ id }) => others.has(id));
}

/** What the given payouts and lines were matched with before: given out again, so that nothing is lost on its way. */
async function earlier(
	{ payouts, lines }: ReconcileInput,
	documents: readonly MatchedDocument[],
	{ syncLog, books }: ReconcileRunOptions,
): Promise<Pick<MatchedDocument, 'document' | 'output'>[]> {
	const now = new Set(documents.map(({ document }) => document.id));
	const keys = [...payouts, ...lines].map(({ id }) => id);
	const known = await syncLog.reconcileMatches(books, keys);
	return known
		.filter(({ key }) => !now.has(key))
		.map(({ content }) => {
			const document = content as PayoutMatch;
			return { document, output: document.status === 'missingInBank' ? 'unmatched' : 'matched' };
		});
}

/**
 * A person agrees: what these documents say is done.
 * @returns whether each was noted; not when a payout or line is in another match, or is not known
 */
export async function acceptMatches(
	documents: readonly PayoutMatch[],
	{ syncLog, books }: Pick<ReconcileRunOptions, 'syncLog' | 'books'>,
): Promise<readonly boolean[]> {
	const groups: { payouts: Set<string>; lines: Set<string>; documents: PayoutMatch[] }[] = [];
	for (const document of documents) {
		const known = groups.find(({ payouts }) => document.payouts.some((key) => payouts.has(key)));
		const group = known ?? { payouts: new Set(), lines: new Set(), documents: [] };
		if (known === undefined) groups.push(group);
		for (const key of document.payouts) group.payouts.add(key);
		for (const key of document.bankTransactions) group.lines.add(key);
		group.documents.push(document);
	}
	const noted = await syncLog.reconcileSettle(
		books,
		groups.map((group) => ({
			payouts: [...group.payouts],
			lines: [...group.lines],
			documents: group.documents.map((content) => ({ key: content.id, content })),
		})),
	);
	return documents.map(
		(document) => noted[groups.findIndex((group) => group.documents.includes(document))] === true,
	);
}
