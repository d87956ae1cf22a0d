/** The orders that are measured: of a real shop where the shared data is there, otherwise the built-in day book. */
import { existsSync } from 'node:fs';
import type { Plain } from '../../connectors/stores/shopify/answers';
import { ShopifyClient } from '../../connectors/stores/shopify/client';
import { newSizes } from '../../connectors/stores/shopify/complete';
import type { MappingContext } from '../../connectors/stores/shopify/context';
import { BY_PLACING, OrderReader, READING_LIMITS } from '../../connectors/stores/shopify/reading';
import { readShop } from '../../connectors/stores/shopify/shop';
import { DEFAULT_STORE_POLICY } from '../../core/store/connector';
import { builtIn } from '../../lab/daybook/builtIn';
import type { DayBook } from '../../lab/daybook/events';
import { readDayBook } from '../../lab/daybook/readDayBook';
import { serve } from '../../lab/kit/server';
import { World } from '../../lab/kit/world';
import { shopifyLab } from '../../lab/stores/shopify';
import { fetchHttp } from '../support/fetchHttp';
import { shared } from '../support/shared';
import { QuickClock } from './clock';

export interface ShopOrders {
	/** what it is, for people */
	readonly name: string;
	readonly dayBook: DayBook;
	/** as the connector gets them from Shopify, earliest first */
	readonly payloads: readonly Plain[];
	readonly context: MappingContext;
}

/** After everything has happened and settled. */
const AFTERWARDS = '2030-01-01T00:00:00Z';
const EVERYTHING = { from: '2000-01-01T00:00:00Z' };

/**
 * Orders as the Shopify connector reads them from the lab, page by page.
 * @param file a day book of the shared folder; without it the built-in one
 */
export async function shopOrders(file?: string): Promise<ShopOrders> {
	const path = file === undefined ? undefined : shared(file);
	const real = path !== undefined && existsSync(path);
	const dayBook = real ? await readDayBook(path) : builtIn();
	const clock = new QuickClock(AFTERWARDS);
	const lab = shopifyLab(new World(dayBook), { plan: 'plus' });
	const { shopDomain, accessToken } = lab.credentials;
	const served = await serve(lab);
	try {
		const http = fetchHttp({ 'X-Shopify-Access-Token': accessToken });
		const client = new ShopifyClient(http, served.url, shopDomain, clock);
		const paged = { ...READING_LIMITS, bulkFrom: Number.POSITIVE_INFINITY };
		const reader = new OrderReader(client, clock, newSizes(), paged);
		const payloads: Plain[] = [];
		for await (const page of reader.window(BY_PLACING, EVERYTHING)) payloads.push(...page);
		const context = { shop: await readShop(client), policy: DEFAULT_STORE_POLICY, now: clock.now() };
		return { name: real ? (file ?? path) : 'the built-in day book', dayBook, payloads, context };
	} finally {
		await served.close();
	}
}

/** An id of the lab: with a prefix it is that of another order. */
const ID = /(?<![.\d])(\d{6,})(?![.\d])/g;

/**
 * So many different orders: the shop's own, and when they run out the same again with other ids and numbers.
 */
export function differentOrders({ payloads }: Pick<ShopOrders, 'payloads'>, count: number): readonly Plain[] {
	return Array.from({ length: count }, (_, index) => {
		const payload = payloads[index % payloads.length];
		if (payload === undefined) throw new Error('the shop has no orders');
		const copy = Math.floor(index / payloads.length);
		if (copy === 0) return payload;
		return JSON.parse(JSON.stringify(payload).replace(ID, `${copy}7$1`)) as Plain;
	});
}
