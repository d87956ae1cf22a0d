/** The sweep, each time n8n's schedule asks. */
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { sweep, type Emitted } from '../../../core/store/sweep';
import type { StoreSession } from '../../../core/store/connector';
import { noteFoundBySweep } from '../../../core/store/webhookCare';
import { systemClock } from '../clock';
import { asNodeError } from '../errors';
import type { StoreFace } from '../stores/face';
import { openStore } from '../stores/session';
import { syncLogOf } from '../syncLog';
import { noteTrigger } from '../triggerCare';
import { asOutputs, storePolicyOf, sweepOptionsOf } from './settings';
import { keepSubscriptionAlive } from './subscription';

/** A manual test shows a few orders and leaves cursor and sync log alone. */
const TEST_ORDERS = 5;

async function sample(session: StoreSession, from: string): Promise<Emitted> {
	for await (const page of session.changedOrders({ from })) {
		const orders = page.slice(0, TEST_ORDERS);
		return {
			documents: orders.flatMap((order) => order.documents),
			held: orders.flatMap((order) => order.held),
		};
	}
	return { documents: [], held: [] };
}

export async function poll(context: IPollFunctions, face: StoreFace): Promise<INodeExecutionData[][] | null> {
	try {
		const options = sweepOptionsOf(context, randomUUID());
		const session = await openStore(context, face, storePolicyOf(context));
		if (context.getMode() === 'manual') return asOutputs(await sample(session, options.startFrom));
		const syncLog = await syncLogOf(context);
		await noteTrigger(context, syncLog, options.triggerId);
		await keepSubscriptionAlive(context, face, session, syncLog);
		const emitted = await sweep({ session, syncLog, clock: systemClock }, options);
		if (emitted.documents.length > 0) {
			const happened = emitted.documents.map(({ occurredAt }) => occurredAt);
			await noteFoundBySweep(syncLog, `trigger:${options.triggerId}`, happened, systemClock.now());
		}
		return emitted.documents.length + emitted.held.length === 0 ? null : asOutputs(emitted);
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}
