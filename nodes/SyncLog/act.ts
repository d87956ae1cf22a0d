/** What the operations of the Sync Log node do. */
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import {
	changedSince,
	csvOf,
	diagnostics,
	heldNow,
	orderHistory,
	rowOf,
	type RetryAnswer,
} from '../../core/history';
import type { SyncLog } from '../../core/posting/syncLog';
import { asNodeError } from '../shared/errors';
import { asItem } from '../shared/outputs';
import { isFileInQueueMode, syncLogOf } from '../shared/syncLog';
import { gapItem, outcomeItem, windowItem } from './backfill';
import { dayAt, filtersAt, instantAt, required } from './question';

type Act = (context: IExecuteFunctions, syncLog: SyncLog, item: number) => Promise<INodeExecutionData[]>;

/** What could not be done as asked is for a person to look at. */
const isForReview = ({ json }: INodeExecutionData): boolean =>
	json.answer === 'notWaiting' || json.settled === false || json.error !== undefined;

const MOST_EXPORTED = 1_000_000;
const DAY_MS = 86_400_000;

const limitAt = (context: IExecuteFunctions, item: number): number =>
	Number(context.getNodeParameter('limit', item, 50));

const eachOf = (documents: readonly object[], item: number): INodeExecutionData[] =>
	documents.map((document) => asItem(document, item));

async function fileOf(
	context: IExecuteFunctions,
	item: number,
	content: Uint8Array,
	standard: string,
	mimeType: string,
	json: IDataObject,
): Promise<INodeExecutionData[]> {
	const chosen = String(context.getNodeParameter('fileName', item, '')).trim();
	const name = chosen === '' ? standard : chosen;
	const data = await context.helpers.prepareBinaryData(Buffer.from(content), name, mimeType);
	return [{ json: { ...json, fileName: name }, binary: { data }, pairedItem: { item } }];
}

const today = (): string => new Date().toISOString().slice(0, 10);

const ANSWERS: Readonly<Record<RetryAnswer, string>> = {
	emitted: 'It leaves its trigger again with the next sweep.',
	readAgain: 'It came from no trigger: read its order again with the "Sales" node of the store.',
	notWaiting: 'Nothing of it is held or failed.',
};

const READS: Readonly<Record<string, Act>> = {
	nextWindow: windowItem,
	gap: gapItem,
	outcome: outcomeItem,

	search: async (context, syncLog, item) => {
		const records = await syncLog.search({ ...filtersAt(context, item), limit: limitAt(context, item) });
		return eachOf(
			records.map((record) => ({ type: 'SyncRecord', ...record })),
			item,
		);
	},

	history: async (context, syncLog, item) => {
		const number = required(context, 'orderNumber', item, "the order's number");
		const history = await orderHistory(syncLog, number);
		if (history !== undefined) return [asItem(history, item)];
		throw new NodeOperationError(
			context.getNode(),
			`The sync log knows no order "${number}". Write it as the shop does, e.g. with its #.`,
			{ itemIndex: item },
		);
	},

	held: async (context, syncLog, item) => eachOf(await heldNow(syncLog, limitAt(context, item)), item),

	runs: async (context, syncLog, item) => {
		const runs = await syncLog.runs(limitAt(context, item));
		return eachOf(
			runs.map((run) => ({ type: 'SyncRun', ...run })),
			item,
		);
	},

	changedSince: async (context, syncLog, item) => {
		const { ledger } = filtersAt(context, item);
		const { documents, ...summary } = await changedSince(syncLog, {
			from: dayAt(context, 'from', item, 'the first day'),
			to: dayAt(context, 'to', item, 'the last day'),
			since: instantAt(context, 'since', item, 'the time at which the period was closed'),
			...(ledger === undefined ? {} : { ledger }),
		});
		return eachOf([summary, ...documents], item);
	},

	export: async (context, syncLog, item) => {
		const bookedFrom = dayAt(context, 'from', item, 'the first day');
		const bookedTo = dayAt(context, 'to', item, 'the last day');
		const query = { ...filtersAt(context, item), bookedFrom, bookedTo, limit: MOST_EXPORTED };
		const rows = (await syncLog.search(query)).map(rowOf);
		const name = `synclog-${bookedFrom}-to-${bookedTo}.csv`;
		return await fileOf(context, item, Buffer.from(csvOf(rows)), name, 'text/csv', {
			type: 'SyncLogExport',
			records: rows.length,
		});
	},

	diagnostics: async (context, syncLog, item) => {
		const report = await diagnostics(syncLog, new Date().toISOString());
		const { node, platform, arch } = { node: process.version, ...process };
		const surroundings = { node, platform, arch, fileInQueueMode: isFileInQueueMode(context) };
		return [asItem({ ...report, surroundings }, item)];
	},

	backUp: async (context, syncLog, item) => {
		const copy = await syncLog.backUp();
		if (copy === undefined)
			throw new NodeOperationError(
				context.getNode(),
				'The sync log is in a PostgreSQL database: back its schema up with pg_dump, together with the rest of the database.',
				{ itemIndex: item },
			);
		return await fileOf(context, item, copy, `synclog-${today()}.sqlite`, 'application/vnd.sqlite3', {
			type: 'SyncLogBackUp',
			bytes: copy.byteLength,
		});
	},

	cleanUp: async (context, syncLog, item) => {
		const days = Number(context.getNodeParameter('days', item));
		return [asItem({ type: 'CleanedUp', ...(await syncLog.cleanUp(Date.now() - days * DAY_MS)) }, item)];
	},

	retry: async (context, syncLog, item) => {
		const event = required(context, 'event', item, 'the event');
		const answer = (await syncLog.retry([event])).get(event) ?? 'notWaiting';
		return [asItem({ type: 'Retry', businessKey: event, answer, text: ANSWERS[answer] }, item)];
	},

	settle: async (context, syncLog, item) => {
		const businessKey = required(context, 'event', item, 'the event');
		const reason = required(context, 'reason', item, 'the reason');
		const by = required(context, 'by', item, 'who has decided it');
		const settled = await syncLog.settleByHand([{ businessKey, reason, by }], randomUUID());
		const isSettled = settled.length > 0;
		const text = isSettled
			? 'Noted. It is not posted.'
			: 'It is not held: it is posted, on its way, or may have been sent.';
		return [asItem({ type: 'SettledByHand', businessKey, settled: isSettled, reason, by, text }, item)];
	},
};

/** These ask one question, however many items come in. */
const ONCE = ['runs', 'held', 'diagnostics', 'backUp', 'cleanUp', 'nextWindow', 'gap', 'outcome'];

/** @throws NodeOperationError for what cannot be answered, unless the node goes on */
export async function act(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	const operation = String(context.getNodeParameter('operation', 0));
	const run = READS[operation];
	if (run === undefined)
		throw new NodeOperationError(context.getNode(), `There is no operation "${operation}".`);
	const syncLog = await syncLogOf(context);
	const count = ONCE.includes(operation) ? 1 : context.getInputData().length;
	for (let item = 0; item < count; item++) {
		try {
			results.push(...(await run(context, syncLog, item)));
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			results.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	return [results.filter((each) => !isForReview(each)), results.filter(isForReview)];
}
