/** The taxes of a ledger document, summed by the ledger's rate (or by the shop's name where there is none). */
import type { LineTax, Side } from '../../journal/entry';
import { fromMinorUnits, minorUnits } from '../../money/money';
import { NO_RATE, parsePercent, rateText } from '../../money/rate';
import type { LedgerDocument, LedgerDocumentLine } from '../documents';

type DocumentTax = LedgerDocument['taxes'][number];

interface Sum {
	amount: bigint;
	taxable: bigint;
	readonly name: string;
	readonly rate: string;
	readonly ledgerRateId?: string;
}

function start(tax: LineTax, line: LedgerDocumentLine): Sum {
	const { name, rate, ledgerRateId } = tax;
	if (ledgerRateId === undefined) return { amount: 0n, taxable: 0n, name, rate };
	const ledgerRate = line.taxCode?.rates.find(({ id }) => id === ledgerRateId);
	if (ledgerRate === undefined) return { amount: 0n, taxable: 0n, name, rate, ledgerRateId };
	return {
		amount: 0n,
		taxable: 0n,
		name: ledgerRate.name,
		rate: rateText(parsePercent(ledgerRate.percent) ?? NO_RATE),
		ledgerRateId,
	};
}

/**
 * Sums the lines' taxes and what they were charged on. A line that lowers the total lowers both.
 * @param main the side that adds to the document's total
 * @returns the taxes; undefined when one would be negative, which no ledger takes
 */
export function documentTaxes(
	lines: readonly LedgerDocumentLine[],
	main: Side,
	currency: string,
): DocumentTax[] | undefined {
	const sums = new Map<string, Sum>();
	for (const line of lines) {
		const sign = line.side === main ? 1n : -1n;
		const counted: Sum[] = [];
		for (const tax of line.taxes) {
			const key = tax.ledgerRateId ?? `${tax.name}|${tax.rate}`;
			let sum = sums.get(key);
			if (sum === undefined) sums.set(key, (sum = start(tax, line)));
			sum.amount += sign * minorUnits(tax.amount);
			if (!counted.includes(sum)) sum.taxable += sign * minorUnits(line.amount);
			counted.push(sum);
		}
	}
	const taxes: DocumentTax[] = [];
	for (const { amount, taxable, ...tax } of sums.values()) {
		// a gift card used under a code without tax: the ledger needs no figure for it
		if (amount === 0n && taxable <= 0n) continue;
		if (amount < 0n || taxable < 0n) return undefined;
		taxes.push({
			...tax,
			amount: fromMinorUnits(amount, currency),
			taxable: fromMinorUnits(taxable, currency),
		});
	}
	return taxes;
}
