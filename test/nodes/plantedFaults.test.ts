/**
 * Planted faults in n8n's engine, with the lab's shops and ledgers: the weekly check, the Product Matcher and the Performance
 * Summary tell each of them with its fix, and nothing else.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { HealthReport } from '../../core/health';
import { readTemplate } from '../../lab/demo/templates';
import { ALL_FOUND, outcomeOf, type Told } from '../support/plantedFaults';
import { ANOMALY_FAULTS, FAULTY_SHOP } from '../support/plantedFaults/anomalies';
import {
	CUSTOMER_FAULTS,
	PLANTED_CUSTOMERS,
	PLANTED_ITEMS,
	PLANTED_PRODUCTS,
	PRODUCT_CONSEQUENCES,
	PRODUCT_FAULTS,
} from '../support/plantedFaults/products';
import { SYNC_WORLDS } from '../support/plantedFaults/sync';
import { steadyShop, weekOf } from '../support/steadyShop';
import { asEngineWorkflow, Bench } from './support/bench';
import { foreignBooks } from './support/foreignBooks';
import { HEALTH_NODES } from './support/healthWorkflow';
import { BEFORE_THE_LAST, PLANT, plantedShop } from './support/plantedSync';
import { fewOrders } from './support/shop';

const LONG_MS = 600_000;
const CHECKER = 'Sync Health Checker';
const GATEWAYS = ['paypal', 'shopify_payments', 'woocommerce_payments', 'stripe'];

let bench: Bench;
afterEach(async () => await bench.close());

/** The weekly template for a pair, run; Slack must have taken its message. */
async function weeklyCheck(store: string, ledger: string): Promise<HealthReport> {
	const template = readTemplate('weekly-sync-health');
	const nodes = template.nodes.map((node) => {
		if (node.type.endsWith('.httpRequest'))
			return { ...node, parameters: { ...node.parameters, url: bench.lab.slackWebhook } };
		return node.name === CHECKER ? { ...node, parameters: { ...node.parameters, store, ledger } } : node;
	});
	const run = await bench.engine
		.open(asEngineWorkflow({ ...template, nodes }))
		.run({ start: 'Every Monday at Eight', mode: 'trigger' });
	expect(run.error).toBeUndefined();
	const reports = [0, 1, 2].flatMap((output) => run.json(CHECKER, output));
	expect(reports).toHaveLength(1);
	expect(run.json('Post to Slack')).toEqual([{ said: 'ok' }]);
	return reports[0] as unknown as HealthReport;
}

const toldBy = ({ checks }: HealthReport): (Told & { readonly check: string })[] =>
	checks.flatMap(({ id, findings }) => findings.map((each) => ({ ...each, check: id })));

test.each(SYNC_WORLDS)(
	'$store to $ledger: the weekly check tells each planted fault in its check, and nothing else',
	async ({ store, ledger, faults }) => {
		bench = await Bench.start({
			dayBook: plantedShop(),
			store,
			ledger,
			gateways: GATEWAYS,
			baseNodes: HEALTH_NODES,
			startAt: BEFORE_THE_LAST,
		});
		// of one gateway nobody has said where its money goes
		const unmapped = faults.some(({ code }) => code === 'ACCOUNT_NOT_MAPPED');
		const entry = bench.accounts.filter(({ when }) => !unmapped || when.gateway !== 'paypal') as never;
		const run = await bench.history({ 'Account Mapper': { parameters: { accounts: { entry } } } });
		expect(run.error).toBeUndefined();
		const before = toldBy(await weeklyCheck(store, ledger)).filter(({ check }) => check !== 'held');
		expect(before).toEqual([]);

		await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
		const foreign = await foreignBooks(bench, ledger);
		const records = await bench.syncLog.search({ status: ['posted'], limit: 100 });
		const dayOf = (order: string): Promise<string> =>
			Promise.resolve(records.find(({ orderNumber }) => orderNumber === order)?.bookedOn ?? '');
		await PLANT[store]?.({ bench, foreign, dayOf });

		const report = await weeklyCheck(store, ledger);
		const told = toldBy(report);
		expect(outcomeOf(faults, told)).toEqual(ALL_FOUND);
		for (const fault of faults)
			expect(told.filter(({ check }) => check === fault.check).map(({ code }) => code)).toContain(fault.code);
		// and each stands in the message for Slack by its check
		const { messages } = bench.lab.platforms().slack.inspect() as { messages: unknown[] };
		const message = JSON.stringify(messages.at(-1));
		for (const { title, status } of report.checks)
			if (status === 'error' || status === 'warning') expect(message).toContain(title);
	},
	LONG_MS,
);

