/**
 * The accounting engine: every posted document has one posting, whose legs add up to nothing in the home currency.
 * Balances and the trial balance come from the legs alone, never from the totals that stand in documents.
 */

/** One leg. Amounts in minor units of a currency: debits positive, credits negative. */
export interface Leg {
	/** the account's Id */
	readonly account: string;
	/** home currency */
	readonly amount: bigint;
	/** the customer whose receivable this is */
	readonly customer?: string;
	/** the same in the document's currency, when that is not the home currency */
	readonly foreign?: { readonly currency: string; readonly amount: bigint };
	readonly memo?: string;
}

export interface Posting {
	/** the entity's name; "ItemOpening" for the stock with which an item begins */
	readonly type: string;
	readonly id: string;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly number?: string;
	readonly legs: readonly Leg[];
}

/** Days inside which legs count, both included; without one there is no bound. */
export interface Period {
	readonly from?: string;
	readonly to?: string;
}

/** The plain JSON of a posting: bigint as text. */
export interface PostingSnapshot extends Omit<Posting, 'legs'> {
	readonly legs: readonly (Omit<Leg, 'amount' | 'foreign'> & {
		readonly amount: string;
		readonly foreign?: { readonly currency: string; readonly amount: string };
	})[];
}

const keyOf = (type: string, id: string): string => `${type}/${id}`;

const isInside = (date: string, { from, to }: Period): boolean =>
	(from === undefined || date >= from) && (to === undefined || date <= to);

export class GeneralLedger {
	private readonly postings = new Map<string, Posting>();
	/** running sums, so that reading an account or a customer does not add up the whole ledger */
	private readonly byAccount = new Map<string, bigint>();
	private readonly byCustomer = new Map<string, bigint>();

	/**
	 * Enters a posting; a document that was posted before is replaced.
	 * @throws Error the legs do not add up to nothing: a mistake in the lab itself
	 */
	post(posting: Posting): void {
		const off = posting.legs.reduce((total, leg) => total + leg.amount, 0n);
		if (off !== 0n) throw new Error(`${posting.type} ${posting.id} is out of balance by ${off}`);
		this.remove(posting.type, posting.id);
		this.postings.set(keyOf(posting.type, posting.id), posting);
		this.run(posting, 1n);
	}

	/** Takes a document's posting out again. */
	remove(type: string, id: string): void {
		const posting = this.postings.get(keyOf(type, id));
		if (posting === undefined) return;
		this.postings.delete(keyOf(type, id));
		this.run(posting, -1n);
	}

	all(): IterableIterator<Posting> {
		return this.postings.values();
	}

	of(type: string, id: string): Posting | undefined {
		return this.postings.get(keyOf(type, id));
	}

	/** Debits less credits of an account, minor units of the home currency. */
	balance(account: string): bigint {
		return this.byAccount.get(account) ?? 0n;
	}

	/** What a customer owes. */
	owedBy(customer: string): bigint {
		return this.byCustomer.get(customer) ?? 0n;
	}

	/** Debits less credits of each account, added up from the legs of a period. */
	sums(period: Period = {}): Map<string, bigint> {
		const sums = new Map<string, bigint>();
		for (const posting of this.postings.values()) {
			if (!isInside(posting.date, period)) continue;
			for (const { account, amount } of posting.legs) sums.set(account, (sums.get(account) ?? 0n) + amount);
		}
		return sums;
	}

	snapshot(): PostingSnapshot[] {
		return [...this.postings.values()].map(({ legs, ...posting }) => ({
			...posting,
			legs: legs.map(({ amount, foreign, ...leg }) => ({
				...leg,
				amount: String(amount),
				...(foreign === undefined
					? {}
					: { foreign: { currency: foreign.currency, amount: String(foreign.amount) } }),
			})),
		}));
	}

	restore(snapshot: readonly PostingSnapshot[]): void {
		this.postings.clear();
		this.byAccount.clear();
		this.byCustomer.clear();
		for (const { legs, ...posting } of snapshot) {
			this.post({
				...posting,
				legs: legs.map(({ amount, foreign, ...leg }) => ({
					...leg,
					amount: BigInt(amount),
					...(foreign === undefined
						? {}
						: { foreign: { currency: foreign.currency, amount: BigInt(foreign.amount) } }),
				})),
			});
		}
	}

	private run(posting: Posting, sign: bigint): void {
		for (const { account, amount, customer } of posting.legs) {
			this.byAccount.set(account, (this.byAccount.get(account) ?? 0n) + sign * amount);
			if (customer !== undefined) {
				this.byCustomer.set(customer, (this.byCustomer.get(customer) ?? 0n) + sign * amount);
			}
		}
	}
}
