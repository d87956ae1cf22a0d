/** Which posted documents an Undo or a Verify is about: those of a run, of a period, or of the items that came in. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { SyncLog, SyncRecord } from '../../../core/posting/syncLog';

/** More is not done in one go. */
const MOST = 50_000;

/** A document, and the item that asked for it. */
export interface Chosen {
	readonly item: number;
	readonly record: SyncRecord;
}

function keysOf(json: IDataObject): string[] {
	const documents: unknown = json.documents;
	const list: readonly unknown[] = Array.isArray(documents) ? documents : [json];
	return list.flatMap((each) => {
		const key: unknown =
			typeof each === 'object' && each !== null ? Reflect.get(each, 'postingKey') : undefined;
		return typeof key === 'string' && key !== '' ? [key] : [];
	});
}

const day = (value: unknown): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(String(value ?? ''))?.[0];

async function ofItem(
	context: IExecuteFunctions,
	item: number,
	syncLog: SyncLog,
	target: { readonly ledger: string; readonly tenant: string },
): Promise<readonly SyncRecord[]> {
	const which = context.getNodeParameter('documents', item);
	const fail = (message: string): Error =>
		new NodeOperationError(context.getNode(), message, { itemIndex: item });
	if (which === 'run') {
		const runId = String(context.getNodeParameter('runId', item)).trim();
		if (runId === '') throw fail('Give the run whose documents are meant: "runId" of an item of Posted.');
		const records = await syncLog.search({ ...target, runId, limit: MOST });
		if (records.length === 0)
			throw fail(`The sync log has no documents of the run "${runId}" in this ledger.`);
		return records;
	}
	if (which === 'period') {
		const bookedFrom = day(context.getNodeParameter('from', item));
		const bookedTo = day(context.getNodeParameter('to', item));
		if (bookedFrom === undefined || bookedTo === undefined) throw fail('Give the first and the last day.');
		return await syncLog.search({ ...target, bookedFrom, bookedTo, limit: MOST });
	}
	const keys = keysOf(context.getInputData()[item]?.json ?? {});
	if (keys.length === 0)
		throw fail('The item names no posted document: connect the output Posted of a poster.');
	const records: SyncRecord[] = [];
	for (const key of keys) {
		const record = await syncLog.record(key);
		if (record?.ledger === target.ledger && record.tenant === target.tenant) records.push(record);
	}
	return records;
}

/** What all items ask for, each document once. */
export async function chosenRecords(
	context: IExecuteFunctions,
	syncLog: SyncLog,
	target: { readonly ledger: string; readonly tenant: string },
): Promise<readonly Chosen[]> {
	const chosen = new Map<string, Chosen>();
	const asked = new Set<string>();
	for (let item = 0; item < context.getInputData().length; item++) {
		// the items of one run all name it: once is enough
		const which = context.getNodeParameter('documents', item);
		const question =
			which === 'run' ? `run ${String(context.getNodeParameter('runId', item))}` : `item ${item}`;
		if (asked.has(question)) continue;
		asked.add(question);
		for (const record of await ofItem(context, item, syncLog, target))
			if (!chosen.has(record.postingKey)) chosen.set(record.postingKey, { item, record });
	}
	return [...chosen.values()];
}
