/**
 * The templates of four channels, executed for each ledger: Amazon's file, the sheet and both shops come into the books, each told
 * apart by a class, a tracking option, or, in a ledger that has neither, its own account of sales.
 */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chooseAccounts, chooseUntaxedCode } from '../../lab/demo/choices';
import { readTemplate, type TemplateWorkflow } from '../../lab/demo/templates';
import { baseNode } from '../support/engine';
import type { EngineRun } from '../support/engine';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders, hoursAgo, START_FROM } from './support/shop';

const day = (hours: number): string => hoursAgo(hours).slice(0, 10);

const SETTLEMENT = [
	'settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tshipment-id\tamount-type\tamount-description\tamount\tposted-date\torder-item-code\tsku\tquantity-purchased',
	`77\t${day(24)}\t42.50\tGBP`,
	`77\t\t\t\tOrder\t202-1\tS1\tItemPrice\tPrincipal\t50.00\t${day(60)}\t1\tLANTERN\t2`,
	`77\t\t\t\tOrder\t202-1\tS1\tItemFees\tCommission\t-7.50\t${day(60)}\t1\tLANTERN\t`,
].join('\n');

const SHEET = [
	'Receipt,Date,Code,Product,Quantity,Amount,Tax,Tax Rate,Paid Through,Currency',
	`M-1,${day(50)},WICK,Wick,5,18.00,3.00,20,cash,GBP`,
	`M-2,${day(49)},WICK,Wick,one,3.60,0.60,20,cash,GBP`,
].join('\n');

/** Stands in for fetching a file: which one the node's name says. */
async function fetchFile(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const text = this.getNode().name === 'Fetch Settlement' ? SETTLEMENT : SHEET;
	return [
		[
			{
				json: {},
				binary: { data: await this.helpers.prepareBinaryData(Buffer.from(text), 'file.txt', 'text/plain') },
			},
		],
	];
}

let bench: Bench;
afterEach(async () => await bench.close());

/** What a rule of the mapper's looks at, by channel; the shops by their platform. */
const CHANNELS = {
	Shopify: { platform: 'shopify' },
	WooCommerce: { platform: 'woocommerce' },
	Amazon: { store: 'amazon' },
	'Market stall': { store: 'market-stall' },
} as const;

