/** The templates of payouts and the bank, imported and run as they are: the books and Slack's messages must be right. */
import { DateTime } from 'luxon';
import { GATEWAY_CONNECTORS, LEDGER_CONNECTORS, STORE_CONNECTORS } from '../../connectors/registry.generated';
import type { EngineRun } from '../support/engine';
import { AGGREGATE, MERGE } from './support/baseNodes';
import { Bench } from './support/bench';
import { HTTP_REQUEST } from './support/healthWorkflow';
import { paidOut, type PayoutFigures } from './support/payoutShop';
import {
	accountsOf,
	balanceOfRole,
	expectNothingHeld,
	inSlack,
	openTemplate,
	type Accounts,
} from './support/payoutWorkflows';

jest.setTimeout(120_000);

const ZONE = 'Europe/London';
const BASE_NODES = { httpRequest: HTTP_REQUEST, merge: MERGE, aggregate: AGGREGATE };

/** By gateway: how its template and its nodes are called, how the shop calls it, and a shop that has it. */
const GATEWAYS = {
	shopifypayments: {
		key: 'shopify-payments',
		name: 'Shopify Payments',
		inShop: 'shopify_payments',
		store: 'shopify',
	},
	woopayments: {
		key: 'woopayments',
		name: 'WooPayments',
		inShop: 'woocommerce_payments',
		store: 'woocommerce',
	},
	stripe: { key: 'stripe', name: 'Stripe', inShop: 'stripe', store: 'bigcommerce' },
	paypal: { key: 'paypal', name: 'PayPal', inShop: 'paypal', store: 'shopify' },
} as const;
type Gateway = (typeof GATEWAYS)[keyof typeof GATEWAYS];
const LEDGERS: Readonly<Record<string, string>> = {
	freshbooks: 'FreshBooks',
	quickbooks: 'QuickBooks',
	xero: 'Xero',
};

test('every gateway, ledger and store has its templates tried here', () => {
	expect(Object.keys(GATEWAYS).sort()).toEqual(GATEWAY_CONNECTORS.map(({ id }) => id).sort());
	expect(Object.keys(LEDGERS).sort()).toEqual(LEDGER_CONNECTORS.map(({ id }) => id).sort());
	expect(MONTHS.map(({ store }) => store).sort()).toEqual(STORE_CONNECTORS.map(({ id }) => id).sort());
});

let bench: Bench | undefined;
afterEach(async () => {
	await bench?.close();
	bench = undefined;
});

interface Scene {
	readonly bench: Bench;
	readonly figures: PayoutFigures;
	readonly accounts: Accounts;
	readonly from: string;
}

/** A lab whose sales are in the books. */
async function scene({ inShop, store }: Gateway, ledger: string, first: DateTime): Promise<Scene> {
	const figures = paidOut(inShop, first);
	const opened = await Bench.start({
		dayBook: figures.dayBook,
		store,
		ledger,
		gateways: [inShop],
		baseNodes: BASE_NODES,
	});
	bench = opened;
	const from = first.minus({ days: 1 }).toUTC().toISO() ?? '';
	const reader = `${{ shopify: 'Shopify', woocommerce: 'WooCommerce', bigcommerce: 'BigCommerce' }[store]} Sales`;
	const history = await opened.history({ [reader]: { parameters: { from } } });
	expectNothingHeld(history, {
		[reader]: 1,
		'Tax Resolver': 1,
		'Account Mapper': 1,
		[`${LEDGERS[ledger]} Poster`]: 2,
	});
	return { bench: opened, figures, accounts: await accountsOf(opened), from };
}

const recently = (): DateTime => DateTime.now().setZone(ZONE).startOf('day').minus({ days: 8 });

function expectNoPayoutHeld(run: EngineRun | undefined, ledger: string): void {
	if (run === undefined) throw new Error('nothing came');
	expectNothingHeld(run, { 'Account Mapper': 1, [`${LEDGERS[ledger]} Poster`]: 2 });
}

