/**
 * A day book's line as WooCommerce keeps it: always without tax, before and after discounts, with the tax of each rate.
 * Where prices contain tax, WooCommerce takes the tax out of the price and keeps what is left unrounded, so that its lines
 * do not add up in cents; the day book's tax stays what tax totals say.
 */
import Big from 'big.js';
import type { DayBookLine, DayBookTax } from '../../../daybook/events';
import { digitsOf, extended, lineAmount } from '../../../daybook/arithmetic';
import { hashedId, postId } from './ids';
import { divided, HALF_UP, INTERNAL_DECIMALS, roundsTo, total, ZERO } from './money';
import type { LineTax, Meta, WooLine } from './order';
import { MARKETPLACE_CLASS, type TaxRate, type TaxRates } from './taxRates';

/** A line of the day book with what edits have left of it. */
export interface OpenLine {
	readonly source: DayBookLine;
	readonly quantity: Big;
	/** after its discount, as the order's prices are */
	readonly amount: Big;
	readonly discount: Big;
	readonly taxes: readonly { readonly tax: DayBookTax; readonly amount: Big }[];
}

export interface LineSetting {
	readonly orderKey: string;
	readonly currency: string;
	readonly pricesIncludeTax: boolean;
	readonly rates: TaxRates;
	/** decimals of the shop's prices */
	readonly priceDecimals: number;
	/** whether the shop has a product of this SKU */
	readonly hasProduct: (sku: string) => boolean;
}

export function opened(source: DayBookLine, currency: string): OpenLine {
	return {
		source,
		quantity: new Big(source.quantity),
		amount: lineAmount(source, digitsOf(currency)),
		discount: new Big(source.discount),
		taxes: source.taxes.map((tax) => ({ tax, amount: new Big(tax.amount) })),
	};
}

/** What is left of a line when an edit takes some of it away; undefined when nothing is. */
export function reduced(
	line: OpenLine,
	removal: { quantity: string; amount: string; taxes: readonly { name: string; amount: string }[] },
	currency: string,
): OpenLine | undefined {
	const quantity = line.quantity.minus(removal.quantity);
	if (quantity.lte(0)) return undefined;
	const amount = line.amount.minus(removal.amount);
	const taxes = line.taxes.map(({ tax, amount: before }) => {
		const gone = removal.taxes.find(({ name }) => name === tax.name);
		return { tax, amount: before.minus(gone?.amount ?? '0') };
	});
	const full = extended(
		{ quantity: quantity.toFixed(), unitPrice: line.source.unitPrice },
		digitsOf(currency),
	);
	const discount = full.gt(amount) ? full.minus(amount) : ZERO;
	return { source: line.source, quantity, amount, discount, taxes };
}

interface Parts {
	readonly subtotal: Big;
	readonly total: Big;
	readonly taxes: readonly LineTax[];
}

const kept = (amount: Big): Big => amount.round(INTERNAL_DECIMALS, HALF_UP);

/** What each rate takes of a price that contains it, without remainder. */
function takenOut(gross: Big, net: Big, rates: readonly TaxRate[]): Big[] {
	const parts = rates.map(({ rate }) => kept(net.times(rate)));
	const last = parts.length - 1;
	if (last >= 0) parts[last] = gross.minus(net).minus(total(parts.slice(0, last)));
	return parts;
}

/** Prices contain the merchant's tax, and WooCommerce's own arithmetic comes to what the day book says. */
function unrounded(line: OpenLine, inside: readonly LineTax[], digits: number): Parts | undefined {
	const rates = inside.map(({ rate }) => rate);
	const factor = total(rates.map(({ rate }) => rate)).plus(1);
	const net = divided(line.amount, factor);
	const before = line.amount.plus(line.discount);
	const netBefore = divided(before, factor);
	const taxes = takenOut(line.amount, net, rates);
	const taxesBefore = takenOut(before, netBefore, rates);
	if (!inside.every(({ charged }, index) => roundsTo(taxes[index] ?? ZERO, charged, digits)))
		return undefined;
	return {
		subtotal: netBefore,
		total: net,
		taxes: inside.map(({ rate, charged }, index) => ({
			rate,
			charged,
			total: taxes[index] ?? ZERO,
			subtotal: taxesBefore[index] ?? ZERO,
		})),
	};
}

/** Prices contain tax, but the shop's tax is not what WooCommerce would come to: the facts, in cents. */
function asCharged(line: OpenLine, inside: readonly LineTax[], digits: number): Parts {
	const factor = total(inside.map(({ rate }) => rate.rate)).plus(1);
	const net = line.amount.minus(total(inside.map(({ charged }) => charged)));
	const netDiscount = line.discount.div(factor).round(digits, HALF_UP);
	const discountTax = line.discount.minus(netDiscount);
	return {
		subtotal: net.plus(netDiscount),
		total: net,
		taxes: inside.map(({ rate, charged }, index) => ({
			rate,
			charged,
			total: charged,
			subtotal: index === 0 ? charged.plus(discountTax) : charged,
		})),
	};
}

