/** A gateway's payout with its transactions, a dispute, and a bank's line: the money's way to the bank. */
import type { Decimal } from '../money/decimal';
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
	| 'transfer'
	/** tax that the marketplace has collected with the sales, and pays to the authority itself */
	| 'marketplaceTax';

export interface PayoutTransaction {
	readonly id: string;
	readonly type: PayoutTransactionType;
	/** the document it belongs to, when it is known */
	readonly settles?: BusinessKey;
	/** the gateway's reference of the payment, as stores have it in `PaymentPart.reference`: "ch_...", a capture's id */
	readonly reference?: string;
	/** the order as the gateway knows it: the store's id or number, or what the shop sent along */
	readonly order?: { readonly id?: string; readonly number?: string };
	/** what the customer paid, where the gateway converted it into the payout's currency */
	readonly original?: { readonly amount: Money; readonly exchangeRate?: Decimal };
	readonly amount: Money;
	/** from the merchant's side */
	readonly direction: 'in' | 'out';
	/** never negative; a fee given back is a transaction of its own (type fee, direction in) */
	readonly fee: Money;
	/** the gateway's words, for what is no charge or refund: "Monthly plan" */
	readonly description?: string;
	/** what kind of fee or adjustment it is, so that it can have an account of its own: "Advertising", "Storage" */
	readonly category?: string;
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

/** A line of a bank account. `bookedOn` is the day the bank booked it; `occurredAt` that day's start in UTC where there is no time. */
export interface BankTransaction extends DocumentHeader<'BankTransaction'> {
	readonly account: { readonly id: string; readonly name: string };
	readonly amount: Money;
	readonly direction: 'in' | 'out';
	readonly description: string;
	readonly counterparty?: string;
	/** the reference that came with the money: an end-to-end id, an invoice's number */
	readonly reference?: string;
	/** YYYY-MM-DD, where the bank gives another day from which it counts */
	readonly valueOn?: string;
	/** not settled yet: it may still change or disappear, and is matched with nothing */
	readonly pending?: boolean;
}

/** Why a payout and the bank differ, or what else a person should know of a match. */
export interface MatchReason {
	/** "feeRefund", "orderEdited", "neighbourTransaction": a closed list in core/reconcile */
	readonly code: string;
	/** a sentence for people */
	readonly text: string;
	readonly amount?: Money;
	/** the document or order it is about */
	readonly about?: BusinessKey;
}

/** Payouts held against the bank. One to one mostly; several payouts in one line, or one payout in several lines, too. */
export interface PayoutMatch extends DocumentHeader<'PayoutMatch'> {
	readonly status:
		'matched' | 'matchedWithDifference' | 'missingInBank' | 'missingInBooks' | 'unknownBankLine';
	readonly gateway?: string;
	readonly payouts: readonly BusinessKey[];
	/** a bank line is used once */
	readonly bankTransactions: readonly BusinessKey[];
	readonly expected: Money;
	readonly received: Money;
	readonly difference: Money;
	readonly differenceSide: 'none' | 'bankIsHigher' | 'bankIsLower';
	readonly reasons: readonly MatchReason[];
}
