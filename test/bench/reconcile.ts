/** Payouts against bank lines: a month, a year, and ten and a hundred years of the same shop; time and memory. */
import type { BankTransaction, Payout } from '../../core/documents';
import { dateOf, dayOf } from '../../core/reconcile/days';
import { openLine, openPayout } from '../../core/reconcile/match/items';
import { matchPayouts } from '../../core/reconcile/match/match';
import { MatchStream } from '../../core/reconcile/match/stream';
import { dayBookMoney } from '../support/dayBookMoney';
import { shared } from '../support/shared';
import type { Figure, Section } from './report';

const MONTH = 'data/online-retail/daybook-2010-12.ndjson.gz';
export const YEAR = 'data/online-retail/daybook-year.ndjson.gz';
/** A multiple of seven, so that weekdays stay; longer than the year's file with all that comes later. */
const SHIFT_DAYS = 455;

interface Money {
	readonly payouts: readonly Payout[];
	readonly lines: readonly BankTransaction[];
}

interface DayOfMoney {
	readonly day: number;
	readonly payouts: Payout[];
	readonly lines: BankTransaction[];
}

/** What came on each day, oldest first. */
export function byDay({ payouts, lines }: Money): DayOfMoney[] {
	const days = new Map<number, DayOfMoney>();
	const at = (day: number): DayOfMoney => {
		const known = days.get(day) ?? { day, payouts: [], lines: [] };
		days.set(day, known);
		return known;
	};
	for (const payout of payouts) at(dayOf(payout.arrivesOn)).payouts.push(payout);
	for (const line of lines) at(dayOf(line.bookedOn)).lines.push(line);
	return [...days.values()].sort((a, b) => a.day - b.day);
}

/** A day of a later round, with ids and amounts' texts of its own; transactions are shared. */
function shifted({ day, payouts, lines }: DayOfMoney, round: number): DayOfMoney {
	const shift = round * SHIFT_DAYS;
	const later = (date: string): string => dateOf(dayOf(date) + shift);
	const own = <T extends Payout | BankTransaction>(document: T): T => ({
		...document,
		id: `${document.id}-${round}`,
		bookedOn: later(document.bookedOn),
		source: { ...document.source, externalId: `${document.source.externalId}${round}`, externalNumber: '' },
	});
	return {
		day: day + shift,
		payouts: payouts.map((payout) => ({ ...own(payout), arrivesOn: later(payout.arrivesOn) })),
		lines: lines.map((line) => {
			const cited = payouts.find(({ source }) => line.description.includes(source.externalId));
			const description = cited === undefined ? line.description : `${line.description}${round}`;
			return { ...own(line), description };
		}),
	};
}

interface Streamed {
	readonly seconds: number;
	readonly matched: number;
	readonly items: number;
	/** most payouts and lines at once */
	readonly kept: number;
	/** MB above what was there before */
	readonly heap: number;
}

const collect = (): void => {
	if (globalThis.gc !== undefined) globalThis.gc();
};
const megabytes = (): number => process.memoryUsage().heapUsed / 1e6;

/** Reads rounds of the same days one after another; nothing of an earlier round is held here. */
export function streamed(days: readonly DayOfMoney[], rounds: number): Streamed {
	collect();
	const before = megabytes();
	const stream = new MatchStream();
	let [matched, items, kept, heap, last] = [0, 0, 0, 0, 0];
	const started = performance.now();
	for (let round = 0; round < rounds; round++)
		for (const plain of days) {
			const { day, payouts, lines } = round === 0 ? plain : shifted(plain, round);
			items += payouts.length + lines.length;
			last = day;
			matched += stream.push(payouts, lines, dateOf(day))?.matches.length ?? 0;
			kept = Math.max(kept, stream.kept);
			heap = Math.max(heap, megabytes() - before);
		}
	matched += stream.end(dateOf(last + 30)).matches.length;
	return { seconds: (performance.now() - started) / 1e3, matched, items, kept, heap };
}

function figure(name: string, { seconds, matched, items, kept, heap }: Streamed, payouts: number): Figure {
	if (matched !== payouts) throw new Error(`${matched} of ${payouts} payouts were matched`);
	return {
		name,
		value: seconds,
		unit: 's',
		note: `${items} payouts and lines, ${((seconds / items) * 1e6).toFixed(0)} µs each; at most ${kept} at once, ${heap.toFixed(0)} MB of heap at the peak`,
	};
}

/** All at once, for comparison. */
function atOnce({ payouts, lines }: Money): Figure {
	const started = performance.now();
	const { matches } = matchPayouts(payouts.map(openPayout), lines.map(openLine), { asOf: '2012-12-31' });
	const seconds = (performance.now() - started) / 1e3;
	const note = `${payouts.length + lines.length} payouts and lines, ${matches.length} matched`;
	return { name: 'a year at once', value: seconds, unit: 's', note };
}

export async function benchReconcile(): Promise<Section[]> {
	const [month, year] = [dayBookMoney(shared(MONTH)), dayBookMoney(shared(YEAR))];
	const [days, years] = [byDay(month), byDay(year)];
	const count = (money: Money): number => money.payouts.filter(({ status }) => status === 'paid').length;
	// the engine compiles what is hot
	streamed(days, 3);
	return [
		{
			name: 'Reconciliation: payouts against bank lines',
			input:
				'the real shop, day by day as a stream; rounds are the same year again and again, later each time',
			figures: [
				figure('a month', streamed(days, 1), count(month)),
				figure('a year', streamed(years, 1), count(year)),
				figure('10 years', streamed(years, 10), 10 * count(year)),
				figure('100 years', streamed(years, 100), 100 * count(year)),
				atOnce(year),
			],
		},
	];
}
