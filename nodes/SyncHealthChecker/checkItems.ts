/** Gathers what the check needs from sync log and shop, and puts the report on the output that fits it. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
	checkHealth,
	gatherHealth,
	DEFAULT_THRESHOLDS,
	slackBlocks,
	type HealthReport,
	type ShopDocument,
} from '../../core/health';
import type { SalesDocument } from '../../core/documents';
import { finding } from '../../core/findings/finding';
import type { SyncLog } from '../../core/posting/syncLog';
import { DEFAULT_STORE_POLICY } from '../../core/store/connector';
import { asNodeError } from '../shared/errors';
import { METERED_LEDGERS } from '../shared/ledgers';
import { asItem } from '../shared/outputs';
import { STORE_FACES } from '../shared/stores/faces.generated';
import { openStore } from '../shared/stores/session';
import { isFileInQueueMode, syncLogOf } from '../shared/syncLog';

const MINUTE = 60_000;
const DAY = 86_400_000;
const OUTPUTS: readonly HealthReport['status'][] = ['healthy', 'warnings', 'errors'];
/** Emitted this often without arriving anywhere: it will not by itself. */
const LOST_AFTER_TIMES = 3;

interface Period {
	readonly from: string;
	readonly to: string;
}

function periodOf(context: IExecuteFunctions, item: number, now: number): Period {
	const until = String(context.getNodeParameter('until', item) ?? '');
	const end = until === '' ? now : Date.parse(until);
	if (Number.isNaN(end)) {
		throw new NodeOperationError(context.getNode(), `"${until}" is not a date and time.`, {
			itemIndex: item,
		});
	}
	const days = Number(context.getNodeParameter('days', item));
	return { from: new Date(end - days * DAY).toISOString(), to: new Date(end).toISOString() };
}

function totalOf(document: SalesDocument): Pick<ShopDocument, 'total'> {
	switch (document.type) {
		case 'Sale':
		case 'Refund':
			return { total: document.totals.total };
		case 'Payment':
			return { total: document.payment.amount };
		case 'Cancellation':
			return { total: document.released };
		case 'BalanceChange':
			return { total: document.amount };
		case 'OrderEdit':
		case 'Fulfilment':
			return {};
	}
}

/** What the shop has of the period that should be in the books by now. */
async function shopDocuments(
	context: IExecuteFunctions,
	item: number,
	period: Period,
): Promise<ShopDocument[]> {
	const unpaidOrders =
		context.getNodeParameter('options.unpaidOrders', item, 'invoice') === 'wait' ? 'wait' : 'invoice';
	const grace = Number(context.getNodeParameter('options.graceMinutes', item, 30)) * MINUTE;
	const to = new Date(Date.parse(period.to) - grace).toISOString();
	const store = String(context.getNodeParameter('store', item));
	const face = STORE_FACES[store];
	if (face === undefined) throw new NodeOperationError(context.getNode(), `There is no store "${store}".`);
	const session = await openStore(context, face, { ...DEFAULT_STORE_POLICY, unpaidOrders });
	const documents: ShopDocument[] = [];
	for await (const page of session.placedOrders({ from: period.from, to })) {
		for (const order of page) {
			for (const document of order.documents) {
				if (document.occurredAt >= to) continue;
				const { id, bookedOn } = document;
				documents.push({ businessKey: id, orderNumber: order.number, bookedOn, ...totalOf(document) });
			}
			for (const { id } of order.held) {
				documents.push({
					businessKey: id,
					orderNumber: order.number,
					bookedOn: order.updatedAt.slice(0, 10),
				});
			}
		}
	}
	return documents;
}

async function report(context: IExecuteFunctions, item: number, syncLog: SyncLog): Promise<HealthReport> {
	const now = Date.now();
	const period = periodOf(context, item, now);
	const compare = context.getNodeParameter('compareWithShop', item) === true;
	const shop = compare ? await shopDocuments(context, item, period) : undefined;
	const question = {
		period,
		now,
		lostAfterTimes: LOST_AFTER_TIMES,
		metered: METERED_LEDGERS,
		setup: isFileInQueueMode(context) ? [finding('SYNC_LOG_NOT_SHARED')] : [],
		...(shop === undefined ? {} : { shop }),
		thresholds: {
			...DEFAULT_THRESHOLDS,
			staleAfterHours: Number(context.getNodeParameter('options.staleAfterHours', item, 48)),
		},
	};
	return checkHealth(await gatherHealth(syncLog, question));
}

export async function checkItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs: INodeExecutionData[][] = [[], [], []];
	const syncLog = await syncLogOf(context);
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			const health = await report(context, item, syncLog);
			outputs[OUTPUTS.indexOf(health.status)]?.push(asItem({ ...health, slack: slackBlocks(health) }, item));
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			outputs[2]?.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	return outputs;
}
