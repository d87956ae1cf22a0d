/**
 * The accounting engine: every document that counts has one posting in one currency, whose legs add up to nothing. Balances
 * and reports come from the legs alone, never from the totals that stand in documents.
 */
import type { UndoLog } from '../../../kit/table';

/** One leg. Cents of the posting's currency: debits positive, credits negative. */
export interface Leg {
	/** the account's id */
	readonly account: string;
	readonly amount: bigint;
	/** the tax of which this is an amount, and what it was taken on */
	readonly tax?: { readonly name: string; readonly on: bigint };
}

export interface Posting {
	/** "invoice/1234" */
	readonly key: string;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly currency: string;
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
		readonly tax?: { readonly name: string; readonly on: string };
	}[];
}

export const isInside = (date: string, { from, to }: Period): boolean =>
	(from === undefined || date >= from) && (to === undefined || date <= to);

/** A balance of an account in one currency; cents, debits positive. */
export interface Balance {
	readonly account: string;
	readonly currency: string;
	readonly amount: bigint;
}

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

	/** Debits less credits of each account and currency in a period. */
	balances(period: Period = {}): Balance[] {
		const sums = new Map<string, Balance>();
		for (const { date, currency, legs } of this.postings.values()) {
			if (!isInside(date, period)) continue;
			for (const { account, amount } of legs) {
				const key = `${account} ${currency}`;
				const before = sums.get(key)?.amount ?? 0n;
				sums.set(key, { account, currency, amount: before + amount });
			}
		}
		return [...sums.values()];
	}

	snapshot(): PostingSnapshot[] {
		return [...this.postings.values()].map(({ legs, ...posting }) => ({
			...posting,
			legs: legs.map(({ account, amount, tax }) => ({
				account,
				amount: String(amount),
				...(tax === undefined ? {} : { tax: { name: tax.name, on: String(tax.on) } }),
			})),
		}));
	}

	restore(snapshot: readonly PostingSnapshot[]): void {
		this.postings.clear();
		for (const { legs, ...posting } of snapshot) {
			this.post({
				...posting,
				legs: legs.map(({ account, amount, tax }) => ({
					account,
					amount: BigInt(amount),
					...(tax === undefined ? {} : { tax: { name: tax.name, on: BigInt(tax.on) } }),
				})),
			});
		}
	}
}
