/** Parses a payload with a schema: all that is wrong with it as findings, and no amount in another currency than the order's. */
import type { z } from 'zod';
import { finding, type Finding } from '../../../core/findings/finding';
import { done, held, type Outcome } from '../../../core/outcome';
import { findingsOf, shown } from './payloadParts';

/** Whether there is an amount in another currency than the order's. `presentment` is meant to be another. */
function hasForeignAmount(value: unknown, currency: string): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return value.some((inner) => hasForeignAmount(inner, currency));
	if ('currency' in value) return value.currency !== currency;
	// the parsed order has plain objects only; every value of every order is looked at here, without a copy of its entries
	for (const key in value) {
		const inner: unknown = Reflect.get(value, key);
		if (key !== 'presentment' && typeof inner === 'object' && hasForeignAmount(inner, currency)) return true;
	}
	return false;
}

/** Amounts that are not in the order's currency, with their paths: so that no sum can ever mix two. */
function foreignAmounts(value: unknown, currency: string, path: string): Finding[] {
	if (!hasForeignAmount(value, currency)) return [];
	if (typeof value !== 'object' || value === null) return [];
	if ('currency' in value) {
		return [finding('CURRENCY_MIXED', { path, evidence: { found: shown(value.currency), currency } })];
	}
	return Object.entries(value).flatMap(([key, inner]) => {
		if (key === 'presentment') return [];
		const below = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
		return foreignAmounts(inner, currency, below);
	});
}

/**
 * @param prefix where the payload is in the order, for the paths
 * @param currency the order's, once the payload is parsed
 */
export function parse<T>(
	schema: z.ZodType<T>,
	payload: unknown,
	prefix: string,
	currency: (value: T) => string,
): Outcome<T> {
	const result = schema.safeParse(payload);
	if (!result.success) return held(findingsOf(result.error, prefix));
	const foreign = foreignAmounts(result.data, currency(result.data), prefix);
	return foreign.length > 0 ? held(foreign) : done(result.data);
}

/** What can be told of a thing whose payload cannot be parsed, for the record of its being held. */
export function identify(payload: unknown): { id: string; name: string; updatedAt: string } {
	const at = (name: string): string => {
		const value: unknown =
			typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
		return typeof value === 'string' || typeof value === 'number' ? shown(value) : '';
	};
	const id = at('legacyResourceId') || (/\/([\w-]+)$/.exec(at('id'))?.[1] ?? '');
	return { id: id === '' ? 'unknown' : id, name: at('name') || id, updatedAt: at('updatedAt') };
}
