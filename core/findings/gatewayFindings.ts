/** The findings about what a payment gateway sent: a part of the catalogue. */
import { entry } from './entry';

export const GATEWAY_FINDINGS = {
	PAYOUT_MALFORMED: entry(
		'error',
		'The payout cannot be read: {problem}.',
		'Open the payout at the gateway and compare. If it is shown correctly there, report it with the path above: the gateway may have changed its format.',
	),
	PAYOUT_STATUS_UNKNOWN: entry(
		'error',
		'The gateway gives the payout the unknown status "{status}".',
		'Look at the payout at the gateway, and book it by hand; report the status, so that it can be supported.',
	),
	PAYOUT_TRANSACTION_UNKNOWN: entry(
		'error',
		'The payout has a transaction of the unknown type "{type}" ({net} {currency}).',
		'Look the transaction up at the gateway, and book the payout by hand; report the type, so that it can be supported.',
	),
	PAYOUT_TRANSACTION_UNCLEAR: entry(
		'error',
		'A transaction of the payout says that {amount} less a fee of {fee} is {net} {currency}.',
		'Look the transaction up at the gateway, and book the payout by hand if the figures there do not add up either.',
	),
	PAYOUT_INCOMPLETE: entry(
		'info',
		'The payout is still being put together: its transactions add up to {transactions}, {net} {currency} is to arrive. It is read again at {at}.',
		'Nothing to do.',
	),
	PAYOUT_FAILED: entry(
		'warning',
		'The payout of {net} {currency} did not reach the bank; the gateway owes it again.',
		'Check the bank account that is kept at the gateway. The money comes with a later payout.',
	),
	PAYOUT_CANCELLED: entry(
		'info',
		'The payout of {net} {currency} was cancelled before anything was in it.',
		'Nothing to do: its transactions come with another payout.',
	),
	PAYOUT_TEST: entry('info', 'The payout holds test transactions only; it is not posted.', 'Nothing to do.'),
	PAYOUT_ACTION_REQUIRED: entry(
		'warning',
		'The gateway waits for you before it pays {net} {currency} out.',
		'Open the gateway and do what it asks for, such as confirming the bank account.',
	),
	PAYOUT_MANUAL: entry(
		'warning',
		'{gateway} pays out only when somebody asks for it; such a payout may not say what is in it.',
		'Switch to automatic payouts at the gateway where the books are to show what each payout consists of.',
	),
	GATEWAY_NOT_ACTIVE: entry(
		'warning',
		'{gateway} is not set up for {account}: there are no payouts.',
		'Choose the gateway that the shop uses, or finish setting it up there.',
	),
	DISPUTE_MALFORMED: entry(
		'error',
		'The dispute cannot be read: {problem}.',
		'Open the dispute at the gateway and compare. If it is shown correctly there, report it with the path above: the gateway may have changed its format.',
	),
	DISPUTE_ORDER_UNKNOWN: entry(
		'error',
		'The gateway does not say which order the dispute of {amount} {currency} is about.',
		'Look the payment up at the gateway, and book the dispute by hand.',
	),
} as const;
