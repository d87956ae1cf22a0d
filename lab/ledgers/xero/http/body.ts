/** Reading a request's body and headers. */
import type { LabRequest } from '../../../kit/platform';
import { postDataInvalid, XeroFault } from '../faults';

/** The JSON of a body. @throws XeroFault 415 not sent as JSON; 400 not JSON */
export function jsonBody(request: LabRequest): unknown {
	const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (type !== 'application/json') {
		throw new XeroFault(415, 'Send "Content-Type: application/json": the lab takes no XML and no forms.');
	}
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.rawBody)) as unknown;
	} catch {
		throw postDataInvalid('Unexpected character encountered while parsing value.');
	}
}

/** Who does not ask for JSON gets XML from the real one, which this lab does not speak. */
export const acceptsJson = (request: LabRequest): boolean =>
	(request.headers['accept'] ?? '').includes('json');
