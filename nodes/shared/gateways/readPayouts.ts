/** Runs the reader once for each input item; pages are turned into items as they come. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { payoutDocuments } from '../../../core/gateway/payoutDocuments';
import type { GatewaySession, PayoutWindow } from '../../../core/gateway/connector';
import { asNodeError } from '../errors';
import { asItem } from '../outputs';
import { syncLogOf } from '../syncLog';
import { GatewayOutputs } from './outputs';
import { openGateway } from './session';

function instantOf(context: IExecuteFunctions, name: string, item: number): string | undefined {
	const value = String(context.getNodeParameter(name, item, '') ?? '');
	if (value === '') return undefined;
	const instant = new Date(value);
	if (!Number.isNaN(instant.getTime())) return instant.toISOString();
	throw new NodeOperationError(context.getNode(), `"${value}" is not a date and time.`, { itemIndex: item });
}

function windowOf(context: IExecuteFunctions, item: number): PayoutWindow {
	const from = instantOf(context, 'from', item);
	if (from === undefined) {
		throw new NodeOperationError(context.getNode(), 'Choose the first day of the period in "From".', {
			itemIndex: item,
		});
	}
	const to = instantOf(context, 'to', item);
	return { from, ...(to === undefined ? {} : { to }) };
}

const idsOf = (entered: unknown): string[] =>
	String(entered)
		.split(/[\s,;]+/)
		.filter((id) => id !== '');

async function readWith(
	session: GatewaySession,
	context: IExecuteFunctions,
	item: number,
	outputs: GatewayOutputs,
): Promise<void> {
	switch (context.getNodeParameter('operation', item)) {
		case 'account':
			outputs.documents.push(asItem(await session.account(), item));
			break;
		case 'disputes':
			for await (const page of session.disputes(windowOf(context, item))) outputs.take(page, item);
			break;
		case 'payouts': {
			const ids = idsOf(context.getNodeParameter('payoutIds', item));
			outputs.take((await session.payoutsById(ids)).flatMap(payoutDocuments), item);
			break;
		}
		default:
			for await (const page of session.payouts(windowOf(context, item)))
				outputs.take(page.flatMap(payoutDocuments), item);
	}
}

export async function readPayouts(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = new GatewayOutputs(randomUUID());
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			const { session } = await openGateway(context, (name) => context.getNodeParameter(name, item, ''));
			await readWith(session, context, item, outputs);
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			outputs.review.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	await (await syncLogOf(context)).heldEvents(outputs.heldEvents);
	return [outputs.documents, outputs.review];
}
