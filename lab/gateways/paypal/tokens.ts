/** PayPal's token server: client credentials, tokens of nine hours. https://developer.paypal.com/api/rest/authentication/ */
import { randomBytes } from 'node:crypto';
import type { LabRequest } from '../../kit/platform';
import type { Json } from './records';
import { notAuthenticated, oauthRefusal } from './refusals';

const LIFETIME_S = 32_400;

export class PayPalTokens {
	private expiries = new Map<string, number>();
	private readonly ever = new Set<string>();

	constructor(private readonly app: { readonly clientId: string; readonly clientSecret: string }) {}

	/** @throws Refusal */
	issue({ headers, rawBody }: LabRequest): Json {
		const basic = /^Basic (\S+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
		const pair = Buffer.from(basic, 'base64').toString();
		if (pair !== `${this.app.clientId}:${this.app.clientSecret}`)
			throw oauthRefusal(401, 'invalid_client', 'Client Authentication failed');
		const grant = new URLSearchParams(rawBody.toString('utf8')).get('grant_type');
		if (grant !== 'client_credentials')
			throw oauthRefusal(400, 'unsupported_grant_type', 'Grant Type is NULL');
		const token = `A21AA${randomBytes(24).toString('hex')}`;
		this.ever.add(token);
		this.expiries.set(token, Date.now() + LIFETIME_S * 1000);
		return {
			scope: 'https://uri.paypal.com/services/reporting/search/read',
			access_token: token,
			token_type: 'Bearer',
			app_id: 'APP-LAB',
			expires_in: LIFETIME_S,
			nonce: `${new Date().toISOString()}lab`,
		};
	}

	/** @throws Refusal */
	check({ authorization = '' }: LabRequest['headers']): void {
		const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
		const expiry = token === undefined ? undefined : this.expiries.get(token);
		if (expiry === undefined || expiry < Date.now()) throw notAuthenticated();
	}

	/** Every token that was ever given out; secret. */
	handedOut(): readonly string[] {
		return [...new Set([...this.ever, ...this.expiries.keys()])];
	}

	revoke(): void {
		this.expiries.clear();
	}

	snapshot(): [string, number][] {
		return [...this.expiries];
	}

	restore(kept: unknown): void {
		this.expiries = new Map(Array.isArray(kept) ? (kept as [string, number][]) : []);
	}
}
