/** The events of the accounting handbook as documents, by their number there. */
import type { BookableDocument } from '../../core/documents';
import type { JournalLine } from '../../core/journal/entry';
import type { JournalPolicy } from '../../core/journal/policy';
import {
	adjustment,
	baseRefund,
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from './documents';

export interface AccountingCase {
	readonly id: string;
	readonly title: string;
	readonly document: BookableDocument;
	readonly policy?: Partial<JournalPolicy>;
	/** what an accountant would say about it, in a sentence */
	readonly note?: string;
	/** more than, or beside, the entry that the handbook shows under this number */
	readonly beyondFacts?: boolean;
	/** the lines that the handbook's entry is about, where the document books more at once */
	isOfFacts?(line: JournalLine): boolean;
	/** what one unit of other currencies was carried at in the books, which the handbook counts in */
	readonly carriedAt?: Readonly<Record<string, number>>;
}

const GROSS_RETURNS: Partial<JournalPolicy> = { returns: 'gross' };

export const ACCOUNTING_CASES: readonly AccountingCase[] = [
	{ id: 'E1', title: 'Order paid by card, prices without tax', document: baseSale([payment('209')]) },
	{ id: 'E2', title: 'Order unpaid, on net terms', document: { ...baseSale([]), dueOn: '2026-04-01' } },
	{ id: 'E3', title: 'Part payment of an invoiced order', document: paymentOf(payment('50')) },
	{
		id: 'E4',
		title: 'Discount net instead of gross',
		document: baseSale([payment('209')]),
		policy: { discounts: 'net' },
	},
	{
		id: 'E6a',
		title: '120.00 with 20 % VAT in it',
		document: saleOf({
			pricesIncludeTax: true,
			lines: [line('120', { taxes: [tax('20', { name: 'VAT', rate: '0.2' })] })],
			payments: [payment('120')],
		}),
	},
	{
		id: 'E6b',
		title: 'The marketplace collects the tax',
		document: saleOf({
			lines: [line('100', { taxes: [tax('8', { rate: '0.08', collectedBy: 'marketplace' })] })],
			payments: [payment('108')],
		}),
	},
	{
		id: 'E7a',
		title: 'Gift card sold',
		document: saleOf({
			lines: [line('50', { type: 'giftCard', name: 'Gift card' })],
			payments: [payment('50')],
		}),
	},
	{
		id: 'E7b',
		title: 'Gift card used',
		document: baseSale([payment('50', 'gift_card'), payment('159')]),
	},
	{
		id: 'E8a',
		title: 'Refund issued as store credit',
		document: refundOf({
			lines: [refundLine('50', { taxes: [tax('5')] })],
			payments: [payment('55', 'store_credit')],
		}),
	},
	{
		id: 'E8b',
		title: 'Store credit used',
		document: baseSale([payment('55', 'store_credit'), payment('154')]),
	},
	{
		id: 'E9',
		title: 'Tip on top',
		document: saleOf({ lines: [line('10', { type: 'tip', name: 'Tip' })], payments: [payment('10')] }),
	},
	{
		id: 'E10a',
		title: 'Duty and import tax collected at checkout',
		document: saleOf({
			lines: [
				line('12', { type: 'duty', name: 'Import duty' }),
				line('8', { type: 'importTax', name: 'Import tax' }),
			],
			payments: [payment('20')],
		}),
	},
	{
		id: 'E11a',
		title: 'Full refund',
		document: baseRefund({ payments: [payment('209')] }),
		policy: GROSS_RETURNS,
	},
	{
		id: 'E11c',
		title: 'Partial refund: one of two items',
		document: refundOf({
			lines: [refundLine('90', { discount: money('10'), taxes: [tax('9')] })],
			payments: [payment('99')],
		}),
		policy: GROSS_RETURNS,
	},
	{
		id: 'E11d',
		title: 'Shipping-only refund',
		document: refundOf({
			lines: [refundLine('10', { type: 'shipping', name: 'Standard', taxes: [tax('1')] })],
			payments: [payment('11')],
		}),
	},
	{
		id: 'E11e',
		title: 'Refund of an amount without items',
		document: refundOf({
			adjustments: [adjustment('15', { taxes: [tax('1.36')] })],
			payments: [payment('15')],
		}),
	},
	{
		id: 'E11f',
		title: 'Refund less a restocking fee',
		document: baseRefund({
			adjustments: [adjustment('10', { reason: 'Restocking fee', direction: 'keptBack' })],
			payments: [payment('199')],
		}),
		policy: GROSS_RETURNS,
	},
	{
		id: 'E11g',
		title: 'Refund back to a gift card',
		document: baseRefund({ payments: [payment('209', 'gift_card')] }),
		policy: GROSS_RETURNS,
	},
	{
		id: 'E11h',
		title: 'Refund approved, not yet settled',
		document: refundOf({ lines: [refundLine('90', { taxes: [tax('9')] })] }),
	},
	{
		id: 'E11h-settled',
		title: 'The approved refund settles',
		document: paymentOf(payment('99'), { direction: 'returned', settles: 'shopify/my-shop/refund/7' }),
	},
	{
		id: 'E13',
		title: 'Unpaid order refunded: it lowers what is owed',
		document: baseRefund({ reducesReceivable: true }),
		policy: GROSS_RETURNS,
	},
	{
		id: 'E21',
		title: 'The total of the store is 0.01 above its lines',
		document: saleOf({ total: '0.01', payments: [payment('0.01')] }),
	},
];
