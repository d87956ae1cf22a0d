/** Reading a request's body and headers as strictly as the real one. */
import type { LabRequest } from '../../../kit/platform';
import { bodyErrors, invalidBody, invalidContentType, unsupportedOperation } from '../faults';

const mediaType = (request: LabRequest): string =>
	(request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** @throws QuickBooksFault 500 the bytes are no UTF-8 */
function textOf(request: LabRequest): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(request.rawBody);
	} catch {
		throw unsupportedOperation('of a body that is not UTF-8');
	}
}

/** The JSON of a body. @throws QuickBooksFault 1050 not sent as JSON; 2010 not JSON; 500 not UTF-8 */
export function jsonBody(request: LabRequest): unknown {
	const type = mediaType(request);
	if (type !== 'application/json') throw invalidContentType(type === '' ? '(none)' : type);
	try {
		return JSON.parse(textOf(request));
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		throw invalidBody([bodyErrors.unsupported('request body (malformed JSON)')]);
	}
}

/** The statement of a query: in the address, or as the body of a POST with content type application/text. */
export function statementOf(request: LabRequest): string {
	if (request.method === 'GET') return request.query.get('query') ?? '';
	const type = mediaType(request);
	if (type !== 'application/text' && type !== 'text/plain')
		throw invalidContentType(type === '' ? '(none)' : type);
	return textOf(request);
}

/** Who does not ask for JSON gets XML from the real one, which this lab does not speak. */
export const acceptsJson = (request: LabRequest): boolean =>
	request.query.get('format') === 'json' || (request.headers['accept'] ?? '').includes('json');
