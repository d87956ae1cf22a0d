/** How the sign-in servers of different ledgers differ. What is not named is as Intuit has it. */
import type { Grant, TokenPair } from './tokenStore';

export interface OAuthPaths {
	readonly authorize: string;
	readonly token: string;
	readonly revoke: string;
}

/** The paths of Intuit's own servers (which are three hosts there). */
export const INTUIT_PATHS: OAuthPaths = {
	authorize: '/connect/oauth2',
	token: '/oauth2/v1/tokens/bearer',
	revoke: '/v2/oauth2/tokens/revoke',
};

/** Xero's, of login.xero.com and identity.xero.com. */
export const XERO_PATHS: OAuthPaths = {
	authorize: '/identity/connect/authorize',
	token: '/connect/token',
	revoke: '/connect/revocation',
};

/** FreshBooks', of auth.freshbooks.com and api.freshbooks.com. */
export const FRESHBOOKS_PATHS: OAuthPaths = {
	authorize: '/oauth/authorize/',
	token: '/auth/oauth/token',
	revoke: '/auth/oauth/revoke',
};

/** What a token endpoint hands out; without a refresh token where none was asked for. */
export type Handed = Omit<TokenPair, 'refreshToken' | 'refreshExpiresIn'> &
	Partial<Pick<TokenPair, 'refreshToken' | 'refreshExpiresIn'>>;

export interface SignInDialect {
	/** whether the redirect names the company (`realmId`); default true, when there is one */
	readonly companyInRedirect?: boolean;
	/** how the client shows its secret at the token endpoint; default either way, but one only */
	readonly clientSecretIn?: 'basic' | 'body';
	/** what the token endpoint reads; default a form. Revocation takes either. */
	readonly tokenBody?: 'form' | 'json' | 'either';
	/** whether a client can ask for a token with its own credentials; default not */
	readonly clientCredentials?: boolean;
	/** the scope without which there is no refresh token; default none: there always is one */
	readonly offlineScope?: string;
	/** scopes that only a person can give */
	readonly personalScopes?: readonly string[];
	/** the answer of the token endpoint */
	readonly answer?: (handed: Handed, grant: Grant, now: number) => object;
	/** seconds in which a code is exchanged. Default 600. */
	readonly codeLifetime?: number;
}

/** Intuit's answer. */
export const intuitAnswer = (handed: Handed): object => ({
	token_type: 'bearer',
	access_token: handed.accessToken,
	expires_in: handed.expiresIn,
	refresh_token: handed.refreshToken,
	x_refresh_token_expires_in: handed.refreshExpiresIn,
});

/** Xero's answer: https://developer.xero.com/documentation/guides/oauth2/auth-flow */
export const xeroAnswer = (handed: Handed, grant: Grant): object => ({
	access_token: handed.accessToken,
	expires_in: handed.expiresIn,
	token_type: 'Bearer',
	...(handed.refreshToken === undefined ? {} : { refresh_token: handed.refreshToken }),
	scope: grant.scope,
});

/** FreshBooks' answer: the token ends at `created_at` + `expires_in`, whenever the answer comes. */
export const freshBooksAnswer = (handed: Handed, grant: Grant, now: number): object => ({
	access_token: handed.accessToken,
	token_type: 'Bearer',
	expires_in: handed.expiresIn,
	refresh_token: handed.refreshToken,
	scope: grant.scope,
	created_at: Math.floor(now / 1000),
});
