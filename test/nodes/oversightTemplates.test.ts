/** Digest, month and held documents, imported and run as they are: the figures and the books must be the day book's. */
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { DayBookBuilder } from '../../lab/daybook/builder';
import type { DayBook, OrderEvent, PayoutEvent } from '../../lab/daybook/events';
import { readTemplate } from '../../lab/demo/templates';
import { STORE_CONNECTORS } from '../../connectors/registry.generated';
import type { EngineRun, EngineWorkflow } from '../support/engine';
import { oversightNodes, type Sent } from './support/baseNodes';
import { asEngineWorkflow, Bench } from './support/bench';
import { HTTP_REQUEST } from './support/healthWorkflow';
import { pence } from './support/payoutShop';
import { inSlack } from './support/payoutWorkflows';

jest.setTimeout(120_000);

const NAMES: Readonly<Record<string, string>> = {
	shopify: 'Shopify',
	woocommerce: 'WooCommerce',
	bigcommerce: 'BigCommerce',
};
const stores = STORE_CONNECTORS.map(({ id }) => id);

let bench: Bench | undefined;
let sent: Sent[] = [];
afterEach(async () => {
	await bench?.close();
	bench = undefined;
});

const today = (): DateTime => DateTime.now().setZone('Europe/London').startOf('day');
const at = (day: DateTime): string =>
	day.set({ hour: 12 }).toUTC().toISO({ suppressMilliseconds: true }) ?? '';

function shop() {
	const builder = new DayBookBuilder(
		{
			id: 'lantern-works',
			name: 'Lantern Works',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		() => [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }],
	);
	builder.product('LANTERN', 'Lantern', '24.00', 'Ware');
	builder.product('WICK', 'Wick', '3.60', 'Ware');
	return builder;
}

/** What Stripe has paid out for an order on that day. */
function payoutOf({ id: orderId, payments: [charge] }: OrderEvent, day: DateTime): PayoutEvent {
	if (charge === undefined) throw new Error('the order is not paid');
	const { amount, fee = '0.00' } = charge;
	const net = ((pence(amount) - pence(fee)) / 100).toFixed(2);
	return {
		kind: 'payout',
		id: 'po_1',
		gateway: 'stripe',
		at: at(day),
		arrivesOn: day.plus({ days: 2 }).toFormat('yyyy-MM-dd'),
		currency: 'GBP',
		status: 'paid',
		transactions: [
			{ id: 'txn_1', type: 'charge', orderId, amount, fee, net, at: at(day.minus({ days: 3 })) },
		],
		net,
	};
}

async function start(dayBook: DayBook, store: string): Promise<Bench> {
	sent = [];
	bench = await Bench.start({
		dayBook,
		store,
		gateways: ['paypal', 'stripe', 'shopify_payments', 'manual'],
		baseNodes: { httpRequest: HTTP_REQUEST, ...oversightNodes(sent) },
	});
	return bench;
}

type Changes = Readonly<Record<string, IDataObject & { disabled?: boolean }>>;

/** A template with Slack's address in it, in London's time. */
function open(opened: Bench, name: string, changes: Changes = {}): EngineWorkflow {
	const template = readTemplate(name);
	const nodes = template.nodes.map((node) => {
		const { disabled, ...parameters } = changes[node.name] ?? {};
		const url = node.type.endsWith('.httpRequest') ? { url: opened.lab.slackWebhook } : {};
		// the lab's Shopify has no gateway of its own where the day book names none
		const gateway = node.name === 'Payouts' ? { gateway: 'stripe' } : {};
		return {
			...node,
			...(disabled === undefined ? {} : { disabled }),
			parameters: { ...node.parameters, ...url, ...gateway, ...parameters },
		};
	});
	const settings = { ...template.settings, timezone: 'Europe/London' };
	return opened.engine.open(asEngineWorkflow({ ...template, id: name, nodes, settings }));
}

async function history(opened: Bench, store: string, from: DateTime, changes = {}): Promise<EngineRun> {
	const run = await opened.history({
		[`${NAMES[store]} Sales`]: { parameters: { from: from.toISO() ?? '' } },
		...changes,
	});
	expect(run.error).toBeUndefined();
	return run;
}

