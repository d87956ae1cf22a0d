import { OAuthLab, TokenStore, type OAuthOptions } from '../../../lab/oauth';
import { serve, type Served } from '../../../lab/kit/server';

const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
const SCOPE = 'com.intuit.quickbooks.accounting';

let time = Date.parse('2026-11-23T00:00:00Z');
let lab: OAuthLab;
let served: Served;
const open: Served[] = [];

async function setUp(more: Partial<OAuthOptions> = {}): Promise<void> {
	const now = (): number => time;
	lab = new OAuthLab({
		clientId: 'id',
		clientSecret: 'secret',
		realmId: '9130347',
		scopes: [SCOPE, 'openid'],
		tokens: new TokenStore({ access: 3600, refresh: 8_640_000 }, now),
		now,
		...more,
	});
	served = await serve(lab);
	open.push(served);
}
beforeEach(() => setUp());
afterEach(async () => {
	for (const one of open.splice(0)) await one.close();
});

const BASIC = `Basic ${Buffer.from('id:secret').toString('base64')}`;

/** Asks for authorization; gives where the browser is sent. */
async function authorize(
	more: Record<string, string> = {},
): Promise<{ status: number; to: URL | undefined }> {
	const query = new URLSearchParams({
		client_id: 'id',
		response_type: 'code',
		scope: SCOPE,
		redirect_uri: CALLBACK,
		state: 'the state',
		...more,
	});
	const answer = await fetch(`${served.url}/connect/oauth2?${query.toString()}`, { redirect: 'manual' });
	const location = answer.headers.get('location');
	return { status: answer.status, to: location === null ? undefined : new URL(location) };
}

async function newCode(): Promise<string> {
	return (await authorize()).to?.searchParams.get('code') ?? '';
}

interface Answer {
	status: number;
	body: Record<string, string | number>;
}

async function token(
	form: Record<string, string>,
	headers: Record<string, string> = { authorization: BASIC },
): Promise<Answer> {
	const answer = await fetch(`${served.url}/oauth2/v1/tokens/bearer`, {
		method: 'POST',
		headers,
		body: new URLSearchParams(form),
	});
	return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

const exchange = (code: string, more: Record<string, string> = {}): Promise<Answer> =>
	token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more });
const refresh = (refreshToken: unknown): Promise<Answer> =>
	token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) });

describe('authorization', () => {
	test('is approved at once: code, state and realm in the redirect', async () => {
		const { status, to } = await authorize();
		expect(status).toBe(302);
		expect(`${to?.origin}${to?.pathname}`).toBe(CALLBACK);
		expect(Object.fromEntries(to?.searchParams ?? [])).toEqual({
			state: 'the state',
			code: expect.stringMatching(/^[\w-]{20,}$/),
			realmId: '9130347',
		});
	});

	test('an unknown client or an address elsewhere is not redirected', async () => {
		expect(await authorize({ client_id: 'other' })).toEqual({ status: 400, to: undefined });
		expect(await authorize({ redirect_uri: 'https://evil.example/' })).toEqual({
			status: 400,
			to: undefined,
		});
		expect(await authorize({ redirect_uri: '' })).toEqual({ status: 400, to: undefined });
	});

	test('a wrong scope or response type is told in the redirect', async () => {
		for (const [more, error] of [
			[{ scope: 'everything' }, 'invalid_scope'],
			[{ scope: '' }, 'invalid_scope'],
			[{ response_type: 'token' }, 'unsupported_response_type'],
		] as const) {
			const { to } = await authorize(more);
			expect(Object.fromEntries(to?.searchParams ?? [])).toEqual({ state: 'the state', error });
		}
	});
});

