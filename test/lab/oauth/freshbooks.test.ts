/** The sign-in server as FreshBooks': twelve hours from `created_at`, refresh tokens used once, scopes all or none. */
import { freshBooksKind } from '../../../lab/ledgers/freshbooks/kind';
import type { LabRequest, LabResponse } from '../../../lab/kit/platform';
import { OAuthLab, TokenStore } from '../../../lab/oauth';

const CALLBACK = 'http://localhost:5678/rest/oauth2-credential/callback';
const SCOPE = freshBooksKind.oauth.bookkeepingScope ?? '';
const CLIENT = { client_id: 'id', client_secret: 'secret' };
const HOUR = 3_600_000;

let time: number;
let lab: OAuthLab;
beforeEach(() => {
	time = Date.parse('2026-11-23T00:00:00Z');
	const { lifetimes, bookkeepingScope: _scope, ...dialect } = freshBooksKind.oauth;
	const now = (): number => time;
	lab = new OAuthLab({
		...dialect,
		clientId: 'id',
		clientSecret: 'secret',
		realmId: '6BApk',
		tokens: new TokenStore(lifetimes, now),
		now,
	});
});

function authorize(scope = SCOPE): URL {
	const query = new URLSearchParams({
		client_id: 'id',
		response_type: 'code',
		scope,
		redirect_uri: CALLBACK,
		state: 's',
	});
	const answer = lab.handle({
		method: 'GET',
		path: '/oauth/authorize/',
		query,
		headers: {},
		rawBody: Buffer.alloc(0),
	});
	return new URL(answer.headers?.['location'] ?? 'http://none');
}

function token(
	fields: Record<string, string>,
	type: 'form' | 'json' = 'json',
): LabResponse & { body: Record<string, unknown> } {
	const request: LabRequest = {
		method: 'POST',
		path: '/auth/oauth/token',
		query: new URLSearchParams(),
		headers: { 'content-type': type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded' },
		rawBody: Buffer.from(type === 'json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString()),
	};
	const answer = lab.handle(request);
	return { ...answer, body: answer.body as Record<string, unknown> };
}

const exchange = (type?: 'form' | 'json') =>
	token(
		{
			...CLIENT,
			grant_type: 'authorization_code',
			code: authorize().searchParams.get('code') ?? '',
			redirect_uri: CALLBACK,
		},
		type,
	);
const refresh = (refresh_token: unknown) =>
	token({ ...CLIENT, grant_type: 'refresh_token', refresh_token: String(refresh_token) });

test.each(['json', 'form'] as const)(
	'a code is exchanged, asked as %s, for a token of twelve hours',
	(type) => {
		expect(authorize().searchParams.has('realmId')).toBe(false);
		const { status, body } = exchange(type);
		expect(status).toBe(200);
		expect(body).toEqual({
			access_token: expect.any(String),
			refresh_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 43_200,
			created_at: time / 1000,
			scope: SCOPE,
		});
		const access = String(body['access_token']);
		time += 12 * HOUR - 1;
		expect(lab.tokens.isValid(access)).toBe(true);
		time += 1;
		expect(lab.tokens.isValid(access)).toBe(false);
	},
);

test('a refresh token is used once and does not end by itself', () => {
	const first = exchange().body['refresh_token'];
	time += 5 * 365 * 24 * HOUR;
	const second = refresh(first);
	expect(second).toMatchObject({ status: 200, body: { created_at: time / 1000, scope: SCOPE } });
	expect(refresh(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('one scope that there is not keeps all out; some have no way to write', () => {
	for (const wrong of [
		'user:profile:write',
		'user:reports:write',
		'user:notifications:write',
		'user:everything:read',
		'invoices',
	])
		expect(authorize(`user:invoices:read ${wrong}`).searchParams.get('error')).toBe('invalid_scope');
	expect(authorize('user:invoices:read user:reports:read').searchParams.has('code')).toBe(true);
});

test('the client shows its secret in the body', () => {
	const wrong = token({ ...CLIENT, client_secret: 'other', grant_type: 'refresh_token', refresh_token: 'x' });
	expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
	expect(token({ ...CLIENT, grant_type: 'client_credentials' })).toMatchObject({
		status: 400,
		body: { error: 'unsupported_grant_type' },
	});
});

test('keys in the shapes that FreshBooks gives them, and the credential', () => {
	const keys = freshBooksKind.newKeys();
	expect(keys.tenant).toMatch(/^[A-Za-z0-9]{6}$/);
	expect(
		freshBooksKind.credential({ keys, url: 'http://127.0.0.1:1', oauthUrl: 'http://127.0.0.1:2' }),
	).toEqual({
		type: 'storeLedgerFreshBooksOAuth2Api',
		data: {
			accountId: keys.tenant,
			baseUrl: 'http://127.0.0.1:1',
			oauthUrl: 'http://127.0.0.1:2',
			clientId: keys.clientId,
			clientSecret: keys.clientSecret,
		},
		connect: true,
	});
});
