/** The events of the accounting handbook that follow a sale, or have none: by their number there. */
import type { AccountingCase } from './accountingCases';
import { balanceOf, cancellationOf, editOf, fulfilmentOf } from './changeDocuments';
import {
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

const AT_DELIVERY = { revenue: 'fulfilment' } as const;
const COST = { cogs: 'fromShop' } as const;

const ADDED = line('30', { name: 'Candle', taxes: [tax('3')] });
const REMOVED = refundLine('30', { name: 'Candle', taxes: [tax('3')] });

export const CHANGE_CASES: readonly AccountingCase[] = [
	{
		id: 'E1b',
		title: 'Revenue at delivery: at payment',
		note: 'Income is owed to the customer until the goods are delivered; tax is due at once.',
		document: baseSale([payment('209')]),
		policy: AT_DELIVERY,
	},
	{
		id: 'E1c',
		title: 'Revenue at delivery: at delivery',
		note: 'Deferred revenue becomes income, with the discount that was given.',
		document: fulfilmentOf(baseSale([]).lines),
		policy: AT_DELIVERY,
	},
	{
		id: 'E2b',
		title: 'The customer pays the invoice by bank transfer',
		note: 'Through the clearing account of bank transfers, which the bank feed empties.',
		document: paymentOf(payment('209', 'bank_transfer')),
		beyondFacts: true,
	},
	{
		id: 'E3b',
		title: 'Deposit before any invoice exists',
		note: 'Owed to the customer until the sale.',
		document: paymentOf(payment('50'), { deposit: true }),
	},
	{
		id: 'E3c',
		title: 'The sale that a deposit pays in part',
		note: 'The deposit is a means of payment, as a gift card is.',
		document: baseSale([payment('50', 'deposit'), payment('159')]),
		beyondFacts: true,
	},
	{
		id: 'E6d',
		title: 'Discount on a price that contains tax',
		note: 'The tax inside the discount is taken off at the rate of the line; the tax of the line is the shop’s own figure.',
		document: saleOf({
			pricesIncludeTax: true,
			lines: [
				line('120', {
					discount: money('12'),
					discountCodes: ['TEN'],
					taxes: [tax('18', { name: 'VAT', rate: '0.2' })],
				}),
			],
			payments: [payment('108')],
		}),
		beyondFacts: true,
	},
	{
		id: 'E7c',
		title: 'Free promotional gift card used',
		note: 'Nobody paid for the card, so there is no debt to release: it is a discount.',
		document: baseSale([payment('50', 'gift_card', { promotional: true }), payment('159')]),
	},
	{
		id: 'E7d',
		title: 'Gift card expired',
		note: 'Only where the law lets the shop keep it.',
		document: balanceOf('giftCard', 'expired', '5'),
	},
	{
		id: 'E8c',
		title: 'Goodwill store credit',
		note: 'Nothing came back, so no sale is taken back.',
		document: balanceOf('storeCredit', 'given', '10'),
	},
	{
		id: 'E11b',
		title: 'Full refund, and the goods are back in stock',
		note: 'The cost goes back only where the stock really returns.',
		document: refundOf({
			lines: [refundLine('180', { taxes: [tax('18')], restocked: true, cost: money('80') })],
			payments: [payment('198')],
		}),
		policy: COST,
		beyondFacts: true,
	},
	{
		id: 'E11i',
		title: 'Refund before delivery, where revenue counts at delivery',
		note: 'What was deferred is no longer owed; it never was income.',
		document: refundOf({
			lines: [refundLine('180', { taxes: [tax('18')], fulfilled: false })],
			payments: [payment('198')],
		}),
		policy: AT_DELIVERY,
		beyondFacts: true,
	},
	{
		id: 'E11j',
		title: 'Refund through two gateways',
		note: 'Each gateway’s clearing account is credited with what went back through it.',
		document: refundOf({
			lines: [refundLine('90', { taxes: [tax('9')] })],
			payments: [payment('60'), payment('39', 'paypal')],
		}),
		beyondFacts: true,
	},
	{
		id: 'E12a',
		title: 'Order edit: an item is added, not yet paid',
		note: 'Of the day of the edit; the sale stays as it was posted.',
		document: editOf('209', '242', { added: [ADDED] }),
	},
	{
		id: 'E12b',
		title: 'The extra amount is paid',
		note: 'The payment belongs to the edit, not to the sale.',
		document: paymentOf(payment('33'), { settles: 'shopify/my-shop/edit/3', settlesType: 'OrderEdit' }),
	},
	{
		id: 'E12c',
		title: 'Order edit: an item is removed, the refund is owed',
		note: 'What is to go back is owed until it does.',
		document: editOf('242', '209', { removed: [REMOVED] }),
	},
	{
		id: 'E12d',
		title: 'Order edit of an unpaid order: an item is removed',
		note: 'It lowers what the customer owes.',
		document: editOf('242', '209', { removed: [REMOVED], reducesReceivable: true }),
		beyondFacts: true,
	},
	{
		id: 'E12e',
		title: 'Order edit: an item is exchanged for a dearer one, the difference is paid',
		note: 'Both stand on one document; the customer pays the difference.',
		document: editOf('209', '231', {
			added: [line('50', { name: 'Lamp', taxes: [tax('5')] })],
			removed: [REMOVED],
			payments: [payment('22')],
		}),
		beyondFacts: true,
	},
	{
		id: 'E13b',
		title: 'Cancelled before payment, the invoice had been posted',
		note: 'The same as a refund of what was owed; in an open period the invoice can be voided instead (Undo).',
		document: cancellationOf('209', '19', baseRefund().lines),
		policy: { returns: 'gross' },
		beyondFacts: true,
	},
	{
		id: 'E20',
		title: 'Cost of goods at delivery',
		note: 'Never where the ledger tracks the stock of the product itself.',
		document: fulfilmentOf([line('200', { cost: money('80') })]),
		policy: COST,
	},
	{
		id: 'E20a',
		title: 'Cost of goods with the sale',
		note: 'Where revenue counts at payment the cost goes with it, on a journal of its own.',
		document: saleOf({
			lines: [line('200', { cost: money('80'), taxes: [tax('20')] })],
			payments: [payment('220')],
		}),
		policy: COST,
		beyondFacts: true,
	},
	{
		id: 'E20b',
		title: 'Returned damaged, not restocked',
		note: 'The cost stays a cost; it is shown as written off instead of sold.',
		document: refundOf({
			lines: [refundLine('180', { taxes: [tax('18')], damaged: true, cost: money('80') })],
			payments: [payment('198')],
		}),
		policy: COST,
		isOfFacts: ({ role }) => role === 'writeOffs' || role === 'cogs',
	},
];
