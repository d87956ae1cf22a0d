/** Looks into answers of the REST API before they are parsed: plain objects, fields, lists. */

export type Plain = Readonly<Record<string, unknown>>;

export function isPlain(value: unknown): value is Plain {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field, or undefined. */
export function at(value: unknown, ...names: readonly string[]): unknown {
	return names.reduce<unknown>((inner, name) => (isPlain(inner) ? inner[name] : undefined), value);
}

export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
	const list = at(value, ...names);
	return Array.isArray(list) ? list : [];
}

/** Text of a field; empty when it is none. */
export function textAt(value: unknown, ...names: readonly string[]): string {
	const text = at(value, ...names);
	return typeof text === 'string' ? text : '';
}

/** WooCommerce's numeric ids, as text; undefined for everything else. */
export function idAt(value: unknown, ...names: readonly string[]): string | undefined {
	const id = at(value, ...names);
	if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return String(id);
	return typeof id === 'string' && /^[1-9]\d{0,19}$/.test(id) ? id : undefined;
}

/**
 * An instant of a `..._gmt` field: WooCommerce writes UTC without saying so.
 * @returns "2026-11-23T19:07:08Z", or undefined when it is none
 */
export function instantOf(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,6})?(?:Z|[+-]00:?00)?$/.exec(value)?.[1];
	if (text === undefined) return undefined;
	const instant = `${text}Z`;
	return Number.isNaN(Date.parse(instant)) ? undefined : instant;
}
