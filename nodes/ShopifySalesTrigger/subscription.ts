/**
 * The webhooks at Shopify: made on activation, removed on deactivation, and looked after by the sweep, because Shopify
 * deletes a subscription whose deliveries have failed for a while.
 */
import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';
import type { StoreSession } from '../../core/store/connector';
import type { SyncLog } from '../../core/posting/syncLog';
import { TransportError } from '../../core/transport/http';
import { systemClock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { openShopify } from '../shared/shopify';
import { sharedSyncLog } from '../shared/syncLog';
import { storePolicyOf, triggerIdOf, type TriggerContext } from './settings';

const CHECK_EVERY_MS = 60 * 60_000;

/** Pauses before further attempts, milliseconds: a person is waiting for the activation. */
const PAUSES_MS = [500, 1_000, 2_000];

const isPassing = (error: Error): error is TransportError =>
	error instanceof TransportError && error.failure !== 'unauthorized' && error.failure !== 'rejected';

/** Both subscribing and unsubscribing look at what is there first, so either may be done again after a lost answer. */
async function persistently(work: () => Promise<unknown>, pauses = PAUSES_MS): Promise<void> {
	const failure = await work().then(
		() => undefined,
		(error: Error) => error,
	);
	if (failure === undefined) return;
	const [pause, ...later] = pauses;
	if (pause === undefined || !isPassing(failure)) return await Promise.reject(failure);
	await systemClock.sleep(Math.max(pause, failure.retryAfterMs ?? 0));
	await persistently(work, later);
}

const scopeOf = (context: TriggerContext): string => `trigger:${triggerIdOf(context)}`;

function wantsWebhooks(context: TriggerContext): boolean {
	return context.getNodeParameter('useWebhooks') === true;
}

/** Always asks for `create`, which is idempotent and removes stale subscriptions; without webhooks there is nothing to make. */
export async function subscriptionExists(context: IHookFunctions): Promise<boolean> {
	return !wantsWebhooks(context);
}

export async function subscribe(context: IHookFunctions): Promise<boolean> {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) return false;
	try {
		const session = await openShopify(context, storePolicyOf(context));
		await persistently(async () => await session.subscribe(url));
		await sharedSyncLog().setState(scopeOf(context), 'webhookUrl', url);
		return true;
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined || !wantsWebhooks(context)) return true;
	try {
		const session = await openShopify(context, storePolicyOf(context));
		await persistently(async () => await session.unsubscribe(url));
		await sharedSyncLog().setState(scopeOf(context), 'webhookUrl', null);
		return true;
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

/** Once an hour: makes the subscriptions again that the shop has dropped. */
export async function keepSubscriptionAlive(
	context: IPollFunctions,
	session: StoreSession,
	syncLog: SyncLog,
): Promise<void> {
	if (!wantsWebhooks(context)) return;
	const scope = scopeOf(context);
	const url = await syncLog.getState(scope, 'webhookUrl');
	const checkedAt = Number((await syncLog.getState(scope, 'webhooksCheckedAt')) ?? 0);
	if (typeof url !== 'string' || Date.now() - checkedAt < CHECK_EVERY_MS) return;
	const before = (await session.webhooks()).filter((registration) => registration.url === url).length;
	const after = (await session.subscribe(url)).length;
	if (after > before)
		context.logger.warn(`Shopify had dropped ${after - before} webhook(s); they were made again.`);
	await syncLog.setState(scope, 'webhooksCheckedAt', Date.now());
}
