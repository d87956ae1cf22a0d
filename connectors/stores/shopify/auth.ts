/**
 * Getting into a shop: its address, and the client credentials grant that turns an app's id and secret into a token of 24
 * hours. Pure functions; the credential sends the request, n8n keeps the token.
 */
import type { HttpRequest } from '../../../core/transport/http';

/** The version of the Admin API that everything here is written for; Shopify supports it until October 2027. */
export const SHOPIFY_API_VERSION = '2026-10';

const SUFFIX = '.myshopify.com';

/**
 * The shop's permanent domain, from whatever a person enters: "my-shop", "https://my-shop.myshopify.com/admin" or the
 * address of the new admin, "https://admin.shopify.com/store/my-shop/orders".
 */
export function shopHost(entered: string): string {
	const text = entered.trim().toLowerCase();
	const inNewAdmin = /^(?:https?:\/\/)?admin\.shopify\.com\/store\/([a-z0-9-]+)/.exec(text)?.[1];
	const host = inNewAdmin ?? text.replace(/^[a-z]+:\/\//, '').replace(/[/?#].*$/, '');
	return host === '' || host.includes('.') ? host : host + SUFFIX;
}

/**
 * Where the shop's API is, without a slash at the end.
 * @param shop as a person entered it
 * @param baseUrl the address of a lab; empty for the real Shopify
 */
export function shopAddress(shop: string, baseUrl = ''): string {
	const base = baseUrl.trim().replace(/\/+$/, '');
	return base === '' ? `https://${shopHost(shop)}` : base;
}

/** Where GraphQL requests go. */
export function graphqlUrl(address: string): string {
	return `${address}/admin/api/${SHOPIFY_API_VERSION}/graphql.json`;
}

export interface AppSecrets {
	/** see `shopAddress` */
	readonly address: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** The request for a token; form-encoded, as Shopify documents the grant. It holds the secret: never log it. */
export function tokenRequest(app: AppSecrets): HttpRequest & { readonly body: string } {
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: app.clientId.trim(),
		client_secret: app.clientSecret.trim(),
	});
	return {
		method: 'POST',
		url: `${app.address}/admin/oauth/access_token`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
		body: form.toString(),
	};
}

/** Raised when Shopify answers a token request with something that is no token. */
export class TokenAnswerError extends Error {
	override readonly name = 'TokenAnswerError';
}

function fromJson(answer: unknown): unknown {
	if (typeof answer !== 'string') return answer;
	try {
		return JSON.parse(answer);
	} catch {
		return undefined;
	}
}

/**
 * The token of the answer to `tokenRequest`.
 * @param answer the body, parsed or as text
 * @throws TokenAnswerError with a sentence that tells nothing of the answer: it may hold a token
 */
export function parseTokenAnswer(answer: unknown): string {
	const parsed = fromJson(answer);
	const token: unknown =
		typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'access_token') : undefined;
	if (typeof token !== 'string' || token === '') {
		throw new TokenAnswerError(
			'Shopify gave no access token. Check that the client ID and secret belong to an app that is installed in this shop and was made in the same organisation.',
		);
	}
	return token;
}
