/** Webhooks that the shop has dropped are noticed by the sweep, made again, and reported by the health check. */
import { checkNamed, type HealthReport } from '../../core/health';
import type { EngineWorkflow } from '../support/engine';
import { Bench } from './support/bench';
import { checkHealth, HEALTH_NODES } from './support/healthWorkflow';
import { BEFORE_NEWEST, fewOrders, hoursAgo } from './support/shop';

const TRIGGER = 'Shopify Sales Trigger';
const HOUR_MS = 3_600_000;

let bench: Bench;
let workflow: EngineWorkflow;
beforeEach(async () => {
	bench = await Bench.start({
		dayBook: fewOrders(),
		startAt: BEFORE_NEWEST,
		baseNodes: HEALTH_NODES,
	});
	workflow = bench.workflow();
	await workflow.activate();
});
afterEach(async () => {
	await workflow.deactivate();
	await bench.close();
});

interface Subscription {
	readonly topic: string;
	readonly uri: string;
}
const topics = (): string[] => {
	const { webhooks } = bench.lab.platforms().store.inspect() as {
		webhooks: { subscriptions: Subscription[] };
	};
	return webhooks.subscriptions.map(({ topic }) => topic).sort();
};

const scope = (): string => {
	const node = workflow.json.nodes.find(({ name }) => name === TRIGGER);
	return `trigger:${workflow.json.id}/${node?.id ?? ''}`;
};
/** As if the last look at the subscriptions had been two hours ago. */
const anHourPasses = async (): Promise<void> =>
	await bench.syncLog.setState(scope(), 'webhooksCheckedAt', Date.now() - 2 * HOUR_MS);

/** The shop drops subscriptions, as Shopify does after deliveries have failed for hours. */
async function drop(count: number): Promise<void> {
	const ask = async (query: string): Promise<{ data: Record<string, { nodes: { id: string }[] }> }> => {
		const response = await fetch(`${bench.lab.urls.store}/admin/api/2026-10/graphql.json`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-shopify-access-token': bench.lab.keys.store.accessToken,
			},
			body: JSON.stringify({ query }),
		});
		return (await response.json()) as never;
	};
	const { data } = await ask('{ webhookSubscriptions(first: 10) { nodes { id } } }');
	for (const { id } of (data['webhookSubscriptions']?.nodes ?? []).slice(0, count))
		await ask(`mutation { webhookSubscriptionDelete(id: "${id}") { deletedWebhookSubscriptionId } }`);
}

test('are made again within the hour, and kept for the health check until the next activation', async () => {
	const wanted = topics();
	await drop(2);
	expect(topics()).toHaveLength(wanted.length - 2);
	await workflow.poll(TRIGGER);
	expect(topics()).toHaveLength(wanted.length - 2); // looked at not long ago, at the activation
	await anHourPasses();
	await workflow.poll(TRIGGER);
	expect(topics()).toEqual(wanted);

	await drop(4);
	await anHourPasses();
	await workflow.poll(TRIGGER);
	expect(topics()).toEqual(wanted);
	expect(await bench.syncLog.states('webhooksRemade')).toMatchObject([
		{ scope: scope(), value: { store: bench.lab.shopDomain, times: 2, subscriptions: 6 } },
	]);
	const run = await checkHealth(bench);
	const reports = [0, 1, 2].flatMap((output) => run.json('Sync Health Checker', output));
	expect(reports).toHaveLength(1);
	expect(checkNamed(reports[0] as unknown as HealthReport, 'webhooks').findings).toMatchObject([
		{ code: 'WEBHOOKS_REMADE', message: expect.stringContaining('2 times') },
	]);

	await workflow.deactivate();
	await workflow.activate();
	expect(await bench.syncLog.getState(scope(), 'webhooksRemade')).toBeNull();
	expect(topics()).toEqual(wanted);
});

test('that are there are left alone, and nothing is reported', async () => {
	const before = bench.lab.platforms().store.inspect()['webhooks'];
	await anHourPasses();
	await workflow.poll(TRIGGER);
	expect(bench.lab.platforms().store.inspect()['webhooks']).toEqual(before);
	expect(await bench.syncLog.getState(scope(), 'webhooksRemade')).toBeNull();
});

test('that exist but never arrive are told once the sweep has found what none told of', async () => {
	const care = { since: hoursAgo(3), missed: 0 };
	expect(await bench.syncLog.getState(scope(), 'webhookCare')).toMatchObject({ missed: 0 });
	await bench.syncLog.setState(scope(), 'webhookCare', care);
	// the shop tells nobody any more
	await drop(topics().length);
	await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
	await workflow.poll(TRIGGER);
	expect(await bench.syncLog.getState(scope(), 'webhookCare')).toMatchObject({ ...care, missed: 1 });
	const options = { webhooksSilentFrom: 1 };
	const run = await checkHealth(bench, bench.lab.slackWebhook, { options });
	const [report] = [0, 1, 2].flatMap((output) => run.json('Sync Health Checker', output));
	expect(checkNamed(report as unknown as HealthReport, 'webhooks').findings).toMatchObject([
		{
			code: 'WEBHOOKS_SILENT',
			evidence: { trigger: expect.stringContaining(`"${TRIGGER}" of the workflow`) },
		},
	]);
});

test("that nobody has signed (WooCommerce's ping) do not make silent ones look well", async () => {
	await workflow.deactivate();
	await bench.close();
	bench = await Bench.start({ dayBook: fewOrders(), startAt: BEFORE_NEWEST, store: 'woocommerce' });
	workflow = bench.workflow();
	await workflow.activate();
	const silent = { since: hoursAgo(3), missed: 2, missedSince: hoursAgo(2) };
	const node = workflow.json.nodes.find(({ name }) => name === 'WooCommerce Sales Trigger');
	const of = `trigger:${workflow.json.id}/${node?.id ?? ''}`;
	await bench.syncLog.setState(of, 'webhookCare', silent);
	const { webhooks } = bench.lab.platforms().store.inspect() as unknown as {
		webhooks: { registered: { deliveryUrl: string }[] };
	};
	const answer = await fetch(webhooks.registered[0]?.deliveryUrl ?? '', {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: 'webhook_id=12',
	});
	expect(answer.status).toBe(200);
	expect(await bench.syncLog.getState(of, 'webhookCare')).toEqual(silent);
});
