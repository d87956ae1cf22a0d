/** The findings about approvals: a part of the catalogue. */
import { entry } from './entry';

export const APPROVAL_FINDINGS = {
	APPROVAL_PENDING: entry(
		'error',
		'{people} must approve this before it is posted: {reasons}.',
		'Answer the message. If it is lost, choose "Try Again" in the Sync Log node: it is asked anew.',
	),
	APPROVAL_GIVEN: entry(
		'error',
		'{by} approved this; it is on its way to the ledger.',
		'Nothing to do. Should it not be posted an hour from now, choose "Try Again" in the Sync Log node: it is not asked about again.',
	),
	APPROVAL_REJECTED: entry(
		'error',
		'{by} rejected this: {why}',
		'Correct what is wrong (the order, the rules) and choose "Try Again" in the Sync Log node: it is asked about anew. Or settle it by hand there.',
	),
	APPROVAL_MISSING: entry(
		'error',
		'Nobody has decided in time: {missing} of {people} missing. It was asked because {reasons}.',
		'Choose "Try Again" in the Sync Log node: it is asked about anew.',
	),
	APPROVAL_CHANGED: entry(
		'error',
		'The document has changed since it was asked about, so this approval does not count.',
		'Nothing to do: the changed document is asked about by itself.',
	),
	APPROVAL_NOT_FITTING: entry(
		'error',
		'The answer cannot be used: {problem}.',
		'Compare the workflow with the template "Approvals". Then choose "Try Again" in the Sync Log node: it is asked about anew.',
	),
} as const;
