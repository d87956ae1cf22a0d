/** The shop itself: its currency, time zone and country, and what the app may not see of it. */
import { IANAZone } from 'luxon';
import { finding, type Finding } from '../../../core/findings/finding';
import { isCurrency } from '../../../core/money/currency';
import { TransportError } from '../../../core/transport/http';
import { at, listAt, textAt } from './answers';
import type { ShopifyClient } from './client';
import type { ShopProfile } from './context';
import { SHOP } from './queries';

/** The permission to read orders older than 60 days. */
export const ALL_ORDERS = 'read_all_orders';

/** Permissions, and what is missing in the documents without them. A write permission includes the read permission. */
const PERMISSIONS: readonly { readonly scope: string; readonly effect: string }[] = [
	{ scope: 'read_orders', effect: 'no orders can be read' },
	{ scope: ALL_ORDERS, effect: 'orders older than 60 days cannot be read' },
	{ scope: 'read_customers', effect: 'documents name no customers' },
	{
		scope: 'read_payment_terms',
		effect: 'orders on payment terms are not known as such, and invoices have no due date',
	},
];

function missing(granted: readonly unknown[]): Finding[] {
	if (granted.length === 0) return []; // Shopify did not tell
	const has = (scope: string): boolean =>
		granted.includes(scope) || granted.includes(scope.replace('read_', 'write_'));
	return PERMISSIONS.filter(({ scope }) => !has(scope)).map(({ scope, effect }) =>
		finding('PERMISSION_MISSING', { evidence: { permission: scope, effect } }),
	);
}

/**
 * Reads the shop.
 * @throws TransportError also when its currency is none of ISO 4217, or its time zone none of IANA
 */
export async function readShop(client: ShopifyClient): Promise<ShopProfile> {
	const data = await client.run(SHOP);
	const shop = at(data, 'shop');
	const currency = textAt(shop, 'currencyCode');
	const storeId = textAt(shop, 'myshopifyDomain');
	if (!isCurrency(currency)) {
		throw new TransportError(
			'rejected',
			`${storeId} sells in "${currency}", which is not a currency of ISO 4217.`,
		);
	}
	const timeZone = textAt(shop, 'ianaTimezone');
	if (!IANAZone.isValidZone(timeZone)) {
		throw new TransportError(
			'rejected',
			`${storeId} is in the time zone "${timeZone.slice(0, 60)}", which does not exist. Choose a city in the shop's settings.`,
		);
	}
	const country = at(shop, 'shopAddress', 'countryCodeV2');
	const region = at(shop, 'shopAddress', 'provinceCode');
	const scopes = listAt(data, 'currentAppInstallation', 'accessScopes').map((scope) => at(scope, 'handle'));
	return {
		platform: 'shopify',
		storeId,
		name: textAt(shop, 'name'),
		currency,
		timeZone,
		...(typeof country === 'string' ? { country } : {}),
		...(typeof region === 'string' ? { region } : {}),
		pricesIncludeTax: at(shop, 'taxesIncluded') === true,
		findings: missing(scopes),
	};
}
