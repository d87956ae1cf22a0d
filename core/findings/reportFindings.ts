/** The findings about a ledger's own reports: a part of the catalogue. */
import { entry } from './entry';

export const REPORT_FINDINGS = {
	LEDGER_REPORT_UNREADABLE: entry(
		'error',
		"{ledger}'s {report} cannot be read with certainty: {problem}.",
		'Open the report in {ledger} and compare by hand. Please report this with a copy of the report, its amounts blackened.',
	),
	LEDGER_REPORT_DOES_NOT_ADD_UP: entry(
		'error',
		"{ledger}'s {report} does not add up: {part} is {printed} there, its accounts come to {sum} {currency}.",
		'Nothing is compared with a report that does not add up. Somebody may have posted while it was read: run again. If it stays so, open the report in {ledger} and compare by hand.',
	),
} as const;
