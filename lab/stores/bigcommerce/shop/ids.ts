/**
 * Numbers for the day book's ids, the same each time. BigCommerce counts up; here what belongs to an order counts up within
 * the order's own range, so that a restarted lab gives the same numbers whatever happened before.
 */
import { createHash } from 'node:crypto';

/** Orders are below this, so that ten thousand of everything of an order stay exact numbers in JSON. */
const ORDER_RANGE = 2 ** 36;
const PER_ORDER = 10_000;

/** A plain number stays what it is; another text becomes a number by a hash. */
export function orderId(key: string): number {
	if (/^[1-9]\d{0,10}$/.test(key) && Number(key) < ORDER_RANGE) return Number(key);
	const digest = createHash('sha256').update(key).digest();
	return (digest.readUIntBE(0, 6) % (ORDER_RANGE - 1)) + 1;
}

/** The n-th (from 1) thing of its kind on an order. */
export function idWithin(order: number, position: number): number {
	if (position >= PER_ORDER) throw new Error(`order ${order} has more than ${PER_ORDER - 1} of something`);
	return order * PER_ORDER + position;
}

const HASH_LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Ten letters and digits, as BigCommerce names its stores. */
export function storeHashOf(shopId: string): string {
	const digest = createHash('sha256').update(`bigcommerce store ${shopId}`).digest();
	return [...digest.subarray(0, 10)].map((byte) => HASH_LETTERS[byte % HASH_LETTERS.length] ?? '0').join('');
}

/** A number for a store or a hook's log that has none in the day book. */
export function numberOf(text: string): number {
	return createHash('sha256').update(text).digest().readUIntBE(0, 4);
}
