/** Payouts and disputes through n8n's own engine: from Shopify Payments into QuickBooks, once, and right to the cent. */
import type { IDataObject } from 'n8n-workflow';
import { parseDocument } from '../../core/documents/parse';
import type { DayBook, OrderEvent } from '../../lab/daybook/events';
import { Bench } from './support/bench';
import { fewOrders, hoursAgo, START_FROM } from './support/shop';

const MAPPER = 'Account Mapper';
const POSTER = 'QuickBooks Poster';
const TRIGGER = 'Payouts Trigger';
const CLEARING = 'Shopify Payments clearing';

function orderOf({ events }: DayBook, number: string): OrderEvent {
	const found = events.find((event) => event.kind === 'order' && event.number === number);
	if (found?.kind !== 'order') throw new Error(`no order ${number}`);
	return found;
}

const paidBy = ({ payments: [payment] }: OrderEvent): { amount: string; fee: string } => ({
	amount: payment?.amount ?? '',
	fee: payment?.fee ?? '',
});

const pounds = (pence: number): string => (pence / 100).toFixed(2);
const pence = (text: string): number => Math.round(Number(text) * 100);

/** A paid payout of the first card order and its refund, one that is only planned, and a dispute of the newest order. */
function withPayouts(): {
	readonly dayBook: DayBook;
	readonly net: number;
	readonly fee: number;
	readonly open: number;
} {
	const dayBook = fewOrders();
	const [first, newest] = [orderOf(dayBook, '#1001'), orderOf(dayBook, '#1003')];
	const [one, two] = [paidBy(first), paidBy(newest)];
	const [fee, net] = [pence(one.fee), pence(one.amount) - pence(one.fee) - 2400];
	const refund = dayBook.events.find((event) => event.kind === 'refund');
	if (refund?.kind !== 'refund') throw new Error('no refund');
	const base = { kind: 'payout' as const, gateway: 'shopify_payments', currency: 'GBP' };
	dayBook.events.push(
		{
			...base,
			id: 'po_1',
			at: hoursAgo(24),
			arrivesOn: hoursAgo(0).slice(0, 10),
			status: 'paid',
			transactions: [
				{
					id: 'txn_1',
					type: 'charge',
					orderId: first.id,
					amount: one.amount,
					fee: one.fee,
					net: pounds(pence(one.amount) - fee),
					at: first.at,
				},
				{
					id: 'txn_2',
					type: 'refund',
					orderId: first.id,
					refundId: refund.id,
					amount: '-24.00',
					fee: '0',
					net: '-24.00',
					at: refund.at,
				},
			],
			net: pounds(net),
		},
		{
			kind: 'dispute',
			id: 'D1',
			orderId: newest.id,
			paymentId: newest.payments[0]?.id ?? '',
			at: hoursAgo(1),
			amount: two.amount,
			fee: '15.00',
			stage: 'opened',
		},
		{
			...base,
			id: 'po_2',
			at: hoursAgo(0),
			arrivesOn: hoursAgo(-24).slice(0, 10),
			status: 'scheduled',
			transactions: [
				{
					id: 'txn_3',
					type: 'charge',
					orderId: newest.id,
					amount: two.amount,
					fee: two.fee,
					net: pounds(pence(two.amount) - pence(two.fee)),
					at: newest.at,
				},
			],
			net: pounds(pence(two.amount) - pence(two.fee)),
		},
	);
	// of the newest order the charge is in clearing, and the dispute with its fee has left it: the fee is owed
	return { dayBook, net, fee, open: -1500 };
}

const figures = withPayouts();
let bench: Bench;
/** the mapper's rows, as a bookkeeper takes them over from the suggestion */
let accounts: IDataObject;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: figures.dayBook });
	const suggested = await bench.node(MAPPER, [{}], {
		parameters: { operation: 'suggest', scope: 'all', gateways: 'shopify_payments,paypal' },
	});
	expect(suggested.error).toBeUndefined();
	accounts = {
		entry: suggested
			.json(MAPPER)
			.filter(({ accountId }) => accountId !== undefined && accountId !== '')
			.map(({ role, gateway, accountId }) => ({
				role,
				account: accountId,
				when: gateway === undefined || gateway === '' ? {} : { gateway },
			})),
	} as IDataObject;
});
afterAll(async () => await bench.close());