/** A gateway that the shop does not have: Shopify refuses, and other shops have no credential for it. */
const NOT_THERE = { gateway: 'shopifypayments' };

const figuresOf = (run: EngineRun, node: string): unknown =>
	(run.json(node)[0]?.currencies as { figures: unknown }[] | undefined)?.[0]?.figures;

describe.each(stores)('daily-digest-%s', (store) => {
	test('says what was sold, posted and held yesterday, to the cent, and by mail where it is switched on', async () => {
		const builder = shop();
		const yesterday = today().minus({ days: 1 });
		const paidOut = builder.order({
			at: at(yesterday.minus({ days: 3 })),
			lines: [{ sku: 'LANTERN', quantity: '3' }],
			pay: [{ gateway: 'stripe' }],
		});
		const sold = builder.order({ at: at(yesterday), lines: [{ sku: 'LANTERN', quantity: '2' }] });
		builder.order({ at: at(yesterday), lines: [{ sku: 'WICK', quantity: '5' }] });
		builder.refund(sold.id, { at: at(yesterday.plus({ hours: 2 })), lines: { L1: '1' }, reason: 'Broken' });
		const dayBook = builder.build();
		const payout = payoutOf(paidOut, yesterday);
		dayBook.events.push(payout);
		const opened = await start(dayBook, store);
		await history(opened, store, yesterday.minus({ days: 5 }));
		await opened.node('Account Mapper', [
			{
				type: 'Sale',
				schemaVersion: 1,
				id: `${store}/lantern-works/order/9`,
				bookedOn: yesterday.toFormat('yyyy-MM-dd'),
				order: { id: '9', number: '#9' },
			},
		]);

		const run = await open(opened, `daily-digest-${store}`, {
			'Send by E-Mail': { disabled: false },
		}).run({ start: 'Every Morning at Seven', mode: 'trigger' });
		expect(run.error).toBeUndefined();
		expect(run.json('Held for Review')).toEqual([]);
		// 2 x 24.00 and 5 x 3.60 with 20 % VAT in it; 24.00 came back
		expect(figuresOf(run, 'Digest of Yesterday')).toMatchObject({
			orders: 2,
			grossSales: '55.00',
			refunds: '20.00',
			netSales: '35.00',
			tax: '7.00',
			total: '42.00',
			charged: '72.00',
			fees: payout.transactions[0]?.fee,
			payouts: payout.net,
		});
		const [message, ...more] = inSlack(opened);
		expect(more).toEqual([]);
		expect(message).toContain('£35.00 net sales');
		expect(message).toContain(`paid out £${payout.net}`);
		expect(message).toContain('Posted in the last 24 hours: 4');
		expect(message).toContain('QuickBooks Online: 1 refund receipt, 3 sales receipts');
		expect(message).toContain('Held or failed: 1, 1 of them new');
		expect(message).toContain('#9, held since');
		expect(message).not.toContain('Not read');
		const [mail] = sent;
		expect(mail).toMatchObject({ node: 'Send by E-Mail', parameters: { emailFormat: 'both' } });
		expect(String(mail?.parameters['subject'])).toMatch(
			/^StoreLedger, \d+ \w+ \d{4}: 1 held or failed, .*£35\.00 net sales/,
		);
		expect(String(mail?.parameters['text'])).toContain('Net sales £35.00');
		expect(String(mail?.parameters['text'])).toContain('Held or failed: 1');
		expect(String(mail?.parameters['html'])).toMatch(/<html[\s\S]*Net sales £35\.00[\s\S]*<\/html>/);
	});

	test('a day without anything has its message, too', async () => {
		const builder = shop();
		builder.order({ at: at(today().minus({ days: 4 })), lines: [{ sku: 'WICK' }] });
		const opened = await start(builder.build(), store);
		const run = await open(opened, `daily-digest-${store}`).run({
			start: 'Every Morning at Seven',
			mode: 'trigger',
		});
		expect(run.error).toBeUndefined();
		const messages = inSlack(opened);
		expect(messages).toHaveLength(1);
		expect(messages[0]).toContain('£0.00 net sales, 0 orders. Nothing posted, nothing held, nothing unusual');
		expect(messages[0]).toContain('Nothing is held');
		expect(messages[0]).toContain('Nothing was posted in the last 24 hours');
		expect(sent).toEqual([]);
	});

	test('payouts that cannot be read do not stop it, and it says so', async () => {
		const builder = shop();
		builder.order({ at: at(today().minus({ days: 1 })), lines: [{ sku: 'WICK' }] });
		const opened = await start(builder.build(), store);
		const run = await open(opened, `daily-digest-${store}`, { Payouts: NOT_THERE }).run({
			start: 'Every Morning at Seven',
			mode: 'trigger',
		});
		expect(run.error).toBeUndefined();
		expect(figuresOf(run, 'Digest of Yesterday')).toMatchObject({ netSales: '3.00', tax: '0.60' });
		const messages = inSlack(opened);
		expect(messages).toHaveLength(1);
		expect(messages[0]).toContain('£3.00 net sales');
		expect(messages[0]).toContain('Not read, so not in the figures');
		expect(run.json('Held for Review')).toEqual([
			{ error: expect.stringMatching(/Shopify Payments|credentials/) as string },
		]);
	});
});

