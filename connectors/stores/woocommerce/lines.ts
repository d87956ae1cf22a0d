/**
 * The lines of a sale: items, gift cards, shipping, fees, tips. In shops whose prices contain tax a line's gross is what it
 * was sold for, tax included; WooCommerce keeps it without tax, with so many digits that it comes out again. Lines that are
 * negative (discount plugins write them as fees) are taken off the others, with their tax.
 */
import type { LineType, SaleLine } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import type { CurrencyCode } from '../../../core/money/currency';
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import { allocateMoney, fromMinorUnits, minorUnits, roundToMoney } from '../../../core/money/money';
import { held, unlessErrors, type Outcome } from '../../../core/outcome';
import { sumOf, toUnits } from './exact';
import type { LineItem, Order } from './payload';
import { amountOf, type Meta } from './payloadParts';
import { lineTaxes, type Rates } from './taxes';

/** What a fee is, its name tells alone. */
const DUTY_NAME = /\b(duty|duties|customs|zoll)\b/i;
const IMPORT_TAX_NAME = /\bimport[ -](tax|vat)\b/i;
const TIP_NAME = /\b(tips?|gratuity|trinkgeld|pourboire|propina|mancia|fooi)\b/i;

/**
 * What gift card plugins write on the line that sells a card: WooCommerce Gift Cards, PW, YITH, Smart Coupons. Only what is
 * there when the order is placed counts: the card's number comes later.
 */
const GIFT_CARD_KEYS =
	/^(wc_gc_giftcard_(to|to_multiple|from|amount|message|delivery)|pw_gift_card_(amount|to|from|message)|_?ywgc_(amount|recipients|is_digital|product_id)|sc_called_credit)$/;

const PRICE_DIGITS = 6;

/** A line of the order, whatever list it is in. */
interface Part {
	readonly id: string;
	readonly path: string;
	readonly type: LineType;
	readonly name: string;
	readonly sku?: string;
	readonly taxClass?: string;
	readonly quantity: Big;
	readonly isShipping: boolean;
	/** without tax, before and after discounts */
	readonly before: Big;
	readonly after: Big;
	readonly taxes: LineItem['taxes'];
	/** of all of the line */
	readonly cost?: Big;
}

const ONE = new Big(1);

function isGiftCard(meta: Meta): boolean {
	return [...meta.keys()].some((key) => GIFT_CARD_KEYS.test(key));
}

function itemType({ meta_data: meta }: LineItem): LineType {
	return isGiftCard(meta) ? 'giftCard' : 'item';
}

/**
 * What a line's goods cost: WooCommerce keeps it with the order, as do plugins (SkyVerge's Cost of Goods). It is in the
 * shop's own currency.
 */
function costOf({ cost_of_goods_sold: own, meta_data: meta }: LineItem): { cost?: Big } {
	const cost = own?.value ?? amountOf(meta.get('_wc_cog_item_total_cost'));
	return cost?.gt(0) === true ? { cost } : {};
}

function feeType(name: string): LineType {
	if (IMPORT_TAX_NAME.test(name)) return 'importTax';
	if (DUTY_NAME.test(name)) return 'duty';
	return TIP_NAME.test(name) ? 'tip' : 'fee';
}

function partsOf(order: Order): Part[] {
	const items = order.line_items.map((line, index): Part => ({
		id: line.id,
		path: `line_items[${index}]`,
		type: itemType(line),
		name: line.name,
		...(line.sku === undefined ? {} : { sku: line.sku }),
		...(line.tax_class === undefined ? {} : { taxClass: line.tax_class }),
		quantity: line.quantity,
		isShipping: false,
		before: line.subtotal,
		after: line.total,
		taxes: line.taxes,
		...costOf(line),
	}));
	const shipping = order.shipping_lines.map((line, index): Part => ({
		id: line.id,
		path: `shipping_lines[${index}]`,
		type: 'shipping',
		name: line.method_title ?? 'Shipping',
		quantity: ONE,
		isShipping: true,
		before: line.total,
		after: line.total,
		taxes: line.taxes,
	}));
	const fees = order.fee_lines.map((line, index): Part => {
		const name = line.name ?? 'Fee';
		return {
			id: line.id,
			path: `fee_lines[${index}]`,
			type: feeType(name),
			name,
			...(line.tax_class === undefined ? {} : { taxClass: line.tax_class }),
			quantity: ONE,
			isShipping: false,
			before: line.total,
			after: line.total,
			taxes: line.taxes,
		};
	});
	return [...items, ...shipping, ...fees];
}

/** A line in minor units, while negative ones are taken off it. */
interface Worked {
	readonly part: Part;
	gross: bigint;
	/** after discounts */
	amount: bigint;
	readonly taxes: Map<string, bigint>;
	readonly codes: string[];
}

function worked(part: Part, taxes: ReadonlyMap<string, bigint>, order: Order, rates: Rates): Worked {
	const { currency, prices_include_tax: withTax } = order;
	// a marketplace's tax is never in the price
	const within = part.taxes.filter(({ id }) => !rates.isMarketplace(id));
	const after = sumOf(within.map(({ total }) => total ?? new Big(0)));
	const before = sumOf(within.map(({ total, subtotal }) => subtotal ?? total ?? new Big(0)));
	const amount = toUnits(withTax ? part.after.plus(after) : part.after, currency);
	const gross = toUnits(withTax ? part.before.plus(before) : part.before, currency);
	return {
		part,
		// a price that was raised by hand is no negative discount
		gross: gross < amount ? amount : gross,
		amount,
		taxes: new Map(taxes),
		codes: [],
	};
}

