/** The Performance Summary in n8n's engine: documents of shops and gateways become one summary with pictures. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { EngineRun } from '../support/engine';
import { line, money, payment, refundLine, refundOf, saleOf } from '../support/documents';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders } from './support/shop';

const NODE = 'Performance Summary';
const [SUMMARY, REVIEW] = [0, 1];

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
});
afterAll(async () => await bench.close());

async function run(items: readonly object[], parameters: IDataObject = {}): Promise<EngineRun> {
	const position: [number, number] = [0, 0];
	const start = {
		id: 'a',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position,
		parameters: {},
	};
	const node = {
		id: 'b',
		name: NODE,
		type: 'n8n-nodes-storeledger.performanceSummary',
		typeVersion: 1,
		position,
		parameters,
	};
	const workflow = asEngineWorkflow({
		name: 'Summary',
		nodes: [start, node],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	} as never);
	return await bench.engine.open(workflow).run({
		start: 'Start',
		items: items.map((json): INodeExecutionData => ({ json: json as IDataObject })),
	});
}

const sale = saleOf({
	customer: { id: '7', company: 'Lamps Ltd' },
	lines: [line('100.00', { sku: 'L', discount: money('10.00') })],
	payments: [payment('90.00')],
});
const refund = refundOf({
	saleId: sale.id,
	lines: [refundLine('9.00', { sku: 'L' })],
	payments: [payment('9.00')],
});
const PERIOD = { unit: 'month', which: 'day', day: '2026-03-15' };

test('one summary with its message, its page and its pictures; what cannot be read is reviewed', async () => {
	const ran = await run([sale, refund, { type: 'Invoice' }], PERIOD);
	expect(ran.error).toBeUndefined();
	const [summary, ...more] = ran.items(NODE, SUMMARY);
	expect(more).toEqual([]);
	expect(summary?.json).toMatchObject({
		type: 'PerformanceSummary',
		name: 'March 2026',
		documents: 2,
		currencies: [
			{
				currency: 'USD',
				figures: { orders: 1, netSales: '81.00', discounts: '10.00', refundRate: '0.1000' },
			},
		],
	});
	expect(String(summary?.json['html'])).toContain('<svg');
	expect(summary?.json['slack']).toHaveProperty('blocks');
	expect(Object.keys(summary?.binary ?? {})).toEqual(['trend', 'channels', 'products']);
	for (const { mimeType, data, fileName } of Object.values(summary?.binary ?? {})) {
		expect([mimeType, fileName?.endsWith('-2026-03-01.png')]).toEqual(['image/png', true]);
		const png = Buffer.from(data, 'base64');
		expect(png.subarray(1, 4).toString()).toBe('PNG');
		// the width in the header: twice 900
		expect(png.readUInt32BE(16)).toBe(1_800);
	}
	expect(ran.json(NODE, REVIEW)).toEqual([expect.objectContaining({ type: 'Held', stage: 'performance' })]);
});

test('charts are drawn only where they are asked for', async () => {
	const ran = await run([sale], { ...PERIOD, charts: false });
	expect(ran.error).toBeUndefined();
	const [summary] = ran.items(NODE, SUMMARY);
	expect([summary?.json['name'], summary?.binary]).toEqual(['March 2026', undefined]);
});

test('a day that is none is said so', async () => {
	const ran = await run([sale], { ...PERIOD, day: 'last week' });
	expect(String(ran.error?.message)).toContain('"last week" is not a day');
});

test('a digest of a day: figures, books and what waits, for Slack and mail; with pictures where they are wanted', async () => {
	// a sale without lines is held before any ledger is reached
	const { type, schemaVersion, bookedOn, order } = sale;
	await bench.node('Account Mapper', [
		{ type, schemaVersion, bookedOn, order, id: 'shopify/my-shop/order/7' },
	]);
	const broken = { error: 'Stripe refuses the key.' };
	const parameters = { operation: 'digest', which: 'day', day: sale.bookedOn };
	const ran = await run([sale, refund, { type: 'Invoice' }, broken], parameters);
	expect(ran.error).toBeUndefined();
	const [digest, ...more] = ran.items(NODE, SUMMARY);
	expect(more).toEqual([]);
	expect(digest?.json).toMatchObject({
		type: 'DailyDigest',
		unit: 'day',
		name: '2 March 2026',
		currencies: [{ figures: { orders: 1, netSales: '81.00' } }],
		anomalies: [],
		notRead: [broken.error],
		books: {
			hours: 24,
			posted: [],
			waiting: { count: 1, new: 1, first: [{ orderNumber: sale.order.number, status: 'held' }] },
		},
		slack: { text: expect.stringContaining('$81.00 net sales') as string },
		subject: expect.stringContaining('1 held or failed') as string,
		text: expect.stringContaining('Stripe refuses the key.') as string,
		html: expect.stringContaining(sale.order.number) as string,
	});
	expect(digest?.json['books']).not.toHaveProperty('waiting.first.0.findings');
	expect(Object.keys(digest?.binary ?? {})).toContain('trend');
	expect(ran.json(NODE, REVIEW)).toEqual([
		expect.objectContaining({ type: 'Held', stage: 'performance' }),
		broken,
	]);

	const [plain] = (await run([sale], { ...parameters, charts: false })).items(NODE, SUMMARY);
	expect(plain?.binary).toBeUndefined();
	expect(plain?.json).not.toHaveProperty('notRead');
});

test('a digest with a closed day that is none says so', async () => {
	const ran = await run([sale], { operation: 'digest', options: { closed: 'Christmas' } });
	expect(String(ran.error?.message)).toContain('"Christmas" is not a day');
});

test('anomalies: a steady shop that loses its numbers, told with the orders around the gap', async () => {
	const days = Array.from({ length: 70 }, (_, index) =>
		new Date(Date.UTC(2026, 0, 5 + index)).toISOString().slice(0, 10),
	);
	const sales = days.flatMap((bookedOn, day) =>
		[0, 1, 2].map((index) => {
			const number = 1_000 + day * 3 + index + (bookedOn < '2026-03-12' ? 0 : 40);
			const order = { id: String(number), number: `#${number}` };
			const at = { bookedOn, occurredAt: `${bookedOn}T10:00:00Z` };
			const pay = [payment('10.00')];
			return saleOf({
				...at,
				id: `shopify/my-shop/order/${number}`,
				order,
				lines: [line('10.00')],
				payments: pay,
			});
		}),
	);
	const parameters = { operation: 'anomalies', unit: 'week', which: 'day', day: '2026-03-12' };
	const ran = await run(sales, parameters);
	expect(ran.error).toBeUndefined();
	const [found, ...more] = ran.json(NODE, SUMMARY);
	expect(more).toEqual([]);
	expect(found).toMatchObject({
		type: 'Anomalies',
		period: { from: '2026-03-09', to: '2026-03-15' },
		count: 1,
		anomalies: [{ code: 'ANOMALY_NUMBER_GAP', orders: [{ number: '#1197' }, { number: '#1238' }] }],
		slack: { text: expect.stringContaining('1 thing to look at') as string },
	});
	const [quiet] = (await run(sales, { ...parameters, day: '2026-03-05' })).json(NODE, SUMMARY);
	expect(quiet).toMatchObject({ count: 0, anomalies: [] });

	// the same in the summary, where it is asked for
	const summary = { ...parameters, operation: 'summarize', charts: false };
	const [withThem] = (await run(sales, { ...summary, options: { anomalies: true } })).json(NODE, SUMMARY);
	expect(withThem?.['anomalies']).toEqual(found?.['anomalies']);
	expect(JSON.stringify(withThem?.['slack'])).toContain('What looks wrong: 1');
	expect(withThem?.['html']).toContain('What looks wrong');
	const [without] = (await run(sales, summary)).json(NODE, SUMMARY);
	expect(without).not.toHaveProperty('anomalies');
	expect(JSON.stringify([without?.['slack'], without?.['html']])).not.toContain('looks wrong');
});
