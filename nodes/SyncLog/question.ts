/** Reads what a person has entered: days, instants, filters. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { SyncLog, SyncStatus } from '../../core/posting/syncLog';

type Query = Parameters<SyncLog['search']>[0];

const STATUSES: readonly SyncStatus[] = [
	'claimed',
	'sending',
	'posted',
	'held',
	'skipped',
	'failed',
	'undoing',
	'undone',
];

const textAt = (context: IExecuteFunctions, name: string, item: number): string =>
	String(context.getNodeParameter(name, item, '') ?? '').trim();

/** @throws NodeOperationError it is empty */
export function required(context: IExecuteFunctions, name: string, item: number, what: string): string {
	const value = textAt(context, name, item);
	if (value !== '') return value;
	throw new NodeOperationError(context.getNode(), `Give ${what}.`, { itemIndex: item });
}

/** YYYY-MM-DD of a date and time as n8n gives it, in the zone it was entered in. */
function dayOf(value: string): string | undefined {
	return /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
}

export function dayAt(context: IExecuteFunctions, name: string, item: number, what: string): string {
	const day = dayOf(required(context, name, item, what));
	if (day !== undefined) return day;
	throw new NodeOperationError(context.getNode(), `${what} is no day.`, { itemIndex: item });
}

export function instantAt(context: IExecuteFunctions, name: string, item: number, what: string): string {
	const value = Date.parse(required(context, name, item, what));
	if (!Number.isNaN(value)) return new Date(value).toISOString();
	throw new NodeOperationError(context.getNode(), `${what} is no date and time.`, { itemIndex: item });
}

/** The filters that are set. `sending` is what is on its way: claimed or sent. */
export function filtersAt(context: IExecuteFunctions, item: number): Omit<Query, 'limit'> {
	const filter = (name: string): string => textAt(context, `filters.${name}`, item);
	const chosen: unknown = context.getNodeParameter('filters.status', item, []);
	const named = Array.isArray(chosen) ? STATUSES.filter((status) => chosen.includes(status)) : [];
	const status: SyncStatus[] = named.includes('sending') ? [...named, 'claimed', 'undoing'] : named;
	const [bookedFrom, bookedTo] = [dayOf(filter('bookedFrom')), dayOf(filter('bookedTo'))];
	const updated = Date.parse(filter('updatedSince'));
	return {
		...(status.length === 0 ? {} : { status }),
		...(bookedFrom === undefined ? {} : { bookedFrom }),
		...(bookedTo === undefined ? {} : { bookedTo }),
		...(Number.isNaN(updated) ? {} : { updatedSince: new Date(updated).toISOString() }),
		...(filter('store') === '' ? {} : { store: filter('store') }),
		...(filter('ledger') === '' ? {} : { ledger: filter('ledger') }),
		...(filter('runId') === '' ? {} : { runId: filter('runId') }),
	};
}
