import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtIn } from '../../../lab/daybook/builtIn';
import { portsFor } from '../../../lab/demo/ports';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import type { GatewayKind } from '../../../lab/kinds';
import { startLab, type Lab, type LabOptions } from '../../../lab/lab';
import { SERVICES } from '../../../lab/services';
import { Counter, receiver } from './platforms';

let folder: string;
const open: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'services-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
	for (const one of open.splice(0)) await one.stop();
});

let made = 0;

/** A gateway that counts what it is asked, and tells `hook` of each payout of the day book. */
function sampleKind(name: string, hook?: string): GatewayKind {
	return {
		gateways: [name],
		make: (world, { keys, deliver }) => {
			world.onEvent((event) => {
				if (event.kind !== 'payout' || hook === undefined) return;
				void deliver({ url: hook, headers: {}, body: `${event.id} ${keys['secretKey']}`, topic: 'payout' });
			});
			return new Counter(name);
		},
		newKeys: () => ({ secretKey: `sk_${++made}` }),
		credential: ({ keys, url }) => ({ type: `${name}Api`, data: { ...keys, baseUrl: url }, connect: false }),
	};
}

async function lab(services: LabOptions['services'], more: Partial<LabOptions> = {}): Promise<Lab> {
	const started = await startLab({
		dayBook: builtIn(),
		store: 'shopify',
		ledger: 'quickbooks',
		...(services === undefined ? {} : { services }),
		...more,
	});
	open.push(started);
	return started;
}

async function stop(one: Lab): Promise<void> {
	open.splice(open.indexOf(one), 1);
	await one.stop();
}

const ask = async (one: Lab, id: string): Promise<number> =>
	(await fetch(`${one.services[id]?.url}/x`, { method: 'POST' })).status;

const done = (one: Lab, id: string): unknown => one.platforms().services[id]?.platform.inspect()['done'];

test('a lab carries all gateways and banks of the registry, each with an address and a credential', async () => {
	const one = await lab(undefined);
	expect(Object.keys(one.services)).toEqual(Object.keys(SERVICES));
	expect(Object.keys(one.keys.services)).toEqual(Object.keys(SERVICES));
	const urls = new Set([...Object.values(one.services).map(({ url }) => url), ...Object.values(one.urls)]);
	expect(urls.size).toBe(Object.keys(SERVICES).length + Object.keys(one.urls).length);
});

test('a service has calls, faults, figures and keys of its own', async () => {
	const one = await lab({ acme: sampleKind('acme'), bank: sampleKind('bank') });
	expect(one.services['acme']?.credential).toEqual({
		type: 'acmeApi',
		data: { secretKey: one.keys.services['acme']?.['secretKey'], baseUrl: one.services['acme']?.url },
		connect: false,
	});
	expect(await ask(one, 'acme')).toBe(201);
	expect(one.control.useFaults(parseFaultPlan('rateLimited=1,maxConsecutive=1'), 'acme')).toBe(true);
	expect([await ask(one, 'acme'), await ask(one, 'bank'), await ask(one, 'acme')]).toEqual([429, 201, 201]);
	expect(one.control.calls('acme', 10)).toMatchObject([
		{ status: 201 },
		{ fault: 'rateLimited' },
		{ status: 201 },
	]);
	expect(one.control.state()).toMatchObject({
		platforms: { acme: { done: 2 }, bank: { done: 1 } },
		faults: { acme: { faults: { rateLimited: 1 } }, bank: { faults: {} } },
		serviceWebhooks: { acme: { requests: 0 } },
	});
	expect(JSON.stringify(one.control.state())).not.toContain(one.keys.services['acme']?.['secretKey']);
});

test("a service's webhooks are on their way until they are done", async () => {
	const hook = await receiver();
	open.push({ stop: () => hook.close() });
	const one = await lab(
		{ acme: sampleKind('acme', hook.url) },
		{ startAt: Date.parse('2027-01-01T00:00:00Z') },
	);
	const payout = {
		kind: 'payout',
		id: 'P1',
		gateway: 'acme',
		at: '2027-01-02T00:00:00Z',
		arrivesOn: '2027-01-03',
		currency: 'GBP',
		status: 'paid',
		transactions: [],
		net: '0.00',
	};
	await one.control.addEvents(`${JSON.stringify(payout)}\n`);
	await one.control.advance(Number.MAX_SAFE_INTEGER);
	await one.webhooksDone();
	const told = hook.received.filter(({ body }) => body.startsWith('P1 '));
	expect(told.map(({ body }) => body)).toEqual([`P1 ${one.keys.services['acme']?.['secretKey']}`]);
});

test('keys and state are kept; a file of before there were services still opens', async () => {
	const stateFile = join(folder, 'state.json');
	const first = await lab({ acme: sampleKind('acme') }, { stateFile });
	await ask(first, 'acme');
	await stop(first);
	const second = await lab({ acme: sampleKind('acme'), bank: sampleKind('bank') }, { stateFile });
	expect(second.keys.services['acme']).toEqual(first.keys.services['acme']);
	expect(second.keys.services['bank']).toEqual({ secretKey: expect.stringMatching(/^sk_/) });
	expect(done(second, 'acme')).toBe(1);
	await ask(second, 'acme');
	await stop(second);
	const third = await lab({ acme: sampleKind('acme'), bank: sampleKind('bank') }, { stateFile });
	expect(third.keys).toEqual(second.keys);
	expect(done(third, 'acme')).toBe(2);
	await stop(third);
	const old = JSON.parse(await readFile(stateFile, 'utf8')) as { keys: Record<string, unknown> };
	delete old.keys['services'];
	await writeFile(stateFile, JSON.stringify(old));
	const fourth = await lab({ acme: sampleKind('acme') }, { stateFile });
	expect(fourth.keys.store).toEqual(first.keys.store);
	expect(fourth.keys.services['acme']?.['secretKey']).toMatch(/^sk_/);
});

test('a running lab goes back to what was kept, its services too', async () => {
	const path = join(folder, 'back.json');
	const one = await lab({ acme: sampleKind('acme') });
	await ask(one, 'acme');
	await one.control.save(path);
	await ask(one, 'acme');
	await one.control.restore(path);
	expect(done(one, 'acme')).toBe(1);
	await ask(one, 'acme');
	expect(done(one, 'acme')).toBe(2);
	const others = await lab({ acme: sampleKind('acme') });
	await expect(others.control.restore(path)).rejects.toThrow('is of a lab with other keys');
});

test('ports of services can be chosen; a platform of another name is refused', async () => {
	const one = await lab({ acme: sampleKind('acme') });
	const port = Number(new URL(one.services['acme']?.url ?? '').port);
	await expect(
		lab({ acme: sampleKind('acme') }, { ports: { services: { acme: port } } }),
	).rejects.toMatchObject({
		code: 'EADDRINUSE',
	});
	await expect(lab({ acme: sampleKind('other') })).rejects.toThrow('calls its platform "other"');
});

test("the demo's ports are kept, and a folder of before there were services gets theirs", async () => {
	const ports = await portsFor(folder, undefined);
	expect(Object.keys(ports.lab.services)).toEqual(Object.keys(SERVICES));
	expect(await portsFor(folder, undefined)).toEqual(ports);
	const file = join(folder, 'ports.json');
	const { services: _services, ...lab } = ports.lab;
	await writeFile(file, JSON.stringify({ ...ports, lab }));
	expect(await portsFor(folder, undefined)).toMatchObject({ n8n: ports.n8n, lab });
});
