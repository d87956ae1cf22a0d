/** The shop itself: its name, currency, time zone and country, and what the key may not see of it. */
import { IANAZone } from 'luxon';
import { finding, type Finding } from '../../../core/findings/finding';
import { isCurrency } from '../../../core/money/currency';
import type { StorePolicy } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, listAt, textAt } from './answers';
import type { WooCommerceClient } from './client';
import { PLATFORM, type ShopProfile } from './context';

/** Refusals that say no more than that the key may not see something. */
export const HIDDEN = [401, 403, 404];

/** The index of WordPress is long: it lists every route of every plugin. */
const SITE_FIELDS = { _fields: 'name,url,home,gmt_offset,timezone_string' };

/** The values of a group of settings by their ids; undefined when the key may not see them. */
export async function readSettings(
	client: WooCommerceClient,
	group: string,
): Promise<ReadonlyMap<string, unknown> | undefined> {
	const answer = await client.find(`/settings/${group}`, { _fields: 'id,value' }, HIDDEN);
	if (!Array.isArray(answer)) return undefined;
	return new Map(answer.map((setting: unknown) => [textAt(setting, 'id'), at(setting, 'value')]));
}

/** What a key cannot do when its user may not see the settings. */
export function settingsHidden(effect: string): Finding {
	return finding('PERMISSION_MISSING', { evidence: { permission: 'manage_woocommerce', effect } });
}

/** A zone for a site that only names its distance to UTC, in hours. */
function fixedZone(offset: unknown): string | undefined {
	const hours = typeof offset === 'string' && offset.trim() !== '' ? Number(offset) : offset;
	if (typeof hours !== 'number' || !Number.isFinite(hours) || Math.abs(hours) > 14) return undefined;
	if (hours === 0) return 'UTC';
	const sign = hours < 0 ? '-' : '+';
	// the signs of these names are the other way round
	if (Number.isInteger(hours)) return `Etc/GMT${hours < 0 ? '+' : '-'}${Math.abs(hours)}`;
	const minutes = Math.round((Math.abs(hours) % 1) * 60);
	return `UTC${sign}${Math.floor(Math.abs(hours))}:${String(minutes).padStart(2, '0')}`;
}

function zoneOf(site: unknown): string | undefined {
	const name = textAt(site, 'timezone_string');
	return name !== '' && IANAZone.isValidZone(name) ? name : fixedZone(at(site, 'gmt_offset'));
}

interface Sales {
	readonly currency: string;
	readonly pricesIncludeTax: boolean;
	readonly country: string;
	readonly findings: readonly Finding[];
}

/** From the settings; where they are hidden, from the newest order, which tells the same of itself. */
async function readSales(client: WooCommerceClient, shop: string): Promise<Sales> {
	const general = await readSettings(client, 'general');
	const tax = general === undefined ? undefined : await readSettings(client, 'tax');
	if (general !== undefined) {
		return {
			currency: String(general.get('woocommerce_currency') ?? ''),
			pricesIncludeTax: tax?.get('woocommerce_prices_include_tax') === 'yes',
			country: String(general.get('woocommerce_default_country') ?? ''),
			findings:
				tax === undefined ? [settingsHidden('whether prices contain tax is known of the orders only')] : [],
		};
	}
	const newest = await client.get('/orders', { per_page: '1', _fields: 'id,currency,prices_include_tax' });
	const [order] = listAt({ newest }, 'newest');
	if (order === undefined) {
		throw new TransportError(
			'rejected',
			`The user of the consumer key may not see the settings of ${shop}, and there is no order to tell its currency. Make the key for a user with the role Shop manager.`,
		);
	}
	return {
		currency: textAt(order, 'currency'),
		pricesIncludeTax: at(order, 'prices_include_tax') === true,
		country: '',
		findings: [settingsHidden('the settings and tax rates of the shop cannot be read')],
	};
}

/**
 * Reads the shop.
 * @param shop the site's name, see `siteName`
 * @throws TransportError also when its currency is none of ISO 4217, or when neither it nor the policy tells a time zone
 */
export async function readShop(
	client: WooCommerceClient,
	url: string,
	shop: string,
	policy: StorePolicy,
): Promise<ShopProfile> {
	const site = await client.site(SITE_FIELDS, HIDDEN);
	const sales = await readSales(client, shop);
	const { currency } = sales;
	if (!isCurrency(currency)) {
		throw new TransportError(
			'rejected',
			`${shop} sells in "${String(currency).slice(0, 20)}", which is not a currency of ISO 4217.`,
		);
	}
	const timeZone = zoneOf(site) ?? policy.timeZone;
	if (timeZone === undefined) {
		throw new TransportError(
			'rejected',
			`${shop} does not tell its time zone. Enter the time zone of the books in the node.`,
		);
	}
	const [country = '', region = ''] = sales.country.split(':');
	const name = textAt(site, 'name');
	return {
		platform: PLATFORM,
		storeId: shop,
		url,
		name: name === '' ? shop : name,
		currency,
		timeZone,
		...(country === '' ? {} : { country }),
		...(region === '' || region === '*' ? {} : { region }),
		pricesIncludeTax: sales.pricesIncludeTax,
		findings: sales.findings,
	};
}