const pairs = Object.entries(GATEWAYS).flatMap(([id, gateway]) =>
	Object.keys(LEDGERS).map((ledger) => ({ ...gateway, id, ledger })),
);

describe.each(pairs)(
	'$key-payouts-to-$ledger, daily-bank-reconciliation-$ledger',
	({ id, ledger, ...gateway }) => {
		const { key, name, inShop } = gateway;

		test('clearing is what the gateway owes, the bank has what arrived, and what is read again is posted once', async () => {
			const { bench, figures, accounts, from } = await scene(gateway, ledger, recently());
			const workflow = openTemplate(bench, `${key}-payouts-to-${ledger}`, { accounts, from });
			const run = await workflow.poll();
			expectNoPayoutHeld(run, ledger);
			expect(run?.json(`${name} Payouts Trigger`).map(({ type }) => type)).toEqual(['Payout', 'Dispute']);

			const balance = (role: string, of?: string): number => balanceOfRole(bench, accounts, role, of);
			expect({
				clearing: balance('clearing', inShop),
				inTransit: balance('payoutsInTransit'),
				fees: balance('processingFees'),
				disputes: balance('disputes'),
				disputeFees: balance('chargebackFees'),
			}).toEqual({
				clearing: figures.open,
				inTransit: figures.net,
				fees: figures.fees,
				disputes: figures.disputed,
				disputeFees: figures.disputeFee,
			});

			const again = await workflow.run({ start: 'Read History' });
			expectNoPayoutHeld(again, ledger);
			const poster = `${LEDGERS[ledger]} Poster`;
			expect([again.json(poster).length, again.json(poster, 1).length]).toEqual([0, 2]);
			expect(balance('clearing', inShop)).toBe(figures.open);

			// the daily reconciliation of the same ledger goes on from there
			const bank = openTemplate(bench, `daily-bank-reconciliation-${ledger}`, {
				accounts,
				from,
				more: { Payouts: { gateway: id } },
			});
			const arrived = await bank.run({ start: 'Every Morning at Seven', mode: 'trigger' });
			expectNoPayoutHeld(arrived, ledger);
			expectNothingHeld(arrived, { 'Bank Transactions': 1, Payouts: 1, 'Payout Reconciler': 3 });
			expect(arrived.json('Payout Reconciler')).toMatchObject([{ type: 'PayoutMatch', status: 'matched' }]);
			expect(arrived.json('Payout Reconciler', 1)).toEqual([]);
			expect([balance('payoutsInTransit'), balance('bank')]).toEqual([0, figures.net]);
			expect(inSlack(bench)).toEqual([expect.stringMatching(/Payouts and bank agree.*1 matched/)]);

			const next = await bank.run({ start: 'Every Morning at Seven', mode: 'trigger' });
			expectNoPayoutHeld(next, ledger);
			expect(next.json(poster)).toEqual([]);
			expect([balance('payoutsInTransit'), balance('bank')]).toEqual([0, figures.net]);
			expect(bench.ledger().duplicates).toEqual([]);
		});
	},
);

test('daily-bank-reconciliation-quickbooks: a payout that nobody posted, and an account that nobody chose, are in Slack', async () => {
	const { bench, accounts, from } = await scene(GATEWAYS.stripe, 'quickbooks', recently());
	const more = { Payouts: { gateway: 'stripe' } };
	const name = 'daily-bank-reconciliation-quickbooks';
	const morning = async (chosen: Accounts): Promise<EngineRun> =>
		await openTemplate(bench, name, { accounts: chosen, from, more }).run({
			start: 'Every Morning at Seven',
			mode: 'trigger',
		});
	const early = await morning(accounts);
	expect(early.error).toBeUndefined();
	expect(early.json('Payout Reconciler', 1)).toMatchObject([{ status: 'missingInBooks' }]);
	expect(inSlack(bench)).toEqual([expect.stringMatching(/Missing in the books \(1\)/)]);

	const payouts = openTemplate(bench, 'stripe-payouts-to-quickbooks', { accounts, from });
	expectNoPayoutHeld(await payouts.poll(), 'quickbooks');
	const unmapped = await morning(new Map([...accounts].filter(([key]) => !key.startsWith('bank|'))));
	expect(unmapped.error).toBeUndefined();
	expect(unmapped.json('Account Mapper', 1)).toHaveLength(1);
	const held = inSlack(bench).filter((message) => message.includes('held for review'));
	expect(held).toEqual([
		expect.stringMatching(
			/StoreLedger: 1 held for review\\n• No account is chosen for bank .+ Choose an account/,
		),
	]);
});

