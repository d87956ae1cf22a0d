/** The template of four channels, executed: Amazon's file and the sheet come into QuickBooks, each under its own class. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chooseAccounts, chooseUntaxedCode } from '../../lab/demo/choices';
import { readTemplate, type TemplateWorkflow } from '../../lab/demo/templates';
import { baseNode } from '../support/engine';
import { asEngineWorkflow, Bench, QUICKBOOKS } from './support/bench';
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
let workflow: TemplateWorkflow;
const CLASSES = ['Shopify', 'WooCommerce', 'Amazon', 'Market stall'];

beforeAll(async () => {
	bench = await Bench.start({
		dayBook: fewOrders(),
		baseNodes: { httpRequest: baseNode('httpRequest', 'action', fetchFile) },
	});
	const { ledger } = bench.lab.platforms();
	const { accessToken } = bench.lab.issueToken();
	const { data } = bench.lab.credentials.ledger;
	const realm = String(data.realmId);
	(ledger as unknown as { configure(tenant: string, settings: object): void }).configure(realm, {
		classTrackingPerTxnLine: true,
	});
	for (const Name of CLASSES) {
		const answer = await fetch(`${String(data.baseUrl)}/v3/company/${realm}/class`, {
			method: 'POST',
			headers: {
				Authorization: `Bearer ${accessToken}`,
				'Content-Type': 'application/json',
				Accept: 'application/json',
			},
			body: JSON.stringify({ Name }),
		});
		expect(answer.status).toBe(200);
	}
	const template = readTemplate('four-channels-to-quickbooks');
	const credentials = { [QUICKBOOKS]: { id: 'ledger', name: 'My books' } };
	const withCredentials = template.nodes.map((node) =>
		/(taxResolver|accountMapper|quickBooksPoster)$/.test(node.type) ? { ...node, credentials } : node,
	);
	const open = bench.engine.open(
		asEngineWorkflow({ ...template, id: 'four', nodes: withCredentials } as never),
	);
	const choices = async (node: string, method: string) =>
		(await open.options(node, method)).map(({ name, value }) => ({ name, id: String(value) }));
	const accounts = await choices('Account Mapper', 'getAccounts');
	const account = (role: string, name: string) => ({
		role,
		account: accounts.find((one) => one.name.endsWith(name))?.id ?? '',
		when: {},
	});
	const classes = await choices('Account Mapper', 'getDimensions');
	const dimension = (name: string, when: object) => ({
		dimension: classes.find((one) => one.name.endsWith(name))?.id ?? '',
		when,
	});
	const filled: Record<string, object> = {
		'Shopify Sales Trigger': { startFrom: START_FROM },
		'Tax Resolver': {
			rules: {
				rule: [
					{
						taxCode: chooseUntaxedCode(await choices('Tax Resolver', 'getTaxCodes')),
						when: { rate: 'none' },
					},
				],
			},
		},
		'Account Mapper': {
			accounts: {
				entry: [
					...chooseAccounts(accounts, ['stripe', 'cash']),
					{ ...account('clearing', 'Stripe clearing'), when: { gateway: 'amazon' } },
					account('payoutsInTransit', 'Payouts in transit'),
					account('processingFees', 'Payment processing fees'),
				],
			},
			dimensions: {
				entry: [
					dimension('Shopify', { platform: 'shopify' }),
					dimension('WooCommerce', { platform: 'woocommerce' }),
					dimension('Amazon', { store: 'amazon' }),
					dimension('Market stall', { store: 'market-stall' }),
				],
			},
		},
	};
	workflow = {
		...template,
		nodes: withCredentials.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...filled[node.name] },
		})),
	};
});
afterAll(async () => await bench.close());

test('both files are posted under their classes, the clearing account of Amazon is empty; what cannot be read is for review', async () => {
	const run = await bench.engine
		.open(asEngineWorkflow({ ...workflow, id: 'four' } as never))
		.run({ start: 'Every Morning' });
	expect(run.error).toBeUndefined();
	const mapped = run.json('Account Mapper');
	const classOf = (id: string): unknown[] =>
		mapped
			.filter((entry) => String(entry.id).startsWith(id))
			.flatMap((entry) => entry.lines as { role: string; dimensions?: Record<string, string> }[])
			.filter(({ role }) => role === 'sales')
			.map(({ dimensions }) => dimensions);
	const [amazon, stall] = [classOf('import/amazon/order'), classOf('import/market-stall/order')];
	expect([amazon.length, stall.length]).toEqual([1, 1]);
	expect(amazon[0]).toEqual({ class: expect.any(String) });
	expect(stall[0]).toEqual({ class: expect.any(String) });
	expect(amazon[0]).not.toEqual(stall[0]);
	expect(run.json('Held for Review').map(({ id, reason }) => [id, reason])).toEqual([
		['import/market-stall/rows/M-2', 'Row 3, column "Quantity": "one" is not a number.'],
	]);
	const balances = Reflect.get(bench.ledger(), 'trialBalance') as { account: string; debit: string }[];
	expect(balances.find(({ account }) => account === 'Stripe clearing')).toBeUndefined();
	expect(balances.find(({ account }) => account === 'Payouts in transit')?.debit).toBe('42.50');
});