describe.each(stores)('monthly-performance-%s', (store) => {
	test('the month against the one before and a year ago, by Slack, picture and mail', async () => {
		const builder = shop();
		const month = today().minus({ months: 1 }).startOf('month').plus({ days: 9 });
		const [before, yearAgo] = [month.minus({ months: 1 }), month.minus({ years: 1 })];
		// longer ago than anything that is compared, so that the documents cover it
		builder.order({ at: at(month.minus({ months: 14 })), lines: [{ sku: 'WICK' }] });
		builder.order({ at: at(yearAgo), lines: [{ sku: 'LANTERN', quantity: '4' }] });
		builder.order({ at: at(before), lines: [{ sku: 'LANTERN', quantity: '2' }] });
		const sold = builder.order({ at: at(month), lines: [{ sku: 'LANTERN', quantity: '5' }] });
		builder.refund(sold.id, { at: at(month.plus({ days: 1 })), lines: { L1: '2' }, reason: 'Broken' });
		const opened = await start(builder.build(), store);
		const run = await open(opened, `monthly-performance-${store}`, {
			// whatever month it is today
			'After a Quarter': {
				conditions: {
					conditions: [{ leftValue: '={{ true }}', rightValue: '', operator: { operation: 'true' } }],
				},
			},
		}).run({ start: 'On the Second of the Month', mode: 'trigger' });
		expect(run.error).toBeUndefined();
		expect(run.json('Held for Review')).toEqual([]);
		expect(figuresOf(run, 'Figures of the Month')).toMatchObject({
			orders: 1,
			grossSales: '100.00',
			refunds: '40.00',
			netSales: '60.00',
			tax: '12.00',
			total: '72.00',
		});
		const [currency] = run.json('Figures of the Month')[0]?.currencies as Record<string, IDataObject>[];
		// 40.00 the month before, 80.00 a year ago
		expect(currency?.['before']).toMatchObject({ change: { netSales: '0.5000' } });
		expect(currency?.['yearAgo']).toMatchObject({ change: { netSales: '-0.2500' } });

		const messages = inSlack(opened);
		expect(messages).toHaveLength(2);
		const ofMonth = messages.filter((text) => text.includes('£60.00 net sales'));
		expect(ofMonth).not.toHaveLength(0);
		expect(ofMonth.some((text) => /looks wrong/i.test(text))).toBe(true);
		const [quarter] = run.json('Figures of the Quarter');
		expect(messages.some((text) => text.includes(String(quarter?.name)))).toBe(true);

		const picture = sent.find(({ node }) => node === 'Picture to Slack');
		expect(picture?.parameters).toMatchObject({ resource: 'file', binaryPropertyName: 'trend' });
		expect(picture?.pictures).toContain('trend');
		const mails = sent.filter(({ node }) => node === 'Send by E-Mail');
		expect(mails).toHaveLength(2);
		const [mail] = mails;
		expect(String(mail?.parameters['html'])).toMatch(
			/<html[\s\S]*60\.00[\s\S]*What looks wrong[\s\S]*<\/html>/,
		);
		expect(mail?.parameters['options']).toMatchObject({ attachments: mail?.pictures.join(',') });
	});

	test('payouts that cannot be read do not stop it, and it says so', async () => {
		const builder = shop();
		const month = today().minus({ months: 1 }).startOf('month').plus({ days: 9 });
		builder.order({ at: at(month), lines: [{ sku: 'WICK' }] });
		const opened = await start(builder.build(), store);
		const run = await open(opened, `monthly-performance-${store}`, { Payouts: NOT_THERE }).run({
			start: 'On the Second of the Month',
			mode: 'trigger',
		});
		expect(run.error).toBeUndefined();
		expect(figuresOf(run, 'Figures of the Month')).toMatchObject({ netSales: '3.00' });
		const told = inSlack(opened).filter((text) => text.includes('£3.00 net sales'));
		expect(told).not.toHaveLength(0);
		expect(told[0]).toContain('Not read, so not in the figures');
	});
});

