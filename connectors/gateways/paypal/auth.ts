/**
 * Getting into PayPal: where its API is, and the client credentials grant that turns an app's id and secret into a token of about
 * nine hours. Pure functions; the credential sends the request, n8n keeps the token.
 * https://developer.paypal.com/api/rest/authentication/
 */
import type { HttpRequest } from '../../../core/transport/http';

const ADDRESSES = {
	production: 'https://api-m.paypal.com',
	sandbox: 'https://api-m.sandbox.paypal.com',
} as const;

export type PayPalEnvironment = keyof typeof ADDRESSES;

export const isEnvironment = (text: unknown): text is PayPalEnvironment =>
	typeof text === 'string' && Object.hasOwn(ADDRESSES, text);

/** The address of the API, without a slash at the end. @param baseUrl that of a lab; empty for PayPal itself */
export function payPalAddress(environment: PayPalEnvironment = 'production', baseUrl = ''): string {
	const base = baseUrl.trim().replace(/\/+$/, '');
	return base === '' ? ADDRESSES[environment] : base;
}

/** What an app is known by. Secret. */
export interface AppSecrets {
	readonly address: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** The request for a token. It holds the secret: never log it. */
export function tokenRequest(app: AppSecrets): HttpRequest & { readonly body: string } {
	const pair = Buffer.from(`${app.clientId}:${app.clientSecret}`, 'utf8').toString('base64');
	return {
		method: 'POST',
		url: `${app.address}/v1/oauth2/token`,
		headers: {
			Accept: 'application/json',
			Authorization: `Basic ${pair}`,
			'Content-Type': 'application/x-www-form-urlencoded',
		},
		body: 'grant_type=client_credentials',
	};
}

/** Raised when PayPal answers a token request with something that is no token. */
export class TokenAnswerError extends Error {
	override readonly name = 'TokenAnswerError';
}

/**
 * The token of the answer to `tokenRequest`.
 * @param answer parsed or as text
 * @throws TokenAnswerError with a sentence that tells nothing of the answer: it may hold a token
 */
export function parseTokenAnswer(answer: unknown): string {
	let parsed = answer;
	if (typeof answer === 'string') {
		try {
			parsed = JSON.parse(answer) as unknown;
		} catch {
			parsed = undefined;
		}
	}
	const token: unknown =
		typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'access_token') : undefined;
	if (typeof token !== 'string' || token === '') {
		throw new TokenAnswerError(
			'PayPal gave no access token. Check the client ID and secret, and whether they are of the live or of the sandbox environment.',
		);
	}
	return token;
}