describe('the token endpoint', () => {
	test('exchanges a code for tokens of that company', async () => {
		const { status, body } = await exchange(await newCode());
		expect(status).toBe(200);
		expect(body).toEqual({
			token_type: 'bearer',
			access_token: expect.any(String),
			expires_in: 3600,
			refresh_token: expect.any(String),
			x_refresh_token_expires_in: 8_640_000,
		});
		expect(lab.tokens.isValid(String(body['access_token']), '9130347')).toBe(true);
		expect(lab.tokens.isValid(String(body['access_token']), '1')).toBe(false);
		expect(lab.tokens.isValid(String(body['refresh_token']))).toBe(false);
	});

	test('takes the client by Basic header or in the body, not both, not wrong', async () => {
		const form = async () => ({
			grant_type: 'authorization_code',
			code: await newCode(),
			redirect_uri: CALLBACK,
		});
		const inBody = { client_id: 'id', client_secret: 'secret' };
		expect((await token({ ...(await form()), ...inBody }, {})).status).toBe(200);
		const refused = [
			await token(await form(), {}),
			await token({ ...(await form()), client_id: 'id' }, {}),
			await token({ ...(await form()), ...inBody, client_secret: 'wrong' }, {}),
			await token({ ...(await form()), ...inBody }),
			await token(await form(), { authorization: `Basic ${Buffer.from('id:wrong').toString('base64')}` }),
			await token(await form(), { authorization: 'Bearer id:secret' }),
		];
		for (const { status, body } of refused) expect([status, body['error']]).toEqual([401, 'invalid_client']);
	});

	test('a code works once, for the same address, for a while; used twice, its tokens die', async () => {
		const code = await newCode();
		const { body } = await exchange(code);
		expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
		expect(lab.tokens.isValid(String(body['access_token']))).toBe(false);
		const elsewhere = await exchange(await newCode(), { redirect_uri: 'http://127.0.0.1:5678/other' });
		expect(elsewhere).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
		const old = await newCode();
		time += 601_000;
		expect(await exchange(old)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
	});

	test('a body that is no form, a missing or unknown grant type', async () => {
		expect(await token({})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
		expect(await token({ grant_type: 'password' })).toMatchObject({
			status: 400,
			body: { error: 'unsupported_grant_type' },
		});
		const url = `${served.url}/oauth2/v1/tokens/bearer`;
		const post = async (body: string, type: string): Promise<number> =>
			(await fetch(url, { method: 'POST', headers: { authorization: BASIC, 'content-type': type }, body }))
				.status;
		expect(await post('{"grant_type":"refresh_token"}', 'application/json')).toBe(400);
		expect(
			await post('grant_type=refresh_token&grant_type=refresh_token', 'application/x-www-form-urlencoded'),
		).toBe(400);
		expect((await fetch(url)).status).toBe(405);
		expect((await fetch(`${served.url}/token`)).status).toBe(404);
	});
});

describe('refreshing', () => {
	test('rotates: each refresh token works once', async () => {
		const first = lab.issueToken();
		const second = await refresh(first.refreshToken);
		expect(second.status).toBe(200);
		expect(second.body['refresh_token']).not.toBe(first.refreshToken);
		expect((await refresh(second.body['refresh_token'])).status).toBe(200);
	});

	test('a used refresh token ends the whole authorization', async () => {
		const first = lab.issueToken();
		const other = lab.issueToken();
		const { body } = await refresh(first.refreshToken);
		expect(await refresh(first.refreshToken)).toMatchObject({
			status: 400,
			body: { error: 'invalid_grant' },
		});
		expect(lab.tokens.isValid(String(body['access_token']))).toBe(false);
		expect((await refresh(body['refresh_token'])).status).toBe(400);
		expect(lab.tokens.isValid(other.accessToken)).toBe(true);
	});

	test('access tokens end after an hour, refresh tokens after a hundred days', async () => {
		const pair = lab.issueToken();
		expect(lab.tokens.isValid(pair.accessToken)).toBe(true);
		time += 3_600_000;
		expect(lab.tokens.isValid(pair.accessToken)).toBe(false);
		const { body } = await refresh(pair.refreshToken);
		expect(lab.tokens.isValid(String(body['access_token']))).toBe(true);
		time += 8_640_000_000;
		expect(await refresh(body['refresh_token'])).toMatchObject({
			status: 400,
			body: { error: 'invalid_grant' },
		});
	});

	test('expired by the lab they can be refreshed, revoked they cannot', async () => {
		const pair = lab.issueToken();
		expect(lab.tokens.expireAll()).toBe(1);
		expect(lab.tokens.isValid(pair.accessToken)).toBe(false);
		const { body } = await refresh(pair.refreshToken);
		expect(lab.tokens.isValid(String(body['access_token']))).toBe(true);
		expect(lab.tokens.revokeAll()).toBe(2);
		expect(lab.tokens.isValid(String(body['access_token']))).toBe(false);
		expect((await refresh(body['refresh_token'])).status).toBe(400);
	});
});

describe('revoking', () => {
	const revoke = async (body: string, type: string, authorization = BASIC): Promise<number> => {
		const headers = { authorization, 'content-type': type };
		return (await fetch(`${served.url}/v2/oauth2/tokens/revoke`, { method: 'POST', headers, body })).status;
	};

	test('by form or JSON, access or refresh token: both end', async () => {
		const first = lab.issueToken();
		expect(await revoke(`token=${first.refreshToken}`, 'application/x-www-form-urlencoded')).toBe(200);
		expect(lab.tokens.isValid(first.accessToken)).toBe(false);
		const second = lab.issueToken();
		expect(await revoke(JSON.stringify({ token: second.accessToken }), 'application/json')).toBe(200);
		expect((await refresh(second.refreshToken)).status).toBe(400);
	});

	test('needs the client and a token that exists', async () => {
		const { accessToken } = lab.issueToken();
		expect(await revoke(`token=${accessToken}`, 'application/x-www-form-urlencoded', 'Basic eDp5')).toBe(401);
		expect(lab.tokens.isValid(accessToken)).toBe(true);
		expect(await revoke('token=unknown', 'application/x-www-form-urlencoded')).toBe(400);
		expect(await revoke('{"token":', 'application/json')).toBe(400);
	});
});

test('a kept state has the same tokens, and used ones stay used', async () => {
	const pair = lab.issueToken();
	const { body } = await refresh(pair.refreshToken);
	const kept: unknown = JSON.parse(JSON.stringify(lab.snapshot()));
	await setUp();
	expect(lab.tokens.isValid(String(body['access_token']))).toBe(false);
	lab.restore(kept);
	expect(lab.tokens.isValid(String(body['access_token']), '9130347')).toBe(true);
	expect((await refresh(pair.refreshToken)).status).toBe(400);
	expect(lab.tokens.isValid(String(body['access_token']))).toBe(false);
});

test('its figures hold no token', async () => {
	const { body } = await exchange(await newCode());
	const shown = JSON.stringify(lab.inspect());
	expect(lab.inspect()).toMatchObject({ authorized: 1, exchanged: 1, accessTokens: 1, refreshTokens: 1 });
	expect(shown).not.toContain(String(body['access_token']).slice(0, 12));
});