describe.each(stores)('held-%s-to-quickbooks', (store) => {
	test('what is mended is tried again and posted once; what is settled is not; the rest is told', async () => {
		const builder = shop();
		const day = today().minus({ days: 2 });
		for (const quantity of ['1', '2', '3'])
			builder.order({ at: at(day.plus({ minutes: Number(quantity) })), lines: [{ sku: 'WICK', quantity }] });
		const opened = await start(builder.build(), store);
		// nobody has said where sales go: everything is held
		const withoutSales = { accounts: { entry: opened.accounts.filter(({ role }) => role !== 'sales') } };
		const held = await history(opened, store, day.minus({ days: 1 }), {
			'Account Mapper': { parameters: withoutSales },
		});
		expect(held.json('QuickBooks Poster')).toEqual([]);
		const numbers = held.json('Account Mapper', 1).map(({ orderNumber }) => String(orderNumber));
		expect(numbers).toHaveLength(3);

		const rows = { rulesFrom: 'node', accounts: { entry: opened.accounts } };
		const settleOne = {
			'Which to Settle': {
				conditions: {
					conditions: [
						{
							leftValue: '={{ $json.orderNumber }}',
							rightValue: numbers[0] ?? '',
							operator: { operation: 'equals' },
						},
					],
				},
			},
			Settle: { reason: 'Booked by hand as journal 7', by: 'Ann' },
		};
		const settled = await open(opened, `held-${store}-to-quickbooks`, settleOne).run({
			start: 'Settle by Hand',
		});
		expect(settled.error).toBeUndefined();
		expect(settled.json('Settle')).toMatchObject([{ settled: true, by: 'Ann' }]);
		expect(settled.json('Not Settled')).toEqual([]);
		expect(inSlack(opened).at(-1)).toContain('2 still held');

		// the second is tried while nothing is mended, the third after
		const again = await open(opened, `held-${store}-to-quickbooks`, {
			'Tax Resolver': { rulesFrom: 'node' },
			'Account Mapper': { ...rows, ...withoutSales },
		}).run({ start: 'Try Again' });
		expect(again.error).toBeUndefined();
		expect(again.json('QuickBooks Poster')).toEqual([]);
		expect(again.json('Held Again')).toHaveLength(2);
		expect(inSlack(opened).at(-1)).toContain('2 still held');

		const mended = open(opened, `held-${store}-to-quickbooks`, {
			'Tax Resolver': { rulesFrom: 'node' },
			'Account Mapper': rows,
		});
		const posted = await mended.run({ start: 'Try Again' });
		expect(posted.error).toBeUndefined();
		expect(
			posted
				.json('QuickBooks Poster')
				.map(({ orderNumber }) => orderNumber)
				.sort(),
		).toEqual(numbers.slice(1).sort());
		expect(inSlack(opened).at(-1)).toContain('nothing is held');
		const balances = Reflect.get(opened.ledger(), 'trialBalance') as { account: string; credit: string }[];
		// 2 and 3 wicks of 3.60, VAT in it
		expect(balances.find(({ account }) => account === 'Sales')?.credit).toBe('15.00');

		const nothing = await mended.run({ start: 'Try Again' });
		expect(nothing.error).toBeUndefined();
		expect(nothing.json('QuickBooks Poster')).toEqual([]);
		expect(opened.ledger().duplicates).toEqual([]);
	});
});
