/** The words of a bank line's text, and the words by which a gateway is known in it. */

/** Words that name no gateway by themselves. */
const GENERIC = new Set(
	'PAYMENT PAYMENTS PAY GATEWAY CHECKOUT EXPRESS STANDARD PLUS BY CARD CARDS CREDIT DEBIT ADVANCED PRO COMMERCE MANUAL ONLINE THE AND BANK TRANSFER INVOICE'.split(
		' ',
	),
);
const SHORTEST_STEM = 5;

/** Capital letters and digits only. */
export const compact = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** In capital letters, without punctuation. */
export function wordsOf(text: string): string[] {
	return text
		.toUpperCase()
		.split(/[^A-Z0-9]+/)
		.filter((word) => word !== '');
}

/** The text without what changes from line to line: numbers, ids. */
export const skeletonOf = (words: string): string =>
	words
		.split(' ')
		.filter((word) => word !== '' && !/\d/.test(word))
		.join(' ');

/**
 * By which words a gateway is known: those that were given for it, otherwise those of its name that say something
 * ("shopify_payments": SHOPIFY).
 * @param others further names of the gateway, such as that of its connector
 */
export function phrasesOf(
	gateway: string,
	given: readonly string[] | undefined,
	others: readonly string[] = [],
): string[] {
	if (given !== undefined && given.length > 0)
		return given.map((phrase) => wordsOf(phrase).join(' ')).filter((phrase) => phrase !== '');
	const words = [gateway, ...others].flatMap(wordsOf);
	return [...new Set(words)].filter((word) => word.length >= 3 && !GENERIC.has(word));
}

/** Whether a line's words (between spaces) have one of the phrases, as whole words or as the beginning of a longer word. */
export function names(words: string, phrases: readonly string[]): boolean {
	return phrases.some((phrase) =>
		words.includes(phrase.length >= SHORTEST_STEM ? ` ${phrase}` : ` ${phrase} `),
	);
}
