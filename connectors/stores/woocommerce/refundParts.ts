/** What a refund gives back by line, shipping and fee. WooCommerce writes all of it negative; what it keeps back is positive. */
import type { Place, RefundAdjustment, RefundLine, SaleLine, TaxAmount } from '../../../core/documents';
import type { Finding } from '../../../core/findings/finding';
import { Big, toDecimal } from '../../../core/money/decimal';
import { fromMinorUnits, minorUnits } from '../../../core/money/money';
import { ofSaleLine } from '../../../core/store/ofSaleLine';
import { sumOf, toUnits } from './exact';
import type { Order, RefundPayload } from './payload';
import { metaText, type Meta } from './payloadParts';
import { lineTaxes, marketplaceRates, Rates } from './taxes';

/** What refunds need to know of the sale's lines. */
export interface RefundedSale {
	readonly lines: readonly SaleLine[];
	readonly place: Place;
}

export interface RefundContents {
	readonly lines: readonly RefundLine[];
	readonly adjustments: readonly RefundAdjustment[];
	/** what they add up to, taxes included; minor units */
	readonly units: bigint;
	/** what their taxes add up to, with their sign; minor units */
	readonly tax: bigint;
	/** why amounts cannot be used */
	readonly problems: readonly Finding[];
}

interface Part {
	readonly id: string;
	readonly path: string;
	readonly type: SaleLine['type'];
	readonly name: string;
	readonly sku?: string;
	readonly quantity: Big;
	readonly isShipping: boolean;
	readonly total: Big;
	readonly taxes: RefundPayload['line_items'][number]['taxes'];
	readonly meta: Meta;
}

const ONE = new Big(1);

function partsOf(payload: RefundPayload, position: number): Part[] {
	const path = (list: string, index: number): string => `refunds[${position}].${list}[${index}]`;
	return [
		...payload.line_items.map((line, index): Part => ({
			id: line.id,
			path: path('line_items', index),
			type: 'item',
			name: line.name,
			...(line.sku === undefined ? {} : { sku: line.sku }),
			quantity: line.quantity.abs(),
			isShipping: false,
			total: line.total,
			taxes: line.taxes,
			meta: line.meta_data,
		})),
		...payload.shipping_lines.map((line, index): Part => ({
			id: line.id,
			path: path('shipping_lines', index),
			type: 'shipping',
			name: line.method_title ?? 'Shipping',
			quantity: ONE,
			isShipping: true,
			total: line.total,
			taxes: line.taxes,
			meta: line.meta_data,
		})),
		...payload.fee_lines.map((line, index): Part => ({
			id: line.id,
			path: path('fee_lines', index),
			type: 'fee',
			name: line.name ?? 'Fee',
			quantity: ONE,
			isShipping: false,
			total: line.total,
			taxes: line.taxes,
			meta: line.meta_data,
		})),
	];
}

const negated = (units: ReadonlyMap<string, bigint>): Map<string, bigint> =>
	new Map([...units].map(([rate, amount]) => [rate, -amount]));

const totalOf = (units: ReadonlyMap<string, bigint>): bigint =>
	[...units.values()].reduce((a, b) => a + b, 0n);

