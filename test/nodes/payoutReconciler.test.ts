/** The Payout Reconciler in n8n's engine: payouts, bank lines and the shop's documents on one input, on whichever day they come. */
import { businessKey, type Payout, type Sale } from '../../core/documents';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { minorUnits } from '../../core/money/money';
import type { EngineRun } from '../support/engine';
import { lineFor, payoutFor, transactionFor, type LinePlan, type PayoutPlan } from '../support/payouts';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders } from './support/shop';

const NODE = 'Payout Reconciler';
const [MATCHED, UNMATCHED, SUMMARY, REVIEW] = [0, 1, 2, 3];

let bench: Bench | undefined;
beforeEach(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
});
afterEach(async () => {
	await bench?.close();
	bench = undefined;
});

async function run(
	operation: string,
	items: readonly object[],
	parameters: IDataObject = {},
	more: IDataObject = {},
): Promise<EngineRun> {
	if (bench === undefined) throw new Error('no bench');
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
		type: 'n8n-nodes-storeledger.payoutReconciler',
		typeVersion: 1,
		position,
		parameters: { operation, ...parameters },
		...more,
	};
	const workflow = asEngineWorkflow({
		name: 'Reconcile',
		nodes: [start, node],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	} as never);
	return await bench.engine.open(workflow).run({
		start: 'Start',
		items: items.map((json): INodeExecutionData => ({ json: json as IDataObject })),
	});
}

const P: PayoutPlan = {
	id: 'po_1AAAAAAA',
	net: 1_727n,
	arrivesOn: '2026-03-02',
	transactions: [transactionFor('1', 1_727n)],
};
const A: LinePlan = { id: 'a', units: 1_727n, on: '2026-03-03', text: 'STRIPE PAYOUT' };
const AS_OF = { asOf: '2026-03-20' };

test('matches over several runs, says what is open in one message, and pairs items', async () => {
	const first = await run('reconcile', [payoutFor(P)], { asOf: '2026-03-02' });
	expect(first.error).toBeUndefined();
	expect([MATCHED, UNMATCHED, REVIEW].map((output) => first.json(NODE, output))).toEqual([[], [], []]);
	expect(first.json(NODE, SUMMARY)).toMatchObject([
		{ type: 'ReconciliationSummary', waiting: 1, matched: 0 },
	]);

	const rent = lineFor({ id: 'rent', units: -9_900n, on: '2026-03-03', text: 'RENT' });
	const second = await run('reconcile', [rent, lineFor(A)], { ...AS_OF, options: { otherLines: true } });
	expect(second.json(NODE, MATCHED)).toMatchObject([
		{
			type: 'PayoutMatch',
			status: 'matched',
			bookedOn: '2026-03-03',
			received: { amount: '17.27', currency: 'GBP' },
			account: { id: 'current' },
		},
	]);
	expect(second.pairs(NODE, MATCHED)).toEqual([[1]]);
	expect(second.json(NODE, UNMATCHED)).toMatchObject([{ type: 'BankTransaction', description: 'RENT' }]);
	const [summary] = second.json(NODE, SUMMARY);
	expect(summary).toMatchObject({
		matched: 1,
		slack: { text: expect.stringMatching(/Payouts and bank agree/) },
	});

	const nothing = await run('reconcile', [{}], AS_OF);
	expect(nothing.json(NODE, MATCHED)).toEqual([]);
	const apart = await run('reconcile', [lineFor(A)], { ...AS_OF, books: 'another company' });
	expect(apart.json(NODE, UNMATCHED)).toMatchObject([]);
});

