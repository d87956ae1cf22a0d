/**
 * The WooCommerce connector reads whole shops from the lab, signed as the site's scheme wants it: what comes out is what the
 * lab's independent witness says must come out, to the cent.
 */
import { randomBytes } from 'node:crypto';
import { woocommerce } from '../../connectors/stores/woocommerce';
import { authorization, webhookSecretOf } from '../../connectors/stores/woocommerce/auth';
import type { SalesDocument } from '../../core/documents';
import { journalize } from '../../core/journal/journalize';
import { minorUnits } from '../../core/money/money';
import { DEFAULT_STORE_POLICY, type ReadOrder, type StoreSession } from '../../core/store/connector';
import type { Clock } from '../../core/transport/clock';
import { TransportError, type Http } from '../../core/transport/http';
import { builtIn } from '../../lab/daybook/builtIn';
import { builtInUs } from '../../lab/daybook/builtInUs';
import type { DayBook } from '../../lab/daybook/events';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { readDayBook } from '../../lab/daybook/readDayBook';
import type { Delivery, Webhook } from '../../lab/kit/webhooks';
import { World } from '../../lab/kit/world';
import {
	wooCommerceLab,
	type WooCommerceLab,
	type WooCommerceLabOptions,
} from '../../lab/stores/woocommerce';
import { describeWithShared, shared } from '../support/shared';

const WEEK = 'data/online-retail/daybook-2010-12-first-week.ndjson.gz';
const LAB = 'http://127.0.0.1:4011';
const YEAR = { from: '2026-01-01T00:00:00Z' };

const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
};

