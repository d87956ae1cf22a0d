/** The health of the sync: counts, what is held and for how long, what is missing, lost or standing still. */
import type { BusinessKey } from '../documents/header';
import { finding, type Finding } from '../findings/finding';
import { sumMoney, type Money } from '../money/money';
import type { Emission, HeldEvent, SyncCounts, SyncRecord } from '../posting/syncLog';
import type { WaitingBatch } from '../summary/store';
import type { RemadeWebhooks } from '../store/webhookCare';
import type { AllowanceUse } from '../transport/allowance';
import type { HealthReport, HealthStatus, HeldReason, StoreHealth } from './report';

export interface HealthThresholds {
	/** without any sync for longer than this it stands still */
	readonly staleAfterHours: number;
	/** held for longer than this is an error, before that a warning */
	readonly heldErrorAfterDays: number;
	/** failed for longer than this is an error: nobody tries any more */
	readonly failedErrorAfterHours: number;
	/** due for longer than this, a summary that is not made is a warning: nobody makes it */
	readonly summaryLateAfterHours: number;
}

export const DEFAULT_THRESHOLDS: HealthThresholds = {
	staleAfterHours: 48,
	heldErrorAfterDays: 7,
	failedErrorAfterHours: 24,
	summaryLateAfterHours: 24,
};

/** An event as the shop has it. */
export interface ShopDocument {
	readonly businessKey: BusinessKey;
	readonly orderNumber: string;
	/** YYYY-MM-DD */
	readonly bookedOn: string;
	readonly total?: Money;
}

