/** Whatever an order consists of: its sale adds up to what the shop states, and refunds in parts return exactly its tax. */
import fc from 'fast-check';
import { toDocuments } from '../../../../connectors/stores/shopify/toDocuments';
import type { Refund, Sale } from '../../../../core/documents';
import { minorUnits } from '../../../../core/money/money';
import { context, goldenOrder, type Json } from './support';

const bag = (units: bigint | number): Json => {
	const text = String(units).padStart(3, '0');
	return { shopMoney: { amount: `${text.slice(0, -2)}.${text.slice(-2)}`, currencyCode: 'USD' } };
};
const both = (units: bigint | number): Json => ({ ...bag(units), presentmentMoney: bag(units).shopMoney });

const anyTax = fc.record({
	title: fc.constantFrom('State Tax', 'County Tax', 'City Tax'),
	rate: fc.constantFrom(0, 0.0375, 0.06, 0.2),
	units: fc.nat({ max: 900 }),
	channelLiable: fc.constantFrom(true, false, null),
});

const anyLine = fc
	.record({
		quantity: fc.integer({ min: 1, max: 40 }),
		unit: fc.nat({ max: 50_000 }),
		discounts: fc.array(fc.nat({ max: 100 }), { maxLength: 2 }),
		taxes: fc.array(anyTax, { maxLength: 3 }),
		isGiftCard: fc.boolean(),
	})
	// taxes and discounts fit into their line
	.filter(({ quantity, unit, taxes, discounts }) => {
		const parts = [...taxes.map(({ units }) => units), ...discounts];
		return parts.reduce((sum, one) => sum + one, 0) <= quantity * unit;
	});

type AnyLine = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;

const taxLines = (taxes: AnyLine['taxes']): Json[] =>
	taxes.map(({ units, ...tax }) => ({ ...tax, priceSet: bag(units) }));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const taxOf = (lines: readonly AnyLine[]): number =>
	sum(lines.flatMap(({ taxes }) => taxes.map(({ units }) => units)));
const netOf = (line: AnyLine): number => line.quantity * line.unit - sum(line.discounts);

/** An order of these lines, paid in full by these shares. */
function orderOf(
	lines: readonly AnyLine[],
	shipping: number,
	taxesIncluded: boolean,
	shares: readonly number[],
): Json {
	const order = goldenOrder('plain-paid');
	const total = sum(lines.map(netOf)) + shipping + (taxesIncluded ? 0 : taxOf(lines));
	order.taxesIncluded = taxesIncluded;
	order.lineItems.nodes = lines.map((line, index) => ({
		...order.lineItems.nodes[0],
		id: `gid://shopify/LineItem/${index + 1}`,
		quantity: line.quantity,
		isGiftCard: line.isGiftCard,
		originalUnitPriceSet: bag(line.unit),
		originalTotalSet: bag(line.quantity * line.unit),
		discountAllocations: line.discounts.map((units) => ({
			allocatedAmountSet: bag(units),
			discountApplication: {},
		})),
		taxLines: taxLines(line.taxes),
	}));
	order.shippingLines.nodes = [
		{
			id: 'gid://shopify/ShippingLine/900',
			title: 'Ground',
			originalPriceSet: bag(shipping),
			discountAllocations: [],
			taxLines: [],
		},
	];
	order.totalPriceSet = both(total);
	order.originalTotalPriceSet = bag(total);
	order.totalTaxSet = bag(taxOf(lines));
	const [template] = order.transactions;
	const whole = sum(shares);
	const parts = shares.map((share) => Math.floor((total * share) / whole));
	parts[0]! += total - sum(parts);
	order.transactions = parts.map((units, index) => ({
		...template,
		id: `gid://shopify/OrderTransaction/${index + 1}`,
		amountSet: bag(units),
	}));
	return order;
}

const anyOrder = fc
	.tuple(
		fc.array(anyLine, { minLength: 1, maxLength: 8 }),
		fc.nat({ max: 5_000 }),
		fc.boolean(),
		fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
	)
	.map((parts) => ({
		lines: parts[0],
		shipping: parts[1],
		taxesIncluded: parts[2],
		order: orderOf(...parts),
	}));

const units = (
	amounts: readonly { readonly amount: { readonly amount: string; readonly currency: string } }[],
): bigint => amounts.reduce((total, { amount }) => total + minorUnits(amount), 0n);

