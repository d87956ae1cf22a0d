/** Checks a sale's invariants before it goes on. */
import { minorUnits } from '../../money/money';
import { unlessErrors, type Outcome } from '../../outcome';
import { documentTax, lineTotal, saleLineParts, taxBasisOf } from '../basis';
import type { Sale } from '../sale';
import { Check, compareTax, roundingOf, withRounding, type Rounding } from './tools';

function checkAmounts(sale: Sale, check: Check): void {
	const unknownCollectors = new Set<string>();
	sale.lines.forEach((line, index) => {
		const path = `lines[${index}]`;
		check.money(line.gross, `${path}.gross`);
		check.money(line.discount, `${path}.discount`);
		check.taxes(line.taxes, path, unknownCollectors);
	});
	sale.payments.forEach((payment, index) => check.money(payment.amount, `payments[${index}].amount`));
	const { total, tax, paid, outstanding } = sale.totals;
	for (const [name, money] of Object.entries({ total, tax, paid, outstanding })) {
		check.money(money, `totals.${name}`);
	}
}

/** Adds up the lines and compares them with the stated total. */
function checkLines(sale: Sale, check: Check): Rounding | undefined {
	const basis = taxBasisOf(sale);
	let sum = 0n;
	sale.lines.forEach((line, index) => {
		const gross = minorUnits(line.gross);
		const amount = gross - minorUnits(line.discount);
		const parts = saleLineParts(line, basis);
		sum += lineTotal(parts);
		if (amount < 0n) {
			check.add('DISCOUNT_EXCEEDS_GROSS', `lines[${index}].discount`, {
				discount: line.discount.amount,
				gross: line.gross.amount,
				currency: sale.currency,
			});
		} else if (parts.net < 0n) check.containedTax(amount - parts.net, amount, `lines[${index}].taxes`);
	});
	compareTax(check, documentTax(sale), sale.totals.tax);
	return roundingOf(check, sum, sale.totals.total, 'ORDER_TOTAL_MISMATCH');
}

function checkPayments(sale: Sale, check: Check): void {
	let paid = 0n;
	for (const payment of sale.payments) paid += minorUnits(payment.amount);
	const { total, outstanding } = sale.totals;
	if (paid !== minorUnits(sale.totals.paid) || paid + minorUnits(outstanding) !== minorUnits(total)) {
		check.add('PAYMENTS_TOTAL_MISMATCH', 'payments', {
			paid: check.text(paid),
			open: outstanding.amount,
			total: total.amount,
			currency: sale.currency,
		});
	}
}

/**
 * Checks a sale: one currency; discounts not above their lines; lines and taxes = total; payments + outstanding = total.
 * A difference of at most 0.05 becomes `totals.rounding`.
 * @returns the sale with its rounding (and ROUNDING_DIFFERENCE, TAX_COLLECTOR_UNKNOWN), or all reasons to hold it:
 * CURRENCY_MIXED, DISCOUNT_EXCEEDS_GROSS, TAX_EXCEEDS_AMOUNT, ORDER_TOTAL_MISMATCH, TAX_TOTAL_MISMATCH,
 * PAYMENTS_TOTAL_MISMATCH, PAYLOAD_MALFORMED
 */
export function checkSale(sale: Sale): Outcome<Sale> {
	const check = new Check(sale.currency);
	checkAmounts(sale, check);
	let rounding: Rounding | undefined;
	if (!check.mixed) {
		rounding = checkLines(sale, check);
		checkPayments(sale, check);
	}
	return unlessErrors(check.findings, () => ({ ...sale, totals: withRounding(sale.totals, rounding) }));
}
