/** How the store is set up for money: currencies, tax, channels, payment methods, statuses. */
import { rateText, toNumber, digitsOf } from '../shop/money';
import { countryName } from '../shop/places';
import type { Channel, Currency, Shop } from '../shop/shop';
import type { OrderStatus } from '../shop/status';
import type { TaxRate, TaxZone } from '../shop/taxSetup';
import { iso } from './dates';
import { currencySymbol } from './storeInfo';

const names = new Intl.DisplayNames(['en'], { type: 'currency' });

/** A currency's country is the first two letters of its code, except for those that belong to none. */
const countryOf = (code: string): string => code.slice(0, 2);

export const showCurrency = (currency: Currency, shop: Shop): Record<string, unknown> => ({
	id: currency.id,
	is_default: currency.isDefault,
	last_updated: iso(shop.now()),
	country_iso2: countryOf(currency.code),
	default_for_country_codes: [],
	currency_code: currency.code,
	currency_exchange_rate: rateText(currency.rate),
	auto_update: false,
	token_location: 'left',
	token: currencySymbol(currency.code),
	decimal_token: '.',
	thousands_token: ',',
	decimal_places: digitsOf(currency.code),
	name: names.of(currency.code) ?? currency.code,
	enabled: true,
	is_transactional: true,
	use_default_name: true,
});

/** One class for all: the day book does not say more. */
export const TAX_CLASSES: readonly Record<string, unknown>[] = [
	{
		id: '0',
		name: 'Default Tax Class',
		created_at: '2018-05-07T20:14:17Z',
		updated_at: '2018-05-07T20:14:17Z',
	},
];

export const showTaxRate = ({ id, zoneId, name, percent }: TaxRate): Record<string, unknown> => ({
	id,
	tax_zone_id: zoneId,
	name,
	enabled: true,
	// one priority for all: none is charged on another one
	priority: 1,
	class_rates: [{ rate: toNumber(percent), tax_class_id: 0 }],
});

export const showTaxZone = ({ id, country, region }: TaxZone, shop: Shop): Record<string, unknown> => ({
	id,
	name: region === undefined ? countryName(country) : `${countryName(country)} - ${region}`,
	enabled: true,
	price_display_settings: {
		show_inclusive: shop.details.pricesIncludeTax,
		show_both_on_detail_view: false,
		show_both_on_list_view: false,
	},
	shopper_target_settings: {
		locations: [
			{
				country_code: country,
				subdivision_codes: region === undefined ? [] : [region],
				postal_codes: [],
			},
		],
		customer_groups: [],
	},
});

export function showTaxSettings(shop: Shop): Record<string, unknown> {
	const zone = shop.taxSetup.zones.find(({ country }) => country === shop.details.country);
	return {
		tax_entered_with_prices: shop.details.pricesIncludeTax,
		price_display_settings: {
			control_panel_price_display_strategy: 'ZONE',
			invoice_price_display_strategy: 'ZONE',
		},
		fallback_strategy: 'BASIC',
		should_subtract_store_tax: false,
		should_use_geolocation_to_determine_guest_shopper_tax_zone: false,
		...(zone === undefined ? {} : { guest_shopper_tax_zone_id: zone.id, store_tax_zone_id: zone.id }),
		document_submission_strategy: 'ON_ORDER_CREATION',
		rounding_strategy: 'RATE_ROUNDING',
	};
}

export function showChannel({ id, name }: Channel): Record<string, unknown> {
	const isStorefront = id === 1;
	return {
		id,
		external_id: '',
		is_listable_from_ui: true,
		is_visible: true,
		status: 'active',
		name,
		type: isStorefront ? 'storefront' : name === 'pos' ? 'pos' : 'marketplace',
		platform: isStorefront ? 'bigcommerce' : 'custom',
		date_created: iso('2018-05-07T20:14:17Z'),
		date_modified: iso('2018-05-07T20:14:17Z'),
		icon_url: 'https://cdn11.bigcommerce.com/icon.png',
	};
}

export const showStatus = ({ id, name, description }: OrderStatus): Record<string, unknown> => ({
	id,
	name,
	system_label: name,
	custom_label: name,
	system_description: description,
	order: id,
});

/** The gateways by which orders were paid so far, as BigCommerce lists payment methods. */
export function paymentMethods(shop: Shop): Record<string, unknown>[] {
	const codes = new Set<string>();
	for (const { placed } of shop.orders.entries) for (const { gateway } of placed.payments) codes.add(gateway);
	return [...codes].sort().map((code) => ({ code, name: code, test_mode: false }));
}
