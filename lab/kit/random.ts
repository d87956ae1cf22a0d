/** Repeatable chance: the same seed and the same words always give the same number. */
import { createHash } from 'node:crypto';

/** A number from 0 up to but not including 1, drawn from a hash of the words. */
export function chance(...words: readonly (string | number)[]): number {
	const hash = createHash('sha256').update(words.join('\u0000')).digest();
	return hash.readUIntBE(0, 6) / 2 ** 48;
}
