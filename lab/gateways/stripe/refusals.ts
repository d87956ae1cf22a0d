/** Stripe's refusals, in its own words. https://docs.stripe.com/api/errors */
import type { LabResponse } from '../../kit/platform';

interface ErrorFacts {
	readonly code?: string;
	readonly param?: string;
	readonly type?: string;
}

/** A refusal that ends the work on a request. */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly status: number,
		message: string,
		readonly facts: ErrorFacts = {},
	) {
		super(message);
	}
}

export function refusalResponse({ status, message, facts }: Refusal): LabResponse {
	const { type = 'invalid_request_error', code, param } = facts;
	return {
		status,
		body: {
			error: {
				...(code === undefined
					? {}
					: { code, doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` }),
				message,
				...(param === undefined ? {} : { param }),
				type,
			},
		},
	};
}

export const unknownParameter = (param: string): Refusal =>
	new Refusal(400, `Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });

export const noSuch = (what: string, id: string, param: string, status = 404): Refusal =>
	new Refusal(status, `No such ${what}: '${id}'`, { code: 'resource_missing', param });

export const badInteger = (param: string, value: string): Refusal =>
	new Refusal(400, `Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });

export const noPermission = (permission: string, account: string): Refusal =>
	new Refusal(
		403,
		`The provided key 'rk_live_*********************' does not have the required permissions for this endpoint on account '${account}'. Having the '${permission}' permission would allow this request to continue.`,
		{ code: 'more_permissions_required' },
	);
