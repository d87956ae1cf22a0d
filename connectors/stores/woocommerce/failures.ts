/** What the refusals of a WordPress site mean: from statuses and bodies to failures that say what can be done. */
import { TransportError, type HttpResponse } from '../../../core/transport/http';
import { at, isPlain, textAt } from './answers';

const MESSAGE_LENGTH = 200;
const TITLE_LENGTH = 80;

/** Keys must not come out, should a site ever repeat them. */
const withoutKeys = (text: string): string => text.replace(/c[ks]_[0-9a-z]+/gi, '…');

/** WordPress' own code of a refusal, such as "rest_no_route". */
export function codeOf({ body }: HttpResponse): string {
	return textAt(body, 'code');
}

const messageOf = ({ body }: HttpResponse): string =>
	withoutKeys(textAt(body, 'message').replace(/<[^>]*>/g, '')).slice(0, MESSAGE_LENGTH);

/** Whether the answer is JSON; a firewall, a maintenance page or a broken plugin answers with a web page. */
export function isData({ body }: HttpResponse): boolean {
	return isPlain(body) || Array.isArray(body);
}

/** What a web page calls itself, so that a person knows who has answered. */
function titleOf({ body }: HttpResponse): string {
	const text = typeof body === 'string' ? body.slice(0, 20_000) : '';
	const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
	return title === '' ? '' : ` ("${withoutKeys(title).slice(0, TITLE_LENGTH)}")`;
}

/** Milliseconds of a Retry-After header: seconds, or a date. */
export function retryAfterMs(headers: HttpResponse['headers'], now: number): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined || value === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return seconds < 0 ? undefined : Math.ceil(seconds * 1000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

const READ_ONLY = /does not have write permissions/i;
const WRITE_ONLY = /does not have read permissions/i;

function refusedKey(response: HttpResponse, shop: string): TransportError {
	const message = messageOf(response);
	if (READ_ONLY.test(message)) {
		return new TransportError(
			'rejected',
			`The consumer key may only read at ${shop}. Give it the permission "Read/Write" under WooCommerce > Settings > Advanced > REST API.`,
		);
	}
	if (WRITE_ONLY.test(message)) {
		return new TransportError(
			'rejected',
			`The consumer key may not read at ${shop}. Give it the permission "Read/Write" under WooCommerce > Settings > Advanced > REST API.`,
		);
	}
	const reason = message === '' ? '' : ` It says: ${message}`;
	return new TransportError(
		'unauthorized',
		`${shop} does not know the consumer key or its secret, or the server drops the header "Authorization".${reason}`,
	);
}

function forbidden(response: HttpResponse, shop: string): TransportError {
	if (!isData(response)) {
		return new TransportError(
			'rejected',
			`${shop} forbids the request with a web page${titleOf(response)}: a firewall or security plugin stops it. Allow this n8n there.`,
		);
	}
	return new TransportError(
		'rejected',
		`The user of the consumer key may not do this at ${shop}. Make the key for a user with the role Shop manager. It says: ${messageOf(response)}`,
	);
}

/**
 * The failure that an answer means, or undefined when it is data.
 * @param shop how the shop is called in errors
 * @param now epoch milliseconds
 */
export function failureOf(response: HttpResponse, shop: string, now: number): TransportError | undefined {
	const { status, headers } = response;
	if (status >= 200 && status < 300) {
		if (isData(response)) return undefined;
		return new TransportError(
			'uncertain',
			`${shop} answers with a web page${titleOf(response)} in place of data. Look whether the site is in maintenance, or a firewall or a plugin is in the way.`,
		);
	}
	if (status === 401) return refusedKey(response, shop);
	if (status === 403) return forbidden(response, shop);
	const wait = retryAfterMs(headers, now);
	if (status === 429 || (status === 503 && wait !== undefined)) {
		return new TransportError('rateLimited', `${shop} gets too many requests (${status}).`, wait);
	}
	if (status === 408 || status >= 500) {
		return new TransportError(
			'uncertain',
			`${shop} answers with an error of its own (${status})${titleOf(response)}.`,
		);
	}
	if (status >= 300 && status < 400) {
		return new TransportError(
			'rejected',
			`${shop} sends requests on to another address (${status}). Enter the site's final address in the credential.`,
		);
	}
	if (status === 404 && (!isData(response) || at(response.body, 'code') === 'rest_no_route')) {
		return new TransportError(
			'rejected',
			`There is no WooCommerce API at ${shop}. Check the site's address, and that WooCommerce is active there.`,
		);
	}
	return new TransportError('rejected', `${shop} refuses the request (${status}): ${messageOf(response)}`);
}
