/**
 * Xero's limits for an organisation: 60 requests a minute, 5,000 a day (1,000 in the free tier of an app), five at once. Every
 * answer says what is left of the minute and the day, so the smaller tier is seen as soon as it matters.
 * https://developer.xero.com/documentation/guides/oauth2/limits/
 */
import type { LedgerDocument, LedgerDocumentType } from '../../../core/ledger/documents';
import type { CallsNeeded, Quota, QuotaLeft } from '../../../core/transport/quota';
import { MAX_BATCH } from './client';
import { transportErrorOf } from './failures';

const HEADERS = { minute: 'x-minlimit-remaining', day: 'x-daylimit-remaining' } as const;

export const quota: Quota = {
	windows: [
		{ name: 'minute', count: 60, windowMs: 60_000 },
		{ name: 'day', count: 5_000, windowMs: 86_400_000 },
	],
	concurrent: 5,
	told(response) {
		const left = Object.entries(HEADERS).flatMap(([window, header]): QuotaLeft[] => {
			const value = response.headers[header];
			return value !== undefined && /^\d{1,9}$/.test(value) ? [{ window, left: Number(value) }] : [];
		});
		const failure = transportErrorOf(response);
		const wait = failure?.failure === 'rateLimited' ? failure.retryAfterMs : undefined;
		if (left.length === 0 && wait === undefined) return undefined;
		return { left, ...(wait === undefined ? {} : { blockedForMs: wait }) };
	},
};

/** What a session reads once: organisation, currencies, accounts, tax rates, tracking, the contact (looked for, then made). */
const READ_ONCE = 7;
/** Filters for one look-up name about so many documents. */
const LOOK_UP = 20;

/** Documents of the same endpoint go 50 in a call; an applied credit takes one more; a look-up follows a lost answer. */
export function callsFor(documents: readonly Pick<LedgerDocument, 'type'>[]): readonly CallsNeeded[] {
	if (documents.length === 0) return [];
	const counts = new Map<LedgerDocumentType, number>();
	for (const { type } of documents) counts.set(type, (counts.get(type) ?? 0) + 1);
	let calls = READ_ONCE + Math.ceil(documents.length / MAX_BATCH / LOOK_UP);
	for (const [type, count] of counts)
		calls += Math.ceil(count / MAX_BATCH) + (type === 'CreditNote' ? count : 0);
	return [{ count: calls }];
}
