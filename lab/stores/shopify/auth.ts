/**
 * Who may call: a static token of an admin-created app, or tokens of 24 hours from the client credentials grant
 * (https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant).
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { LabRequest, LabResponse } from '../../kit/platform';

/** Seconds, as Shopify's answer tells them: a second less than a day. */
const TOKEN_LIFE = 86_399;

export interface Secrets {
	readonly clientId: string;
	readonly clientSecret: string;
	readonly accessToken: string;
}

interface IssuedToken {
	readonly token: string;
	/** epoch milliseconds */
	readonly expiresAt: number;
}

export interface AuthSnapshot {
	readonly secrets: Secrets;
	readonly issued: readonly IssuedToken[];
}

/** Shopify's answer to a call without a token that it knows. */
export const UNAUTHORIZED: LabResponse = {
	status: 401,
	body: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
};

const oauthError = (error: string, description: string): LabResponse => ({
	status: 400,
	body: { error, error_description: description },
});

function isSame(given: string, wanted: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/** The fields of a form or JSON body; undefined when it is neither. */
function bodyFields({ headers, rawBody }: LabRequest): Map<string, string> | undefined {
	const text = rawBody.toString('utf8');
	if (!(headers['content-type'] ?? '').includes('json')) return new Map(new URLSearchParams(text));
	try {
		const parsed: unknown = JSON.parse(text);
		if (typeof parsed !== 'object' || parsed === null) return undefined;
		return new Map(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
	} catch {
		return undefined;
	}
}

export class Auth {
	private issued: IssuedToken[] = [];
	private readonly ever = new Set<string>();

	constructor(
		private secrets: Secrets,
		private readonly scopes: readonly string[],
		private readonly now: () => number,
	) {}

	get current(): Secrets {
		return this.secrets;
	}

	/** Answers POST /admin/oauth/access_token. */
	grant(request: LabRequest): LabResponse {
		const fields = bodyFields(request);
		if (fields === undefined) return oauthError('invalid_request', 'The request body could not be read.');
		if (fields.get('grant_type') !== 'client_credentials') {
			return oauthError('unsupported_grant_type', 'The grant type is not supported by this lab.');
		}
		const { clientId, clientSecret } = this.secrets;
		if (!isSame(fields.get('client_id') ?? '', clientId)) {
			return oauthError('application_cannot_be_found', 'No application with this client id.');
		}
		if (!isSame(fields.get('client_secret') ?? '', clientSecret)) {
			return oauthError('invalid_client', 'Client authentication failed: the client secret is wrong.');
		}
		const token = `shpat_${randomBytes(16).toString('hex')}`;
		this.issued = this.issued.filter(({ expiresAt }) => expiresAt > this.now());
		this.ever.add(token);
		this.issued.push({ token, expiresAt: this.now() + TOKEN_LIFE * 1000 });
		return {
			status: 200,
			body: { access_token: token, scope: this.scopes.join(','), expires_in: TOKEN_LIFE },
		};
	}

	/** Whether a request carries a token that is known and not expired. */
	accepts({ headers }: LabRequest): boolean {
		const given = headers['x-shopify-access-token'];
		if (given === undefined || given === '') return false;
		if (isSame(given, this.secrets.accessToken)) return true;
		return this.issued.some(({ token, expiresAt }) => isSame(given, token) && expiresAt > this.now());
	}

	/** Every token that was ever given out; secret. */
	handedOut(): readonly string[] {
		return [...new Set([...this.ever, ...this.issued.map(({ token }) => token)])];
	}

	/** Ends all tokens of 24 hours at once, as when the app is installed anew. */
	revokeIssued(): void {
		this.issued = [];
	}

	snapshot(): AuthSnapshot {
		return { secrets: this.secrets, issued: this.issued };
	}

	restore({ secrets, issued }: AuthSnapshot): void {
		this.secrets = secrets;
		this.issued = [...issued];
	}
}
