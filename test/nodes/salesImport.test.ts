/** Sales Import in n8n's engine: a settlement of Amazon comes into QuickBooks, and leaves nothing on Amazon's clearing account. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Bench, asEngineWorkflow } from './support/bench';
import { fewOrders, hoursAgo } from './support/shop';

const IMPORT = 'Sales Import';
const CLEARING = 'Stripe clearing';

let bench: Bench;
let accountOf: (name: string) => string;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
	const accounts = await bench.workflow().options('Account Mapper', 'getAccounts');
	accountOf = (wanted) => {
		const found = accounts.find(({ name }) => name.endsWith(wanted));
		if (found === undefined) throw new Error(`no account "${wanted}"`);
		return String(found.value);
	};
});
afterAll(async () => await bench.close());

const day = (hours: number): string => hoursAgo(hours).slice(0, 10);

/** Rows of a settlement in pounds: an order with VAT that Amazon keeps, a refund, fees, a reserve, and the deposit. */
function settlement(): string {
	const columns =
		'settlement-id deposit-date total-amount currency transaction-type order-id shipment-id adjustment-id marketplace-name amount-type amount-description amount posted-date order-item-code sku quantity-purchased'.split(
			' ',
		);
	const rows: Record<string, string>[] = [
		{ 'deposit-date': `${day(24)}T12:00:00+00:00`, 'total-amount': '69.30', currency: 'GBP' },
	];
	const add = (more: Record<string, string>, type: string, description: string, amount: string): void => {
		rows.push({
			'posted-date': day(72),
			'amount-type': type,
			'amount-description': description,
			amount,
			...more,
		});
	};
	const order = {
		'transaction-type': 'Order',
		'order-id': '202-1111111-1111111',
		'shipment-id': 'S1',
		'marketplace-name': 'Amazon.co.uk',
		'order-item-code': '1',
		sku: 'LANTERN',
		'quantity-purchased': '4',
	};
	add(order, 'ItemPrice', 'Principal', '100.00');
	add(order, 'ItemPrice', 'Tax', '20.00');
	add(order, 'ItemWithheldTax', 'MarketplaceFacilitatorVAT-Principal', '-20.00');
	add(order, 'ItemFees', 'Commission', '-15.00');
	add(order, 'ItemFees', 'FBAPerUnitFulfillmentFee', '-6.20');
	const refund = {
		...order,
		'transaction-type': 'Refund',
		'shipment-id': '',
		'adjustment-id': 'A1',
		'quantity-purchased': '',
		'posted-date': day(48),
	};
	add(refund, 'ItemPrice', 'Principal', '-25.00');
	add(refund, 'ItemPrice', 'Tax', '-5.00');
	add(refund, 'ItemWithheldTax', 'MarketplaceFacilitatorVAT-Principal', '5.00');
	add(refund, 'ItemFees', 'Commission', '3.00');
	const other = { 'transaction-type': 'other-transaction' };
	add(other, 'other-transaction', 'Subscription Fee', '-25.00');
	add({ 'transaction-type': 'ServiceFee' }, 'Cost of Advertising', 'TransactionTotalAmount', '-7.50');
	add(other, 'other-transaction', 'Previous Reserve Amount Balance', '100.00');
	add(other, 'other-transaction', 'Current Reserve Amount', '-55.00');
	return [
		columns,
		...rows.map((row) => columns.map((name) => (name === 'settlement-id' ? '555' : (row[name] ?? '')))),
	]
		.map((cells) => cells.join('\t'))
		.join('\n');
}

/** The template of the shop, with the file in place of the shop. */
function workflow(parameters: INodeParameters) {
	const { nodes, connections, ...more } = bench.sales;
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	const row = (role: string, account: string, when = {}) => ({ role, account: accountOf(account), when });
	const kept = nodes
		.filter(({ name }) =>
			['Read History', 'Tax Resolver', 'Account Mapper', 'QuickBooks Poster', 'Held for Review'].includes(
				name,
			),
		)
		.map((node) =>
			node.name === 'Account Mapper'
				? {
						...node,
						parameters: {
							...node.parameters,
							accounts: {
								entry: [
									...bench.accounts,
									row('clearing', CLEARING, { gateway: 'amazon' }),
									row('payoutsInTransit', 'Payouts in transit'),
									row('reserves', 'Reserves held'),
									row('subscriptions', 'Services'),
									row('processingFees', 'Payment processing fees'),
									row('processingFees', 'Chargeback fees', { category: 'Advertising' }),
								],
							},
						},
					}
				: node,
		);
	const reader = {
		id: 'import',
		name: IMPORT,
		type: 'n8n-nodes-storeledger.salesImport',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	return bench.engine.open(
		asEngineWorkflow({
			...more,
			nodes: [...kept, reader],
			connections: {
				...Object.fromEntries(Object.entries(connections).filter(([name]) => name !== 'Shopify Sales')),
				'Read History': { main: [to(IMPORT)] },
				[IMPORT]: { main: [to('Tax Resolver'), to('Held for Review')] },
			},
		} as never),
	);
}

const AMAZON = {
	report: 'amazonSettlement',
	rowsFrom: 'text',
	channel: '',
	options: { timeZone: 'Europe/London' },
};
/** What an account has, debit being positive: "69.30", "-45.00"; undefined where nothing was ever posted or all is balanced. */
function balanceOf(account: string): string | undefined {
	const rows = Reflect.get(bench.ledger(), 'trialBalance') as {
		account: string;
		debit: string;
		credit: string;
	}[];
	const row = rows.find((one) => one.account === account);
	if (row === undefined) return undefined;
	return Number(row.debit) === 0 ? `-${row.credit}` : row.debit;
}

test('a settlement comes into the books, fees by their kind; the clearing account ends at nothing', async () => {
	const run = await workflow({ ...AMAZON, text: settlement() }).run({ start: 'Read History' });
	expect(run.error).toBeUndefined();
	expect(run.json('Held for Review')).toEqual([]);
	expect(run.json(IMPORT).map(({ type, id }) => [type, id])).toEqual([
		['Sale', 'import/amazon/order/202-1111111-1111111/555-S1'],
		['Refund', 'import/amazon/refund/202-1111111-1111111/555-A1'],
		['Payout', 'import/amazon/payout/555'],
	]);
	expect(run.json('QuickBooks Poster').map(({ status }) => status)).not.toContain('held');
	expect(balanceOf(CLEARING)).toBeUndefined();
	expect(balanceOf('Marketplace-collected tax')).toBeUndefined();
	expect(balanceOf('Payouts in transit')).toBe('69.30');
	expect(balanceOf('Chargeback fees')).toBe('7.50');
	expect(balanceOf('Payment processing fees')).toBe('18.20');
	expect(balanceOf('Services')).toBe('25.00');
	expect(balanceOf('Reserves held')).toBe('-45.00');
	expect(balanceOf('Sales')).toBe('-100.00');
	expect(balanceOf('Sales returns')).toBe('25.00');
});

test('the same file again changes nothing', async () => {
	const before = bench.ledger().documents;
	const run = await workflow({ ...AMAZON, text: settlement() }).run({ start: 'Read History' });
	expect(run.error).toBeUndefined();
	expect(run.json('QuickBooks Poster')).toEqual([]);
	expect(run.json('QuickBooks Poster', 1).length).toBeGreaterThan(0);
	expect(bench.ledger().documents).toEqual(before);
});

const alone = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}]) =>
	await workflow(parameters).run({ start: 'Read History', items: items.map((json) => ({ json })) });

