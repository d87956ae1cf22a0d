/** Getting into a shop: its hash, its API's address, and the secrets of its webhooks. Pure functions. */
import { createHmac } from 'node:crypto';

const API = 'https://api.bigcommerce.com';

/** The header that carries the access token; the credential sends it. */
export const TOKEN_HEADER = 'X-Auth-Token';

/**
 * The shop's hash, from whatever a person enters: "abc123", the API path "https://api.bigcommerce.com/stores/abc123/v3/"
 * or the control panel's address "https://store-abc123.mybigcommerce.com".
 */
export function storeHashOf(entered: string): string {
	const text = entered.trim().toLowerCase();
	return (
		/\/?stores\/([a-z0-9]+)/.exec(text)?.[1] ??
		/store-([a-z0-9]+)(?:-\d+)?\.mybigcommerce\.com/.exec(text)?.[1] ??
		text.replace(/^\/+|\/+$/g, '')
	);
}

/**
 * Where the shop's API is, without a slash at the end.
 * @param store as a person entered it
 * @param baseUrl the address of a lab; empty for the real BigCommerce
 */
export function apiAddress(store: string, baseUrl = ''): string {
	const base = baseUrl.trim().replace(/\/+$/, '');
	return `${base === '' ? API : base}/stores/${storeHashOf(store)}`;
}

/**
 * What our webhooks are recognised by: the secret that the person gave, else one made from the access token, so that it is
 * stable and not the token itself.
 */
export function webhookSecretOf(credential: {
	readonly webhookSecret?: string;
	readonly accessToken: string;
}): string {
	const own = credential.webhookSecret?.trim() ?? '';
	if (own !== '') return own;
	const token = credential.accessToken.trim();
	return token === '' ? '' : createHmac('sha256', token).update('storeledger webhooks').digest('hex');
}

const SIGNING = 'signature:';

/** A client secret among the secrets of webhooks, told apart from ours: BigCommerce signs with it. */
export const signingSecret = (clientSecret: string): string => SIGNING + clientSecret;

/** The secrets of webhooks by what they are for; empty ones are none. */
export function sortSecrets(secrets: readonly string[]): {
	readonly keys: readonly string[];
	readonly signing: readonly string[];
} {
	const filled = (all: readonly string[]): string[] => all.filter((secret) => secret !== '');
	return {
		keys: filled(secrets.filter((secret) => !secret.startsWith(SIGNING))),
		signing: filled(
			secrets.filter((secret) => secret.startsWith(SIGNING)).map((secret) => secret.slice(SIGNING.length)),
		),
	};
}

/** The value of our own header on each delivery: made from the secret, so that the shop does not hold the secret itself. */
export function webhookKey(secret: string, store: string): string {
	return createHmac('sha256', secret)
		.update(`bigcommerce/${storeHashOf(store)}`)
		.digest('hex');
}
