/** Open items of an account: what came in is used up by what went out, the oldest first, unless the two name each other. */
import type { BusinessKey } from '../../documents/header';
import type { CurrencyCode } from '../../money/currency';
import { byText } from '../signed';
import { size } from '../../money/money';

/** One movement of a sub-ledger. */
export interface Movement {
	readonly key: string;
	readonly about: BusinessKey;
	/** a word for people: "gift card sold", "dispute" */
	readonly kind: string;
	readonly currency: CurrencyCode;
	readonly gateway?: string;
	/** in minor units; debits are positive */
	readonly units: bigint;
	/** an instant, ISO 8601 in UTC */
	readonly at: string;
	readonly bookedOn: string;
	readonly orderNumber: string;
	/** YYYY-MM-DD, where it is known */
	readonly expectedOn?: string;
	/** what it closes, or is closed by: only movements with the same have to do with each other */
	readonly thread?: string;
}

/** What is left of a movement. */
export interface Left extends Movement {
	/** of `units`, with the same sign */
	readonly open: bigint;
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
/**
 * @returns what is left of each movement; the sum of what is open is the sum of all movements
 */
export function openMovements(movements: readonly Movement[]): Left[] {
	const ordered = [...movements].sort((a, b) => byText(a.at, b.at) || byText(a.key, b.key));
	const open = new Map(ordered.map((movement) => [movement, movement.units]));
	/** what still waits for its counterpart, by thread and sign, oldest first */
	const waiting = new Map<string, Movement[]>();
	const queueOf = (thread: string, isDebit: boolean): Movement[] => {
		const key = `${isDebit} ${thread}`;
		const queue = waiting.get(key) ?? [];
		waiting.set(key, queue);
		return queue;
	};
	for (const movement of ordered) {
		const thread = movement.thread ?? '';
		const isDebit = movement.units > 0n;
		const counterparts = queueOf(thread, !isDebit);
		let left = size(movement.units);
		for (let first = counterparts[0]; first !== undefined && left > 0n; first = counterparts[0]) {
			const theirs = size(open.get(first) ?? 0n);
			const used = lesser(left, theirs);
			left -= used;
			open.set(first, isDebit ? -(theirs - used) : theirs - used);
			if (theirs === used) counterparts.shift();
		}
		open.set(movement, isDebit ? left : -left);
		if (left > 0n) queueOf(thread, isDebit).push(movement);
	}
	return ordered.flatMap((movement) => {
		const units = open.get(movement) ?? 0n;
		return units === 0n ? [] : [{ ...movement, open: units }];
	});
}
