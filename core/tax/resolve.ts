/** Gives every line of a document the ledger's own tax code. Amounts are never touched. */
import { isOurs } from '../documents/basis';
import type {
	LedgerTaxCode,
	OrderEdit,
	Payment,
	PaymentPart,
	Refund,
	RefundLine,
	Sale,
	SaleLine,
	SalesDocument,
	TaxAmount,
} from '../documents';
import type { Finding } from '../findings/finding';
import { tenderRole } from '../journal/tender';
import type { LedgerTaxCodeDetail } from '../ledger/connector';
import { isZero } from '../money/money';
import { unlessErrors, type Outcome } from '../outcome';
import type { RuleBook } from '../rules/mostSpecific';
import { codeFinder, type TaxOptions } from './codeFinder';
import { taxCodeIndex, type TaxCodeIndex } from './codes';
import { factsFinder, type TaxedThing } from './facts';
import { lineFindings, type CheckedSupply } from './lineChecks';
import { orderFindings } from './orderChecks';
import { taxRuleBook, type TaxRule } from './rules';
import { unusualTaxes } from './unusual';

export type { TaxOptions } from './codeFinder';

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

const paysWithoutMoney = (payments: readonly PaymentPart[]): boolean =>
	payments.some(({ gateway }) => tenderRole(gateway) !== 'clearing');

const channelPays = (lines: readonly { readonly taxes: readonly TaxAmount[] }[]): boolean =>
	lines.some(({ taxes }) => taxes.some((tax) => !isOurs(tax)));

function resolveSale(sale: Sale, find: Find): Sale {
	const untaxed =
		paysWithoutMoney(sale.payments) || sale.totals.rounding !== undefined || channelPays(sale.lines);
	return withUntaxed({ ...sale, lines: saleLines(sale.lines, find, 'lines') }, untaxed, find);
}

function resolveRefund(refund: Refund, find: Find): Refund {
	const { payments, totals, lines, adjustments, reducesReceivable } = refund;
	const untaxed =
		paysWithoutMoney(payments) ||
		totals.rounding !== undefined ||
		channelPays([...lines, ...adjustments]) ||
		(!reducesReceivable && !isZero(totals.pending));
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
	return withUntaxed(resolved, untaxed, find);
}

function resolvePayment(payment: Payment, find: Find): Payment {
	return withUntaxed(payment, payment.direction === 'received' && paysWithoutMoney([payment.payment]), find);
}

/** What is added is taxed as of the edit, what is removed as it was sold. */
function resolveEdit(edit: OrderEdit, find: Find, findRemoved: Find): OrderEdit {
	return {
		...edit,
		added: saleLines(edit.added, find, 'added'),
		removed: refundLines(edit.removed, findRemoved, 'removed'),
	};
}

/**
 * The day whose tax rates a document has: a refund gives back what was charged when it was sold. Its own day where that
 * is not known.
 */
export function taxDayOf(document: SalesDocument): string {
	return document.type === 'Refund' ? (document.soldOn ?? document.bookedOn) : document.bookedOn;
}

function supplyOf(document: SalesDocument, { registrations }: TaxOptions): CheckedSupply {
	const { type, channel } = document;
	return {
		shipTo: 'shipTo' in document ? document.shipTo : {},
		channel,
		on: taxDayOf(document),
		customer: 'customer' in document ? document.customer : undefined,
		registrations,
		isSaleDay: type !== 'Refund' || document.soldOn !== undefined,
		isSale: type === 'Sale' || type === 'OrderEdit',
	};
}

/** The supply of an edit's removed lines. */
function removedSupply(edit: OrderEdit, supply: CheckedSupply): CheckedSupply {
	const { soldOn } = edit;
	return { ...supply, on: soldOn ?? edit.bookedOn, isSaleDay: soldOn !== undefined, isSale: false };
}

/** Gives the codes, and looks at each different line once. */
class Finder {
	readonly findings: Finding[] = [];

	constructor(
		private readonly books: (on: string) => RuleBook<string>,
		private readonly codes: TaxCodeIndex,
		private readonly options: TaxOptions,
	) {}

	/** For lines of one supply. */
	of(supply: CheckedSupply, factsOf = factsFinder(supply)): Find {
		const { findings, options } = this;
		const find = codeFinder(this.books(supply.on), this.codes, options, factsOf, findings);
		const looked = new Set<string>();
		return (thing, path) => {
			const code = find(thing, path);
			const line = factsOf(thing);
			if (!looked.has(line.key)) {
				looked.add(line.key);
				for (const one of lineFindings(thing, line, supply)) findings.push({ ...one, path });
			}
			return code;
		};
	}
}

function resolveWith(document: SalesDocument, finder: Finder, options: TaxOptions): SalesDocument {
	const supply = supplyOf(document, options);
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
			return resolvePayment(document, finder.of(supply));
		case 'OrderEdit':
			return resolveEdit(document, finder.of(supply), finder.of(removedSupply(document, supply)));
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