test('what cannot be read is for review with its row, and in the sync log; the rest goes on', async () => {
	const text = settlement().replace('Subscription Fee', 'Moon Fee');
	const run = await alone({ ...AMAZON, channel: 'amazon-two', text });
	expect(run.error).toBeUndefined();
	expect(run.json(IMPORT).map(({ type }) => type)).toEqual(['Sale', 'Refund']);
	const review = run.json(IMPORT, 1);
	expect(review.map(({ id, stage, reason }) => [id, stage, reason])).toEqual([
		[
			'import/amazon-two/rows/555',
			'import',
			expect.stringContaining('Row 12, column "amount-description": the import does not know'),
		],
		[
			'import/amazon-two/payout/555',
			'import',
			expect.stringContaining('1 rows of the payout could not be read'),
		],
	]);
	const open = async () =>
		(await bench.syncLog.openHeldEvents(100))
			.filter(({ businessKey, stage }) => stage === 'import' && businessKey.startsWith('import/amazon-two/'))
			.map(({ businessKey }) => businessKey);
	expect((await open()).sort()).toEqual(['import/amazon-two/payout/555', 'import/amazon-two/rows/555']);
	// the corrected file
	await alone({ ...AMAZON, channel: 'amazon-two', text: settlement() });
	expect(await open()).toEqual([]);
});

test('rows of a sheet with columns of its own; a word that a person has explained', async () => {
	const row = (Nr: string, Art: string, Betrag: string) => ({ Nr, Tag: '01.10.2026', Art, Betrag });
	const parameters = {
		report: 'generic',
		rowsFrom: 'items',
		channel: 'hofladen',
		columns: {
			column: [
				{ field: 'orderNumber', column: 'Nr' },
				{ field: 'date', column: 'Tag' },
				{ field: 'documentType', column: 'Art' },
				{ field: 'amount', column: 'Betrag' },
			],
		},
		taxInAmounts: 'none',
		gateway: 'paypal',
		words: { word: [{ word: 'Verkauf', means: 'sale' }] },
		options: { currency: 'GBP' },
	};
	const run = await alone(parameters, [row('1', 'Verkauf', '1.234,50 €'), row('2', 'Tausch', '5,00')]);
	expect(run.error).toBeUndefined();
	expect(run.json(IMPORT).map(({ id, totals }) => [id, totals])).toEqual([
		['import/hofladen/order/1', expect.objectContaining({ total: { amount: '1234.50', currency: 'GBP' } })],
	]);
	expect(run.json(IMPORT, 1).map(({ reason }) => reason)).toEqual([
		'Row 2, column "Art": the import does not know "Tausch".',
	]);
});

test.each([
	[{ ...AMAZON, text: 'a,b\n1,2' }, 'it has no row with the column names'],
	[{ ...AMAZON, text: '' }, 'it is empty'],
])('a file of something else is for review (%#)', async (parameters, reason) => {
	const run = await alone(parameters);
	expect(run.error).toBeUndefined();
	expect(run.json(IMPORT)).toEqual([]);
	expect(run.json(IMPORT, 1)).toEqual([
		expect.objectContaining({
			type: 'Held',
			id: 'import/amazon/file/text',
			reason: expect.stringContaining(reason),
		}),
	]);
});

test.each([
	[{ ...AMAZON, channel: 'a/b', text: settlement() }, 'cannot be the name of a channel'],
	[{ ...AMAZON, options: { timeZone: 'Mars' }, text: settlement() }, 'not a time zone'],
	[{ report: 'generic', rowsFrom: 'items', channel: 'x' }, 'No column is chosen for the order number'],
])('settings that cannot be used stop the node (%#)', async (parameters, message) => {
	const run = await alone(parameters);
	expect(run.error?.message).toContain(message);
});
