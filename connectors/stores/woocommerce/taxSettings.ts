/** How the shop is set up for tax: its switches, and the rates it charges. */
import { z } from 'zod';
import type { Finding } from '../../../core/findings/finding';
import type { StoreTaxRate, StoreTaxSettings } from '../../../core/store/connector';
import type { WooCommerceClient } from './client';
import type { ShopProfile } from './context';
import { findingsOf, id, malformed, optionalText, percent } from './payloadParts';
import { HIDDEN, readSettings, settingsHidden } from './shop';

const PAGE = 100;
/** A table of all postcodes of a country has some ten thousand rates. */
const MOST_PAGES = 1_000;

const rateSchema = z.object({
	id,
	country: optionalText,
	state: optionalText,
	rate: percent,
	name: optionalText,
	compound: z.boolean().nullish(),
	shipping: z.boolean().nullish(),
	class: optionalText,
});

function rateOf(payload: unknown, findings: Finding[]): StoreTaxRate | undefined {
	const parsed = rateSchema.safeParse(payload);
	if (!parsed.success) {
		findings.push(...findingsOf(parsed.error, 'taxes'));
		return undefined;
	}
	const { id: rateId, country, state, rate, name, compound, shipping, class: taxClass } = parsed.data;
	if (rate === undefined) {
		findings.push(malformed(`the tax rate ${rateId} has no percentage`, 'taxes'));
		return undefined;
	}
	return {
		id: rateId,
		name: name ?? 'Tax',
		rate,
		...(country === undefined ? {} : { country }),
		...(state === undefined ? {} : { region: state }),
		taxClass: taxClass ?? 'standard',
		compound: compound === true,
		appliesToShipping: shipping === true,
	};
}

export async function readTaxSettings(
	client: WooCommerceClient,
	shop: ShopProfile,
): Promise<StoreTaxSettings> {
	const settings = await readSettings(client, 'tax');
	const findings: Finding[] = [];
	if (settings === undefined) findings.push(settingsHidden('how the shop rounds its taxes is not known'));
	const rates: StoreTaxRate[] = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		const paging = { page: String(page), per_page: String(PAGE), orderby: 'id', order: 'asc' };
		const answer = await client.find('/taxes', paging, HIDDEN);
		if (!Array.isArray(answer)) {
			findings.push(settingsHidden('the tax rates of the shop cannot be read'));
			break;
		}
		rates.push(...answer.map((rate: unknown) => rateOf(rate, findings)).filter((rate) => rate !== undefined));
		if (answer.length < PAGE) break;
	}
	const atTotal = settings?.get('woocommerce_tax_round_at_subtotal');
	return {
		pricesIncludeTax: shop.pricesIncludeTax,
		...(settings === undefined
			? {}
			: { rounding: atTotal === 'yes' ? ('total' as const) : ('line' as const) }),
		rates,
		findings,
	};
}
