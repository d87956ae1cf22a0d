/** The lines and adjustments of a document under one form, whose arithmetic the journal has done. */
import {
	adjustmentParts,
	isOurs,
	refundLineParts,
	saleLineParts,
	sumOfRates,
	taxBasisOf,
	type LineParts,
	type TaxBasis,
} from '../documents/basis';
import type { Fulfilment, OrderEdit, Refund, RefundAdjustment, RefundLine, Sale } from '../documents';
import { editBasis } from '../documents/edit';
import type { LedgerTaxCode, SaleLine, TaxAmount } from '../documents/parts';
import { minorUnits, type Money } from '../money/money';
import type { Rate } from '../money/rate';
import { extensionText } from './figures';

export interface ExplainedPart {
	readonly name: string;
	/** where the amount comes from, in words */
	readonly source: string;
	/** the shop's amount, before its discount, in minor units */
	readonly gross: bigint;
	/** taken off `gross` */
	readonly discount: bigint;
	/** adjustments that keep something back lower what the others come to */
	readonly sign: 1n | -1n;
	readonly parts: LineParts;
	readonly taxes: readonly TaxAmount[];
	readonly taxCode?: LedgerTaxCode;
	/** which of the taxes are inside `gross - discount` */
	isInside(tax: TaxAmount): boolean;
	/** the sum of the rates inside a discount */
	readonly discountRate: Rate;
	/** the discount as the shop states it, of which `parts.discount` is the part without tax */
	readonly statedDiscount: bigint;
}

/** Documents that have lines with prices. */
export type PartedDocument = Sale | Refund | OrderEdit | Fulfilment;

type Thing = { readonly taxes: readonly TaxAmount[]; readonly taxCode?: LedgerTaxCode };

function shared({ taxes, taxCode }: Thing, basis: TaxBasis) {
	const isInside = (tax: TaxAmount): boolean => (isOurs(tax) ? basis.merchant : basis.marketplace);
	return {
		taxes,
		...(taxCode === undefined ? {} : { taxCode }),
		isInside,
		discountRate: sumOfRates(taxes, isInside),
	};
}

function ofSaleLine(line: SaleLine, basis: TaxBasis): ExplainedPart {
	const discount = minorUnits(line.discount);
	return {
		...shared(line, basis),
		name: line.name,
		source: extensionText(line.quantity, line.unitPrice, line.gross),
		gross: minorUnits(line.gross),
		discount,
		statedDiscount: discount,
		sign: 1n,
		parts: saleLineParts(line, basis),
	};
}

const stated = ({ amount, currency }: Money, what: string): string =>
	`${amount} ${currency} ${what}, as the shop says`;

function ofRefundLine(line: RefundLine, basis: TaxBasis, sign: 1n | -1n = 1n): ExplainedPart {
	const pieces = line.quantity === '1' || line.quantity === '0' ? '' : ` for ${line.quantity}`;
	return {
		...shared(line, basis),
		name: line.name,
		source: stated(line.amount, `given back${pieces}`),
		gross: minorUnits(line.amount),
		discount: 0n,
		statedDiscount: line.discount === undefined ? 0n : minorUnits(line.discount),
		sign,
		parts: refundLineParts(line, basis),
	};
}

function ofAdjustment(adjustment: RefundAdjustment): ExplainedPart {
	const keptBack = adjustment.direction === 'keptBack';
	return {
		...shared(adjustment, { merchant: true, marketplace: true }),
		name: adjustment.reason === '' ? 'Adjustment' : adjustment.reason,
		source: stated(adjustment.amount, keptBack ? 'kept back' : 'given back without a line'),
		gross: minorUnits(adjustment.amount),
		discount: 0n,
		statedDiscount: 0n,
		sign: keptBack ? -1n : 1n,
		parts: adjustmentParts(adjustment),
	};
}

/** By the origin of a journal line: "lines[3]", "adjustments[0]". */
export function explainedParts(document: PartedDocument): ReadonlyMap<string, ExplainedPart> {
	const found = new Map<string, ExplainedPart>();
	const take = <T>(list: string, parts: readonly T[], explain: (part: T) => ExplainedPart): void =>
		parts.forEach((part, index) => found.set(`${list}[${index}]`, explain(part)));
	switch (document.type) {
		case 'Sale': {
			const basis = taxBasisOf(document);
			take('lines', document.lines, (line) => ofSaleLine(line, basis));
			return found;
		}
		case 'Refund': {
			const basis = taxBasisOf(document);
			take('lines', document.lines, (line) => ofRefundLine(line, basis));
			take('adjustments', document.adjustments, ofAdjustment);
			return found;
		}
		case 'OrderEdit': {
			const basis = editBasis(document);
			take('added', document.added, (line) => ofSaleLine(line, basis));
			take('removed', document.removed, (line) => ofRefundLine(line, basis, -1n));
			return found;
		}
		case 'Fulfilment': {
			const contained = document.pricesIncludeTax;
			const basis = { merchant: contained, marketplace: contained };
			take('lines', document.lines, (line) => ofSaleLine(line, basis));
			return found;
		}
	}
}

/** The origins that a journal line names: "lines[0,2], adjustments[1]". */
export function originsOf(origin: string): string[] {
	return [...origin.matchAll(/(\w[\w.]*)(?:\[([\d,]+)\])?/g)].flatMap(([whole, list = '', indexes]) =>
		indexes === undefined ? [whole] : indexes.split(',').map((index) => `${list}[${index}]`),
	);
}
