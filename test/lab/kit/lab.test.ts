import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtIn } from '../../../lab/daybook/builtIn';
import { expectedBooks } from '../../../lab/daybook/expectedBooks';
import { startLab, type Lab, type LabOptions } from '../../../lab/lab';
import { SERVICES } from '../../../lab/services';
import { receiver } from './platforms';

let folder: string;
const open: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'lab-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
	for (const one of open.splice(0)) await one.stop();
});

async function lab(more: Partial<LabOptions> = {}): Promise<Lab> {
	const started = await startLab({ dayBook: builtIn(), store: 'shopify', ledger: 'quickbooks', ...more });
	open.push(started);
	return started;
}

async function stop(one: Lab): Promise<void> {
	open.splice(open.indexOf(one), 1);
	await one.stop();
}

type Answer = { status: number; body: Record<string, unknown> };

async function get(of: Lab, path: string): Promise<Answer> {
	const answer = await fetch(of.urls.control + path);
	return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

async function post(of: Lab, path: string, body: unknown = {}, type = 'application/json'): Promise<Answer> {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const answer = await fetch(of.urls.control + path, {
		method: 'POST',
		headers: { 'content-type': type },
		body: text,
	});
	return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** Asks the shop for its name, as a client with the static token does. */
async function askShop(of: Lab, query = '{ shop { name myshopifyDomain } }'): Promise<Answer> {
	const headers = { 'content-type': 'application/json', 'x-shopify-access-token': of.keys.store.accessToken };
	const url = `${of.urls.store}/admin/api/2026-10/graphql.json`;
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
	return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** Reads the company of the ledger. */
async function askLedger(of: Lab, token: string, realm = of.keys.ledger.tenant): Promise<number> {
	const url = `${of.urls.ledger}/v3/company/${realm}/companyinfo/${realm}?minorversion=75`;
	return (await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } }))
		.status;
}

const time = (text: string): number => Date.parse(text);

