/** Gives every line of a document the ledger's own tax code. Amounts are never touched. */
import { isOurs } from '../documents/basis';
import { editChange } from '../documents/edit';
import type {
	Cancellation,
	LedgerTaxCode,
	OrderEdit,
	Payment,
	PaymentPart,
	Place,
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
import { codeFinder, type TaxOptions } from './codeFinder';
import { taxCodeIndex } from './codes';
import type { TaxedThing } from './facts';
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
		withCode(line, find({ lineType: line.type, taxes: line.taxes }, `${list}[${index}]`)),
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
	payments.some((payment) => tenderRole(payment) !== 'clearing');

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
	return withUntaxed(
		payment,
		payment.deposit === true || (payment.direction === 'received' && paysWithoutMoney([payment.payment])),
		find,
	);
}

function resolveEdit(edit: OrderEdit, find: Find): OrderEdit {
	const isLess = editChange(edit) < 0n && edit.reducesReceivable !== true;
	const untaxed = isLess || paysWithoutMoney(edit.payments) || channelPays([...edit.added, ...edit.removed]);
	const resolved = {
		...edit,
		added: saleLines(edit.added, find, 'added'),
		removed: refundLines(edit.removed, find, 'removed'),
	};
	return withUntaxed(resolved, untaxed, find);
}

function resolveCancellation(document: Cancellation, find: Find): Cancellation {
	const resolved = { ...document, lines: refundLines(document.lines, find, 'lines') };
	return withUntaxed(resolved, channelPays(document.lines), find);
}

const placeOf = (document: SalesDocument): Place => ('shipTo' in document ? document.shipTo : {});

/**
 * Prepares rules and codes for many documents.
 * @returns a function that gives the document with `taxCode` on each line (and `untaxedCode` where something is no sale),
 * together with TAX_AMOUNT_UNUSUAL; or all of TAX_CODE_MISSING, TAX_CODE_AMBIGUOUS, TAX_CODE_UNKNOWN, TAX_RATE_DIFFERS
 */
export function taxResolver(
	rules: readonly TaxRule[],
	ledgerCodes: readonly LedgerTaxCodeDetail[],
	options: TaxOptions,
): (document: SalesDocument) => Outcome<SalesDocument> {
	const book = taxRuleBook(rules);
	const codes = taxCodeIndex(ledgerCodes);
	const resolve = (document: SalesDocument, find: Find): SalesDocument => {
		switch (document.type) {
			case 'Sale':
				return resolveSale(document, find);
			case 'Refund':
				return resolveRefund(document, find);
			case 'Payment':
				return resolvePayment(document, find);
			case 'OrderEdit':
				return resolveEdit(document, find);
			case 'Cancellation':
				return resolveCancellation(document, find);
			// their tax was booked with the sale, or there is none
			case 'Fulfilment':
			case 'BalanceChange':
				return document;
		}
	};
	return (document) => {
		const findings: Finding[] = [];
		const where = { shipTo: placeOf(document), channel: document.channel };
		const resolved = resolve(document, codeFinder(book, codes, options, where, findings));
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
