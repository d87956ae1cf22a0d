/** What a refund must do to the books: income goes back through accounts of its own, the tax to where it was owed. */
import Big from 'big.js';
import { digitsOf, sum } from './arithmetic';
import { taxKey, type BookRole, type Books } from './books';
import type { Conversion } from './conversion';
import type { DayBookLine, DayBookLineType, DayBookTax, RefundEvent } from './events';
import { tenderOf } from './expectedSale';
import type { FigureName, FigureSums } from './figures';
import { capturedOf, type KnownOrder } from './orderBook';

/** Income that is given back has its own account; a liability shrinks where it stood. */
const ROLE_OF_RETURN: Readonly<Record<DayBookLineType, BookRole>> = {
	item: 'salesReturns',
	fee: 'salesReturns',
	shipping: 'shippingRefunds',
	tip: 'tips',
	giftCard: 'giftCardLiability',
	duty: 'duties',
	importTax: 'importTax',
};

const FIGURE_OF_RETURN: Readonly<Partial<Record<DayBookLineType, FigureName>>> = {
	item: 'refundedItemsNet',
	fee: 'refundedFeesNet',
	shipping: 'refundedShippingNet',
};

/** Worth in the currency of the books, and exactly in the order's. */
interface Worth {
	readonly booked: Big;
	readonly exact: Big;
}

function lineOf(known: KnownOrder, id: string): DayBookLine {
	const line = known.order.lines.find((candidate) => candidate.id === id);
	if (line === undefined) throw new Error(`order ${known.order.id} has no line ${id}`);
	return line;
}

function bookReturnedLine(
	back: RefundEvent['lines'][number],
	known: KnownOrder,
	conversion: Conversion,
	books: Books,
	figures: FigureSums,
): Worth {
	const { currency, order } = known;
	const { pricesIncludeTax } = order;
	const line = lineOf(known, back.orderLineId);
	const returned = back.taxes.map(({ name, amount }) => {
		const tax = line.taxes.find((charged) => charged.name === name);
		if (tax === undefined) throw new Error(`line ${line.id} of order ${order.id} has no tax ${name}`);
		return { tax, exact: new Big(amount), isOnTop: !pricesIncludeTax || tax.collectedBy === 'marketplace' };
	});
	const onTop = sum(returned.filter(({ isOnTop }) => isOnTop).map(({ exact }) => exact));
	const price = conversion.next(pricesIncludeTax ? onTop.plus(back.amount) : back.amount);
	let taxes = new Big(0);
	for (const { tax, exact } of returned) {
		const amount = pricesIncludeTax ? conversion.single(exact) : conversion.next(exact);
		taxes = taxes.plus(amount);
		const isMerchant = tax.collectedBy === 'merchant';
		books.debit(isMerchant ? 'taxPayable' : 'marketplaceTax', currency, amount, { tax });
		if (isMerchant) figures.add(currency, 'refundedTax', amount);
	}
	const net = pricesIncludeTax ? price.minus(taxes) : price;
	books.debit(ROLE_OF_RETURN[line.type], currency, net);
	const figure = FIGURE_OF_RETURN[line.type];
	if (figure !== undefined) figures.add(currency, figure, net);
	return { booked: net.plus(taxes), exact: onTop.plus(back.amount) };
}

/** The merchant's taxes of an order with what was charged, in the order of their first appearance. */
function chargedTaxes(known: KnownOrder): { tax: DayBookTax; charged: Big }[] {
	const taxes = new Map<string, { tax: DayBookTax; charged: Big }>();
	for (const tax of known.order.lines.flatMap((line) => line.taxes)) {
		if (tax.collectedBy !== 'merchant') continue;
		const entry = taxes.get(taxKey(tax));
		if (entry === undefined) taxes.set(taxKey(tax), { tax, charged: new Big(tax.amount) });
		else entry.charged = entry.charged.plus(tax.amount);
	}
	return [...taxes.values()];
}

