/** The history of an order: from the trigger to the ledger, in the order in which it happened. */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { PostingKey } from '../ledger/documents';
import type { ExplainedLine } from '../explain';
import type { Money } from '../money/money';
import { parseSnapshot } from '../posting/snapshot';
import type { SyncLog, SyncRecord } from '../posting/syncLog';

export interface HistoryStep {
	/** an instant, ISO 8601 in UTC */
	readonly at: string;
	readonly what:
		| 'emitted'
		| 'held'
		| 'released'
		| 'posted'
		| 'undone'
		| 'failed'
		| 'settledByHand'
		| 'onItsWay'
		| 'skipped';
	readonly event: BusinessKey;
	/** a sentence for people */
	readonly text: string;
	readonly findings?: readonly Finding[];
}

/** A document of the order in a ledger, as the sync log knows it. */
export interface HistoryDocument {
	readonly postingKey: PostingKey;
	readonly event: BusinessKey;
	readonly ledger: string;
	readonly tenant: string;
	readonly documentType: string;
	readonly number: string;
	readonly status: SyncRecord['status'];
	/** the day it has in the ledger, YYYY-MM-DD */
	readonly day: string;
	readonly total?: Money;
	readonly url?: string;
	readonly runId: string;
	/** the journal lines behind it, with rule and arithmetic */
	readonly lines: readonly ExplainedLine[];
}

export interface OrderHistory {
	readonly type: 'OrderHistory';
	readonly orderNumber: string;
	readonly events: readonly BusinessKey[];
	readonly documents: readonly HistoryDocument[];
	/** oldest first */
	readonly steps: readonly HistoryStep[];
}

const kindOf = (key: BusinessKey): string => key.split('/').slice(2).join(' ');

function stepOf(record: SyncRecord): HistoryStep[] {
	const { businessKey: event, ledger, documentType, number, findings, createdAt, updatedAt, status } = record;
	const name = `${documentType} ${number}`.trim();
	const step = (what: HistoryStep['what'], at: string, text: string): HistoryStep => ({
		at,
		what,
		event,
		text,
		...(findings.length === 0 ? {} : { findings }),
	});
	switch (status) {
		case 'posted':
			return [step('posted', updatedAt, `${name} is in ${ledger}.`)];
		case 'undone':
		case 'undoing':
			return [
				step('posted', createdAt, `${name} was posted to ${ledger}.`),
				step(
					'undone',
					updatedAt,
					status === 'undone' ? `${name} was taken back.` : `${name} is being taken back.`,
				),
			];
		case 'held':
			return [step('held', updatedAt, `${name} is held on its way to ${ledger}.`)];
		case 'failed':
			return [
				step('failed', updatedAt, `${name} did not get through to ${ledger}; the next delivery tries again.`),
			];
		case 'claimed':
		case 'sending':
			return [step('onItsWay', updatedAt, `${name} is on its way to ${ledger}.`)];
		case 'skipped':
			return findings.some(({ code }) => code === 'SETTLED_BY_HAND')
				? [step('settledByHand', updatedAt, 'Settled by hand; it is not posted.')]
				: [step('skipped', updatedAt, 'It needs no document.')];
	}
}

/** What the sync log knows of an order. @returns undefined when it knows nothing of that number */
export async function orderHistory(syncLog: SyncLog, orderNumber: string): Promise<OrderHistory | undefined> {
	const events = await syncLog.eventsOfOrder(orderNumber);
	if (events.length === 0) return undefined;
	const records = await syncLog.recordsOf(events);
	const snapshots = await syncLog.snapshots(records.map(({ postingKey }) => postingKey));
	const emissions = await syncLog.emissionsOfEvents(events);
	const held = await syncLog.heldHistory(events);
	const steps: HistoryStep[] = [
		...emissions.map(({ businessKey, lastEmittedAt, times, triggerId }) => ({
			at: lastEmittedAt,
			what: 'emitted' as const,
			event: businessKey,
			text: `${kindOf(businessKey)} left the trigger ${triggerId}${times > 1 ? `, ${times} times so far` : ''}.`,
		})),
		...held.flatMap(({ businessKey, stage, heldSince, clearedAt, findings }) => [
			{ at: heldSince, what: 'held' as const, event: businessKey, text: `Held at "${stage}".`, findings },
			...(clearedAt === undefined
				? []
				: [
						{
							at: clearedAt,
							what: 'released' as const,
							event: businessKey,
							text: `No longer held at "${stage}".`,
						},
					]),
		]),
		...records.flatMap(stepOf),
	];
	return {
		type: 'OrderHistory',
		orderNumber,
		events,
		documents: records
			.filter(({ documentType }) => documentType !== 'None')
			.map((record) => ({
				postingKey: record.postingKey,
				event: record.businessKey,
				ledger: record.ledger,
				tenant: record.tenant,
				documentType: record.documentType,
				number: record.number,
				status: record.status,
				day: record.postedOn ?? record.bookedOn,
				...(record.total === undefined ? {} : { total: record.total }),
				...(record.url === undefined ? {} : { url: record.url }),
				runId: record.runId,
				lines: parseSnapshot(snapshots.get(record.postingKey))?.explanation ?? [],
			})),
		steps: steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
	};
}
