/** What refusals mean: those of the WordPress site, and those of WooPayments' own server, which come as status 500 with a code. */
import { TransportError, type HttpResponse } from '../../../core/transport/http';

const MESSAGE_LENGTH = 200;

const field = ({ body }: HttpResponse, name: string): string => {
	const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
	return typeof value === 'string' ? value : '';
};

/** Keys must not come out, should a site ever repeat them. */
const messageOf = (response: HttpResponse): string =>
	field(response, 'message')
		.replace(/<[^>]*>/g, '')
		.replace(/c[ks]_[0-9a-z]+/gi, '…')
		.slice(0, MESSAGE_LENGTH);

/** Whether the answer is JSON; a firewall or a maintenance page answers with a web page. */
export const isData = ({ body }: HttpResponse): boolean => typeof body === 'object' && body !== null;

/** Nothing is there of this id. WooPayments' server says so with an error of its own. */
export function isMissing(response: HttpResponse): boolean {
	if (response.status < 400 || !isData(response)) return false;
	return field(response, 'code') === 'resource_missing' || /\bno such\b/i.test(field(response, 'message'));
}

/** Milliseconds of a Retry-After header: seconds, or a date. */
function retryAfterMs(headers: HttpResponse['headers'], now: number): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined || value === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return seconds < 0 ? undefined : Math.ceil(seconds * 1000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

/** Refusals of WooPayments' server that repeating does not mend. */
const LASTING = /^(wcpay_bad_request|wcpay_core_invalid_|invalid_request|parameter_)/;

/**
 * The failure that an answer means, or undefined when it is data.
 * @param shop how the shop is called in errors
 * @param now epoch milliseconds
 */
export function failureOf(response: HttpResponse, shop: string, now: number): TransportError | undefined {
	const { status, headers } = response;
	const says = messageOf(response) === '' ? '' : ` It says: ${messageOf(response)}`;
	if (status >= 200 && status < 300) {
		if (isData(response)) return undefined;
		return new TransportError('uncertain', `${shop} answers with a web page in place of data.`);
	}
	if (status === 401) {
		return new TransportError(
			'unauthorized',
			`${shop} refuses the consumer key, or its user may not see payouts: it needs the role Shop manager.${says}`,
		);
	}
	if (status === 403) {
		return new TransportError(
			'rejected',
			isData(response)
				? `The user of the consumer key may not see payouts at ${shop}. Make the key for a user with the role Shop manager.${says}`
				: `${shop} forbids the request with a web page: a firewall or security plugin stops it. Allow this n8n there.`,
		);
	}
	const wait = retryAfterMs(headers, now);
	if (status === 429 || (status === 503 && wait !== undefined))
		return new TransportError('rateLimited', `${shop} gets too many requests (${status}).`, wait);
	if (status === 500 && LASTING.test(field(response, 'code')))
		return new TransportError('rejected', `WooPayments refuses the request of ${shop}.${says}`);
	if (status === 408 || status >= 500)
		return new TransportError('uncertain', `${shop} answers with an error of its own (${status}).`);
	if (status === 404) {
		return new TransportError(
			'rejected',
			`There is no WooPayments at ${shop}. Check that the plugin is active there, and the site's address.`,
		);
	}
	if (status >= 300 && status < 400) {
		return new TransportError(
			'rejected',
			`${shop} sends requests on to another address (${status}). Enter the site's final address in the credential.`,
		);
	}
	return new TransportError('rejected', `${shop} refuses the request (${status}).${says}`);
}