/** Shares an amount out; the parts add up to it and none is more than its weight when the weights suffice. */
function shares(units: bigint, weights: readonly bigint[], currency: CurrencyCode): bigint[] {
	return allocateMoney(fromMinorUnits(units, currency), weights).map(minorUnits);
}

const amountsOf = (lines: readonly Worked[]): bigint[] => lines.map(({ amount }) => amount);
const taxesOf = (lines: readonly Worked[], rate: string): bigint[] =>
	lines.map(({ taxes }) => {
		const units = taxes.get(rate) ?? 0n;
		return units < 0n ? 0n : units;
	});
const total = (units: readonly bigint[]): bigint => units.reduce((sum, one) => sum + one, 0n);

/** Takes a negative line off the items, or off all lines where these do not suffice. Returns whether it could. */
function takeOff(negative: Worked, positive: readonly Worked[], currency: CurrencyCode): boolean {
	const off = -negative.amount;
	const isEnough = (lines: readonly Worked[]): boolean =>
		total(amountsOf(lines)) >= off &&
		[...negative.taxes].every(([rate, units]) => total(taxesOf(lines, rate)) >= -units);
	const items = positive.filter(({ part }) => part.type === 'item');
	const lines = [items, positive].find(isEnough);
	if (lines === undefined || lines.length === 0) return false;
	shares(off, amountsOf(lines), currency).forEach((share, index) => {
		const line = lines[index];
		if (line === undefined || share === 0n) return;
		line.amount -= share;
		line.codes.push(negative.part.name);
	});
	for (const [rate, units] of negative.taxes) {
		if (units >= 0n) continue;
		shares(-units, taxesOf(lines, rate), currency).forEach((share, index) => {
			const line = lines[index];
			if (line !== undefined && share !== 0n) line.taxes.set(rate, (line.taxes.get(rate) ?? 0n) - share);
		});
	}
	return true;
}

function unitPrice(gross: bigint, quantity: Big, currency: CurrencyCode): Decimal {
	const { amount } = fromMinorUnits(gross, currency);
	if (quantity.eq(ONE) || quantity.eq(0)) return amount;
	return toDecimal(new Big(amount).div(quantity).round(PRICE_DIGITS, 1));
}

function saleLine(line: Worked, order: Order, rates: Rates, shopCurrency: CurrencyCode): SaleLine {
	const { part, gross, amount, taxes, codes } = line;
	const { currency } = order;
	const isDiscounted = gross > amount;
	const coupons = part.before.gt(part.after) ? order.coupon_lines.map(({ code }) => code) : [];
	return {
		id: part.id,
		type: part.type,
		name: part.name,
		...(part.sku === undefined ? {} : { sku: part.sku }),
		...(part.taxClass === undefined ? {} : { taxClass: part.taxClass }),
		quantity: toDecimal(part.quantity),
		unitPrice: unitPrice(gross, part.quantity, currency),
		gross: fromMinorUnits(gross, currency),
		discount: fromMinorUnits(gross - amount, currency),
		discountCodes: isDiscounted ? [...new Set([...coupons, ...codes])] : [],
		taxes: rates.amounts(taxes, currency),
		// an order in another currency says nothing of what its goods cost in that
		...(part.cost === undefined || currency !== shopCurrency
			? {}
			: { cost: roundToMoney(part.cost, currency, 'halfUp') }),
	};
}

function negativeFinding({ part, amount }: Worked, currency: CurrencyCode): Finding {
	const value = `-${fromMinorUnits(amount < 0n ? -amount : amount, currency).amount}`;
	return finding('AMOUNT_NEGATIVE', { path: `${part.path}.total`, evidence: { value } });
}

/**
 * All lines of a sale, in the order of the shop.
 * @param shopCurrency what costs are in
 * @returns held with QUANTITY_INVALID, AMOUNT_NEGATIVE (a negative line that the others cannot bear), PAYLOAD_MALFORMED (a tax
 * without a rate)
 */
export function saleLines(
	order: Order,
	rates: Rates,
	shopCurrency: CurrencyCode,
): Outcome<readonly SaleLine[]> {
	const { currency } = order;
	const parts = partsOf(order);
	const half = order.prices_include_tax ? 'down' : 'up';
	const taxes = lineTaxes(parts, order.tax_lines, order.total_tax, currency, half);
	const findings = rates.problems(
		taxes,
		parts,
		parts.map(({ path }) => path),
	);
	for (const { quantity, path } of parts) {
		if (quantity.gte(0)) continue;
		const evidence = { value: toDecimal(quantity) };
		findings.push(finding('QUANTITY_INVALID', { path: `${path}.quantity`, evidence }));
	}
	if (findings.length > 0) return held(findings);
	const lines = parts.map((part, index) => worked(part, taxes[index] ?? new Map(), order, rates));
	const isNegative = ({ amount }: Worked): boolean => amount < 0n;
	const positive = lines.filter((line) => !isNegative(line));
	for (const negative of lines.filter(isNegative)) {
		if (!takeOff(negative, positive, currency)) findings.push(negativeFinding(negative, currency));
	}
	for (const line of positive) {
		if ([...line.taxes.values()].some((units) => units < 0n)) {
			findings.push(negativeFinding(line, currency));
		}
	}
	return unlessErrors(findings, () => positive.map((line) => saleLine(line, order, rates, shopCurrency)));
}
