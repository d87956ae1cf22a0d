/** Products and customers of V3. What the day book does not know of them is empty, as in a store that never filled it in. */
import type { CustomerEvent, ProductEvent } from '../../../daybook/events';
import { countryName, splitName, stateName } from '../shop/places';
import type { Shop } from '../shop/shop';
import { iso } from './dates';

/** The day book's products have no dates. */
const LONG_AGO = iso('2018-05-07T20:14:17Z');

/** Each product has its one base variant, with the same number. The list of all variants tells less than a product does. */
export function showListedVariant(product: ProductEvent, id: number): Record<string, unknown> {
	return {
		id,
		product_id: id,
		sku: product.sku,
		price: Number(product.price),
		calculated_price: Number(product.price),
		sale_price: 0,
		retail_price: 0,
		weight: 0,
		width: 0,
		height: 0,
		depth: 0,
		is_free_shipping: false,
		fixed_cost_shipping_price: 0,
		purchasing_disabled: false,
		purchasing_disabled_message: '',
		cost_price: product.cost === undefined ? 0 : Number(product.cost),
		upc: '',
		inventory_level: 0,
		inventory_warning_level: 0,
		bin_picking_number: '',
		option_values: [],
	};
}

export const showVariant = (product: ProductEvent, id: number): Record<string, unknown> => ({
	...showListedVariant(product, id),
	calculated_weight: 0,
	image_url: '',
	mpn: '',
	gtin: '',
});

export function showProduct(
	product: ProductEvent,
	id: number,
	withVariants: boolean,
): Record<string, unknown> {
	return {
		id,
		name: product.name,
		type: 'physical',
		sku: product.sku,
		description: '',
		weight: 0,
		width: 0,
		depth: 0,
		height: 0,
		price: Number(product.price),
		cost_price: product.cost === undefined ? 0 : Number(product.cost),
		retail_price: 0,
		sale_price: 0,
		map_price: 0,
		tax_class_id: 0,
		product_tax_code: product.taxCode ?? '',
		calculated_price: Number(product.price),
		categories: [],
		brand_id: 0,
		inventory_level: 0,
		inventory_warning_level: 0,
		inventory_tracking: 'none',
		reviews_rating_sum: 0,
		reviews_count: 0,
		total_sold: 0,
		fixed_cost_shipping_price: 0,
		is_free_shipping: false,
		is_visible: true,
		is_featured: false,
		related_products: [-1],
		warranty: '',
		bin_picking_number: '',
		layout_file: 'product.html',
		upc: '',
		mpn: '',
		gtin: '',
		search_keywords: '',
		availability: 'available',
		availability_description: '',
		gift_wrapping_options_type: 'any',
		gift_wrapping_options_list: [],
		sort_order: 0,
		condition: 'New',
		is_condition_shown: false,
		order_quantity_minimum: 0,
		order_quantity_maximum: 0,
		page_title: '',
		meta_keywords: [],
		meta_description: '',
		date_created: LONG_AGO,
		date_modified: LONG_AGO,
		view_count: 0,
		preorder_release_date: null,
		preorder_message: '',
		is_preorder_only: false,
		is_price_hidden: false,
		price_hidden_label: '',
		custom_url: { url: `/${id}/`, is_customized: false },
		base_variant_id: id,
		open_graph_type: 'product',
		open_graph_title: '',
		open_graph_description: '',
		open_graph_use_meta_description: true,
		open_graph_use_product_name: true,
		open_graph_use_image: true,
		...(withVariants ? { variants: [showVariant(product, id)] } : {}),
	};
}

export function showCustomer(
	customer: CustomerEvent,
	id: number,
	include: { readonly addresses: boolean; readonly storeCredit: boolean },
): Record<string, unknown> {
	const { first, last } = splitName(customer.name);
	const address = {
		id,
		customer_id: id,
		first_name: first,
		last_name: last,
		company: '',
		address1: '',
		address2: '',
		city: '',
		state_or_province: stateName(customer.country, customer.region),
		postal_code: '',
		country: countryName(customer.country),
		country_code: customer.country,
		phone: '',
		address_type: 'residential',
	};
	return {
		id,
		// a customer without an address cannot be there, an unknown one is not made up
		...(customer.email === undefined ? {} : { email: customer.email }),
		first_name: first,
		last_name: last,
		company: '',
		phone: '',
		registration_ip_address: '',
		notes: customer.taxNumber === undefined ? '' : `Tax number ${customer.taxNumber}`,
		tax_exempt_category: '',
		customer_group_id: 0,
		date_created: LONG_AGO,
		date_modified: LONG_AGO,
		address_count: 1,
		attribute_count: 0,
		authentication: { force_password_reset: false },
		accepts_product_review_abandoned_cart_emails: false,
		origin_channel_id: 1,
		channel_ids: [1],
		...(include.addresses ? { addresses: [address] } : {}),
		// what is left of a customer's credit is not in the day book
		...(include.storeCredit ? { store_credit_amounts: [{ amount: 0 }] } : {}),
	};
}

/** With their numbers, in order. */
export const numbered = <T>(items: readonly T[]): { readonly item: T; readonly id: number }[] =>
	items.map((item, index) => ({ item, id: index + 1 }));

export type Numbered<T> = ReturnType<typeof numbered<T>>[number];

export const productsOf = (shop: Shop): Numbered<ProductEvent>[] => numbered(shop.products);
