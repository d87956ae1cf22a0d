/** The conditions a rule can have, as n8n parameters; empty ones do not count. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

const text = (
	name: string,
	displayName: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
});

const LINE_TYPES: INodeProperties = {
	displayName: 'Kind of Line',
	name: 'lineType',
	type: 'options',
	options: [
		{ name: 'Adjustment of a Refund', value: 'adjustment' },
		{ name: 'Duty', value: 'duty' },
		{ name: 'Fee', value: 'fee' },
		{ name: 'Gift Card', value: 'giftCard' },
		{ name: 'Import Tax', value: 'importTax' },
		{ name: 'Item', value: 'item' },
		{ name: 'Shipping', value: 'shipping' },
		{ name: 'Tip', value: 'tip' },
	],
	default: 'item',
};

const PLACE = [
	text(
		'country',
		'Country',
		'DE',
		'Two-letter country the goods go to; several separated by commas, or with * as a wildcard',
	),
	text('region', 'Region', 'CA', 'State or province the goods go to'),
];
const CHANNEL = text('channel', 'Channel', 'pos', 'Where it was sold, as the document shows it');

/** Conditions on a journal line. */
export const ACCOUNT_CONDITIONS: INodeProperties[] = [
	CHANNEL,
	...PLACE,
	text('currency', 'Currency', 'EUR', 'Three-letter currency of the document'),
	text(
		'customerGroup',
		'Customer Group',
		'*wholesale*',
		'The group, role or tags the shop keeps the customer under; * is a wildcard',
	),
	text('discountCode', 'Discount Code', 'SUMMER*', 'Code of the discount; * is a wildcard'),
	text(
		'gateway',
		'Gateway',
		'paypal',
		'The payment gateway as the shop calls it, e.g. shopify_payments, paypal, stripe',
	),
	LINE_TYPES,
	text(
		'platform',
		'Platform',
		'shopify',
		'Where it comes from: shopify, woocommerce, bigcommerce; import for what came from a file',
	),
	text('category', 'Product Category', 'Books', 'Category of the product, or kind of a fee in a payout'),
	text('sku', 'Product Code', 'ABC-*', 'SKU of the line; * is a wildcard'),
	text('store', 'Store', 'my-shop.myshopify.com', 'The shop, when several flow through one workflow'),
	text('taxName', 'Tax', 'VAT', 'Name of the tax as the shop shows it'),
];

/** Of taxes, what is no sale has a kind too. */
const TAX_LINE_TYPES: INodeProperties = {
	...LINE_TYPES,
	options: [
		...(LINE_TYPES.options ?? []).slice(0, 6),
		{
			name: 'No Sale',
			value: 'tender',
			description: 'A gift card used, store credit, rounding, tax that a marketplace pays',
		},
		...(LINE_TYPES.options ?? []).slice(6),
	],
};

const COLLECTED_BY: INodeProperties = {
	displayName: 'Collected By',
	name: 'collectedBy',
	type: 'options',
	options: [
		{ name: 'Marketplace', value: 'marketplace', description: 'The sales channel pays it to the authority' },
		{ name: 'Merchant', value: 'merchant' },
	],
	default: 'merchant',
};

const TAX_LAW: INodeProperties = {
	displayName: 'Tax Law',
	name: 'jurisdiction',
	type: 'options',
	options: [
		{
			name: 'Another State',
			value: 'otherState',
			description: 'To a state of the United States where the shop is not registered, without tax',
		},
		{
			name: 'At Home',
			value: 'domestic',
			description: 'In the home country, or in another one where the shop is registered',
		},
		{
			name: 'Collected by the Marketplace',
			value: 'marketplace',
			description: 'The sales channel pays the tax to the authority',
		},
		{
			name: 'Exempt Customer',
			value: 'exempt',
			description: 'The shop has the customer as exempt, and charged no tax',
		},
		{ name: 'Export', value: 'export', description: 'To another country, without tax' },
		{
			name: 'IOSS',
			value: 'ioss',
			description: 'Sent into the EU and taxed at the sale, up to 150 EUR',
		},
		{
			name: 'Low Value Import',
			value: 'lowValueImport',
			description: 'Sent to Australia, New Zealand or Norway and taxed at the sale',
		},
		{
			name: 'OSS',
			value: 'oss',
			description: "To another EU country with that country's tax",
		},
		{
			name: 'Reverse Charge',
			value: 'reverseCharge',
			description: 'Without tax, to a business that gave the VAT number of another country',
		},
		{
			name: 'UK Import',
			value: 'ukImport',
			description: 'Sent into the United Kingdom and taxed at the sale, up to 135 GBP',
		},
	],
	default: 'domestic',
	description: 'Under which law the sale is taxed; needs the home country under Registrations',
};

/** Conditions on a taxed (or untaxed) line. */
export const TAX_CONDITIONS: INodeProperties[] = [
	CHANNEL,
	COLLECTED_BY,
	...PLACE,
	TAX_LINE_TYPES,
	text('rate', 'Rate', '17.5', 'The rate in percent, or "none" for lines without tax'),
	text('name', 'Tax', 'VAT', 'Name of the tax as the shop shows it'),
	text('taxClass', 'Tax Class', 'reduced', "The product's tax class in the shop"),
	TAX_LAW,
];

/** The filled-in conditions of a row: text, or a list where commas separate several values. */
export function conditionsOf(when: IDataObject | undefined): Record<string, string | readonly string[]> {
	const conditions: Record<string, string | readonly string[]> = {};
	for (const [name, value] of Object.entries(when ?? {})) {
		const values = String(value)
			.split(',')
			.map((part) => part.trim())
			.filter((part) => part !== '');
		const [first] = values;
		if (first !== undefined) conditions[name] = values.length === 1 ? first : values;
	}
	return conditions;
}
