/** Runs the reader once for each input item; a period's pages are turned into items as they come. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { HeldEvent } from '../../core/posting/syncLog';
import type { ReadOrder, StoreSession } from '../../core/store/connector';
import { asNodeError } from '../shared/errors';
import { asItem, reviewItem } from '../shared/outputs';
import { openShopify, policyOf } from '../shared/shopify';
import { sharedSyncLog } from '../shared/syncLog';

function instantOf(context: IExecuteFunctions, name: string, item: number): string | undefined {
	const value = String(context.getNodeParameter(name, item) ?? '');
	if (value === '') return undefined;
	const instant = new Date(value);
	if (Number.isNaN(instant.getTime())) {
		throw new NodeOperationError(context.getNode(), `"${value}" is not a date and time.`, {
			itemIndex: item,
		});
	}
	return instant.toISOString();
}

async function* ordersFor(
	context: IExecuteFunctions,
	session: StoreSession,
	item: number,
): AsyncGenerator<readonly ReadOrder[]> {
	if (context.getNodeParameter('operation', item) === 'orders') {
		const ids = String(context.getNodeParameter('orderIds', item))
			.split(/[\s,;]+/)
			.filter((id) => id !== '');
		yield await session.ordersById(ids);
		return;
	}
	const from = instantOf(context, 'from', item);
	if (from === undefined) {
		throw new NodeOperationError(context.getNode(), 'Choose the first day of the period in "From".', {
			itemIndex: item,
		});
	}
	const to = instantOf(context, 'to', item);
	const window = { from, ...(to === undefined ? {} : { to }) };
	yield* context.getNodeParameter('by', item) === 'changed'
		? session.changedOrders(window)
		: session.placedOrders(window);
}

export async function readSales(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const documents: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const heldEvents: HeldEvent[] = [];
	const runId = randomUUID();
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			const policy = policyOf({ parameter: (name) => context.getNodeParameter(name, item) });
			const session = await openShopify(context, policy);
			for await (const page of ordersFor(context, session, item)) {
				for (const order of page) {
					for (const document of order.documents) {
						const findings = order.remarks[document.id] ?? [];
						documents.push(asItem(findings.length === 0 ? document : { ...document, findings }, item));
					}
					for (const held of order.held) {
						const event = {
							orderNumber: order.number,
							bookedOn: order.updatedAt.slice(0, 10),
							stage: 'store',
							findings: held.findings,
						};
						review.push(reviewItem({ id: held.id, ...event, document: held }, item));
						heldEvents.push({ businessKey: held.id, ...event, runId });
					}
				}
			}
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			review.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	await sharedSyncLog().heldEvents(heldEvents);
	return [documents, review];
}
