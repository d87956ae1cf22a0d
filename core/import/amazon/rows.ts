/** The rows of a settlement report, read: https://developer-docs.amazon.com/sp-api/docs/report-type-values-settlement */
import type { Finding } from '../../findings/finding';
import { isCurrency, type CurrencyCode } from '../../money/currency';
import type { CellFormat } from '../reader';
import { RowReader } from '../reader';
import { wordKey } from '../words';
import type { Table, TableRow } from '../table';

export interface SettlementRow {
	readonly number: number;
	/** transaction-type in lower case */
	readonly transaction: string;
	/** amount-type and amount-description in lower case, joined by "/" */
	readonly amountKey: string;
	/** as it stands in the file */
	readonly amountName: string;
	readonly units: bigint;
	readonly at: string;
	readonly day: string;
	readonly orderId?: string;
	readonly shipment?: string;
	readonly adjustment?: string;
	readonly item: string;
	readonly sku?: string;
	readonly quantity?: string;
	readonly marketplace?: string;
}

export interface Settlement {
	readonly id: string;
	readonly currency: CurrencyCode;
	/** total-amount in minor units */
	readonly total?: bigint;
	readonly depositAt?: { readonly at: string; readonly day: string };
	readonly rows: readonly SettlementRow[];
	/** rows that could not be read, with their order */
	readonly unreadable: readonly {
		readonly number: number;
		readonly orderId: string;
		readonly findings: readonly Finding[];
	}[];
	/** wrong in the summary row */
	readonly problems: readonly Finding[];
}

export const SETTLEMENT_COLUMNS = [
	'settlement-id',
	'transaction-type',
	'amount-type',
	'amount-description',
	'amount',
];

/** Newer reports have the time; older ones the day only. */
function posted(reader: RowReader) {
	const column = reader.text('posted-date-time') === undefined ? 'posted-date' : 'posted-date-time';
	return reader.date(column);
}

function readRow(reader: RowReader, currency: CurrencyCode): SettlementRow | undefined {
	const transaction = reader.required('transaction-type', 'a kind of transaction');
	const type = reader.text('amount-type') ?? '';
	const description = reader.text('amount-description') ?? '';
	const units = reader.amount('amount', currency);
	if (units === undefined && reader.findings.length === 0) reader.required('amount', 'an amount');
	const when = posted(reader);
	if (transaction === undefined || units === undefined || when === undefined) return undefined;
	const [orderId, shipment, adjustment, sku, quantity, marketplace] = [
		reader.text('order-id'),
		reader.text('shipment-id'),
		reader.text('adjustment-id'),
		reader.text('sku'),
		reader.number('quantity-purchased'),
		reader.text('marketplace-name'),
	];
	if (reader.findings.length > 0) return undefined;
	return {
		number: reader.row.number,
		transaction: wordKey(transaction),
		amountKey: wordKey(`${type}/${description}`),
		amountName: `${transaction}: ${type}/${description}`,
		units,
		...when,
		...(orderId === undefined ? {} : { orderId }),
		...(shipment === undefined ? {} : { shipment }),
		...(adjustment === undefined ? {} : { adjustment }),
		item: reader.text('order-item-code') ?? sku ?? '-',
		...(sku === undefined ? {} : { sku }),
		...(quantity === undefined ? {} : { quantity }),
		...(marketplace === undefined ? {} : { marketplace }),
	};
}

/** The settlements of a file, each with its rows; there is mostly one. */
export function readSettlements(table: Table, format: CellFormat): readonly Settlement[] {
	const byId = new Map<string, TableRow[]>();
	for (const row of table.rows) {
		const id = new RowReader(row, format).text('settlement-id') ?? '-';
		const known = byId.get(id);
		if (known === undefined) byId.set(id, [row]);
		else known.push(row);
	}
	return [...byId].map(([id, rows]) => readSettlement(id, rows, format));
}

function readSettlement(id: string, rows: readonly TableRow[], format: CellFormat): Settlement {
	// the summary row has the deposit; some copies repeat its columns in every row
	const first = rows.find((row) => row.cells.has('total-amount')) ?? rows[0];
	const summary = new RowReader(first ?? { number: 0, cells: new Map() }, format);
	const currency = (summary.required('currency', 'the currency of the settlement') ?? '').toUpperCase();
	if (id === '-') summary.required('settlement-id', "the settlement's number");
	if (currency !== '' && !isCurrency(currency))
		summary.add('CURRENCY_UNKNOWN', 'currency', { value: currency });
	if (!isCurrency(currency)) return { id, currency, rows: [], unreadable: [], problems: summary.findings };
	const total = summary.amount('total-amount', currency);
	if (total === undefined && summary.findings.length === 0) summary.required('total-amount', 'the deposit');
	const depositAt = summary.date('deposit-date');
	const read: SettlementRow[] = [];
	const unreadable: Settlement['unreadable'][number][] = [];
	for (const row of rows) {
		if (!row.cells.has('transaction-type') && row === first) continue;
		const reader = new RowReader(row, format);
		const one = readRow(reader, currency);
		if (one !== undefined) read.push(one);
		else {
			const { findings } = reader;
			unreadable.push({ number: row.number, orderId: reader.text('order-id') ?? '', findings });
		}
	}
	return {
		id,
		currency,
		...(total === undefined ? {} : { total }),
		...(depositAt === undefined ? {} : { depositAt }),
		rows: read,
		unreadable,
		problems: summary.findings,
	};
}
