import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import { isLoopback } from '../../../lab/kit/loopback';
import { WebhookDeliverer, type DelivererOptions } from '../../../lab/kit/webhooks';
import { receiver } from './platforms';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const one of open.splice(0)) await one.close();
});

async function setUp(answer?: (count: number) => number | undefined, options: DelivererOptions = {}) {
	const hook = await receiver(answer);
	const deliverer = new WebhookDeliverer(options);
	open.push(hook, deliverer);
	const send = (body: string) =>
		deliverer.deliver({
			url: hook.url,
			headers: { 'x-signature': `of ${body}` },
			body,
			topic: 'orders/create',
		});
	return { hook, deliverer, send, bodies: () => hook.received.map(({ body }) => body) };
}

const withFaults = (plan: string): DelivererOptions => ({
	faults: new FaultSchedule('shop', parseFaultPlan(plan)),
});

test('a webhook arrives as it was given', async () => {
	const { hook, send } = await setUp();
	expect(await send('{"a":1}')).toEqual({ outcome: 'delivered', attempts: 1, status: 200 });
	expect(hook.received).toMatchObject([{ body: '{"a":1}', headers: { 'x-signature': 'of {"a":1}' } }]);
});

test('without faults they arrive in order', async () => {
	const { send, bodies } = await setUp();
	await Promise.all(['1', '2', '3', '4', '5'].map(send));
	expect(bodies()).toEqual(['1', '2', '3', '4', '5']);
});

test('only this machine is called', async () => {
	const { deliverer } = await setUp();
	for (const url of [
		'http://example.com/',
		'https://127.0.0.1.example.com/',
		'http://10.0.0.1/',
		'file:///etc/passwd',
		'no',
	]) {
		expect(await deliverer.deliver({ url, headers: {}, body: '', topic: 't' })).toEqual({
			outcome: 'refused',
			attempts: 0,
		});
	}
	expect(deliverer.inspect()).toEqual({ pending: 0, requests: 0, outcomes: { refused: 5 } });
	expect(isLoopback('http://localhost:5678/webhook')).toBe(true);
	expect(isLoopback('http://[::1]:5678/webhook')).toBe(true);
	expect(isLoopback('http://user@evil.example:80/#127.0.0.1')).toBe(false);
});

test('a refused one is sent again with the same headers and bytes, as often as the schedule says', async () => {
	const { hook, send } = await setUp((count) => (count < 3 ? 500 : 204), { retryDelays: [5, 5, 5] });
	expect(await send('x')).toEqual({ outcome: 'delivered', attempts: 3, status: 204 });
	const seen = hook.received.map(({ body, headers }) => `${body} ${String(headers['x-signature'])}`);
	expect(seen).toEqual(['x of x', 'x of x', 'x of x']);
	const never = await setUp(() => 410, { retryDelays: [5] });
	expect(await never.send('y')).toEqual({ outcome: 'failed', attempts: 2, status: 410 });
});

test('a redirect is no success, and is not followed', async () => {
	const { send, bodies } = await setUp(() => 302);
	expect(await send('x')).toEqual({ outcome: 'failed', attempts: 1, status: 302 });
	expect(bodies()).toEqual(['x']);
});

test('an answer that takes too long is none', async () => {
	const { send } = await setUp(() => undefined, { timeoutMs: 50 });
	expect(await send('x')).toEqual({ outcome: 'failed', attempts: 1 });
});

test('a slow retry does not hold up the others', async () => {
	const { send, bodies } = await setUp((count) => (count === 1 ? 500 : 200), { retryDelays: [60] });
	await Promise.all(['1', '2', '3'].map(send));
	expect(bodies()).toEqual(['1', '2', '3', '1']);
});

describe('faults', () => {
	test('duplicate: the same bytes twice', async () => {
		const { send, bodies } = await setUp(undefined, withFaults('duplicate=1'));
		expect(await send('x')).toMatchObject({ outcome: 'delivered', attempts: 1 });
		expect(bodies()).toEqual(['x', 'x']);
	});

	test('lost: never sent', async () => {
		const { send, bodies, deliverer } = await setUp(undefined, withFaults('lost=1,maxConsecutive=2'));
		const outcomes = [];
		for (const body of ['1', '2', '3']) outcomes.push((await send(body)).outcome);
		expect(outcomes).toEqual(['lost', 'lost', 'delivered']);
		expect(bodies()).toEqual(['3']);
		expect(deliverer.inspect().outcomes).toEqual({ lost: 2, delivered: 1 });
	});

	test('late: after the time it should have come', async () => {
		const { hook, send } = await setUp(undefined, withFaults('late=1,lateMs=80'));
		const started = Date.now();
		await send('x');
		expect(hook.received[0]!.at - started).toBeGreaterThanOrEqual(75);
	});

	test('reordered: overtaken by the next one', async () => {
		const schedule = new FaultSchedule('shop');
		const { send, bodies } = await setUp(undefined, { faults: schedule });
		schedule.use(parseFaultPlan('reordered=1,lateMs=5000'));
		const first = send('1');
		schedule.use(parseFaultPlan('none'));
		await send('2');
		await first;
		expect(bodies()).toEqual(['2', '1']);
	});

	test('reordered with nothing behind it: comes anyway, at the latest when all are waited for', async () => {
		const { send, bodies, deliverer } = await setUp(undefined, withFaults('reordered=1,lateMs=60000'));
		const only = send('1');
		await deliverer.idle();
		expect(await only).toMatchObject({ outcome: 'delivered' });
		expect(bodies()).toEqual(['1']);
	});
});

test('closing gives up what is on its way', async () => {
	const { send, deliverer } = await setUp(() => undefined, { retryDelays: [60_000] });
	const waiting = send('x');
	await deliverer.close();
	expect(await waiting).toEqual({ outcome: 'closed', attempts: 1 });
	expect(deliverer.inspect().pending).toBe(0);
});
