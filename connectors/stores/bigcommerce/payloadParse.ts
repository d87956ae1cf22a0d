/** Parses a payload with a schema: all that is wrong with it as findings with their paths. */
import type { z } from 'zod';
import { done, held, type Outcome } from '../../../core/outcome';
import { findingsOf, instantOf, shown } from './payloadParts';

/** @param prefix where the payload is in the order, for the paths */
export function parse<T>(schema: z.ZodType<T>, payload: unknown, prefix: string): Outcome<T> {
	const result = schema.safeParse(payload);
	return result.success ? done(result.data) : held(findingsOf(result.error, prefix));
}

/** What can be told of a thing whose payload cannot be parsed, for the record of its being held. */
export function identify(payload: unknown): { id: string; modifiedAt: string } {
	const at = (name: string): unknown =>
		typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
	const id = at('id');
	const known = typeof id === 'number' || typeof id === 'string' ? shown(id) : '';
	return { id: known === '' ? 'unknown' : known, modifiedAt: instantOf(at('date_modified')) ?? '' };
}
