/** Gathers what the checks need from sync log, shop and ledger, and puts the report on the output that fits it. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
	CHECK_IDS,
	checkHealth,
	gatherHealth,
	healthHtml,
	healthMessage,
	healthText,
	joinedFailures,
	keepReport,
	parseKept,
	postedFiguresOf,
	postedSinceOf,
	reportBefore,
	subjectOf,
	type CheckId,
	type HealthReport,
} from '../../core/health';
import { finding } from '../../core/findings/finding';
import type { SyncLog } from '../../core/posting/syncLog';
import { asNodeError } from '../shared/errors';
import { METERED_LEDGERS } from '../shared/ledgers';
import { asItem } from '../shared/outputs';
import { isFileInQueueMode, syncLogOf } from '../shared/syncLog';
import { readLedger } from './readLedger';
import { readShop } from './readShop';
import { thresholdsOf } from './thresholds';

const DAY = 86_400_000;
const OUTPUTS: readonly HealthReport['status'][] = ['healthy', 'warnings', 'errors'];
/** Emitted this often without arriving anywhere: it will not by itself. */
const LOST_AFTER_TIMES = 3;

function periodOf(context: IExecuteFunctions, item: number, now: number): HealthReport['period'] {
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

function wantedOf(context: IExecuteFunctions, item: number): ReadonlySet<CheckId> {
	const chosen: unknown = context.getNodeParameter('checks', item, []);
	const ids = Array.isArray(chosen) ? CHECK_IDS.filter((id) => chosen.includes(id)) : [];
	return new Set(ids.length === 0 ? CHECK_IDS : ids);
}

/** Each node of each workflow has reports of its own to compare with. */
function historyOf(
	context: IExecuteFunctions,
	item: number,
): { readonly scope: string; readonly key: string } {
	const workflow = context.getWorkflow().id ?? 'unsaved';
	return { scope: `health:${workflow}/${context.getNode().id}`, key: `reports/${item}` };
}

async function report(context: IExecuteFunctions, item: number, syncLog: SyncLog): Promise<HealthReport> {
	const now = Date.now();
	const period = periodOf(context, item, now);
	const thresholds = thresholdsOf(context, item);
	const wanted = wantedOf(context, item);
	const isWanted = (check: CheckId): boolean => wanted.has(check);
	const postedSince = postedSinceOf({ period, now, thresholds });
	const posted = await postedFiguresOf(syncLog, postedSince);
	const isOn = (name: string): boolean => context.getNodeParameter(name, item, false) === true;
	const shop = isOn('compareWithShop') ? await readShop(context, item, period, isWanted) : undefined;
	const ledger = isOn('compareWithLedger')
		? await readLedger(context, item, syncLog, { period, thresholds, posted, isWanted, now })
		: undefined;
	const input = await gatherHealth(syncLog, {
		period,
		now,
		thresholds,
		wanted,
		posted,
		postedSince,
		lostAfterTimes: LOST_AFTER_TIMES,
		metered: METERED_LEDGERS,
		failures: joinedFailures([shop?.failures ?? {}, ledger?.failures ?? {}]),
		credentials: [shop?.credential, ledger?.credential].filter((each) => each !== undefined),
		setup: [...(isFileInQueueMode(context) ? [finding('SYNC_LOG_NOT_SHARED')] : []), ...(shop?.setup ?? [])],
		...(ledger?.look === undefined ? {} : { ledgers: [ledger.look] }),
		...(shop?.documents === undefined ? {} : { shop: shop.documents }),
		...(shop?.products === undefined ? {} : { products: shop.products }),
	});
	const { scope, key } = historyOf(context, item);
	const kept = parseKept(await syncLog.getState(scope, key));
	const before = reportBefore(kept, { period, checkedAt: new Date(now).toISOString() });
	const health = checkHealth(input, before);
	await syncLog.setState(scope, key, keepReport(kept, health));
	return health;
}

function asReportItem(health: HealthReport, item: number): INodeExecutionData {
	const slack = healthMessage(health);
	return asItem(
		{ ...health, subject: subjectOf(health), slack, html: healthHtml(health), text: healthText(health) },
		item,
	);
}

export async function checkItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs: INodeExecutionData[][] = [[], [], []];
	const syncLog = await syncLogOf(context);
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			const health = await report(context, item, syncLog);
			outputs[OUTPUTS.indexOf(health.status)]?.push(asReportItem(health, item));
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			outputs[2]?.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	return outputs;
}
