/** WordPress' errors: a code, a sentence, the status again. */
import type { LabResponse } from '../../../kit/platform';
import { phpJson } from './json';

/** Thrown by whatever handles a request; answered as WordPress words it. */
export class WpError extends Error {
	override readonly name = 'WpError';

	constructor(
		readonly code: string,
		message: string,
		readonly status: number,
		readonly more: Readonly<Record<string, unknown>> = {},
	) {
		super(message);
	}

	get body(): object {
		return { code: this.code, message: this.message, data: { status: this.status, ...this.more } };
	}
}

export const noRoute = (): WpError =>
	new WpError('rest_no_route', 'No route was found matching the URL and request method.', 404);

export const invalidId = (type: string): WpError =>
	new WpError(`woocommerce_rest_${type}_invalid_id`, 'Invalid ID.', 404);

export const trashUnsupported = (what: string): WpError =>
	new WpError('woocommerce_rest_trash_not_supported', `${what} do not support trashing.`, 501);

export function jsonResponse(
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): LabResponse {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
		body: phpJson(body),
	};
}
