/** Puts the customers of a day book, whose own documents name none, on its sales. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SalesDocument } from '../../core/documents';

/** A line of a day book, as far as a test looks into it. */
export interface DayBookRow {
	readonly kind: string;
	readonly id: string;
	readonly customerId?: string;
}

export function dayBookRows<T extends DayBookRow>(file: string): T[] {
	return gunzipSync(readFileSync(file))
		.toString('utf8')
		.split('\n')
		.filter((row) => row !== '')
		.map((row) => JSON.parse(row) as T);
}

export function withCustomers(
	documents: readonly SalesDocument[],
	rows: readonly DayBookRow[],
): SalesDocument[] {
	const customers = new Map(
		rows.flatMap(({ kind, id, customerId }) =>
			kind === 'order' && customerId !== undefined ? [[id, customerId] as const] : [],
		),
	);
	return documents.map((document) => {
		const id = document.type === 'Sale' ? customers.get(document.order.id) : undefined;
		return document.type === 'Sale' && id !== undefined ? { ...document, customer: { id } } : document;
	});
}