describe('a lab', () => {
	test('shows the shop to who has its keys, and the ledger to who has a token of its company', async () => {
		const one = await lab();
		expect(await askShop(one)).toMatchObject({
			status: 200,
			body: { data: { shop: { name: 'Leaf & Pot', myshopifyDomain: one.shopDomain } } },
		});
		expect(one.shopDomain).toBe('leaf-and-pot.myshopify.com');
		const { accessToken } = one.issueToken();
		expect(await askLedger(one, accessToken)).toBe(200);
		expect(await askLedger(one, 'another')).toBe(401);
		expect(await askLedger(one, accessToken, '1')).not.toBe(200);
		const message = {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"text":"Hello"}',
		};
		expect((await fetch(one.slackWebhook, message)).status).toBe(200);
		expect(one.platforms().slack.messages()).toHaveLength(1);
	});

	test('the whole way of a credential: authorization, tokens, refresh', async () => {
		const one = await lab();
		const query = new URLSearchParams({
			client_id: one.keys.ledger.clientId,
			response_type: 'code',
			scope: one.oauth.scope,
			redirect_uri: 'http://localhost:5678/rest/oauth2-credential/callback',
			state: 's',
		});
		const sent = await fetch(`${one.oauth.authorize}?${query.toString()}`, { redirect: 'manual' });
		const to = new URL(sent.headers.get('location') ?? '');
		expect(to.searchParams.get('realmId')).toBe(one.keys.ledger.tenant);
		const token = async (form: Record<string, string>): Promise<Record<string, string>> => {
			const basic = Buffer.from(`${one.keys.ledger.clientId}:${one.keys.ledger.clientSecret}`).toString(
				'base64',
			);
			const headers = { authorization: `Basic ${basic}` };
			const answer = await fetch(one.oauth.token, {
				method: 'POST',
				headers,
				body: new URLSearchParams(form),
			});
			return (await answer.json()) as Record<string, string>;
		};
		const first = await token({
			grant_type: 'authorization_code',
			code: to.searchParams.get('code') ?? '',
			redirect_uri: 'http://localhost:5678/rest/oauth2-credential/callback',
		});
		expect(await askLedger(one, first['access_token'] ?? '')).toBe(200);
		expect((await post(one, '/tokens/expire')).body).toEqual({ ended: 1 });
		expect(await askLedger(one, first['access_token'] ?? '')).toBe(401);
		const second = await token({ grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' });
		expect(await askLedger(one, second['access_token'] ?? '')).toBe(200);
		await post(one, '/tokens/expire', { revoke: true });
		const third = await token({ grant_type: 'refresh_token', refresh_token: second['refresh_token'] ?? '' });
		expect(third['error']).toBe('invalid_grant');
	});

	test('an unknown store or ledger, a bad plan, a port that is taken, a bad day book: nothing starts', async () => {
		await expect(lab({ store: 'shopfy' })).rejects.toThrow(
			/^There is no store "shopfy" in the lab; it has .*\bshopify\b/,
		);
		await expect(lab({ ledger: 'constructor' })).rejects.toThrow('There is no ledger "constructor"');
		await expect(lab({ faults: 'often=1' })).rejects.toThrow('unknown fault "often"');
		const one = await lab();
		const port = Number(new URL(one.urls.slack).port);
		await expect(lab({ ports: { slack: port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		const bad = join(folder, 'bad.ndjson');
		await writeFile(bad, '{"kind":"shop"}\n');
		await expect(lab({ dayBook: bad })).rejects.toThrow('line 1, key id: is missing');
	});
});

describe('the control API', () => {
	test.each([
		['quickbooks', 'BookCloseDate', (tenant: string) => `/v3/company/${tenant}/preferences?minorversion=75`],
		['xero', 'PeriodLockDate', () => '/api.xro/2.0/Organisation'],
	])('closes the books of %s, and opens them again', async (ledger, setting, pathOf) => {
		const one = await lab({ ledger });
		const { tenant } = one.keys.ledger;
		const { accessToken } = one.issueToken();
		const settings = async (): Promise<string> => {
			const headers = {
				authorization: `Bearer ${accessToken}`,
				accept: 'application/json',
				'xero-tenant-id': tenant,
			};
			return await (await fetch(one.urls.ledger + pathOf(tenant), { headers })).text();
		};
		expect(await settings()).not.toContain(setting);
		const until = '2026-08-31';
		expect(await post(one, '/books/close', { until })).toEqual({ status: 200, body: { closedUntil: until } });
		const closed = await settings();
		expect(closed).toContain(setting);
		expect(closed).toContain(ledger === 'xero' ? String(Date.parse(until)) : until);
		expect((await post(one, '/books/close', { until: '31 August' })).status).toBe(400);
		await post(one, '/books/close', { until: 'none' });
		expect(await settings()).not.toContain(setting);
	});

	test('says so where a ledger has no closed periods', async () => {
		const answer = await post(await lab({ ledger: 'freshbooks' }), '/books/close', { until: '2026-08-31' });
		expect(answer).toEqual({ status: 400, body: { error: 'This ledger has no closed periods' } });
	});

	test('state and calls tell everything but secrets', async () => {
		const one = await lab();
		await askShop(one);
		const { accessToken, refreshToken } = one.issueToken();
		await askLedger(one, accessToken);
		await fetch(one.slackWebhook, { method: 'POST', body: 'no' });
		const state = await get(one, '/state');
		expect(state.body).toMatchObject({ now: 'end', remainingEvents: 0, shop: { id: 'leaf-and-pot' } });
		expect(Object.keys(state.body['platforms'] as object)).toEqual([
			'shopify',
			'quickbooks',
			'oauth',
			'slack',
			...Object.keys(SERVICES),
		]);
		const calls = await get(one, '/calls?last=10');
		expect(calls.body['calls']).toMatchObject([
			{ platform: 'shopify', method: 'POST', status: 200 },
			{ platform: 'quickbooks', method: 'GET', status: 200 },
			{ platform: 'slack', path: '/services/***', status: 400 },
			{ platform: 'control', path: '/state' },
		]);
		expect((await get(one, '/calls?platform=slack')).body['calls']).toHaveLength(1);
		const shown = JSON.stringify([state.body, calls.body, one.platforms().ledger.inspect()]);
		const { store, ledger, slack } = one.keys;
		for (const secret of [
			store.clientSecret,
			store.accessToken,
			ledger.clientSecret,
			slack.webhook,
			slack.botToken,
			accessToken,
			refreshToken,
		]) {
			expect(shown).not.toContain(secret);
		}
	});

	test('the clock goes on by command; the expected books go with it', async () => {
		const one = await lab({ startAt: time('2026-09-14T00:00:00Z') });
		expect((await get(one, '/expected-books')).body).toMatchObject({ expectedBooks: { balances: [] } });
		const first = await post(one, '/advance', { by: 'P1D' });
		expect(first).toMatchObject({ status: 200, body: { now: '2026-09-15T00:00:00.000Z' } });
		expect(Number(first.body['happened'])).toBeGreaterThan(10);
		const then = (await get(one, '/expected-books')).body['expectedBooks'];
		expect(then).toEqual(expectedBooks(builtIn(), { until: time('2026-09-15T00:00:00Z') }));
		expect(await post(one, '/advance', { to: '2026-09-14T00:00:00Z' })).toMatchObject({
			status: 400,
			body: { error: 'The clock cannot go back' },
		});
		expect((await post(one, '/advance', { to: 'end' })).body).toMatchObject({ now: 'end' });
		expect((await get(one, '/expected-books')).body['expectedBooks']).toEqual(expectedBooks(builtIn()));
		expect((await post(one, '/advance', { by: 'P1D' })).status).toBe(400);
	});

	test('a new order is seen in the shop, and told by webhook', async () => {
		const hook = await receiver();
		open.push({ stop: () => hook.close() });
		const one = await lab({ startAt: time('2026-09-14T00:00:00Z') });
		const subscribe = `mutation {
			webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: "${hook.url}", format: JSON }) {
				webhookSubscription { id } userErrors { message }
			}
		}`;
		expect(await askShop(one, subscribe)).toMatchObject({
			body: { data: { webhookSubscriptionCreate: { userErrors: [] } } },
		});
		const before = await askShop(one, '{ ordersCount { count } }');
		await post(one, '/advance', { to: '2026-09-14T09:00:00Z' });
		await one.webhooksDone();
		expect(hook.received.length).toBeGreaterThan(0);
		expect(hook.received[0]?.headers['x-shopify-topic']).toBe('orders/create');
		const after = await askShop(one, '{ ordersCount { count } }');
		expect(after.body).not.toEqual(before.body);
		const order = builtIn().events.find((event) => event.kind === 'order');
		const added = { ...order, id: 'X1', number: '#X1', at: '2026-09-16T22:00:00Z', payments: [] };
		const told = hook.received.length;
		const sent = await post(one, '/events', `${JSON.stringify(added)}\n`, 'application/x-ndjson');
		expect(sent).toMatchObject({ status: 200, body: { added: 1, happened: 0 } });
		await post(one, '/advance', { to: 'end' });
		await one.webhooksDone();
		expect(hook.received.slice(told).some(({ body }) => body.includes('#X1'))).toBe(true);
	});

	test('bad events are refused with line and key, and none is taken', async () => {
		const one = await lab();
		const lines = `${JSON.stringify({ kind: 'cancel', id: 'Z1', orderId: '1001', at: '2026-09-20T10:00:00Z' })}\n{"kind":"cancel","id":"Z2"}\n`;
		const answer = await post(one, '/events', lines);
		expect(answer).toMatchObject({ status: 400, body: { error: 'Bad events' } });
		expect(answer.body['problems']).toContain('line 2, key orderId: is missing');
		expect(one.world.dayBook.events).toHaveLength(builtIn().events.length);
	});

	test('faults can be chosen for all or one, and ended', async () => {
		const one = await lab();
		await post(one, '/faults', { plan: 'rateLimited=1,maxConsecutive=1', platform: 'ledger' });
		const { accessToken } = one.issueToken();
		expect(await askLedger(one, accessToken)).toBe(429);
		expect(await askLedger(one, accessToken)).toBe(200);
		expect((await askShop(one)).status).toBe(200);
		await post(one, '/faults', { plan: 'serverErrorBefore=1,maxConsecutive=1' });
		expect(await askLedger(one, accessToken)).toBeGreaterThanOrEqual(500);
		expect((await askShop(one)).status).toBe(500);
		await post(one, '/faults', { plan: 'none' });
		expect((await get(one, '/state')).body['faults']).toMatchObject({
			quickbooks: { faults: { rateLimited: 1, serverErrorBefore: 1 } },
			oauth: { faults: {} },
		});
		expect(await post(one, '/faults', { plan: 'x=1' })).toMatchObject({ status: 400 });
		expect(await post(one, '/faults', { plan: '', platform: 'xero' })).toMatchObject({ status: 400 });
	});

	test('the trial balance is that of the ledger', async () => {
		const one = await lab();
		const answer = await get(one, '/trial-balance?ledger=quickbooks');
		expect(answer).toMatchObject({ status: 200, body: { ledger: 'quickbooks' } });
		expect(answer.body['trialBalance']).toEqual(one.platforms().ledger.inspect()['trialBalance']);
		expect(await get(one, '/trial-balance?ledger=xero')).toMatchObject({ status: 400 });
	});

	test('what cannot be understood is refused', async () => {
		const one = await lab();
		expect(await get(one, '/nothing')).toMatchObject({ status: 404, body: { error: 'No such route' } });
		expect((await get(one, '/advance')).status).toBe(404);
		for (const body of [
			'{',
			'[]',
			'{"to":"yesterday"}',
			'{"by":"1 day"}',
			'{"by":"-P1D"}',
			'{"to":"end","by":"P1D"}',
			'',
		]) {
			expect([body, (await post(one, '/advance', body)).status]).toEqual([body, 400]);
		}
		expect((await get(one, '/calls?last=many')).status).toBe(400);
		expect(await post(one, '/restore')).toMatchObject({ status: 400 });
		expect(await post(one, '/restore', { path: join(folder, 'none') })).toMatchObject({ status: 400 });
		expect(await post(one, '/snapshot', { path: join(folder, 'none', 'x') })).toMatchObject({ status: 400 });
	});

	test('no web page gets in', async () => {
		const one = await lab();
		expect((await post(one, '/tokens/expire', '{}', 'text/plain')).status).toBe(415);
		const foreign = await new Promise<number | undefined>((resolve) => {
			httpRequest(`${one.urls.control}/state`, { headers: { host: 'evil.example' } }, (answer) => {
				answer.resume();
				resolve(answer.statusCode);
			}).end();
		});
		expect(foreign).toBe(403);
	});
});

describe('keeping a lab', () => {
	test('a state file gives the same lab again: keys, tokens, clock, events, messages', async () => {
		const stateFile = join(folder, 'state.json');
		const first = await lab({ stateFile, startAt: time('2026-09-15T00:00:00Z') });
		const pair = first.issueToken();
		await first.control.addEvents(
			JSON.stringify({ kind: 'customer', id: 'new', name: 'New', country: 'GB' }),
		);
		await first.control.advance(time('2026-09-15T12:00:00Z'));
		const body = '{"text":"x"}';
		await fetch(first.slackWebhook, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
		});
		await stop(first);
		expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
		const second = await lab({ stateFile });
		expect(second.keys).toEqual(first.keys);
		expect(second.world.now).toBe(time('2026-09-15T12:00:00Z'));
		expect(second.world.dayBook.customers.at(-1)?.id).toBe('new');
		expect(second.platforms().slack.messages()).toHaveLength(1);
		expect(await askLedger(second, pair.accessToken)).toBe(200);
		expect((await askShop(second)).status).toBe(200);
	});

	test('a running lab goes back to what was kept', async () => {
		const path = join(folder, 'back.json');
		const one = await lab({ startAt: time('2026-09-15T00:00:00Z') });
		const count = '{ ordersCount { count } }';
		const before = (await askShop(one, count)).body['data'];
		expect(await post(one, '/snapshot', { path })).toMatchObject({ status: 200, body: { path } });
		await post(one, '/advance', { to: 'end' });
		expect((await askShop(one, count)).body['data']).not.toEqual(before);
		expect(await post(one, '/restore', { path })).toMatchObject({
			body: { now: '2026-09-15T00:00:00.000Z' },
		});
		expect((await askShop(one, count)).body['data']).toEqual(before);
		await post(one, '/advance', { by: 'PT12H' });
		expect(one.world.now).toBe(time('2026-09-15T12:00:00Z'));
	});

	test('a file of another lab, or none at all, is refused', async () => {
		const stateFile = join(folder, 'other.json');
		const one = await lab({ stateFile });
		await stop(one);
		const { shop, ...rest } = builtIn();
		const other = { ...rest, shop: { ...shop, id: 'other' } };
		await expect(lab({ stateFile, dayBook: other })).rejects.toThrow('its shop is leaf-and-pot, not other');
		await writeFile(stateFile, '{}');
		await expect(lab({ stateFile })).rejects.toThrow('is not a state file of this version');
		await writeFile(stateFile, 'x');
		await expect(lab({ stateFile })).rejects.toThrow('it is not JSON');
	});
});
