/** The trigger's webhook over real HTTP: only genuine, fresh deliveries of the own shop start a run, each once. */
import { createHmac, randomUUID } from 'node:crypto';
import { MOST_BYTES } from '../../nodes/shared/salesTrigger/receiveWebhook';
import type { EngineWorkflow } from '../support/engine';
import { Bench } from './support/bench';
import { BEFORE_NEWEST, fewOrders } from './support/shop';

const HOUR_MS = 3_600_000;

let bench: Bench;
let workflow: EngineWorkflow;

interface Subscription {
	readonly topic: string;
	readonly uri: string;
}
const subscriptions = (): Subscription[] => {
	const { webhooks } = bench.lab.platforms().store.inspect() as {
		webhooks: { subscriptions: Subscription[] };
	};
	return webhooks.subscriptions.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
};

beforeEach(async () => {
	bench = await Bench.start({ dayBook: fewOrders(), startAt: BEFORE_NEWEST });
	workflow = bench.workflow();
});
afterEach(async () => await bench.close());

describe('a delivery', () => {
	interface Delivery {
		readonly secret?: string;
		/** what becomes of the genuine signature */
		readonly signature?: (genuine: string) => string | undefined;
		readonly headers?: Readonly<Record<string, string | undefined>>;
	}

	/** Sends what Shopify would send about an order, with what a test wants different; undefined leaves a header out. */
	async function deliver(orderId: string, { secret, signature, headers = {} }: Delivery = {}) {
		const body = JSON.stringify({ id: Number(orderId), updated_at: new Date().toISOString() });
		const signed = createHmac('sha256', secret ?? bench.lab.keys.store.clientSecret).update(body);
		const genuine = signed.digest('base64');
		const all = Object.entries({
			'content-type': 'application/json',
			'x-shopify-topic': 'orders/updated',
			'x-shopify-hmac-sha256': signature === undefined ? genuine : signature(genuine),
			'x-shopify-shop-domain': bench.lab.shopDomain,
			'x-shopify-webhook-id': randomUUID(),
			'x-shopify-triggered-at': new Date().toISOString(),
			...headers,
		}).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
		const answer = await fetch(subscriptions()[0]?.uri ?? '', { method: 'POST', headers: all, body });
		return { status: answer.status, text: await answer.text() };
	}

	/** The id of an order that is in the shop, and has not been seen by the trigger. */
	async function anOrder(): Promise<string> {
		const run = await bench.node('Shopify Sales', [{}]);
		const sale = run.json('Shopify Sales').find(({ type }) => type === 'Sale');
		return String(Reflect.get(sale?.order as object, 'id'));
	}

	const ofAnotherBody = (): string =>
		createHmac('sha256', bench.lab.keys.store.clientSecret).update('{}').digest('base64');

	test.each<[string, Delivery]>([
		['a wrong signature', { secret: 'another secret' }],
		['no signature', { signature: () => undefined }],
		['a truncated signature', { signature: (genuine) => genuine.slice(0, -5) }],
		['the signature of another body', { signature: ofAnotherBody }],
		['the name of another shop', { headers: { 'x-shopify-shop-domain': 'other.myshopify.com' } }],
		['no topic', { headers: { 'x-shopify-topic': undefined } }],
		[
			'a time six hours ago',
			{ headers: { 'x-shopify-triggered-at': new Date(Date.now() - 6 * HOUR_MS).toISOString() } },
		],
	])('with %s is refused and starts nothing', async (_, change) => {
		const id = await anOrder();
		await workflow.activate();
		const { status, text } = await deliver(id, change);
		expect(status).toBe(401);
		expect(text).not.toContain(bench.lab.keys.store.clientSecret);
		expect(await workflow.settled()).toEqual([]);
		expect(await bench.syncLog.search({ limit: 10 })).toEqual([]);
		await workflow.deactivate();
	});

	test('that is larger than any order is refused before it is looked at, even when its signature is right', async () => {
		await workflow.activate();
		const body = JSON.stringify({ id: 1, note: 'x'.repeat(MOST_BYTES) });
		const signed = createHmac('sha256', bench.lab.keys.store.clientSecret).update(body).digest('base64');
		const answer = await fetch(subscriptions()[0]?.uri ?? '', {
			method: 'POST',
			body,
			headers: { 'x-shopify-topic': 'orders/updated', 'x-shopify-hmac-sha256': signed },
		});
		expect(answer.status).toBe(413);
		expect(await workflow.settled()).toEqual([]);
		await workflow.deactivate();
	});

	test('that is genuine starts one run, and the same again nothing', async () => {
		const id = await anOrder();
		await workflow.activate();
		expect(await deliver(id)).toMatchObject({ status: 200 });
		const runs = await workflow.settled();
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(runs[0]?.json('QuickBooks Poster').map(({ orderNumber }) => orderNumber)).toContain('#1001');
		const documents = bench.ledger().documents;
		expect(await deliver(id)).toMatchObject({ status: 200 });
		expect(await deliver(id, { headers: { 'x-shopify-webhook-id': 'same-again' } })).toMatchObject({
			status: 200,
		});
		expect(await workflow.settled()).toEqual([]);
		expect(bench.ledger().documents).toEqual(documents);
		await workflow.deactivate();
	});

	test('and others of the same order at the same moment are read together, and start one run', async () => {
		const id = await anOrder();
		await workflow.activate();
		const callsOf = async (count: number): Promise<number> => {
			const before = bench.lab.calls.totals()['shopify'] ?? 0;
			const answers = await Promise.all(Array.from({ length: count }, async () => await deliver(id)));
			expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
			return (bench.lab.calls.totals()['shopify'] ?? 0) - before;
		};
		const six = await callsOf(6);
		const runs = await workflow.settled();
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		expect(bench.ledger().duplicates).toEqual([]);
		expect(six).toBeLessThanOrEqual(3 * (await callsOf(1)));
		await workflow.deactivate();
	});

	test('of the shop itself posts the newest order', async () => {
		await workflow.activate();
		await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
		await bench.lab.webhooksDone();
		const runs = await workflow.settled();
		expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
		const posted = runs.flatMap((run) => run.json('QuickBooks Poster'));
		expect(posted.map(({ orderNumber }) => orderNumber)).toEqual(['#1003']);
		await workflow.deactivate();
	});
});
