/**
 * Formats of marketplaces' own files, as far as a table of orders can hold them. The column names are those of public samples
 * and readers of real exports; what no official page confirms is said with each.
 */
import type { Columns } from './columns';
import { PLAIN_WORDS, type TableFormat } from './format';
import { fee, transaction, wordsOf } from './words';

const EBAY_FEES = [
	'Final Value Fee - fixed',
	'Final Value Fee - variable',
	'Regulatory operating fee',
	'Very high "item not as described" fee',
	'Below standard performance fee',
	'International fee',
	'Charity donation',
	'Deposit processing fee',
];

/**
 * eBay's transaction report. Columns as in the exports of eBay.com since 2023. Unconfirmed: the words of "Type" beside Order,
 * Refund, Payout, Other fee and Shipping label; whether "Gross transaction amount" has the tax that eBay collects (both are
 * understood, by what adds up). A hold moves no money of its own.
 */
export const EBAY: TableFormat = {
	columns: {
		documentType: ['Type'],
		orderNumber: ['Order number'],
		date: ['Transaction creation date'],
		refundId: ['Reference ID'],
		sku: ['Custom label'],
		name: ['Item title'],
		quantity: ['Quantity'],
		amount: ['Item subtotal'],
		shipping: ['Shipping and handling'],
		orderTax: ['Seller collected tax'],
		taxRate: ['Seller specified VAT rate'],
		marketplaceTax: ['eBay collected tax'],
		orderTotal: ['Gross transaction amount'],
		fee: EBAY_FEES,
		net: ['Net amount'],
		payoutId: ['Payout ID'],
		payoutDate: ['Payout date'],
		payoutCurrency: ['Payout currency'],
		currency: ['Transaction currency', 'Payout currency'],
		country: ['Ship to country'],
		region: ['Ship to province/region/state'],
		postcode: ['Ship to zip'],
		customerId: ['Buyer username'],
		customerName: ['Buyer name'],
		description: ['Description'],
	},
	words: wordsOf({
		order: { kind: 'sale' },
		refund: { kind: 'refund' },
		payout: { kind: 'payout' },
		'other fee': fee('Other fees'),
		'shipping label': transaction('shippingLabel'),
		charge: fee('Other fees'),
		hold: { kind: 'ignore' },
		adjustment: transaction('adjustment', 'Adjustments'),
	}),
	pricesIncludeTax: false,
	discountTaken: false,
	orderValues: 'once',
	fees: 'balance',
	taxCollectedBy: 'merchant',
	totalHasMarketplaceTax: 'either',
	headerHas: [
		'Transaction creation date',
		'Type',
		'Order number',
		'Item subtotal',
		'Net amount',
		'Gross transaction amount',
	],
};

const ETSY_COMMON: Columns = {
	date: ['Sale Date'],
	orderNumber: ['Order ID'],
	sku: ['SKU'],
	currency: ['Currency'],
	region: ['Ship State'],
	postcode: ['Ship Zipcode'],
};

/** Etsy's file of sold orders: a row for each. Unconfirmed: that "Sales Tax" is always collected by Etsy. */
export const ETSY_ORDERS: TableFormat = {
	columns: {
		...ETSY_COMMON,
		amount: ['Order Value'],
		discount: ['Discount Amount'],
		shipping: ['Shipping'],
		shippingDiscount: ['Shipping Discount'],
		orderTax: ['Sales Tax'],
		orderTotal: ['Order Total'],
		customerId: ['Buyer User ID', 'Buyer'],
		customerName: ['Full Name'],
	},
	words: PLAIN_WORDS,
	pricesIncludeTax: false,
	discountTaken: false,
	orderValues: 'once',
	fees: 'costs',
	taxCollectedBy: 'marketplace',
	totalHasMarketplaceTax: 'yes',
	dateFormat: 'MM/dd/yy',
	headerHas: ['Sale Date', 'Order ID', 'Order Value', 'Order Total'],
};

/** Etsy's file of sold items: a row for each item. It has no total of the order; the statement's charges are compared in clearing. */
export const ETSY_ITEMS: TableFormat = {
	...ETSY_ORDERS,
	columns: {
		...ETSY_COMMON,
		name: ['Item Name'],
		quantity: ['Quantity'],
		unitPrice: ['Price'],
		amount: ['Item Total'],
		discount: ['Discount Amount'],
		shipping: ['Order Shipping'],
		shippingDiscount: ['Shipping Discount'],
		orderTax: ['Order Sales Tax'],
		customerId: ['Buyer'],
	},
	headerHas: ['Sale Date', 'Item Name', 'Item Total', 'Order ID'],
};

/** Square's file of items: sales by product, without tips and tenders; for shops whose money all goes through Square. */
export const SQUARE_ITEMS: TableFormat = {
	columns: {
		documentType: ['Event Type'],
		orderNumber: ['Transaction ID'],
		refundId: ['Payment ID'],
		date: ['Date'],
		category: ['Category'],
		sku: ['SKU'],
		name: ['Item'],
		quantity: ['Qty'],
		amount: ['Gross Sales'],
		discount: ['Discounts'],
		tax: ['Tax'],
		channel: ['Location'],
		customerId: ['Customer ID'],
		customerName: ['Customer Name'],
	},
	words: wordsOf({ payment: { kind: 'sale' }, refund: { kind: 'refund' } }),
	pricesIncludeTax: false,
	discountTaken: false,
	orderValues: 'once',
	fees: 'balance',
	taxCollectedBy: 'merchant',
	totalHasMarketplaceTax: 'yes',
	headerHas: ['Date', 'Item', 'Qty', 'Gross Sales', 'Transaction ID'],
};
