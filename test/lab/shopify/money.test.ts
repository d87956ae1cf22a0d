/** A real week of a shop: what Shopify's fields add up to equals the day book, order by order and in sum, to the cent. */
import Big from 'big.js';
import type { DayBook, DayBookLine, OrderEvent } from '../../../lab/daybook/events';
import { readDayBook } from '../../../lab/daybook/readDayBook';
import { describeWithShared, shared } from '../../support/shared';
import { allNodes, cents, openShop, shopCents, type Json, type Shop } from './support';

const BAG = '{ shopMoney { amount currencyCode } }';
const ORDERS = `query Money($after: String) {
	orders(first: 20, after: $after, sortKey: ID) {
		pageInfo { hasNextPage endCursor }
		nodes {
			id legacyResourceId name processedAt updatedAt taxesIncluded displayFinancialStatus
			subtotalPriceSet ${BAG} totalDiscountsSet ${BAG} totalShippingPriceSet ${BAG} totalTaxSet ${BAG} totalPriceSet ${BAG}
			originalTotalPriceSet ${BAG} currentTotalPriceSet ${BAG} currentTotalTaxSet ${BAG} currentSubtotalPriceSet ${BAG}
			totalReceivedSet ${BAG} totalRefundedSet ${BAG} totalOutstandingSet ${BAG} netPaymentSet ${BAG} refundDiscrepancySet ${BAG}
			taxLines { rate priceSet ${BAG} }
			lineItems(first: 250) { pageInfo { hasNextPage endCursor } nodes {
				id quantity originalUnitPriceSet ${BAG} originalTotalSet ${BAG} discountAllocations { allocatedAmountSet ${BAG} } taxLines { priceSet ${BAG} } } }
			shippingLines(first: 10) { nodes { discountedPriceSet ${BAG} taxLines { priceSet ${BAG} } } }
			transactions(first: 20) { kind status gateway amountSet ${BAG} fees { amount { amount } } }
			refunds(first: 20) {
				totalRefundedSet ${BAG}
				refundLineItems(first: 100) { nodes { subtotalSet ${BAG} totalTaxSet ${BAG} } }
				orderAdjustments(first: 10) { nodes { amountSet ${BAG} taxAmountSet ${BAG} } }
			}
			agreements(first: 20) { nodes { sales(first: 200) { pageInfo { hasNextPage } nodes { totalAmount ${BAG} } } } }
		}
	}
}`;
const LINES = `query Lines($id: ID!, $after: String) { order(id: $id) { lineItems(first: 250, after: $after) {
	pageInfo { hasNextPage endCursor } nodes {
		id quantity originalUnitPriceSet ${BAG} originalTotalSet ${BAG} discountAllocations { allocatedAmountSet ${BAG} } taxLines { priceSet ${BAG} } } } } }`;

const toCents = (amount: Big | string): number => new Big(amount).times(100).toNumber();

const lineCents = (line: DayBookLine): number =>
	toCents(new Big(line.quantity).times(line.unitPrice).round(2, Big.roundHalfUp).minus(line.discount));

const bookTotal = ({ lines }: OrderEvent): number => lines.reduce((sum, line) => sum + lineCents(line), 0);

const sum = (list: readonly Json[], of: (one: Json) => number): number =>
	list.reduce<number>((total, one) => total + of(one), 0);

/** The lines of an order, however many there are. */
async function allLines(shop: Shop, order: Json): Promise<Json[]> {
	const lines: Json[] = [...order.lineItems.nodes];
	let { pageInfo } = order.lineItems;
	while (pageInfo.hasNextPage) {
		const page: Json = await shop.data(LINES, { id: order.id, after: pageInfo.endCursor });
		lines.push(...page.order.lineItems.nodes);
		({ pageInfo } = page.order.lineItems);
	}
	return lines;
}

