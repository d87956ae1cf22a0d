/** The templates of histories and of catching up, imported and run as they are: the books must be those of the whole period at once. */
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { LEDGER_CONNECTORS, STORE_CONNECTORS } from '../../connectors/registry.generated';
import { readTemplate } from '../../lab/demo/templates';
import type { DayBook } from '../../lab/daybook/events';
import type { EngineRun, EngineWorkflow } from '../support/engine';
import { HISTORY_NODES } from './support/baseNodes';
import { asEngineWorkflow, Bench } from './support/bench';
import { HTTP_REQUEST } from './support/healthWorkflow';
import { paidOut } from './support/payoutShop';
import { accountsOf, balanceOfRole, inSlack, openTemplate } from './support/payoutWorkflows';
import { fewOrders, hoursAgo } from './support/shop';

jest.setTimeout(120_000);

const NAMES: Readonly<Record<string, string>> = {
	bigcommerce: 'BigCommerce',
	shopify: 'Shopify',
	woocommerce: 'WooCommerce',
	freshbooks: 'FreshBooks',
	quickbooks: 'QuickBooks',
	xero: 'Xero',
};
const BASE_NODES = { httpRequest: HTTP_REQUEST, ...HISTORY_NODES };

let bench: Bench | undefined;
afterEach(async () => {
	await bench?.close();
	bench = undefined;
});

async function start(store: string, ledger: string, more: { startAt?: number; dayBook?: DayBook } = {}) {
	const { dayBook = fewOrders(), ...others } = more;
	const opened = await Bench.start({ dayBook, store, ledger, baseNodes: BASE_NODES, ...others });
	bench = opened;
	return opened;
}

interface Filling {
	readonly parameters?: Readonly<Record<string, IDataObject>>;
	/** nodes that a person activates */
	readonly activated?: readonly string[];
}

/** The template with what a person chooses: tax code and accounts as in the workflow of sales. */
function open(of: Bench, name: string, { parameters = {}, activated = [] }: Filling = {}): EngineWorkflow {
	const template = readTemplate(name);
	const chosenIn = (node: string): IDataObject => {
		const { parameters: chosen } = of.sales.nodes.find((one) => one.name === node) ?? { parameters: {} };
		return chosen as IDataObject;
	};
	const nodes = template.nodes.map((node) => {
		const { accounts, rules } = chosenIn(node.name);
		return {
			...node,
			...(activated.includes(node.name) ? { disabled: false } : {}),
			parameters: {
				...node.parameters,
				...(accounts === undefined ? {} : { accounts }),
				...(rules === undefined ? {} : { rules }),
				...(node.type.endsWith('.httpRequest') ? { url: of.lab.slackWebhook } : {}),
				...parameters[node.name],
			},
		};
	});
	return of.engine.open(asEngineWorkflow({ ...template, id: name, nodes }));
}

/** Accounts with a balance. */
function balances(of: Bench): string[] {
	const rows = Reflect.get(of.ledger(), 'trialBalance') as readonly Record<string, string>[];
	return rows
		.filter(({ debit, credit }) => debit !== credit)
		.map(({ account, debit, credit }) => `${account}: ${debit} ${credit}`)
		.sort();
}

/** What the books must be: the whole period at once. */
async function expectedBalances(store: string, ledger: string): Promise<string[]> {
	const whole = await start(store, ledger);
	const run = await whole.history();
	expect(run.error).toBeUndefined();
	expect(run.json(`${NAMES[ledger]} Poster`, 2)).toEqual([]);
	const expected = balances(whole);
	await whole.close();
	bench = undefined;
	expect(expected.length).toBeGreaterThan(2);
	return expected;
}

const FROM = hoursAgo(120);
const windows = (run: EngineRun) => run.json('Next Window');
const history = (windowDays = 1, more: IDataObject = {}) => ({
	'Next Window': { historyFrom: FROM, windowDays, timeZone: 'Europe/London', ...more },
});
const imported = async (workflow: EngineWorkflow): Promise<EngineRun> =>
	await workflow.run({ start: 'Import History' });

const pairs = STORE_CONNECTORS.flatMap(({ id: store }) =>
	LEDGER_CONNECTORS.map(({ id: ledger }) => [store, ledger] as const),
);