test('a difference is explained and goes to a person, who accepts it or takes it apart', async () => {
	const transactions = [
		transactionFor('1001', 120_050n, 3_511n),
		transactionFor('1002', 64_000n, 1_727n),
		transactionFor('1003', -2_500n),
	];
	const payout = payoutFor({ ...P, net: 176_312n, transactions });
	const line = lineFor({ ...A, units: 174_585n });
	const found = await run('reconcile', [payout, line], AS_OF);
	const [match] = found.json(NODE, REVIEW);
	expect(match).toMatchObject({
		status: 'matchedWithDifference',
		reasons: [{ code: 'missingFee' }],
		findings: [
			{
				code: 'PAYOUT_DIFFERS',
				message: expect.stringMatching(/1745\.85 GBP instead of 1763\.12 GBP.*#1002/),
			},
		],
	});
	expect(found.json(NODE, SUMMARY)).toMatchObject([
		{ review: 1, slack: { text: expect.stringMatching(/1 payout or bank line to look at/) } },
	]);
	if (match === undefined) throw new Error('no match');

	const explained = await run('explain', [match, payout]);
	expect(explained.json(NODE, MATCHED)).toMatchObject([
		{
			type: 'Explanation',
			explained: true,
			difference: { side: 'bankIsLower' },
			reasons: [{ code: 'missingFee' }],
		},
	]);
	const asked = await run('explain', [{}], { payout: P.id, difference: '-17.27' });
	expect(asked.json(NODE, MATCHED)).toMatchObject([{ explained: true, number: P.id }]);
	const none = await run('explain', [{}], { payout: P.id, difference: '999999.99' });
	expect(none.json(NODE, UNMATCHED)).toMatchObject([
		{ explained: false, reasons: [{ code: 'notExplained' }] },
	]);
	const wrong = await run('explain', [{}], { payout: P.id, difference: 'much' });
	expect(wrong.json(NODE, REVIEW)).toMatchObject([{ findings: [{ code: 'DIFFERENCE_NOT_GIVEN' }] }]);

	const accepted = await run('accept', [match]);
	expect(accepted.json(NODE, MATCHED)).toMatchObject([{ id: match.id, status: 'matchedWithDifference' }]);
	expect(accepted.json(NODE, MATCHED)[0]).not.toHaveProperty('findings');
	expect((await run('reconcile', [{}], AS_OF)).json(NODE, REVIEW)).toEqual([]);
	const refused = await run('accept', [{ ...match, payouts: ['nobody'] }]);
	expect(refused.json(NODE, REVIEW)).toMatchObject([{ findings: [{ code: 'MATCH_UNKNOWN' }] }]);

	const apart = await run('takeApart', [match]);
	expect(apart.json(NODE, UNMATCHED)).toMatchObject([{ type: 'MatchTakenApart', payouts: [payout.id] }]);
	expect((await run('takeApart', [match])).json(NODE, REVIEW)).toMatchObject([
		{ findings: [{ code: 'MATCH_NOT_FOUND' }] },
	]);
	expect((await run('reconcile', [{}], AS_OF)).json(NODE, REVIEW)).toHaveLength(1);
});

test('what is in the ledger ties out with shop and gateway, and what is not is named', async () => {
	if (bench === undefined) throw new Error('no bench');
	const history = await bench.history();
	expect(history.error).toBeUndefined();
	const documents = history.json('Shopify Sales').filter(({ type }) => type === 'Sale' || type === 'Refund');
	const sales = documents.filter(({ type }) => type === 'Sale') as unknown as Sale[];
	const days = documents.map(({ bookedOn }) => String(bookedOn)).sort();
	const period = { firstDay: days[0] ?? '', lastDay: days.at(-1) ?? '' };
	const gateways = new Set(sales.flatMap(({ payments }) => payments.map(({ gateway }) => gateway)));
	const payouts = [...gateways]
		.filter((gateway) => gateway !== 'gift_card')
		.map((gateway): Payout => {
			const parts = documents.flatMap((one) => {
				const { order, payments, type } = one as unknown as Sale;
				return payments
					.filter((part) => part.gateway === gateway)
					.map((part) => ({ order, part, isSale: (type as string) === 'Sale' }));
			});
			const transactions = parts.map(({ order, part: { id, amount }, isSale }) => ({
				...transactionFor(id, isSale ? minorUnits(amount) : -minorUnits(amount)),
				order,
			}));
			const net = transactions.reduce(
				(sum, { amount, direction }) => sum + (direction === 'in' ? minorUnits(amount) : -minorUnits(amount)),
				0n,
			);
			return payoutFor({ id: `po_${gateway}`, gateway, net, arrivesOn: period.lastDay, transactions });
		});
	const tied = await run('tieOut', [...documents, ...payouts], { ...period, comparedLedger: 'quickbooks' });
	expect(tied.error).toBeUndefined();
	const ofSales = (output: number): IDataObject[] =>
		tied.json(NODE, output).filter(({ what }) => what === 'sales');
	expect(ofSales(UNMATCHED)).toEqual([]);
	expect(ofSales(MATCHED).length).toBe(payouts.length);
	for (const { shop, gateway, ledger } of ofSales(MATCHED)) {
		expect(gateway).toEqual(shop);
		expect(ledger).toEqual(shop);
	}
	// nobody has posted the payouts
	expect(tied.json(NODE, UNMATCHED)).toMatchObject(
		payouts.map(() => ({ what: 'payouts', differences: [{ code: 'notPosted' }] })),
	);
	expect(tied.json(NODE, SUMMARY)).toMatchObject([{ type: 'TieOutSummary', agrees: false }]);

	const [first] = sales;
	if (first === undefined) throw new Error('no sale');
	const source = { ...first.source, externalId: '999', externalNumber: '#999' };
	const more = { ...first, id: businessKey(source), source, order: { id: '999', number: '#999' } };
	const off = await run('tieOut', [...documents, more, ...payouts], { ...period, comparedLedger: 'any' });
	const [named] = off.json(NODE, UNMATCHED).filter(({ what }) => what === 'sales');
	expect(named?.differences).toMatchObject([
		{ with: 'gateway', code: 'notPaidOutYet', orderNumber: '#999' },
		{ with: 'ledger', code: 'notBooked', orderNumber: '#999' },
	]);

	const aged = await run('ageing', [...documents, more, ...payouts], {
		asOf: period.lastDay,
		comparedLedger: 'any',
		balances: {
			values: [
				{ account: 'clearing', gateway: first.payments[0]?.gateway, currency: 'GBP', balance: '0.00' },
			],
		},
	});
	const clearing = aged.json(NODE, UNMATCHED).find(({ account }) => account === 'clearing');
	expect(clearing).toMatchObject({
		items: [{ kind: 'charge', orderNumber: '#999' }],
		ledger: { agrees: false, reasons: [{ code: 'notBooked', about: more.id }] },
	});
	expect(aged.json(NODE, SUMMARY)).toMatchObject([{ type: 'AgeingSummary' }]);
});

test('what cannot be used is held, the others go on; settings that cannot be used are an error', async () => {
	const broken = {
		...payoutFor(P),
		id: 'x',
		net: { amount: '17.28', currency: 'GBP' },
		transactions: [transactionFor('1', 1_727n)],
	};
	const mixed = await run(
		'reconcile',
		[{ type: 'Nonsense', id: 'n' }, broken, payoutFor(P), lineFor(A)],
		AS_OF,
	);
	expect(mixed.json(NODE, REVIEW)).toMatchObject([
		{ stage: 'reconciliation', findings: [{ code: 'DOCUMENT_MALFORMED' }] },
		{ findings: [{ code: 'PAYOUT_TOTAL_MISMATCH' }] },
	]);
	expect(mixed.json(NODE, MATCHED)).toHaveLength(1);
	for (const [parameters, message] of [
		[{ asOf: 'yesterday' }, /"yesterday" is not a date/],
		[{ options: { holidays: '25.12.' } }, /"25.12." is not a date/],
		[{ options: { bankTexts: 'stripe' } }, /does not say which gateway/],
		[{ options: { timeZone: 'London' } }, /"London" is not a time zone/],
	] as const) {
		const failed = await run('reconcile', [payoutFor(P)], parameters);
		expect(failed.error).toMatchObject({ message: expect.stringMatching(message) });
	}
	const kept = await run('reconcile', [payoutFor(P)], { asOf: 'x' }, { onError: 'continueRegularOutput' });
	expect(kept.json(NODE, REVIEW)).toMatchObject([{ error: '"x" is not a date.' }]);
	const balance = { values: [{ account: 'clearing', gateway: 'stripe', currency: 'GBP', balance: '8,50' }] };
	expect((await run('ageing', [{}], { balances: balance })).error).toMatchObject({
		message: expect.stringMatching(/"8,50 GBP" is not an amount/),
	});
	const period = { firstDay: '2026-03-31', lastDay: '2026-03-01' };
	expect((await run('tieOut', [{}], period)).error).toMatchObject({
		message: expect.stringMatching(/before it begins/),
	});
});
