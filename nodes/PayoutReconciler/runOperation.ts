/** Reads the items, does what was chosen, and puts what came out onto the outputs. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { asNodeError } from '../shared/errors';
import { sharedSyncLog } from '../shared/syncLog';
import { ageItems, tieOutItems } from './balanceItems';
import { acceptItems, takeApartItems } from './decideItems';
import { explainItems } from './explainItems';
import { asOutputs, noOutputs } from './outputs';
import { readItems, type ReadItems } from './readItems';
import { reconcileItems } from './reconcileItems';

type Operation = (
	context: IExecuteFunctions,
	read: ReadItems,
	outputs: ReturnType<typeof noOutputs>,
) => Promise<void>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
	accept: acceptItems,
	ageing: ageItems,
	explain: explainItems,
	reconcile: reconcileItems,
	tieOut: tieOutItems,
};

export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = noOutputs();
	try {
		const operation = String(context.getNodeParameter('operation', 0));
		if (operation === 'takeApart') {
			await takeApartItems(context, outputs);
			return asOutputs(outputs);
		}
		const read = readItems(context, randomUUID());
		await sharedSyncLog().heldEvents(read.held);
		outputs.review.push(...read.review);
		await OPERATIONS[operation]?.(context, read, outputs);
		return asOutputs(outputs);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const failed = context
			.getInputData()
			.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }));
		return asOutputs({ ...noOutputs(), review: failed });
	}
}
