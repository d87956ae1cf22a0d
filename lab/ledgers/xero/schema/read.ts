/** From the JSON of a request to elements of a known shape. */
import type { z } from 'zod';
import { noData, postDataInvalid } from '../faults';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without members that are null, which say as much as being absent. */
function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, member]) => member !== null)
			.map(([name, member]) => [name, withoutNulls(member)]),
	);
}

/** One element. @throws XeroFault 14: it has another shape */
export function readElement<T>(element: string, schema: z.ZodType<T>, sent: unknown): T {
	const result = schema.safeParse(withoutNulls(sent));
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const path = issue?.path.join('.') ?? '';
	if (issue?.code === 'unrecognized_keys') {
		const at = path === '' ? element : `${element}.${path}`;
		throw postDataInvalid(`Could not find member '${issue.keys.join(', ')}' on object of type '${at}'.`);
	}
	throw postDataInvalid(
		`Error converting value of '${path}' on object of type '${element}': ${issue?.message}`,
	);
}

/**
 * The elements of a body: `{"Invoices": [...]}`, or one element by itself.
 * @throws XeroFault 17: there are none
 */
export function elementsOf(container: string, element: string, sent: unknown): unknown[] {
	if (!isObject(sent)) throw noData(element);
	const inside = sent[container];
	if (inside === undefined) {
		if (Object.keys(sent).length === 0) throw noData(element);
		return [sent];
	}
	const [other] = Object.keys(sent).filter((key) => !['pagination', 'Warnings', container].includes(key));
	if (other !== undefined)
		throw postDataInvalid(`Could not find member '${other}' on object of type '${container}'.`);
	if (!Array.isArray(inside) || inside.length === 0) throw noData(element);
	return inside;
}
