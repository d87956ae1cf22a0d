/**
 * The webhooks at the shop: made on activation, removed on deactivation, and looked after by the sweep, because shops delete
 * or switch off a subscription whose deliveries have failed for a while.
 */
import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';
import { noteRemadeWebhooks, noteSubscribed, REMADE_WEBHOOKS } from '../../../core/store/webhookCare';
import type { StoreSession } from '../../../core/store/connector';
import type { SyncLog } from '../../../core/posting/syncLog';
import { TransportError } from '../../../core/transport/http';
import { systemClock } from '../clock';
import { asNodeError } from '../errors';
import type { StoreFace } from '../stores/face';
import { openStore, usedCredential } from '../stores/session';
import { syncLogOf } from '../syncLog';
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

/** A test in the editor listens at an address of its own for a while: it leaves what is kept of the active workflow alone. */
const isTest = (context: IHookFunctions): boolean => context.getActivationMode() === 'manual';

/** Always asks for `create`, which is idempotent and removes stale subscriptions; without webhooks there is nothing to make. */
export async function subscriptionExists(context: IHookFunctions): Promise<boolean> {
	return !wantsWebhooks(context);
}

/**
 * Exactly one subscription a topic afterwards. What a crash has left behind is found by the connector (the same address, or
 * the same trigger at an older one) or by what was kept of the last activation.
 */
export async function subscribe(context: IHookFunctions, face: StoreFace): Promise<boolean> {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) return false;
	try {
		const session = await openStore(context, face, storePolicyOf(context));
		const syncLog = await syncLogOf(context);
		const scope = scopeOf(context);
		const last = isTest(context) ? url : await syncLog.getState(scope, 'webhookUrl');
		if (typeof last === 'string' && last !== url)
			await persistently(async () => await session.unsubscribe(last));
		await persistently(async () => await session.subscribe(url));
		if (isTest(context)) return true;
		await syncLog.setState(scope, 'webhookUrl', url);
		await syncLog.setState(scope, 'webhooksCheckedAt', systemClock.now());
		await syncLog.setState(scope, REMADE_WEBHOOKS, null);
		await noteSubscribed(syncLog, scope, systemClock.now());
		return true;
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

export async function unsubscribe(context: IHookFunctions, face: StoreFace): Promise<boolean> {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined || !wantsWebhooks(context)) return true;
	try {
		const session = await openStore(context, face, storePolicyOf(context));
		await persistently(async () => await session.unsubscribe(url));
		if (isTest(context)) return true;
		const syncLog = await syncLogOf(context);
		await syncLog.setState(scopeOf(context), 'webhookUrl', null);
		await noteSubscribed(syncLog, scopeOf(context), null);
		return true;
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

/** Once an hour: makes the subscriptions again that the shop has dropped or switched off, and keeps for the health check that it was so. */
export async function keepSubscriptionAlive(
	context: IPollFunctions,
	face: StoreFace,
	session: StoreSession,
	syncLog: SyncLog,
): Promise<void> {
	if (!wantsWebhooks(context)) return;
	const scope = scopeOf(context);
	const url = await syncLog.getState(scope, 'webhookUrl');
	const now = systemClock.now();
	const checkedAt = Number((await syncLog.getState(scope, 'webhooksCheckedAt')) ?? 0);
	if (typeof url !== 'string' || now - checkedAt < CHECK_EVERY_MS) return;
	const alive = (await session.webhooks()).filter((one) => one.url === url && one.active !== false);
	const known = new Set(alive.map(({ id }) => id));
	const remade = (await session.subscribe(url)).filter(({ id }) => !known.has(id));
	if (remade.length > 0) {
		const { credential, data } = await usedCredential(context, face);
		await noteRemadeWebhooks(syncLog, scope, { store: credential.storeId(data), count: remade.length, now });
		context.logger.warn(
			`${face.words.platform} had dropped or stopped ${remade.length} webhook(s); they were made again.`,
		);
	}
	await syncLog.setState(scope, 'webhooksCheckedAt', now);
}
