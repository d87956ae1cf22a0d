/**
 * The tax of a sales document. QuickBooks computes tax itself unless it is told the amounts, and the shop's amounts are facts,
 * so they are always told:
 * - US, automated: TAX or NON a line and TotalTax, which the engine honours and shares among its rates;
 * - US, manual: the same, with the one tax group of the document;
 * - elsewhere: net amounts, a tax code on every line, and each rate of those codes once with its amount.
 * https://developer.intuit.com/hub/blog/2017/12/11/using-quickbooks-online-api-automated-sales-tax
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { Side } from '../../../core/journal/entry';
import type { LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentLine } from '../../../core/ledger/documents';
import { isZero, minorUnits } from '../../../core/money/money';
import { done, held, unlessErrors, type Outcome } from '../../../core/outcome';
import { notPossible } from './checks';
import type { Facts } from './facts';
import { jsonNumber } from './numbers';
import { signedNumber } from './requests/amounts';
import { NOT_TAXABLE, TAXABLE } from './taxCodes';

export interface TaxPart {
	/** the TaxCodeRef of each line, in the order of the document's lines */
	readonly codes: readonly (string | undefined)[];
	/** GlobalTaxCalculation and TxnTaxDetail, as far as the company's tax model has them */
	readonly fields: Readonly<Record<string, unknown>>;
}

const isTaxed = (line: LedgerDocumentLine): boolean => line.taxes.some(({ amount }) => !isZero(amount));

/**
 * @param adds the side whose lines add to the document's total: credit for sales, debit for refunds
 * @returns held with TAX_CODE_MISSING, TAX_CODE_UNKNOWN or DOCUMENT_NOT_POSSIBLE
 */
export function taxPart(document: LedgerDocument, facts: Facts, adds: Side): Outcome<TaxPart> {
	switch (facts.company.taxModel) {
		case 'none':
			return withoutTax(document, facts);
		case 'usAutomated':
		case 'usManual':
			return unitedStates(document, facts);
		case 'codes':
			return withCodes(document, facts, adds);
	}
}

function withoutTax(document: LedgerDocument, { company }: Facts): Outcome<TaxPart> {
	if (!isZero(document.totalTax))
		return held([notPossible('it has tax, but sales tax is not set up in this company', 'totalTax')]);
	return done({
		codes: document.lines.map(() => undefined),
		fields: company.country === 'US' ? {} : { GlobalTaxCalculation: 'NotApplicable' },
	});
}

function unitedStates(document: LedgerDocument, facts: Facts): Outcome<TaxPart> {
	const findings: Finding[] = [];
	// a discount on taxed goods is marked like them; without any tax nothing is, so that none can be added
	const hasTax = !isZero(document.totalTax);
	const codes = document.lines.map((line) => {
		const coded = line.taxCode !== undefined && line.taxCode.id !== NOT_TAXABLE;
		return isTaxed(line) || (hasTax && coded) ? TAXABLE : NOT_TAXABLE;
	});
	if (hasTax && !document.lines.some(isTaxed))
		findings.push(notPossible('it has tax, but no line that the tax is on', 'totalTax'));

	const groups = new Set<string>();
	document.lines.forEach((line, index) => {
		const code = line.taxCode?.id;
		if (code === undefined || code === TAXABLE || code === NOT_TAXABLE) return;
		if (!facts.taxCodes.has(code)) findings.push(unknownCode(line.taxCode?.name ?? code, index));
		else if (isTaxed(line)) groups.add(code);
	});
	const [group, ...others] = groups;
	if (facts.company.taxModel === 'usManual') {
		if (others.length > 0)
			findings.push(
				notPossible('its lines have several tax groups, and a document can have only one', 'lines'),
			);
		if (group === undefined && hasTax) {
			const index = document.lines.findIndex(isTaxed);
			findings.push(missingCode('a taxed line', 'Choose a tax group of QuickBooks in the rule.', index));
		}
	}
	return unlessErrors(findings, () => ({
		codes,
		fields: {
			TxnTaxDetail: {
				...(group === undefined ? {} : { TxnTaxCodeRef: { value: group } }),
				TotalTax: jsonNumber(document.totalTax.amount),
			},
		},
	}));
}

function withCodes(document: LedgerDocument, facts: Facts, adds: Side): Outcome<TaxPart> {
	const findings: Finding[] = [];
	const codes = document.lines.map((line, index): LedgerTaxCodeDetail | undefined => {
		if (line.taxCode !== undefined) {
			const code = facts.taxCodes.get(line.taxCode.id);
			if (line.taxCode.ledger === 'quickbooks' && code?.active === true && code.sales) return code;
			findings.push(unknownCode(line.taxCode.name, index));
			return undefined;
		}
		findings.push(missingCode(`"${line.description}"`, '', index));
		return undefined;
	});
	const lines = taxLines(document, codes, adds);
	return unlessErrors([...findings, ...lines.findings], () => ({
		codes: codes.map((code) => code?.id),
		fields: { GlobalTaxCalculation: 'TaxExcluded', TxnTaxDetail: { TaxLine: lines.value } },
	}));
}

/**
 * The tax lines that override QuickBooks' own arithmetic: all rates of the codes used, each listed once, with the shop's
 * amount and the net amount of the lines under it.
 */
function taxLines(
	document: LedgerDocument,
	codes: readonly (LedgerTaxCodeDetail | undefined)[],
	adds: Side,
): { readonly value: readonly unknown[]; readonly findings: readonly Finding[] } {
	const nets = new Map<string, bigint>();
	document.lines.forEach((line, index) => {
		const sign = line.side === adds ? 1n : -1n;
		for (const { id } of codes[index]?.rates ?? [])
			nets.set(id, (nets.get(id) ?? 0n) + sign * minorUnits(line.amount));
	});
	const amounts = new Map<string, bigint>();
	const findings: Finding[] = [];
	document.taxes.forEach((tax, index) => {
		const id = tax.ledgerRateId;
		if (id !== undefined && nets.has(id)) amounts.set(id, (amounts.get(id) ?? 0n) + minorUnits(tax.amount));
		else if (!isZero(tax.amount))
			findings.push(
				finding('TAX_CODE_MISSING', {
					path: `taxes[${index}]`,
					evidence: {
						description: `the tax "${tax.name}"`,
						suggestion: 'The rate of the tax must belong to the code of a line.',
					},
				}),
			);
	});
	const total = [...amounts.values()].reduce((sum, amount) => sum + amount, 0n);
	if (findings.length === 0 && total !== minorUnits(document.totalTax))
		findings.push(notPossible('its taxes do not add up to its total tax', 'totalTax'));
	const value = [...nets].map(([id, net]) => ({
		Amount: signedNumber(amounts.get(id) ?? 0n, document.currency),
		DetailType: 'TaxLineDetail',
		TaxLineDetail: {
			TaxRateRef: { value: id },
			PercentBased: false,
			NetAmountTaxable: signedNumber(net, document.currency),
		},
	}));
	return { value, findings };
}

function unknownCode(code: string, line: number): Finding {
	return finding('TAX_CODE_UNKNOWN', { path: `lines[${line}].taxCode`, evidence: { code } });
}

function missingCode(description: string, suggestion: string, line: number): Finding {
	return finding('TAX_CODE_MISSING', {
		path: `lines[${line}].taxCode`,
		evidence: { description, suggestion },
	});
}