const start = {
	id: 'a',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};

/** One node with these items. */
async function runNode(node: string, type: string, items: readonly object[], more: object) {
	const alone = { id: 'b', name: node, type: `n8n-nodes-storeledger.${type}`, typeVersion: 1, ...more };
	const workflow = asEngineWorkflow({
		name: node,
		nodes: [start, { ...alone, position: [0, 0] }],
		connections: { Start: { main: [[{ node, type: 'main', index: 0 }]] } },
	} as never);
	const run = await bench.engine.open(workflow).run({
		start: 'Start',
		items: items.map((json): INodeExecutionData => ({ json: json as IDataObject })),
	});
	expect(run.error).toBeUndefined();
	return run;
}

test(
	'the Product Matcher tells each planted mismatch, and nothing else',
	async () => {
		bench = await Bench.start({ dayBook: fewOrders() });
		const { call, account, tenant } = await foreignBooks(bench, 'quickbooks');
		for (const { code, name, inactive } of PLANTED_ITEMS)
			await call(
				'POST',
				`/v3/company/${tenant}/item`,
				{
					Name: name,
					Sku: code,
					Type: 'Service',
					IncomeAccountRef: { value: account('Sales').id },
					...(inactive === true ? { Active: false } : {}),
				},
				{ minorversion: '75' },
			);
		const poster = bench.sales.nodes.find(({ name }) => name === 'QuickBooks Poster');
		const node = 'Product Matcher';
		const run = await runNode(node, 'productMatcher', [...PLANTED_PRODUCTS, ...PLANTED_CUSTOMERS], {
			parameters: { operation: 'match', ledger: 'quickbooks' },
			credentials: poster?.['credentials'],
		});
		const told = [0, 1, 2].flatMap((output) =>
			run.json(node, output).flatMap(({ findings = [] }) => findings as unknown as Told[]),
		);
		// what is wrong at two items is told at both
		const once = [...new Map(told.map((each) => [each.message, each])).values()];
		const known = PRODUCT_CONSEQUENCES.map(({ code, says }) =>
			once.filter((each) => each.code === code && each.message.includes(says)),
		);
		expect(known.map((each) => each.length)).toEqual(PRODUCT_CONSEQUENCES.map(() => 1));
		const others = once.filter((each) => !known.flat().includes(each));
		expect(outcomeOf([...PRODUCT_FAULTS, ...CUSTOMER_FAULTS], others)).toEqual(ALL_FOUND);
	},
	LONG_MS,
);

test(
	'the Performance Summary tells each planted fault in the figures of its week, with a message that Slack takes',
	async () => {
		bench = await Bench.start({ dayBook: fewOrders() });
		const documents = steadyShop(FAULTY_SHOP);
		for (const fault of ANOMALY_FAULTS) {
			const { from, to } = weekOf(fault.week);
			// as a schedule reads them: this week and what it is judged by
			const first = weekOf(fault.week - 10).from;
			const read = documents.filter(({ bookedOn }) => bookedOn >= first && bookedOn <= to);
			const run = await runNode('Performance Summary', 'performanceSummary', read, {
				parameters: { operation: 'anomalies', unit: 'week', which: 'day', day: from },
			});
			const [json] = run.json('Performance Summary', 0);
			const told = (json?.['anomalies'] ?? []) as unknown as Told[];
			expect({ week: fault.week, ...outcomeOf([fault], told) }).toEqual({ week: fault.week, ...ALL_FOUND });
			const answer = await fetch(bench.lab.slackWebhook, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(json?.['slack']),
			});
			expect(await answer.text()).toBe('ok');
		}
	},
	LONG_MS,
);
