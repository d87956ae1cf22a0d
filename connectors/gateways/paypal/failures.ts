/** What PayPal's refusals mean: from statuses and error bodies to failures that say what can be done. https://developer.paypal.com/api/rest/responses/ */
import { TransportError, type HttpResponse } from '../../../core/transport/http';

const MESSAGE_LENGTH = 200;
const LONGEST_RETRY_MS = 5 * 60_000;

const fieldOf = ({ body }: HttpResponse, name: string): string => {
	const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
	return typeof value === 'string' ? value : '';
};

/** PayPal's own name of a refusal: "NOT_AUTHORIZED"; of the token server: "invalid_client". */
export const errorName = (response: HttpResponse): string =>
	fieldOf(response, 'name') || fieldOf(response, 'error');

/** The report does not go back (or forward) so far. */
export function isOutsideReports(response: HttpResponse): boolean {
	return (
		response.status === 400 &&
		/data for the given (start|end) date is not available/i.test(fieldOf(response, 'message'))
	);
}

/** More was found than one search may give. */
export const isTooMuch = (response: HttpResponse): boolean =>
	response.status === 400 && errorName(response) === 'RESULTSET_TOO_LARGE';

function retryAfterMs({ headers }: HttpResponse): number | undefined {
	const seconds = Number(headers['retry-after'] ?? Number.NaN);
	if (!Number.isFinite(seconds) || seconds < 0) return undefined;
	return Math.min(Math.ceil(seconds * 1000), LONGEST_RETRY_MS);
}

/** The failure that an answer means, or undefined when it is data. */
export function failureOf(response: HttpResponse): TransportError | undefined {
	const { status, body } = response;
	if (status >= 200 && status < 300) {
		if (typeof body === 'object' && body !== null) return undefined;
		return new TransportError('uncertain', 'PayPal answers with something that is no answer of its API.');
	}
	// nothing that could be a token gets through
	const said = fieldOf(response, 'message')
		.slice(0, MESSAGE_LENGTH)
		.replace(/[\w+/=-]{20,}/g, '…');
	const reason = said === '' ? '' : ` It says: ${said}`;
	switch (status) {
		case 401:
			return new TransportError(
				'unauthorized',
				'PayPal refuses the token. Check the client ID and secret in the credential, and whether they are of the live or of the sandbox environment.',
			);
		case 403:
			return new TransportError(
				'unauthorized',
				'The app at PayPal may not read reports. Switch on "Transaction search" for it in the Developer Dashboard; it may take up to nine hours until PayPal lets it.',
			);
		case 429:
			return new TransportError('rateLimited', 'PayPal gets too many requests.', retryAfterMs(response));
		default:
			if (status >= 500)
				return new TransportError('uncertain', `PayPal answers with an error of its own (${status}).`);
			return new TransportError('rejected', `PayPal refuses the request (${status}).${reason}`);
	}
}
