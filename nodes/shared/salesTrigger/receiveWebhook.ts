/** A delivery from a shop: checked over its raw bytes, then the order it hints at is read from the API. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { takeHint } from '../../../core/store/sweep';
import { noteWebhookArrived } from '../../../core/store/webhookCare';
import { systemClock } from '../clock';
import type { StoreFace } from '../stores/face';
import { openStore, usedCredential } from '../stores/session';
import { syncLogOf } from '../syncLog';
import { asOutputs, storePolicyOf, sweepOptionsOf, triggerIdOf } from './settings';

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

export async function receiveWebhook(
	context: IWebhookFunctions,
	face: StoreFace,
): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const { credential, data } = await usedCredential(context, face);
	const secrets = credential.webhookSecrets(data);
	const rawBody: unknown = request.rawBody;
	if (secrets.length === 0 || !Buffer.isBuffer(rawBody))
		return answer(context, 401, 'The signature cannot be checked.');
	const verdict = face.connector.verifyWebhook({
		headers: plainHeaders(request.headers),
		rawBody,
		secrets,
		storeId: credential.storeId(data),
		receivedAt: systemClock.now(),
	});
	if (!verdict.genuine) return answer(context, 401, verdict.reason);
	await noteDelivery(context);
	// a ping, or news of something else: the shop must see that it was taken, or it gives the subscription up
	if (verdict.hint.orderIds.length === 0) return { webhookResponse: { message: 'Nothing to read.' } };
	try {
		const session = await openStore(context, face, storePolicyOf(context));
		const ports = { session, syncLog: await syncLogOf(context), clock: systemClock };
		const emitted = await takeHint(ports, sweepOptionsOf(context, randomUUID()), verdict.hint.orderIds);
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
