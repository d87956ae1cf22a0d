/** The short, visible number of a document: people find the order by it, and the ledger is asked by it after a lost answer. */
import { createHash } from 'node:crypto';
import type { PostingKey } from './documents';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HASH_LENGTH = 8;
const ORDER_LENGTH = 12;

/** The first 40 bits of the key's sha256 in base 32 (RFC 4648): eight characters. */
function keyHash(key: PostingKey): string {
	const digest = createHash('sha256').update(key).digest();
	let bits = 0n;
	for (const byte of digest.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte);
	let text = '';
	for (let shift = 35n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((bits >> shift) & 31n)] ?? '';
	return text;
}

/**
 * "1001-K7QX2MPA": the order's number (letters and digits, the last 12 of a long one) and a hash of the posting key, so that
 * the documents of one order differ, and two shops' orders 1001 too. At most 21 characters.
 * @param longest the longest number that the ledger takes
 */
export function documentNumber(orderNumber: string, key: PostingKey, longest = 21): string {
	const room = Math.max(0, Math.min(ORDER_LENGTH, longest - HASH_LENGTH - 1));
	const cleaned = orderNumber.replace(/[^A-Za-z0-9-]/g, '');
	const order = cleaned.slice(Math.max(0, cleaned.length - room)).replace(/^-+|-+$/g, '');
	return order === '' ? keyHash(key) : `${order}-${keyHash(key)}`;
}
