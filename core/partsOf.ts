/** Splits a list into parts of at most `size`, in order. */
export function partsOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
	const parts: T[][] = [];
	for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
	return parts;
}
