/** What Stripe's refusals mean: from statuses and error bodies to failures that say what can be done. https://docs.stripe.com/api/errors */
import { TransportError, type HttpResponse } from '../../../core/transport/http';

const MESSAGE_LENGTH = 200;
const LONGEST_RETRY_MS = 5 * 60_000;

/** Keys must not come out: Stripe repeats them, masked or not. */
const withoutKeys = (text: string): string => text.replace(/\b[rsp]k_(live|test)_[\w*]+/g, '…');

/** A field of Stripe's error object. */
export function errorField({ body }: HttpResponse, name: string): string {
	const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
	const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
	return typeof value === 'string' ? value : '';
}

/** The permission that a restricted key lacks, from Stripe's sentence: "rak_payout_read". */
export function missingPermission(response: HttpResponse): string | undefined {
	return /\brak_\w+/.exec(errorField(response, 'message'))?.[0];
}

/** Milliseconds of a Retry-After header in seconds. */
function retryAfterMs({ headers }: HttpResponse): number | undefined {
	const seconds = Number(headers['retry-after'] ?? Number.NaN);
	if (!Number.isFinite(seconds) || seconds < 0) return undefined;
	return Math.min(Math.ceil(seconds * 1000), LONGEST_RETRY_MS);
}

/** The failure that an answer means, or undefined when it is data. */
export function failureOf(response: HttpResponse): TransportError | undefined {
	const { status, body } = response;
	const said = withoutKeys(errorField(response, 'message')).slice(0, MESSAGE_LENGTH);
	const reason = said === '' ? '' : ` It says: ${said}`;
	if (status >= 200 && status < 300) {
		if (typeof body === 'object' && body !== null) return undefined;
		return new TransportError('uncertain', 'Stripe answers with something that is no answer of its API.');
	}
	switch (status) {
		case 401:
			return new TransportError(
				'unauthorized',
				'Stripe refuses the key: it was revoked or rolled, or is none. Save a key that is valid in the credential.',
			);
		case 403: {
			const permission = missingPermission(response);
			const lacks = permission === undefined ? 'a permission' : `the permission ${permission}`;
			return new TransportError(
				'unauthorized',
				`The restricted key for Stripe lacks ${lacks}. Give it read access to Balance, Payouts, Balance transaction sources, Charges and Refunds, and Disputes.`,
			);
		}
		case 429:
			return new TransportError('rateLimited', 'Stripe gets too many requests.', retryAfterMs(response));
		case 409:
			// another request holds the object: it may be tried again
			return new TransportError('uncertain', `Stripe is busy with this object.${reason}`);
		default:
			if (status >= 500)
				return new TransportError('uncertain', `Stripe answers with an error of its own (${status}).`);
			return new TransportError('rejected', `Stripe refuses the request (${status}).${reason}`);
	}
}
