/**
 * The lines and discounts of an order, from the day book's lines. Shopify knows two price conventions (`taxesIncluded`):
 * in both, `net` of a line plus the taxes that are on top adds up to what the day book says the order costs.
 */
import Big from 'big.js';
import type { DayBookLine, DayBookTax } from '../../../daybook/events';
import { Conversion } from './conversion';
import { numericId } from './ids';
import {
	add,
	restText,
	shortDecimal,
	subtract,
	toMinor,
	total,
	ZERO,
	type Amount,
	type Currencies,
} from './money';
import { isLineItem, type ShopDiscount, type ShopLine, type ShopTax } from './order';

export interface LineContext {
	/** the order's day book id: line ids are only unique within it */
	readonly orderKey: string;
	readonly currencies: Currencies;
	readonly rate: string | undefined;
	readonly pricesIncludeTax: boolean;
	/** the edit that brings the lines */
	readonly addedBy: string | undefined;
}

const NOTHING_RETURNED = { quantity: 0, net: ZERO, taxes: [], discount: ZERO };

/** Shopify sells whole units: a fractional quantity becomes one unit at the extended price. */
export function wholeQuantity(quantity: string): number | undefined {
	const exact = new Big(quantity);
	return exact.eq(exact.round(0)) ? exact.toNumber() : undefined;
}

/** A unit price in both currencies; more digits than the currency has are kept. */
function bothPrices(price: string, { currencies, rate }: LineContext): ShopLine['unitPrice'] {
	const presentment = shortDecimal(price);
	if (rate === undefined) return { shop: presentment, presentment };
	const converted = restText(toMinor(new Big(price).times(rate), currencies.shop), currencies.shop);
	return { shop: shortDecimal(converted), presentment };
}

/** The day book's unit price; worked out from the extended price when the units or the price are not the day book's own. */
function unitPrice(
	line: DayBookLine,
	quantity: number,
	extended: bigint,
	context: LineContext,
): ShopLine['unitPrice'] {
	const { presentment } = context.currencies;
	const own = new Big(line.quantity).times(line.unitPrice);
	if (new Big(line.quantity).eq(quantity) && toMinor(own, presentment) === extended) {
		return bothPrices(line.unitPrice, context);
	}
	return bothPrices(new Big(restText(extended, presentment)).div(quantity).round(6).toFixed(), context);
}

/** The amounts of a line, converted so that the lines and taxes of an order add up to its converted total. */
function amounts(line: DayBookLine, context: LineContext, conversion: Conversion) {
	const { currencies, pricesIncludeTax } = context;
	const minor = (text: string): bigint => toMinor(text, currencies.presentment);
	const extended = minor(new Big(line.quantity).times(line.unitPrice).toFixed());
	// A day book price never contains what a marketplace collects; Shopify's tax-inclusive prices contain every tax line.
	const onTop = line.taxes.filter((tax) => pricesIncludeTax && tax.collectedBy === 'marketplace');
	const grossedUp = onTop.reduce((sum, tax) => sum + minor(tax.amount), extended);
	const discount = conversion.single(minor(line.discount));
	const net = conversion.next(grossedUp - discount.presentment);
	const taxes = line.taxes.map((tax) => {
		const amount = minor(tax.amount);
		return toTax(tax, pricesIncludeTax ? conversion.single(amount) : conversion.next(amount));
	});
	return { original: add(net, discount), discount, net, taxes };
}

const toTax = (tax: DayBookTax, amount: Amount): ShopTax => ({
	title: tax.name,
	rate: tax.rate,
	amount,
	channelLiable: tax.collectedBy === 'marketplace',
});

function buildLine(line: DayBookLine, context: LineContext, conversion: Conversion): ShopLine {
	const { original, discount, net, taxes } = amounts(line, context, conversion);
	const quantity = wholeQuantity(line.quantity) ?? 1;
	return {
		key: line.id,
		id: numericId(line.type === 'shipping' ? 'ShippingLine' : 'LineItem', `${context.orderKey}/${line.id}`),
		type: line.type,
		name: line.name,
		sku: line.sku,
		quantity,
		unitPrice: unitPrice(line, quantity, original.presentment, context),
		original,
		discount,
		net,
		discountIndex: undefined,
		taxes,
		addedBy: context.addedBy,
		returned: NOTHING_RETURNED,
	};
}

interface DiscountGroup {
	readonly code: string | undefined;
	readonly target: ShopDiscount['target'];
	readonly members: ShopLine[];
}

const targetOf = (line: ShopLine): ShopDiscount['target'] | undefined => {
	if (line.type === 'shipping') return 'SHIPPING_LINE';
	return isLineItem(line) ? 'LINE_ITEM' : undefined;
};

/** Discounts with a code are one application over its lines; without a code each line has a manual one of its own. */
function groupDiscounts(book: readonly DayBookLine[], lines: readonly ShopLine[]): DiscountGroup[] {
	const groups = new Map<string, DiscountGroup>();
	for (const [position, line] of lines.entries()) {
		const target = targetOf(line);
		if (line.discount.presentment === 0n || target === undefined) continue;
		const code = book[position]?.discountCode;
		const key = code === undefined ? `manual ${line.key}` : `${target} ${code}`;
		const group = groups.get(key) ?? { code, target, members: [] };
		group.members.push(line);
		groups.set(key, group);
	}
	return [...groups.values()];
}

function toDiscount(
	group: DiscountGroup,
	lines: readonly ShopLine[],
	index: number,
	byEdit: boolean,
): ShopDiscount {
	const { code, target, members } = group;
	const eligible = lines.filter((line) => targetOf(line) === target);
	const shared = members.length === eligible.length ? 'ALL' : 'ENTITLED';
	const selection = code === undefined ? 'EXPLICIT' : shared;
	return { index, code, target, selection, amount: total(members.map((line) => line.discount)), byEdit };
}

/** Lines with their discounts. `firstIndex` is the index of the next discount application of the order. */
export function buildLines(
	book: readonly DayBookLine[],
	context: LineContext,
	firstIndex: number,
): { lines: ShopLine[]; discounts: ShopDiscount[] } {
	const conversion = new Conversion(context.currencies, context.rate);
	const lines = book.map((line) => buildLine(line, context, conversion));
	const groups = groupDiscounts(book, lines);
	const discounts = groups.map((group, position) =>
		toDiscount(group, lines, firstIndex + position, context.addedBy !== undefined),
	);
	const indexOf = new Map<ShopLine, number>();
	for (const [position, { members }] of groups.entries()) {
		for (const member of members) indexOf.set(member, firstIndex + position);
	}
	return { lines: lines.map((line) => ({ ...line, discountIndex: indexOf.get(line) })), discounts };
}

/** What is left of a line: its units, its price and its taxes after all that came back. */
export function remaining(line: ShopLine): {
	quantity: number;
	net: Amount;
	taxes: Amount[];
	discount: Amount;
} {
	return {
		quantity: line.quantity - line.returned.quantity,
		net: subtract(line.net, line.returned.net),
		taxes: line.taxes.map((tax, index) => subtract(tax.amount, line.returned.taxes[index] ?? ZERO)),
		discount: subtract(line.discount, line.returned.discount),
	};
}
