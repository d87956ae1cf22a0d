/** The shop itself: its currency, time zone and country, and what the API account may not see of it. */
import { IANAZone } from 'luxon';
import { finding, type Finding } from '../../../core/findings/finding';
import { isCurrency } from '../../../core/money/currency';
import type { StoreInfo } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, textAt } from './answers';
import type { BigCommerceClient } from './client';
import { PLATFORM } from './context';
import { permissionOf } from './failures';

/** What is tried to see which permissions there are (BigCommerce tells none), and what is missing without them. */
const TRIED: readonly { readonly path: string; readonly effect: string }[] = [
	{ path: '/v2/orders', effect: 'no orders can be read' },
	{ path: '/v3/orders/1/transactions', effect: 'no payments can be read, and without them no orders' },
	{ path: '/v3/catalog/products', effect: 'products cannot be read' },
	{ path: '/v3/customers', effect: 'customers cannot be read' },
];

async function missing(client: BigCommerceClient, path: string, effect: string): Promise<Finding[]> {
	try {
		const query = path.endsWith('transactions') ? {} : { limit: '1' };
		await client.get(path, query, true);
		return [];
	} catch (error) {
		// the token itself works: the shop was read with it
		if (!(error instanceof TransportError) || error.failure !== 'unauthorized') throw error;
		const permission = permissionOf(path) ?? path;
		return [finding('PERMISSION_MISSING', { evidence: { permission, effect } })];
	}
}

/** The permissions that the API account lacks. */
export async function missingPermissions(client: BigCommerceClient): Promise<Finding[]> {
	return (await client.each(TRIED, async ({ path, effect }) => await missing(client, path, effect))).flat();
}

/**
 * Reads the shop, without a look at the permissions.
 * @throws TransportError also when its currency is none of ISO 4217, or its time zone does not exist
 */
export async function readShop(client: BigCommerceClient): Promise<StoreInfo> {
	const shop = await client.get('/v2/store');
	const currency = textAt(shop, 'currency');
	const timeZone = textAt(shop, 'timezone', 'name');
	if (!isCurrency(currency)) {
		throw new TransportError(
			'rejected',
			`The shop ${client.store} sells in "${currency}", which is not a currency of ISO 4217.`,
		);
	}
	if (!IANAZone.isValidZone(timeZone)) {
		throw new TransportError(
			'rejected',
			`The shop ${client.store} is in the time zone "${timeZone}", which does not exist. Choose a city in the shop's settings.`,
		);
	}
	const country = at(shop, 'country_code');
	return {
		platform: PLATFORM,
		storeId: client.store,
		name: textAt(shop, 'name'),
		currency,
		timeZone,
		...(typeof country === 'string' && country !== '' ? { country } : {}),
		pricesIncludeTax: at(shop, 'is_price_entered_with_tax') === true,
		findings: [],
	};
}
