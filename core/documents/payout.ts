/** A gateway's payout with its transactions, a dispute, and a bank's line: the money's way to the bank. */
import type { Money } from '../money/money';
import type { BusinessKey, DocumentHeader } from './header';

export type PayoutTransactionType =
	| 'charge'
	| 'refund'
	| 'dispute'
	| 'disputeReversal'
	| 'fee'
	| 'adjustment'
	| 'reserveHold'
	| 'reserveRelease'
	| 'loan'
	| 'subscription'
	| 'transfer';

export interface PayoutTransaction {
	readonly id: string;
	readonly type: PayoutTransactionType;
	/** the document it belongs to, when it is known */
	readonly settles?: BusinessKey;
	readonly amount: Money;
	/** from the merchant's side */
	readonly direction: 'in' | 'out';
	readonly fee: Money;
	readonly occurredAt: string;
}

/** Invariant: the sum of the transactions' nets is the payout's net. */
export interface Payout extends DocumentHeader<'Payout'> {
	readonly gateway: string;
	readonly status: 'scheduled' | 'inTransit' | 'paid' | 'failed';
	/** the date it is expected in the bank, YYYY-MM-DD */
	readonly arrivesOn: string;
	readonly transactions: readonly PayoutTransaction[];
	readonly net: Money;
	readonly direction: 'toBank' | 'fromBank';
	readonly bankReference?: string;
}

export interface Dispute extends DocumentHeader<'Dispute'> {
	readonly saleId: BusinessKey;
	readonly gateway: string;
	readonly stage: 'opened' | 'won' | 'lost';
	readonly amount: Money;
	readonly fee: Money;
}

/** A line of a bank statement. */
export interface BankTransaction {
	readonly id: string;
	readonly account: string;
	/** YYYY-MM-DD */
	readonly bookedOn: string;
	readonly amount: Money;
	readonly direction: 'in' | 'out';
	readonly description: string;
	readonly reference?: string;
}

/** A payout held against the bank; a bank line is used once. */
export interface PayoutMatch {
	readonly payout: BusinessKey;
	readonly bankTransactions: readonly string[];
	readonly difference: Money;
	readonly differenceSide: 'none' | 'bankIsHigher' | 'bankIsLower';
	readonly reasons: readonly string[];
}
