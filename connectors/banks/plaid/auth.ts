/** Where Plaid is, and what signs a request. The access token goes in the body, the keys of the application in headers. */

const HOSTS = {
	production: 'https://production.plaid.com',
	sandbox: 'https://sandbox.plaid.com',
} as const;

export const CLIENT_ID_HEADER = 'PLAID-CLIENT-ID';
export const SECRET_HEADER = 'PLAID-SECRET';
/** The version of the API, which decides the shapes. https://plaid.com/docs/api/versioning/ */
export const VERSION_HEADER = 'Plaid-Version';
export const API_VERSION = '2020-09-14';

export type PlaidEnvironment = keyof typeof HOSTS;

/** The address of the API without a slash at its end. @param baseUrl of a lab; empty for Plaid itself */
export function plaidAddress(environment: PlaidEnvironment | undefined, baseUrl: string | undefined): string {
	const entered = baseUrl?.trim().replace(/\/+$/, '') ?? '';
	return entered === '' ? HOSTS[environment ?? 'production'] : entered;
}
