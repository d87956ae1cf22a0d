/**
 * Shopify's identifiers from the day book's: a number that is stable between runs, and the gid around it. A day book id
 * that is a plain number stays that number; any other text becomes a number by a hash, below 2^53 as REST bodies need it.
 */

const PLAIN_NUMBER = /^[1-9]\d{0,15}$/;

/** cyrb53, a public-domain 53-bit string hash: quick, and the same on every machine. */
function hash53(text: string): number {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
	low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
	return 4294967296 * (2097151 & low) + (high >>> 0);
}

/**
 * The REST number of a thing.
 * @param kind Shopify's type, e.g. "LineItem": the same key in two types gives two numbers
 * @param key the day book's id, with its parent's where it is only unique there
 */
export function numericId(kind: string, key: string): number {
	if (PLAIN_NUMBER.test(key) && Number.isSafeInteger(Number(key))) return Number(key);
	return hash53(`${kind}\u0000${key}`);
}

/** e.g. gid("Order", 450789469) = "gid://shopify/Order/450789469" */
export function gid(kind: string, id: number | string): string {
	return `gid://shopify/${kind}/${id}`;
}

/** The parts of a gid (a query part such as "?model_name=Address" is dropped), undefined for anything else. */
export function parseGid(text: string): { kind: string; id: string } | undefined {
	const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([A-Za-z0-9_-]+)(?:\?.*)?$/.exec(text);
	const [, kind, id] = match ?? [];
	return kind === undefined || id === undefined ? undefined : { kind, id };
}
