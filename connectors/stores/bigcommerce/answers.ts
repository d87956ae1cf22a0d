/** Looks into answers before they are parsed as orders: plain objects and lists. */
import { TransportError } from '../../../core/transport/http';

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

/** A field that the specification promises to be text. */
export function textAt(value: unknown, ...names: readonly string[]): string {
	const text = at(value, ...names);
	if (typeof text === 'string') return text;
	throw new TransportError(
		'rejected',
		`BigCommerce's answer has no ${names.join('.')}; its format may have changed.`,
	);
}

/** An id as text: whole numbers and texts; undefined for anything else. */
export function idAt(value: unknown, ...names: readonly string[]): string | undefined {
	const id = at(value, ...names);
	if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
	return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}
