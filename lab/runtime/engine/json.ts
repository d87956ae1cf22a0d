/** n8n has several types for the same plain JSON (credential data, node parameters, data objects); this goes between them. */

/** A copy of plain JSON data as the type that is wanted. */
export function copy<T>(value: unknown): T {
	return JSON.parse(JSON.stringify(value));
}
