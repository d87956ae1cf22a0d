/**
 * The lines of a sale: items, gift cards, tips, fees, shipping, duties. What a line is, is told by what Shopify keeps of it
 * from the moment of the sale; its product may be deleted later, and the same order must always give the same sale.
 */
import type { LineType, Place, SaleLine, TaxAmount } from '../../../core/documents';
import { Big, isDecimal } from '../../../core/money/decimal';
import { minorUnits, roundToMoney, sumMoney, type Money } from '../../../core/money/money';
import { numberOf } from './payloadParts';
import type { Allocations, LineItem, Order, ShippingLine, TaxLine } from './payload';

const TIP_NAME = /\b(tips?|gratuity|trinkgeld|pourboire|propina|mancia|fooi)\b/i;
const IMPORT_TAX = /\bimport\b/i;
const DUTY = /\b(dut(y|ies)|tariffs?|customs)\b/i;

/**
 * A custom line that is not shipped: no product, no SKU, no vendor (every product has one, and the line keeps it). Tips are
 * such lines, and charges such as "Rush fee" that a person types in. With an SKU, a vendor or shipping it is goods.
 */
function isCharge(line: LineItem): boolean {
	return !line.isGiftCard && !line.requiresShipping && line.sku === undefined && line.vendor === undefined;
}

/**
 * The lines that are the order's tips: Shopify gives only their sum. An untaxed charge of just that amount, the one whose
 * name says so first; or all charges with such a name that add up to it.
 */
export function tipLines(order: Order): ReadonlySet<string> {
	const tip = minorUnits(order.totalTipReceivedSet);
	if (tip === 0n) return new Set();
	const charges = order.lineItems.filter((line) => isCharge(line) && line.taxLines.every(isNothing));
	const ofJustThat = charges.filter((line) => minorUnits(line.originalTotalSet) === tip);
	const one = ofJustThat.find(({ name }) => TIP_NAME.test(name)) ?? ofJustThat[0];
	if (one !== undefined) return new Set([one.id]);
	const named = charges.filter(({ name }) => TIP_NAME.test(name));
	const sum = named.reduce((total, line) => total + minorUnits(line.originalTotalSet), 0n);
	return sum === tip ? new Set(named.map(({ id }) => id)) : new Set();
}

const isNothing = (tax: TaxLine): boolean => minorUnits(tax.amount) === 0n;

export function collectorOf(tax: Pick<TaxLine, 'channelLiable'>, order: Order): TaxAmount['collectedBy'] {
	if (tax.channelLiable !== undefined) return tax.channelLiable ? 'marketplace' : 'merchant';
	// a merchant of record is by definition the one who pays the taxes
	return order.merchantOfRecordApp === null || order.merchantOfRecordApp === undefined
		? 'unknown'
		: 'marketplace';
}

/** Tax lines as taxes of the place the order went to. */
export function taxesOf(taxLines: readonly TaxLine[], order: Order, place: Place): TaxAmount[] {
	return taxLines.map((tax) => ({
		name: tax.name,
		rate: tax.rate,
		...(place.country === undefined ? {} : { country: place.country }),
		...(place.region === undefined ? {} : { region: place.region }),
		amount: tax.amount,
		collectedBy: collectorOf(tax, order),
	}));
}

function discountOf(allocations: Allocations, order: Order): { discount: Money; discountCodes: string[] } {
	const amounts = allocations.map(({ allocatedAmountSet }) => allocatedAmountSet);
	const codes = allocations.map(({ discountApplication }) => discountApplication?.code);
	return {
		discount: sumMoney(amounts, order.currencyCode),
		discountCodes: [...new Set(codes.filter((code) => code !== undefined))],
	};
}

/** What a line's goods cost, where it is known in the order's currency: the cost of one as it is today. */
function costOf({ variant, quantity }: LineItem, order: Order): Pick<SaleLine, 'cost'> {
	const unit = variant?.inventoryItem?.unitCost;
	if (unit?.currencyCode !== order.currencyCode || !isDecimal(unit.amount)) return {};
	const cost = new Big(unit.amount).times(quantity);
	return cost.gt(0) ? { cost: roundToMoney(cost, order.currencyCode, 'halfUp') } : {};
}

