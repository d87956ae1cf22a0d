/** The findings about an account at a gateway that stands beside the shop (Stripe, PayPal): a part of the catalogue. */
import { entry } from './entry';

export const GATEWAY_ACCOUNT_FINDINGS = {
	GATEWAY_PERMISSION_MISSING: entry(
		'warning',
		'The key for {gateway} lacks the permission "{permission}": {effect}.',
		'Give the key this permission at {gateway}, or make a new one that has it and save it in the credential.',
	),
	PAYOUT_NOT_BROKEN_DOWN: entry(
		'error',
		'The payout of {net} {currency} was asked for by hand ({method}): {gateway} does not say which transactions are in it.',
		'Book it by hand as a transfer from the clearing account to the bank. Switch to automatic payouts at {gateway} where the books are to show what each payout consists of.',
	),
	PAYOUT_NOT_RECONCILED: entry(
		'info',
		'{gateway} is still working out what is in the payout of {net} {currency}; it is read again at {at}.',
		'Nothing to do.',
	),
	PAYOUT_HISTORY_MISSING: entry(
		'error',
		'{gateway} paid out more than what is known to have come in: the withdrawal took what was in the balance before reading began.',
		'Book this withdrawal by hand. What comes after it is told apart again.',
	),
	DISPUTE_DATE_UNKNOWN: entry(
		'warning',
		'{gateway} does not say when the dispute was lost; it is dated on the day by which it had to be answered.',
		'Correct the date in the ledger where it matters, for example when it was lost in another period.',
	),
} as const;
