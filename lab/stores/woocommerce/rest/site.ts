/** The shop's set-up: settings, system status, payment gateways, currency, and the index of the site. */
import type { ShopEvent } from '../../../daybook/events';
import { WOOCOMMERCE_VERSION, WORDPRESS_VERSION } from '../options';
import { gatewayOf, INSTALLED_GATEWAYS } from '../shop/gateways';
import { hashedId } from '../shop/ids';
import { currencyName, symbolEntity } from './currency';
import { apiUrl, links } from './links';

export interface Site {
	readonly siteUrl: string;
	readonly shop: ShopEvent;
	readonly priceDecimals: number;
	readonly roundAtSubtotal: boolean;
	readonly orders: number;
	readonly products: number;
	readonly refunds: number;
}

interface Setting {
	readonly id: string;
	readonly label: string;
	readonly description?: string;
	readonly type: string;
	readonly default: string;
	readonly value: string;
	readonly options?: Readonly<Record<string, string>>;
	readonly tip?: string;
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

function taxSettings({ shop, roundAtSubtotal }: Site): Setting[] {
	const shown = { incl: 'With tax', excl: 'Without tax' };
	return [
		{
			id: 'woocommerce_prices_include_tax',
			label: 'Prices with tax',
			type: 'radio',
			default: 'no',
			options: { yes: 'Prices are entered with tax', no: 'Prices are entered without tax' },
			tip: 'What the prices of products mean.',
			value: yesNo(shop.pricesIncludeTax),
		},
		{
			id: 'woocommerce_tax_based_on',
			label: 'Tax by',
			type: 'select',
			default: 'shipping',
			options: { shipping: 'Shipping address', billing: 'Billing address', base: 'Shop address' },
			tip: 'Which address decides on the tax.',
			value: 'shipping',
		},
		{
			id: 'woocommerce_shipping_tax_class',
			label: 'Tax class of shipping',
			description: 'Which class shipping has.',
			type: 'select',
			default: 'inherit',
			options: { inherit: 'That of the items', '': 'Standard' },
			tip: 'Which class shipping has.',
			value: 'inherit',
		},
		{
			id: 'woocommerce_tax_round_at_subtotal',
			label: 'Rounding',
			description: 'Round tax at the subtotal, not line by line',
			type: 'checkbox',
			default: 'no',
			value: yesNo(roundAtSubtotal),
		},
		{
			id: 'woocommerce_tax_classes',
			label: 'Further tax classes',
			type: 'textarea',
			default: '',
			tip: 'One a line.',
			value: '',
		},
		{
			id: 'woocommerce_tax_display_shop',
			label: 'Prices in the shop',
			type: 'select',
			default: 'excl',
			options: shown,
			value: shop.pricesIncludeTax ? 'incl' : 'excl',
		},
		{
			id: 'woocommerce_tax_display_cart',
			label: 'Prices in the cart',
			type: 'select',
			default: 'excl',
			options: shown,
			value: shop.pricesIncludeTax ? 'incl' : 'excl',
		},
		{
			id: 'woocommerce_price_display_suffix',
			label: 'Suffix of prices',
			type: 'text',
			default: '',
			tip: 'Behind each price.',
			value: '',
		},
		{
			id: 'woocommerce_tax_total_display',
			label: 'Tax totals',
			type: 'select',
			default: 'itemized',
			options: { single: 'One total', itemized: 'Each tax' },
			value: 'itemized',
		},
	];
}

function generalSettings({ shop, priceDecimals }: Site): Setting[] {
	const place = shop.region === undefined ? shop.country : `${shop.country}:${shop.region}`;
	const text = (id: string, label: string, value: string, type = 'text'): Setting => {
		return { id, label, description: `${label}.`, type, default: value, tip: `${label}.`, value };
	};
	const choice = (id: string, label: string, value: string, options: Record<string, string>): Setting => ({
		...text(id, label, value, 'select'),
		options,
	});
	return [
		text('woocommerce_store_address', 'Address line 1', ''),
		text('woocommerce_store_address_2', 'Address line 2', ''),
		text('woocommerce_store_city', 'City', ''),
		choice('woocommerce_default_country', 'Country and state', place, { [place]: place }),
		text('woocommerce_store_postcode', 'Postcode', ''),
		choice('woocommerce_allowed_countries', 'Sells to', 'all', { all: 'All countries' }),
		choice('woocommerce_ship_to_countries', 'Ships to', '', { '': 'All countries that it sells to' }),
		choice('woocommerce_default_customer_address', 'Place of new customers', 'base', { base: 'The shop' }),
		text('woocommerce_calc_taxes', 'Taxes', 'yes', 'checkbox'),
		text('woocommerce_enable_coupons', 'Coupons', 'yes', 'checkbox'),
		text('woocommerce_calc_discounts_sequentially', 'Coupons one after the other', 'no', 'checkbox'),
		choice('woocommerce_currency', 'Currency', shop.currency, {
			[shop.currency]: currencyName(shop.currency),
		}),
		choice('woocommerce_currency_pos', 'Place of the symbol', 'left', { left: 'Left', right: 'Right' }),
		text('woocommerce_price_thousand_sep', 'Thousands', ','),
		text('woocommerce_price_decimal_sep', 'Decimals', '.'),
		text('woocommerce_price_num_decimals', 'Number of decimals', String(priceDecimals), 'number'),
	];
}

/** The settings of a group; undefined for a group that the lab does not have. */
export function restSettings(group: string, site: Site): object[] | undefined {
	const settings =
		group === 'tax' ? taxSettings(site) : group === 'general' ? generalSettings(site) : undefined;
	const path = `/settings/${group}`;
	return settings?.map((setting) => ({
		...setting,
		description: setting.description ?? '',
		_links: links({
			siteUrl: site.siteUrl,
			path: `${path}/${setting.id}`,
			collection: path,
			methods: ['GET', 'POST', 'PUT', 'PATCH'],
		}),
	}));
}

/** What the lab's WordPress says of itself: the parts that a client looks at. */
export function restSystemStatus(site: Site): object {
	const { siteUrl, shop, priceDecimals, orders, products, refunds } = site;
	const id = hashedId('site', shop.id).toString(16).padStart(12, '0');
	const plugin = (file: string, name: string, version: string): object => ({
		plugin: file,
		name,
		version,
		version_latest: version,
		url: 'https://woocommerce.com/',
		author_name: 'WooCommerce',
		author_url: 'https://woocommerce.com',
		network_activated: false,
	});
	return {
		environment: {
			home_url: siteUrl,
			site_url: siteUrl,
			store_id: `00000000-0000-4000-8000-${id.slice(-12)}`,
			version: WOOCOMMERCE_VERSION,
			log_directory: '/var/www/site/wc-logs/',
			log_directory_writable: true,
			wp_version: WORDPRESS_VERSION,
			wp_multisite: false,
			wp_memory_limit: 536870912,
			wp_debug_mode: false,
			wp_cron: true,
			wp_environment_type: 'local',
			language: 'en_US',
			external_object_cache: null,
			default_timezone: 'UTC',
		},
		database: { wc_database_version: WOOCOMMERCE_VERSION, database_prefix: 'wp_' },
		active_plugins: [
			plugin('woocommerce/woocommerce.php', 'WooCommerce', WOOCOMMERCE_VERSION),
			plugin('woocommerce-gift-cards/woocommerce-gift-cards.php', 'WooCommerce Gift Cards', '2.3.0'),
		],
		inactive_plugins: [],
		dropins_mu_plugins: { dropins: [], mu_plugins: [] },
		settings: {
			api_enabled: false,
			force_ssl: siteUrl.startsWith('https:'),
			currency: shop.currency,
			currency_symbol: symbolEntity(shop.currency),
			currency_position: 'left',
			thousand_separator: ',',
			decimal_separator: '.',
			number_of_decimals: priceDecimals,
			geolocation_enabled: false,
			order_datastore: 'Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore',
			HPOS_enabled: true,
			HPOS_sync_enabled: false,
		},
		security: { secure_connection: siteUrl.startsWith('https:'), hide_errors: true },
		post_type_counts: [
			{ type: 'product', count: String(products) },
			{ type: 'shop_order', count: String(orders) },
			{ type: 'shop_order_refund', count: String(refunds) },
		],
	};
}

/** All gateways of the shop. @param used the gateways that occur in its orders */
export function restGateways(siteUrl: string, used: readonly string[]): object[] {
	return [...new Set([...INSTALLED_GATEWAYS, ...used])].map((id) => {
		const { title, plugin } = gatewayOf(id);
		return {
			id,
			title,
			description: '',
			order: '',
			enabled: used.includes(id),
			method_title: title,
			method_description: '',
			method_supports: plugin === 'none' ? ['products'] : ['products', 'refunds'],
			settings: {},
			needs_setup: false,
			post_install_scripts: [],
			settings_url: `${siteUrl}/wp-admin/admin.php?page=wc-settings&tab=checkout&section=${id}`,
			connection_url: null,
			setup_help_text: null,
			required_settings_keys: [],
			_links: links({
				siteUrl,
				path: `/payment_gateways/${id}`,
				collection: '/payment_gateways',
				methods: ['GET', 'POST', 'PUT', 'PATCH'],
			}),
		};
	});
}

export function restCurrency(currency: string, siteUrl: string): object {
	return {
		code: currency,
		name: currencyName(currency),
		symbol: symbolEntity(currency),
		_links: {
			self: [{ href: apiUrl(siteUrl, `/data/currencies/${currency}`), targetHints: { allow: ['GET'] } }],
			collection: [{ href: apiUrl(siteUrl, '/data/currencies') }],
		},
	};
}

/** GET /wp-json/: who the site is; everybody may read it. */
export function restIndex({ siteUrl, shop }: Site): object {
	return {
		name: shop.name,
		description: '',
		url: siteUrl,
		home: siteUrl,
		timezone_string: shop.timeZone,
		namespaces: ['wc/v3', 'wp/v2'],
		authentication: {},
		routes: {},
		_links: { help: [{ href: 'https://developer.wordpress.org/rest-api/' }] },
	};
}
