/** What is kept of webhooks that a shop had dropped or switched off and that were made again, for the health check. */
import { z } from 'zod';
import type { SyncLog } from '../posting/syncLog';

/** The key in the sync log's state, in the scope of the trigger. */
export const REMADE_WEBHOOKS = 'webhooksRemade';

/** Since the trigger was activated. Instants are ISO 8601 in UTC. */
export interface RemadeWebhooks {
	/** the shop's own name for itself */
	readonly store: string;
	/** how many times some were found missing or stopped */
	readonly times: number;
	/** how many subscriptions that were in all */
	readonly subscriptions: number;
	readonly since: string;
	readonly lastAt: string;
}

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const schema = z.object({
	store: z.string(),
	times: z.int().positive(),
	subscriptions: z.int().positive(),
	since: instant,
	lastAt: instant,
});

const parsed = (value: unknown): RemadeWebhooks | undefined => schema.safeParse(value).data;

/**
 * Counts up.
 * @param remade how many were made again just now (`now` in epoch milliseconds)
 */
export async function noteRemadeWebhooks(
	syncLog: Pick<SyncLog, 'getState' | 'setState'>,
	scope: string,
	remade: { readonly store: string; readonly count: number; readonly now: number },
): Promise<void> {
	const at = new Date(remade.now).toISOString();
	const known = parsed(await syncLog.getState(scope, REMADE_WEBHOOKS));
	const next: RemadeWebhooks = {
		store: remade.store,
		times: (known?.times ?? 0) + 1,
		subscriptions: (known?.subscriptions ?? 0) + remade.count,
		since: known?.since ?? at,
		lastAt: at,
	};
	await syncLog.setState(scope, REMADE_WEBHOOKS, next);
}

/** Of all triggers; what is no such record is left out. */
export async function remadeWebhooks(syncLog: Pick<SyncLog, 'states'>): Promise<RemadeWebhooks[]> {
	const states = await syncLog.states(REMADE_WEBHOOKS);
	return states.flatMap(({ value }) => parsed(value) ?? []);
}

/** The key of what is known of a trigger's deliveries, in the same scope. */
export const WEBHOOK_CARE = 'webhookCare';

/** Of a trigger whose shop was asked to tell of news. Instants are ISO 8601 in UTC. */
export interface WebhookCare {
	/** since when the shop has been asked to */
	readonly since: string;
	/** when a genuine delivery came last */
	readonly arrivedAt?: string;
	/** documents of after `since` that the sweep found first, without any delivery since the first of them */
	readonly missed: number;
	readonly missedSince?: string;
}

const careSchema = z.object({
	since: instant,
	arrivedAt: instant.optional(),
	missed: z.int().nonnegative(),
	missedSince: instant.optional(),
});

/** @returns undefined for what is none: no webhooks are wanted, or nothing is known of them yet */
export function parseWebhookCare(value: unknown): WebhookCare | undefined {
	const care = careSchema.safeParse(value).data;
	if (care === undefined) return undefined;
	const { arrivedAt, missedSince, ...known } = care;
	return {
		...known,
		...(arrivedAt === undefined ? {} : { arrivedAt }),
		...(missedSince === undefined ? {} : { missedSince }),
	};
}

const NOTED_AGAIN_MS = 10 * 60_000;

type State = Pick<SyncLog, 'getState' | 'setState'>;
const isoOf = (now: number): string => new Date(now).toISOString();

/** The shop was asked to tell (`now` in epoch milliseconds), or is not to tell any more. */
export async function noteSubscribed(syncLog: State, scope: string, now: number | null): Promise<void> {
	await syncLog.setState(scope, WEBHOOK_CARE, now === null ? null : { since: isoOf(now), missed: 0 });
}

/** A genuine delivery has come: whatever was missed before does not count any more. */
export async function noteWebhookArrived(syncLog: State, scope: string, now: number): Promise<void> {
	const known = parseWebhookCare(await syncLog.getState(scope, WEBHOOK_CARE));
	const since = known?.since ?? isoOf(now);
	const isNoted = known?.arrivedAt !== undefined && now - Date.parse(known.arrivedAt) < NOTED_AGAIN_MS;
	// on a busy day not each delivery needs a write
	if (isNoted && known.missed === 0) return;
	await syncLog.setState(scope, WEBHOOK_CARE, { since, arrivedAt: isoOf(now), missed: 0 });
}

/**
 * The sweep has given out documents that no delivery has told of.
 * @param happened when each of them happened in the shop, ISO 8601
 */
export async function noteFoundBySweep(
	syncLog: State,
	scope: string,
	happened: readonly string[],
	now: number,
): Promise<void> {
	const known = parseWebhookCare(await syncLog.getState(scope, WEBHOOK_CARE));
	if (known === undefined) return;
	const count = happened.filter((at) => Date.parse(at) > Date.parse(known.since)).length;
	if (count === 0) return;
	const missedSince = known.missedSince ?? isoOf(now);
	await syncLog.setState(scope, WEBHOOK_CARE, { ...known, missed: known.missed + count, missedSince });
}
