/** What the checks of all documents share: one currency, rounding, payments. */
import type { FindingCode } from '../../findings/catalogue';
import { finding, type Evidence, type Finding } from '../../findings/finding';
import type { CurrencyCode } from '../../money/currency';
import { fromMinorUnits, minorUnits, type Money } from '../../money/money';
import { parseRate } from '../../money/rate';
import type { TaxAmount } from '../parts';

/**
 * The greatest difference between lines and total that is taken for rounding: 0.05 a document. It is five of the
 * smallest units in every currency (5 yen, 0.005 dinar), because it comes from rounding each line to such a unit, and is
 * worth about as little everywhere.
 */
export const ROUNDING_CAP = 5n;

/** Collects findings about one document; knows its currency. */
export class Check {
	readonly findings: Finding[] = [];

	constructor(readonly currency: CurrencyCode) {}

	add(code: FindingCode, path: string, evidence: Evidence = {}): void {
		this.findings.push(finding(code, { path, evidence }));
	}

	/** Minor units as text: "-0.05". */
	text(units: bigint): string {
		return units < 0n
			? `-${fromMinorUnits(-units, this.currency).amount}`
			: fromMinorUnits(units, this.currency).amount;
	}

	money(amount: Money, path: string): void {
		if (amount.currency !== this.currency) {
			this.add('CURRENCY_MIXED', path, { found: amount.currency, currency: this.currency });
		}
	}

	/** The taxes of a line: currency, rate, collector. */
	taxes(taxes: readonly TaxAmount[], path: string, unknownCollectors: Set<string>): void {
		taxes.forEach((tax, index) => {
			this.money(tax.amount, `${path}.taxes[${index}].amount`);
			if (parseRate(tax.rate) === undefined) {
				this.add('PAYLOAD_MALFORMED', `${path}.taxes[${index}].rate`, {
					problem: `the tax rate "${tax.rate}" is not a decimal number of zero or more`,
				});
			}
			if (tax.collectedBy === 'unknown' && !unknownCollectors.has(tax.name)) {
				unknownCollectors.add(tax.name);
				this.add('TAX_COLLECTOR_UNKNOWN', `${path}.taxes[${index}].collectedBy`, { name: tax.name });
			}
		});
	}

	/** An amount that contains more tax than it is. */
	containedTax(tax: bigint, amount: bigint, path: string): void {
		this.add('TAX_EXCEEDS_AMOUNT', path, {
			tax: this.text(tax),
			amount: this.text(amount),
			currency: this.currency,
		});
	}

	/** Whether amounts of different currencies were found, so that nothing can be added up. */
	get mixed(): boolean {
		return this.findings.some(({ code }) => code === 'CURRENCY_MIXED');
	}
}

export interface Rounding {
	readonly amount: Money;
	readonly side: 'totalIsHigher' | 'totalIsLower';
}

/**
 * Compares the sum of the lines with the stated total.
 * @returns the rounding difference; undefined when there is none, or when it is too great (then a finding says so)
 */
export function roundingOf(
	check: Check,
	lines: bigint,
	total: Money,
	mismatch: 'ORDER_TOTAL_MISMATCH' | 'REFUND_TOTAL_MISMATCH',
): Rounding | undefined {
	const difference = minorUnits(total) - lines;
	if (difference === 0n) return undefined;
	const size = difference < 0n ? -difference : difference;
	const evidence = {
		lines: check.text(lines),
		total: total.amount,
		difference: check.text(size),
		currency: check.currency,
	};
	if (size > ROUNDING_CAP) {
		check.add(mismatch, 'totals.total', evidence);
		return undefined;
	}
	check.add('ROUNDING_DIFFERENCE', 'totals.total', evidence);
	return {
		amount: fromMinorUnits(size, check.currency),
		side: difference > 0n ? 'totalIsHigher' : 'totalIsLower',
	};
}

/** Compares the lines' taxes with the tax the shop states; cents of rounding are let pass, the lines count. */
export function compareTax(check: Check, lines: bigint, stated: Money): void {
	const difference = minorUnits(stated) - lines;
	if (difference > ROUNDING_CAP || difference < -ROUNDING_CAP) {
		check.add('TAX_TOTAL_MISMATCH', 'totals.tax', {
			lines: check.text(lines),
			total: stated.amount,
			currency: check.currency,
		});
	}
}

/** The totals with the rounding that was found, in place of an earlier one. */
export function withRounding<T extends object>(
	totals: T & { readonly rounding?: Rounding },
	rounding: Rounding | undefined,
): Omit<T, 'rounding'> & { readonly rounding?: Rounding } {
	const { rounding: _earlier, ...others } = totals;
	return rounding === undefined ? others : { ...others, rounding };
}
