/** What is known of a gateway from payouts that were matched for certain: its lag, and how its lines read. Kept between runs. */
import { Lags, type LagCounts } from '../lag';
import { skeletonOf } from './words';

export interface HabitsJson {
	readonly lags: LagCounts;
	/** by gateway: texts without numbers and ids, and how often each was seen */
	readonly texts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** From so many lines on that read like it, a gateway is known to be named in the bank's text. */
const KNOWN_FROM = 3;
const MOST_TEXTS = 20;

export class Habits {
	readonly lags: Lags;
	private readonly texts = new Map<string, Map<string, number>>();

	constructor(known: HabitsJson = { lags: {}, texts: {} }) {
		this.lags = new Lags(known.lags);
		for (const [gateway, texts] of Object.entries(known.texts))
			this.texts.set(gateway, new Map(Object.entries(texts)));
	}

	/** @param words of the line that was surely this gateway's */
	noteText(gateway: string, words: string): void {
		const texts = this.texts.get(gateway) ?? new Map<string, number>();
		this.texts.set(gateway, texts);
		const skeleton = skeletonOf(words);
		if (texts.has(skeleton) || texts.size < MOST_TEXTS) texts.set(skeleton, (texts.get(skeleton) ?? 0) + 1);
	}

	/** Whether lines like this were this gateway's before. */
	readsLike(gateway: string, words: string): boolean {
		return this.texts.get(gateway)?.has(skeletonOf(words)) ?? false;
	}

	/** Whether its lines are known to name it, so that a line that does not is none of its. */
	isNamed(gateway: string): boolean {
		const counts = [...(this.texts.get(gateway)?.values() ?? [])];
		return counts.reduce((sum, count) => sum + count, 0) >= KNOWN_FROM;
	}

	toJson(): HabitsJson {
		return {
			lags: this.lags.toJson(),
			texts: Object.fromEntries(
				[...this.texts].map(([gateway, texts]) => [gateway, Object.fromEntries([...texts].sort())]),
			),
		};
	}
}