/** Tax on top of a price: unrounded when it comes to what was charged, else what was charged. */
function onTop(net: Big, before: Big, { rate, charged }: LineTax, digits: number, isExact: boolean): LineTax {
	const own = kept(net.times(rate.rate));
	const discountTax = kept(before.minus(net).times(rate.rate));
	const amount = isExact || rate.marketplace || !roundsTo(own, charged, digits) ? charged : own;
	return { rate, charged, total: amount, subtotal: amount.plus(discountTax) };
}

function partsOf(line: OpenLine, setting: LineSetting): Parts {
	const digits = digitsOf(setting.currency);
	// a currency with other decimals than the shop's prices: WooCommerce would round elsewhere, the facts stay
	const isExact = digits !== setting.priceDecimals;
	const all = line.taxes.map(({ tax, amount }) => {
		return { rate: setting.rates.of(tax), charged: amount, total: amount, subtotal: amount };
	});
	const isInside = ({ rate }: LineTax): boolean => setting.pricesIncludeTax && !rate.marketplace;
	const inside = all.filter(isInside);
	// shipping and fees are entered without tax, whatever prices are
	const isItem = line.source.type === 'item' || line.source.type === 'giftCard';
	const base =
		(isItem && !isExact ? unrounded(line, inside, digits) : undefined) ?? asCharged(line, inside, digits);
	const outside = all.filter((tax) => !isInside(tax));
	const top = outside.map((tax) => onTop(base.total, base.subtotal, tax, digits, isExact));
	const made = [...base.taxes, ...top];
	const taxes = isItem ? made : made.map((tax) => onTop(base.total, base.total, tax, digits, isExact));
	return { subtotal: base.subtotal, total: base.total, taxes };
}

/** How a fee is called, by which it can be told what it is. */
const FEE_WORDS: Readonly<Record<'tip' | 'duty' | 'importTax', { word: string; pattern: RegExp }>> = {
	tip: { word: 'Tip', pattern: /\b(tips?|gratuity)\b/i },
	duty: { word: 'Duty', pattern: /\b(duty|duties)\b/i },
	importTax: { word: 'Import tax', pattern: /\bimport (tax|vat)\b/i },
};

/** The name that a line has in the shop: a fee says in its name whether it is a tip, a duty or an import tax. */
function shownName({ type, name }: Pick<DayBookLine, 'type' | 'name'>): string {
	if (type !== 'tip' && type !== 'duty' && type !== 'importTax') return name;
	const { word, pattern } = FEE_WORDS[type];
	return pattern.test(name) ? name : `${word}: ${name}`;
}

/** Whether a fee's name says that it is something else than a fee. */
export const isMisleading = (name: string): boolean =>
	Object.values(FEE_WORDS).some(({ pattern }) => pattern.test(name));

/** What WooCommerce Gift Cards keeps on a line that sells cards. */
function giftCardMeta(line: OpenLine): Meta[] {
	const each = line.amount.div(line.quantity).round(2, HALF_UP);
	return [
		{ key: 'wc_gc_giftcard_to_multiple', value: '' },
		{ key: 'wc_gc_giftcard_from', value: '' },
		{ key: 'wc_gc_giftcard_amount', value: each.toFixed() },
	];
}

/** A line as the shop keeps it. */
export function wooLine(line: OpenLine, setting: LineSetting): WooLine {
	const { source, quantity } = line;
	const { type, sku } = source;
	const kind = type === 'item' || type === 'giftCard' ? 'item' : type === 'shipping' ? 'shipping' : 'fee';
	const parts = partsOf(line, setting);
	const isGiftCard = type === 'giftCard';
	const isKnown = sku !== undefined && setting.hasProduct(sku);
	const productId = isKnown ? postId('product', sku) : isGiftCard ? GIFT_CARD_PRODUCT : 0;
	const hasMarketplaceTax = parts.taxes.some(({ rate }) => rate.marketplace);
	return {
		id: hashedId('line', `${setting.orderKey}\u0000${source.id}`),
		key: source.id,
		kind,
		name: shownName(source),
		sku: isKnown ? sku : undefined,
		productId,
		quantity,
		isGiftCard,
		...parts,
		taxClass: hasMarketplaceTax ? MARKETPLACE_CLASS : '',
		discountCode: source.discountCode,
		meta: isGiftCard ? giftCardMeta(line) : [],
	};
}

/** The product that gift cards without a SKU are sold as. */
export const GIFT_CARD_PRODUCT = hashedId('product', 'gift card');
