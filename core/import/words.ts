/** What the words of a report mean; a person can add to them. */
import type { PayoutTransactionType } from '../documents/payout';

/**
 * sale, refund, payment: rows of orders. ignore: moves no money. Others: a transaction of a payout; with a category it can have
 * an account of its own.
 */
export type Meaning =
	| { readonly kind: 'sale' | 'refund' | 'payment' | 'payout' | 'ignore' }
	| { readonly kind: 'transaction'; readonly type: PayoutTransactionType; readonly category?: string };

/** By the word in lower case. */
export type Words = ReadonlyMap<string, Meaning>;

export const wordKey = (word: string): string => word.replace(/\s+/g, ' ').trim().toLowerCase();

const transaction = (type: PayoutTransactionType, category?: string): Meaning => ({
	kind: 'transaction',
	type,
	...(category === undefined ? {} : { category }),
});

export const fee = (category?: string): Meaning => transaction('fee', category);
export { transaction };

export const wordsOf = (entries: Readonly<Record<string, Meaning>>): Words =>
	new Map(Object.entries(entries).map(([word, meaning]) => [wordKey(word), meaning]));

/** The person's own words go first. */
export const withWords = (words: Words, own: Words = new Map()): Words => new Map([...words, ...own]);
