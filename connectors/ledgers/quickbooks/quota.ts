/**
 * Intuit's limits for a company: 10 requests a second, 500 a minute, 40 batches a minute. Answers do not say what is left;
 * a refusal says how long to wait.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { CallsNeeded, Quota } from '../../../core/transport/quota';
import { MAX_BATCH } from './client';
import { transportErrorOf } from './failures';
import { LIST_SIZE } from './query';
import { partsOf } from '../../../core/partsOf';

const BATCH = 'batch';

export const quota: Quota = {
	windows: [
		{ name: 'second', count: 10, windowMs: 1_000 },
		{ name: 'minute', count: 500, windowMs: 60_000 },
		{ name: 'batches', count: 40, windowMs: 60_000, kind: BATCH },
	],
	// "CorePlus" (data out): reads that succeed, in production; "Core" (data in) is not metered. 500,000 a month in the free
	// plan of an app, over all companies that it serves
	allowance: {
		name: 'metered reads',
		most: 500_000,
		counts: ({ method, url }, { status }) =>
			method === 'GET' && status >= 200 && status < 300 && !new URL(url).host.startsWith('sandbox-'),
	},
	kindOf: ({ url }) => (url.endsWith('/batch') ? BATCH : undefined),
	told(response) {
		const failure = transportErrorOf(response);
		if (failure?.failure !== 'rateLimited' || failure.retryAfterMs === undefined) return undefined;
		return { left: [], blockedForMs: failure.retryAfterMs };
	},
};

/** What a session reads once: company, preferences, accounts, codes, rates, items, customers. */
const READ_ONCE = 7;

/** One batch for 30 documents; a look-up for 100, should an answer get lost. */
export function callsFor(documents: readonly Pick<LedgerDocument, 'type'>[]): readonly CallsNeeded[] {
	const batches = partsOf(documents, MAX_BATCH).length;
	if (batches === 0) return [];
	// one alone goes to its entity's own endpoint
	if (documents.length === 1) return [{ count: READ_ONCE + 1 }];
	return [{ kind: BATCH, count: batches }, { count: READ_ONCE + partsOf(documents, LIST_SIZE).length }];
}
