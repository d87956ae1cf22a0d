/** What BigCommerce's refusals mean: from HTTP statuses to failures that say what can be done. */
import { TransportError, type HttpResponse } from '../../../core/transport/http';
import { at, isPlain } from './answers';

/** The quota of the shop as each answer tells it; undefined where it does not. */
export interface Quota {
	readonly left: number;
	/** when it is full again, in milliseconds from the answer */
	readonly resetMs: number;
}

const MESSAGE_LENGTH = 200;
/** The window of the quota is 30 seconds; a longer time is not waited for at once. */
const LONGEST_RESET_MS = 5 * 60_000;

function numberOf(text: string | undefined): number | undefined {
	const value = Number(text);
	return text !== undefined && text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The quota that an answer tells. https://developer.bigcommerce.com/docs/start/best-practices/api-rate-limits */
export function quotaOf({ headers }: HttpResponse): Quota | undefined {
	const left = numberOf(headers['x-rate-limit-requests-left']);
	const resetMs = numberOf(headers['x-rate-limit-time-reset-ms']);
	if (left === undefined || resetMs === undefined) return undefined;
	return { left, resetMs: Math.min(resetMs, LONGEST_RESET_MS) };
}

/** Permissions by what they let read: the beginning of the path, the scope, and its name in the control panel. */
const SCOPES: readonly { readonly path: RegExp; readonly scope: string; readonly name: string }[] = [
	{
		path: /\/transactions\b/,
		scope: 'store_v2_transactions_read_only',
		name: 'Order Transactions: read-only',
	},
	{ path: /\/v[23]\/orders?\b/, scope: 'store_v2_orders_read_only', name: 'Orders: read-only' },
	{ path: /\/v3\/catalog\b/, scope: 'store_v2_products_read_only', name: 'Products: read-only' },
	{ path: /\/v3\/customers\b/, scope: 'store_v2_customers_read_only', name: 'Customers: read-only' },
	{
		path: /\/v2\/store\b|\/tax|\/currencies/,
		scope: 'store_v2_information_read_only',
		name: 'Information & Settings: read-only',
	},
];

/** The permission that a path needs, as the control panel names it, with the scope. */
export function permissionOf(path: string): string | undefined {
	const found = SCOPES.find((scope) => scope.path.test(path));
	return found === undefined ? undefined : `"${found.name}" (${found.scope})`;
}

/** The sentence of an error: a list of V2, or a problem of V3. Never the whole answer. */
function reasonOf(body: unknown): string {
	const first: unknown = Array.isArray(body) ? body[0] : body;
	if (!isPlain(first)) return '';
	const message = first['message'] ?? first['title'] ?? at(first, 'detail');
	const text = typeof message === 'string' ? message.trim() : '';
	if (text === '') return '';
	// an answer may repeat what was sent: nothing that could be a token or a key gets through
	return ` It says: ${text.slice(0, MESSAGE_LENGTH).replace(/[\w+/=-]{20,}/g, '…')}`;
}

/** The failure that a status other than success means, or undefined for success. */
export function failureOf(response: HttpResponse, store: string, path: string): TransportError | undefined {
	const { status } = response;
	if (status >= 200 && status < 300) return undefined;
	const reason = reasonOf(response.body);
	switch (status) {
		case 401:
			return new TransportError(
				'unauthorized',
				`The shop ${store} refuses the access token; it was revoked, or belongs to another shop.`,
			);
		case 403: {
			const permission = permissionOf(path);
			const lacks = permission === undefined ? 'a permission' : `the permission ${permission}`;
			return new TransportError(
				'unauthorized',
				`The API account of the shop ${store} lacks ${lacks}. Make an API account that has it, and save its token in the credential.`,
			);
		}
		case 404:
			return new TransportError(
				'rejected',
				`The shop ${store} has nothing at ${path}. Check the store hash in the credential.`,
			);
		case 429:
			return new TransportError(
				'rateLimited',
				`The shop ${store} gets too many requests.`,
				quotaOf(response)?.resetMs,
			);
		case 507:
			return new TransportError('rejected', `The shop ${store} has reached a limit of its plan.${reason}`);
		default:
			if (status >= 500)
				return new TransportError(
					'uncertain',
					`The shop ${store} answers with an error of its own (${status}).`,
				);
			return new TransportError('rejected', `The shop ${store} refuses the request (${status}).${reason}`);
	}
}
