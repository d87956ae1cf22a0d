/** Answers in BigCommerce's words. V2 gives errors as a list and nothing (204) for an empty list; V3 has an envelope. */
import type { LabResponse } from '../../../kit/platform';

export type Version = 'v2' | 'v3';

const STATUS_PAGE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';

const V2_MESSAGES: Readonly<Record<number, string>> = {
	404: 'The requested resource was not found.',
	405: 'The requested method is not allowed on this resource.',
};

/** A refusal. `errors` names fields (V3 only). */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly status: number,
		message: string,
		readonly errors: Readonly<Record<string, string>> = {},
	) {
		super(message);
	}
}

export const notFound = (): Refusal => new Refusal(404, V2_MESSAGES[404] ?? '');
export const notAllowed = (): Refusal => new Refusal(405, V2_MESSAGES[405] ?? '');

export function refusalAnswer(version: Version, { status, message, errors }: Refusal): LabResponse {
	if (version === 'v2') return { status, body: [{ status, message }] };
	const named = Object.keys(errors).length > 0 ? { errors } : {};
	return { status, body: { status, title: message, type: STATUS_PAGE, ...named } };
}

export const ok = (body: object): LabResponse => ({ status: 200, body });

/** No body at all: not even an empty one in JSON. */
export const nothing = (): LabResponse => ({ status: 204, body: '' });

/** V2's lists. */
export const listV2 = (items: readonly object[]): LabResponse =>
	items.length === 0 ? nothing() : ok([...items]);

export const envelope = (data: unknown, meta: object = {}): LabResponse => ok({ data, meta });

const escape = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function element(name: string, value: unknown): string {
	if (value === null || value === undefined) return `<${name}/>`;
	if (Array.isArray(value)) return `<${name}>${value.map((one) => element('item', one)).join('')}</${name}>`;
	if (typeof value === 'object') {
		const inner = Object.entries(value).map(([key, one]) => element(key, one));
		return `<${name}>${inner.join('')}</${name}>`;
	}
	return `<${name}>${escape(String(value as string | number | boolean))}</${name}>`;
}

/** What V2 sends to those who do not say that they want JSON. */
export function asXml({ status, headers, body }: LabResponse): LabResponse {
	if (typeof body !== 'object' || Buffer.isBuffer(body)) return { status, body, ...(headers && { headers }) };
	const xml = `<?xml version="1.0" encoding="UTF-8"?>${element(status < 400 ? 'response' : 'errors', body)}`;
	return { status, headers: { ...headers, 'content-type': 'application/xml; charset=utf-8' }, body: xml };
}
