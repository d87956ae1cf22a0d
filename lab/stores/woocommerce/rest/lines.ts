/** The lines of orders and refunds as the REST API writes them, with so many decimals. */
import type Big from 'big.js';
import { hashedId } from '../shop/ids';
import { decimals, HALF_UP, INTERNAL_DECIMALS, total, ZERO } from '../shop/money';
import type { LineTax, Meta, WooLine, WooOrder, WooRefund } from '../shop/order';
import { rateCode, ratePercent, type TaxRate } from '../shop/taxRates';

/** What a writer of lines must know beside the line. */
export interface LineView {
	/** decimals that were asked for */
	readonly dp: number;
	/** decimals of the shop's prices */
	readonly priceDecimals: number;
	readonly roundAtSubtotal: boolean;
}

interface Shown {
	readonly id: number;
	readonly line: WooLine;
	/** negative on refunds */
	readonly quantity: Big;
	readonly subtotal: Big;
	readonly total: Big;
	readonly taxes: readonly LineTax[];
	readonly meta: readonly Meta[];
}

/** Metas with a number each. Items' have what a person would see beside the value. */
export function metaData(owner: string, metas: readonly Meta[], display: boolean): object[] {
	return metas.map(({ key, value }) => ({
		id: hashedId('meta', `${owner} ${key}`),
		key,
		value,
		...(display ? { display_key: key, display_value: value } : {}),
	}));
}

/** A line's tax is the sum of its taxes, each rounded to the shop's decimals. */
function roundedTax(taxes: readonly LineTax[], of: 'total' | 'subtotal', places: number): Big {
	return total(taxes.map((tax) => (tax[of] ?? tax.total).round(places, HALF_UP)));
}

function taxes(shown: Shown, dp: number, hasSubtotals: boolean): object[] {
	return shown.taxes.map((tax) => ({
		id: tax.rate.id,
		total: decimals(tax.total, dp),
		subtotal: hasSubtotals ? decimals(tax.subtotal ?? tax.total, dp) : '',
	}));
}

function lineItem(shown: Shown, { dp, priceDecimals }: LineView): object {
	const { id, line, quantity, subtotal } = shown;
	const each = quantity.eq(0) ? ZERO : shown.total.div(quantity).abs();
	return {
		id,
		name: line.name,
		product_id: line.productId,
		variation_id: 0,
		quantity: quantity.toNumber(),
		tax_class: line.taxClass,
		subtotal: decimals(subtotal, dp),
		subtotal_tax: decimals(roundedTax(shown.taxes, 'subtotal', priceDecimals), dp),
		total: decimals(shown.total, dp),
		total_tax: decimals(roundedTax(shown.taxes, 'total', priceDecimals), dp),
		taxes: taxes(shown, dp, true),
		meta_data: metaData(String(id), shown.meta, true),
		// a line whose product is gone has lost its SKU with it
		sku: line.productId === 0 ? null : (line.sku ?? ''),
		global_unique_id: line.productId === 0 ? null : '',
		price: each.round(15, HALF_UP).toNumber(),
		image: { id: line.productId === 0 ? 0 : '', src: '' },
		parent_name: null,
	};
}

function shippingLine(shown: Shown, { dp, priceDecimals }: LineView): object {
	return {
		id: shown.id,
		method_title: shown.line.name,
		method_id: 'flat_rate',
		instance_id: '',
		total: decimals(shown.total, dp),
		total_tax: decimals(roundedTax(shown.taxes, 'total', priceDecimals), dp),
		taxes: taxes(shown, dp, false),
		tax_status: 'taxable',
		meta_data: metaData(String(shown.id), shown.meta, true),
	};
}

function feeLine(shown: Shown, { dp, priceDecimals }: LineView): object {
	return {
		id: shown.id,
		name: shown.line.name,
		tax_class: shown.line.taxClass,
		tax_status: shown.line.taxes.length === 0 ? 'none' : 'taxable',
		amount: '',
		total: decimals(shown.total, dp),
		total_tax: decimals(roundedTax(shown.taxes, 'total', priceDecimals), dp),
		taxes: taxes(shown, dp, false),
		meta_data: metaData(String(shown.id), shown.meta, true),
	};
}

/** One tax rate's totals over an order or refund. */
function taxLine(owner: string, rate: TaxRate, amounts: { cart: Big; shipping: Big }, dp: number): object {
	return {
		id: hashedId('taxLine', `${owner} ${rate.id}`),
		rate_code: rateCode(rate),
		rate_id: rate.id,
		label: rate.name,
		compound: false,
		tax_total: decimals(amounts.cart, dp),
		shipping_tax_total: decimals(amounts.shipping, dp),
		rate_percent: ratePercent(rate),
		meta_data: [],
	};
}

