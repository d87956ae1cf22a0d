/** PayPal's refusals, in its own words. https://developer.paypal.com/docs/api/transaction-search/v1/ */
import type { LabResponse } from '../../kit/platform';

/** A refusal that ends the work on a request. */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly status: number,
		readonly body: Readonly<Record<string, unknown>>,
	) {
		super(JSON.stringify(body));
	}
}

const DEBUG_ID = 'f1ab0debug000';
const NOT_WELL_FORMED = 'Request is not well-formed, syntactically incorrect, or violates schema.';

/** @param field a parameter; @param issue what is wrong with it */
export const invalid = (field: string, issue: string, value?: string): Refusal =>
	new Refusal(400, {
		name: 'INVALID_REQUEST',
		message: NOT_WELL_FORMED,
		debug_id: DEBUG_ID,
		details: [{ field, location: 'query', issue, ...(value === undefined ? {} : { value }) }],
	});

export const notAvailable = (): Refusal =>
	new Refusal(400, {
		name: 'INVALID_REQUEST',
		message: 'Data for the given start date is not available.',
		debug_id: DEBUG_ID,
	});

export const tooMuch = (): Refusal =>
	new Refusal(400, {
		name: 'RESULTSET_TOO_LARGE',
		message: 'Result set size is greater than the maximum limit. Change the filter criteria and try again.',
		debug_id: DEBUG_ID,
	});

export const notAuthenticated = (): Refusal =>
	new Refusal(401, {
		name: 'AUTHENTICATION_FAILURE',
		message:
			'Authentication failed due to missing authorization header, or invalid authentication credentials.',
		debug_id: DEBUG_ID,
	});

export const notAuthorized = (): Refusal =>
	new Refusal(403, {
		name: 'NOT_AUTHORIZED',
		message: 'Authorization failed due to insufficient permissions.',
		debug_id: DEBUG_ID,
	});

export const notFound = (): Refusal =>
	new Refusal(404, {
		name: 'RESOURCE_NOT_FOUND',
		message: 'The specified resource does not exist.',
		debug_id: DEBUG_ID,
	});

/** The token server speaks OAuth's own words. */
export const oauthRefusal = (status: number, error: string, description: string): Refusal =>
	new Refusal(status, { error, error_description: description });

export const serverError = (): Refusal =>
	new Refusal(500, {
		name: 'INTERNAL_SERVER_ERROR',
		message: 'An internal server error occurred.',
		debug_id: DEBUG_ID,
	});

export const rateLimited = (): Refusal =>
	new Refusal(429, {
		name: 'RATE_LIMIT_REACHED',
		message: 'Too many requests. Blocked due to rate limiting.',
		debug_id: DEBUG_ID,
	});

export const refusalResponse = ({ status, body }: Refusal): LabResponse => ({ status, body });