async function call(method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> {
	const { data } = bench.lab.credentials.ledger;
	const answer = await fetch(`${String(data.baseUrl)}${path}`, {
		method,
		headers: {
			Authorization: `Bearer ${bench.lab.issueToken().accessToken}`,
			'xero-tenant-id': String(data.tenantId),
			'Content-Type': 'application/json',
			Accept: 'application/json',
		},
		body: JSON.stringify(body),
	});
	expect(answer.status).toBe(200);
	return await answer.json();
}

/** What a bookkeeper adds so that channels can be told apart. */
const PREPARE: Readonly<Record<string, () => Promise<void>>> = {
	async quickbooks() {
		const { ledger } = bench.lab.platforms();
		const realm = String(bench.lab.credentials.ledger.data.realmId);
		const settings = { classTrackingPerTxnLine: true };
		(ledger as unknown as { configure(tenant: string, settings: object): void }).configure(realm, settings);
		for (const Name of Object.keys(CHANNELS)) await call('POST', `/v3/company/${realm}/class`, { Name });
	},
	async xero() {
		const made = (await call('PUT', '/api.xro/2.0/TrackingCategories', { Name: 'Channel' })) as {
			TrackingCategories: { TrackingCategoryID: string }[];
		};
		const id = made.TrackingCategories[0]?.TrackingCategoryID ?? '';
		for (const Name of Object.keys(CHANNELS))
			await call('PUT', `/api.xro/2.0/TrackingCategories/${id}/Options`, { Name });
	},
	freshbooks: async () => await Promise.resolve(),
};

/** Accounts of sales by channel, where nothing else tells them apart. */
const OWN_SALES = {
	Shopify: 'Sales',
	WooCommerce: 'Other income',
	Amazon: 'Online sales',
	'Market stall': 'In-person sales',
} as const;

interface Choice {
	readonly name: string;
	readonly id: string;
}

/** The template, filled in as its page says. */
async function filled(ledger: string): Promise<TemplateWorkflow> {
	const template = readTemplate(`four-channels-to-${ledger}`);
	const { store, ledger: books } = bench.lab.credentials;
	const ledgerCredential = { [books.type]: { id: 'ledger', name: 'My books' } };
	const shopCredential = { [store.type]: { id: 'store', name: 'My shop' } };
	const nodes = template.nodes.map((node) => {
		if (/(taxResolver|accountMapper|Poster)$/.test(node.type))
			return { ...node, credentials: ledgerCredential };
		return /SalesTrigger$/.test(node.type) ? { ...node, credentials: shopCredential } : node;
	});
	const open = bench.engine.open(asEngineWorkflow({ ...template, id: 'four', nodes } as never));
	const choices = async (node: string, method: string): Promise<Choice[]> =>
		(await open.options(node, method)).map(({ name, value }) => ({ name, id: String(value) }));
	const accounts = await choices('Account Mapper', 'getAccounts');
	const named = (all: readonly Choice[], name: string): string => {
		const found = all.find((one) => one.name.endsWith(name));
		if (found === undefined) throw new Error(`nothing is called "${name}"`);
		return found.id;
	};
	const account = (role: string, name: string, when: object = {}) => ({
		role,
		account: named(accounts, name),
		when,
	});
	const mapper = nodes.find(({ name }) => name === 'Account Mapper')?.parameters ?? {};
	const ownAccounts = () =>
		Object.entries(OWN_SALES).map(([channel, name]) =>
			account('sales', name, CHANNELS[channel as keyof typeof CHANNELS]),
		);
	const hasTracking = 'dimensions' in mapper;
	// the template has a row for each channel, in one of the two places
	const rows = hasTracking ? mapper['dimensions'] : mapper['accounts'];
	for (const when of Object.values(CHANNELS))
		expect(JSON.stringify(rows)).toContain(JSON.stringify({ when }).slice(1, -1));
	const tracking = hasTracking ? await choices('Account Mapper', 'getDimensions') : [];
	const parameters: Readonly<Record<string, object>> = {
		'Shopify Sales Trigger': { startFrom: START_FROM, useWebhooks: false },
		'WooCommerce Sales Trigger': { startFrom: START_FROM, useWebhooks: false },
		'Tax Resolver': {
			rules: {
				rule: [
					{
						taxCode: chooseUntaxedCode(await choices('Tax Resolver', 'getTaxCodes')),
						when: { rate: 'none' },
					},
				].filter(({ taxCode }) => taxCode !== ''),
			},
		},
		'Account Mapper': {
			accounts: {
				entry: [
					...chooseAccounts(accounts, [
						'shopify_payments',
						'woocommerce_payments',
						'paypal',
						'stripe',
						'cash',
					]),
					account('clearing', 'Stripe clearing', { gateway: 'amazon' }),
					account('payoutsInTransit', 'Payouts in transit'),
					account('processingFees', 'Payment processing fees'),
					...(hasTracking ? [] : ownAccounts()),
				],
			},
			...(hasTracking
				? {
						dimensions: {
							entry: Object.entries(CHANNELS).map(([name, when]) => ({
								dimension: named(tracking, name),
								when,
							})),
						},
					}
				: {}),
		},
	};
	return {
		...template,
		nodes: nodes.map((node) => ({ ...node, parameters: { ...node.parameters, ...parameters[node.name] } })),
	};
}

async function start(ledger: string, store = 'shopify') {
	bench = await Bench.start({
		dayBook: fewOrders(),
		store,
		ledger,
		baseNodes: { httpRequest: baseNode('httpRequest', 'action', fetchFile) },
	});
	await PREPARE[ledger]?.();
	return bench.engine.open(asEngineWorkflow({ ...(await filled(ledger)), id: 'four' } as never));
}

/** What tells the sales of a channel apart, by the beginning of their ids: dimensions, else the account; each once. */
function toldApart(run: EngineRun | undefined, id: string): string[] {
	const lines = (run?.json('Account Mapper') ?? [])
		.filter((entry) => String(entry.id).startsWith(id))
		.flatMap(
			(entry) =>
				entry.lines as { role: string; account: { id: string }; dimensions?: Record<string, string> }[],
		)
		.filter(({ role }) => role === 'sales');
	return [...new Set(lines.map(({ dimensions, account }) => JSON.stringify(dimensions ?? account.id)))];
}

const accountsWithBalance = () =>
	Reflect.get(bench.ledger(), 'trialBalance') as { account: string; debit: string }[];

describe.each(['quickbooks', 'xero', 'freshbooks'])('%s', (ledger) => {
	test("files and a shop are posted, told apart; Amazon's clearing account is empty; what cannot be read is for review", async () => {
		const workflow = await start(ledger);
		const files = await workflow.run({ start: 'Every Morning' });
		expect(files.error).toBeUndefined();
		const [amazon, stall] = [
			toldApart(files, 'import/amazon/order'),
			toldApart(files, 'import/market-stall/order'),
		];
		expect([amazon.length, stall.length]).toEqual([1, 1]);
		expect(files.json('Held for Review').map(({ id, reason }) => [id, reason])).toEqual([
			['import/market-stall/rows/M-2', 'Row 3, column "Quantity": "one" is not a number.'],
		]);
		const names = accountsWithBalance().map(({ account }) => account);
		expect(names).not.toContain('Stripe clearing');
		expect(accountsWithBalance().find(({ account }) => account === 'Payouts in transit')?.debit).toBe(
			'42.50',
		);

		const shop = await workflow.poll('Shopify Sales Trigger');
		expect(shop?.error).toBeUndefined();
		expect(shop?.json('Held for Review')).toEqual([]);
		const [own] = toldApart(shop, 'shopify/');
		expect(own).toBeDefined();
		expect(new Set([own, ...amazon, ...stall]).size).toBe(3);
		const documents = bench.ledger().documents;
		expect(await workflow.run({ start: 'Every Morning' })).toMatchObject({ error: undefined });
		expect(bench.ledger().documents).toEqual(documents);
		expect(bench.ledger().duplicates).toEqual([]);
	});

	test("the other shop's trigger brings its orders under its own name", async () => {
		const workflow = await start(ledger, 'woocommerce');
		const run = await workflow.poll('WooCommerce Sales Trigger');
		expect(run?.error).toBeUndefined();
		expect(run?.json('Held for Review')).toEqual([]);
		expect(toldApart(run, 'woocommerce/')).toHaveLength(1);
	});
});
