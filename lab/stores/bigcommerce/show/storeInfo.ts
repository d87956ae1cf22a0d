/** The store about itself: V2's store information, its clock, and the settings of V3. */
import { DateTime } from 'luxon';
import type { BigCommercePlan } from '../options';
import { PLANS } from '../options';
import { digitsOf } from '../shop/money';
import { countryName } from '../shop/places';
import type { Shop } from '../shop/shop';

/** The clock's offsets in winter and summer, seconds. */
function timeZone(zone: string, at: number): Record<string, unknown> {
	const { year } = DateTime.fromMillis(at, { zone });
	const offsets = [1, 7].map((month) => DateTime.fromObject({ year, month, day: 1 }, { zone }).offset * 60);
	return {
		name: zone,
		raw_offset: Math.min(...offsets),
		dst_offset: Math.max(...offsets),
		dst_correction: DateTime.fromMillis(at, { zone }).isInDST,
		date_format: { display: 'M jS Y', export: 'M jS Y', extended_display: 'M jS Y @ g:i A' },
	};
}

export function currencySymbol(currency: string): string {
	const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
	return parts.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

export function showStore(shop: Shop, plan: BigCommercePlan): Record<string, unknown> {
	const { details, storeHash } = shop;
	const domain = `store-${storeHash}.mybigcommerce.com`;
	return {
		id: storeHash,
		domain,
		secure_url: `https://${domain}`,
		control_panel_base_url: `https://${domain}`,
		status: 'live',
		name: details.name,
		first_name: '',
		last_name: '',
		address: '',
		country: countryName(details.country),
		country_code: details.country,
		phone: '',
		admin_email: '',
		order_email: '',
		favicon_url: '',
		timezone: timeZone(details.timeZone, shop.now()),
		language: 'en',
		currency: details.currency,
		currency_symbol: currencySymbol(details.currency),
		decimal_separator: '.',
		thousands_separator: ',',
		decimal_places: digitsOf(details.currency),
		currency_symbol_location: 'left',
		weight_units: 'KGS',
		dimension_units: 'Centimeters',
		dimension_decimal_places: 2,
		dimension_decimal_token: '.',
		dimension_thousands_token: ',',
		plan_name: PLANS[plan].name,
		plan_level: PLANS[plan].name,
		plan_is_trial: false,
		industry: '',
		logo: [],
		is_price_entered_with_tax: details.pricesIncludeTax,
		store_id: shop.number,
		default_channel_id: 1,
		default_site_id: 1000,
		active_comparison_modules: [],
		features: {
			stencil_enabled: true,
			sitewidehttps_enabled: true,
			facebook_catalog_id: '',
			checkout_type: 'optimized',
			wishlists_enabled: false,
			graphql_storefront_api_enabled: true,
			shopper_consent_tracking_enabled: false,
			multi_storefront_enabled: false,
			storefront_limits: { active: 1, total_including_inactive: 1 },
		},
	};
}

export const showTime = (shop: Shop): object => ({ time: Math.floor(shop.now() / 1000) });

export const showLocale = ({ details }: Shop): object => ({
	default_shopper_language: 'en',
	shopper_language_selection_method: 'default_shopper_language',
	store_country: countryName(details.country),
});

export const showProfile = ({ details }: Shop): object => ({
	store_address: '',
	store_address_type: 'Home Office',
	store_email: '',
	store_name: details.name,
	store_phone: '',
});
