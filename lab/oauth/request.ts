/** Reading what comes to the token and revocation endpoints: the form, and the client's own id and secret. */
import { timingSafeEqual } from 'node:crypto';
import type { LabRequest, LabResponse } from '../kit/platform';

/** Answers of these endpoints are never cached (RFC 6749, 5.1). */
export const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** An error answer (RFC 6749, 5.2): 401 when the client itself is not known, else 400. */
export function refuse(error: string, description: string): LabResponse {
	const isClient = error === 'invalid_client';
	const headers = isClient ? { ...NO_STORE, 'www-authenticate': 'Basic' } : NO_STORE;
	return { status: isClient ? 401 : 400, headers, body: { error, error_description: description } };
}

/** The string members of a JSON object; undefined when the text is something else. */
function jsonForm(text: string): URLSearchParams | undefined {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
		const members = Object.entries(value).filter(([, member]) => typeof member === 'string');
		return new URLSearchParams(members);
	} catch {
		return undefined;
	}
}

/**
 * The body's fields: form-encoded, or JSON where it is allowed (Intuit's revocation takes `{"token": "..."}`). A field that
 * comes twice makes the request malformed (RFC 6749, 3.2). Undefined when the body cannot be read.
 */
export function readForm(request: LabRequest, body: 'form' | 'json' | 'either'): URLSearchParams | undefined {
	const type = request.headers['content-type']?.split(';')[0]?.trim();
	const text = request.rawBody.toString('utf8');
	if (type === 'application/json' && body !== 'form') return jsonForm(text);
	if (type !== 'application/x-www-form-urlencoded' || body === 'json') return undefined;
	const form = new URLSearchParams(text);
	const names = [...form.keys()];
	return new Set(names).size === names.length ? form : undefined;
}

function sameText(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Whether the request comes from this client: its id and secret by Basic header, or in the body, but not both ways at
 * once (RFC 6749, 2.3).
 */
export function isClient(
	request: LabRequest,
	form: URLSearchParams,
	client: { readonly clientId: string; readonly clientSecret: string },
): boolean {
	let [id, secret] = [form.get('client_id'), form.get('client_secret')];
	const header = request.headers['authorization'];
	if (header !== undefined) {
		const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
		if (encoded === undefined || secret !== null) return false;
		const text = Buffer.from(encoded, 'base64').toString('utf8');
		const colon = text.indexOf(':');
		if (colon < 0) return false;
		[id, secret] = [text.slice(0, colon), text.slice(colon + 1)];
	}
	return (
		id !== null && secret !== null && sameText(id, client.clientId) && sameText(secret, client.clientSecret)
	);
}
