/** When two codes, or two names, are the same to a person, or nearly. */

/** A code without what people write differently: capital letters, blanks, dashes and leading zeros. */
export function normalCode(code: string): string {
	const plain = code
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');
	return plain.replace(/^0+(?=.)/, '');
}

/** A name in lower case, words only. */
export function normalName(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Pairs of neighbouring letters of a name without its blanks, with how often each is there. */
function pairsOf(name: string): Map<string, number> {
	const letters = name.replace(/ /g, '').slice(0, 200);
	const pairs = new Map<string, number>();
	for (let index = 0; index + 1 < letters.length; index++) {
		const pair = letters.slice(index, index + 2);
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
	}
	return pairs;
}

const ENOUGH = 0.5;

/**
 * Whether two names may be of the same thing: the words of one are all in the other, or at least half of their pairs of letters
 * are the same (Dice's coefficient).
 */
export function namesAlike(one: string, other: string): boolean {
	const [a, b] = [normalName(one), normalName(other)];
	if (a === b) return true;
	const [words, others] = [a.split(' '), b.split(' ')];
	const [few, many] = words.length <= others.length ? [words, new Set(others)] : [others, new Set(words)];
	if (few.every((word) => word !== '' && many.has(word))) return true;
	const [pairs, otherPairs] = [pairsOf(a), pairsOf(b)];
	let same = 0;
	let all = 0;
	for (const [pair, count] of pairs) {
		same += Math.min(count, otherPairs.get(pair) ?? 0);
		all += count;
	}
	for (const count of otherPairs.values()) all += count;
	return all > 0 && (2 * same) / all >= ENOUGH;
}