describe.each(pairs)('historical-import-%s-to-%s', (store, ledger) => {
	const name = `historical-import-${store}-to-${ledger}`;

	test('window by window the books are those of the whole period, and what is read again is posted once', async () => {
		const expected = await expectedBalances(store, ledger);
		const opened = await start(store, ledger);
		const workflow = open(opened, name, { parameters: history() });
		const run = await imported(workflow);
		expect(run.error).toBeUndefined();
		const given = windows(run);
		const last = given.at(-1);
		expect(given.length).toBeGreaterThan(4);
		expect(last).toMatchObject({ finished: true, of: given.length - 1, unchanged: 0, held: 0, percent: 100 });
		expect(Number(last?.posted)).toBeGreaterThan(3);
		expect(given[1]).toHaveProperty('estimatedEnd');
		expect(balances(opened)).toEqual(expected);
		expect(inSlack(opened)).toEqual([
			expect.stringMatching(/History imported.*posted, 0 already there, 0 held/),
		]);
		// the loop keeps nothing of what the windows have read
		expect(run.json('Import Window').every((json) => Object.keys(json).length === 0)).toBe(true);

		// all is done: nothing is read again, unless it is asked for
		const documents = opened.ledger().documents;
		const again = await imported(workflow);
		expect(windows(again)).toMatchObject([{ finished: true, posted: last?.posted }]);
		const over = open(opened, name, { parameters: history(7, { startOver: true }) });
		const twice = windows(await imported(over)).at(-1);
		expect(twice).toMatchObject({ finished: true, posted: 0, unchanged: last?.posted, held: 0 });
		expect(opened.ledger().documents).toEqual(documents);
		expect(opened.ledger().duplicates).toEqual([]);
	});
});

describe('historical-import-shopify-to-quickbooks', () => {
	const name = 'historical-import-shopify-to-quickbooks';

	test('with the summarizer activated: the same books in a summary a day, refunds in that of their own day', async () => {
		const expected = await expectedBalances('shopify', 'quickbooks');
		const opened = await start('shopify', 'quickbooks');
		const summarized = open(opened, name, { parameters: history(), activated: ['Sales Summarizer'] });
		const run = await imported(summarized);
		expect(run.error).toBeUndefined();
		expect(windows(run).at(-1)).toMatchObject({ finished: true, held: 0 });
		const posted = async () => await opened.syncLog.search({ status: ['posted'], limit: 100 });
		const summariesOf = async (): Promise<string[]> =>
			(await posted()).map(({ bookedOn, documentType }) => `${bookedOn} ${documentType}`).sort();
		const before = await summariesOf();
		expect(before.length).toBeGreaterThan(2);
		// a day has one summary, the first, whichever window its events came in
		const ofDays = new Map((await posted()).map(({ businessKey, bookedOn }) => [businessKey, bookedOn]));
		expect(new Set(ofDays.values()).size).toBe(ofDays.size);
		expect([...ofDays.keys()].filter((key) => !key.endsWith('.1'))).toEqual([]);
		// and in it one document of its sales and one of its refunds; payments are one a gateway
		const charged = before.filter((text) => !text.endsWith(' CustomerPayment'));
		expect(new Set(charged).size).toBe(charged.length);
		// the newest order is of today, whose day is not over: summed now, the books are complete
		const now = open(opened, name, {
			parameters: { ...history(1, { startOver: true }), 'Sales Summarizer': { emit: 'now' } },
			activated: ['Sales Summarizer'],
		});
		expect((await imported(now)).error).toBeUndefined();
		expect(balances(opened)).toEqual(expected);
		expect(await summariesOf()).toEqual(expect.arrayContaining(before));
		expect(opened.ledger().duplicates).toEqual([]);
	});

	test('stopped in the middle it goes on with the window it was at', async () => {
		const expected = await expectedBalances('shopify', 'quickbooks');
		const opened = await start('shopify', 'quickbooks');
		const broken = open(opened, name, {
			parameters: {
				...history(),
				// as if somebody had stopped it
				'Shopify Sales': { to: '={{ $json.number > 3 ? "stopped" : $json.to }}' },
			},
		});
		const stopped = await imported(broken);
		expect(stopped.error).toBeDefined();
		const at = windows(stopped).at(-1);
		expect(at).toMatchObject({ finished: false });
		expect(Number(at?.number)).toBeGreaterThan(3);

		const run = await imported(open(opened, name, { parameters: history() }));
		expect(run.error).toBeUndefined();
		expect(windows(run)[0]).toMatchObject({ number: at?.number, of: at?.of });
		expect(windows(run).at(-1)).toMatchObject({ finished: true, held: 0 });
		expect(balances(opened)).toEqual(expected);
		expect(opened.ledger().duplicates).toEqual([]);
	});

	test('what is held is counted and said, and the rest goes on', async () => {
		const opened = await start('shopify', 'quickbooks');
		const accounts = {
			entry: opened.accounts.filter(({ role }) => role !== 'shippingIncome').map((row) => ({ ...row })),
		};
		const parameters = { ...history(), 'Account Mapper': { accounts } };
		const run = await imported(open(opened, name, { parameters }));
		expect(run.error).toBeUndefined();
		const last = windows(run).at(-1);
		expect(last).toMatchObject({ finished: true });
		expect(Number(last?.held)).toBeGreaterThan(0);
		expect(Number(last?.posted)).toBeGreaterThan(0);
		expect(inSlack(opened)).toEqual([expect.stringMatching(/List Held/)]);
	});
});

