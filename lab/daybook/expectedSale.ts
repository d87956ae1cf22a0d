/** What a sale and its payments must do to the books. Income without tax, before discounts; discounts on their own account. */
import Big from 'big.js';
import { digitsOf, extended, roundTo, sum, taxesOf } from './arithmetic';
import type { BookRole, Books } from './books';
import type { DayBookLine, DayBookLineType, DayBookPayment } from './events';
import type { FigureName, FigureSums } from './figures';
import { capturedOf, type KnownOrder } from './orderBook';

/** Where a line's value goes. A gift card sold is owed to its holder: no income. */
export const ROLE_OF_LINE: Readonly<Record<DayBookLineType, BookRole>> = {
	item: 'sales',
	fee: 'sales',
	shipping: 'shippingIncome',
	tip: 'tips',
	giftCard: 'giftCardLiability',
	duty: 'duties',
	importTax: 'importTax',
};

const FIGURE_OF_LINE: Readonly<Record<DayBookLineType, FigureName>> = {
	item: 'netItems',
	fee: 'netFees',
	shipping: 'netShipping',
	tip: 'tips',
	giftCard: 'giftCardsSold',
	duty: 'duties',
	importTax: 'importTax',
};

/** Gift cards and store credit are liabilities that shrink when somebody pays with them; all else passes through clearing. */
export function tenderOf(gateway: string): { role: BookRole; gateway?: string } {
	if (gateway === 'gift_card') return { role: 'giftCardLiability' };
	if (gateway === 'store_credit') return { role: 'storeCredit' };
	return { role: 'clearing', gateway };
}

/**
 * A discount without the merchant's tax: when prices contain tax, discount / (1 + the line's rates), rounded half up.
 * Marketplace taxes are never in a price.
 */
function discountWithoutTax(
	line: DayBookLine,
	discount: Big,
	pricesIncludeTax: boolean,
	digits: number,
): Big {
	if (!pricesIncludeTax) return discount;
	const rates = sum(taxesOf(line, 'merchant').map((tax) => tax.rate));
	return roundTo(discount.div(rates.plus(1)), digits);
}

/** Books one line; returns what it adds to the order's total, in the currency of the books. */
function bookLine(line: DayBookLine, known: KnownOrder, books: Books, figures: FigureSums): Big {
	const { convert, currency, order } = known;
	const before = convert(extended(line, digitsOf(order.currency)));
	const discount = convert(line.discount);
	const merchantTaxes = taxesOf(line, 'merchant').map((tax) => ({ tax, amount: convert(tax.amount) }));
	const merchantTax = sum(merchantTaxes.map(({ amount }) => amount));
	const amount = before.minus(discount);
	const net = order.pricesIncludeTax ? amount.minus(merchantTax) : amount;
	const netDiscount = discountWithoutTax(line, discount, order.pricesIncludeTax, digitsOf(currency));
	books.credit(ROLE_OF_LINE[line.type], currency, net.plus(netDiscount));
	books.debit('discounts', currency, netDiscount);
	figures.add(currency, FIGURE_OF_LINE[line.type], net);
	figures.add(currency, 'discountsWithTax', discount);
	figures.add(currency, 'discountsNet', netDiscount);
	if (line.type === 'item') figures.add(currency, 'itemsBeforeDiscountWithTax', before);
	for (const { tax, amount: charged } of merchantTaxes) {
		books.credit('taxPayable', currency, charged, { tax });
		figures.addTax(currency, tax, charged);
	}
	let marketplaceTax = new Big(0);
	for (const tax of taxesOf(line, 'marketplace')) {
		const charged = convert(tax.amount);
		books.credit('marketplaceTax', currency, charged, { tax });
		marketplaceTax = marketplaceTax.plus(charged);
	}
	figures.add(currency, 'marketplaceTax', marketplaceTax);
	return net.plus(merchantTax).plus(marketplaceTax);
}

function bookPayments(
	payments: readonly DayBookPayment[],
	known: KnownOrder,
	books: Books,
	figures: FigureSums,
): Big {
	const { convert, currency } = known;
	let received = new Big(0);
	for (const payment of payments) {
		if (payment.status !== 'captured') continue;
		const amount = convert(payment.amount);
		const { role, ...qualifier } = tenderOf(payment.gateway);
		books.debit(role, currency, amount, qualifier);
		figures.addGateway(currency, 'captured', payment.gateway, amount);
		received = received.plus(amount);
	}
	return received;
}

/**
 * Books an order with all payments it ever had. What is still owed is a receivable; what conversion to the shop's currency
 * leaves over is rounding.
 */
export function bookSale(known: KnownOrder, books: Books, figures: FigureSums): void {
	const { convert, currency, order, payments } = known;
	const total = sum(order.lines.map((line) => bookLine(line, known, books, figures)));
	const received = bookPayments(payments, known, books, figures);
	const outstanding = convert(known.total.minus(capturedOf(payments)));
	books.debit('receivable', currency, outstanding);
	books.debit('rounding', currency, total.minus(received).minus(outstanding));
	figures.add(currency, 'orderTotals', total);
	figures.add(currency, 'outstanding', outstanding);
}
