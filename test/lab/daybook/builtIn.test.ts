import { currencyDigits } from '../../../core/money/currency';
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import { isoDigits } from '../../../lab/daybook/currency';
import type { DayBook, OrderEvent, RefundEvent } from '../../../lab/daybook/events';
import { expectedBooks } from '../../../lab/daybook/expectedBooks';
import { parseDayBook, writeDayBook } from '../../../lab/daybook/readDayBook';

const ordersOf = (book: DayBook): OrderEvent[] => book.events.filter((event) => event.kind === 'order');
const refundsOf = (book: DayBook): RefundEvent[] => book.events.filter((event) => event.kind === 'refund');

describe.each([
	['pounds', builtIn],
	['dollars', builtInUs],
])('the built-in day book in %s', (_, make) => {
	test('passes the reader and comes back the same', () => {
		expect(parseDayBook(writeDayBook(make()))).toEqual(make());
	});

	test('is the same at each call', () => {
		expect(writeDayBook(make())).toBe(writeDayBook(make()));
	});

	test('balances', () => {
		const { balances } = expectedBooks(make());
		const minor = (text: string): bigint => BigInt(text.replace('.', ''));
		const sum = (side: 'debit' | 'credit'): bigint =>
			balances.reduce((all, one) => all + minor(one[side]), 0n);
		expect(balances.length).toBeGreaterThan(10);
		expect(sum('debit')).toBe(sum('credit'));
	});
});

describe('what the one in pounds has', () => {
	const book = builtIn();
	const orders = ordersOf(book);
	const some = (test: (order: OrderEvent) => boolean): boolean => orders.some(test);

	test('about forty orders over three days', () => {
		expect(orders.length).toBeGreaterThanOrEqual(40);
		expect(new Set(orders.map(({ at }) => at.slice(0, 10)))).toEqual(
			new Set(['2026-09-14', '2026-09-15', '2026-09-16']),
		);
	});

	test('one of everything', () => {
		expect(some(({ lines }) => lines.some((line) => line.discountCode !== undefined))).toBe(true);
		expect(some(({ lines }) => lines.some(({ type }) => type === 'giftCard'))).toBe(true);
		expect(some(({ lines }) => lines.some(({ type }) => type === 'tip'))).toBe(true);
		expect(some(({ lines }) => lines.some(({ type }) => type === 'fee'))).toBe(true);
		expect(
			some(({ shipTo, lines }) => shipTo.country === 'FR' && lines.every(({ taxes }) => taxes.length === 0)),
		).toBe(true);
		expect(some(({ payments }) => payments.some(({ gateway }) => gateway === 'gift_card'))).toBe(true);
		expect(some(({ payments }) => new Set(payments.map(({ gateway }) => gateway)).size === 2)).toBe(true);
		expect(some(({ terms }) => terms !== undefined)).toBe(true);
		expect(some(({ test: isTest }) => isTest === true)).toBe(true);
		expect(some(({ lines }) => lines.some((line) => line.unitPrice === '0.045'))).toBe(true);
	});

	test('all kinds of refunds', () => {
		const refunds = refundsOf(book);
		const find = (orderId: string): OrderEvent => orders.find(({ id }) => id === orderId)!;
		const isShippingOnly = ({ orderId, lines }: RefundEvent): boolean =>
			lines.length > 0 &&
			lines.every(
				(back) => find(orderId).lines.find(({ id }) => id === back.orderLineId)?.type === 'shipping',
			);
		expect(refunds.some(isShippingOnly)).toBe(true);
		expect(refunds.some(({ lines, adjustments }) => lines.length === 0 && adjustments !== undefined)).toBe(
			true,
		);
		expect(refunds.some(({ orderId, lines }) => lines.length === find(orderId).lines.length)).toBe(true);
		expect(refunds.some(({ payments }) => payments.some(({ gateway }) => gateway === 'gift_card'))).toBe(
			true,
		);
	});

	test('what the books must say', () => {
		const { balances, counts } = expectedBooks(book);
		expect(counts.orders).toEqual({ posted: 40, test: 1, authorizedOnly: 1, zeroValue: 1 });
		const balanceOf = (role: string): string[] =>
			balances.filter((one) => one.role === role).map(({ debit, credit }) => `${debit} ${credit}`);
		expect(balanceOf('receivable')).toEqual(['180.00 0.00']);
		// sold 50.00, used 30.00, given back 11.20
		expect(balanceOf('giftCardLiability')).toEqual(['0.00 31.20']);
		expect(balanceOf('tips')).toEqual(['0.00 2.50']);
		expect(balanceOf('refundAdjustments')).toEqual(['5.00 0.00']);
		// 4.95 without its VAT of 0.83, twice
		expect(balanceOf('shippingRefunds')).toEqual(['8.24 0.00']);
	});
});

test('the one in dollars has two taxes, marketplace tax, yen and euro, duties, store credit', () => {
	const { balances } = expectedBooks(builtInUs());
	const taxes = balances.filter(({ role }) => role === 'taxPayable').map(({ tax }) => tax?.name);
	expect(taxes).toEqual(['California State Tax', 'Los Angeles County Tax']);
	const roles = new Set(balances.map(({ role }) => role));
	for (const role of ['marketplaceTax', 'duties', 'importTax', 'storeCredit'] as const)
		expect(roles).toContain(role);
	expect(new Set(ordersOf(builtInUs()).map(({ currency }) => currency))).toEqual(
		new Set(['USD', 'JPY', 'EUR']),
	);
});

test("the lab's currencies have the digits that the books give them", () => {
	for (const code of ['GBP', 'USD', 'EUR', 'JPY', 'KRW', 'KWD', 'BHD', 'ISK', 'CLP', 'HUF', 'UGX']) {
		expect([code, isoDigits(code)]).toEqual([code, currencyDigits(code)]);
	}
	for (const code of ['GPB', 'gbp', 'constructor', '']) expect(isoDigits(code)).toBeUndefined();
});
