/**
 * FreshBooks publishes no limits; these are careful ones. One call at a time per business, whoever makes it: a look-up and the
 * write after it are not overtaken by another worker's write, which matters where no write can be made idempotent.
 */
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { CallsNeeded, Quota } from '../../../core/transport/quota';
import { transportErrorOf } from './failures';

export const quota: Quota = {
	windows: [{ name: 'second', count: 2, windowMs: 1_000 }],
	concurrent: 1,
	told(response) {
		const failure = transportErrorOf(response);
		if (failure?.failure !== 'rateLimited') return undefined;
		return { left: [], blockedForMs: failure.retryAfterMs ?? 0 };
	},
};

/** What a session reads once: the user, the business, accounts (two lists), taxes, categories, clients. */
const READ_ONCE = 7;
/** Few enough that a batch, one call after the other, ends long before the claims on it, also at some seconds a call. */
export const MAX_BATCH = 40;
/** Each is created; a credit note is also looked for, read back and applied by itself. */
const CALLS: Readonly<Partial<Record<LedgerDocument['type'], number>>> = { CreditNote: 4 };
/** Lists that show what is there of a batch, before and after writing it. */
const LISTS = 3;

export function callsFor(documents: readonly Pick<LedgerDocument, 'type'>[]): readonly CallsNeeded[] {
	if (documents.length === 0) return [];
	const counts = new Map<LedgerDocument['type'], number>();
	for (const { type } of documents) counts.set(type, (counts.get(type) ?? 0) + 1);
	let calls = READ_ONCE;
	for (const [type, count] of counts)
		calls += count * (CALLS[type] ?? 1) + Math.ceil(count / MAX_BATCH) * LISTS;
	return [{ count: calls }];
}
