/** What a sale and its payments must do to the books. Income without tax, before discounts; discounts on their own account. */
import Big from 'big.js';
import { digitsOf, extended, roundTo, sum, taxesOf } from './arithmetic';
import type { BookRole, Books } from './books';
import type { Conversion } from './conversion';
import type { DayBookLine, DayBookLineType } from './events';
import type { FigureName, FigureSums } from './figures';
import type { KnownOrder } from './orderBook';

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

/** An amount that contains tax without it: amount / (1 + rates), rounded half up. */
function withoutTax(amount: Big, rates: Big, digits: number): Big {
	return roundTo(amount.div(rates.plus(1)), digits);
}

/** Books one line; returns what it adds to the order's total, in the currency of the books. */
function bookLine(
	line: DayBookLine,
	known: KnownOrder,
	conversion: Conversion,
	books: Books,
	figures: FigureSums,
): Big {
	const { currency, order } = known;
	const { pricesIncludeTax } = order;
	const inPrice = taxesOf(line, 'merchant');
	const onTop = pricesIncludeTax ? sum(taxesOf(line, 'marketplace').map((tax) => tax.amount)) : new Big(0);
	const before = extended(line, digitsOf(order.currency));
	const price = conversion.next(before.minus(line.discount).plus(onTop));
	const charged = line.taxes.map((tax) => ({
		tax,
		amount: pricesIncludeTax ? conversion.single(tax.amount) : conversion.next(tax.amount),
	}));
	const discount = conversion.single(line.discount);
	const allTax = sum(charged.map(({ amount }) => amount));
	const net = pricesIncludeTax ? price.minus(allTax) : price;
	const rates = sum(inPrice.map((tax) => tax.rate));
	const netDiscount = pricesIncludeTax ? withoutTax(discount, rates, digitsOf(currency)) : discount;
	books.credit(ROLE_OF_LINE[line.type], currency, net.plus(netDiscount));
	books.debit('discounts', currency, netDiscount);
	figures.add(currency, FIGURE_OF_LINE[line.type], net);
	figures.add(currency, 'discountsWithTax', discount);
	figures.add(currency, 'discountsNet', netDiscount);
	if (line.type === 'item') figures.add(currency, 'itemsBeforeDiscountWithTax', conversion.single(before));
	for (const { tax, amount } of charged) {
		if (tax.collectedBy === 'merchant') {
			books.credit('taxPayable', currency, amount, { tax });
			figures.addTax(currency, tax, amount);
		} else {
			books.credit('marketplaceTax', currency, amount, { tax });
			figures.add(currency, 'marketplaceTax', amount);
		}
	}
	return net.plus(allTax);
}

/**
 * Books an order with all payments it ever had. What is not paid is a receivable. A payment debits its clearing account, a
 * gift card or store credit what the shop owed for it.
 */
export function bookSale(known: KnownOrder, books: Books, figures: FigureSums): void {
	const { currency, order, payments } = known;
	const overLines = known.conversion();
	const total = sum(order.lines.map((line) => bookLine(line, known, overLines, books, figures)));
	const overPayments = known.conversion();
	let received = new Big(0);
	for (const payment of payments) {
		if (payment.status !== 'captured') continue;
		const amount = overPayments.next(payment.amount);
		const { role, ...qualifier } = tenderOf(payment.gateway);
		books.debit(role, currency, amount, qualifier);
		figures.addGateway(currency, 'captured', payment.gateway, amount);
		received = received.plus(amount);
	}
	const outstanding = total.minus(received);
	books.debit('receivable', currency, outstanding);
	figures.add(currency, 'orderTotals', total);
	figures.add(currency, 'outstanding', outstanding);
}
