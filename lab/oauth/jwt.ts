/** Access tokens that say what they are: JSON Web Tokens in the form Xero's have. Their signature is not one. */
import { randomBytes, randomUUID } from 'node:crypto';

const part = (value: object): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/**
 * A token of a grant.
 * @param event the authorization, which Xero calls the authentication event
 * @param times epoch milliseconds
 */
export function jwt(
	grant: { readonly clientId: string; readonly scope: string },
	event: string,
	times: { readonly issuedAt: number; readonly expiresAt: number },
): string {
	const seconds = (ms: number): number => Math.floor(ms / 1000);
	const payload = {
		nbf: seconds(times.issuedAt),
		exp: seconds(times.expiresAt),
		iss: 'https://identity.xero.com',
		client_id: grant.clientId,
		authentication_event_id: event,
		jti: randomUUID(),
		scope: grant.scope.split(' '),
	};
	const signature = randomBytes(32).toString('base64url');
	return [part({ alg: 'RS256', typ: 'JWT' }), part(payload), signature].join('.');
}
