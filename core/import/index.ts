/** Sales from anywhere: the rows of a file or sheet, made into the same documents that shops give. */
import { finding, type Finding } from '../findings/finding';
import { held, type Outcome } from '../outcome';
import { importAmazonSettlement } from './amazon/settlement';
import { SETTLEMENT_COLUMNS } from './amazon/rows';
import { AMOUNT_FIELDS, FIELDS, type FieldName } from './columns';
import { importEtsyStatement, STATEMENT_COLUMNS } from './etsyStatement';
import type { TableFormat } from './format';
import { decimalSignOf } from './numbers';
import { OrderTable } from './orders';
import type { Collected, ImportResult } from './payout';
import { EBAY, ETSY_ITEMS, ETSY_ORDERS, SQUARE_ITEMS } from './presets';
import type { CellFormat } from './reader';
import type { ImportSettings } from './settings';
import { importSquareTransactions, SQUARE_COLUMNS } from './squareTransactions';
import { columnKey, type Table } from './table';
import { withWords, type Words } from './words';

export { parseCsv, tableOf, type Table } from './table';
export { FIELDS, type Columns, type FieldName } from './columns';
export type { TableFormat } from './format';
export { PLAIN_WORDS } from './format';
export { fractionOf } from './flatRow';
export type { ImportedDocument, ImportResult } from './payout';
export type { ImportSettings } from './settings';
export { transaction, wordKey, wordsOf, type Meaning, type Words } from './words';

export const REPORTS = [
	'amazonSettlement',
	'ebayTransactions',
	'etsyItems',
	'etsyOrders',
	'etsyStatement',
	'squareItems',
	'squareTransactions',
] as const;
export type Report = (typeof REPORTS)[number];

type Import = (
	table: Table,
	format: CellFormat,
	settings: ImportSettings,
	words: Words | undefined,
) => Collected;

interface Reading {
	readonly channel: string;
	/** without which nothing can be read, and by which the row of names is found */
	readonly needs: readonly string[];
	/** show which decimal sign the file uses */
	readonly amounts: readonly string[];
	readonly dateFormat?: string;
	readonly run: Import;
}

const amountsOf = ({ columns }: TableFormat): string[] =>
	AMOUNT_FIELDS.flatMap((field) => columns[field] ?? []);

/** @param channel of a report that is known, whose money goes through the channel itself */
function orders(channel: string | undefined, format: TableFormat): Reading {
	return {
		channel: channel ?? '',
		needs: format.headerHas ?? neededOf(format),
		amounts: amountsOf(format),
		...(format.dateFormat === undefined ? {} : { dateFormat: format.dateFormat }),
		run: (table, cells, settings, words) => {
			const reader = new OrderTable(
				{
					...format,
					words: withWords(format.words, words),
					...(channel === undefined ? {} : { gateway: settings.channel }),
				},
				settings,
			);
			reader.read(table, cells);
			return reader.finish();
		},
	};
}

const neededOf = ({ columns }: TableFormat): string[] => [
	...(columns.orderNumber ?? []),
	...(columns.date ?? []),
];

const REPORT_READINGS: Readonly<Record<Report, Reading>> = {
	amazonSettlement: {
		channel: 'amazon',
		needs: SETTLEMENT_COLUMNS,
		amounts: ['amount', 'total-amount'],
		run: importAmazonSettlement,
	},
	ebayTransactions: orders('ebay', EBAY),
	etsyItems: orders('etsy', ETSY_ITEMS),
	etsyOrders: orders('etsy', ETSY_ORDERS),
	etsyStatement: {
		channel: 'etsy',
		needs: STATEMENT_COLUMNS,
		amounts: ['amount', 'fees & taxes', 'net'],
		run: importEtsyStatement,
	},
	squareItems: orders('square', SQUARE_ITEMS),
	squareTransactions: {
		channel: 'square',
		needs: SQUARE_COLUMNS,
		amounts: ['gross sales', 'total collected', 'fees'],
		run: importSquareTransactions,
	},
};

/** The channel that a report is of, where the person gives it no other name. */
export const channelOf = (report: Report): string => REPORT_READINGS[report].channel;

/** Columns that the row of names must have. */
export const headerOf = (format: Report | TableFormat): readonly string[] => readingOf(format).needs;

const readingOf = (format: Report | TableFormat): Reading =>
	typeof format === 'string' ? REPORT_READINGS[format] : orders(undefined, format);

function missingColumns(table: Table, format: Report | TableFormat, { needs }: Reading): Finding[] {
	const has = new Set(table.columns.map(columnKey));
	const named: readonly (readonly [string, string])[] =
		typeof format === 'string'
			? needs.map((column) => [column, 'what the report has in it'] as const)
			: Object.entries(format.columns).flatMap(([field, columns]) =>
					columns.map((column) => [column, FIELDS[field as FieldName].label] as const),
				);
	return named
		.filter(([column]) => !has.has(columnKey(column)))
		.map(([column, field]) =>
			finding('IMPORT_COLUMN_MISSING', { path: column, evidence: { column, field } }),
		);
}

/**
 * Makes documents of a table.
 * @param format a report that is known, or the columns that a person has named
 * @param words the person's own, beside those of the format
 * @returns sales, refunds, payments and payouts, and what is held of them with row and column; held as a whole:
 * IMPORT_COLUMN_MISSING, IMPORT_DECIMALS_UNCLEAR
 */
export function importSales(
	table: Table,
	format: Report | TableFormat,
	settings: ImportSettings,
	words?: Words,
): Outcome<ImportResult> {
	const reading = readingOf(format);
	const missing = missingColumns(table, format, reading);
	if (missing.length > 0) return held(missing);
	const sign = settings.decimalSign ?? decimalSignOf(table, reading.amounts.map(columnKey));
	if (typeof sign === 'object') return held([finding('IMPORT_DECIMALS_UNCLEAR', { evidence: { ...sign } })]);
	const dateFormat = settings.dateFormat ?? reading.dateFormat;
	const cells: CellFormat = {
		decimalSign: sign,
		timeZone: settings.timeZone,
		...(dateFormat === undefined ? {} : { dateFormat }),
	};
	const { documents, held: heldDocuments, findings } = reading.run(table, cells, settings, words);
	return { ok: true, value: { documents, held: heldDocuments, findings }, findings };
}
