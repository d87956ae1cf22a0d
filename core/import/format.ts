/** How a table of orders is written: its columns, its words, and what its amounts contain. A preset is one of these. */
import type { LineType } from '../documents/parts';
import type { Columns } from './columns';
import { fee, transaction, wordKey, wordsOf, type Words } from './words';

export interface TableFormat {
	readonly columns: Columns;
	/** of the column "Kind of Row"; others are held */
	readonly words: Words;
	/** whether the amounts of the lines contain the merchant's tax */
	readonly pricesIncludeTax: boolean;
	/** whether the discount is off the line's amount already */
	readonly discountTaken: boolean;
	/** once: values of the order are the same in all its rows, or stand in one. perRow: each row has its part of them. */
	readonly orderValues: 'once' | 'perRow';
	/** costs: a fee of 1.30 costs 1.30. balance: a fee of -1.30 does. */
	readonly fees: 'costs' | 'balance';
	/** who pays the tax in "Tax of the Line" and "Tax of the Order", where no column says so; undefined: nobody knows */
	readonly taxCollectedBy?: 'merchant' | 'marketplace';
	/** whether the total of the order has the marketplace's tax in it; either: whichever adds up */
	readonly totalHasMarketplaceTax: 'yes' | 'either';
	/** the gateway of all orders, where no column has it */
	readonly gateway?: string;
	/** luxon's signs */
	readonly dateFormat?: string;
	/** names that the row of column names has, where a report begins with an introduction */
	readonly headerHas?: readonly string[];
}

/** Words for the kinds of rows that a person would write. */
export const PLAIN_WORDS: Words = wordsOf({
	sale: { kind: 'sale' },
	order: { kind: 'sale' },
	invoice: { kind: 'sale' },
	refund: { kind: 'refund' },
	return: { kind: 'refund' },
	'credit note': { kind: 'refund' },
	payment: { kind: 'payment' },
	payout: { kind: 'payout' },
	fee: fee(),
	adjustment: transaction('adjustment'),
	reserve: transaction('reserveHold'),
	'reserve release': transaction('reserveRelease'),
	subscription: transaction('subscription'),
});

const LINE_WORDS: Readonly<Record<string, LineType>> = {
	item: 'item',
	product: 'item',
	service: 'item',
	shipping: 'shipping',
	delivery: 'shipping',
	postage: 'shipping',
	fee: 'fee',
	surcharge: 'fee',
	'gift wrap': 'fee',
	tip: 'tip',
	'gift card': 'giftCard',
	voucher: 'giftCard',
	duty: 'duty',
	'import tax': 'importTax',
};

export const lineTypeOf = (word: string): LineType | undefined => LINE_WORDS[wordKey(word)];
