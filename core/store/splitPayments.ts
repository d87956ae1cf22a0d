/**
 * Which of an order's payments belong to its sale, and which are documents of their own. The rule looks only at what never
 * changes about an order, so the same order gives the same sale whenever it is read:
 *
 * - An order on terms, or one with a manual payment that was still open when the order was placed, is an invoice. Its sale
 *   is of the order's own instant, with what was captured up to then; whatever comes later is a Payment.
 * - Every other order is a sale at its first capture. What is captured within `settleWithinMs` after that belongs to the
 *   sale (a gift card and a card); until the total is reached or that time is over, the order is read again later.
 */
import { finding, type Finding } from '../findings/finding';
import type { PaymentPart } from '../documents/parts';
import { fromMinorUnits, minorUnits, type Money } from '../money/money';
import type { StorePolicy } from './connector';

/** A payment of an order as the store shows it; refunds and voids are not among them. */
export interface OrderPayment {
	readonly id: string;
	readonly gateway: string;
	readonly method: string;
	readonly amount: Money;
	/** when it was captured, otherwise when it was made; ISO 8601 in UTC */
	readonly at: string;
	/** authorized: promised by a card; pending: on its way or agreed; failed: will not come */
	readonly status: 'captured' | 'authorized' | 'pending' | 'failed';
	/** settled outside the shop (bank transfer, cheque, cash on delivery): a person marks it as paid */
	readonly manual: boolean;
	readonly reference?: string;
	/** what the gateway kept of it, where the store knows */
	readonly fee?: Money;
}

export interface OrderForSplit {
	/** the instant the order was placed, ISO 8601 in UTC */
	readonly placedAt: string;
	readonly total: Money;
	/** whether payment terms (net 30) were agreed */
	readonly onTerms: boolean;
	readonly payments: readonly OrderPayment[];
}

export type PaymentSplit =
	| {
			readonly kind: 'sale';
			/** the instant of the sale, ISO 8601 in UTC */
			readonly occurredAt: string;
			readonly payments: readonly PaymentPart[];
			/** captured later: one Payment document each */
			readonly later: readonly PaymentPart[];
			readonly paid: Money;
			/** what was still owed at the sale */
			readonly outstanding: Money;
	  }
	| {
			readonly kind: 'notYet';
			/** why there is no sale yet (notes) */
			readonly findings: readonly Finding[];
			/** read the order again not before this instant; absent when the store will report a change */
			readonly lookAgainAt?: string;
	  };

/** Captured payments, earliest first. */
function captured(payments: readonly OrderPayment[]): OrderPayment[] {
	return payments
		.filter((payment) => payment.status === 'captured')
		.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function part(payment: OrderPayment): PaymentPart {
	return {
		id: payment.id,
		gateway: payment.gateway,
		method: payment.method,
		amount: payment.amount,
		capturedAt: payment.at,
		...(payment.reference === undefined ? {} : { reference: payment.reference }),
		...(payment.fee === undefined ? {} : { fee: payment.fee }),
	};
}

/**
 * An invoice from the start: terms, or a manual payment that was open before any money came. Where the shop no longer
 * shows the open one, a first payment that is manual and later than the order tells as much.
 */
function isInvoice(order: OrderForSplit, policy: StorePolicy, first: OrderPayment | undefined): boolean {
	if (order.onTerms) return true;
	if (policy.unpaidOrders === 'wait') return false;
	const firstAt = first === undefined ? Infinity : Date.parse(first.at);
	return (
		(first?.manual === true && firstAt > Date.parse(order.placedAt)) ||
		order.payments.some(
			(payment) => payment.manual && payment.status === 'pending' && Date.parse(payment.at) <= firstAt,
		)
	);
}

function sale(
	order: OrderForSplit,
	occurredAt: string,
	payments: readonly OrderPayment[],
	later: readonly OrderPayment[],
): PaymentSplit {
	const paid = payments.reduce((sum, payment) => sum + minorUnits(payment.amount), 0n);
	const outstanding = minorUnits(order.total) - paid;
	return {
		kind: 'sale',
		occurredAt,
		payments: payments.map(part),
		later: later.map(part),
		paid: fromMinorUnits(paid, order.total.currency),
		// more than the total: the check of the sale reports it
		outstanding: fromMinorUnits(outstanding < 0n ? 0n : outstanding, order.total.currency),
	};
}

function nothingCaptured(order: OrderForSplit): PaymentSplit {
	const onTheWay = order.payments.some(({ status }) => status === 'authorized' || status === 'pending');
	return { kind: 'notYet', findings: [finding(onTheWay ? 'PAYMENT_NOT_CAPTURED' : 'ORDER_NOT_PAID')] };
}

/**
 * Splits an order's payments into those of its sale and later ones.
 * @param order all money in the shop's currency
 * @param policy `settleWithinMs`, and whether open manual payments make an invoice
 * @param now epoch milliseconds
 * @returns the sale's part, or why there is no sale yet: PAYMENT_NOT_CAPTURED, ORDER_NOT_PAID, ORDER_SETTLING
 */
export function splitPayments(order: OrderForSplit, policy: StorePolicy, now: number): PaymentSplit {
	const payments = captured(order.payments);
	const first = payments[0];
	if (isInvoice(order, policy, first)) {
		const placed = Date.parse(order.placedAt);
		const atOnce = payments.filter(({ at }) => Date.parse(at) <= placed);
		return sale(order, order.placedAt, atOnce, payments.slice(atOnce.length));
	}
	const total = minorUnits(order.total);
	if (total === 0n && payments.length === 0) return sale(order, order.placedAt, [], []);
	if (first === undefined) return nothingCaptured(order);

	const settledAt = Date.parse(first.at) + policy.settleWithinMs;
	let paid = 0n;
	let count = 0;
	for (const payment of payments) {
		if (count > 0 && (paid >= total || Date.parse(payment.at) > settledAt)) break;
		paid += minorUnits(payment.amount);
		count++;
	}
	if (paid < total && now < settledAt) {
		const lookAgainAt = new Date(settledAt).toISOString();
		return {
			kind: 'notYet',
			findings: [finding('ORDER_SETTLING', { evidence: { at: lookAgainAt } })],
			lookAgainAt,
		};
	}
	return sale(order, first.at, payments.slice(0, count), payments.slice(count));
}
