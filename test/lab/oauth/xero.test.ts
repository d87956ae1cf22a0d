/** The sign-in server as Xero's: half an hour, grace for a lost answer, custom connections, granular scopes only. */
import { OAuthLab, TokenStore, XERO_LIFETIMES } from '../../../lab/oauth';
import { readForm } from '../../../lab/oauth/request';
import { xeroKind } from '../../../lab/ledgers/xero/kind';
import type { LabRequest, LabResponse } from '../../../lab/kit/platform';

const CALLBACK = 'http://localhost:5678/rest/oauth2-credential/callback';
const BASIC = `Basic ${Buffer.from('id:secret').toString('base64')}`;
const SCOPE = xeroKind.oauth.bookkeepingScope ?? '';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

let time: number;
let lab: OAuthLab;
beforeEach(() => {
	time = Date.parse('2026-11-23T00:00:00Z');
	const { lifetimes, bookkeepingScope: _scope, ...dialect } = xeroKind.oauth;
	const now = (): number => time;
	lab = new OAuthLab({
		...dialect,
		clientId: 'id',
		clientSecret: 'secret',
		realmId: 'tenant',
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
		path: '/identity/connect/authorize',
		query,
		headers: {},
		rawBody: Buffer.alloc(0),
	});
	return new URL(answer.headers?.['location'] ?? 'http://none');
}

function token(
	form: Record<string, string>,
	headers: Record<string, string> = { authorization: BASIC },
): LabResponse & { body: Record<string, unknown> } {
	const request: LabRequest = {
		method: 'POST',
		path: '/connect/token',
		query: new URLSearchParams(),
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		rawBody: Buffer.from(new URLSearchParams(form).toString()),
	};
	const answer = lab.handle(request);
	return { ...answer, body: answer.body as Record<string, unknown> };
}

const exchange = (scope?: string) =>
	token({
		grant_type: 'authorization_code',
		code: authorize(scope).searchParams.get('code') ?? '',
		redirect_uri: CALLBACK,
	});
const refresh = (refresh_token: unknown) =>
	token({ grant_type: 'refresh_token', refresh_token: String(refresh_token) });

test('a code is exchanged for a token of half an hour that says what it is', () => {
	expect(authorize().searchParams.has('realmId')).toBe(false);
	const { status, body } = exchange();
	expect(status).toBe(200);
	expect(body).toEqual({
		access_token: expect.any(String),
		refresh_token: expect.any(String),
		expires_in: 1800,
		token_type: 'Bearer',
		scope: SCOPE,
	});
	const access = String(body['access_token']);
	const payload = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
		string,
		unknown
	>;
	expect(payload['authentication_event_id']).toBe(lab.tokens.grantOf(access)?.family);
	expect(payload['scope']).toEqual(SCOPE.split(' '));
	time += 1800 * SECOND;
	expect(lab.tokens.isValid(access)).toBe(false);
});

test('a code lives five minutes', () => {
	const code = authorize().searchParams.get('code') ?? '';
	time += 5 * MINUTE;
	const answer = token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
	expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('a refresh token rotates; the last one can be tried again for half an hour, then it ends everything', () => {
	const first = exchange().body['refresh_token'];
	const second = refresh(first).body['refresh_token'];
	expect(second).not.toBe(first);
	time += 29 * MINUTE;
	const again = refresh(first);
	expect(again.status).toBe(200);
	expect(again.body).toMatchObject({ scope: SCOPE });
	time += 2 * MINUTE;
	expect(refresh(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
	expect(refresh(second).status).toBe(400);
});

test('a refresh token lasts 60 days', () => {
	const first = exchange().body['refresh_token'];
	time += 60 * 86_400 * SECOND;
	expect(refresh(first).status).toBe(400);
});

test('the time of grace outlives a restart', () => {
	const first = exchange().body['refresh_token'];
	refresh(first);
	const kept: unknown = JSON.parse(JSON.stringify(lab.snapshot()));
	lab.restore(kept);
	expect(refresh(first).status).toBe(200);
});

test('without offline_access there is no refresh token', () => {
	expect(exchange('accounting.invoices').body).not.toHaveProperty('refresh_token');
});

test('broad and unknown scopes are refused', () => {
	for (const scope of ['accounting.transactions', 'accounting.reports.read', 'everything', '']) {
		expect(authorize(`${scope}`).searchParams.get('error')).toBe('invalid_scope');
	}
});

test('a custom connection: a token for the client itself, nothing to refresh it with', () => {
	const { status, body } = token({
		grant_type: 'client_credentials',
		scope: 'accounting.invoices accounting.settings',
	});
	expect(status).toBe(200);
	expect(body).toEqual({
		access_token: expect.any(String),
		expires_in: 1800,
		token_type: 'Bearer',
		scope: 'accounting.invoices accounting.settings',
	});
	expect(lab.tokens.grantOf(String(body['access_token']))).toMatchObject({ custom: true, realmId: 'tenant' });
	for (const scope of ['accounting.transactions', 'offline_access accounting.invoices', '']) {
		expect(token({ grant_type: 'client_credentials', scope })).toMatchObject({
			status: 400,
			body: { error: 'invalid_scope' },
		});
	}
});

test('the client shows its secret in the header', () => {
	const form = { grant_type: 'client_credentials', scope: 'accounting.invoices' };
	const inBody = token({ ...form, client_id: 'id', client_secret: 'secret' }, {});
	expect(inBody).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
});

test('what other dialects read: forms, JSON, or either', () => {
	const request = (type: string, body: string): LabRequest => ({
		method: 'POST',
		path: '/',
		query: new URLSearchParams(),
		headers: { 'content-type': type },
		rawBody: Buffer.from(body),
	});
	const json = request('application/json', '{"grant_type": "refresh_token"}');
	const form = request('application/x-www-form-urlencoded', 'grant_type=refresh_token');
	expect(readForm(json, 'json')?.get('grant_type')).toBe('refresh_token');
	expect(readForm(json, 'either')?.get('grant_type')).toBe('refresh_token');
	expect(readForm(json, 'form')).toBeUndefined();
	expect(readForm(form, 'json')).toBeUndefined();
	expect(readForm(form, 'either')?.get('grant_type')).toBe('refresh_token');
	expect(XERO_LIFETIMES.grace).toBe(1800);
});
