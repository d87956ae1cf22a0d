/** One id leads through n8n's log from the shop's webhook to the ledger's document; nothing else of the event is in it. */
import { createHmac, randomUUID } from 'node:crypto';
import { eventId } from '../../core/posting/eventId';
import { builtIn } from '../../lab/daybook/builtIn';
import { Bench } from './support/bench';
import { BEFORE_NEWEST, fewOrders } from './support/shop';
import { logLines, type LogLine } from './support/logLines';

let bench: Bench;
const lines: LogLine[] = [];
beforeEach(async () => {
	bench = await Bench.start({ dayBook: fewOrders(), startAt: BEFORE_NEWEST });
	lines.length = 0;
	logLines(lines);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await bench.close();
});

const of = (id: string): LogLine[] => lines.filter(({ text }) => text.includes(`event=${id}`));
const stepsOf = (found: readonly LogLine[]): string[] =>
	found.map(({ level, text }) => `${level} ${/step=(\w+)/.exec(text)?.[1]}`);

test('from the sweep to the document, and when nothing is new only at the level debug', async () => {
	const workflow = bench.workflow();
	await workflow.activate();
	await workflow.poll();
	const [record] = await bench.syncLog.search({ status: ['posted'], limit: 1 });
	const id = eventId(record?.businessKey ?? '');
	expect(stepsOf(of(id))).toEqual(['info trigger', 'debug tax', 'debug accounts', 'info post']);
	const posted = of(id).at(-1)?.text ?? '';
	expect(posted).toContain(`order=${record?.orderNumber}`);
	expect(posted).toContain(`:${record?.number}:created`);
	expect(posted).toContain(`run=${record?.runId}`);

	lines.length = 0;
	await bench.history();
	expect(new Set(of(id).map(({ level }) => level))).toEqual(new Set(['debug']));
	expect(of(id).at(-1)?.text).toContain('state=unchanged');
	await workflow.deactivate();
});

test('a webhook begins it, with the id of its delivery', async () => {
	const workflow = bench.workflow();
	await workflow.activate();
	const sales = (await bench.node('Shopify Sales', [{}])).json('Shopify Sales');
	const sale = sales.find(({ type }) => type === 'Sale');
	const { webhooks } = bench.lab.platforms().store.inspect() as {
		webhooks: { subscriptions: { uri: string }[] };
	};
	const orderId = String(Reflect.get(sale?.['order'] as object, 'id'));
	const body = JSON.stringify({ id: Number(orderId), updated_at: new Date().toISOString() });
	const delivery = randomUUID();
	const deliver = async (secret: string) =>
		await fetch(webhooks.subscriptions[0]?.uri ?? '', {
			method: 'POST',
			body,
			headers: {
				'content-type': 'application/json',
				'x-shopify-topic': 'orders/updated',
				'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
				'x-shopify-shop-domain': bench.lab.shopDomain,
				'x-shopify-webhook-id': delivery,
				'x-shopify-triggered-at': new Date().toISOString(),
			},
		});
	lines.length = 0;
	expect((await deliver(bench.lab.keys.store.clientSecret)).status).toBe(200);
	await workflow.settled();
	const [first, ...others] = of(eventId(String(sale?.['id'])));
	expect(first?.text).toContain('step=trigger kind=Sale');
	expect(first?.text).toContain(`via=webhook topic=orders/updated delivery=${delivery}`);
	expect(stepsOf(others).at(-1)).toBe('info post');

	lines.length = 0;
	for (let times = 0; times < 3; times++) expect((await deliver('guessed')).status).toBe(401);
	expect(lines.filter(({ text }) => text.includes('state=refused'))).toHaveLength(1);
	await workflow.deactivate();
});

test('names, addresses and amounts are in no line', async () => {
	await bench.close();
	bench = await Bench.start({ dayBook: builtIn() });
	lines.length = 0;
	logLines(lines);
	await bench.history({ 'Shopify Sales': { parameters: { from: '2026-01-01' } } });
	const all = lines
		.map(({ text }) => text)
		.filter((text) => text.includes('event='))
		.join('\n');
	expect(all.length).toBeGreaterThan(500);
	const personal = builtIn().customers.flatMap(({ name, email }) => [name, email ?? name]);
	expect(personal.length).toBeGreaterThan(0);
	for (const text of personal) expect(all).not.toContain(text);
	expect(all).not.toMatch(/\d\.\d\d\b/);
});
