/** Reads from the sync log what the health check looks at. */
import { parseSnapshot } from '../posting/snapshot';
import type { SyncLog, SyncRecord, SyncRun } from '../posting/syncLog';
import { parseWebhookCare, remadeWebhooks, WEBHOOK_CARE } from '../store/webhookCare';
import { allowanceState, monthOf, type Allowance, type AllowanceUse } from '../transport/allowance';
import { permissionsOf } from './credentialCare';
import type { HealthInput, TriggerLook } from './input';
import { postedFigures, type PostedFigures } from './posted';
import { partsOf } from '../partsOf';

export interface HealthQuestion extends Pick<
	HealthInput,
	| 'period'
	| 'now'
	| 'thresholds'
	| 'wanted'
	| 'failures'
	| 'shop'
	| 'products'
	| 'credentials'
	| 'ledgers'
	| 'setup'
	| 'postedSince'
> {
	/** an event that left a trigger this often without arriving is lost: the trigger's own limit */
	readonly lostAfterTimes: number;
	/** ledgers that meter calls by the month, by the id of their connector */
	readonly metered?: Readonly<
		Record<string, { readonly displayName: string; readonly allowance: Allowance }>
	>;
	/** `postedFiguresOf`, where it was read before */
	readonly posted?: readonly PostedFigures[];
}

/** More than that is a number for a message, not a list for a person. */
const MOST_LISTED = 50_000;
const RUNS_LOOKED_AT = 20;
/** keys in one question to the sync log */
const KEYS_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

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

const keysOf = (shop: HealthInput['shop'] = []): readonly (readonly string[])[] =>
	partsOf(
		shop.map(({ businessKey }) => businessKey),
		KEYS_AT_ONCE,
	);

async function recordsOfShop(syncLog: SyncLog, shop: HealthInput['shop']): Promise<readonly SyncRecord[]> {
	const records: SyncRecord[] = [];
	for (const keys of keysOf(shop)) records.push(...(await syncLog.recordsOf(keys)));
	return records;
}

/** Of the shop's events, those that wait for a summary or are in one. */
async function summarizedOfShop(syncLog: SyncLog, shop: HealthInput['shop']): Promise<ReadonlySet<string>> {
	const summarized = new Set<string>();
	for (const keys of keysOf(shop)) for (const key of await syncLog.summarized(keys)) summarized.add(key);
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

/** What people call a trigger, noted by the trigger itself. */
export const TRIGGER_NAME = 'triggerName';

async function triggersOf(syncLog: SyncLog): Promise<TriggerLook[]> {
	const names = new Map((await syncLog.states(TRIGGER_NAME)).map(({ scope, value }) => [scope, value]));
	const care = new Map((await syncLog.states(WEBHOOK_CARE)).map(({ scope, value }) => [scope, value]));
	return (await syncLog.states('lastSweepAt')).flatMap(({ scope, value }) => {
		if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return [];
		const name = names.get(scope);
		const webhooks = parseWebhookCare(care.get(scope));
		return [
			{
				scope,
				name: typeof name === 'string' ? name : `The trigger ${scope.replace(/^trigger:/, '')}`,
				lastSweepAt: value,
				...(webhooks === undefined ? {} : { webhooks }),
			},
		];
	});
}

/** The first day of the books that the checks of amounts look at: a period before the period, and clearing accounts further back. */
export function postedSinceOf({
	period,
	now,
	thresholds,
}: Pick<HealthQuestion, 'period' | 'now' | 'thresholds'>): string {
	const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
	const periodBefore = from - (to - from);
	const clearing = now - 2 * thresholds.clearingOlderThanDays * DAY_MS;
	return new Date(Math.min(periodBefore, clearing)).toISOString().slice(0, 10);
}

/** Posted documents of these days and later with what they come to. @param since YYYY-MM-DD */
export async function postedFiguresOf(syncLog: SyncLog, since: string): Promise<PostedFigures[]> {
	const records = await syncLog.search({ status: ['posted'], bookedFrom: since, limit: MOST_LISTED });
	const figures: PostedFigures[] = [];
	for (const some of partsOf(records, KEYS_AT_ONCE)) {
		const snapshots = await syncLog.snapshots(some.map(({ postingKey }) => postingKey));
		for (const record of some) {
			const content = parseSnapshot(snapshots.get(record.postingKey));
			if (content !== undefined) figures.push(postedFigures(record, content));
		}
	}
	return figures;
}

/** @returns the input of `checkHealth` */
export async function gatherHealth(syncLog: SyncLog, question: HealthQuestion): Promise<HealthInput> {
	const { lostAfterTimes, metered, shop, period, credentials = [], ...given } = question;
	const waiting = await syncLog.search({ status: ['held', 'failed'], limit: MOST_LISTED });
	const touched = await syncLog.search({ updatedSince: period.from, limit: MOST_LISTED });
	const ofShop = await recordsOfShop(syncLog, shop);
	const lastSuccess = await lastSuccessOf(syncLog);
	const postedSince = question.postedSince ?? postedSinceOf(question);
	return {
		...given,
		period,
		counts: await syncLog.counts(period.from),
		records: [...new Map([...waiting, ...ofShop].map((record) => [record.postingKey, record])).values()],
		retried: touched.filter(({ attempts }) => attempts > 1),
		heldEvents: await syncLog.openHeldEvents(MOST_LISTED),
		lost: await syncLog.lostEmissions(lostAfterTimes, MOST_LISTED),
		triggers: await triggersOf(syncLog),
		credentials: [...credentials, ...(await permissionsOf(syncLog))],
		webhooks: await remadeWebhooks(syncLog),
		waiting: await syncLog.summaryWaiting(),
		summarized: await summarizedOfShop(syncLog, shop),
		allowances: await allowancesOf(syncLog, question),
		posted: question.posted ?? (await postedFiguresOf(syncLog, postedSince)),
		postedSince,
		...(shop === undefined ? {} : { shop }),
		...(lastSuccess === undefined ? {} : { lastSuccess }),
	};
}