/** What is known of a line's product today. */
export function productFacts(line: LineItem, order: Order): Pick<SaleLine, 'category' | 'cost'> {
	const category = line.product?.productType;
	return { ...(category === undefined ? {} : { category }), ...costOf(line, order) };
}

function itemLine(line: LineItem, type: LineType, order: Order, place: Place): SaleLine {
	return {
		id: numberOf(line.id),
		type,
		name: line.name,
		...(line.sku === undefined ? {} : { sku: line.sku }),
		...productFacts(line, order),
		quantity: line.quantity,
		unitPrice: line.originalUnitPriceSet,
		gross: line.originalTotalSet,
		...discountOf(line.discountAllocations, order),
		taxes: taxesOf(line.taxLines, order, place),
	};
}

/** The id of the shipping line at `position`; Shopify lets it have none. */
export function shippingId(id: string | null | undefined, position: number): string {
	return id === null || id === undefined ? `shipping-${position + 1}` : numberOf(id);
}

function shippingLine(line: ShippingLine, position: number, order: Order, place: Place): SaleLine {
	return {
		id: shippingId(line.id, position),
		type: 'shipping',
		name: line.title,
		quantity: '1',
		unitPrice: line.originalPriceSet.amount,
		gross: line.originalPriceSet,
		...discountOf(line.discountAllocations, order),
		taxes: taxesOf(line.taxLines, order, place),
	};
}

/** Additional fees tell what they are by their name only. */
export function feeType(name: string): LineType {
	if (IMPORT_TAX.test(name)) return 'importTax';
	return DUTY.test(name) ? 'duty' : 'fee';
}

type Charge = Pick<SaleLine, 'id' | 'type' | 'name'> & {
	readonly price: Money;
	readonly taxLines: readonly TaxLine[];
};

function chargeLine({ id, type, name, price, taxLines }: Charge, order: Order, place: Place): SaleLine {
	const taxes = taxesOf(taxLines, order, place);
	return {
		id,
		type,
		name,
		quantity: '1',
		unitPrice: price.amount,
		gross: price,
		...discountOf([], order),
		taxes,
	};
}

function charges(order: Order): Charge[] {
	const fees = order.additionalFees.map(({ id, name, price, taxLines }) => ({
		id: numberOf(id),
		type: feeType(name),
		name,
		price,
		taxLines,
	}));
	// included duties are in the prices of the lines already
	if (order.dutiesIncluded) return fees;
	const duties = order.lineItems.flatMap((line) =>
		line.duties.map(({ id, price, taxLines }) => ({
			id: numberOf(id),
			type: 'duty' as const,
			name: `Duty: ${line.name}`,
			price,
			taxLines,
		})),
	);
	return [...duties, ...fees];
}

/** What a line of the order is. @param tips of `tipLines` */
export function lineTypeOf(line: LineItem, tips: ReadonlySet<string>): LineType {
	if (tips.has(line.id)) return 'tip';
	if (line.isGiftCard) return 'giftCard';
	return isCharge(line) ? 'fee' : 'item';
}

/** All lines of a sale, in the order of the shop. Amounts are Shopify's own, none is worked out. */
export function saleLines(order: Order, place: Place): SaleLine[] {
	const tips = tipLines(order);
	const lines = [
		...order.lineItems.map((line) => itemLine(line, lineTypeOf(line, tips), order, place)),
		...order.shippingLines.map((line, position) => shippingLine(line, position, order, place)),
		...charges(order).map((charge) => chargeLine(charge, order, place)),
	];
	const tip = order.totalTipReceivedSet;
	if (minorUnits(tip) === 0n || tips.size > 0) return lines;
	// a tip that is no line of the order: taken with the payment
	return [
		...lines,
		chargeLine({ id: 'tip', type: 'tip', name: 'Tip', price: tip, taxLines: [] }, order, place),
	];
}
