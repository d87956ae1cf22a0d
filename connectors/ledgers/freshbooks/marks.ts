/**
 * The mark by which a document is found again: its posting key, in a text that FreshBooks keeps with it. There is no other way
 * to ask for a payment, a journal or an expense, and numbers of invoices are not proven to be unique.
 */
import type { LedgerDocument, PostingKey } from '../../../core/ledger/documents';

const LONGEST = 1_000;

/** For people: what it is; then the key, which must never be cut off. */
export function markedText({ memo, postingKey }: Pick<LedgerDocument, 'memo' | 'postingKey'>): string {
	const words = memo
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '' && line !== postingKey)
		.join(' ');
	const room = Math.max(0, LONGEST - postingKey.length - 1);
	return `${words.slice(0, room)} ${postingKey}`.trim();
}

/** Texts come back with other white space, or with the key alone where somebody has shortened them. */
const wordsOf = (text: string | null | undefined): readonly string[] =>
	(text ?? '').split(/\s+/).filter((word) => word !== '');

/** Whether a text carries exactly this key: another key may begin or end like it. */
export function carries(text: string | null | undefined, key: PostingKey): boolean {
	return wordsOf(text).includes(key);
}

/**
 * Whether what was found is ours: it carries our key (true), another key of ours (false), or none: then somebody has rewritten
 * it, or it was entered by hand.
 */
export function isOurs(text: string | null | undefined, key: PostingKey): boolean | undefined {
	if (carries(text, key)) return true;
	return wordsOf(text).some((word) => /^freshbooks\/[^/]+\/.+\/.+/.test(word)) ? false : undefined;
}

/** Of what posting makes beside a document. */
export const appliedKey = (key: PostingKey): string => `${key}/applied`;
export const takenBackKey = (key: PostingKey): string => `${key}/takenBack`;

/** The keys that a text takes back. */
export const takenBackMarks = (text: string | null | undefined): readonly PostingKey[] =>
	wordsOf(text).flatMap((word) => {
		const key = /^(freshbooks\/.+)\/takenBack$/.exec(word)?.[1];
		return key === undefined ? [] : [key];
	});
