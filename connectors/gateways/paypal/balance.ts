/**
 * One balance at PayPal, first in, first out. PayPal has no payouts: a withdrawal takes what has been in the balance the longest.
 * What it leaves behind is the newest, so the records after which it ends are those whose sum is just what is left
 * (docs/adr/0024). Pure.
 */
import type { Finding } from '../../../core/findings/finding';
import type { BalanceRecord } from './payload';
import { netOf, type Converted } from './transactions';

/** Something in the balance that no withdrawal has taken yet. */
export interface Entry {
	/** minor units, with its sign */
	readonly net: bigint;
	/** absent: not known what it is */
	readonly record?: BalanceRecord;
	readonly converted?: Converted;
	/** why it is not known */
	readonly findings?: readonly Finding[];
}

/** A withdrawal and what it took; or money that PayPal collected from the bank, and what that was for. */
export interface Withdrawal {
	readonly record: BalanceRecord;
	/** what was in the balance that no withdrawal before it has taken, up to where this one ends */
	readonly entries: readonly Entry[];
	/** false: where it ends cannot be told, as it took only a part of something */
	readonly isWhole: boolean;
}

export class Balance {
	private entries: Entry[] = [];
	private total = 0n;

	/** @param opening what is in it when reading begins; of what it consists is not known. @param why what to say of it */
	constructor(opening: bigint, why: readonly Finding[]) {
		if (opening !== 0n) this.add({ net: opening, findings: why });
	}

	/** Whether all that is in it is known. */
	get isKnown(): boolean {
		return this.entries.every(({ record }) => record !== undefined);
	}

	add(entry: Entry): void {
		this.entries.push(entry);
		this.total += entry.net;
	}

	/**
	 * A deposit from the bank: PayPal collects what a negative balance lacks. Undefined where the merchant has put money in, which is in
	 * the balance then like anything else.
	 */
	collect(record: BalanceRecord): Withdrawal | undefined {
		if (this.total >= 0n || this.endOf(this.total + netOf(record)) === undefined) return undefined;
		return this.withdraw(record);
	}

	withdraw(record: BalanceRecord): Withdrawal {
		const left = this.total + netOf(record);
		const end = this.endOf(left);
		if (end === undefined) {
			const entries = [...this.entries];
			// a part of something is gone: nobody knows of what
			this.add({ net: netOf(record), record });
			return { record, entries, isWhole: false };
		}
		const entries = this.entries.slice(0, end);
		this.entries = this.entries.slice(end);
		this.total = left;
		return { record, entries, isWhole: true };
	}

	/** Where the withdrawal ends: before the fewest of the newest entries that come to what is left. */
	private endOf(left: bigint): number | undefined {
		let sum = 0n;
		for (let end = this.entries.length; end >= 0; end--) {
			if (sum === left) return end;
			sum += this.entries[end - 1]?.net ?? 0n;
		}
		return undefined;
	}
}
