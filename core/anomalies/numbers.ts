/** Order numbers that are missing. Many shops have gaps (drafts, abandoned orders): what is usual, the numbers before tell. */
import type { Cancellation, Sale } from '../documents';
import { isIn } from '../performance/periods';
import { anomaly, type Anomaly } from './anomaly';
import type { Frame } from './frame';

/** fewer numbers than this do not tell how many are usually missing */
const LEAST_NUMBERS = 100;
/** the expected number of such gaps below which one is unusual */
const RARE = 0.01;
/** a jump by more than this is a new numbering */
const NEW_NUMBERING = 100_000;

interface Numbered {
	readonly value: number;
	readonly document: Sale | Cancellation;
}

/** The shop and what stands around the number: "#1001-A" counts by itself. */
function seriesOf({
	source,
	order,
}: Sale | Cancellation): { readonly key: string; readonly value: number } | undefined {
	const found = /^(\D*)(\d{1,12})$/.exec(order.number);
	if (found === null) return undefined;
	return { key: `${source.platform}/${source.storeId}/${found[1] ?? ''}`, value: Number(found[2]) };
}

function judgeSeries(frame: Frame, numbered: readonly Numbered[]): Anomaly[] {
	const sorted = [...numbered].sort((a, b) => a.value - b.value);
	const found: Anomaly[] = [];
	let [seen, missing, longest, nextLongest] = [0, 0, 0, 0];
	sorted.forEach((now, index) => {
		const last = sorted[index - 1];
		const gap = last === undefined ? 0 : now.value - last.value - 1;
		if (last !== undefined && gap > 0 && gap < NEW_NUMBERING && seen >= LEAST_NUMBERS) {
			// without the longest: one gap that should not have been makes the next one no more usual
			const usually = missing - longest;
			const share = usually / (seen + usually);
			const expected = share === 0 ? 0 : (seen + usually) * share ** gap;
			const isUnusual = expected < RARE && gap > 2 * nextLongest;
			if (isUnusual && isIn(now.document.bookedOn, frame.period)) {
				const behind = [last.document, now.document].map(({ id, order }) => ({ id, number: order.number }));
				const usual = nextLongest === 0 ? 'none is missing' : `at most ${nextLongest} together are`;
				found.push(
					anomaly(
						'ANOMALY_NUMBER_GAP',
						{
							period: { from: last.document.bookedOn, to: now.document.bookedOn },
							subject: now.document.source.storeId,
							behind,
						},
						{
							after: last.document.order.number,
							before: now.document.order.number,
							shop: now.document.source.storeId,
							count: gap,
							usual,
						},
					),
				);
			}
		}
		if (gap < NEW_NUMBERING) {
			missing += gap;
			nextLongest = Math.max(nextLongest, Math.min(longest, gap));
			longest = Math.max(longest, gap);
		}
		seen++;
	});
	return found;
}

/** Orders that were given up have their numbers, too; those from before the first sale given are no measure. */
function within(list: readonly Numbered[]): Numbered[] {
	const sold = list.filter(({ document }) => document.type === 'Sale');
	const first = sold.reduce((least, { value }) => Math.min(least, value), Infinity);
	const values = new Set(sold.map(({ value }) => value));
	const givenUp = list.filter(
		({ document, value }) => document.type !== 'Sale' && value > first && !values.has(value),
	);
	return [...sold, ...givenUp];
}

/** All sales of a shop are looked at, whatever their currency; called for one currency only. */
export function numberGaps(frame: Frame): Anomaly[] {
	const series = new Map<string, Numbered[]>();
	for (const document of frame.documents) {
		if (document.type !== 'Sale' && document.type !== 'Cancellation') continue;
		const found = seriesOf(document);
		if (found === undefined) continue;
		const list = series.get(found.key) ?? [];
		list.push({ value: found.value, document });
		series.set(found.key, list);
	}
	return [...series.values()].flatMap((list) => judgeSeries(frame, within(list)));
}
