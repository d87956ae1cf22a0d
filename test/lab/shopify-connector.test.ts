/**
 * The Shopify connector reads a real week of a shop from the lab, in each way it can read, and what comes out is what the
 * day book's own README says must come out.
 */
import { shopify } from '../../connectors/stores/shopify';
import type { LineType, Refund, Sale, SaleLine, SalesDocument } from '../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../core/money/money';
import {
	DEFAULT_STORE_POLICY,
	type OrderWindow,
	type ReadOrder,
	type StoreSession,
} from '../../core/store/connector';
import type { Clock } from '../../core/transport/clock';
import type { Http } from '../../core/transport/http';
import { readDayBook } from '../../lab/daybook/readDayBook';
import type { DayBook } from '../../lab/daybook/events';
import type { ShopifyLab } from '../../lab/stores/shopify';
import { describeWithShared, shared } from '../support/shared';
import { openShop } from './shopify/support';

const WEEK = 'data/online-retail/daybook-2010-12-first-week.ndjson.gz';
const ALL: OrderWindow = { from: '2010-11-30T00:00:00Z' };
const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
};

/** The network port straight into the lab; counts the requests. */
function httpInto(lab: ShopifyLab, calls: string[] = []): Http {
	return async ({ method, url, headers = {}, body, anonymous }) => {
		const { pathname } = new URL(url);
		calls.push(typeof body === 'object' && body !== null ? String(Reflect.get(body, 'operationName')) : pathname);
		const token = anonymous === true ? {} : { 'x-shopify-access-token': lab.credentials.accessToken };
		const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
		const answer = await lab.handle({
			method,
			path: pathname,
			query: new URLSearchParams(),
			headers: { host: '127.0.0.1:4010', ...Object.fromEntries(lowered), ...token },
			rawBody: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
		});
		const text = Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : answer.body;
		return {
			status: answer.status,
			headers: answer.headers ?? {},
			body: typeof text === 'string' ? text : (JSON.parse(JSON.stringify(text)) as unknown),
		};
	};
}

function open(lab: ShopifyLab, calls?: string[], timeZone?: string): StoreSession {
	const policy = { ...DEFAULT_STORE_POLICY, ...(timeZone === undefined ? {} : { timeZone }) };
	return shopify.open(
		httpInto(lab, calls),
		{ store: lab.credentials.shopDomain, baseUrl: 'http://127.0.0.1:4010' },
		policy,
		realClock,
	);
}

async function collect(pages: AsyncIterable<readonly ReadOrder[]>): Promise<ReadOrder[]> {
	const orders: ReadOrder[] = [];
	for await (const page of pages) orders.push(...page);
	return orders;
}

const gbp = (amounts: Iterable<Money>): string => {
	let sum = 0n;
	for (const amount of amounts) sum += minorUnits(amount);
	return fromMinorUnits(sum, 'GBP').amount;
};

const sales = (documents: readonly SalesDocument[]): Sale[] => documents.filter((one) => one.type === 'Sale');
const refunds = (documents: readonly SalesDocument[]): Refund[] => documents.filter((one) => one.type === 'Refund');
const taxes = (lines: readonly Pick<SaleLine, 'taxes'>[]): Money[] =>
	lines.flatMap((line) => line.taxes.map(({ amount }) => amount));

function net(amount: Money, line: Pick<SaleLine, 'taxes'>): Money {
	const tax = taxes([line]).reduce((sum, one) => sum + minorUnits(one), 0n);
	return fromMinorUnits(minorUnits(amount) - tax, amount.currency);
}

function figuresOf(documents: readonly SalesDocument[]) {
	const sold = sales(documents).flatMap(({ lines }) => lines);
	const back = refunds(documents);
	const received = [
		...sales(documents).flatMap(({ payments }) => payments),
		...documents.flatMap((one) => (one.type === 'Payment' && one.direction === 'received' ? [one.payment] : [])),
	];
	const captured = (gateway: string) =>
		gbp(received.filter((payment) => payment.gateway === gateway).map(({ amount }) => amount));
	const netOf = (type: LineType) =>
		gbp(
			sold
				.filter((line) => line.type === type)
				.map((line) => net(fromMinorUnits(minorUnits(line.gross) - minorUnits(line.discount), 'GBP'), line)),
		);
	return {
		sales: sales(documents).length,
		refunds: back.length,
		payments: documents.filter(({ type }) => type === 'Payment').length,
		orderTotals: gbp(sales(documents).map(({ totals }) => totals.total)),
		itemsBeforeDiscount: gbp(sold.filter(({ type }) => type === 'item').map(({ gross }) => gross)),
		discounts: gbp(sold.map(({ discount }) => discount)),
		netItems: netOf('item'),
		netShipping: netOf('shipping'),
		netFees: netOf('fee'),
		giftCardsSold: netOf('giftCard'),
		vat: gbp(taxes(sold)),
		captured: Object.fromEntries(
			['shopify_payments', 'paypal', 'stripe', 'bank_transfer', 'gift_card'].map((one) => [one, captured(one)]),
		),
		refunded: gbp(back.map(({ totals }) => totals.total)),
		refundedItems: gbp(back.flatMap(({ lines }) => lines.map((line) => net(line.amount, line)))),
		refundedAdjustments: gbp(back.flatMap(({ adjustments }) => adjustments.map((one) => net(one.amount, one)))),
		refundedVat: gbp(back.flatMap(({ lines, adjustments }) => [...taxes(lines), ...taxes(adjustments)])),
	};
}

/** The first column of the README of the data set. */
const README = {
	sales: 631,
	refunds: 67,
	payments: 54,
	orderTotals: '325262.49',
	itemsBeforeDiscount: '314887.45',
	discounts: '1057.67',
	netItems: '269898.80',
	netShipping: '9029.28',
	netFees: '890.58',
	giftCardsSold: '0.00',
	vat: '45443.83',
	captured: {
		shopify_payments: '106020.16',
		paypal: '28245.43',
		stripe: '12027.53',
		bank_transfer: '178839.42',
		gift_card: '129.95',
	},
	refunded: '1683.22',
	refundedItems: '1427.08',
	refundedAdjustments: '24.93',
	refundedVat: '231.21',
};

describeWithShared('the Shopify connector on a real week in the lab', () => {
	let week: DayBook;
	let lab: ShopifyLab;

	beforeAll(async () => {
		week = await readDayBook(shared(WEEK));
		({ lab } = openShop(week, { plan: 'plus' }));
	});

	test.each([
		['changed', (session: StoreSession) => session.changedOrders(ALL)],
		['placed', (session: StoreSession) => session.placedOrders(ALL)],
	] as const)('all orders that were %s, to the cent', async (_, read) => {
		const calls: string[] = [];
		const orders = await collect(read(open(lab, calls)));
		expect(orders.flatMap(({ held }) => held)).toEqual([]);
		expect(figuresOf(orders.flatMap(({ documents }) => documents))).toEqual(README);
		expect(new Set(orders.map(({ externalId }) => externalId)).size).toBe(631);
		console.log(calls.reduce<Record<string, number>>((all, call) => ({ ...all, [call]: (all[call] ?? 0) + 1 }), {}));
	});
});
