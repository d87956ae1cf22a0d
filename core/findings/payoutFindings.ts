/** The findings about payouts on their way into the books: a part of the catalogue. */
import { entry } from './entry';

export const PAYOUT_FINDINGS = {
	PAYOUT_TOTAL_MISMATCH: entry(
		'error',
		'The transactions of the payout add up to {transactions}, but {net} arrives (difference {difference} {currency}).',
		'A transaction of the payout is missing or of another kind than is known. Compare with the payout at the gateway, and read it again later.',
	),
	PAYOUT_PART_TOO_LARGE: entry(
		'error',
		'Of {whole} {currency} ({of}) {part} {currency} cannot be {what}.',
		'The gateway states figures that cannot both be true. Compare with the payout at the gateway, and book this part by hand.',
	),
	PAYOUT_MATCH_INVALID: entry(
		'error',
		'The match expects {expected} and has received {received} {currency}, but states a difference of {difference}.',
		'Match the payout again with the Payout Reconciler; do not change its figures in between.',
	),
	PAYOUT_DIFFERENCE_OPEN: entry(
		'warning',
		'The bank has {received} {currency} of payouts of {expected}: {difference} {currency} stay open on payouts in transit.',
		'Nobody has booked the difference. Find its reason with the Payout Reconciler, and book it where it belongs.',
	),
	CONVERSION_BY_HAND: entry(
		'error',
		'{ledger} cannot book that {amount} {currency} of "{account}" were changed into another currency: {reason}.',
		'Enter it in {ledger} by hand, on {date}: {side} "{account}" and {otherSide} "{gain}", both with the value at which {ledger} has these {amount} {currency}. What is left on "{gain}" is the exchange gain or loss.',
	),
} as const;
