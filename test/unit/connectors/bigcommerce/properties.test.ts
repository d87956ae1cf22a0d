/** Whatever an order consists of: its sale adds up to what the shop states, and refunds in parts return exactly its tax. */
import fc from 'fast-check';
import { sumOfExact, unitsOf, unitsOfAll } from '../../../../connectors/stores/bigcommerce/amounts';
import { toDocuments } from '../../../../connectors/stores/bigcommerce/toDocuments';
import type { Refund, Sale } from '../../../../core/documents';
import { Big } from '../../../../core/money/decimal';
import { minorUnits } from '../../../../core/money/money';
import { context, goldenOrder, type Json } from './support';

const text = (cents: number): string => `${new Big(cents).div(100).toFixed(2)}00`;
const dollars = (cents: number): number => Number(new Big(cents).div(100).toFixed(2));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const anyTax = fc.record({
	name: fc.constantFrom('State Tax', 'County Tax', 'City Tax'),
	rate: fc.constantFrom('0.0000', '3.7500', '6.0000', '20.0000'),
	cents: fc.nat({ max: 900 }),
});

const anyLine = fc
	.record({
		quantity: fc.integer({ min: 1, max: 40 }),
		unit: fc.nat({ max: 50_000 }),
		discounts: fc.array(fc.nat({ max: 100 }), { maxLength: 2 }),
		taxes: fc.array(anyTax, { maxLength: 3 }),
		isGiftCertificate: fc.boolean(),
	})
	// taxes and discounts fit into their line
	.filter(({ quantity, unit, taxes, discounts }) => {
		return sum([...taxes.map(({ cents }) => cents), ...discounts]) <= quantity * unit;
	});

type AnyLine = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;

const netOf = (line: AnyLine): number => line.quantity * line.unit - sum(line.discounts);
const taxOf = (lines: readonly AnyLine[]): number =>
	sum(lines.flatMap(({ taxes }) => taxes.map(({ cents }) => cents)));

