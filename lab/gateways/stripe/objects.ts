/** Stripe's objects as its API shows them. Shapes: https://docs.stripe.com/api/payouts/object and its neighbours. */
import type { DisputeEvent } from '../../daybook/events';
import { textOf, type BookPayout, type Movement } from '../../kit/gatewayBook';
import { stripeAmount } from './amounts';
import { chargeId, disputeId, payoutId, refundId, transactionId } from './ids';

export type Json = Readonly<Record<string, unknown>>;

export const epoch = (ms: number): number => Math.floor(ms / 1000);
const DAY_MS = 86_400_000;
/** So long Stripe works out what is in a payout. */
const RECONCILED_AFTER_MS = 3_600_000;
const DISPUTE_ANSWER_MS = 20 * DAY_MS;

/** By the day book's type; `category` tells adjustments apart. */
const TYPES: Readonly<Record<Movement['type'], { readonly type: string; readonly category: string }>> = {
	charge: { type: 'charge', category: 'charge' },
	refund: { type: 'refund', category: 'refund' },
	dispute: { type: 'adjustment', category: 'dispute' },
	dispute_reversal: { type: 'adjustment', category: 'dispute_reversal' },
	fee: { type: 'stripe_fee', category: 'fee' },
	adjustment: { type: 'adjustment', category: 'other_adjustment' },
	reserve_hold: { type: 'reserve_hold', category: 'risk_reserved_funds' },
	reserve_release: { type: 'reserve_release', category: 'risk_reserved_funds' },
	loan: { type: 'anticipation_repayment', category: 'anticipation_repayment' },
	subscription: { type: 'stripe_fee', category: 'fee' },
	transfer: { type: 'topup', category: 'topup' },
};

const DESCRIPTIONS: Readonly<Partial<Record<Movement['type'], string>>> = {
	dispute: 'Chargeback withdrawal',
	dispute_reversal: 'Chargeback reversal',
	fee: 'Stripe fee',
	subscription: 'Billing - Usage Fee',
};

/** What it is about, with what the shop sent along. */
export function sourceOf(movement: Movement): Json | undefined {
	const { type, orderId, orderNumber, original } = movement;
	const shown = original ?? {
		amount: movement.amount < 0n ? -movement.amount : movement.amount,
		currency: movement.currency,
	};
	const amount = stripeAmount(shown.amount, shown.currency);
	const currency = shown.currency.toLowerCase();
	const metadata = {
		...(orderId === undefined ? {} : { order_id: orderId }),
		...(orderNumber === undefined ? {} : { order_number: orderNumber }),
	};
	const common = { amount, created: epoch(movement.at), currency, livemode: true, metadata };
	if (type === 'charge')
		return {
			id: chargeId(movement),
			object: 'charge',
			...common,
			amount_captured: amount,
			amount_refunded: 0,
			balance_transaction: transactionId(movement),
			captured: true,
			paid: true,
			payment_intent: null,
			refunded: false,
			status: 'succeeded',
		};
	if (type === 'refund')
		return {
			id: refundId(movement),
			object: 'refund',
			...common,
			balance_transaction: transactionId(movement),
			charge: chargeId(movement),
			payment_intent: null,
			status: 'succeeded',
		};
	return undefined;
}

const sourceId = (movement: Movement): string | null => {
	const { type } = movement;
	if (type === 'charge') return chargeId(movement);
	if (type === 'refund') return refundId(movement);
	return movement.disputeId === undefined ? null : disputeId(movement.disputeId);
};

/** @param source the object itself, where it was asked for */
export function balanceTransaction(movement: Movement, now: number, source?: Json): Json {
	const { type, currency, original } = movement;
	const amount = stripeAmount(movement.amount, currency);
	const fee = stripeAmount(movement.fee, currency);
	const availableAt = movement.at + 2 * DAY_MS;
	const isTopupBack = type === 'transfer' && movement.amount < 0n;
	const { type: kind, category } = isTopupBack
		? { type: 'topup_reversal', category: 'topup_reversal' }
		: TYPES[type];
	const rate =
		original === undefined || original.amount === 0n
			? null
			: Number(textOf(movement.amount < 0n ? -movement.amount : movement.amount, currency)) /
				Number(textOf(original.amount, original.currency));
	return {
		id: transactionId(movement),
		object: 'balance_transaction',
		amount,
		available_on: epoch(availableAt),
		balance_type: 'payments',
		created: epoch(movement.at),
		currency: currency.toLowerCase(),
		description:
			DESCRIPTIONS[type] ?? (movement.orderNumber === undefined ? null : `Order ${movement.orderNumber}`),
		exchange_rate: rate,
		fee,
		fee_details:
			fee === 0
				? []
				: [
						{
							amount: fee,
							application: null,
							currency: currency.toLowerCase(),
							description: type === 'dispute' ? 'Dispute fee' : 'Stripe processing fees',
							type: 'stripe_fee',
						},
					],
		net: amount - fee,
		reporting_category: category,
		source: source ?? sourceId(movement),
		status: availableAt <= now ? 'available' : 'pending',
		type: kind,
	};
}

