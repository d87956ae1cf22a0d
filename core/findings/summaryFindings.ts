/** The findings about summaries: a part of the catalogue. */
import { entry } from './entry';

export const SUMMARY_FINDINGS = {
	SUMMARY_CONTROL_FAILED: entry(
		'error',
		'The summary {summary} does not hold: {control} is {actual}, its {count} events say {expected} {currency}.',
		'Nothing of it is posted; its events wait. Please report it with these figures: it is a defect of StoreLedger.',
	),
	IN_SUMMARY: entry(
		'info',
		'{document} is booked with the summary {summary}, not by itself.',
		'Nothing to do. To post it by itself, undo the summary and reopen it with the Sales Summarizer first.',
	),
	SUMMARY_REOPENED: entry(
		'info',
		'The summary {summary} was opened again; its events are booked otherwise.',
		'Nothing to do: run the Sales Summarizer again.',
	),
	SUMMARY_UNKNOWN: entry(
		'error',
		'There is no summary "{summary}" in this ledger.',
		'Take the id from an item of the output Posted, or from the sync log.',
	),
	SUMMARY_IN_LEDGER: entry(
		'error',
		'The summary {summary} is in the ledger, or on its way there.',
		'Undo it with the poster first; then it can be opened again.',
	),
	SUMMARY_OVERDUE: entry(
		'warning',
		'{count} events of {store} wait for their summary of {period}, which was due {hours} hours ago.',
		'Run the workflow with the Sales Summarizer (a schedule trigger before it does so every night), and look at its output Needs Review.',
	),
} as const;
