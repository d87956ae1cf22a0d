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
