/** The findings about rows and files that were imported: a part of the catalogue. */
import { entry } from './entry';

export const IMPORT_FINDINGS = {
	IMPORT_FILE_UNREADABLE: entry(
		'error',
		'The file cannot be read: {problem}.',
		'Export it again, and choose the format that it has in the Sales Import node.',
	),
	IMPORT_COLUMN_MISSING: entry(
		'error',
		'There is no column "{column}", which holds {field}.',
		'Check the names of the columns in the Sales Import node against the first row of the file, or export the file with all columns.',
	),
	IMPORT_DECIMALS_UNCLEAR: entry(
		'error',
		'Amounts are written with a decimal point ("{point}") and with a decimal comma ("{comma}") in the same file.',
		'Choose the decimal separator in the options of the Sales Import node, and correct the cells that are written otherwise.',
	),
	IMPORT_CELL_INVALID: entry(
		'error',
		'Row {row}, column "{column}": "{value}" is not {expected}.',
		'Correct the cell, or choose the format of dates and amounts in the Sales Import node, then run again. What was imported before stays as it is.',
	),
	IMPORT_CELL_EMPTY: entry(
		'error',
		'Row {row}, column "{column}" is empty; {expected} is needed.',
		'Fill in the cell and run again, or book the row by hand.',
	),
	IMPORT_VALUE_UNKNOWN: entry(
		'error',
		'Row {row}, column "{column}": the import does not know "{value}".',
		'Say what it means under "Words" in the Sales Import node, where the format has them; otherwise book it by hand, and report it so that it can be supported.',
	),
	IMPORT_VALUES_DIFFER: entry(
		'error',
		'The rows {rows} of {order} have different values in the column "{column}": {values}.',
		'A value that belongs to the whole order must be the same in all its rows, or stand in one of them. If each row has its own part, choose so in the Sales Import node.',
	),
	IMPORT_TAX_RATE_MISSING: entry(
		'error',
		'Row {row}: {tax} {currency} of tax was charged, but the file does not say at which rate.',
		'Enter the rate of your own tax in the options of the Sales Import node, or name the column that has it.',
	),
	IMPORT_TAX_WITHHELD_DIFFERS: entry(
		'error',
		'The marketplace withheld {withheld} of tax for {item}, but {charged} {currency} was charged.',
		'Compare the tax rows of the order in the report, and book it by hand.',
	),
	IMPORT_PAYOUT_INCOMPLETE: entry(
		'error',
		'{count} rows of the payout could not be read, the first is row {row}; without them it does not add up.',
		'Look at what is held of these rows, and import the file again when they can be read.',
	),
	IMPORT_NOT_PAID_OUT: entry(
		'info',
		'{count} rows of fees and adjustments are in no payout yet.',
		'Nothing to do: they are booked with their payout, when the report has it.',
	),
	IMPORT_ROW_WITHOUT_EFFECT: entry(
		'info',
		'{count} rows "{value}" move no money and are left out.',
		'Nothing to do.',
	),
} as const;