/** A payout's own line in the balance, or the one with which it comes back. */
export function payoutTransaction(
	payout: BookPayout,
	kind: 'payout' | 'payout_failure',
	source?: Json,
): Json {
	const { event, net } = payout;
	const isBack = kind === 'payout_failure';
	const amount = stripeAmount(isBack ? net : -net, event.currency);
	const at = isBack ? payout.arrivesAt + DAY_MS : payout.at;
	return {
		id: transactionId({ id: `${event.id} ${kind}` }),
		object: 'balance_transaction',
		amount,
		available_on: epoch(at),
		balance_type: 'payments',
		created: epoch(at),
		currency: event.currency.toLowerCase(),
		description: isBack ? 'REFUND FOR FAILED PAYOUT' : 'STRIPE PAYOUT',
		exchange_rate: null,
		fee: 0,
		fee_details: [],
		net: amount,
		reporting_category: isBack ? 'payout_reversal' : 'payout',
		source: source ?? payoutId(event.id),
		status: 'available',
		type: kind,
	};
}

const ISSUED: Readonly<Record<BookPayout['event']['status'], string>> = {
	scheduled: 'pending',
	in_transit: 'in_transit',
	paid: 'in_transit',
	failed: 'in_transit',
};

/** What has become of a payout by now. */
export function statusOf({ event, arrivesAt }: BookPayout, now: number): string {
	if (now < arrivesAt || event.status === 'scheduled' || event.status === 'in_transit')
		return ISSUED[event.status];
	if (event.status === 'failed') return now < arrivesAt + DAY_MS ? 'paid' : 'failed';
	return 'paid';
}

/** @param isManual asked for by hand: Stripe cannot tell what is in it */
export function payoutObject(
	payout: BookPayout,
	now: number,
	isManual: boolean,
	expanded: ReadonlySet<string>,
): Json {
	const { event, at, arrivesAt, net } = payout;
	const status = statusOf(payout, now);
	const hasFailed = status === 'failed';
	const reconciled = now >= at + RECONCILED_AFTER_MS ? 'completed' : 'in_progress';
	const own = payoutTransaction(payout, 'payout');
	const back = payoutTransaction(payout, 'payout_failure');
	return {
		id: payoutId(event.id),
		object: 'payout',
		amount: stripeAmount(net, event.currency),
		application_fee: null,
		application_fee_amount: null,
		arrival_date: epoch(arrivesAt),
		automatic: !isManual,
		balance_transaction: expanded.has('balance_transaction') ? own : own['id'],
		created: epoch(at),
		currency: event.currency.toLowerCase(),
		description: 'STRIPE PAYOUT',
		destination: 'ba_1LabBankAccount000000000',
		failure_balance_transaction: hasFailed
			? expanded.has('failure_balance_transaction')
				? back
				: back['id']
			: null,
		failure_code: hasFailed ? 'account_closed' : null,
		failure_message: hasFailed ? 'The bank account has been closed.' : null,
		livemode: true,
		metadata: {},
		method: isManual ? 'instant' : 'standard',
		original_payout: null,
		payout_method: null,
		reconciliation_status: isManual ? 'not_applicable' : reconciled,
		reversed_by: null,
		source_type: 'card',
		statement_descriptor: null,
		status,
		trace_id: { status: 'unsupported', value: null },
		type: 'bank_account',
	};
}

/** @param stages of the dispute that have happened; @param moves what they moved */
export function disputeObject(
	stages: readonly DisputeEvent[],
	moves: readonly Movement[],
	now: number,
): Json {
	const [opened] = stages;
	const last = stages.at(-1);
	const [first] = moves;
	const currency = first?.currency ?? 'USD';
	const openedAt = Date.parse(opened?.at ?? '');
	const status = last?.stage === 'opened' ? 'needs_response' : (last?.stage ?? 'needs_response');
	return {
		id: disputeId(opened?.id ?? ''),
		object: 'dispute',
		amount: first === undefined ? 0 : Math.abs(stripeAmount(first.amount, currency)),
		balance_transactions: moves.map((move) => balanceTransaction(move, now)),
		charge: first === undefined ? null : chargeId(first),
		created: epoch(openedAt),
		currency: currency.toLowerCase(),
		enhanced_eligibility_types: [],
		evidence: {},
		evidence_details: {
			due_by: epoch(openedAt + DISPUTE_ANSWER_MS),
			enhanced_eligibility: {},
			has_evidence: status !== 'needs_response',
			past_due: false,
			submission_count: status === 'needs_response' ? 0 : 1,
			submission_method: 'manual',
		},
		intended_submission_method: null,
		is_charge_refundable: false,
		livemode: true,
		metadata: {},
		payment_intent: null,
		reason: 'fraudulent',
		status,
	};
}