/** With rounding at the subtotal a tax total keeps its decimals, as long as it comes to what was charged. */
function taxTotal(taxesOfRate: readonly LineTax[], { roundAtSubtotal, priceDecimals }: LineView): Big {
	const charged = total(taxesOfRate.map((tax) => tax.charged));
	if (!roundAtSubtotal) return charged;
	const kept = total(taxesOfRate.map((tax) => tax.total)).round(INTERNAL_DECIMALS, HALF_UP);
	return kept.round(priceDecimals, HALF_UP).eq(charged) ? kept : charged;
}

function taxLines(owner: string, shown: readonly Shown[], view: LineView): object[] {
	const rates = new Map(shown.flatMap(({ taxes: own }) => own.map(({ rate }) => [rate.id, rate] as const)));
	return [...rates.values()].map((rate) => {
		const of = (isShipping: boolean): Big =>
			taxTotal(
				shown
					.filter(({ line }) => (line.kind === 'shipping') === isShipping)
					.flatMap(({ taxes: own }) => own.filter((tax) => tax.rate.id === rate.id)),
				view,
			);
		return taxLine(owner, rate, { cart: of(false), shipping: of(true) }, view.dp);
	});
}

function written(owner: string, shown: readonly Shown[], view: LineView): Record<string, object[]> {
	const of = (kind: WooLine['kind'], write: (one: Shown, setting: LineView) => object): object[] =>
		shown.filter(({ line }) => line.kind === kind).map((one) => write(one, view));
	return {
		line_items: of('item', lineItem),
		tax_lines: taxLines(owner, shown, view),
		shipping_lines: of('shipping', shippingLine),
		fee_lines: of('fee', feeLine),
	};
}

export function orderLines(order: WooOrder, view: LineView): Record<string, object[]> {
	const shown = order.lines.map((line) => {
		const { id, quantity, subtotal, taxes: own, meta } = line;
		return { id, line, quantity, subtotal, total: line.total, taxes: own, meta };
	});
	return written(`order ${order.id}`, shown, view);
}

const negative = (tax: LineTax): LineTax => ({
	rate: tax.rate,
	total: tax.total.times(-1),
	charged: tax.charged.times(-1),
});

/** A refund's lines: quantities and amounts are negative, and each names the order's line. */
export function refundLines(refund: WooRefund, view: LineView): Record<string, object[]> {
	const shown = refund.lines.map(({ line, quantity, net, taxes: own }, index) => {
		const amount = net.times(-1);
		return {
			id: hashedId('refundLine', `${refund.id} ${index}`),
			line,
			quantity: quantity.times(-1),
			subtotal: amount,
			total: amount,
			taxes: own.map(negative),
			meta: [{ key: '_refunded_item_id', value: String(line.id) }],
		};
	});
	return written(`refund ${refund.id}`, shown, view);
}

/** What a list of lines comes to in net amounts and tax. */
export function sums(
	order: WooOrder,
	view: LineView,
): Record<'shipping' | 'shippingTax' | 'cartTax' | 'discount' | 'discountTax', Big> {
	const places = view.priceDecimals;
	const isShipping = ({ kind }: WooLine): boolean => kind === 'shipping';
	const charged = (lines: readonly WooLine[]): Big => {
		const rates = new Set(lines.flatMap((line) => line.taxes.map(({ rate }) => rate.id)));
		const perRate = [...rates].map((id) =>
			taxTotal(
				lines.flatMap((line) => line.taxes.filter(({ rate }) => rate.id === id)),
				view,
			),
		);
		return total(perRate);
	};
	const shipping = order.lines.filter(isShipping);
	const cart = order.lines.filter((line) => !isShipping(line));
	const items = order.lines.filter(({ kind }) => kind === 'item');
	const discountTax = items.map(({ taxes: own }) =>
		total(own.map((tax) => (tax.subtotal ?? tax.total).minus(tax.total))),
	);
	return {
		shipping: total(shipping.map((line) => line.total)),
		shippingTax: charged(shipping),
		cartTax: charged(cart),
		discount: total(items.map((line) => line.subtotal.minus(line.total))).round(places, HALF_UP),
		discountTax: total(discountTax).round(places, HALF_UP),
	};
}
