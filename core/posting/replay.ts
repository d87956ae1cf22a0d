/**
 * Replay: what the orders of some days would have posted under the mapping of now, held against what was posted, per account.
 * Nothing is written, neither here nor there, and the ledger is not asked: what was posted is in the sync log. So a mapping can
 * be looked at before it goes live.
 */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { JournalEntry } from '../journal/entry';
import type { LedgerCapabilities, LedgerCompany } from '../ledger/connector';
import { fromMinorUnits, minorUnits } from '../money/money';
import { accountTotals, type AccountTotal } from './accountTotals';
import { contentDifference, contentOf, isOnlyMappedOtherwise, type Leg } from './content';
import { eventsOf, inGeneration, knownEvents } from './generations';
import { planEntries } from './plan';
import { isReversal } from './reversal';
import { parseSnapshot, snapshotOf, type DocumentSnapshot } from './snapshot';
import type { SyncLog, SyncRecord } from './syncLog';

/**
 * same: it would be posted as it was. mapped: the same amounts on other accounts or tax codes. changed: the order itself is
 * another by now. new: nothing was posted of it. notPossible: it could not be posted now, the findings say why.
 */
export type ReplayState = 'same' | 'mapped' | 'changed' | 'new' | 'notPossible';

export interface ReplayedEvent {
	readonly businessKey: BusinessKey;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly state: ReplayState;
	/** what would be different: "Sales: 10.00 GBP more in credit" */
	readonly differences: readonly string[];
	readonly findings: readonly Finding[];
}

/** One account: as it was posted, and as it would be. Decimal text. */
export interface ReplayedAccount {
	readonly accountId: string;
	readonly account: string;
	readonly currency: string;
	readonly wasDebit: string;
	readonly wasCredit: string;
	readonly wouldDebit: string;
	readonly wouldCredit: string;
	/** what the account would have more; the side says on which */
	readonly difference: string;
	readonly side: 'none' | 'debit' | 'credit';
}

export interface Replay {
	readonly counts: Readonly<Record<ReplayState | 'notDelivered', number>>;
	readonly accounts: readonly ReplayedAccount[];
	readonly events: readonly ReplayedEvent[];
	/** posted in the period, and not among the entries: not looked at */
	readonly notDelivered: readonly BusinessKey[];
}

export interface ReplayOptions {
	readonly syncLog: SyncLog;
	readonly capabilities: LedgerCapabilities;
	readonly ledger: string;
	readonly tenant: LedgerCompany['tenant'];
	/** the days that are looked at, both inclusive, YYYY-MM-DD; to tell what was posted and did not come in again */
	readonly period?: { readonly from: string; readonly to: string; readonly store?: string };
}

/** More than that in one period is another question. */
const MOST_POSTED = 100_000;

function netText({ account, kind, units, taxes }: Leg, currency: string): string {
	let net = units;
	for (const tax of taxes.values()) net += tax.units;
	const size = fromMinorUnits(net < 0n ? -net : net, currency).amount;
	const name = kind === 'receivable' ? 'The receivable' : (account?.name ?? '');
	return `${name}: ${size} ${currency} more in ${net < 0n ? 'credit' : 'debit'}`;
}

/** What is in the ledger of an event. */
function postedOf(
	records: readonly SyncRecord[],
	snapshots: ReadonlyMap<string, unknown>,
): readonly DocumentSnapshot[] {
	return records
		.filter(({ status, postingKey }) => status === 'posted' && !isReversal(postingKey))
		.flatMap(({ postingKey }) => parseSnapshot(snapshots.get(postingKey)) ?? []);
}