function onlySale(order: Json): Sale {
	const { documents, held } = toDocuments(order, context);
	expect(held).toEqual([]);
	const [sale] = documents;
	if (sale?.type !== 'Sale') throw new Error('no sale');
	return sale;
}

test('any order gives a sale whose lines, taxes and payments are those of the shop, to the cent', () => {
	fc.assert(
		fc.property(anyOrder, ({ order, lines, shipping, taxesIncluded }) => {
			const sale = onlySale(order);
			const total = minorUnits(sale.totals.total);
			const net = sale.lines.reduce(
				(all, { gross, discount }) => all + minorUnits(gross) - minorUnits(discount),
				0n,
			);
			const taxes = units(sale.lines.flatMap((line) => line.taxes));
			expect(net + (taxesIncluded ? 0n : taxes)).toBe(total);
			expect(taxes).toBe(BigInt(taxOf(lines)));
			expect(units(sale.payments)).toBe(total);
			expect(minorUnits(sale.totals.outstanding)).toBe(0n);
			expect(sale.totals.rounding).toBeUndefined();
			expect(net).toBe(BigInt(sum(lines.map(netOf)) + shipping));
		}),
		{ numRuns: 300 },
	);
});

test('reading an order again, later, gives the same documents', () => {
	fc.assert(
		fc.property(anyOrder, fc.integer({ min: 0, max: 400 }), ({ order }, days) => {
			const later = { ...context, now: context.now + days * 86_400_000 };
			expect(toDocuments(order, later)).toEqual(toDocuments(order, context));
		}),
		{ numRuns: 50 },
	);
});

test('refunds of any parts of a line, in any order, return exactly each of its taxes', () => {
	const anyParts = fc.tuple(
		anyOrder,
		fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
	);
	fc.assert(
		fc.property(anyParts, ([{ order, lines, taxesIncluded }, shares]) => {
			const [line] = lines;
			const tax = sum(line!.taxes.map(({ units: charged }) => charged));
			const whole = sum(shares);
			const split = (total: number): number[] => {
				const parts = shares.map((share) => Math.floor((total * share) / whole));
				parts[0]! += total - sum(parts);
				return parts;
			};
			const [nets, taxes] = [split(netOf(line!)), split(tax)];
			const back = nets.map((net, index) => net + (taxesIncluded ? 0 : taxes[index]!));
			const [payment] = order.transactions;
			const at = (index: number) => `2026-11-05T${String(10 + index)}:00:00Z`;
			order.transactions.push(
				...back.map((amount, index) => ({
					...payment,
					id: `gid://shopify/OrderTransaction/${100 + index}`,
					kind: 'REFUND',
					processedAt: at(index),
					amountSet: bag(amount),
				})),
			);
			order.refunds = back.map((amount, index) => ({
				id: `gid://shopify/Refund/${index + 1}`,
				legacyResourceId: String(index + 1),
				processedAt: at(index),
				updatedAt: at(index),
				note: null,
				totalRefundedSet: both(amount),
				duties: [],
				refundLineItems: {
					nodes: [
						{
							id: `gid://shopify/RefundLineItem/${index + 1}`,
							quantity: 1,
							restocked: true,
							subtotalSet: bag(nets[index]!),
							totalTaxSet: bag(taxes[index]!),
							lineItem: { id: 'gid://shopify/LineItem/1' },
						},
					],
				},
				refundShippingLines: { nodes: [] },
				orderAdjustments: { nodes: [] },
				transactions: { nodes: [{ id: `gid://shopify/OrderTransaction/${100 + index}` }] },
			}));
			const { documents, held } = toDocuments(order, context);
			expect(held).toEqual([]);
			const refunds = documents.filter((document): document is Refund => document.type === 'Refund');
			const [sale] = documents.filter((document): document is Sale => document.type === 'Sale');
			const byTax = (all: readonly { name: string; rate: string; collectedBy: string; amount: Json }[]) => {
				const sums = new Map<string, bigint>();
				for (const { name, rate, collectedBy, amount } of all) {
					const key = `${name} ${rate} ${collectedBy}`;
					sums.set(key, (sums.get(key) ?? 0n) + minorUnits(amount));
				}
				return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0n).sort());
			};
			const charged = byTax(sale!.lines[0]!.taxes);
			expect(byTax(refunds.flatMap(({ lines: returned }) => returned.flatMap((one) => one.taxes)))).toEqual(
				charged,
			);
		}),
		{ numRuns: 200 },
	);
});
