/**
 * WooCommerce's numbers from the day book's ids: the same each time. A day book id that is a plain number stays that number,
 * any other text becomes one by a hash. They stay below 2^47, above what plain numbers usually reach.
 */
import { createHash } from 'node:crypto';

const PLAIN_NUMBER = /^[1-9]\d{0,8}$/;

/**
 * @param kind what it is, e.g. "refund": the same key in two kinds gives two numbers
 * @param key the day book's id, with its parent's where it is only unique there
 */
export function hashedId(kind: string, key: string): number {
	const digest = createHash('sha256').update(`${kind}\u0000${key}`).digest();
	return 1_000_000_000 + digest.readUIntBE(0, 5);
}

/** The number of a post: orders, refunds, products. */
export function postId(kind: 'order' | 'refund' | 'product' | 'coupon' | 'customer', key: string): number {
	return PLAIN_NUMBER.test(key) ? Number(key) : hashedId(kind, key);
}

/** Text that looks made at random, as order keys and gift card codes are; the same each time. */
export function madeUp(seed: string, length: number, alphabet: string): string {
	const bytes = createHash('sha512').update(seed).digest();
	let text = '';
	for (let index = 0; index < length; index++) text += alphabet.charAt((bytes[index] ?? 0) % alphabet.length);
	return text;
}
