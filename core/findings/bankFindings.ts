/** The findings about a bank's lines and statements: a part of the catalogue. */
import { entry } from './entry';

export const BANK_FINDINGS = {
	STATEMENT_FORMAT_UNKNOWN: entry(
		'error',
		'The file is no bank statement that can be read: {problem}.',
		'Download the statement as OFX, QFX, CAMT.053, MT940 or CSV. If it is one of these, choose its format in the node.',
	),
	STATEMENT_MALFORMED: entry(
		'error',
		'The file is damaged at line {line}: {problem}. What could be read came out.',
		'Download the statement again and read it once more; lines that are known already come out with the same ID.',
	),
	STATEMENT_TOO_LARGE: entry(
		'error',
		'The file has more than {limit} {unit}; it is not read.',
		'Download a shorter period, one file a month for example.',
	),
	STATEMENT_FIELD_INVALID: entry(
		'error',
		'Line {line} of the file, {field}: "{value}" {problem}.',
		'Compare the line with what the bank shows online. Download the file again, or check the format that was chosen.',
	),
	STATEMENT_BALANCE_MISMATCH: entry(
		'error',
		'The lines lead from {opening} to {reached}, but the statement closes with {closing} (difference {difference} {currency}).',
		'A line is missing, doubled or could not be read. Compare the lines with the statement; download it again before reconciling.',
	),
	STATEMENT_ACCOUNT_MISSING: entry(
		'error',
		'The file does not say which account it is of.',
		'Enter the account in the node, always in the same way: it is part of what makes a line known.',
	),
	STATEMENT_CURRENCY_MISSING: entry(
		'error',
		'The file does not say in which currency the account is.',
		'Enter the currency in the node, for example GBP.',
	),
	STATEMENT_COLUMN_MISSING: entry(
		'error',
		'The file has no column "{column}" ({purpose}). Its columns are: {columns}.',
		'Choose the layout of your bank, or enter the names of the columns as they stand in the first line of the table.',
	),
	STATEMENT_LAYOUT_AMBIGUOUS: entry(
		'error',
		'The {what} of the file can be read in two ways: "{value}" may be {first} or {second}.',
		'Choose the {what} in the node.',
	),
	STATEMENT_BATCH_KEPT_WHOLE: entry(
		'warning',
		'The {count} parts of this line add up to {parts}, not to {total} {currency}; the line is kept whole.',
		'Nothing to do. Look at the parts in the online banking if you need them.',
	),
	BANK_LINE_REVERSAL: entry(
		'info',
		'The bank takes an earlier line back with this one.',
		'Nothing to do. The two lines cancel each other out.',
	),
	BANK_LINE_REMOVED: entry(
		'error',
		'The bank has taken back a line that was given out before.',
		'Look at the account in the online banking. If the line was matched or booked, take that back.',
	),
	BANK_LINE_INVALID: entry(
		'error',
		'A line of the bank cannot be read: {problem}.',
		'Compare the line with what the bank shows online, and book it by hand. Report it with the path above: the format may have changed.',
	),
	BANK_AMOUNT_INEXACT: entry(
		'error',
		'{value} is not an exact amount of {currency}.',
		'Look up the amount in the online banking, and book the line by hand.',
	),
} as const;
