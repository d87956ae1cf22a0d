/** What the refusals of a GraphQL API that counts points mean (Shopify's): from HTTP statuses and GraphQL errors to failures that say what can be done. */
import { TransportError, type HttpResponse } from './http';

/** Points of the leaky bucket, as `extensions.cost` of each answer tells them. */
export interface Cost {
	readonly requested: number;
	readonly available: number;
	readonly maximum: number;
	readonly restoreRate: number;
}

/** One entry of `errors` in an answer. */
export interface GraphqlProblem {
	readonly message: string;
	readonly code: string;
	readonly path: readonly (string | number)[];
}

const MESSAGE_LENGTH = 200;

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function numberAt(value: unknown, ...names: readonly string[]): number | undefined {
	const found = names.reduce(property, value);
	return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The cost of an answer, when the platform states it. */
export function costOf(body: unknown): Cost | undefined {
	const cost = property(property(body, 'extensions'), 'cost');
	const requested = numberAt(cost, 'requestedQueryCost');
	const available = numberAt(cost, 'throttleStatus', 'currentlyAvailable');
	const maximum = numberAt(cost, 'throttleStatus', 'maximumAvailable');
	const restoreRate = numberAt(cost, 'throttleStatus', 'restoreRate');
	if (requested === undefined || available === undefined || maximum === undefined) return undefined;
	return restoreRate === undefined || restoreRate <= 0
		? undefined
		: { requested, available, maximum, restoreRate };
}

/** The errors of an answer; some refusals have a sentence in place of the list. */
export function problemsOf(body: unknown): GraphqlProblem[] {
	const errors = property(body, 'errors');
	if (typeof errors === 'string') return [{ message: errors, code: '', path: [] }];
	if (!Array.isArray(errors)) return [];
	return errors.map((error: unknown) => {
		const message = property(error, 'message');
		const code = property(property(error, 'extensions'), 'code');
		const path = property(error, 'path');
		return {
			message: typeof message === 'string' ? message : 'unknown error',
			code: typeof code === 'string' ? code : '',
			path: Array.isArray(path)
				? path.filter((part): part is string | number => typeof part === 'string' || typeof part === 'number')
				: [],
		};
	});
}

export const isThrottled = (problem: GraphqlProblem): boolean =>
	problem.code === 'THROTTLED' || (problem.code === '' && /^throttled$/i.test(problem.message));

/** A query that asks for more than 1,000 points at once. The code is not documented, so the sentence is looked at too. */
export const isTooCostly = (problem: GraphqlProblem): boolean =>
	problem.code === 'MAX_COST_EXCEEDED' || /exceeds the single query max cost/i.test(problem.message);

export const isAccessDenied = (problem: GraphqlProblem): boolean => problem.code === 'ACCESS_DENIED';

/** Milliseconds of a Retry-After header, in seconds ("2.0"). */
function retryAfterMs(headers: HttpResponse['headers']): number | undefined {
	const seconds = Number(headers['retry-after']);
	return headers['retry-after'] !== undefined && Number.isFinite(seconds) && seconds >= 0
		? Math.ceil(seconds * 1000)
		: undefined;
}

/**
 * The failure that a status other than success means, or undefined for success.
 * @param shop how the platform's shop is called in errors
 * @param notFound what a person checks when there is nothing at the address
 */
export function failureOfStatus(
	response: HttpResponse,
	shop: string,
	notFound: string,
): TransportError | undefined {
	const { status } = response;
	if (status >= 200 && status < 300) return undefined;
	if (status === 401) {
		return new TransportError(
			'unauthorized',
			`${shop} refuses the access token; it was revoked, or the app was removed.`,
		);
	}
	if (status === 429 || status === 430) {
		return new TransportError(
			'rateLimited',
			`${shop} gets too many requests.`,
			retryAfterMs(response.headers),
		);
	}
	if (status >= 500)
		return new TransportError('uncertain', `${shop} answers with an error of its own (${status}).`);
	if (status === 402) return new TransportError('rejected', `${shop} is frozen: its bill there is unpaid.`);
	if (status === 403) {
		return new TransportError(
			'unauthorized',
			`${shop} forbids the access (403); the app lacks permissions or was removed.`,
		);
	}
	if (status === 404) return new TransportError('rejected', `There is no shop at ${shop}. ${notFound}`);
	if (status === 423) return new TransportError('rejected', `${shop} is locked.`);
	return new TransportError('rejected', `${shop} refuses the request (${status}).`);
}

/** The failure that GraphQL errors mean when they are neither about speed nor about the size of the query. */
export function failureOfProblems(problems: readonly GraphqlProblem[], shop: string): TransportError {
	const [first] = problems;
	const denied = problems.find(isAccessDenied);
	if (denied !== undefined) {
		return new TransportError(
			'rejected',
			`${shop} denies the access: ${denied.message.slice(0, MESSAGE_LENGTH)}`,
		);
	}
	if (problems.some(({ code }) => code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT')) {
		return new TransportError('uncertain', `${shop} answers with an internal error.`);
	}
	if (problems.some(({ code }) => code === 'SHOP_INACTIVE')) {
		return new TransportError('rejected', `${shop} is not active.`);
	}
	return new TransportError(
		'rejected',
		`${shop} refuses the query: ${(first?.message ?? '').slice(0, MESSAGE_LENGTH)}`,
	);
}
