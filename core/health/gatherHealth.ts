/** Reads from the sync log what the health check looks at. */
import type { SyncLog, SyncRecord, SyncRun } from '../posting/syncLog';
import { remadeWebhooks } from '../store/webhookCare';
import { allowanceState, monthOf, type Allowance, type AllowanceUse } from '../transport/allowance';
import type { HealthInput } from './checkHealth';

export interface HealthQuestion extends Pick<
	HealthInput,
	'period' | 'now' | 'shop' | 'thresholds' | 'setup'
> {
	/** an event that left a trigger this often without arriving is lost: the trigger's own limit */
	readonly lostAfterTimes: number;
	/** ledgers that meter calls by the month, by the id of their connector */
	readonly metered?: Readonly<
		Record<string, { readonly displayName: string; readonly allowance: Allowance }>
	>;
}

/** More than that is a number for a message, not a list for a person. */
const MOST_LISTED = 50_000;
const RUNS_LOOKED_AT = 20;
/** keys in one question to the sync log */
const KEYS_AT_ONCE = 1_000;

const didSomething = ({ summary }: SyncRun): boolean => (summary.posted ?? 0) + (summary.unchanged ?? 0) > 0;

/**
 * The last time a document was posted (whatever its day), a poster found all there already, or a trigger looked for something
 * to post. A run that only failed is no success.
 */
async function lastSuccessOf(syncLog: SyncLog): Promise<string | undefined> {
	const sweeps = await syncLog.states('lastSweepAt');
	const runs = await syncLog.runs(RUNS_LOOKED_AT);
	const instants = [
		await syncLog.lastPostedAt(),
		...sweeps.map(({ value }) => value),
		...runs.filter(didSomething).map(({ finishedAt }) => finishedAt),
	];
	return instants
		.filter((instant) => typeof instant === 'string')
		.sort()
		.at(-1);
}

async function recordsOfShop(syncLog: SyncLog, shop: HealthInput['shop']): Promise<readonly SyncRecord[]> {
	const keys = (shop ?? []).map(({ businessKey }) => businessKey);
	const records: SyncRecord[] = [];
	for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
		records.push(...(await syncLog.recordsOf(keys.slice(from, from + KEYS_AT_ONCE))));
	}
	return records;
}

/** Of the shop's events, those that wait for a summary or are in one. */
async function summarizedOfShop(syncLog: SyncLog, shop: HealthInput['shop']): Promise<ReadonlySet<string>> {
	const keys = (shop ?? []).map(({ businessKey }) => businessKey);
	const summarized = new Set<string>();
	for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
		for (const key of await syncLog.summarized(keys.slice(from, from + KEYS_AT_ONCE))) summarized.add(key);
	}
	return summarized;
}

/** What was used this month, over all companies: an allowance is the app's, not the company's. */
async function allowancesOf(
	syncLog: SyncLog,
	{ metered = {}, now }: Pick<HealthQuestion, 'metered' | 'now'>,
): Promise<readonly AllowanceUse[]> {
	const month = monthOf(now);
	const counts = await syncLog.states(allowanceState(month));
	return Object.entries(metered).map(([ledger, { displayName, allowance }]) => ({
		ledger: displayName,
		name: allowance.name,
		month,
		used: counts
			.filter(({ scope }) => scope.startsWith(`${ledger}/`))
			.reduce((sum, { value }) => sum + (typeof value === 'number' ? value : 0), 0),
		most: allowance.most,
	}));
}

/** @returns the input of `checkHealth` */
export async function gatherHealth(syncLog: SyncLog, question: HealthQuestion): Promise<HealthInput> {
	const { period, now, shop, thresholds, lostAfterTimes } = question;
	const waiting = await syncLog.search({ status: ['held', 'failed'], limit: MOST_LISTED });
	const ofShop = await recordsOfShop(syncLog, shop);
	const lastSuccess = await lastSuccessOf(syncLog);
	return {
		period,
		now,
		thresholds,
		counts: await syncLog.counts(period.from),
		records: [...new Map([...waiting, ...ofShop].map((record) => [record.postingKey, record])).values()],
		heldEvents: await syncLog.openHeldEvents(MOST_LISTED),
		lost: await syncLog.lostEmissions(lostAfterTimes, MOST_LISTED),
		webhooks: await remadeWebhooks(syncLog),
		waiting: await syncLog.summaryWaiting(),
		summarized: await summarizedOfShop(syncLog, shop),
		allowances: await allowancesOf(syncLog, question),
		...(question.setup === undefined ? {} : { setup: question.setup }),
		...(shop === undefined ? {} : { shop }),
		...(lastSuccess === undefined ? {} : { lastSuccess }),
	};
}
