/**
 * The accounting engine: every posted document has one posting, whose legs add up to nothing in the base currency.
 * Balances and reports come from the legs alone, never from the totals that stand in documents.
 */
import type { UndoLog } from '../../../kit/table';

/** One leg. Cents: debits positive, credits negative. */
export interface Leg {
	/** the account's id */
	readonly account: string;
	/** base currency */
	readonly amount: bigint;
	/** the same in the document's currency, when that is not the base currency */
	readonly foreign?: { readonly currency: string; readonly amount: bigint };
}

export interface Posting {
	/** "Invoice/{id}" */
	readonly key: string;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly legs: readonly Leg[];
}

/** Days inside which legs count, both included. */
export interface Period {
	readonly from?: string;
	readonly to?: string;
}

/** The plain JSON of a posting: bigint as text. */
export interface PostingSnapshot extends Omit<Posting, 'legs'> {
	readonly legs: readonly {
		readonly account: string;
		readonly amount: string;
		readonly foreign?: { readonly currency: string; readonly amount: string };
	}[];
}

const isInside = (date: string, { from, to }: Period): boolean =>
	(from === undefined || date >= from) && (to === undefined || date <= to);

export class GeneralLedger {
	private readonly postings = new Map<string, Posting>();

	constructor(private readonly undo: UndoLog) {}

	/**
	 * Enters a posting; one that was there before is replaced.
	 * @throws Error the legs do not add up to nothing: a mistake in the lab itself
	 */
	post(posting: Posting): void {
		const off = posting.legs.reduce((total, leg) => total + leg.amount, 0n);
		if (off !== 0n) throw new Error(`${posting.key} is out of balance by ${off}`);
		const before = this.postings.get(posting.key);
		this.postings.set(posting.key, posting);
		this.undo.note(() =>
			before === undefined ? this.postings.delete(posting.key) : this.postings.set(posting.key, before),
		);
	}

	/** Takes a posting out again. */
	remove(key: string): void {
		const before = this.postings.get(key);
		if (before === undefined) return;
		this.postings.delete(key);
		this.undo.note(() => this.postings.set(key, before));
	}

	all(): IterableIterator<Posting> {
		return this.postings.values();
	}

	/** Debits less credits of each account in a period. */
	sums(period: Period = {}): Map<string, bigint> {
		const sums = new Map<string, bigint>();
		for (const { date, legs } of this.postings.values()) {
			if (!isInside(date, period)) continue;
			for (const { account, amount } of legs) sums.set(account, (sums.get(account) ?? 0n) + amount);
		}
		return sums;
	}

	/** Whether any posting uses an account. */
	uses(account: string): boolean {
		for (const { legs } of this.postings.values())
			if (legs.some((leg) => leg.account === account)) return true;
		return false;
	}

	snapshot(): PostingSnapshot[] {
		return [...this.postings.values()].map(({ key, date, legs }) => ({
			key,
			date,
			legs: legs.map(({ account, amount, foreign }) => ({
				account,
				amount: String(amount),
				...(foreign === undefined
					? {}
					: { foreign: { currency: foreign.currency, amount: String(foreign.amount) } }),
			})),
		}));
	}

	restore(snapshot: readonly PostingSnapshot[]): void {
		this.postings.clear();
		for (const { legs, ...posting } of snapshot) {
			this.post({
				...posting,
				legs: legs.map(({ account, amount, foreign }) => ({
					account,
					amount: BigInt(amount),
					...(foreign === undefined
						? {}
						: { foreign: { currency: foreign.currency, amount: BigInt(foreign.amount) } }),
				})),
			});
		}
	}
}
