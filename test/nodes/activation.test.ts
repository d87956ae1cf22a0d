/** Activating a trigger, for every store: exactly one webhook a topic at the shop; none is left behind, not by a crash either. */
import { STORE_CONNECTORS } from '../../connectors/registry.generated';
import { NO_FAULTS, parseFaultPlan } from '../../lab/kit/faultPlan';
import type { EngineWorkflow } from '../support/engine';
import { Bench } from './support/bench';
import { registeredWebhooks, type Registered } from './support/registered';
import { BEFORE_NEWEST, fewOrders } from './support/shop';

/** What tells of orders, payments and refunds, and no more. */
const TOPICS: Readonly<Record<string, readonly string[]>> = {
	shopify: ['ORDERS_CREATE', 'ORDERS_UPDATED', 'ORDER_TRANSACTIONS_CREATE', 'REFUNDS_CREATE'],
	woocommerce: ['order.created', 'order.deleted', 'order.restored', 'order.updated'],
	bigcommerce: [
		'store/order/archived',
		'store/order/created',
		'store/order/refund/created',
		'store/order/statusUpdated',
		'store/order/transaction/created',
		'store/order/transaction/updated',
		'store/order/updated',
	],
};

describe.each(STORE_CONNECTORS)('$displayName', ({ id: store, displayName }) => {
	const TRIGGER = `${displayName} Sales Trigger`;
	let bench: Bench;
	let workflow: EngineWorkflow;

	const registered = (): Registered[] => registeredWebhooks(bench.lab, store);
	const topics = (): string[] => registered().map(({ topic }) => topic);

	beforeEach(async () => {
		bench = await Bench.start({ dayBook: fewOrders(), store, startAt: BEFORE_NEWEST });
		workflow = bench.workflow();
	});
	afterEach(async () => await bench.close());

	test('leaves one webhook a topic, however often; deactivation none', async () => {
		await workflow.activate();
		expect(topics()).toEqual(TOPICS[store]);
		const before = registered();
		await workflow.activate();
		expect(registered()).toEqual(before);
		await workflow.deactivate();
		expect(registered()).toEqual([]);
	});

	test('after a crash, at another address, removes what the old one left', async () => {
		await workflow.activate();
		const old = registered()[0]?.url;
		const restarted = await Bench.engineFor(bench.lab);
		const again = bench.workflow({}, restarted);
		await again.activate();
		expect(topics()).toEqual(TOPICS[store]);
		const addresses = new Set(registered().map(({ url }) => url));
		expect(addresses.size).toBe(1);
		expect(addresses).not.toContain(old);
		await again.deactivate();
		expect(registered()).toEqual([]);
		await restarted.close();
	});

	test('whose answers get lost, tried again, leaves one webhook a topic; such a deactivation none', async () => {
		const loseAnswers = () => bench.lab.control.useFaults(parseFaultPlan('dropAfter=1,total=2'), 'store');
		const noneIsLost = () => bench.lab.control.useFaults(NO_FAULTS, 'store');
		// n8n tries an activation that failed again
		loseAnswers();
		await workflow.activate().catch(() => undefined);
		noneIsLost();
		await workflow.activate();
		expect(topics()).toEqual(TOPICS[store]);
		loseAnswers();
		await workflow.deactivate().catch(() => undefined);
		noneIsLost();
		await workflow.deactivate();
		expect(registered()).toEqual([]);
	});

	test('without webhooks asks the shop for none', async () => {
		const quiet = bench.workflow({ [TRIGGER]: { parameters: { useWebhooks: false } } });
		await quiet.activate();
		expect(registered()).toEqual([]);
		await quiet.deactivate();
	});
});
