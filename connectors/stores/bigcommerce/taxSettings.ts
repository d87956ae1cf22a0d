/** How the shop is set up for tax: whether prices contain it, how it rounds, and the rates of its zones and classes. */
import { z } from 'zod';
import type { Finding } from '../../../core/findings/finding';
import type { StoreTaxRate, StoreTaxSettings } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, idAt, listAt } from './answers';
import type { BigCommerceClient } from './client';
import { allOfV2 } from './paging';
import { findingsOf, id, malformed, MAX_PARTS, percent, text } from './payloadParts';
import { regionOf } from './regions';

const rateSchema = z.object({
	id,
	name: text,
	enabled: z.boolean(),
	priority: z.int(),
	tax_zone_id: id,
	class_rates: z.array(z.object({ rate: percent, tax_class_id: id })).max(MAX_PARTS),
});

const zoneSchema = z.object({
	id,
	enabled: z.boolean(),
	shopper_target_settings: z.object({
		locations: z
			.array(
				z.object({
					country_code: z.string().max(2),
					subdivision_codes: z.array(z.string().max(10)).max(MAX_PARTS).nullish(),
				}),
			)
			.max(MAX_PARTS),
	}),
});

type Zone = z.output<typeof zoneSchema>;
type Rate = z.output<typeof rateSchema>;

interface Location {
	readonly country?: string;
	readonly region?: string;
}

/** The places of a zone; the default zone has none. */
function locationsOf(zone: Zone): Location[] {
	const { locations } = zone.shopper_target_settings;
	if (locations.length === 0) return [{}];
	return locations.flatMap(({ country_code: country, subdivision_codes: codes }): Location[] => {
		if (country === '') return [{}];
		if (codes === null || codes === undefined || codes.length === 0) return [{ country }];
		// "US-CA", or "CA" alone
		return codes.map((code) => {
			const region = regionOf(country, code.replace(`${country}-`, ''));
			return { country, ...(region === undefined ? {} : { region }) };
		});
	});
}

function ratesOf(
	rate: Rate,
	zone: Zone,
	names: ReadonlyMap<string, string>,
	isCompound: boolean,
): StoreTaxRate[] {
	return rate.class_rates.flatMap(({ rate: fraction, tax_class_id: taxClass }) =>
		locationsOf(zone).map((location, position) => ({
			id: [rate.id, taxClass, position + 1].join('-'),
			name: rate.name,
			rate: fraction,
			...location,
			taxClass: names.get(taxClass) ?? taxClass,
			compound: isCompound,
		})),
	);
}

function parseAll<T>(
	schema: z.ZodType<T>,
	payloads: readonly unknown[],
	prefix: string,
	findings: Finding[],
): T[] {
	return payloads.flatMap((payload, position) => {
		const parsed = schema.safeParse(payload);
		if (parsed.success) return [parsed.data];
		findings.push(...findingsOf(parsed.error, `${prefix}[${position}]`));
		return [];
	});
}

/** The names of the tax classes, by id. The class of products without one is 0. */
async function classNames(client: BigCommerceClient): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const one of await allOfV2(client, '/v2/tax_classes')) {
		const [key, name] = [idAt(one, 'id'), at(one, 'name')];
		if (key !== undefined && typeof name === 'string') names.set(key, name);
	}
	return names;
}

/** A list that has no pages; should it have more than it shows, that is told. */
async function listOf(client: BigCommerceClient, name: 'zones' | 'rates', findings: Finding[]) {
	const body = await client.get(`/v3/tax/${name}`);
	const list = listAt(body, 'data');
	const total = at(body, 'meta', 'pagination', 'total');
	if (typeof total === 'number' && total > list.length)
		findings.push(malformed(`the shop shows ${list.length} of its ${total} tax ${name}`, name));
	return list;
}

/**
 * Reads the tax settings. Rates that are switched off, or whose zone is, are left out; of several with different priorities
 * in one zone the later ones are charged on the earlier ones.
 * @returns findings of rates that cannot be read
 * @throws TransportError "rejected" when the settings are not as expected
 */
export async function readTaxSettings(client: BigCommerceClient): Promise<StoreTaxSettings> {
	const settings = at(await client.get('/v3/tax/settings'), 'data');
	const included = at(settings, 'tax_entered_with_prices');
	if (typeof included !== 'boolean') {
		throw new TransportError(
			'rejected',
			`The shop ${client.store} does not say whether its prices contain tax; the format of its answer may have changed.`,
		);
	}
	const findings: Finding[] = [];
	const names = await classNames(client);
	const zones = parseAll(zoneSchema, await listOf(client, 'zones', findings), 'zones', findings);
	const rates = parseAll(rateSchema, await listOf(client, 'rates', findings), 'rates', findings);
	const active = rates.filter(({ enabled }) => enabled);
	const isCompound = ({ tax_zone_id: zone, priority }: Rate): boolean =>
		active.some((other) => other.tax_zone_id === zone && other.priority < priority);
	const rounding = at(settings, 'rounding_strategy');
	return {
		pricesIncludeTax: included,
		...(rounding === 'RATE_ROUNDING' ? { rounding: 'line' as const } : {}),
		...(rounding === 'NO_ROUNDING' ? { rounding: 'total' as const } : {}),
		rates: active.flatMap((rate) => {
			const zone = zones.find(({ id: key, enabled }) => enabled && key === rate.tax_zone_id);
			return zone === undefined ? [] : ratesOf(rate, zone, names, isCompound(rate));
		}),
		findings,
	};
}