/** An order of these lines, paid in full by these shares. */
function orderOf(
	lines: readonly AnyLine[],
	shipping: number,
	inclusive: boolean,
	shares: readonly number[],
): Json {
	const order = goldenOrder('plain-paid');
	const [product] = order.products;
	const [tax] = order.taxes;
	const exact = sum(lines.map(netOf)) + shipping;
	const total = exact + (inclusive ? 0 : taxOf(lines));
	order.is_tax_inclusive_pricing = inclusive;
	order.products = lines.map((line, index) => ({
		...product,
		id: index + 1,
		quantity: line.quantity,
		type: line.isGiftCertificate ? 'giftcertificate' : 'physical',
		price_ex_tax: text(line.unit),
		price_inc_tax: text(line.unit),
		// the side that is not reliable is left as an estimate that must not count
		total_ex_tax: text(inclusive ? 1 : line.quantity * line.unit),
		total_inc_tax: text(inclusive ? line.quantity * line.unit : 1),
		applied_discounts: line.discounts.map((cents) => ({ id: 'coupon', amount: text(cents), code: null })),
	}));
	order.taxes = lines.flatMap((line, index) =>
		line.taxes.map(({ cents, ...one }) => ({
			...tax,
			...one,
			line_amount: text(cents),
			order_product_id: String(index + 1),
		})),
	);
	for (const side of ['ex', 'inc']) order[`shipping_cost_${side}_tax`] = text(shipping);
	const [consignment] = order.consignments.shipping;
	Object.assign(consignment, {
		cost_ex_tax: dollars(shipping),
		cost_inc_tax: dollars(shipping),
		cost_tax: 0,
	});
	const discounts = sum(lines.flatMap((line) => line.discounts));
	Object.assign(order, {
		discount_amount: text(discounts),
		total_tax: text(taxOf(lines)),
		total_inc_tax: text(total),
		total_ex_tax: text(total - taxOf(lines)),
	});
	const whole = sum(shares);
	const parts = shares.map((share) => Math.floor((total * share) / whole));
	parts[0]! += total - sum(parts);
	order.transactions = parts.map((cents, index) => ({
		...order.transactions[0],
		id: index + 1,
		amount: dollars(cents),
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
	.map(([lines, shipping, inclusive, shares]) => ({
		lines,
		order: orderOf(lines, shipping, inclusive, shares),
	}));

const saleOf = (order: Json): Sale => {
	const { documents, held } = toDocuments(order, context);
	expect(held).toEqual([]);
	return documents.find((document): document is Sale => document.type === 'Sale')!;
};

test('a sale has the total, the tax and the payments that the shop states', () => {
	fc.assert(
		fc.property(anyOrder, ({ order }) => {
			const sale = saleOf(order);
			expect(sale.totals.total.amount).toBe(order.total_inc_tax.slice(0, -2));
			expect(sale.totals.tax.amount).toBe(order.total_tax.slice(0, -2));
			expect(sale.totals.paid).toEqual(sale.totals.total);
			expect(sale.totals.rounding).toBeUndefined();
			const taxes = sale.lines.flatMap((line) => line.taxes.map(({ amount }) => minorUnits(amount)));
			expect(taxes.reduce((total, one) => total + one, 0n)).toBe(minorUnits(sale.totals.tax));
		}),
	);
});

test('lines returned one unit at a time come to exactly what they were sold for, tax by tax', () => {
	fc.assert(
		fc.property(anyOrder, ({ lines, order }) => {
			const few = lines.map((line) => Math.min(line.quantity, 4));
			lines.forEach((line, index) => {
				if (few[index] !== line.quantity) order.products[index].quantity = few[index];
			});
			const sale = saleOf(order);
			let id = 0;
			order.refunds = sale.lines
				.filter(({ type }) => type === 'item' || type === 'giftCard')
				.flatMap((line) => {
					const count = BigInt(line.quantity);
					const net = minorUnits(line.gross) - minorUnits(line.discount);
					const tax = line.taxes.reduce((total, { amount }) => total + minorUnits(amount), 0n);
					const upTo = (units: bigint, of: bigint): bigint => (2n * of * units + count) / (2n * count);
					return Array.from({ length: Number(count) }, (_, position) => {
						const [from, to] = [BigInt(position), BigInt(position + 1)];
						const part = (of: bigint): number => Number(upTo(to, of) - upTo(from, of));
						const amount = part(net) + (sale.pricesIncludeTax ? 0 : part(tax));
						return {
							...goldenOrder('refunds-in-thirds').refunds[0],
							id: ++id,
							total_amount: dollars(amount),
							total_tax: dollars(part(tax)),
							items: [{ item_type: 'PRODUCT', item_id: Number(line.id), quantity: 1, reason: '' }],
							payments: [
								{ id, provider_id: 'stripe', amount: dollars(amount), offline: false, is_declined: false },
							],
						};
					});
				});
			const { documents, held } = toDocuments(order, context);
			expect(held).toEqual([]);
			const back = documents.filter((document): document is Refund => document.type === 'Refund');
			for (const line of sale.lines.filter(({ type }) => type === 'item')) {
				const parts = back.flatMap((refund) =>
					refund.lines.filter(({ saleLineId }) => saleLineId === line.id),
				);
				const given = parts.reduce((total, { amount }) => total + minorUnits(amount), 0n);
				expect(given).toBe(minorUnits(line.gross) - minorUnits(line.discount));
				const taxes = (of: readonly Json[]): bigint =>
					of.flatMap((one) => one.taxes).reduce((total, { amount }) => total + minorUnits(amount), 0n);
				expect(taxes(parts)).toBe(taxes([line]));
			}
			for (const refund of back) expect(refund.totals.rounding).toBeUndefined();
		}),
		{ numRuns: 50 },
	);
});

test('an order that has been in JSON once more gives the same', () => {
	fc.assert(
		fc.property(anyOrder, ({ order }) => {
			const again = JSON.parse(JSON.stringify(order));
			expect(toDocuments(again, context)).toEqual(toDocuments(order, context));
		}),
		{ numRuns: 20 },
	);
});

test('rounded parts add up to the rounded whole, are never negative, and within a unit of the exact part', () => {
	const exact = fc.integer({ min: 0, max: 10_000_000 }).map((value) => new Big(value).div(100_000));
	fc.assert(
		fc.property(fc.array(exact, { maxLength: 60 }), (amounts) => {
			const parts = unitsOfAll(amounts, 'USD');
			expect(parts.reduce((total, one) => total + one, 0n)).toBe(unitsOf(sumOfExact(amounts), 'USD'));
			parts.forEach((part, index) => {
				expect(part).toBeGreaterThanOrEqual(0n);
				expect(Math.abs(Number(part) - Number(amounts[index]?.times(100)))).toBeLessThan(1.000_01);
			});
		}),
	);
});
