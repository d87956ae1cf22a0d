/**
 * What came back of an order: refunds with lines, shipping, adjustments and money; and, as in Shopify, the removals of an
 * edit and the rest of an unpaid order that is cancelled.
 */
import Big from 'big.js';
import type { DayBookRefundLine, RefundEvent } from '../../../daybook/events';
import { Conversion } from './conversion';
import { numericId } from './ids';
import { remaining, wholeQuantity } from './lines';
import { add, negate, subtract, toMinor, ZERO, type Amount, type Currencies } from './money';
import type { RefundedLine, ShopAdjustment, ShopLine, ShopTax } from './order';

/** The order's lines while events are applied: each return replaces the line by one with more returned. */
export type LineIndex = Map<string, ShopLine>;

export interface ReturnContext {
	readonly orderKey: string;
	readonly currencies: Currencies;
	readonly rate: string | undefined;
	readonly pricesIncludeTax: boolean;
}

/** The tax of the order's line that a refund names; two taxes of the same name are taken in turn. */
function takeTax(name: string, left: ShopTax[]): ShopTax {
	const position = left.findIndex(({ title }) => title === name);
	const [tax] = position < 0 ? [] : left.splice(position, 1);
	if (tax === undefined)
		throw new Error(`a refund returns the tax "${name}", which its order line does not have`);
	return tax;
}

/** The share of a line's discount that goes back with some of its units, so that all units return all of it. */
function discountShare(line: ShopLine, quantity: number): Amount {
	const before = line.returned.quantity;
	const upTo = (units: number, amount: bigint): bigint => {
		const exact = new Big(amount.toString()).times(Math.min(units, line.quantity)).div(line.quantity);
		return BigInt(exact.round(0, Big.roundHalfUp).toFixed(0));
	};
	const share = (amount: bigint): bigint => upTo(before + quantity, amount) - upTo(before, amount);
	return { shop: share(line.discount.shop), presentment: share(line.discount.presentment) };
}

/** Units that come back. A line with a fractional quantity is one unit, which is back when its whole value is. */
function unitsBack(line: ShopLine, quantity: string, net: Amount): number {
	const left = remaining(line);
	const isWhole = left.net.presentment <= net.presentment;
	return wholeQuantity(quantity) ?? (isWhole ? left.quantity : 0);
}

function addReturned(line: ShopLine, back: Omit<RefundedLine, 'id' | 'line' | 'restock'>): ShopLine {
	const taxes = line.taxes.map((tax, index) => {
		const returned = back.taxes.filter((one) => one.tax === tax).map(({ amount }) => amount);
		return returned.reduce(add, line.returned.taxes[index] ?? ZERO);
	});
	return {
		...line,
		returned: {
			quantity: line.returned.quantity + back.quantity,
			net: add(line.returned.net, back.net),
			taxes,
			discount: add(line.returned.discount, back.discount),
		},
	};
}

/** Takes lines back: gives the refund's lines and enters them into the order's. */
export function takeBack(
	book: readonly DayBookRefundLine[],
	refundKey: string,
	lines: LineIndex,
	context: ReturnContext,
): RefundedLine[] {
	const conversion = new Conversion(context.currencies, context.rate);
	const minor = (text: string): bigint => toMinor(text, context.currencies.presentment);
	return book.map((entry, position) => {
		const line = lines.get(entry.orderLineId);
		if (line === undefined) {
			throw new Error(
				`refund ${refundKey} names line ${entry.orderLineId}, which order ${context.orderKey} does not have`,
			);
		}
		const left = [...line.taxes];
		const named = entry.taxes.map((tax) => ({ tax: takeTax(tax.name, left), minor: minor(tax.amount) }));
		const onTop = named.filter(({ tax }) => context.pricesIncludeTax && tax.channelLiable);
		const net = conversion.next(onTop.reduce((sum, one) => sum + one.minor, minor(entry.amount)));
		const taxes = named.map((one) => ({
			tax: one.tax,
			amount: context.pricesIncludeTax ? conversion.single(one.minor) : conversion.next(one.minor),
		}));
		const quantity = unitsBack(line, entry.quantity, net);
		const back = { quantity, net, taxes, discount: discountShare(line, quantity) };
		const after = addReturned(line, back);
		lines.set(line.key, after);
		const kind = line.type === 'shipping' ? 'RefundShippingLine' : 'RefundLineItem';
		const id = numericId(kind, `${context.orderKey}/${refundKey}/${position}`);
		return { id, line: after, ...back, restock: entry.restock };
	});
}

/** Takes back whatever is left of an order. */
export function takeBackRest(refundKey: string, lines: LineIndex, orderKey: string): RefundedLine[] {
	const rest = [...lines.values()].filter(
		(line) => remaining(line).quantity > 0 || remaining(line).net.presentment > 0n,
	);
	return rest.map((line, position) => {
		const { quantity, net, discount, taxes: amounts } = remaining(line);
		const taxes = line.taxes.map((tax, index) => ({ tax, amount: amounts[index] ?? ZERO }));
		const back = { quantity, net, taxes, discount };
		const after = addReturned(line, back);
		lines.set(line.key, after);
		const kind = line.type === 'shipping' ? 'RefundShippingLine' : 'RefundLineItem';
		return {
			id: numericId(kind, `${orderKey}/${refundKey}/${position}`),
			line: after,
			...back,
			restock: true,
		};
	});
}

function adjustmentReason(reason: string | undefined): ShopAdjustment['reason'] {
	if (/restock/i.test(reason ?? '')) return 'RESTOCK';
	if (/damage/i.test(reason ?? '')) return 'DAMAGE';
	return /customer/i.test(reason ?? '') ? 'CUSTOMER' : 'REFUND_DISCREPANCY';
}

/**
 * The part of a refund that belongs to no line. The day book counts what the customer gets; Shopify counts from the
 * merchant's side, and its `amount` is without `tax` whatever the order's prices contain (REST reference, order_adjustments).
 */
export function adjustments(refund: RefundEvent, context: ReturnContext): ShopAdjustment[] {
	const conversion = new Conversion(context.currencies, context.rate);
	return (refund.adjustments ?? []).map((entry, position) => {
		const amount = toMinor(entry.amount, context.currencies.presentment);
		const tax = toMinor(entry.tax ?? '0', context.currencies.presentment);
		const gross = conversion.next(context.pricesIncludeTax ? amount : amount + tax);
		const taxPart = conversion.single(tax);
		return {
			id: numericId('OrderAdjustment', `${context.orderKey}/${refund.id}/${position}`),
			amount: negate(subtract(gross, taxPart)),
			tax: negate(taxPart),
			reason: adjustmentReason(entry.reason),
		};
	});
}
