/**
 * The BigCommerce connector reads whole stores from the lab: what comes out is what the lab's independent witness says must
 * come out, to the cent.
 */
import { bigcommerce } from '../../connectors/stores/bigcommerce';
import { signingSecret } from '../../connectors/stores/bigcommerce/auth';
import type { SalesDocument } from '../../core/documents';
import { journalize } from '../../core/journal/journalize';
import { minorUnits } from '../../core/money/money';
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
import type { DayBook } from '../../lab/daybook/events';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { readDayBook } from '../../lab/daybook/readDayBook';
import type { Delivery, Webhook } from '../../lab/kit/webhooks';
import type { BigCommerceLab } from '../../lab/stores/bigcommerce';
import { describeWithShared, shared } from '../support/shared';
import { openStore } from './bigcommerce/support';

const ALL: OrderWindow = { from: '2010-11-30T00:00:00Z' };
/** Before the first order, and less than 90 days: subscriptions without events are switched off then. */
const START = Date.parse('2026-07-15T00:00:00Z');
const BASE = 'http://127.0.0.1:4030';
const clock: Clock = { now: () => Date.now(), sleep: async () => await Promise.resolve() };

/** The network port straight into the lab; notes the requests. */
function httpInto(lab: BigCommerceLab, calls: string[] = []): Http {
	return async ({ method, url, query = {}, headers = {}, body }) => {
		const { pathname } = new URL(url);
		calls.push(`${method} ${pathname}`);
		const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
		const answer = await lab.handle({
			method,
			path: pathname,
			query: new URLSearchParams(query),
			headers: { ...Object.fromEntries(lowered), 'x-auth-token': lab.credentials.accessToken },
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

function open(lab: BigCommerceLab, http: Http = httpInto(lab)): StoreSession {
	const settings = { store: lab.credentials.storeHash, baseUrl: BASE, webhookSecret: 'our secret' };
	return bigcommerce.open(http, settings, DEFAULT_STORE_POLICY, clock);
}

async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}

const documentsOf = (orders: readonly ReadOrder[]): SalesDocument[] =>
	orders.flatMap(({ documents }) => documents);
const heldOf = (orders: readonly ReadOrder[]) =>
	orders.flatMap(({ held }) => held.map(({ id, findings }) => [id, findings.map(({ message }) => message)]));

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
	const { balances } = expectedBooks(dayBook, { currency: 'order' });
	const entries = balances.map(({ role, currency, gateway, tax, debit, credit }): [string, bigint] => {
		const taxed = tax === undefined ? [] : [tax.name, tax.rate, tax.country, tax.region];
		const cents = (text: string): bigint => BigInt(text.replace('.', ''));
		return [[role, currency, gateway ?? '', ...taxed].join(' ').trim(), cents(debit) - cents(credit)];
	});
	return Object.fromEntries(entries.sort());
}

describe.each([
	['pounds, prices with VAT', builtIn],
	['dollars, prices without tax, foreign orders, a marketplace', builtInUs],
])("the lab's own shop in %s", (_, dayBook) => {
	const book = dayBook();
	const { lab } = openStore(book);

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

	test('gives the same while BigCommerce is overloaded, fails and cuts connections', async () => {
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
		const orders = await collect(open(lab, faulty).changedOrders({ from: '2026-01-01T00:00:00Z' }));
		expect(count).toBeGreaterThan(5);
		expect(orders).toEqual(calm);
	});

	test('names each permission that is missing', async () => {
		const { lab: strict } = openStore(book, {
			scopes: ['store_v2_orders_read_only', 'store_v2_information_read_only'],
		});
		const { findings } = await open(strict).shop();
		expect(findings.map(({ evidence }) => evidence?.['permission'])).toEqual([
			'"Order Transactions: read-only" (store_v2_transactions_read_only)',
			'"Products: read-only" (store_v2_products_read_only)',
			'"Customers: read-only" (store_v2_customers_read_only)',
		]);
		expect((await open(lab).shop()).findings).toEqual([]);
	});

	test('gives its products, customers and taxes', async () => {
		const products = await collect(open(lab).products());
		const customers = await collect(open(lab).customers());
		expect(products.length).toBeGreaterThan(2);
		expect([...products, ...customers].filter(({ type }) => type === 'Held')).toEqual([]);
		const skus = new Set(book.products.map(({ sku }) => sku));
		for (const product of products) expect(product.type === 'Product' && skus.has(product.code)).toBe(true);
		const settings = await open(lab).taxSettings();
		expect(settings.findings).toEqual([]);
		expect(settings.rates.length).toBeGreaterThan(0);
	});

	test('takes signed webhooks only as hints at orders that can be read', async () => {
		const deliveries: Webhook[] = [];
		const deliver = async (webhook: Webhook): Promise<Delivery> => {
			deliveries.push(webhook);
			return await Promise.resolve({ outcome: 'delivered', attempts: 1, status: 200 });
		};
		const { lab: other, world } = openStore(book, { allowHttpLoopback: true, deliver }, START);
		const session = open(other);
		await session.subscribe('http://127.0.0.1:5678/webhook/1/bigcommerce');
		await world.advanceTo(Number.POSITIVE_INFINITY);
		await other.idle();
		const { storeHash, clientSecret } = other.credentials;
		const hinted = new Set<string>();
		for (const { headers, body } of deliveries) {
			const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
			const incoming = {
				headers: Object.fromEntries(lowered) as Record<string, string>,
				rawBody: Buffer.from(body),
				secrets: [signingSecret(clientSecret)],
				storeId: storeHash,
				receivedAt: Date.now(),
			};
			const verdict = bigcommerce.verifyWebhook(incoming);
			if (!verdict.genuine) throw new Error(verdict.reason);
			for (const id of verdict.hint.orderIds) hinted.add(id);
			expect(bigcommerce.verifyWebhook({ ...incoming, secrets: ['our secret'] }).genuine).toBe(true);
			expect(bigcommerce.verifyWebhook({ ...incoming, secrets: ['another'] }).genuine).toBe(false);
		}
		expect(deliveries.length).toBeGreaterThan(10);
		const orders = await session.ordersById([...hinted]);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(book));
	});
});

describeWithShared('a real week', () => {
	test('comes page by page, to the cent, in about two requests an order', async () => {
		const week = await readDayBook(shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz'));
		const calls: string[] = [];
		const { lab } = openStore(week);
		const orders = await collect(open(lab, httpInto(lab, calls)).changedOrders(ALL));
		expect(heldOf(orders)).toEqual([]);
		expect(new Set(orders.map(({ externalId }) => externalId)).size).toBe(631);
		expect(calls.length / orders.length).toBeLessThan(2.2);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(week));
	}, 300_000);
});
