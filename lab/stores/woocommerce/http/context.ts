/** What the handlers of a request are given. */
import type { LabRequest, LabResponse } from '../../../kit/platform';
import type { World } from '../../../kit/world';
import type { ApiKey } from '../options';
import type { Place } from '../rest/catalogue';
import type { View } from '../rest/order';
import type { Shop } from '../shop/shop';
import type { Webhooks } from '../webhooks/webhooks';
import { WpError } from './errors';
import { parsedQuery } from './query';

export interface Context {
	readonly world: World;
	readonly shop: Shop;
	readonly view: View;
	readonly place: Place;
	readonly webhooks: Webhooks;
	/** puts news on the webhooks' queue */
	readonly tell: (topic: string, id: number) => void;
}

/** One request on its way through a route. */
export interface Call {
	readonly request: LabRequest;
	readonly context: Context;
	/** the numbers and words in the path */
	readonly path: readonly string[];
	/** undefined: nobody */
	readonly key: ApiKey | undefined;
	/** the query's parameters and those of the body */
	readonly sent: Readonly<Record<string, unknown>>;
}

export type Handler = (call: Call) => LabResponse;

/** @throws WpError the body says it is JSON and is not */
export function sentParameters({ query, headers, rawBody }: LabRequest): Record<string, unknown> {
	const type = headers['content-type'] ?? '';
	const text = rawBody.toString('utf8');
	if (text === '') return parsedQuery(query);
	if (type.includes('application/x-www-form-urlencoded'))
		return { ...parsedQuery(query), ...parsedQuery(new URLSearchParams(text)) };
	if (!/application\/([a-z.+-]+\+)?json/i.test(type)) return parsedQuery(query);
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw new WpError('rest_invalid_json', 'Invalid JSON body passed.', 400, {
			json_error_code: 4,
			json_error_message: 'Syntax error',
		});
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return parsedQuery(query);
	return { ...parsedQuery(query), ...body };
}

const REFUSALS = {
	list: ['view', 'Sorry, you cannot list resources.'],
	view: ['view', 'Sorry, you cannot view this resource.'],
	create: ['create', 'Sorry, you are not allowed to create resources.'],
	edit: ['edit', 'Sorry, you are not allowed to edit this resource.'],
	delete: ['delete', 'Sorry, you are not allowed to delete this resource.'],
} as const;

/** @throws WpError nobody asks: 401 in the words of what was asked */
export function allow({ key }: Call, what: keyof typeof REFUSALS): void {
	if (key !== undefined) return;
	const [code, message] = REFUSALS[what];
	throw new WpError(`woocommerce_rest_cannot_${code}`, message, 401);
}

/** The real one does it; the lab's day book does not know how. */
export const notSimulated = (what: string): WpError =>
	new WpError('lab_not_simulated', `LAB: ${what} is not simulated; add it to the day book instead.`, 501);

/** A number in the path. */
export const pathId = (call: Call, index = 0): number => Number(call.path[index]);