describeWithShared('the first week of Online Retail', () => {
	let book: DayBook;
	let shop: Shop;
	let orders: Json[];
	const placed = new Map<string, OrderEvent>();
	const eventsOf = <K extends DayBook['events'][number]['kind']>(kind: K) =>
		book.events.filter(
			(event): event is Extract<DayBook['events'][number], { kind: K }> => event.kind === kind,
		);

	beforeAll(async () => {
		book = await readDayBook(shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz'));
		shop = openShop(book);
		for (const order of eventsOf('order')) placed.set(order.id, order);
		orders = await allNodes(shop, ORDERS, 'orders');
	}, 300_000);

	test('every order is there once', () => {
		expect(orders).toHaveLength(631);
		expect(new Set(orders.map(({ legacyResourceId }) => legacyResourceId)).size).toBe(631);
	});

	test('each order costs what the day book says', () => {
		for (const order of orders) {
			const event = placed.get(order.legacyResourceId);
			if (event === undefined) throw new Error(`no order ${order.legacyResourceId}`);
			expect({ name: order.name, total: shopCents(order.totalPriceSet) }).toEqual({
				name: event.number,
				total: bookTotal(event),
			});
			expect(shopCents(order.originalTotalPriceSet)).toBe(bookTotal(event));
		}
	});

	test('lines, taxes and discounts add up within each order', async () => {
		for (const order of orders) {
			const lines = await allLines(shop, order);
			expect(lines).toHaveLength(
				placed.get(order.legacyResourceId)?.lines.filter(({ type }) => type !== 'shipping').length ?? -1,
			);
			const discounts = sum(lines, (line) =>
				sum(line.discountAllocations, ({ allocatedAmountSet }) => shopCents(allocatedAmountSet)),
			);
			const items = sum(lines, ({ originalTotalSet }) => shopCents(originalTotalSet)) - discounts;
			const shipping = sum(order.shippingLines.nodes, ({ discountedPriceSet }) =>
				shopCents(discountedPriceSet),
			);
			const taxed = [...lines, ...order.shippingLines.nodes];
			const tax = sum(taxed, ({ taxLines }) => sum(taxLines, ({ priceSet }) => shopCents(priceSet)));
			expect(shopCents(order.subtotalPriceSet)).toBe(items);
			expect(shopCents(order.totalDiscountsSet)).toBe(discounts);
			expect(shopCents(order.totalTaxSet)).toBe(tax);
			expect(sum(order.taxLines, ({ priceSet }) => shopCents(priceSet))).toBe(tax);
			expect(shopCents(order.totalPriceSet)).toBe(items + shipping);
		}
	});

	test('in sum: totals, discounts, VAT and each gateway as the data set tells them', () => {
		const total = (field: string): number => sum(orders, (order) => shopCents(order[field]));
		expect(total('totalPriceSet')).toBe(325_262_49);
		expect(total('totalDiscountsSet')).toBe(1_057_67);
		expect(total('totalTaxSet')).toBe(45_443_83);
		expect(total('totalRefundedSet')).toBe(1_683_22);
		expect(total('totalOutstandingSet')).toBe(0);
		expect(total('netPaymentSet')).toBe(325_262_49 - 1_683_22);
		const received = new Map<string, number>();
		let fees = 0;
		for (const transaction of orders.flatMap((order) => order.transactions)) {
			fees += sum(transaction.fees, ({ amount }) => cents(amount.amount));
			if (transaction.status !== 'SUCCESS' || transaction.kind === 'REFUND') continue;
			const before = received.get(transaction.gateway) ?? 0;
			received.set(transaction.gateway, before + shopCents(transaction.amountSet));
		}
		expect(Object.fromEntries(received)).toEqual({
			shopify_payments: 106_020_16,
			paypal: 28_245_43,
			stripe: 12_027_53,
			bank_transfer: 178_839_42,
			gift_card: 129_95,
		});
		// only Shopify Payments tells its fees; those of the other gateways are not Shopify's to know
		expect(fees).toBe(1_690_00);
	});

	test('refunds: lines, tax and adjustments are what the day book says', () => {
		const refunds = orders.flatMap((order) => order.refunds);
		expect(refunds).toHaveLength(eventsOf('refund').length);
		const back = refunds.flatMap((refund) => refund.refundLineItems.nodes);
		const adjusted = refunds.flatMap((refund) => refund.orderAdjustments.nodes);
		const tax = sum(back, ({ totalTaxSet }) => shopCents(totalTaxSet));
		const gross = sum(back, ({ subtotalSet }) => shopCents(subtotalSet));
		expect(gross - tax).toBe(1_427_08);
		// negative in the customer's favour, and the amount is without its tax
		expect(sum(adjusted, ({ amountSet }) => shopCents(amountSet))).toBe(-24_93);
		expect(sum(adjusted, ({ taxAmountSet }) => shopCents(taxAmountSet))).toBe(-4_36);
		expect(tax + 4_36).toBe(231_21);
	});

	test('the three tenses agree: current = total - refunded lines, and nothing is outstanding', () => {
		for (const order of orders) {
			const back = order.refunds.flatMap((refund: Json) => refund.refundLineItems.nodes);
			const gross = sum(back, ({ subtotalSet }) => shopCents(subtotalSet));
			const tax = sum(back, ({ totalTaxSet }) => shopCents(totalTaxSet));
			expect(shopCents(order.currentTotalPriceSet)).toBe(shopCents(order.totalPriceSet) - gross);
			expect(shopCents(order.currentSubtotalPriceSet)).toBe(shopCents(order.subtotalPriceSet) - gross);
			expect(shopCents(order.currentTotalTaxSet)).toBe(shopCents(order.totalTaxSet) - tax);
			expect(shopCents(order.totalOutstandingSet)).toBe(0);
		}
	});

	test('the sales ledger adds up to current total and adjustments', () => {
		for (const order of orders) {
			if (order.agreements.nodes.some(({ sales }: Json) => sales.pageInfo.hasNextPage)) continue;
			const ledger = sum(order.agreements.nodes, ({ sales }) =>
				sum(sales.nodes, ({ totalAmount }) => shopCents(totalAmount)),
			);
			expect(ledger).toBe(shopCents(order.currentTotalPriceSet) + shopCents(order.refundDiscrepancySet));
		}
	});

	test('status and time of the last change follow the events', () => {
		const latest = new Map<string, number>();
		for (const event of book.events) {
			const key = event.kind === 'order' ? event.id : 'orderId' in event ? event.orderId : undefined;
			if (key !== undefined && 'at' in event) latest.set(key, Date.parse(event.at));
		}
		const refunded = new Set(eventsOf('refund').map(({ orderId }) => orderId));
		for (const order of orders) {
			expect(Date.parse(order.updatedAt)).toBe(latest.get(order.legacyResourceId));
			const expected = refunded.has(order.legacyResourceId) ? /^(PARTIALLY_)?REFUNDED$/ : /^PAID$/;
			expect(order.displayFinancialStatus).toMatch(expected);
		}
	});
});
