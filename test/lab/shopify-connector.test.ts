/**
 * The Shopify connector reads whole shops from the lab, in each way it can read: what comes out is what the day books' own
 * figures and the lab's independent witness say must come out, to the cent.
 */
import { shopify } from '../../connectors/stores/shopify';
import type { LineType, Refund, Sale, SaleLine, SalesDocument } from '../../core/documents';
import { journalize } from '../../core/journal/journalize';
import { fromMinorUnits, minorUnits, type Money } from '../../core/money/money';
import {
	DEFAULT_STORE_POLICY,
	type OrderWindow,
	type ReadOrder,
	type StoreSession,
} from '../../core/store/connector';
import type { Clock } from '../../core/transport/clock';
import { TransportError, type Http } from '../../core/transport/http';
import { builtIn } from '../../lab/daybook/builtIn';
import { builtInUs } from '../../lab/daybook/builtInUs';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { readDayBook } from '../../lab/daybook/readDayBook';
import type { DayBook } from '../../lab/daybook/events';
import type { Delivery, Webhook } from '../../lab/kit/webhooks';
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
		calls.push(
			typeof body === 'object' && body !== null ? String(Reflect.get(body, 'operationName')) : pathname,
		);
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

function open(lab: ShopifyLab, calls?: string[], http: Http = httpInto(lab, calls)): StoreSession {
	const settings = { store: lab.credentials.shopDomain, baseUrl: 'http://127.0.0.1:4010' };
	return shopify.open(http, settings, DEFAULT_STORE_POLICY, realClock);
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
const refunds = (documents: readonly SalesDocument[]): Refund[] =>
	documents.filter((one) => one.type === 'Refund');
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
		...documents.flatMap((one) =>
			one.type === 'Payment' && one.direction === 'received' ? [one.payment] : [],
		),
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
			['shopify_payments', 'paypal', 'stripe', 'bank_transfer', 'gift_card'].map((one) => [
				one,
				captured(one),
			]),
		),
		refunded: gbp(back.map(({ totals }) => totals.total)),
		refundedItems: gbp(back.flatMap(({ lines }) => lines.map((line) => net(line.amount, line)))),
		refundedAdjustments: gbp(
			back.flatMap(({ adjustments }) => adjustments.map((one) => net(one.amount, one))),
		),
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

/** What documents do to the books, by role, gateway and tax: in the form of the lab's witness. */
function balancesOf(documents: readonly SalesDocument[]) {
	const balances = new Map<string, bigint>();
	for (const document of documents) {
		const entry = journalize(document);
		if (!entry.ok) throw new Error(JSON.stringify(entry.findings));
		for (const { role, side, amount, facts } of entry.value?.lines ?? []) {
			const isTax = role === 'taxPayable' || role === 'marketplaceTax';
			const tax = isTax ? [facts.taxName, facts.taxRate, facts.country, facts.region] : [];
			const key = [role, amount.currency, role === 'clearing' ? facts.gateway : '', ...tax].join(' ').trim();
			balances.set(key, (balances.get(key) ?? 0n) + (side === 'debit' ? 1n : -1n) * minorUnits(amount));
		}
	}
	return Object.fromEntries([...balances].filter(([, units]) => units !== 0n).sort());
}

function expectedBalances(dayBook: DayBook) {
	const { balances } = expectedBooks(dayBook);
	const entries = balances.map(({ role, currency, gateway, tax, debit, credit }): [string, bigint] => {
		const taxed = tax === undefined ? [] : [tax.name, tax.rate, tax.country, tax.region];
		const cents = (text: string): bigint => BigInt(text.replace('.', ''));
		return [[role, currency, gateway ?? '', ...taxed].join(' ').trim(), cents(debit) - cents(credit)];
	});
	return Object.fromEntries(entries.sort());
}

const documentsOf = (orders: readonly ReadOrder[]): SalesDocument[] =>
	orders.flatMap(({ documents }) => documents);
const heldOf = (orders: readonly ReadOrder[]) => orders.flatMap(({ held }) => held);

