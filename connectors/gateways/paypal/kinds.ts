/**
 * What each of PayPal's transaction event codes is for the books.
 * https://developer.paypal.com/docs/transaction-search/transaction-event-codes/
 */
import type { PayoutTransactionType } from '../../../core/documents';
import type { BalanceRecord } from './payload';

/**
 * withdrawal: money to the bank, the payout. conversion: between two balances. ignored: moves no balance. unknown: a code that nobody
 * knows, or one with no place in a shop's books that could be told here (purchases paid from the balance, buyer credit, transfers
 * between accounts): it holds the payout it is in.
 */
export type RecordKind = PayoutTransactionType | 'withdrawal' | 'conversion' | 'ignored' | 'unknown';

/** By what they do: `in` and `out` where only that direction has a place. */
interface Rule {
	readonly in?: RecordKind;
	readonly out?: RecordKind;
}

const both = (kind: RecordKind): Rule => ({ in: kind, out: kind });
const RESERVE: Rule = { in: 'reserveRelease', out: 'reserveHold' };

const BY_CODE: Readonly<Record<string, Rule>> = {
	// postage
	T0008: { out: 'shippingLabel' },
	T0106: both('disputeFee'),
	T0114: both('disputeFee'),
	// a card pays in what the balance lacks
	T0701: { in: 'transfer' },
	T1101: { in: 'payoutReturn' },
	T1104: { out: 'transfer' },
	T1105: RESERVE,
	T1106: { out: 'dispute' },
	T1107: { out: 'refund' },
	T1108: both('fee'),
	T1109: both('fee'),
	T1110: { out: 'dispute' },
	T1111: { in: 'disputeReversal' },
	T1113: { out: 'refund' },
	T1116: { out: 'refund' },
	T1118: { out: 'refund' },
	T1200: both('adjustment'),
	T1201: { out: 'dispute', in: 'disputeReversal' },
	T1202: { in: 'disputeReversal', out: 'dispute' },
	T1205: { in: 'disputeReversal' },
	T1207: { out: 'dispute' },
	T1208: { in: 'disputeReversal' },
	T1900: both('adjustment'),
	T3000: { in: 'charge' },
	T9701: both('loan'),
	T9702: both('loan'),
	T9800: both('ignored'),
};

/** "T04": all codes of a group that are not named above. */
const BY_GROUP: Readonly<Record<string, Rule>> = {
	T00: { in: 'charge' },
	T01: both('fee'),
	T02: both('conversion'),
	T03: { in: 'transfer' },
	T04: { out: 'withdrawal' },
	T13: both('ignored'),
	T15: RESERVE,
	T21: RESERVE,
};

/** PayPal's own words for codes that are no payment and no refund; of a group, where the code is not named. */
const WORDS: Readonly<Record<string, string>> = {
	T0008: 'Postage',
	T0101: 'Monthly fee',
	T0102: 'Fee of a withdrawal to a foreign bank',
	T0106: 'Chargeback fee',
	T0114: 'Dispute fee',
	T01: 'Fee',
	T02: 'Currency conversion',
	T03: 'Deposit from the bank',
	T0701: 'Deposit by card',
	T1101: 'Withdrawal sent back by the bank',
	T1104: 'Deposit sent back to the bank',
	T1105: 'Hold released',
	T1106: 'Payment reversed',
	T1108: 'Fee reversed',
	T1109: 'Fee refunded',
	T1110: 'Held for a dispute',
	T1111: 'Released after a dispute',
	T1201: 'Chargeback',
	T1202: 'Chargeback reversed',
	T1205: 'Chargeback reimbursed',
	T1207: 'Chargeback upheld',
	T1208: 'Chargeback cancelled',
	T12: 'Adjustment',
	T15: 'Temporary hold',
	T19: 'Adjustment',
	T2103: 'Reserve held',
	T2104: 'Reserve released',
	T21: 'Hold or release',
	T9701: 'Funds that must be paid back',
	T9702: 'Funds paid back',
};

/** What a code says, with the code: "Chargeback fee (T0106)". */
export function wordsOf(code: string): string {
	const found = Object.hasOwn(WORDS, code) ? WORDS[code] : WORDS[code.slice(0, 3)];
	return `${found ?? 'PayPal'} (${code})`;
}

/** The kind of a record, by its code and whether it adds to the balance. */
export function kindOf({ code, amount, fee }: Pick<BalanceRecord, 'code' | 'amount' | 'fee'>): RecordKind {
	if (amount === 0n && fee === 0n) return 'ignored';
	const rule = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : BY_GROUP[code.slice(0, 3)];
	return (amount + (amount === 0n ? fee : 0n) >= 0n ? rule?.in : rule?.out) ?? 'unknown';
}

/**
 * Whether a record has moved the balance. Denied ones have not; pending ones where money leaves (a withdrawal is taken off at once) or
 * comes from the bank, while a payment that is not good yet adds nothing. What was fully reversed (V) has: the reversal is a record of
 * its own.
 */
export function movesBalance({
	code,
	status,
	amount,
}: Pick<BalanceRecord, 'code' | 'status' | 'amount'>): boolean {
	if (status === 'D') return false;
	return status !== 'P' || amount < 0n || code.startsWith('T03');
}