function accountsOf(
	was: readonly AccountTotal[],
	would: readonly AccountTotal[],
): readonly ReplayedAccount[] {
	const key = ({ accountId, account, currency }: AccountTotal): string =>
		`${currency} ${accountId === '' ? account : accountId}`;
	const wasBy = new Map(was.map((total) => [key(total), total]));
	const wouldBy = new Map(would.map((total) => [key(total), total]));
	const all = new Map([...wasBy, ...wouldBy]);
	return [...all.values()]
		.sort((a, b) => a.currency.localeCompare(b.currency) || a.account.localeCompare(b.account))
		.map((total) => {
			const { accountId, account, currency } = total;
			const nothing = fromMinorUnits(0n, currency).amount;
			const before = wasBy.get(key(total)) ?? { debit: nothing, credit: nothing };
			const after = wouldBy.get(key(total)) ?? { debit: nothing, credit: nothing };
			const units = (amount: string): bigint => minorUnits({ amount, currency });
			const net = units(after.debit) - units(after.credit) - (units(before.debit) - units(before.credit));
			return {
				accountId,
				account,
				currency,
				wasDebit: before.debit,
				wasCredit: before.credit,
				wouldDebit: after.debit,
				wouldCredit: after.credit,
				difference: fromMinorUnits(net < 0n ? -net : net, currency).amount,
				side: net === 0n ? 'none' : net < 0n ? 'credit' : 'debit',
			};
		});
}

/**
 * @param entries mapped by the mapping that is to be tried; the same event twice counts once, as it came last
 * @returns by event and by account; entries that cannot be composed, and their postings, are in neither sum
 */
export async function replayEntries(
	entries: readonly JournalEntry[],
	options: ReplayOptions,
): Promise<Replay> {
	const { syncLog, capabilities, ledger, tenant, period } = options;
	const last = [...new Map(entries.map((entry) => [entry.documentId, entry])).values()];
	const composed = planEntries(last, capabilities, { ledger, tenant });
	const known = await knownEvents(syncLog, eventsOf(composed), options);
	const planned = inGeneration(composed, known, capabilities.numberLength);
	const keys = [...known.values()].flatMap((records) => records.map(({ postingKey }) => postingKey));
	const snapshots = await syncLog.snapshots(keys);
	const events: ReplayedEvent[] = [];
	const was: DocumentSnapshot[] = [];
	const would: DocumentSnapshot[] = [];
	for (const { entry, documents, possible, findings } of planned) {
		const posted = postedOf(known.get(entry.documentId) ?? [], snapshots);
		const plans = documents.map(snapshotOf);
		const common = {
			businessKey: entry.documentId,
			orderNumber: entry.order.number,
			bookedOn: entry.bookedOn,
			findings,
		};
		if (!possible) {
			events.push({ ...common, state: 'notPossible', differences: [] });
			continue;
		}
		was.push(...posted);
		would.push(...plans);
		const [before, after] = [contentOf(posted), contentOf(plans)];
		const difference = [...contentDifference(before, after).values()];
		const currency = plans[0]?.currency ?? posted[0]?.currency ?? '';
		const state: ReplayState =
			posted.length === 0
				? 'new'
				: difference.length === 0
					? 'same'
					: isOnlyMappedOtherwise(before, after)
						? 'mapped'
						: 'changed';
		events.push({ ...common, state, differences: difference.map((leg) => netText(leg, currency)) });
	}
	const notDelivered = period === undefined ? [] : await missing(last, period, options);
	const count = (state: ReplayState): number => events.filter((event) => event.state === state).length;
	return {
		counts: {
			same: count('same'),
			mapped: count('mapped'),
			changed: count('changed'),
			new: count('new'),
			notPossible: count('notPossible'),
			notDelivered: notDelivered.length,
		},
		accounts: accountsOf(
			accountTotals(was.map((plan) => ({ plan }))),
			accountTotals(would.map((plan) => ({ plan }))),
		),
		events,
		notDelivered,
	};
}

async function missing(
	entries: readonly JournalEntry[],
	{ from, to, store }: NonNullable<ReplayOptions['period']>,
	{ syncLog, ledger, tenant }: ReplayOptions,
): Promise<readonly BusinessKey[]> {
	const records = await syncLog.search({
		status: ['posted'],
		bookedFrom: from,
		bookedTo: to,
		ledger,
		tenant,
		...(store === undefined ? {} : { store }),
		limit: MOST_POSTED,
	});
	const given = new Set(entries.map(({ documentId }) => documentId));
	const keys = records
		.filter(({ postingKey }) => !isReversal(postingKey))
		.map(({ businessKey }) => businessKey);
	return [...new Set(keys)].filter((key) => !given.has(key)).sort();
}
