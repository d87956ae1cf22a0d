/** The sweep, each time n8n's schedule asks. */
import { NodeOperationError, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { payoutDocuments } from '../../../core/gateway/payoutDocuments';
import type { GatewaySession } from '../../../core/gateway/connector';
import { sweepPayouts, type EmittedPayouts, type PayoutSweepOptions } from '../../../core/gateway/sweep';
import { systemClock } from '../clock';
import { asNodeError } from '../errors';
import { triggerIdOf } from '../salesTrigger/settings';
import { syncLogOf } from '../syncLog';
import { noteTrigger } from '../triggerCare';
import { GatewayOutputs } from './outputs';
import { openGateway } from './session';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MAX_EMISSIONS = 6;
/** n8n polls once while a person waits for the activation, and then every minute. */
const MAX_SWEEP_MS = 20_000;
/** A manual test shows a few payouts and leaves cursor and sync log alone. */
const TEST_PAYOUTS = 5;

function sweepOptionsOf(context: IPollFunctions): PayoutSweepOptions {
	const startFrom = new Date(String(context.getNodeParameter('startFrom')));
	if (Number.isNaN(startFrom.getTime())) {
		throw new NodeOperationError(
			context.getNode(),
			'Choose the day from which the books are kept in "Start From".',
		);
	}
	const option = (name: string, fallback: number): number =>
		Number(context.getNodeParameter(`options.${name}`, fallback));
	return {
		triggerId: triggerIdOf(context),
		startFrom: startFrom.toISOString(),
		overlapMs: option('overlapDays', 2) * DAY,
		everyMs: option('everyMinutes', 30) * MINUTE,
		disputes: context.getNodeParameter('disputes', true) === true,
		maxPayouts: option('maxPayouts', 100),
		maxMs: MAX_SWEEP_MS,
		emitAgainAfterMs: option('emitAgainAfterMinutes', 60) * MINUTE,
		maxEmissions: MAX_EMISSIONS,
		runId: randomUUID(),
	};
}

async function sample(session: GatewaySession, from: string): Promise<EmittedPayouts> {
	for await (const page of session.payouts({ from })) {
		const documents = page.slice(0, TEST_PAYOUTS).flatMap(payoutDocuments);
		return {
			documents: documents.filter((document) => document.type !== 'Held'),
			held: documents.filter((document) => document.type === 'Held'),
		};
	}
	return { documents: [], held: [] };
}

export async function pollPayouts(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const options = sweepOptionsOf(context);
		const { session } = await openGateway(context, (name) => context.getNodeParameter(name, ''));
		const isManual = context.getMode() === 'manual';
		const ports = { session, syncLog: await syncLogOf(context), clock: systemClock };
		if (!isManual) await noteTrigger(context, ports.syncLog, options.triggerId);
		const { documents, held } = isManual
			? await sample(session, options.startFrom)
			: await sweepPayouts(ports, options);
		if (!isManual && documents.length + held.length === 0) return null;
		const outputs = new GatewayOutputs(options.runId);
		outputs.take([...documents, ...held], 0);
		return [outputs.documents, outputs.review];
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}
