/** Records as a table for people and sheets, and as CSV that no spreadsheet runs as a formula. */
import type { SyncRecord } from '../posting/syncLog';

export const RECORD_COLUMNS = [
	'bookedOn',
	'postedOn',
	'orderNumber',
	'ledger',
	'tenant',
	'documentType',
	'number',
	'status',
	'amount',
	'currency',
	'reason',
	'fix',
	'attempts',
	'url',
	'businessKey',
	'postingKey',
	'runId',
	'createdAt',
	'updatedAt',
] as const;

export type RecordRow = Readonly<Record<(typeof RECORD_COLUMNS)[number], string>>;

export function rowOf(record: SyncRecord): RecordRow {
	const [reason] = record.findings;
	return {
		bookedOn: record.bookedOn,
		postedOn: record.postedOn ?? '',
		orderNumber: record.orderNumber,
		ledger: record.ledger,
		tenant: record.tenant,
		documentType: record.documentType,
		number: record.number,
		status: record.status,
		amount: record.total?.amount ?? '',
		currency: record.total?.currency ?? '',
		reason: reason?.message ?? '',
		fix: reason?.fix ?? '',
		attempts: String(record.attempts),
		url: record.url ?? '',
		businessKey: record.businessKey,
		postingKey: record.postingKey,
		runId: record.runId,
		createdAt: record.createdAt,
		updatedAt: record.updatedAt,
	};
}

/** What spreadsheets take as the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function cell(text: string): string {
	const safe = FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with a header line. */
export function csvOf(rows: readonly RecordRow[]): string {
	const lines = [
		RECORD_COLUMNS.join(','),
		...rows.map((row) => RECORD_COLUMNS.map((column) => cell(row[column])).join(',')),
	];
	return `${lines.join('\r\n')}\r\n`;
}
