/** A delivery from a shop: checked over its raw bytes, then the order it hints at is read from the API. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { SharedReading } from '../../../core/store/sharedReading';
import { takeHint, type Emitted } from '../../../core/store/sweep';
import { noteWebhookArrived } from '../../../core/store/webhookCare';
import { systemClock } from '../clock';
import type { StoreFace } from '../stores/face';
import { openStore, usedCredential } from '../stores/session';
import { syncLogOf } from '../syncLog';
import { factsText } from '../trail';
import { asOutputs, storePolicyOf, sweepOptionsOf, triggerIdOf } from './settings';
import { trailEmitted } from './trail';

/** An order of a thousand lines has about two megabytes; n8n itself takes 16 unless it is told otherwise. */
export const MOST_BYTES = 10 * 1024 * 1024;

/** A wrong secret shows in the log, but whoever guesses cannot fill it. */
const TELL_AGAIN_MS = 60_000;
const toldAt = new Map<string, number>();

function tellOfRefusal(context: IWebhookFunctions, reason: string): void {
	const { id, name } = context.getNode();
	const now = systemClock.now();
	if (now - (toldAt.get(id) ?? 0) < TELL_AGAIN_MS) return;
	toldAt.set(id, now);
	context.logger.warn(
		`StoreLedger ${factsText({ step: 'webhook', state: 'refused', node: name })}: ${reason}`,
	);
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/** Header names are lower case in Node; repeated headers are joined. */
function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
	const entries = Object.entries(headers).flatMap(([name, value]) =>
		value === undefined
			? []
			: [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const],
	);
	return Object.fromEntries(entries);
}

/** For the health check; a sync log that cannot be written now is no reason to refuse a delivery. */
async function noteDelivery(context: IWebhookFunctions): Promise<void> {
	const scope = `trigger:${triggerIdOf(context)}`;
	try {
		await noteWebhookArrived(await syncLogOf(context), scope, systemClock.now());
	} catch (error) {
		context.logger.warn(`The arrival of a webhook could not be noted. ${String((error as Error).message)}`);
	}
}

interface Read {
	readonly emitted: Emitted;
	/** of the sync log's records */
	readonly run: string;
}

const readings = new SharedReading<Read>();

async function readNow(
	context: IWebhookFunctions,
	face: StoreFace,
	orderIds: readonly string[],
): Promise<Read> {
	const session = await openStore(context, face, storePolicyOf(context));
	const ports = { session, syncLog: await syncLogOf(context), clock: systemClock };
	const options = sweepOptionsOf(context, randomUUID());
	return { emitted: await takeHint(ports, options, orderIds), run: options.runId };
}

export async function receiveWebhook(
	context: IWebhookFunctions,
	face: StoreFace,
): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const rawBody: unknown = request.rawBody;
	// before anything is worked out over it
	if (Buffer.isBuffer(rawBody) && rawBody.length > MOST_BYTES)
		return answer(context, 413, 'The delivery is too large.');
	const { credential, data } = await usedCredential(context, face);
	const secrets = credential.webhookSecrets(data);
	if (secrets.length === 0 || !Buffer.isBuffer(rawBody))
		return answer(context, 401, 'The signature cannot be checked.');
	const verdict = face.connector.verifyWebhook({
		headers: plainHeaders(request.headers),
		rawBody,
		secrets,
		storeId: credential.storeId(data),
		receivedAt: systemClock.now(),
	});
	if (!verdict.genuine) {
		tellOfRefusal(context, verdict.reason);
		return answer(context, 401, verdict.reason);
	}
	// a ping, or news of something else: the shop must see that it was taken, or it gives the subscription up
	if (verdict.hint.orderIds.length === 0) return { webhookResponse: { message: 'Nothing to read.' } };
	// only now: WooCommerce's ping is signed by nobody, and must not make webhooks look well that do not work
	await noteDelivery(context);
	try {
		const { orderIds, topic, deliveryId } = verdict.hint;
		const facts = { via: 'webhook', topic, delivery: deliveryId };
		const key = `${context.getMode()}:${triggerIdOf(context)}`;
		const { leads, result } = await readings.join(
			key,
			orderIds,
			async (all) => await readNow(context, face, all),
		);
		const { emitted, run } = result;
		if (!leads) {
			context.logger.debug(`StoreLedger ${factsText({ step: 'webhook', state: 'shared', ...facts, run })}`);
			return { webhookResponse: { message: 'Read with another delivery.' } };
		}
		trailEmitted(context, emitted, { ...facts, run });
		if (emitted.documents.length + emitted.held.length === 0)
			return { webhookResponse: { message: 'Known already.' } };
		return { webhookResponse: { message: 'Accepted.' }, workflowData: asOutputs(emitted) };
	} catch (error) {
		context.logger.warn(
			`The order of a webhook could not be read now; the sweep will find it. ${String((error as Error).message)}`,
		);
		return answer(context, 503, 'The order could not be read now.');
	}
}
