/** Products, customers, coupons and tax rates as the REST API shows them. */
import { createHash } from 'node:crypto';
import type { CustomerEvent, DayBook, ProductEvent } from '../../../daybook/events';
import Big from 'big.js';
import { postId } from '../shop/ids';
import { GIFT_CARD_PRODUCT } from '../shop/lines';
import { decimals, HALF_UP, total } from '../shop/money';
import type { Sales } from '../shop/sales';
import { MARKETPLACE_CLASS, type TaxRate } from '../shop/taxRates';
import { timePair } from '../shop/time';
import { customerAddresses, namesOf } from './address';
import { symbolEntity } from './currency';
import { links } from './links';

/** Where and when the shop's things are shown. */
export interface Place {
	readonly siteUrl: string;
	readonly zone: string;
	readonly currency: string;
	readonly priceDecimals: number;
	/** epoch milliseconds: when the shop opened, as products and customers have no time */
	readonly opened: number;
}

export interface Product {
	readonly id: number;
	readonly sku: string;
	readonly name: string;
	readonly price: string;
	readonly category: string | undefined;
	readonly isGiftCard: boolean;
	readonly cost: string | undefined;
	/** units sold so far */
	readonly sold: Big;
}

type Events = DayBook['events'];

/** All products, newest last; gift cards sold without a SKU are one product of their own. */
export function productsOf(products: readonly ProductEvent[], sales: Sales): Product[] {
	const made = products.map(({ sku, name, price, category, cost }) => ({
		id: postId('product', sku),
		sku,
		name,
		price,
		category,
		cost,
		isGiftCard: sales.isGiftCard(sku),
		sold: sales.unitsOf(sku),
	}));
	if (!sales.hasBareCards) return made;
	const card = { id: GIFT_CARD_PRODUCT, sku: '', name: 'Gift card', price: '', category: undefined };
	return [...made, { ...card, cost: undefined, isGiftCard: true, sold: new Big(0) }];
}

const slugOf = (text: string): string =>
	text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');

function priceHtml(price: string, currency: string): string {
	if (price === '') return '';
	return `<span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol" translate="no">${symbolEntity(currency)}</span>${price}</bdi></span>`;
}

const NO_SALE = {
	date_on_sale_from: null,
	date_on_sale_from_gmt: null,
	date_on_sale_to: null,
	date_on_sale_to_gmt: null,
	on_sale: false,
};

export function restProduct(product: Product, place: Place): object {
	const { id, name, sku, isGiftCard, category, cost, sold } = product;
	const { siteUrl, zone, currency, opened } = place;
	const amount = product.price === '' ? '' : decimals(new Big(product.price), placesOf(product.price, place));
	const categoryName = category ?? 'Uncategorized';
	return {
		id,
		name,
		slug: slugOf(name),
		permalink: `${siteUrl}/product/${slugOf(name)}/`,
		...timePair('date_created', opened, zone),
		...timePair('date_modified', opened, zone),
		type: 'simple',
		status: 'publish',
		featured: false,
		catalog_visibility: 'visible',
		description: '',
		short_description: '',
		sku,
		price: amount,
		regular_price: amount,
		sale_price: '',
		...NO_SALE,
		purchasable: amount !== '',
		total_sales: sold.round(0, HALF_UP).toNumber(),
		virtual: isGiftCard,
		downloadable: false,
		downloads: [],
		download_limit: -1,
		download_expiry: -1,
		external_url: '',
		button_text: '',
		tax_status: isGiftCard ? 'none' : 'taxable',
		tax_class: '',
		manage_stock: false,
		stock_quantity: null,
		backorders: 'no',
		backorders_allowed: false,
		backordered: false,
		low_stock_amount: null,
		sold_individually: false,
		weight: '',
		dimensions: { length: '', width: '', height: '' },
		shipping_required: !isGiftCard,
		shipping_taxable: !isGiftCard,
		shipping_class: '',
		shipping_class_id: 0,
		reviews_allowed: true,
		average_rating: '0.00',
		rating_count: 0,
		upsell_ids: [],
		cross_sell_ids: [],
		parent_id: 0,
		purchase_note: '',
		categories: [
			{ id: postId('product', `category ${categoryName}`), name: categoryName, slug: slugOf(categoryName) },
		],
		brands: [],
		tags: [],
		images: [],
		attributes: [],
		default_attributes: [],
		variations: [],
		grouped_products: [],
		menu_order: 0,
		price_html: priceHtml(amount, currency),
		related_ids: [],
		meta_data: [
			...(isGiftCard ? [{ id: id + 1, key: '_gift_card', value: 'yes' }] : []),
			...(cost === undefined ? [] : [{ id: id + 2, key: '_wc_cog_cost', value: cost }]),
		],
		stock_status: 'instock',
		has_options: false,
		post_password: '',
		global_unique_id: '',
		_links: links({ siteUrl, path: `/products/${id}`, collection: '/products' }),
	};
}

