/** Runs the reader once for each input item; pages are turned into items as they come. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { Customer, Product } from '../../../core/documents';
import type { HeldEvent } from '../../../core/posting/syncLog';
import {
	DEFAULT_STORE_POLICY,
	type HeldDocument,
	type ReadOrder,
	type StorePolicy,
	type StoreSession,
} from '../../../core/store/connector';
import { asNodeError } from '../errors';
import { asItem, reviewItem } from '../outputs';
import type { StoreFace } from '../stores/face';
import { policyOf } from '../stores/properties';
import { openStore } from '../stores/session';
import { syncLogOf } from '../syncLog';
import { Trail } from '../trail';

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

/** What the runs of all items give. */
class Outputs {
	readonly documents: INodeExecutionData[] = [];
	readonly review: INodeExecutionData[] = [];
	readonly heldEvents: HeldEvent[] = [];
	private readonly runId = randomUUID();

	constructor(private readonly trail: Trail) {}

	takeOrder(order: ReadOrder, item: number): void {
		for (const document of order.documents) {
			const findings = order.remarks[document.id] ?? [];
			this.documents.push(asItem(findings.length === 0 ? document : { ...document, findings }, item));
			this.trail.passed(document.id, { kind: document.type, order: order.number });
		}
		for (const held of order.held) {
			const event = {
				orderNumber: order.number,
				bookedOn: order.updatedAt.slice(0, 10),
				stage: 'store',
				findings: held.findings,
			};
			this.review.push(reviewItem({ id: held.id, ...event, document: held }, item));
			this.heldEvents.push({ businessKey: held.id, ...event, runId: this.runId });
			this.trail.held(held.id, { kind: held.source.kind, order: order.number }, held.findings);
		}
	}

	/** Products and customers: what is held of them is for a person to see, but nothing that the books wait for. */
	takeCatalog(documents: readonly (Product | Customer | HeldDocument)[], item: number): void {
		for (const document of documents) {
			if (document.type !== 'Held') {
				this.documents.push(asItem(document, item));
				continue;
			}
			const { id, findings } = document;
			const held = { id, orderNumber: '', bookedOn: '', stage: 'store', findings, document };
			this.review.push(reviewItem(held, item));
		}
	}
}

/** Products and customers have no day that is booked on: the policy of orders is not asked for. */
function policyFor(context: IExecuteFunctions, operation: unknown, item: number): StorePolicy {
	return operation === 'products' || operation === 'customers'
		? DEFAULT_STORE_POLICY
		: policyOf({ parameter: (name) => context.getNodeParameter(name, item, '') });
}

async function readItem(
	context: IExecuteFunctions,
	face: StoreFace,
	item: number,
	outputs: Outputs,
): Promise<void> {
	const operation = context.getNodeParameter('operation', item);
	const session = await openStore(context, face, policyFor(context, operation, item));
	if (operation === 'products' || operation === 'customers') {
		for await (const page of operation === 'products' ? session.products() : session.customers())
			outputs.takeCatalog(page, item);
		return;
	}
	for await (const page of ordersFor(context, session, item))
		for (const order of page) outputs.takeOrder(order, item);
}

export async function readSales(
	context: IExecuteFunctions,
	face: StoreFace,
): Promise<INodeExecutionData[][]> {
	const outputs = new Outputs(new Trail(context, 'read', 0));
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			await readItem(context, face, item, outputs);
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			outputs.review.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	await (await syncLogOf(context)).heldEvents(outputs.heldEvents);
	return [outputs.documents, outputs.review];
}
