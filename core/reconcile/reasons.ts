/** Why a payout and the bank (or the books) differ, or what else a person should know: the closed list of codes. */
import type { BusinessKey } from '../documents/header';
import type { MatchReason } from '../documents/payout';
import type { CurrencyCode } from '../money/currency';
import { moneyOf } from './signed';

export const REASON_CODES = [
	// how it was matched
	'byReference',
	'byText',
	'byAmountOnly',
	'mergedDeposit',
	'splitDeposit',
	'sameAmount',
	'ambiguous',
	'wrongDay',
	'currencyConverted',
	'nothingToPay',
	// what was not found
	'notArrived',
	'notPosted',
	'unknownPayout',
	'sameAmountElsewhere',
	// failures
	'payoutFailed',
	'payoutReturned',
	'paidTwice',
	// events that explain a difference
	'feeRefund',
	'missingFee',
	'missingCharge',
	'missingRefund',
	'duplicatedTransaction',
	'transactionLeftOut',
	'neighbourTransaction',
	'orderEdited',
	'dispute',
	'disputeFee',
	'disputeWon',
	'reserve',
	'rounding',
	'conversionFee',
	'payoutNotPosted',
	'payoutPostedTwice',
	'notBooked',
	'bookedTwice',
	'notExplained',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason extends MatchReason {
	readonly code: ReasonCode;
}

/** @param units their size is the amount of the reason */
export function reason(
	code: ReasonCode,
	text: string,
	more: { readonly units?: bigint; readonly currency?: CurrencyCode; readonly about?: BusinessKey } = {},
): Reason {
	const { units, currency, about } = more;
	return {
		code,
		text,
		...(units === undefined || currency === undefined ? {} : { amount: moneyOf(units, currency) }),
		...(about === undefined ? {} : { about }),
	};
}
