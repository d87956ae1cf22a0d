/** Checks edits, cancellations, deliveries and balances before they go on. */
import { minorUnits, zero } from '../../money/money';
import { done, unlessErrors, type Outcome } from '../../outcome';
import { refundLineParts, saleLineParts, type TaxBasis } from '../basis';
import type { BalanceChange, Cancellation, Fulfilment, OrderEdit } from '../change';
import { editBasis, editChange, editLinesTotal } from '../edit';
import type { SaleLine } from '../parts';
import type { Refund, RefundLine } from '../refund';
import { checkRefund } from './refund';
import { Check } from './tools';

function saleLine(line: SaleLine, path: string, check: Check, unknown: Set<string>): void {
	check.money(line.gross, `${path}.gross`);
	check.money(line.discount, `${path}.discount`);
	if (line.cost !== undefined) check.money(line.cost, `${path}.cost`);
	check.taxes(line.taxes, path, unknown);
	if (minorUnits(line.discount) > minorUnits(line.gross))
		check.add('DISCOUNT_EXCEEDS_GROSS', `${path}.discount`, {
			discount: line.discount.amount,
			gross: line.gross.amount,
			currency: check.currency,
		});
}

function containedTax(amount: bigint, net: bigint, path: string, check: Check): void {
	if (net < 0n) check.containedTax(amount - net, amount, `${path}.taxes`);
}

function checkTotals(edit: OrderEdit, basis: TaxBasis, check: Check): void {
	const lines = editLinesTotal(edit, basis);
	const change = editChange(edit);
	if (lines !== change)
		check.add('ORDER_TOTAL_MISMATCH', 'totals', {
			lines: check.text(lines),
			total: check.text(change),
			difference: check.text(change > lines ? change - lines : lines - change),
			currency: edit.currency,
		});
	const paid = edit.payments.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
	const size = change < 0n ? -change : change;
	if (paid > size || (edit.reducesReceivable === true && (paid > 0n || change > 0n)))
		check.add('PAYMENTS_TOTAL_MISMATCH', 'payments', {
			paid: check.text(paid),
			open: check.text(paid > size ? 0n : size - paid),
			total: check.text(size),
			currency: edit.currency,
		});
}

/**
 * Checks an edit: one currency; before + added - removed = after, to the cent (both come from the shop's own record of the edit);
 * no more paid than the difference.
 * @returns the edit, or CURRENCY_MIXED, DISCOUNT_EXCEEDS_GROSS, TAX_EXCEEDS_AMOUNT, ORDER_TOTAL_MISMATCH, PAYMENTS_TOTAL_MISMATCH
 */
export function checkOrderEdit(edit: OrderEdit): Outcome<OrderEdit> {
	const check = new Check(edit.currency);
	const unknown = new Set<string>();
	edit.added.forEach((line, index) => saleLine(line, `added[${index}]`, check, unknown));
	edit.removed.forEach((line, index) => {
		check.money(line.amount, `removed[${index}].amount`);
		if (line.discount !== undefined) check.money(line.discount, `removed[${index}].discount`);
		check.taxes(line.taxes, `removed[${index}]`, unknown);
	});
	edit.payments.forEach(({ amount }, index) => check.money(amount, `payments[${index}].amount`));
	check.money(edit.totals.before, 'totals.before');
	check.money(edit.totals.after, 'totals.after');
	if (!check.mixed) {
		const basis = editBasis(edit);
		edit.added.forEach((line, index) => {
			const amount = minorUnits(line.gross) - minorUnits(line.discount);
			containedTax(amount, saleLineParts(line, basis).net, `added[${index}]`, check);
		});
		edit.removed.forEach((line: RefundLine, index) => {
			containedTax(minorUnits(line.amount), refundLineParts(line, basis).net, `removed[${index}]`, check);
		});
		checkTotals(edit, basis, check);
	}
	return unlessErrors(check.findings, () => edit);
}

/** A cancellation as the refund that it is: of everything, of what was owed. */
function refundOfCancellation(document: Cancellation): Refund {
	const { released, tax, lines, type: _type, ...common } = document;
	const nothing = zero(released.currency);
	return {
		...common,
		type: 'Refund',
		lines,
		adjustments: [],
		payments: [],
		totals: { total: released, tax, paid: nothing, pending: nothing },
		reducesReceivable: true,
	};
}

/** Checks a cancellation. @returns it as the refund of what was owed, with its rounding; its findings are those of `checkRefund` */
export function checkCancellation(document: Cancellation): Outcome<Refund> {
	return checkRefund(refundOfCancellation(document));
}

/** A store's cancellation, checked. @returns it as it is, or the findings of `checkCancellation` */
export function checkedCancellation(document: Cancellation): Outcome<Cancellation> {
	const checked = checkCancellation(document);
	return checked.ok ? done(document, checked.findings) : checked;
}

/** Checks a delivery: one currency, no discount above its line. */
export function checkFulfilment(document: Fulfilment): Outcome<Fulfilment> {
	const check = new Check(document.currency);
	const unknown = new Set<string>();
	document.lines.forEach((line, index) => saleLine(line, `lines[${index}]`, check, unknown));
	return unlessErrors(check.findings, () => document);
}

/** Checks a balance's change: its amount is in the document's currency. */
export function checkBalanceChange(document: BalanceChange): Outcome<BalanceChange> {
	const check = new Check(document.currency);
	check.money(document.amount, 'amount');
	return unlessErrors(check.findings, () => document);
}