const trigger = (more: IDataObject = {}) =>
	bench.documentsFrom(
		{
			name: TRIGGER,
			type: 'n8n-nodes-storeledger.payoutsTrigger',
			parameters: {
				gateway: 'shopifypayments',
				startFrom: START_FROM,
				options: { everyMinutes: 0 },
				...more,
			} as never,
		},
		{ changes: { [MAPPER]: { parameters: { accounts } as never } } },
	);

const reader = async (parameters: IDataObject) =>
	await bench
		.documentsFrom(
			{
				name: 'Payouts',
				type: 'n8n-nodes-storeledger.payouts',
				parameters: { gateway: 'shopifypayments', ...parameters } as never,
			},
			{ isReader: true, changes: { [POSTER]: { parameters: { operation: 'preview' } } } },
		)
		.run({ start: 'Read History', items: [{ json: {} }] });

/** Debit is positive, in pence. */
const balanceOf = (account: string): number =>
	(Reflect.get(bench.ledger(), 'trialBalance') as IDataObject[])
		.filter((row) => row.account === account)
		.reduce((sum, { debit, credit }) => sum + pence(String(debit)) - pence(String(credit)), 0);

test('the trigger, the mapper and the poster: what is in clearing is what the gateway owes', async () => {
	const history = await bench.history();
	expect(history.error).toBeUndefined();
	const inClearing = balanceOf(CLEARING);

	const run = await trigger().poll();
	expect(run?.error).toBeUndefined();
	const documents = run?.json(TRIGGER) ?? [];
	expect(documents.map(({ type, status, stage }) => [type, status ?? stage])).toEqual([
		['Payout', 'paid'],
		['Payout', 'scheduled'],
		['Dispute', 'opened'],
	]);
	for (const document of documents) expect(parseDocument(document).ok).toBe(true);
	expect(run?.json(TRIGGER, 1)).toEqual([]);
	expect(run?.json(MAPPER, 1)).toEqual([]);
	// the planned one has moved nothing yet
	expect(run?.json(MAPPER)).toHaveLength(2);

	const { net, fee, open } = figures;
	expect(balanceOf('Payouts in transit')).toBe(net);
	expect(balanceOf('Payment processing fees')).toBe(fee);
	expect(balanceOf('Chargeback fees')).toBe(1500);
	expect(inClearing).toBe(net + fee + open + 1500 + pence(paidBy(orderOf(figures.dayBook, '#1003')).amount));
	expect(balanceOf(CLEARING)).toBe(open);
});

test('asked again there is no news, and what is read again is posted once', async () => {
	await expect(trigger().poll()).resolves.toBeUndefined();
	const before = bench.ledger().documents;
	const run = await bench
		.documentsFrom(
			{
				name: 'Payouts',
				type: 'n8n-nodes-storeledger.payouts',
				parameters: { gateway: 'shopifypayments', operation: 'period', from: START_FROM } as never,
			},
			{ isReader: true, changes: { [MAPPER]: { parameters: { accounts } as never } } },
		)
		.run({ start: 'Read History', items: [{ json: {} }] });
	expect(run.error).toBeUndefined();
	expect(run.json('Payouts')).toHaveLength(2);
	expect(run.json(POSTER)).toEqual([]);
	expect(bench.ledger().documents).toEqual(before);
});

test('the reader: single payouts, disputes, the account', async () => {
	const all = await reader({ operation: 'period', from: START_FROM });
	const [first] = all.json('Payouts');
	const id = (first?.source as IDataObject).externalId as string;
	const single = await reader({ operation: 'payouts', payoutIds: `${id}, 123456` });
	expect(single.json('Payouts')).toEqual([first]);
	const disputes = await reader({ operation: 'disputes', from: START_FROM });
	expect(disputes.json('Payouts')).toMatchObject([
		{ type: 'Dispute', stage: 'opened', fee: { amount: '15.00' } },
	]);
	const account = await reader({ operation: 'account' });
	expect(account.json('Payouts')).toMatchObject([
		{ gateway: 'shopifypayments', name: 'Lantern Works', currencies: ['GBP'], test: false, findings: [] },
	]);
});

test('the clearing account can have another name', async () => {
	const named = await reader({
		operation: 'period',
		from: START_FROM,
		gatewayName: 'other',
		otherGatewayName: 'card-gateway',
		timeZone: 'Asia/Tokyo',
	});
	expect(named.json('Payouts').map(({ gateway }) => gateway)).toEqual(['card-gateway', 'card-gateway']);
});