/** The network port straight into the lab, signed as the credential does it; counts the requests. */
function httpInto(lab: WooCommerceLab, calls: string[] = []): Http {
	const { siteUrl, consumerKey, consumerSecret } = lab.credentials;
	const keys = { url: siteUrl, baseUrl: LAB, consumerKey, consumerSecret };
	return async ({ method, url, query = {}, headers = {}, body }) => {
		const moment = { now: Date.now(), nonce: randomBytes(8).toString('hex') };
		const signed = authorization(keys, { method, url, query }, moment);
		const { pathname } = new URL(url);
		calls.push(`${method} ${pathname.replace('/wp-json/wc/v3', '')}`);
		const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
		const answer = await lab.handle({
			method,
			path: pathname,
			query: new URLSearchParams(query),
			headers: { host: '127.0.0.1:4011', ...Object.fromEntries(lowered), authorization: signed },
			rawBody: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
		});
		const text = Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : answer.body;
		const isJson = typeof text === 'string' && /^\s*[[{]/.test(text);
		const parsed: unknown = isJson ? JSON.parse(text) : text;
		return { status: answer.status, headers: answer.headers ?? {}, body: parsed };
	};
}

function openLab(dayBook: DayBook, options: WooCommerceLabOptions = {}, startAt?: number) {
	const world = new World(dayBook, startAt);
	return { world, lab: wooCommerceLab(world, { siteUrl: 'http://shop.example/store', ...options }) };
}

function open(lab: WooCommerceLab, calls?: string[], http: Http = httpInto(lab, calls)): StoreSession {
	const { siteUrl, consumerSecret } = lab.credentials;
	const settings = { store: siteUrl, baseUrl: LAB, webhookSecret: webhookSecretOf(consumerSecret) };
	return woocommerce.open(http, settings, DEFAULT_STORE_POLICY, realClock);
}

async function rows<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}

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
		const units = (text: string): bigint => BigInt(text.replace('.', ''));
		return [[role, currency, gateway ?? '', ...taxed].join(' ').trim(), units(debit) - units(credit)];
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

	test('gives the books that the witness works out from the day book alone', async () => {
		const orders = await rows(open(openLab(book).lab).changedOrders(YEAR));
		expect(
			heldOf(orders).map(({ source, findings }) => [source.externalNumber, source.kind, findings]),
		).toEqual([]);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(book));
	});

	test('gives the same documents however an order is read', async () => {
		const { lab } = openLab(book);
		const changed = await rows(open(lab).changedOrders(YEAR));
		const placed = await rows(open(lab).placedOrders(YEAR));
		const byId = await open(lab).ordersById(changed.map(({ externalId }) => externalId));
		const sorted = (orders: readonly ReadOrder[]) =>
			orders.toSorted((a, b) => Number(a.externalId) - Number(b.externalId));
		expect(sorted(placed)).toEqual(sorted(changed));
		expect(sorted(byId)).toEqual(sorted(changed));
	});

	test('gives the same books with taxes rounded at the subtotal, and to a site at https', async () => {
		for (const options of [{ roundAtSubtotal: true }, { siteUrl: 'https://shop.example' }]) {
			const orders = await rows(open(openLab(book, options).lab).changedOrders(YEAR));
			expect(heldOf(orders)).toEqual([]);
			expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(book));
		}
	});

	test('gives the same while the shop is overloaded, fails and cuts connections', async () => {
		const { lab } = openLab(book);
		const calm = await rows(open(lab).changedOrders(YEAR));
		let count = 0;
		const faulty: Http = async (request) => {
			count++;
			if (count % 7 === 1) throw new TransportError('uncertain', 'gave no answer');
			const fault = count % 5 === 2 ? 'serverError' : count % 4 === 3 ? 'rateLimited' : undefined;
			if (fault === undefined) return await httpInto(lab)(request);
			const { status, headers = {}, body } = lab.faultResponse(fault);
			return { status, headers, body };
		};
		const orders = await rows(open(lab, [], faulty).changedOrders(YEAR));
		expect(count).toBeGreaterThan(5);
		expect(orders).toEqual(calm);
	});

	test('reads each change once, wherever the reading is broken off and begun again', async () => {
		const { lab } = openLab(book);
		const all = await rows(open(lab).changedOrders(YEAR));
		const cuts = all.map(({ updatedAt }) => updatedAt);
		for (const cut of cuts.filter((_cut, index) => index % 5 === 0)) {
			const before = await rows(open(lab).changedOrders({ ...YEAR, to: cut }));
			const after = await rows(open(lab).changedOrders({ from: cut }));
			expect([...before, ...after].map(({ externalId }) => externalId)).toEqual(
				all.map(({ externalId }) => externalId),
			);
		}
	});

	test('an order in the trash comes out as removed, with what hinted at it', async () => {
		const deliveries: Webhook[] = [];
		const deliver = async (webhook: Webhook): Promise<Delivery> => {
			deliveries.push(webhook);
			return await Promise.resolve({ outcome: 'delivered', attempts: 1, status: 200 });
		};
		const { lab } = openLab(book, { deliver });
		const session = open(lab);
		const url = 'https://n8n.example/webhook/1/woocommerce';
		expect(await session.subscribe(url)).toHaveLength(4);
		expect((await session.webhooks()).map(({ active }) => active)).toEqual([true, true, true, true]);
		const [sold] = (await rows(session.changedOrders(YEAR))).filter(({ documents }) => documents.length > 0);
		const id = sold?.externalId ?? '';
		deliveries.length = 0;
		await httpInto(lab)({ method: 'DELETE', url: `${LAB}/wp-json/wc/v3/orders/${id}` });
		await lab.idle();
		const secret = webhookSecretOf(lab.credentials.consumerSecret);
		const hints = deliveries.map(({ headers, body }) => {
			const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
			const incoming = {
				headers: Object.fromEntries(lowered) as Record<string, string>,
				rawBody: Buffer.from(body),
				secrets: [secret],
				storeId: 'shop.example/store',
				receivedAt: Date.now(),
			};
			expect(woocommerce.verifyWebhook({ ...incoming, secrets: ['another'] }).genuine).toBe(false);
			const verdict = woocommerce.verifyWebhook(incoming);
			if (!verdict.genuine) throw new Error(verdict.reason);
			return verdict.hint;
		});
		expect(
			hints.filter(({ topic }) => topic === 'order.deleted').flatMap(({ orderIds }) => orderIds),
		).toEqual([id]);
		for (const orders of [await session.ordersById([id]), await rows(session.changedOrders(YEAR))]) {
			const removed = orders.filter(({ externalId }) => externalId === id);
			expect(removed.flatMap(({ documents }) => documents)).toEqual([]);
			expect(removed.flatMap(({ held }) => held.map(({ source }) => source.kind))).toEqual(['removal']);
		}
	});

	test('products, customers and rates can be read', async () => {
		const session = open(openLab(book).lab);
		const products = await rows(session.products());
		const customers = await rows(session.customers());
		const { rates, rounding, findings } = await session.taxSettings();
		expect(products.length).toBeGreaterThanOrEqual(book.products.length);
		// a gift card of any amount has no price, and one of parts of a penny fits no ledger's item
		const unpriced = products.flatMap((one) =>
			one.type === 'Held' ? one.findings.map(({ code }) => code) : [],
		);
		expect(unpriced.filter((code) => code !== 'AMOUNT_MISSING' && code !== 'AMOUNT_MALFORMED')).toEqual([]);
		expect(unpriced.length).toBeLessThan(products.length / 2);
		expect(customers).toHaveLength(book.customers.length);
		expect(customers.filter(({ type }) => type === 'Held')).toEqual([]);
		expect(rates.length).toBeGreaterThan(0);
		expect(rounding).toBe('line');
		expect(findings).toEqual([]);
	});
});

describeWithShared('a real week', () => {
	test('comes to the cent', async () => {
		const week = await readDayBook(shared(WEEK));
		const calls: string[] = [];
		const orders = await rows(open(openLab(week).lab, calls).changedOrders({ from: '2010-11-30T00:00:00Z' }));
		expect(
			heldOf(orders).map(({ source, findings }) => [source.externalNumber, source.kind, findings]),
		).toEqual([]);
		expect(balancesOf(documentsOf(orders))).toEqual(expectedBalances(week));
	}, 300_000);
});
