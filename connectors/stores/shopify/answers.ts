/** Looks into GraphQL answers before they are parsed as orders: plain objects, lists and pages. */
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

/** A field that Shopify's schema promises to be text. */
export function textAt(value: unknown, ...names: readonly string[]): string {
	const text = at(value, ...names);
	if (typeof text === 'string') return text;
	throw new TransportError(
		'rejected',
		`Shopify's answer has no ${names.join('.')}; its format may have changed.`,
	);
}

/** A page of a connection. */
export interface Page {
	readonly nodes: readonly unknown[];
	/** where the next page begins; undefined on the last one */
	readonly next: string | undefined;
}

export function pageAt(value: unknown, ...names: readonly string[]): Page {
	const connection = at(value, ...names);
	const more = at(connection, 'pageInfo', 'hasNextPage') === true;
	const cursor = at(connection, 'pageInfo', 'endCursor');
	return {
		nodes: listAt(connection, 'nodes'),
		next: more && typeof cursor === 'string' ? cursor : undefined,
	};
}
