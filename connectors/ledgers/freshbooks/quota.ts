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
/** Looked for, created, and for invoices read back. */
const CALLS: Readonly<Partial<Record<LedgerDocument['type'], number>>> = { Invoice: 3, CreditNote: 4 };
const OTHERS = 2;

export function callsFor(documents: readonly Pick<LedgerDocument, 'type'>[]): readonly CallsNeeded[] {
	if (documents.length === 0) return [];
	const count = documents.reduce((sum, { type }) => sum + (CALLS[type] ?? OTHERS), READ_ONCE);
	return [{ count }];
}
