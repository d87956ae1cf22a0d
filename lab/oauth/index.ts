/**
 * The OAuth2 server to which ledger credentials connect: authorization code with approval at once, refresh tokens that
 * rotate, revocation. As strict as RFC 6749: a code is used once, the redirect address must be the same, the client shows
 * its secret one way only. Intuit's shapes: https://developer.intuit.com/.well-known/openid_sandbox_configuration/
 */
import { randomBytes } from 'node:crypto';
import { isLoopback } from '../kit/loopback';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../kit/platform';
import { INTUIT_PATHS, intuitAnswer, type Handed, type OAuthPaths, type SignInDialect } from './dialect';
import { NO_STORE, isClient, readForm, refuse } from './request';
import { TokenStore, type Grant, type TokenPair, type TokenSnapshot } from './tokenStore';

export {
	TokenStore,
	QUICKBOOKS_LIFETIMES,
	XERO_LIFETIMES,
	FRESHBOOKS_LIFETIMES,
	type Grant,
	type TokenLifetimes,
	type TokenPair,
} from './tokenStore';
export {
	INTUIT_PATHS,
	XERO_PATHS,
	xeroAnswer,
	FRESHBOOKS_PATHS,
	freshBooksAnswer,
	type Handed,
	type OAuthPaths,
	type SignInDialect,
} from './dialect';

export interface OAuthOptions extends SignInDialect {
	readonly clientId: string;
	readonly clientSecret: string;
	/** the company; Intuit puts it into the redirect, since it is not in the token's answer */
	readonly realmId?: string;
	/** scopes that may be asked for; each request names at least one */
	readonly scopes: readonly string[];
	readonly paths?: Readonly<Partial<OAuthPaths>>;
	readonly tokens?: TokenStore;
	/** epoch milliseconds */
	readonly now?: () => number;
}

interface Code {
	readonly redirectUri: string;
	readonly scope: string;
	readonly expiresAt: number;
}

const FAULTS: Readonly<Record<PlatformFault, LabResponse>> = {
	rateLimited: { status: 429, headers: { 'retry-after': '1' }, body: { error: 'temporarily_unavailable' } },
	serverError: { status: 503, body: { error: 'server_error' } },
	// a token endpoint has no bearer token to refuse; what it can refuse is the moment
	unauthorized: { status: 503, body: { error: 'temporarily_unavailable' } },
};

/** What can be asked of a token endpoint by what its server knows. */
const GRANTS = 'grant_type is authorization_code or refresh_token';

const METHOD_NOT_ALLOWED: LabResponse = { status: 405, body: 'Method Not Allowed' };

/** Who looks into the body only does not see the header: FreshBooks' own client sends one that means nothing. */
function withoutAuthorization(request: LabRequest): LabRequest {
	const { authorization: _unread, ...headers } = request.headers;
	return { ...request, headers };
}

/** The OAuth2 server as a platform of the lab. `tokens` is what ledger simulators check bearer tokens against. */
export class OAuthLab implements LabPlatform {
	readonly name = 'oauth';
	readonly tokens: TokenStore;
	readonly paths: OAuthPaths;
	private readonly now: () => number;
	private readonly codes = new Map<string, Code>();
	/** codes that were used -> the access token they gave */
	private readonly usedCodes = new Map<string, string>();
	private readonly counts = { authorized: 0, exchanged: 0, refreshed: 0, refused: 0, revoked: 0 };

	constructor(private readonly options: OAuthOptions) {
		this.now = options.now ?? Date.now;
		this.tokens = options.tokens ?? new TokenStore(undefined, this.now);
		this.paths = { ...INTUIT_PATHS, ...options.paths };
	}

	/** A pair as if somebody had connected, for tests and for credentials that are imported ready-made. */
	issueToken(): TokenPair {
		return this.tokens.issue(this.grant(this.options.scopes.join(' ')));
	}

	handle(request: LabRequest): LabResponse {
		const { authorize, token, revoke } = this.paths;
		switch (request.path) {
			case authorize:
				return request.method === 'GET' ? this.authorize(request.query) : METHOD_NOT_ALLOWED;
			case token:
			case revoke: {
				const response = request.method === 'POST' ? this.post(request) : METHOD_NOT_ALLOWED;
				if (response.status >= 400) this.counts.refused++;
				return response;
			}
			default:
				return { status: 404, body: 'Not Found' };
		}
	}

	faultResponse(fault: PlatformFault): LabResponse {
		return FAULTS[fault];
	}

	/**
	 * Never: a rotated refresh token whose answer is lost would lock the client out for good, which proves nothing about
	 * bookkeeping. Faults before the work do hit this server.
	 */
	isWrite(): boolean {
		return false;
	}

	/** It holds tokens: for the lab's state file only. */
	snapshot(): { readonly tokens: TokenSnapshot } {
		return { tokens: this.tokens.snapshot() };
	}

	restore(snapshot: unknown): void {
		this.tokens.restore((snapshot as { tokens: TokenSnapshot }).tokens);
	}

	inspect(): Record<string, unknown> {
		return { ...this.counts, ...this.tokens.inspect() };
	}

	private grant(scope: string): Grant {
		const { clientId, realmId } = this.options;
		return { clientId, scope, ...(realmId === undefined ? {} : { realmId }) };
	}