describe.each([
	['pounds, prices with VAT', builtIn],
	['dollars, prices without tax, foreign orders, a marketplace', builtInUs],
])("the lab's own shop in %s", (_, dayBook) => {
	const book = dayBook();
	const { lab } = openShop(book);

	test('gives the books that the witness works out from the day book alone', async () => {
		const orders = await collect(open(lab).changedOrders({ from: '2026-01-01T00:00:00Z' }));
		expect(heldOf(orders)).toEqual([]);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(book));
	});

	test('gives the same documents however an order is read', async () => {
		const changed = await collect(open(lab).changedOrders({ from: '2026-01-01T00:00:00Z' }));
		const placed = await collect(open(lab).placedOrders({ from: '2026-01-01T00:00:00Z' }));
		const byId = await open(lab).ordersById(changed.map(({ externalId }) => externalId));
		const sorted = (orders: readonly ReadOrder[]) =>
			orders.toSorted((a, b) => Number(a.externalId) - Number(b.externalId));
		expect(sorted(placed)).toEqual(sorted(changed));
		expect(sorted(byId)).toEqual(sorted(changed));
	});

	test('gives the same while Shopify is overloaded, fails and cuts connections', async () => {
		const calm = await collect(open(lab).changedOrders({ from: '2026-01-01T00:00:00Z' }));
		let count = 0;
		const faulty: Http = async (request) => {
			count++;
			if (count % 7 === 1) throw new TransportError('uncertain', 'gave no answer');
			const fault = count % 5 === 2 ? 'serverError' : count % 4 === 3 ? 'rateLimited' : undefined;
			if (fault === undefined) return await httpInto(lab)(request);
			const { status, headers = {}, body } = lab.faultResponse(fault);
			return { status, headers, body };
		};
		const orders = await collect(open(lab, [], faulty).changedOrders({ from: '2026-01-01T00:00:00Z' }));
		expect(count).toBeGreaterThan(5);
		expect(orders).toEqual(calm);
	});

	test('gives the same books to an app that may only read orders; documents then name no customers', async () => {
		const { lab: strict } = openShop(book, { scopes: ['read_orders', 'read_all_orders'] });
		const session = open(strict);
		const { findings } = await session.shop();
		expect(findings.map(({ evidence }) => evidence?.['permission'])).toEqual([
			'read_customers',
			'read_payment_terms',
		]);
		const orders = await collect(session.changedOrders({ from: '2026-01-01T00:00:00Z' }));
		expect(heldOf(orders)).toEqual([]);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(book));
		expect(JSON.stringify(orders)).not.toContain('"customer"');
	});

	test('names people on invoices only', async () => {
		const { lab: frank } = openShop(book, { protectedData: 'granted' });
		const orders = await collect(open(frank).changedOrders({ from: '2026-01-01T00:00:00Z' }));
		for (const sale of sales(documentsOf(orders))) {
			const isInvoice = minorUnits(sale.totals.outstanding) > 0n;
			if (sale.customer !== undefined) expect(sale.customer.name !== undefined).toBe(isInvoice);
		}
	});

	test('takes signed webhooks only as hints at orders that can be read', async () => {
		const { lab: other, world } = openShop(book, { allowHttpLoopback: true, deliver }, 0);
		const session = open(other);
		await session.subscribe('http://127.0.0.1:5678/webhook/1/shopify');
		expect(await session.webhooks()).toHaveLength(4);
		deliveries.length = 0;
		await world.advanceTo(Number.POSITIVE_INFINITY);
		await other.idle();
		const { shopDomain, clientSecret } = other.credentials;
		const hinted = new Set<string>();
		for (const { headers, body } of deliveries) {
			const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
			const incoming = {
				headers: Object.fromEntries(lowered) as Record<string, string>,
				rawBody: Buffer.from(body),
				secrets: [clientSecret],
				storeId: shopDomain,
				receivedAt: Date.now(),
			};
			const verdict = shopify.verifyWebhook(incoming);
			if (!verdict.genuine) throw new Error(verdict.reason);
			for (const id of verdict.hint.orderIds) hinted.add(id);
			expect(shopify.verifyWebhook({ ...incoming, secrets: ['another'] }).genuine).toBe(false);
		}
		const orders = await session.ordersById([...hinted]);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(book));
	});
});

const deliveries: Webhook[] = [];
const deliver = async (webhook: Webhook): Promise<Delivery> => {
	deliveries.push(webhook);
	return await Promise.resolve({ outcome: 'delivered', attempts: 1, status: 200 });
};

describeWithShared('a real week', () => {
	test('comes by pages and by a bulk operation, to the cent', async () => {
		const week = await readDayBook(shared(WEEK));
		const calls: string[] = [];
		const orders = await collect(open(openShop(week).lab, calls).changedOrders(ALL));
		expect(calls).toEqual(expect.arrayContaining(['Orders', 'BulkRun', 'Refunds']));
		expect(heldOf(orders)).toEqual([]);
		const changes = orders.map(({ updatedAt }) => updatedAt);
		expect(changes).toEqual(changes.toSorted());
		expect(new Set(orders.map(({ externalId }) => externalId)).size).toBe(631);
		const documents = documentsOf(orders);
		expect(figuresOf(documents)).toEqual(README);
		expect(balancesOf(documents)).toEqual(expectedBalances(week));
	}, 300_000);
});