/** A gateway that the shop could have; it has paid nothing out. */
function payoutsOf(store: string): Readonly<Record<string, IDataObject>> {
	const name = { shopify: 'Shopify Payments', woocommerce: 'WooPayments' }[store] ?? 'Stripe';
	const gateway = store === 'woocommerce' ? 'woopayments' : 'stripe';
	return { [`${name} Payouts`]: { gateway }, [`${name} Disputes`]: { gateway } };
}

const DIAGONAL = [
	['shopify', 'quickbooks'],
	['woocommerce', 'xero'],
	['bigcommerce', 'freshbooks'],
] as const;

describe.each(DIAGONAL)('catch-up-%s-to-%s', (store, ledger) => {
	const name = `catch-up-${store}-to-${ledger}`;

	test('posts what an outage has left out, once, and says so', async () => {
		const expected = await expectedBalances(store, ledger);
		const opened = await start(store, ledger, { startAt: Date.parse(hoursAgo(60)) });
		const before = await opened.history();
		expect(before.error).toBeUndefined();
		expect(balances(opened)).not.toEqual(expected);
		// the outage: two orders and a refund, and no webhook arrives
		await opened.lab.control.advance(Number.MAX_SAFE_INTEGER);
		const since = hoursAgo(60);
		const workflow = open(opened, name, {
			parameters: { 'Find the Gap': { nothingSince: since }, ...payoutsOf(store) },
		});
		const run = await workflow.run({ start: 'Catch Up' });
		expect(run.error).toBeUndefined();
		expect(run.json('Find the Gap')).toMatchObject([{ type: 'Gap', because: 'given' }]);
		expect(run.json(`${NAMES[ledger]} Poster`, 2)).toEqual([]);
		expect(balances(opened)).toEqual(expected);
		const [outcome] = run.json('What Was Missing');
		expect(Number(outcome?.posted)).toBeGreaterThan(1);
		expect(outcome).toMatchObject({ held: 0 });
		expect(inSlack(opened)).toEqual([expect.stringMatching(/posted that were missing/)]);

		const again = await workflow.run({ start: 'n8n Has Started' });
		expect(again.error).toBeUndefined();
		expect(again.json('What Was Missing')).toMatchObject([{ posted: 0, held: 0 }]);
		expect(inSlack(opened)).toEqual([expect.anything(), expect.stringMatching(/Nothing was missing/)]);
		expect(balances(opened)).toEqual(expected);
		expect(opened.ledger().duplicates).toEqual([]);
	});
});

test('catch-up-shopify-to-quickbooks: a gateway that cannot be read is said, and the sales come all the same', async () => {
	const opened = await start('shopify', 'quickbooks');
	await opened.syncLog.setState(
		'trigger:one',
		'lastSweepAt',
		new Date(Date.parse(hoursAgo(80))).toISOString(),
	);
	const run = await open(opened, 'catch-up-shopify-to-quickbooks').run({ start: 'Catch Up' });
	expect(run.error).toBeUndefined();
	expect(run.json('Find the Gap')).toMatchObject([{ because: 'triggers', hours: 80 }]);
	expect(Number(run.json('What Was Missing')[0]?.posted)).toBeGreaterThan(3);
	expect(inSlack(opened)).toEqual([
		expect.stringMatching(/Not everything could be read.*does not use Shopify Payments/),
	]);
});

test('catch-up-shopify-to-quickbooks: payouts and disputes that were missing come too', async () => {
	const first = DateTime.now().setZone('Europe/London').startOf('day').minus({ days: 8 });
	const figures = paidOut('shopify_payments', first);
	const opened = await Bench.start({
		dayBook: figures.dayBook,
		gateways: ['shopify_payments'],
		baseNodes: BASE_NODES,
	});
	bench = opened;
	const accounts = await accountsOf(opened);
	const since = first.minus({ days: 1 }).toUTC().toISO() ?? '';
	const more = { 'Find the Gap': { nothingSince: since } };
	const workflow = openTemplate(opened, 'catch-up-shopify-to-quickbooks', { accounts, from: since, more });
	const run = await workflow.run({ start: 'Catch Up' });
	expect(run.error).toBeUndefined();
	expect(run.json('Held for Review')).toEqual([]);
	const balance = (role: string, of?: string): number => balanceOfRole(opened, accounts, role, of);
	expect([
		balance('clearing', 'shopify_payments'),
		balance('payoutsInTransit'),
		balance('processingFees'),
	]).toEqual([figures.open, figures.net, figures.fees]);
	expect(inSlack(opened)).toEqual([expect.stringMatching(/posted that were missing/)]);
});
