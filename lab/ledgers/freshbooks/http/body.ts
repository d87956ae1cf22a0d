/** Reading a request's body. */
import type { LabRequest } from '../../../kit/platform';
import { ERRNO, refused, unreadable } from '../faults';
import { Fields, isObject } from '../rules/fields';

/** @throws FreshBooksFault 415 not sent as JSON; 400 no JSON object */
export function jsonBody(request: LabRequest): Record<string, unknown> {
	const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (type !== 'application/json') throw unreadable(415, 'Send "Content-Type: application/json".');
	try {
		const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.rawBody));
		if (isObject(value)) return value;
	} catch {
		// told below
	}
	throw unreadable(400, 'The request could not be parsed.');
}

/** The object in its envelope: `{"invoice": {...}}`. @throws FreshBooksFault 422 it is not there */
export function wrapped(request: LabRequest, object: string, ...keys: string[]): Fields {
	const body = jsonBody(request);
	const key = keys.find((one) => body[one] !== undefined);
	const inner = key === undefined ? undefined : body[key];
	if (!isObject(inner)) throw refused(ERRNO.required, object, keys[0] ?? '', 'This field is required.');
	return new Fields(inner, object);
}
