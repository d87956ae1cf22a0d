/**
 * The tax of a sales document. Xero works tax out by itself unless it is told the amount, and the shop's amounts are facts, so
 * each line is told: net amount (LineAmountTypes Exclusive), tax type and TaxAmount. Then Xero's total is the sum of ours,
 * whatever way of rounding the shop has. Without tax in the organisation the document is NoTax.
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { Side } from '../../../core/journal/entry';
import type { LedgerDocument, LedgerDocumentLine } from '../../../core/ledger/documents';
import { Big } from '../../../core/money/decimal';
import { isZero, minorUnits } from '../../../core/money/money';
import { done, held, unlessErrors, type Outcome } from '../../../core/outcome';
import { notPossible } from './checks';
import type { Facts } from './facts';
import { signedNumber } from './requests/amounts';

export interface LineTaxFields {
	readonly TaxType?: string;
	readonly TaxAmount?: number;
}

export interface TaxPart {
	readonly lineAmountTypes: 'Exclusive' | 'NoTax';
	/** of each line, in the order of the document's lines */
	readonly lines: readonly LineTaxFields[];
}

/** The tax of a line in minor units; negative on a line that lowers the total. */
function taxUnits(line: LedgerDocumentLine, adds: Side): bigint {
	const units = line.taxes.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
	return line.side === adds ? units : -units;
}

/**
 * @param adds the side whose lines add to the document's total: credit for sales, debit for credit notes
 * @returns held with TAX_CODE_MISSING, TAX_CODE_UNKNOWN or DOCUMENT_NOT_POSSIBLE
 */
export function taxPart(document: LedgerDocument, facts: Facts, adds: Side): Outcome<TaxPart> {
	if (facts.company.taxModel === 'none') {
		if (!isZero(document.totalTax))
			return held([
				notPossible(
					'it has tax, but the organisation is not registered for tax (Settings > Financial settings)',
					'totalTax',
				),
			]);
		return done({ lineAmountTypes: 'NoTax', lines: document.lines.map(() => ({})) });
	}
	const findings: Finding[] = [];
	let sum = 0n;
	const lines = document.lines.map((line, index): LineTaxFields => {
		findings.push(...lineFindings(line, facts, index));
		const units = taxUnits(line, adds);
		sum += units;
		return {
			...(line.taxCode === undefined ? {} : { TaxType: line.taxCode.id }),
			TaxAmount: signedNumber(units, document.currency),
		};
	});
	if (sum !== minorUnits(document.totalTax))
		findings.push(notPossible('the taxes of its lines do not add up to its total tax', 'totalTax'));
	return unlessErrors(findings, () => ({ lineAmountTypes: 'Exclusive', lines }));
}

function lineFindings(line: LedgerDocumentLine, facts: Facts, index: number): readonly Finding[] {
	const path = `lines[${index}].taxCode`;
	const { taxCode, description } = line;
	if (taxCode === undefined)
		return [
			finding('TAX_CODE_MISSING', { path, evidence: { description: `"${description}"`, suggestion: '' } }),
		];
	const code = facts.taxCodes.get(taxCode.id);
	if (taxCode.ledger !== 'xero' || code?.active !== true || !code.sales)
		return [finding('TAX_CODE_UNKNOWN', { path, evidence: { code: taxCode.name } })];
	const tax = line.taxes.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
	if (tax === 0n) return [];
	if (new Big(code.totalPercent).eq(0))
		return [notPossible(`"${description}" has tax under the rate "${code.name}" of 0 %`, path)];
	// Xero: "Tax amount cannot be greater than the line amount"
	if (tax > minorUnits(line.amount))
		return [notPossible(`the tax of "${description}" is more than its amount`, `lines[${index}].taxes`)];
	return [];
}
