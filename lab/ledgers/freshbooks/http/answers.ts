/** Answers: the envelopes of the families, and the words in which each refuses. */
import type { LabResponse } from '../../../kit/platform';
import type { FreshBooksFault, Problem } from '../faults';

/** Which part of the API an address belongs to; they differ in their words. */
export type Family = 'accounting' | 'ledger' | 'new';

const UNAUTHENTICATED = {
	error: 'unauthenticated',
	error_description: 'This action requires authentication to continue.',
};

/** A token that is missing, unknown or expired: the same everywhere. */
export const unauthenticated = (): LabResponse => ({ status: 401, body: UNAUTHENTICATED });

/** A token without the scope of the address. */
export const outOfScope = (object: string): LabResponse => ({
	status: 403,
	body: { error: 'insufficient_scope', error_description: `The token has no scope for "${object}".` },
});

export const rateLimited = (seconds: number): LabResponse => ({
	status: 429,
	headers: { 'retry-after': String(seconds) },
	body: { error: 'rate_limited', error_description: 'Too many requests.' },
});

export const serverError = (): LabResponse => ({ status: 503, body: 'Service Unavailable' });

/** google.rpc.Code of a status */
const CODES: Readonly<Record<number, number>> = {
	400: 3,
	401: 16,
	403: 7,
	404: 5,
	405: 12,
	409: 6,
	415: 3,
	422: 3,
	429: 8,
};

const newStyle = (status: number, problems: readonly Problem[]): object => ({
	code: CODES[status] ?? 13,
	message: `Request failed with status_code: ${status}`,
	details: problems.map(({ errno, object, message, value, field }) => ({
		'@type': 'type.googleapis.com/google.rpc.ErrorInfo',
		reason: String(errno),
		domain: 'accounting.api.freshbooks.com',
		metadata: { object, message, value, field },
	})),
});

const oldStyle = (problems: readonly Problem[]): object => ({
	response: {
		errors: problems.map(({ errno, field, message, object, value }) => ({
			errno,
			field,
			message,
			object,
			value,
		})),
	},
});

const ledgerStyle = (status: number, problems: readonly Problem[]): object => ({
	errors: {
		message: `Request failed with status code ${status}`,
		status,
		details: problems.map(({ field, message }) => ({
			reason: field === '' ? message : `${field}: ${message}`,
			metadata: { message, field: field === '' ? null : field },
		})),
	},
});

/** @param errors how the accounting family words its errors */
export function faultAnswer(
	{ status, problems }: FreshBooksFault,
	family: Family,
	errors: 'new' | 'old',
): LabResponse {
	// the ledger family answers 400 to what the accounting family answers 422
	if (family === 'ledger') {
		const own = status === 422 ? 400 : status;
		const bare = problems.map((one) => (status === 404 ? { ...one, field: '', message: 'Not found.' } : one));
		return { status: own, body: ledgerStyle(own, bare) };
	}
	const body = family === 'accounting' && errors === 'old' ? oldStyle(problems) : newStyle(status, problems);
	return { status, body };
}