	private authorize(query: URLSearchParams): LabResponse {
		const redirectUri = query.get('redirect_uri') ?? '';
		// without a known client and a good address nothing is redirected (RFC 6749, 4.1.2.1)
		if (query.get('client_id') !== this.options.clientId) return { status: 400, body: 'invalid client_id' };
		if (!isLoopback(redirectUri)) return { status: 400, body: 'invalid redirect_uri: not on this machine' };
		const target = new URL(redirectUri);
		const state = query.get('state');
		if (state !== null) target.searchParams.set('state', state);
		const scope = query.get('scope') ?? '';
		const error = this.whatIsWrong(query.get('response_type'), scope);
		if (error !== undefined) target.searchParams.set('error', error);
		else {
			const code = randomBytes(20).toString('base64url');
			const expiresAt = this.now() + (this.options.codeLifetime ?? 600) * 1000;
			this.codes.set(code, { redirectUri, scope, expiresAt });
			this.counts.authorized++;
			target.searchParams.set('code', code);
			const { realmId, companyInRedirect = true } = this.options;
			if (realmId !== undefined && companyInRedirect) target.searchParams.set('realmId', realmId);
		}
		return { status: 302, headers: { location: target.href }, body: '' };
	}

	private whatIsWrong(responseType: string | null, scope: string): string | undefined {
		if (responseType !== 'code') return 'unsupported_response_type';
		return this.isKnown(scope) ? undefined : 'invalid_scope';
	}

	private isKnown(scope: string): boolean {
		const asked = scope.split(' ').filter((one) => one !== '');
		return asked.length > 0 && asked.every((one) => this.options.scopes.includes(one));
	}

	private post(sent: LabRequest): LabResponse {
		const isRevoke = sent.path === this.paths.revoke;
		const { tokenBody = 'form', clientSecretIn } = this.options;
		const request = clientSecretIn === 'body' ? withoutAuthorization(sent) : sent;
		const form = readForm(request, isRevoke ? 'either' : tokenBody);
		if (form === undefined) return refuse('invalid_request', 'The body cannot be read');
		const isBasic = request.headers['authorization'] !== undefined;
		const isWrongWay = clientSecretIn !== undefined && isBasic !== (clientSecretIn === 'basic');
		if (isWrongWay || !isClient(request, form, this.options)) {
			return refuse('invalid_client', 'Client authentication failed');
		}
		if (isRevoke) return this.revoke(form.get('token'));
		switch (form.get('grant_type')) {
			case 'authorization_code':
				return this.exchange(form);
			case 'refresh_token':
				return this.refresh(form);
			case 'client_credentials':
				return this.options.clientCredentials === true
					? this.ownToken(form.get('scope') ?? '')
					: refuse('unsupported_grant_type', GRANTS);
			case null:
				return refuse('invalid_request', 'grant_type is missing');
			default:
				return refuse('unsupported_grant_type', GRANTS);
		}
	}

	private exchange(form: URLSearchParams): LabResponse {
		const text = form.get('code') ?? '';
		// a code that comes twice was stolen: what it gave dies (RFC 6749, 4.1.2)
		const usedFor = this.usedCodes.get(text);
		if (usedFor !== undefined) this.tokens.revoke(usedFor, this.options.clientId);
		const code = this.codes.get(text);
		this.codes.delete(text);
		if (code === undefined || code.expiresAt <= this.now()) {
			return refuse('invalid_grant', 'Invalid authorization code');
		}
		if (form.get('redirect_uri') !== code.redirectUri) {
			return refuse('invalid_grant', 'The redirect_uri is not the one of the authorization request');
		}
		const grant = this.grant(code.scope);
		const { offlineScope } = this.options;
		const isOffline = offlineScope === undefined || code.scope.split(' ').includes(offlineScope);
		const handed = isOffline ? this.tokens.issue(grant) : this.tokens.issueAccess(grant);
		this.usedCodes.set(text, handed.accessToken);
		this.counts.exchanged++;
		return this.hand(handed, grant);
	}

	/** A token for the client itself: nobody is asked, and there is nothing to refresh it with. */
	private ownToken(scope: string): LabResponse {
		const isPersonal = scope.split(' ').some((one) => this.options.personalScopes?.includes(one) === true);
		if (isPersonal || !this.isKnown(scope)) return refuse('invalid_scope', 'The scope cannot be asked for');
		const grant: Grant = { ...this.grant(scope), custom: true };
		this.counts.exchanged++;
		return this.hand(this.tokens.issueAccess(grant), grant);
	}

	private refresh(form: URLSearchParams): LabResponse {
		const pair = this.tokens.rotate(form.get('refresh_token') ?? '', this.options.clientId);
		if (pair === undefined) return refuse('invalid_grant', 'Incorrect or invalid refresh token');
		this.counts.refreshed++;
		return this.hand(pair, this.tokens.grantOf(pair.accessToken) ?? this.grant(''));
	}

	private revoke(token: string | null): LabResponse {
		if (token === null || !this.tokens.revoke(token, this.options.clientId)) {
			return refuse('invalid_request', 'The token is missing, unknown or already revoked');
		}
		this.counts.revoked++;
		return { status: 200, body: '' };
	}

	private hand(handed: Handed, grant: Grant): LabResponse {
		const { answer = intuitAnswer } = this.options;
		return { status: 200, headers: NO_STORE, body: answer(handed, grant, this.now()) };
	}
}
