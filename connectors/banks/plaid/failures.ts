/** What Plaid's refusals mean, and what a person does about them. https://plaid.com/docs/errors/ */
import { TransportError, type HttpResponse } from '../../../core/transport/http';

/** Plaid's data changed while it was read page by page: reading begins again at the cursor of the first page. */
export class MutationDuringPagination extends Error {
	override readonly name = 'MutationDuringPagination';
}

export const MUTATION = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';

const property = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** A word of Plaid's own, never a text that could hold what was sent. */
function wordOf(body: unknown, name: string): string {
	const value = property(body, name);
	return typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,80}$/.test(value) ? value : '';
}

const SIGN_IN_AGAIN =
	'The bank asks for a new sign-in. Open the connection in your Plaid application in update mode (Link), sign in at the bank, then run again; the access token stays the same.';
const NEW_TOKEN =
	'Plaid does not know the access token in this environment. Connect the bank again with Link, and save the new access token in the credential.';
const NO_CONSENT =
	'The connection may not read transactions. Connect the bank again with the product "transactions", and save the new access token in the credential.';

/** Codes that a person must act on. */
const TO_ACT_ON: Readonly<Record<string, string>> = {
	ITEM_LOGIN_REQUIRED: SIGN_IN_AGAIN,
	ITEM_LOCKED:
		'The bank has locked the account after failed sign-ins. Unlock it at the bank, then sign in again with Link in update mode.',
	INVALID_CREDENTIALS: SIGN_IN_AGAIN,
	INVALID_MFA: SIGN_IN_AGAIN,
	INVALID_UPDATED_USERNAME: SIGN_IN_AGAIN,
	USER_SETUP_REQUIRED:
		'The bank asks its customer to do something first. Sign in at the bank, do what it asks, then run again.',
	ACCESS_NOT_GRANTED: NO_CONSENT,
	ADDITIONAL_CONSENT_REQUIRED: NO_CONSENT,
	USER_PERMISSION_REVOKED: NEW_TOKEN,
	ITEM_NOT_FOUND: NEW_TOKEN,
	INVALID_ACCESS_TOKEN: NEW_TOKEN,
	INVALID_API_KEYS:
		'Plaid refuses the client ID and secret. Check them in the credential: each environment has a secret of its own.',
	UNAUTHORIZED_ENVIRONMENT:
		'The Plaid application may not use this environment. Choose the other one in the credential, or ask Plaid for access.',
	INVALID_PRODUCT:
		'The Plaid application may not read transactions. Ask for the product "transactions" in the Plaid dashboard.',
	NO_ACCOUNTS:
		'The connection has no account that can be read. Open Link in update mode and choose the account again.',
};

/** Codes that pass by themselves, so that trying again at once is of no use. */
const TO_WAIT_FOR: Readonly<Record<string, string>> = {
	PRODUCT_NOT_READY:
		'Plaid is still fetching the transactions of this connection for the first time. Run again in some minutes.',
	INSTITUTION_DOWN: 'The bank cannot be reached by Plaid now. Run again later; nothing is lost.',
	INSTITUTION_NOT_RESPONDING: 'The bank does not answer Plaid now. Run again later; nothing is lost.',
	INSTITUTION_NOT_AVAILABLE: 'The bank is not available at Plaid now. Run again later; nothing is lost.',
	PLANNED_MAINTENANCE: 'Plaid is being maintained. Run again later; nothing is lost.',
};

/** A failure that is over only after a while: not tried again by the client. */
export class NotNow extends TransportError {}

function retryAfter({ headers }: HttpResponse): number | undefined {
	const seconds = Number(headers['retry-after']);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : undefined;
}

function named(code: string, status: number): string {
	return code === '' ? `Plaid refuses the request (${status}).` : `Plaid refuses the request (${code}).`;
}

/** The failure that an answer means; undefined for success. */
export function failureOf(response: HttpResponse): Error | undefined {
	const { status, body } = response;
	if (status >= 200 && status < 300) return undefined;
	const code = wordOf(body, 'error_code');
	const type = wordOf(body, 'error_type');
	if (code === MUTATION) return new MutationDuringPagination();
	if (type === 'RATE_LIMIT_EXCEEDED' || status === 429)
		return new TransportError('rateLimited', 'Plaid gets too many requests.', retryAfter(response));
	const act = TO_ACT_ON[code];
	if (act !== undefined) return new TransportError('unauthorized', `${act} (${code})`);
	const wait = TO_WAIT_FOR[code];
	if (wait !== undefined) return new NotNow('uncertain', `${wait} (${code})`);
	if (type === 'ITEM_ERROR') return new TransportError('unauthorized', `${SIGN_IN_AGAIN} (${code})`);
	if (status === 401 || status === 403) return new TransportError('unauthorized', named(code, status));
	if (status >= 500 || type === 'API_ERROR' || type === 'INSTITUTION_ERROR')
		return new TransportError(
			'uncertain',
			`Plaid answers with an error of its own (${code === '' ? status : code}).`,
		);
	return new TransportError('rejected', named(code, status));
}