/** Prices keep what was typed in, with at least the shop's decimals. */
function placesOf(price: string, { priceDecimals }: Place): number {
	return Math.max(priceDecimals, price.split('.')[1]?.length ?? 0);
}

const usernameOf = (customer: CustomerEvent): string =>
	slugOf(customer.name).replace(/-/g, '.') || customer.id;

export function restCustomer(
	customer: CustomerEvent,
	isPaying: boolean,
	{ siteUrl, zone, opened }: Place,
): object {
	const id = postId('customer', customer.id);
	const { first, last } = namesOf(customer.name);
	const email = customer.email ?? '';
	const avatar = createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
	return {
		id,
		...timePair('date_created', opened, zone),
		...timePair('date_modified', opened, zone),
		email,
		first_name: first,
		last_name: last,
		role: 'customer',
		username: usernameOf(customer),
		...customerAddresses(customer),
		is_paying_customer: isPaying,
		avatar_url: `https://secure.gravatar.com/avatar/${avatar}?s=96&d=mm&r=g`,
		meta_data:
			customer.taxNumber === undefined ? [] : [{ id: id + 1, key: '_vat_number', value: customer.taxNumber }],
		_links: links({ siteUrl, path: `/customers/${id}`, collection: '/customers' }),
	};
}

export interface Coupon {
	readonly id: number;
	readonly code: string;
	readonly amount: Big;
	readonly uses: number;
}

/** The codes that were used, each with what it took off in all. */
export function couponsOf(happened: Events): Coupon[] {
	const codes = new Map<string, { amounts: string[]; orders: Set<string> }>();
	for (const event of happened) {
		for (const { discountCode, discount } of event.kind === 'order' ? event.lines : []) {
			if (discountCode === undefined || event.kind !== 'order') continue;
			const code = discountCode.toLowerCase();
			const entry = codes.get(code) ?? { amounts: [], orders: new Set<string>() };
			entry.amounts.push(discount);
			entry.orders.add(event.id);
			codes.set(code, entry);
		}
	}
	return [...codes].map(([code, { amounts, orders }]) => ({
		id: postId('coupon', code),
		code,
		amount: total(amounts).div(orders.size).round(2, HALF_UP),
		uses: orders.size,
	}));
}

export function restCoupon({ id, code, amount, uses }: Coupon, { siteUrl, zone, opened }: Place): object {
	return {
		id,
		code,
		amount: amount.toFixed(2),
		status: 'publish',
		...timePair('date_created', opened, zone),
		...timePair('date_modified', opened, zone),
		discount_type: 'fixed_cart',
		description: '',
		date_expires: null,
		date_expires_gmt: null,
		usage_count: uses,
		individual_use: false,
		product_ids: [],
		excluded_product_ids: [],
		usage_limit: null,
		usage_limit_per_user: null,
		limit_usage_to_x_items: null,
		free_shipping: false,
		product_categories: [],
		excluded_product_categories: [],
		exclude_sale_items: false,
		minimum_amount: '0.00',
		maximum_amount: '0.00',
		email_restrictions: [],
		used_by: [],
		meta_data: [],
		_links: links({ siteUrl, path: `/coupons/${id}`, collection: '/coupons' }),
	};
}

export function restTaxRate(rate: TaxRate, { siteUrl }: Place): object {
	return {
		id: rate.id,
		country: rate.country,
		state: rate.state,
		postcode: '',
		city: '',
		rate: rate.rate.times(100).toFixed(4),
		name: rate.name,
		priority: rate.priority,
		compound: false,
		shipping: rate.shipping,
		order: 0,
		class: rate.marketplace ? MARKETPLACE_CLASS : 'standard',
		postcodes: [],
		cities: [],
		_links: links({ siteUrl, path: `/taxes/${rate.id}`, collection: '/taxes' }),
	};
}

/** Tax classes: WooCommerce's three, and the marketplace's when the shop has such a tax. */
export function restTaxClasses(rates: readonly TaxRate[], { siteUrl }: Place): object[] {
	const marketplace: [string, string][] = rates.some((rate) => rate.marketplace)
		? [[MARKETPLACE_CLASS, 'Marketplace facilitator']]
		: [];
	const classes: [string, string][] = [
		['standard', 'Standard rate'],
		['reduced-rate', 'Reduced rate'],
		['zero-rate', 'Zero rate'],
		...marketplace,
	];
	const collection = [{ href: `${siteUrl}/wp-json/wc/v3/taxes/classes` }];
	return classes.map(([slug, name]) => ({ slug, name, _links: { collection } }));
}
