/** The findings about payouts, bank lines and balances: a part of the catalogue. */
import { entry } from './entry';

export const RECONCILE_FINDINGS = {
	PAYOUT_DIFFERS: entry(
		'warning',
		'{payout} arrived with {received} instead of {expected}: {reason}',
		'Look at what is named. Correct it in the shop, at the gateway or in the books and run again, or accept the match with the Payout Reconciler (Accept).',
	),
	PAYOUT_UNSURE: entry(
		'warning',
		'{payout} may be the line "{line}": {reason}',
		'If it is, accept the match with the Payout Reconciler (Accept); otherwise it is matched when its own line comes.',
	),
	PAYOUT_NOT_IN_BANK: entry(
		'warning',
		'{payout} is not in the bank: {reason}',
		'Look at the bank account and at the gateway. If the bank names the gateway otherwise, enter its words in the Payout Reconciler.',
	),
	PAYOUT_NOT_IN_BOOKS: entry(
		'warning',
		'{payout} is in the bank, but not in the books.',
		'Post the payout: it may be held by the mapper or poster. Then run again.',
	),
	BANK_LINE_UNKNOWN: entry(
		'warning',
		'The bank line "{line}" of {received}: {reason}',
		"Read the gateway's payouts of that time once more; if there is none, ask the gateway.",
	),
	PAYOUT_RETURNED: entry(
		'warning',
		'{payout} failed: {reason}',
		"Check the bank details at the gateway. The money is on the gateway's account again; post the payout, so that the books say so.",
	),
	MATCH_UNKNOWN: entry(
		'error',
		'{match} cannot be accepted: one of its payouts and bank lines is in another match, or not known.',
		'Take the item from the output Needs Review of the last run, or take the other match apart first.',
	),
	MATCH_NOT_FOUND: entry(
		'error',
		'There is no match "{match}" in this set of books.',
		'Take the id from an item of the output Matched.',
	),
	DIFFERENCE_NOT_GIVEN: entry(
		'error',
		'There is no difference to explain: {problem}.',
		'Connect matches with a difference, or enter a payout that is among the items and the difference.',
	),
} as const;