/** What comes back, as a line; an allowance, and what is taken off the refund, as an adjustment. */
function read(
	part: Part,
	back: ReadonlyMap<string, bigint>,
	order: Order,
	sale: RefundedSale,
	rates: Rates,
): { line?: RefundLine; adjustment?: RefundAdjustment; units: bigint; tax: bigint } {
	const { currency, prices_include_tax: withTax } = order;
	const within = part.taxes.filter(({ id }) => !rates.isMarketplace(id));
	const exactTax = sumOf(within.map(({ total }) => total ?? new Big(0)));
	const units = -toUnits(withTax ? part.total.plus(exactTax) : part.total, currency);
	const tax = totalOf(back);
	const onTop = [...back].filter(([id]) => !withTax || rates.isMarketplace(id));
	const whole = units + onTop.reduce((sum, [, amount]) => sum + amount, 0n);
	if (whole < 0n) {
		return {
			adjustment: {
				id: part.id,
				reason: part.name,
				amount: fromMinorUnits(-whole, currency),
				direction: 'keptBack',
				taxes: rates.amounts(negated(back), currency),
			},
			units: whole,
			tax,
		};
	}
	if (part.type === 'item' && part.quantity.eq(0)) {
		// an amount on a line of which nothing comes back: an allowance, the shop's only way to give tax back without goods
		return {
			adjustment: {
				id: part.id,
				reason: part.name,
				amount: fromMinorUnits(whole, currency),
				direction: 'refunded',
				taxes: rates.amounts(back, currency),
			},
			units: whole,
			tax,
		};
	}
	const saleLineId = metaText(part.meta, '_refunded_item_id');
	const sold = sale.lines.find(({ id }) => id === saleLineId);
	return {
		line: {
			id: part.id,
			...(sold === undefined ? {} : { saleLineId: sold.id }),
			type: sold?.type ?? part.type,
			name: part.name,
			...(part.sku === undefined ? {} : { sku: part.sku }),
			...ofSaleLine(sold, { quantity: toDecimal(part.quantity), restocked: false }),
			quantity: toDecimal(part.quantity),
			amount: fromMinorUnits(units < 0n ? 0n : units, currency),
			taxes: rates.amounts(back, currency),
			// WooCommerce keeps on the order's line how many came back in all, not with which refund
			restocked: false,
		},
		units: whole,
		tax,
	};
}

/** The contents of one refund. @param position where it is among those of the order, for the paths */
export function contentsOf(
	payload: RefundPayload,
	position: number,
	order: Order,
	sale: RefundedSale,
): RefundContents {
	const parts = partsOf(payload, position);
	// the sale's own rates count: a refund may have been made after the shop changed them
	const taxed = [...order.line_items, ...order.fee_lines];
	const rates = new Rates([...payload.tax_lines, ...order.tax_lines], sale.place, marketplaceRates(taxed));
	const half = order.prices_include_tax ? 'down' : 'up';
	const taxes = lineTaxes(parts, payload.tax_lines, undefined, order.currency, half);
	const results = parts.map((part, index) =>
		read(part, negated(taxes[index] ?? new Map()), order, sale, rates),
	);
	return {
		lines: results.flatMap(({ line }) => (line === undefined ? [] : [line])),
		adjustments: results.flatMap(({ adjustment }) => (adjustment === undefined ? [] : [adjustment])),
		units: results.reduce((sum, { units }) => sum + units, 0n),
		tax: results.reduce((sum, { tax }) => sum + tax, 0n),
		problems: rates.problems(
			taxes,
			parts,
			parts.map(({ path }) => path),
		),
	};
}

/** All that was sold, as lines that are given back: of a refund of everything, and of a cancellation. */
export function allLines(lines: readonly SaleLine[]): RefundLine[] {
	return lines.map(({ id, type, name, sku, taxClass, quantity, gross, discount, taxes }) => ({
		id,
		saleLineId: id,
		type,
		name,
		...(sku === undefined ? {} : { sku }),
		...(taxClass === undefined ? {} : { taxClass }),
		quantity,
		amount: fromMinorUnits(minorUnits(gross) - minorUnits(discount), gross.currency),
		taxes,
		restocked: false,
	}));
}

const keyOf = ({ name, rate, country, region }: TaxAmount): string =>
	[name, rate, country ?? '', region ?? ''].join(' ');

/** What is left of the taxes of a sale, so that a refund of the rest gives back the rest of them. */
export class TaxesLeft {
	private readonly left = new Map<string, TaxAmount>();

	constructor(lines: readonly SaleLine[]) {
		for (const tax of lines.flatMap(({ taxes }) => taxes)) this.add(tax, 1n);
	}

	take(taxes: readonly TaxAmount[], sign: 1n | -1n): void {
		for (const tax of taxes) this.add(tax, sign === 1n ? -1n : 1n);
	}

	rest(): TaxAmount[] {
		return [...this.left.values()].filter(({ amount }) => minorUnits(amount) > 0n);
	}

	private add(tax: TaxAmount, sign: 1n | -1n): void {
		const known = this.left.get(keyOf(tax));
		const before = known === undefined ? 0n : minorUnits(known.amount);
		const units = before + sign * minorUnits(tax.amount);
		const amount = fromMinorUnits(units < 0n ? 0n : units, tax.amount.currency);
		this.left.set(keyOf(tax), { ...tax, amount });
	}
}
