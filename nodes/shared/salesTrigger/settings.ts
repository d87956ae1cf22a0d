/** The trigger's parameters as the sweep wants them. */
import {
	NodeOperationError,
	type INode,
	type INodeExecutionData,
	type IWorkflowMetadata,
} from 'n8n-workflow';
import type { Emitted, SweepOptions } from '../../../core/store/sweep';
import type { StorePolicy } from '../../../core/store/connector';
import { asItem, reviewItem } from '../outputs';
import { policyOf } from '../stores/properties';

const MINUTE = 60_000;
const MAX_EMISSIONS = 6;
/** n8n polls once while a person waits for the activation, and then every minute. */
const MAX_SWEEP_MS = 20_000;

/** What the contexts of poll, webhook and hook have in common. */
export interface TriggerContext {
	getNode(): INode;
	getWorkflow(): IWorkflowMetadata;
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

/** One cursor for each trigger node of each workflow. */
export function triggerIdOf(context: TriggerContext): string {
	return `${context.getWorkflow().id ?? 'unsaved'}/${context.getNode().id}`;
}

export function storePolicyOf(context: TriggerContext): StorePolicy {
	return policyOf({ parameter: (name) => context.getNodeParameter(name, '') });
}

export function sweepOptionsOf(context: TriggerContext, runId: string): SweepOptions {
	const startFrom = new Date(String(context.getNodeParameter('startFrom')));
	if (Number.isNaN(startFrom.getTime())) {
		throw new NodeOperationError(
			context.getNode(),
			'Choose the day from which the books are kept in "Start From".',
		);
	}
	const minutes = (name: string, fallback: number): number =>
		Number(context.getNodeParameter(`options.${name}`, fallback)) * MINUTE;
	return {
		triggerId: triggerIdOf(context),
		startFrom: startFrom.toISOString(),
		overlapMs: minutes('overlapMinutes', 10),
		maxOrders: Number(context.getNodeParameter('options.maxOrders', 1000)),
		maxMs: MAX_SWEEP_MS,
		emitAgainAfterMs: minutes('emitAgainAfterMinutes', 5),
		maxEmissions: MAX_EMISSIONS,
		runId,
	};
}

/** Documents on the first output, held orders on "Needs Review". */
export function asOutputs(emitted: Emitted): INodeExecutionData[][] {
	return [
		emitted.documents.map((document) => asItem(document, 0)),
		emitted.held.map((held) =>
			reviewItem(
				{
					id: held.id,
					orderNumber: held.source.externalNumber,
					bookedOn: '',
					stage: 'store',
					findings: held.findings,
					document: held,
				},
				0,
			),
		),
	];
}
