/** Rows of the database as records, and back. The database is our own, so a row is trusted to have its columns. */
import type { Finding } from '../../core/findings/finding';
import type { ClaimRequest, SyncRecord, SyncStatus } from '../../core/posting/syncLog';
import type { StoredRecord } from '../decide';
import type { Row, Value } from './database';

export const textOf = (value: unknown): string => String(value ?? '');
export const numberOf = (value: unknown): number => Number(value ?? 0);
export const instantOf = (value: unknown): string => new Date(numberOf(value)).toISOString();
export const findingsOf = (value: unknown): Finding[] => JSON.parse(textOf(value)) as Finding[];

const present = (value: unknown): boolean => value !== null && value !== undefined;

export function recordOf(row: Row): SyncRecord {
	return {
		postingKey: textOf(row.posting_key),
		businessKey: textOf(row.business_key),
		ledger: textOf(row.ledger),
		tenant: textOf(row.tenant),
		documentType: textOf(row.document_type) as SyncRecord['documentType'],
		number: textOf(row.number),
		orderNumber: textOf(row.order_number),
		bookedOn: textOf(row.booked_on),
		...(present(row.posted_on) ? { postedOn: textOf(row.posted_on) } : {}),
		...(present(row.total_amount)
			? { total: { amount: textOf(row.total_amount), currency: textOf(row.total_currency) } }
			: {}),
		...(present(row.applies_to) ? { appliesTo: textOf(row.applies_to) } : {}),
		fingerprint: textOf(row.fingerprint),
		status: textOf(row.status) as SyncStatus,
		...(present(row.ledger_id) ? { ledgerId: textOf(row.ledger_id) } : {}),
		...(present(row.ledger_entity) ? { ledgerEntity: textOf(row.ledger_entity) } : {}),
		...(present(row.url) ? { url: textOf(row.url) } : {}),
		attempts: numberOf(row.attempts),
		...(present(row.request_id) ? { requestId: textOf(row.request_id) } : {}),
		findings: findingsOf(row.findings),
		runId: textOf(row.run_id),
		createdAt: instantOf(row.created_at),
		updatedAt: instantOf(row.updated_at),
	};
}

export function storedOf(row: Row | undefined): StoredRecord | undefined {
	if (row === undefined) return undefined;
	return {
		record: recordOf(row),
		snapshot: JSON.parse(textOf(row.snapshot)),
		unresolved: numberOf(row.unresolved) === 1,
		leaseUntil: numberOf(row.lease_until),
		updatedAt: numberOf(row.updated_at),
	};
}

/** The columns of what is to be posted, in the order of `CONTENT_VALUES`. */
export const CONTENT_COLUMNS = [
	'document_type',
	'number',
	'order_number',
	'booked_on',
	'total_amount',
	'total_currency',
	'fingerprint',
	'snapshot',
	'applies_to',
	'posted_on',
] as const;

export function contentValues(request: ClaimRequest): Value[] {
	return [
		request.documentType,
		request.number,
		request.orderNumber,
		request.bookedOn,
		request.total.amount,
		request.total.currency,
		request.fingerprint,
		JSON.stringify(request.snapshot),
		request.appliesTo ?? null,
		request.postedOn ?? null,
	];
}
