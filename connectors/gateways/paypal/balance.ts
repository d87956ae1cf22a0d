/**
 * One balance at PayPal, first in, first out. PayPal has no payouts: a withdrawal takes what has been in the balance the longest.
 * What it leaves behind is the newest, so it ends before the fewest of the newest records that come to what is left
 * (docs/adr/0024). Pure.
 */
import type { Finding } from '../../../core/findings/finding';
import type { BalanceRecord } from './payload';
import { netOf, type Converted } from './transactions';

/** Something in the balance that no withdrawal has taken yet. */
export interface Entry {
	/** minor units, with its sign */
	readonly net: bigint;
	/** absent: it cannot be read */
	readonly record?: BalanceRecord;
	readonly converted?: Converted;
	/** why it cannot be read */
	readonly findings?: readonly Finding[];
}

/** A withdrawal and what it took; or money that PayPal collected from the bank, and what that was for. */
export interface Withdrawal {
	readonly record: BalanceRecord;
	/** what came since the withdrawal before it, up to where this one ends */
	readonly entries: readonly Entry[];
	/** false: what it took cannot be told, as it took only a part of something, or of what was there when reading began */
	readonly isWhole: boolean;
}

export class Balance {
	private entries: Entry[] = [];
	private sum = 0n;
	private hasBoundary = false;

	/**
	 * @param rest what is in it of which nobody knows what it is: at first all that was there when reading began, then what is left of
	 * something that a withdrawal took a part of. It stays at the bottom.
	 */
	constructor(private rest: bigint) {}

	/** Whether it is certain where the next withdrawal begins. */
	get isKnown(): boolean {
		return this.rest === 0n || this.hasBoundary;
	}

	add(entry: Entry): void {
		this.entries.push(entry);
		this.sum += entry.net;
	}

	/**
	 * A deposit from the bank: PayPal collects what a negative balance lacks. Undefined where the merchant has put money in, which is in
	 * the balance then like anything else.
	 */
	collect(record: BalanceRecord): Withdrawal | undefined {
		const total = this.sum + this.rest;
		if (total >= 0n || this.endOf(total + netOf(record) - this.rest) === undefined) return undefined;
		return this.withdraw(record);
	}

	withdraw(record: BalanceRecord): Withdrawal {
		const left = this.sum + this.rest + netOf(record);
		const end = this.endOf(left - this.rest);
		this.hasBoundary = end !== undefined;
		if (end !== undefined) return { record, entries: this.cut(end), isWhole: true };
		// it took a part of something: what is newer is in the balance still, and of that one what is left
		const entries = this.cut(this.newestWithin(left));
		this.rest = left - this.sum;
		return { record, entries, isWhole: false };
	}

	/** Before the newest entries that together come to no more than `left`. */
	private newestWithin(left: bigint): number {
		let sum = 0n;
		for (let end = this.entries.length; end > 0; end--) {
			sum += this.entries[end - 1]?.net ?? 0n;
			if (sum > left) return end;
		}
		return 0;
	}

	/** Takes away the entries up to `end`. */
	private cut(end: number): readonly Entry[] {
		const taken = this.entries.slice(0, end);
		this.entries = this.entries.slice(end);
		for (const { net } of taken) this.sum -= net;
		return taken;
	}

	/** Before the fewest of the newest entries that come to `left`. */
	private endOf(left: bigint): number | undefined {
		let sum = 0n;
		for (let end = this.entries.length; end >= 0; end--) {
			if (sum === left) return end;
			sum += this.entries[end - 1]?.net ?? 0n;
		}
		return undefined;
	}
}
