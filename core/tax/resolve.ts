/** Gives every line of a document the ledger's own tax code. Amounts are never touched. */
import type {
	LedgerTaxCode,
	OrderEdit,
	Refund,
	RefundLine,
	Sale,
	SaleLine,
	SalesDocument,
} from '../documents';
import type { Finding } from '../findings/finding';
import type { LedgerTaxCodeDetail } from '../ledger/connector';
import { unlessErrors, type Outcome } from '../outcome';
import type { RuleBook } from '../rules/mostSpecific';
import { codeDecider, type TaxOptions } from './codeFinder';
import { taxCodeIndex, type TaxCodeIndex } from './codes';
import { factsFinder, type TaxedThing } from './facts';
import { lineFindings, type CheckedSupply } from './lineChecks';
import { needsUntaxedCode, taxSupplies } from './lines';
import { orderFindings } from './orderChecks';
import { taxRuleBook, type TaxRule } from './rules';
import { unusualTaxes } from './unusual';

export type { TaxOptions } from './codeFinder';
export { taxDayOf } from './lines';

type Find = (thing: TaxedThing, path: string) => LedgerTaxCode | undefined;

/** The line without an earlier code (of another ledger), with the one that was found. */
function withCode<L extends { readonly taxCode?: LedgerTaxCode }>(
	line: L,
	code: LedgerTaxCode | undefined,
): Omit<L, 'taxCode'> & { readonly taxCode?: LedgerTaxCode } {
	if (code !== undefined) return { ...line, taxCode: code };
	if (line.taxCode === undefined) return line;
	const { taxCode: _earlier, ...others } = line;
	return others;
}

const saleLines = (lines: readonly SaleLine[], find: Find, list: string): SaleLine[] =>
	lines.map((line, index) => {
		const { type: lineType, taxes, taxClass } = line;
		return withCode(line, find({ lineType, taxes, taxClass }, `${list}[${index}]`));
	});

const refundLines = (lines: readonly RefundLine[], find: Find, list: string): RefundLine[] =>
	lines.map((line, index) =>
		withCode(
			line,
			find({ lineType: line.type, taxes: line.taxes, taxClass: line.taxClass }, `${list}[${index}]`),
		),
	);

/** The same for what is no sale; `needed` says whether the document has any of it. */
function withUntaxed<D extends { readonly untaxedCode?: LedgerTaxCode }>(
	document: D,
	needed: boolean,
	find: Find,
): Omit<D, 'untaxedCode'> & { readonly untaxedCode?: LedgerTaxCode } {
	const code = needed ? find({ lineType: 'tender', taxes: [] }, 'payments') : undefined;
	const { untaxedCode: _earlier, ...others } = document;
	return code === undefined ? others : { ...others, untaxedCode: code };
}

function resolveSale(sale: Sale, find: Find): Sale {
	return withUntaxed({ ...sale, lines: saleLines(sale.lines, find, 'lines') }, needsUntaxedCode(sale), find);
}

function resolveRefund(refund: Refund, find: Find): Refund {
	const { lines, adjustments } = refund;
	const resolved = {
		...refund,
		lines: refundLines(lines, find, 'lines'),
		adjustments: adjustments.map((adjustment, index) =>
			withCode(
				adjustment,
				find({ lineType: 'adjustment', taxes: adjustment.taxes }, `adjustments[${index}]`),
			),
		),
	};
	return withUntaxed(resolved, needsUntaxedCode(refund), find);
}

/** What is added is taxed as of the edit, what is removed as it was sold. */
function resolveEdit(edit: OrderEdit, find: Find, findRemoved: Find): OrderEdit {
	return {
		...edit,
		added: saleLines(edit.added, find, 'added'),
		removed: refundLines(edit.removed, findRemoved, 'removed'),
	};
}

/** Gives the codes of one document: equal lines are decided once, and a problem is reported once, at its first line. */
class Finder {
	readonly findings: Finding[] = [];

	constructor(
		private readonly books: (on: string) => RuleBook<string>,
		private readonly codes: TaxCodeIndex,
		private readonly options: TaxOptions,
	) {}

	/** For lines of one supply. */
	of(supply: CheckedSupply, factsOf = factsFinder(supply)): Find {
		const { findings } = this;
		const decide = codeDecider(this.books(supply.on), this.codes, this.options);
		const decided = new Map<string, LedgerTaxCode | undefined>();
		return (thing, path) => {
			const line = factsOf(thing);
			if (decided.has(line.key)) return decided.get(line.key);
			const { code, problem } = decide(line);
			if (problem !== undefined) findings.push({ ...problem, path });
			for (const one of lineFindings(thing, line, supply)) findings.push({ ...one, path });
			decided.set(line.key, code);
			return code;
		};
	}
}

function resolveWith(document: SalesDocument, finder: Finder, options: TaxOptions): SalesDocument {
	const [{ supply }, removed] = taxSupplies(document, options.registrations);
	switch (document.type) {
		case 'Sale': {
			const factsOf = factsFinder(supply);
			const resolved = resolveSale(document, finder.of(supply, factsOf));
			finder.findings.push(...orderFindings(document, supply, factsOf, options.expectTax ?? true));
			return resolved;
		}
		case 'Refund':
			return resolveRefund(document, finder.of(supply));
		case 'Payment':
			return withUntaxed(document, needsUntaxedCode(document), finder.of(supply));
		case 'OrderEdit':
			return resolveEdit(document, finder.of(supply), finder.of((removed ?? { supply }).supply));
		case 'Cancellation':
			return document;
	}
}

/**
 * Prepares rules and codes for many documents.
 * @param ledgerCodes with the percentages of the documents' `taxDayOf`
 * @returns a function that gives the document with `taxCode` on each line (and `untaxedCode` where something is no sale),
 * together with TAX_AMOUNT_UNUSUAL, TAX_RATE_NOT_IN_FORCE and, where registrations are said, TAX_EXPECTED, TAX_NOT_EXPECTED,
 * TAX_JURISDICTION_UNKNOWN, TAX_OVER_LIMIT; or all of TAX_CODE_MISSING, TAX_CODE_AMBIGUOUS, TAX_CODE_UNKNOWN,
 * TAX_RATE_DIFFERS, TAX_NO_REGISTRATION
 */
export function taxResolver(
	rules: readonly TaxRule[],
	ledgerCodes: readonly LedgerTaxCodeDetail[],
	options: TaxOptions,
): (document: SalesDocument) => Outcome<SalesDocument> {
	const books = taxRuleBook(rules);
	const codes = taxCodeIndex(ledgerCodes);
	return (document) => {
		const finder = new Finder(books, codes, options);
		const resolved = resolveWith(document, finder, options);
		const { findings } = finder;
		if (document.type === 'Sale' || document.type === 'Refund') findings.push(...unusualTaxes(document));
		return unlessErrors(findings, () => resolved);
	};
}

/** One document; for many, prepare a `taxResolver`. Its findings are those of `taxResolver`. */
export function resolveTax(
	document: SalesDocument,
	rules: readonly TaxRule[],
	ledgerCodes: readonly LedgerTaxCodeDetail[],
	options: TaxOptions,
): Outcome<SalesDocument> {
	return taxResolver(rules, ledgerCodes, options)(document);
}
