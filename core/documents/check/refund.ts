/** Checks a refund's invariants before it goes on. */
import { minorUnits, type Money } from '../../money/money';
import { unlessErrors, type Outcome } from '../../outcome';
import { adjustmentParts, documentTax, documentTotal, refundLineParts, taxBasisOf } from '../basis';
import type { Refund } from '../refund';
import { Check, compareTax, roundingOf, withRounding, type Rounding } from './tools';

/** What is known of the sale when a refund is checked. */
export interface RefundContext {
	/** all that was paid for the sale, at once and later */
	readonly paid: Money;
	/** the totals of the sale's earlier refunds */
	readonly refundedBefore: Money;
}

function checkAmounts(refund: Refund, check: Check): void {
	const unknownCollectors = new Set<string>();
	refund.lines.forEach((line, index) => {
		const path = `lines[${index}]`;
		check.money(line.amount, `${path}.amount`);
		if (line.discount !== undefined) check.money(line.discount, `${path}.discount`);
		check.taxes(line.taxes, path, unknownCollectors);
	});
	refund.adjustments.forEach((adjustment, index) => {
		check.money(adjustment.amount, `adjustments[${index}].amount`);
		check.taxes(adjustment.taxes, `adjustments[${index}]`, unknownCollectors);
	});
	refund.payments.forEach((payment, index) => check.money(payment.amount, `payments[${index}].amount`));
	const { total, tax, paid, pending } = refund.totals;
	for (const [name, money] of Object.entries({ total, tax, paid, pending })) {
		check.money(money, `totals.${name}`);
	}
}

function checkLines(refund: Refund, check: Check): Rounding | undefined {
	const basis = taxBasisOf(refund);
	refund.lines.forEach((line, index) => {
		const { net } = refundLineParts(line, basis);
		const amount = minorUnits(line.amount);
		if (net < 0n) check.containedTax(amount - net, amount, `lines[${index}].taxes`);
	});
	refund.adjustments.forEach((adjustment, index) => {
		const { net } = adjustmentParts(adjustment);
		const amount = minorUnits(adjustment.amount);
		if (net < 0n) check.containedTax(amount - net, amount, `adjustments[${index}].taxes`);
	});
	compareTax(check, documentTax(refund), refund.totals.tax);
	return roundingOf(check, documentTotal(refund, basis), refund.totals.total, 'REFUND_TOTAL_MISMATCH');
}

/** What reduces the receivable is neither paid nor pending, whichever of both a store calls it. */
function checkPayments(refund: Refund, check: Check): void {
	let paid = 0n;
	for (const payment of refund.payments) paid += minorUnits(payment.amount);
	const total = minorUnits(refund.totals.total);
	const pending = minorUnits(refund.totals.pending);
	const complete = paid + pending === total || (refund.reducesReceivable && pending === 0n && paid <= total);
	if (paid !== minorUnits(refund.totals.paid) || !complete) {
		check.add('PAYMENTS_TOTAL_MISMATCH', 'payments', {
			paid: check.text(paid),
			open: refund.totals.pending.amount,
			total: refund.totals.total.amount,
			currency: refund.currency,
		});
	}
}

function checkAgainstSale(refund: Refund, context: RefundContext, check: Check): void {
	if (refund.reducesReceivable) return;
	check.money(context.paid, 'saleId');
	check.money(context.refundedBefore, 'saleId');
	if (check.mixed) return;
	const refunded = minorUnits(context.refundedBefore) + minorUnits(refund.totals.total);
	if (refunded > minorUnits(context.paid)) {
		check.add('REFUND_EXCEEDS_PAYMENT', 'totals.total', {
			refunded: check.text(refunded),
			paid: context.paid.amount,
			currency: refund.currency,
		});
	}
}

/**
 * Checks a refund: one currency; lines, taxes and adjustments = total; payments + pending = total; with the context also
 * that no more goes back than was paid. A difference of at most 0.05 becomes `totals.rounding`.
 * `totals.tax` is that of the lines and the adjustments (less for those kept back).
 * @returns the refund with its rounding (and ROUNDING_DIFFERENCE, TAX_COLLECTOR_UNKNOWN), or all reasons to hold it:
 * CURRENCY_MIXED, TAX_EXCEEDS_AMOUNT, REFUND_TOTAL_MISMATCH, TAX_TOTAL_MISMATCH, PAYMENTS_TOTAL_MISMATCH,
 * REFUND_EXCEEDS_PAYMENT, PAYLOAD_MALFORMED
 */
export function checkRefund(refund: Refund, context?: RefundContext): Outcome<Refund> {
	const check = new Check(refund.currency);
	checkAmounts(refund, check);
	let rounding: Rounding | undefined;
	if (!check.mixed) {
		rounding = checkLines(refund, check);
		checkPayments(refund, check);
		if (context !== undefined) checkAgainstSale(refund, context, check);
	}
	return unlessErrors(check.findings, () => ({ ...refund, totals: withRounding(refund.totals, rounding) }));
}
