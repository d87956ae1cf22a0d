/** The core's own pipeline against a lab in another process: reading from the shop, tax, accounts, posting. */
import { ShopifyClient } from '../../connectors/stores/shopify/client';
import { newSizes } from '../../connectors/stores/shopify/complete';
import type { Plain } from '../../connectors/stores/shopify/answers';
import { BY_PLACING, OrderReader, READING_LIMITS } from '../../connectors/stores/shopify/reading';
import { readShop } from '../../connectors/stores/shopify/shop';
import type { LedgerSession } from '../../core/ledger/connector';
import type { SyncLog } from '../../core/posting/syncLog';
import { DEFAULT_STORE_POLICY } from '../../core/store/connector';
import type { Clock } from '../../core/transport/clock';
import { governed } from '../../core/transport/governor';
import { fetchHttp } from '../support/fetchHttp';
import { measuredLedger } from './companies';
import type { LabBeside } from './labBeside';

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A session of the ledger's connector that keeps what it reads in this sync log. */
export async function sessionBeside(
	lab: LabBeside,
	ledger: string,
	syncLog: SyncLog,
	clock: Clock,
): Promise<LedgerSession> {
	const { connector } = measuredLedger(ledger);
	const { tenant, urls } = lab.facts;
	const { accessToken } = await lab.ask('token');
	const http = fetchHttp({ Authorization: `Bearer ${accessToken}` });
	return connector.open(
		governed(http, { quota: connector.quota, store: syncLog, clock, scope: tenant }),
		{ tenant, baseUrl: urls['ledger'] ?? '' },
		{ createMissing: true, customers: 'oneForShop' },
		{
			get: async (key) => await syncLog.getCache(key),
			set: async (key, value, ttlMs) => await syncLog.setCache(key, value, ttlMs),
			clear: async () => await syncLog.clearCache(''),
		},
		clock,
	);
}

/** The shop of the lab, read page by page. */
export async function shopBeside(lab: LabBeside) {
	const { accessToken, shopDomain, urls } = lab.facts;
	const http = fetchHttp({ 'X-Shopify-Access-Token': accessToken });
	const client = new ShopifyClient(http, urls['store'] ?? '', shopDomain, realClock);
	const paged = { ...READING_LIMITS, bulkFrom: Number.POSITIVE_INFINITY };
	const context = { shop: await readShop(client), policy: DEFAULT_STORE_POLICY, now: Date.now() };
	return {
		context,
		/** @param window instants, ISO 8601 */
		async read(window: { readonly from: string; readonly to: string }): Promise<Plain[]> {
			const reader = new OrderReader(client, realClock, newSizes(), paged);
			const payloads: Plain[] = [];
			for await (const page of reader.window(BY_PLACING, window)) payloads.push(...page);
			return payloads;
		},
	};
}
