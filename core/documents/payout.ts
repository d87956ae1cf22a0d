/** A gateway's payout with its transactions, a dispute, and a bank's line: the money's way to the bank. */
import type { Decimal } from '../money/decimal';
import type { Money } from '../money/money';
import type { BusinessKey, DocumentHeader } from './header';

export type PayoutTransactionType =
	| 'charge'
	| 'refund'
	/** what is disputed, and what came back; with its fee it is booked by the Dispute document */
	| 'dispute'
	| 'disputeReversal'
	/** a dispute's fee (or that fee given back) as a transaction of its own; booked by the Dispute document too */
	| 'disputeFee'
	| 'fee'
	/** what the gateway takes for changing currency, as a transaction of its own */
	| 'conversionFee'
	| 'adjustment'
	| 'reserveHold'
	| 'reserveRelease'
	/** paid back to the gateway (out), or lent by it (in) */
	| 'loan'
	| 'subscription'
	/** a carrier's label, or what the carrier corrected of its price */
	| 'shippingLabel'
	/** what a carrier or the gateway paid at the border for an order */
	| 'duties'
	| 'importTax'
	/** tax that the sales channel collected and now pays to the authority */
	| 'marketplaceTax'
	/** between the gateway's balance and the bank, beside payouts: a top-up, a withdrawal */
	| 'transfer'
	/** an earlier payout that failed or was called off: it is in the gateway's balance again */
	| 'payoutReturn';

export interface PayoutTransaction {
	readonly id: string;
	readonly type: PayoutTransactionType;
	/** the document it belongs to, when it is known */
	readonly settles?: BusinessKey;
	/** the gateway's reference of the payment, as stores have it in `PaymentPart.reference`: "ch_...", a capture's id */
	readonly reference?: string;
	/** the order as the gateway knows it: the store's id or number, or what the shop sent along */
	readonly order?: { readonly id?: string; readonly number?: string };
	/**
	 * What the customer paid, where the gateway converted it into the payout's currency: the sales have filled the clearing account
	 * of that currency. `exchangeRate`: units of the payout's currency for one unit of it.
	 */
	readonly original?: { readonly amount: Money; readonly exchangeRate?: Decimal };
	readonly amount: Money;
	/** from the merchant's side */
	readonly direction: 'in' | 'out';
	/** never negative; a fee given back is a transaction of its own (type fee, direction in) */
	readonly fee: Money;
	/** the part of `fee` that is for changing currency */
	readonly conversionFee?: Money;
	/** of a loan that is paid back: the part of `amount` that is the price of the money */
	readonly financingCost?: Money;
	/** of duties and import tax: what the customer was charged for them with the order; the rest is a variance */
	readonly collected?: Money;
	/** the gateway's words, for what is no charge or refund: "Monthly plan" */
	readonly description?: string;
	/** what kind of fee or adjustment it is, so that it can have an account of its own: "Advertising", "Storage" */
	readonly category?: string;
	readonly occurredAt: string;
}

/** Invariant: the sum of the transactions' nets is the payout's net. */
export interface Payout extends DocumentHeader<'Payout'> {
	readonly gateway: string;
	/**
	 * failed: it was on its way (or there) and came back. Under a key of its own (the payout's with the part "failed") the document is
	 * the return only, and the payout as it was issued is another one; under the payout's key it is both.
	 * cancelled: called off before it was on its way
	 */
	readonly status: 'scheduled' | 'inTransit' | 'paid' | 'failed' | 'cancelled';
	/** the date it is expected in the bank, YYYY-MM-DD */
	readonly arrivesOn: string;
	/** the day a failed one came back, YYYY-MM-DD; where the gateway does not say, the day it should have arrived */
	readonly returnedOn?: string;
	readonly transactions: readonly PayoutTransaction[];
	readonly net: Money;
	readonly direction: 'toBank' | 'fromBank';
	readonly bankReference?: string;
}

/** One document a stage, each with an id of its own. An inquiry moves no money and is none. */
export interface Dispute extends DocumentHeader<'Dispute'> {
	readonly saleId: BusinessKey;
	readonly gateway: string;
	readonly stage: 'opened' | 'won' | 'lost';
	readonly amount: Money;
	/** opened: what the gateway took for it; won: what of that it gave back; lost: not looked at */
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

/**
 * Payouts held against the bank: one document a bank line, since that is what a ledger's bank feed matches. One to one mostly;
 * several payouts in one line, or a part of a payout that came in several lines, too. `bookedOn` is the bank's day, `expected` what
 * of the payouts is in this line.
 */
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
	/** where the money went; absent: to the bank */
	readonly direction?: 'toBank' | 'fromBank';
	/** the bank account of the line */
	readonly account?: { readonly id: string; readonly name: string };
	readonly reasons: readonly MatchReason[];
}
