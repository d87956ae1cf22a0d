/** The events of the accounting handbook that gateways and the bank tell: by their number there. */
import type { JournalLine } from '../../core/journal/entry';
import type { AccountingCase } from './accountingCases';
import { disputeOf, matchOf, payoutOf, transactionOf } from './changeDocuments';
import { money } from './documents';

const of = (movement: string) => (line: JournalLine) => line.movement === movement;
const SOLD = transactionOf('charge', '209', 'in', '6.36');
const DIRECT = { payouts: 'bank' } as const;

export const PAYOUT_CASES: readonly AccountingCase[] = [
	{
		id: 'E5',
		title: 'Carrier label bought out of the payout',
		note: 'The shipping charged to the customer is income (E1); the label is a cost.',
		document: payoutOf('201.50', [
			transactionOf('charge', '209'),
			transactionOf('shippingLabel', '7.50', 'out'),
		]),
		isOfFacts: of('kept'),
	},
	{
		id: 'E6c',
		title: 'Tax of a marketplace, paid by the channel out of the payout',
		note: 'What came in with the sale (E6b) goes out again: the wash account comes to nil.',
		document: payoutOf('100', [transactionOf('charge', '108'), transactionOf('marketplaceTax', '8', 'out')]),
		isOfFacts: of('kept'),
	},
	{
		id: 'E10b',
		title: 'Duties and import tax billed out of the payout',
		note: 'The customer was charged 12.00 of duty; what the border cost beyond that is a variance, never a sale.',
		document: payoutOf('187.90', [
			transactionOf('charge', '209'),
			transactionOf('duties', '13.10', 'out', '0', { collected: money('12') }),
			transactionOf('importTax', '8', 'out', '0', { collected: money('8') }),
		]),
		isOfFacts: of('kept'),
	},
	{
		id: 'E14a',
		title: 'Chargeback opened',
		note: 'Held by the gateway until it is decided; an inquiry moves nothing.',
		document: disputeOf('opened', '209', '15'),
	},
	{
		id: 'E14b',
		title: 'Chargeback won, the fee is returned',
		note: 'What was held comes back with its fee.',
		document: disputeOf('won', '209', '15'),
	},
	{
		id: 'E14c',
		title: 'Chargeback lost',
		note: 'What was disputed is a loss; its tax only where the law gives relief.',
		document: disputeOf('lost', '209', '0'),
	},
	{
		id: 'E14d',
		title: 'Chargeback as a loss from the start',
		note: 'For small volumes; won back it is reversed.',
		document: disputeOf('opened', '209', '15'),
		policy: { disputes: 'loss' },
	},
	{
		id: 'E14e',
		title: 'Chargeback won, the fee is kept',
		note: 'The fee stays a cost.',
		document: disputeOf('won', '209', '0'),
		beyondFacts: true,
	},
	{
		id: 'E14f',
		title: 'Chargeback won that was a loss from the start',
		note: 'The loss is reversed.',
		document: disputeOf('won', '209', '15'),
		policy: { disputes: 'loss' },
		beyondFacts: true,
	},
	{
		id: 'E15',
		title: 'Fee of the gateway, taken out of the payout',
		note: 'Booked with the payout that it is taken from.',
		document: payoutOf('202.64', [SOLD]),
		isOfFacts: of('kept'),
	},
	{
		id: 'E15b',
		title: 'Fee given back by the gateway',
		note: 'Fees less what was given back; where more comes back than is taken, it is a deposit into clearing.',
		document: payoutOf('6.36', [transactionOf('fee', '6.36', 'in')]),
		beyondFacts: true,
	},
	{
		id: 'E16a',
		title: 'Payout on its way',
		note: 'Exactly what the bank will show; the fee beside it has a document of its own (E15).',
		document: payoutOf('202.64', [SOLD], { status: 'inTransit' }),
		isOfFacts: of('payout'),
	},
	{
		id: 'E16b',
		title: 'The payout arrives in the bank',
		note: "On the bank's day, once it is matched with the bank's line.",
		document: matchOf('202.64'),
	},
	{
		id: 'E16c',
		title: 'The gateway debits the bank',
		note: 'More was refunded than was sold.',
		document: payoutOf('40', [transactionOf('refund', '40', 'out')], { direction: 'fromBank' }),
		policy: DIRECT,
	},
	{
		id: 'E16d',
		title: 'The payout arrives with a difference',
		note: 'What the bank has is booked. The difference is booked by nobody: it stays open on payouts in transit until a person finds its reason.',
		document: matchOf('202.64', '200.14'),
		beyondFacts: true,
	},
	{
		id: 'E16e',
		title: 'Payout straight to the bank',
		note: 'Without an account for what is in transit: on the day it arrives; the fee on the day of the payout.',
		document: payoutOf('202.64', [SOLD]),
		policy: DIRECT,
		beyondFacts: true,
	},
	{
		id: 'E16f',
		title: 'A whole payout, with a dispute, a reserve and the plan of the shop',
		note: 'The dispute of 209.00 and its fee are in clearing already, by a document of their own (E14a).',
		document: payoutOf('7701.55', [
			transactionOf('charge', '8632.38', 'in', '247.83'),
			transactionOf('refund', '320', 'out'),
			transactionOf('dispute', '209', 'out', '15'),
			transactionOf('reserveHold', '100', 'out'),
			transactionOf('subscription', '39', 'out'),
		]),
		beyondFacts: true,
	},
	{
		id: 'E17',
		title: 'Payout returned by the bank',
		note: 'It was on its way, and came back: the gateway owes it again. What was taken out of it stays taken.',
		document: payoutOf('202.64', [SOLD], { status: 'failed', returnedOn: '2026-03-06' }),
		isOfFacts: of('returned'),
	},
	{
		id: 'E17b',
		title: 'A later payout pays out what was returned',
		note: 'What came back is in clearing already (E17); it goes out with the next payout.',
		document: payoutOf('302.64', [
			transactionOf('payoutReturn', '202.64'),
			transactionOf('charge', '103', 'in', '3'),
		]),
		beyondFacts: true,
	},
	{
		id: 'E17c',
		title: 'Payout called off',
		note: 'It never was on its way: nothing of it is booked but what the gateway has kept.',
		document: payoutOf('202.64', [SOLD], { status: 'cancelled' }),
		beyondFacts: true,
	},
	{
		id: 'E18',
		title: 'Payout of what was paid in another currency',
		note: 'Customers paid EUR 100.00, which the books carry at 110.00; the gateway made 112.00 of it and took 1.68. Each currency balances; once the ledger has valued EUR 100.00 at 110.00, the account for exchange gains shows the gain of 2.00.',
		document: payoutOf('110.32', [
			transactionOf('charge', '112', 'in', '1.68', {
				original: { amount: money('100', 'EUR'), exchangeRate: '1.12' },
				conversionFee: money('1.68'),
			}),
		]),
		policy: DIRECT,
		carriedAt: { EUR: 1.1 },
	},
	{
		id: 'E19a',
		title: 'Reserve held by the gateway',
		note: 'Still owed by the gateway, but not to be paid out soon.',
		document: payoutOf('100', [transactionOf('charge', '200'), transactionOf('reserveHold', '100', 'out')]),
		isOfFacts: of('reserves'),
	},
	{
		id: 'E19b',
		title: 'Reserve released',
		note: 'What was held back arrives with this payout.',
		document: payoutOf('100', [transactionOf('reserveRelease', '100')]),
		isOfFacts: of('reserves'),
	},
	{
		id: 'E22',
		title: 'Plan and loan taken out of the payout',
		note: 'Of the loan, what is paid back lowers the debt; the rest is its price, where the gateway says it.',
		document: payoutOf('136', [
			transactionOf('charge', '200'),
			transactionOf('subscription', '39', 'out'),
			transactionOf('loan', '25', 'out', '0', { financingCost: money('2') }),
		]),
		isOfFacts: of('kept'),
	},
	{
		id: 'E22b',
		title: 'Money moved out of the gateway beside payouts',
		note: 'To the bank account, by the shop itself.',
		document: payoutOf('150', [transactionOf('charge', '200'), transactionOf('transfer', '50', 'out')]),
		beyondFacts: true,
	},
];