/** Shares an amount by weights; units left over go to the largest remainders, the first of equals first. */
function share(amount: Big, weights: readonly Big[], digits: number): Big[] {
	const whole = sum(weights);
	const exact = weights.map((weight) => (whole.eq(0) ? new Big(0) : amount.times(weight).div(whole)));
	const shares = exact.map((value) => value.round(digits, 0));
	const unit = new Big(10).pow(-digits);
	const byRemainder = exact
		.map((value, index) => ({ index, rest: value.minus(shares[index] ?? 0) }))
		.toSorted((a, b) => b.rest.cmp(a.rest) || a.index - b.index);
	let left = amount.minus(sum(shares));
	for (const { index } of byRemainder) {
		if (left.lt(unit)) break;
		shares[index] = (shares[index] ?? new Big(0)).plus(unit);
		left = left.minus(unit);
	}
	return shares;
}

/**
 * An amount given back without a line. Its tax is of the order's tax; the day book does not say of which when there are
 * several, then it is shared as they were charged.
 */
function bookAdjustment(
	adjustment: NonNullable<RefundEvent['adjustments']>[number],
	known: KnownOrder,
	conversion: Conversion,
	books: Books,
	figures: FigureSums,
): Worth {
	const { currency, order } = known;
	const exact = new Big(adjustment.amount).plus(order.pricesIncludeTax ? 0 : (adjustment.tax ?? '0'));
	const booked = conversion.next(exact);
	const tax = conversion.single(adjustment.tax ?? '0');
	const net = booked.minus(tax);
	books.debit('refundAdjustments', currency, net);
	figures.add(currency, 'refundedAdjustmentsNet', net);
	const taxes = chargedTaxes(known);
	const shares = share(
		tax,
		taxes.map(({ charged }) => charged),
		digitsOf(currency),
	);
	taxes.forEach((entry, index) => {
		books.debit('taxPayable', currency, shares[index] ?? new Big(0), { tax: entry.tax });
	});
	figures.add(currency, 'refundedTax', tax);
	return { booked, exact };
}

/**
 * Books a refund. Money that went back leaves its gateway's clearing (or becomes a gift card again). What has not gone back
 * reduces the receivable when the order is still unpaid by that much, else it is owed to the customer.
 * @param reduced what earlier refunds took off the order's receivable, in the order's currency
 * @returns what this one takes off it
 */
export function bookRefund(
	refund: RefundEvent,
	known: KnownOrder,
	reduced: Big,
	books: Books,
	figures: FigureSums,
): Big {
	const { currency } = known;
	const [overLines, overAdjustments, overPayments] = [
		known.conversion(),
		known.conversion(),
		known.conversion(),
	];
	const parts = [
		...refund.lines.map((back) => bookReturnedLine(back, known, overLines, books, figures)),
		...(refund.adjustments ?? []).map((one) => bookAdjustment(one, known, overAdjustments, books, figures)),
	];
	const worth = sum(parts.map(({ booked }) => booked));
	const exact = sum(parts.map((part) => part.exact));
	let [gone, goneExact] = [new Big(0), new Big(0)];
	for (const payment of refund.payments) {
		if (payment.status !== 'refunded') continue;
		const amount = overPayments.next(payment.amount);
		const { role, ...qualifier } = tenderOf(payment.gateway);
		books.credit(role, currency, amount, qualifier);
		figures.addGateway(currency, 'refundedBy', payment.gateway, amount);
		gone = gone.plus(amount);
		goneExact = goneExact.plus(payment.amount);
	}
	const paidBefore = capturedOf(
		known.payments.filter((payment) => Date.parse(payment.at) <= Date.parse(refund.at)),
	);
	const outstanding = known.total.minus(paidBefore).minus(reduced);
	const unsettled = exact.minus(goneExact);
	const owed = overPayments.next(unsettled);
	const reduces = goneExact.eq(0) && outstanding.gte(exact);
	books.credit(reduces ? 'receivable' : 'refundsPayable', currency, owed);
	books.credit('rounding', currency, worth.minus(gone).minus(owed));
	figures.add(currency, 'refunded', worth);
	return reduces ? unsettled : new Big(0);
}
