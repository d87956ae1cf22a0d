/** What the ledger has on its clearing accounts, event by event: out of the sync log's records and what was posted with them. */
import type { BusinessKey } from '../../documents/header';
import type { CurrencyCode } from '../../money/currency';
import { effects, OWN_ACCOUNTS } from '../../ledger/effects';
import type { SyncRecord } from '../../posting/syncLog';
import { parseSnapshot } from '../../posting/snapshot';
import type { MoneyItem } from '../join';
import { byText } from '../signed';

/** What one event (or summary) did to the clearing account of a gateway. */
export interface Posting {
	readonly about: BusinessKey;
	/** of a summary: the events in it */
	readonly members?: readonly BusinessKey[];
	readonly gateway: string;
	readonly currency: CurrencyCode;
	/** in minor units; debits are positive */
	readonly units: bigint;
	/** the day it has in the ledger, YYYY-MM-DD */
	readonly bookedOn: string;
	/** the ledger's number */
	readonly number: string;
}

/** What a record moved: account by account. */
export interface BookedMovement {
	readonly record: SyncRecord;
	readonly currency: CurrencyCode;
	readonly accounts: ReadonlyMap<string, bigint>;
}

/** Records that are in the ledger, with what they moved; others, and those whose content is not known, are left out. */
export function bookedMovements(
	records: readonly SyncRecord[],
	snapshots: ReadonlyMap<string, unknown>,
): BookedMovement[] {
	return records.flatMap((record) => {
		const snapshot = parseSnapshot(snapshots.get(record.postingKey));
		if (record.status !== 'posted' || snapshot === undefined) return [];
		return [{ record, currency: snapshot.currency, accounts: effects(snapshot) }];
	});
}

const OWN: ReadonlySet<string> = new Set(Object.values(OWN_ACCOUNTS));

/**
 * Which account of the ledger is the clearing account of which gateway: the one that got exactly what events of only this gateway
 * moved, most often. So nobody has to say it again, and it is right whatever documents were composed.
 * @returns `gateway currency` by account id
 */
export function clearingAccounts(
	items: readonly MoneyItem[],
	movements: readonly BookedMovement[],
): ReadonlyMap<string, { readonly gateway: string; readonly currency: CurrencyCode }> {
	const byEvent = new Map<BusinessKey, { gateways: Set<string>; units: bigint; currency: string }>();
	for (const { about, gateway, units, currency } of items) {
		const event = byEvent.get(about) ?? { gateways: new Set<string>(), units: 0n, currency };
		event.gateways.add(gateway);
		event.units += units;
		byEvent.set(about, event);
	}
	const totals = new Map<BusinessKey, Map<string, bigint>>();
	for (const { record, accounts } of movements) {
		const sums = totals.get(record.businessKey) ?? new Map<string, bigint>();
		for (const [account, units] of accounts) sums.set(account, (sums.get(account) ?? 0n) + units);
		totals.set(record.businessKey, sums);
	}
	const votes = new Map<string, Map<string, number>>();
	for (const [about, { gateways, units, currency }] of byEvent) {
		const [gateway] = gateways;
		if (gateways.size !== 1 || gateway === undefined) continue;
		for (const [account, moved] of totals.get(about) ?? []) {
			if (moved !== units || OWN.has(account)) continue;
			const key = `${gateway}\n${currency}`;
			const counts = votes.get(key) ?? new Map<string, number>();
			counts.set(account, (counts.get(account) ?? 0) + 1);
			votes.set(key, counts);
		}
	}
	return new Map(
		[...votes]
			.sort(([a], [b]) => byText(a, b))
			.flatMap(([key, counts]) => {
				const [best] = [...counts].sort(([a, m], [b, n]) => n - m || byText(a, b));
				const [gateway = '', currency = ''] = key.split('\n');
				return best === undefined ? [] : [[best[0], { gateway, currency }] as const];
			}),
	);
}

/** @param members of summaries, by the summary's key */
export function postingsOf(
	movements: readonly BookedMovement[],
	accounts: ReadonlyMap<string, { readonly gateway: string; readonly currency: CurrencyCode }>,
	members: ReadonlyMap<BusinessKey, readonly BusinessKey[]> = new Map(),
): Posting[] {
	return movements.flatMap(({ record, currency, accounts: moved }) =>
		[...moved].flatMap(([account, units]): Posting[] => {
			const clearing = accounts.get(account);
			if (clearing === undefined || clearing.currency !== currency) return [];
			const inside = members.get(record.businessKey);
			return [
				{
					about: record.businessKey,
					...(inside === undefined ? {} : { members: inside }),
					gateway: clearing.gateway,
					currency,
					units,
					bookedOn: record.postedOn ?? record.bookedOn,
					number: record.number,
				},
			];
		}),
	);
}
