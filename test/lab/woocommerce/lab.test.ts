/** WooCommerce in a whole lab: signed requests over the wire, faults in its own words, webhooks when time passes, state. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtIn } from '../../../lab/daybook/builtIn';
import { startLab, type Lab } from '../../../lab/lab';
import { signedQuery, type Json } from './support';

let folder: string;
let lab: Lab;
let server: Server;
let hook: string;
let topics: string[];

const START = Date.parse('2026-09-14T06:00:00Z');

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'lab-'));
	server = createServer((request, response) => {
		request.resume().on('end', () => {
			topics.push(String(request.headers['x-wc-webhook-topic'] ?? 'ping'));
			response.writeHead(topics.at(-1) === 'ping' ? 200 : 500).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
	await new Promise((resolve) => server.close(resolve));
	await rm(folder, { recursive: true });
});
beforeEach(() => {
	topics = [];
});
afterEach(() => lab.stop());

/** A request as a client of the http site signs it, sent to where the lab is. */
async function ask(
	path: string,
	method = 'GET',
	body?: object,
): Promise<{ status: number; type: string; body: Json }> {
	const { clientId: consumerKey, clientSecret: consumerSecret } = lab.keys.store;
	const site = `http://${lab.shopDomain}/wp-json/wc/v3${path}`;
	const query = signedQuery(site, { consumerKey, consumerSecret }, { method });
	const answer = await fetch(`${lab.urls.store}/wp-json/wc/v3${path}?${query}`, {
		method,
		headers: { 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	const type = answer.headers.get('content-type') ?? '';
	return { status: answer.status, type, body: type.startsWith('application/json') ? JSON.parse(text) : text };
}

const control = async (path: string, body: object): Promise<Json> => {
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(lab.urls.control + path, {
		method: 'POST',
		headers,
		body: JSON.stringify(body),
	});
	return await answer.json();
};

/** What the control API says of the shop's webhooks, when none is on its way any more. */
async function settled(): Promise<Json> {
	for (;;) {
		const state = await (await fetch(`${lab.urls.control}/state`)).json();
		const { webhooks } = (state as Json).platforms.woocommerce;
		if (webhooks.pending === 0) return webhooks;
	}
}

test('time passes, webhooks fail once each and are never sent again, and the state is kept', async () => {
	const stateFile = join(folder, 'state.json');
	const options = {
		dayBook: builtIn(),
		store: 'woocommerce',
		ledger: 'quickbooks',
		startAt: START,
		stateFile,
	};
	lab = await startLab(options);
	expect(lab.shopDomain).toBe('leaf-and-pot.example');
	expect((await ask('/orders')).body).toEqual([]);
	expect(
		(await ask('/webhooks', 'POST', { topic: 'order.created', delivery_url: hook, secret: 's' })).status,
	).toBe(201);
	expect(await settled()).toMatchObject({ registered: [{ status: 'active', failures: 0 }] });
	await control('/advance', { to: '2026-09-14T08:30:00Z' });
	const { registered } = await settled();
	const failed = topics.filter((topic) => topic === 'order.created');
	expect(registered).toMatchObject([{ failures: failed.length }]);
	expect(failed.length).toBeGreaterThan(0);
	const orders = (await ask('/orders')).body;
	expect(orders).toHaveLength(failed.length);
	await lab.stop();
	lab = await startLab(options);
	expect((await ask('/webhooks')).body).toMatchObject([{ topic: 'order.created', status: 'active' }]);
	expect((await ask('/orders')).body).toEqual(orders);
});

test('faults in its own words', async () => {
	lab = await startLab({ dayBook: builtIn(), store: 'woocommerce', ledger: 'quickbooks' });
	await control('/faults', { plan: 'rateLimited=1,maxConsecutive=1', platform: 'woocommerce' });
	const limited = await ask('/orders');
	// there is no limit in WooCommerce: a host's firewall answers, not in JSON
	expect([limited.status, limited.type]).toEqual([429, 'text/html']);
	await control('/faults', { plan: 'serverErrorBefore=1,maxConsecutive=1', platform: 'woocommerce' });
	expect((await ask('/orders')).body).toMatchObject({ code: 'internal_server_error', data: { status: 500 } });
	await control('/faults', { plan: 'unauthorized=1,maxConsecutive=1', platform: 'woocommerce' });
	expect((await ask('/orders')).body).toMatchObject({
		code: 'woocommerce_rest_cannot_view',
		data: { status: 401 },
	});
	await control('/faults', { plan: 'none' });
	expect((await ask('/orders')).status).toBe(200);
});
