/** Plaid's answers and refusals. https://plaid.com/docs/errors/ */
import type { LabResponse } from '../../kit/platform';

export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly status: number,
		readonly type: string,
		readonly code: string,
		message: string,
		/** what the end user may be shown */
		readonly display: string | null = null,
	) {
		super(message);
	}
}

export const invalidRequest = (code: string, message: string): Refusal =>
	new Refusal(400, 'INVALID_REQUEST', code, message);

export const invalidInput = (code: string, message: string): Refusal =>
	new Refusal(400, 'INVALID_INPUT', code, message);

export const mutation = (): Refusal =>
	new Refusal(
		400,
		'TRANSACTIONS_ERROR',
		'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
		'Underlying transaction data changed since last page was fetched. Please restart pagination from last update.',
	);

export const tooMany = (): Refusal =>
	new Refusal(
		429,
		'RATE_LIMIT_EXCEEDED',
		'TRANSACTIONS_SYNC_LIMIT',
		'rate limit exceeded for attempts to access this item. please try again later',
	);

export const internal = (): Refusal =>
	new Refusal(500, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'an unexpected error occurred');

export const badToken = (): Refusal =>
	invalidInput('INVALID_ACCESS_TOKEN', 'could not find matching access token');

/** What the Item itself refuses: its bank asks for a new sign-in, is down, or is not fetched yet. */
export function itemRefusal(code: string): Refusal {
	const type = code.startsWith('INSTITUTION_') ? 'INSTITUTION_ERROR' : 'ITEM_ERROR';
	const message =
		code === 'ITEM_LOGIN_REQUIRED'
			? "the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information. use Link's update mode to restore the item to a good state"
			: `the item cannot be read (${code})`;
	return new Refusal(400, type, code, message, 'Your bank asks you to sign in again.');
}

let requests = 0;
/** "HNTDNrA8F1shFEW" */
export function requestId(): string {
	requests++;
	return `lab${requests.toString(36).padStart(12, '0')}`;
}

export const ok = (body: object): LabResponse => ({
	status: 200,
	body: { ...body, request_id: requestId() },
});

export function refused({ status, type, code, message, display }: Refusal): LabResponse {
	return {
		status,
		body: {
			display_message: display,
			documentation_url: `https://plaid.com/docs/?ref=error#${type.toLowerCase().replaceAll('_', '-')}-errors`,
			error_code: code,
			error_message: message,
			error_type: type,
			request_id: requestId(),
			suggested_action: null,
		},
	};
}
