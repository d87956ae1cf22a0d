/** What kind of failure an answer of __Display__ is. Messages tell nothing of requests, headers or secrets. */
import { TransportError, type HttpResponse } from '../../../core/transport/http';

/** An answer's failure; undefined when it is none. */
export function failureOf({ status, headers }: HttpResponse, name: string): TransportError | undefined {
	if (status < 400) return undefined;
	if (status === 401) return new TransportError('unauthorized', `${name} no longer takes the credential.`);
	if (status === 429) {
		const seconds = Number(headers['retry-after'] ?? 1);
		return new TransportError('rateLimited', `${name} gets too many requests.`, seconds * 1_000);
	}
	if (status >= 500) return new TransportError('uncertain', `${name} failed with status ${status}.`);
	return new TransportError('rejected', `${name} refuses the request with status ${status}.`);
}

/** A part of the connector that nobody has written. */
export const notWritten = (part: string): TransportError =>
	new TransportError('rejected', `The connector of __Display__ has no "${part}".`);
