/** What a column of a sheet can hold, in a bookkeeper's words. */

/** order: one value for the whole order, in one of its rows or the same in all. row: each row has its own. */
type Of = 'order' | 'row';

interface Field {
	readonly label: string;
	readonly hint: string;
	readonly of: Of;
}

const row = (label: string, hint: string): Field => ({ label, hint, of: 'row' });
const order = (label: string, hint: string): Field => ({ label, hint, of: 'order' });

export const FIELDS = {
	orderNumber: row('Order Number', 'Rows with the same number are one order'),
	date: row('Date', 'When it was sold, refunded or paid'),
	documentType: row(
		'Kind of Row',
		'Sale, refund, payment, fee, payout ...; without this column every row is a sale',
	),
	refundId: row('Refund Number', 'Tells several refunds of one order apart'),
	lineType: row(
		'Kind of Line',
		'Item, shipping, tip, gift card, fee, duty; items where there is no such column',
	),
	sku: row('Product Code (SKU)', ''),
	name: row('Name of the Product', ''),
	category: row('Category', ''),
	taxClass: row('Tax Class', ''),
	quantity: row('Quantity', '1 where there is no such column'),
	unitPrice: row('Price of One', ''),
	amount: row('Amount of the Line', 'Quantity times price'),
	discount: row('Discount of the Line', ''),
	tax: row('Tax of the Line', ''),
	taxName: row('Name of the Tax', '"VAT", "CA State Tax"'),
	taxRate: row('Tax Rate in Percent', '"20" or "20 %"'),
	taxCollectedBy: row('Who Pays the Tax to the Authority', '"merchant" or "marketplace"'),
	orderDiscount: order('Discount of the Order', 'Shared by its items'),
	shipping: order('Shipping', 'Charged to the customer'),
	shippingDiscount: order('Discount on Shipping', ''),
	shippingTax: order('Tax of Shipping', ''),
	tip: order('Tip', ''),
	orderTax: order('Tax of the Order', 'Shared by its lines'),
	marketplaceTax: order('Tax the Marketplace Pays', 'Collected and paid to the authority by the marketplace'),
	orderTotal: order('Total of the Order', 'Checked against the lines'),
	gateway: order('Paid Through', 'The gateway; empty: not paid yet'),
	paymentMethod: order('Payment Method', ''),
	paymentReference: order('Payment Reference', ''),
	fee: order('Fee', 'What the gateway or marketplace kept'),
	net: order('Net Amount', 'What is left for you after fees'),
	payoutId: order('Payout Number', 'Rows with the same number are one payout'),
	payoutDate: order('Date of the Payout', ''),
	payoutCurrency: order('Currency of the Payout', ''),
	description: row('Description', 'Of fees and adjustments'),
	dueDate: order('Due Date', 'Of orders that are not paid'),
	currency: row('Currency', 'Three letters, "EUR"'),
	country: order('Country', 'Where it was shipped to, two letters'),
	region: order('Region', 'State or province, as the tax authority writes it'),
	postcode: order('Postcode', ''),
	customerId: order("Customer's Number", ''),
	customerName: order("Customer's Name", ''),
	customerEmail: order("Customer's E-Mail", ''),
	customerCompany: order("Customer's Company", ''),
	customerTaxNumber: order("Customer's Tax Number", ''),
	channel: order('Channel', 'Where it was sold, for tracking'),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

/** The columns of each field. Amounts of several are added up; of others the first that is filled counts. */
export type Columns = { readonly [F in FieldName]?: readonly string[] };

/** Fields whose cells are amounts: they show which decimal sign a file uses. */
export const AMOUNT_FIELDS: readonly FieldName[] = [
	'unitPrice',
	'amount',
	'discount',
	'tax',
	'orderDiscount',
	'shipping',
	'shippingDiscount',
	'shippingTax',
	'tip',
	'orderTax',
	'marketplaceTax',
	'orderTotal',
	'fee',
	'net',
];