export interface HealthInput {
	/** instants, ISO 8601 in UTC */
	readonly period: { readonly from: string; readonly to: string };
	/** epoch milliseconds */
	readonly now: number;
	/** `counts(period.from)` */
	readonly counts: readonly SyncCounts[];
	/** everything held or failed now, and (if the shop is compared) the records of the shop's events */
	readonly records: readonly SyncRecord[];
	/** `openHeldEvents` */
	readonly heldEvents: readonly (HeldEvent & { readonly heldSince: string })[];
	/** `lostEmissions` */
	readonly lost: readonly Emission[];
	/** `remadeWebhooks`: those that were made again in the period are a warning */
	readonly webhooks?: readonly RemadeWebhooks[];
	/** `summaryWaiting`: events that wait for their summary */
	readonly waiting?: readonly WaitingBatch[];
	/** of the shop's events, those that wait for a summary or are in one */
	readonly summarized?: ReadonlySet<BusinessKey>;
	/** what is used of allowances by the month: beyond four fifths it is a warning */
	readonly allowances?: readonly AllowanceUse[];
	/** the shop's events of the period that should be in the books; absent if the shop is not compared */
	readonly shop?: readonly ShopDocument[];
	/** the last time something was synced, or a trigger has looked for something to sync, ISO 8601 */
	readonly lastSuccess?: string;
	readonly thresholds: HealthThresholds;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_EXAMPLES = 5;

/** Something that is held or failed, from wherever it is. */
interface Waiting {
	readonly orderNumber: string;
	readonly since: number;
	readonly findings: readonly Finding[];
}

/** It waits by policy for its period; nobody has to look at it. */
const periodWaitOf = ({ status, findings }: SyncRecord): Finding | undefined =>
	status === 'held' ? findings.find(({ code }) => code === 'PERIOD_WAIT') : undefined;

const days = (since: number, now: number): number => Math.max(0, Math.floor((now - since) / DAY_MS));

const oldestOf = (waiting: readonly Waiting[], now: number): number =>
	waiting.reduce((oldest, { since }) => Math.max(oldest, days(since, now)), 0);

function examplesOf(waiting: readonly Waiting[]): string[] {
	const numbers = waiting.toSorted((a, b) => a.since - b.since).map(({ orderNumber }) => orderNumber);
	return [...new Set(numbers)].slice(0, MOST_EXAMPLES);
}

function storesOf(counts: readonly SyncCounts[]): StoreHealth[] {
	const stores = new Map<string, StoreHealth>();
	for (const { store, ledger, tenant, status, count, unchanged } of counts) {
		const key = JSON.stringify([store, ledger, tenant]);
		const known = stores.get(key) ?? { store, ledger, tenant, posted: 0, unchanged: 0, held: 0, failed: 0 };
		stores.set(key, {
			...known,
			unchanged: known.unchanged + unchanged,
			posted: known.posted + (status === 'posted' ? count : 0),
			held: known.held + (status === 'held' ? count : 0),
			failed: known.failed + (status === 'failed' ? count : 0),
		});
	}
	return [...stores.values()];
}

function heldNow({ records, heldEvents }: HealthInput): Waiting[] {
	return [
		...records
			.filter((record) => record.status === 'held' && periodWaitOf(record) === undefined)
			.map(({ orderNumber, updatedAt, findings }) => ({
				orderNumber,
				since: Date.parse(updatedAt),
				findings,
			})),
		...heldEvents.map(({ orderNumber, heldSince, findings }) => ({
			orderNumber,
			since: Date.parse(heldSince),
			findings,
		})),
	];
}

/** Most frequent first. */
function reasonsOf(held: readonly Waiting[], now: number): HeldReason[] {
	const byCode = new Map<Finding['code'], { waiting: Waiting; reason: Finding }[]>();
	for (const waiting of held) {
		const errors = waiting.findings.filter(({ severity }) => severity === 'error');
		const reasons = new Map(errors.map((reason) => [reason.code, reason]));
		for (const [code, reason] of reasons) {
			byCode.set(code, [...(byCode.get(code) ?? []), { waiting, reason }]);
		}
	}
	return [...byCode.entries()]
		.map(([code, all]) => {
			const oldest = all.reduce((first, each) => (each.waiting.since < first.waiting.since ? each : first));
			const waiting = all.map((each) => each.waiting);
			return {
				code,
				count: all.length,
				oldestDays: oldestOf(waiting, now),
				message: oldest.reason.message,
				fix: oldest.reason.fix,
				examples: examplesOf(waiting),
			};
		})
		.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function missingOf({
	shop,
	records,
	heldEvents,
	summarized = new Set(),
}: HealthInput): HealthReport['missing'] {
	if (shop === undefined) return undefined;
	const known = new Set([...records, ...heldEvents].map(({ businessKey }) => businessKey));
	const missing = shop.filter(({ businessKey }) => !known.has(businessKey) && !summarized.has(businessKey));
	const totals = missing.flatMap(({ total }) => total ?? []);
	const currencies = [...new Set(totals.map(({ currency }) => currency))].sort();
	return {
		compared: shop.length,
		findings: missing.map(({ businessKey, orderNumber, bookedOn, total }) =>
			finding('MISSING_IN_LEDGER', {
				evidence: {
					document: total === undefined ? orderNumber : `${orderNumber} (${total.amount} ${total.currency})`,
					bookedOn,
					key: businessKey,
				},
			}),
		),
		amounts: currencies.map((currency) =>
			sumMoney(
				totals.filter((total) => total.currency === currency),
				currency,
			),
		),
	};
}

function lostOf(lost: readonly Emission[]): Finding[] {
	const byKey = new Map<BusinessKey, Emission>();
	for (const emission of lost) {
		const known = byKey.get(emission.businessKey);
		if (known === undefined || known.times < emission.times) byKey.set(emission.businessKey, emission);
	}
	return [...byKey.values()].map(({ businessKey, times }) =>
		finding('NEVER_ARRIVED', { evidence: { document: businessKey, times } }),
	);
}

function remadeOf({ webhooks = [], period }: HealthInput): Finding[] {
	return webhooks
		.filter(({ lastAt }) => Date.parse(lastAt) >= Date.parse(period.from))
		.map(({ store, times, since, lastAt }) =>
			finding('WEBHOOKS_REMADE', { evidence: { store, count: times, since, lastAt } }),
		);
}

/** Events that wait for their summary; those whose summary should long have been made are a warning. */
function waitingOf({ waiting = [], now, thresholds }: HealthInput): HealthReport['waiting'] {
	const late = waiting.filter(({ dueAt }) => now - dueAt >= thresholds.summaryLateAfterHours * HOUR_MS);
	return {
		count: waiting.reduce((sum, { count }) => sum + count, 0),
		overdue: late.map(({ batch, count, dueAt, from, to }) => {
			const [, store = ''] = batch.split('/');
			const hours = Math.floor((now - dueAt) / HOUR_MS);
			const period = from === to ? from : `${from} to ${to}`;
			return finding('SUMMARY_OVERDUE', { evidence: { count, store, period, hours } });
		}),
	};
}

/** What waits for its period to be opened, by company and month. */
function closedPeriodsOf({ records }: HealthInput): HealthReport['closedPeriods'] {
	const groups = new Map<string, { readonly record: SyncRecord; count: number; closedUntil: string }>();
	for (const record of records) {
		const wait = periodWaitOf(record);
		if (wait === undefined) continue;
		const key = [record.ledger, record.tenant, record.bookedOn.slice(0, 7)].join('|');
		const closedUntil = String(wait.evidence?.['closedUntil'] ?? '');
		const group = groups.get(key) ?? { record, count: 0, closedUntil: '' };
		group.count++;
		if (closedUntil > group.closedUntil) group.closedUntil = closedUntil;
		groups.set(key, group);
	}
	const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
	return {
		count: sorted.reduce((sum, { count }) => sum + count, 0),
		periods: sorted.map(({ record: { ledger, tenant, bookedOn }, count, closedUntil }) =>
			finding('PERIOD_WAITING', {
				evidence: { count, period: bookedOn.slice(0, 7), ledger, tenant, closedUntil },
			}),
		),
	};
}

/** The share of an allowance from which on a person should know. */
const NEARLY = 0.8;

function nearlyUsed({ allowances = [] }: HealthInput): Finding[] {
	return allowances
		.filter(({ used, most }) => used >= most * NEARLY)
		.map(({ ledger, name, month, used, most }) => {
			const percent = Math.floor((used * 100) / most);
			return finding('ALLOWANCE_NEARLY_USED', { evidence: { ledger, name, month, used, most, percent } });
		});
}

/** Without any success at all it has been standing still for the whole period at least. */
function staleOf({ lastSuccess, period, now, thresholds }: HealthInput): Finding | undefined {
	const hours = Math.floor((now - Date.parse(lastSuccess ?? period.from)) / HOUR_MS);
	return hours >= thresholds.staleAfterHours ? finding('SYNC_STALE', { evidence: { hours } }) : undefined;
}

/** Judges the sync; a function of its input. */
export function checkHealth(input: HealthInput): HealthReport {
	const { now, period, records, thresholds, lastSuccess } = input;
	const held = heldNow(input);
	const failed = records
		.filter(({ status }) => status === 'failed')
		.map(({ orderNumber, updatedAt, findings }) => ({ orderNumber, since: Date.parse(updatedAt), findings }));
	const missing = missingOf(input);
	const lost = lostOf(input.lost);
	const webhooks = remadeOf(input);
	const waiting = waitingOf(input);
	const closedPeriods = closedPeriodsOf(input);
	const allowances = nearlyUsed(input);
	const stale = staleOf(input);
	const heldDays = oldestOf(held, now);
	const failedTooLong = failed.some(({ since }) => now - since >= thresholds.failedErrorAfterHours * HOUR_MS);

	const isError =
		stale !== undefined ||
		(missing?.findings.length ?? 0) > 0 ||
		failedTooLong ||
		heldDays >= thresholds.heldErrorAfterDays;
	const isWarning = [held, failed, lost, webhooks, allowances, waiting.overdue, closedPeriods.periods].some(
		({ length }) => length > 0,
	);
	const status: HealthStatus = isError ? 'errors' : isWarning ? 'warnings' : 'healthy';
	return {
		type: 'HealthReport',
		status,
		period,
		checkedAt: new Date(now).toISOString(),
		stores: storesOf(input.counts),
		held: { count: held.length, oldestDays: heldDays, reasons: reasonsOf(held, now) },
		failed: { count: failed.length, oldestDays: oldestOf(failed, now), examples: examplesOf(failed) },
		...(missing === undefined ? {} : { missing }),
		lost,
		webhooks,
		waiting,
		closedPeriods,
		...(allowances.length === 0 ? {} : { allowances }),
		...(stale === undefined ? {} : { stale }),
		...(lastSuccess === undefined ? {} : { lastSuccess }),
	};
}