test('daily-bank-reconciliation-quickbooks: a day on which nothing happened has its message', async () => {
	const first = recently().minus({ days: 90 });
	const { bench, accounts, from } = await scene(GATEWAYS.shopifypayments, 'quickbooks', first);
	const workflow = openTemplate(bench, 'daily-bank-reconciliation-quickbooks', { accounts, from });
	const run = await workflow.run({ start: 'Every Morning at Seven', mode: 'trigger' });
	expect(run.error).toBeUndefined();
	expect(inSlack(bench)).toEqual([expect.stringMatching(/Payouts and bank agree.*0 matched/)]);
});

const MONTHS = [
	{ store: 'shopify', gateway: GATEWAYS.shopifypayments, sales: 'Shopify Sales' },
	{ store: 'woocommerce', gateway: GATEWAYS.woopayments, sales: 'WooCommerce Sales' },
	{ store: 'bigcommerce', gateway: GATEWAYS.stripe, sales: 'BigCommerce Sales' },
] as const;

describe.each(MONTHS)('month-end-tie-out-$store', ({ store, gateway, sales }) => {
	test('shop, gateway and books agree, and the open items are the clearing account', async () => {
		const month = DateTime.now().setZone(ZONE).minus({ months: 1 }).startOf('month');
		const { bench, figures, accounts, from } = await scene(gateway, 'quickbooks', month.plus({ days: 9 }));
		const payouts = openTemplate(bench, `${gateway.key}-payouts-to-quickbooks`, { accounts, from });
		expectNoPayoutHeld(await payouts.poll(), 'quickbooks');

		const balance = balanceOfRole(bench, accounts, 'clearing', gateway.inShop);
		expect(balance).toBe(figures.open);
		const values = [
			{
				account: 'clearing',
				gateway: gateway.inShop,
				currency: 'GBP',
				balance: (balance / 100).toFixed(2),
			},
		];
		const workflow = openTemplate(bench, `month-end-tie-out-${store}`, {
			accounts,
			from,
			more: { Ageing: { balances: { values } } },
		});
		const run = await workflow.run({ start: 'On the Third of the Month', mode: 'trigger' });
		expectNothingHeld(run, {
			[sales]: 1,
			[`${gateway.name} Payouts`]: 1,
			[`${gateway.name} Disputes`]: 1,
			'Tie Out': 3,
			Ageing: 3,
		});
		expect(run.json('What Does Not Agree')).toEqual([]);
		expect(run.json('Tie Out').map(({ what, agrees }) => [what, agrees])).toEqual([
			['sales', true],
			['payouts', true],
		]);
		const clearing = run.json('Open Items').find(({ account }) => account === 'clearing');
		expect(clearing).toMatchObject({
			balance: { amount: { amount: '15.00', currency: 'GBP' }, side: 'credit' },
			ledger: { agrees: true },
		});
		const messages = inSlack(bench);
		expect(messages).toHaveLength(2);
		expect(messages).toEqual(
			expect.arrayContaining([
				expect.stringMatching(/Shop, gateways and books agree/),
				expect.stringMatching(new RegExp(`Clearing ${gateway.inShop} GBP: -15.00 GBP`)),
			]),
		);
	});
});
