/**
 * Lines of documents: amounts, discounts and tax, line by line, rounded as Xero rounds: the unit amount first, then the
 * line, then its tax; the document is the sum of its lines.
 * https://developer.xero.com/documentation/guides/how-to-guides/rounding-in-xero
 */
import { lower, type Organisation } from '../books/organisation';
import type { Line, LineAmountTypes } from '../books/records';
import { untaxed } from '../books/seed';
import { decimal, roundTo, sum, text, ZERO, type Decimal } from '../decimals';
import { type Problems } from '../faults';
import type { LineBody } from '../schema/parts';
import { lineAccount, taxRate, trackingOf } from './references';

export interface LineOptions {
	readonly lineAmountTypes: LineAmountTypes;
	readonly unitDecimals: 2 | 4;
	/** invoices to customers only */
	readonly discounts: boolean;
	/** which side of an item is meant */
	readonly side: 'sales' | 'purchase';
	/** drafts may be incomplete */
	readonly draft: boolean;
}

export interface Lines {
	readonly lines: readonly Line[];
	readonly subTotal: Decimal;
	readonly totalTax: Decimal;
	readonly total: Decimal;
}

/** What an item gives to a line that does not say it. */
function withItem(organisation: Organisation, sent: LineBody, side: LineOptions['side'], problems: Problems) {
	if (sent.ItemCode === undefined) return sent;
	const item = organisation.items.find('code', lower(sent.ItemCode)).find(({ deleted }) => !deleted);
	if (item === undefined) {
		problems.add(`Item code '${sent.ItemCode}' is not valid`);
		return sent;
	}
	const details = side === 'sales' ? item.sales : item.purchase;
	const description = side === 'sales' ? item.description : item.purchaseDescription;
	const price = details?.unitPrice === undefined ? undefined : Number(details.unitPrice);
	return {
		...sent,
		Description: sent.Description ?? description ?? item.name,
		UnitAmount: sent.UnitAmount ?? (sent.LineAmount === undefined ? price : undefined),
		AccountCode: sent.AccountCode ?? (sent.AccountID === undefined ? details?.accountCode : undefined),
		TaxType: sent.TaxType ?? details?.taxType,
	};
}

/** Quantity, unit amount and line amount, as they must fit together. */
function amounts(sent: LineBody, options: LineOptions, problems: Problems) {
	const { DiscountRate, DiscountAmount } = sent;
	if (!options.discounts && (DiscountRate !== undefined || DiscountAmount !== undefined)) {
		problems.add('Discounts are only supported on invoices of type ACCREC and quotes.');
	}
	if (DiscountRate !== undefined && DiscountAmount !== undefined) {
		problems.add('Only one of DiscountRate and DiscountAmount can be given on a line.');
	}
	if (DiscountRate !== undefined && (DiscountRate < 0 || DiscountRate > 100)) {
		problems.add('The DiscountRate must be between 0 and 100.');
	}
	const quantity = roundTo(decimal(sent.Quantity ?? 1), 4);
	const discounted = (full: Decimal): Decimal =>
		roundTo(
			full
				.times(decimal(100).minus(DiscountRate ?? 0))
				.div(100)
				.minus(DiscountAmount ?? 0),
		);
	if (sent.UnitAmount === undefined) {
		const lineAmount = roundTo(decimal(sent.LineAmount));
		const unit = quantity.eq(0) ? ZERO : roundTo(lineAmount.div(quantity), options.unitDecimals);
		return { quantity, unit, lineAmount };
	}
	const unit = roundTo(decimal(sent.UnitAmount), options.unitDecimals);
	const expected = discounted(quantity.times(unit));
	if (sent.LineAmount !== undefined && !decimal(sent.LineAmount).eq(expected)) {
		const given = text(decimal(sent.LineAmount));
		problems.add(`The line total ${given} does not match the expected line total ${text(expected)}`);
	}
	return { quantity, unit, lineAmount: expected };
}

/** The tax in or on a line amount. */
function taxOn(lineAmount: Decimal, percent: string, kind: LineAmountTypes): Decimal {
	if (kind === 'NoTax') return ZERO;
	const rate = decimal(percent);
	return roundTo(lineAmount.times(rate).div(kind === 'Inclusive' ? rate.plus(100) : 100));
}

/** The tax of a line: computed, or what the line says. */
export function lineTax(
	sent: { readonly TaxAmount?: number | undefined },
	lineAmount: Decimal,
	percent: string,
	kind: LineAmountTypes,
	problems: Problems,
): Decimal {
	if (sent.TaxAmount === undefined) return taxOn(lineAmount, percent, kind);
	const tax = decimal(sent.TaxAmount);
	if (!roundTo(tax).eq(tax)) problems.add('The TaxAmount must have no more than 2 decimal places.');
	if (tax.eq(0)) return tax;
	if (kind === 'NoTax') problems.add('The TaxAmount must be zero where the LineAmountTypes is NoTax.');
	else if (decimal(percent).eq(0)) problems.add('The TaxAmount must be zero where the tax rate is zero.');
	if (tax.abs().gt(lineAmount.abs())) problems.add('Tax amount cannot be greater than the line amount');
	if (tax.gt(0) !== lineAmount.gt(0)) problems.add('The TaxAmount must have the sign of the line amount.');
	return tax;
}

function lineOf(organisation: Organisation, raw: LineBody, options: LineOptions, problems: Problems): Line {
	const sent = withItem(organisation, raw, options.side, problems);
	const { quantity, unit, lineAmount } = amounts(sent, options, problems);
	problems.length('Description', sent.Description, 4000);
	const isText =
		sent.UnitAmount === undefined && sent.LineAmount === undefined && sent.Quantity === undefined;
	const hasAccount = sent.AccountCode !== undefined || sent.AccountID !== undefined;
	if (!options.draft && (sent.Description ?? '') === '') problems.add('Description is a required field');
	const found = problems.attempt(() =>
		!hasAccount && (options.draft || isText)
			? undefined
			: lineAccount(
					organisation,
					sent.AccountID === undefined ? { Code: sent.AccountCode ?? '' } : { AccountID: sent.AccountID },
				),
	);
	// NoTax: the line has no tax whatever its code
	const taxType =
		options.lineAmountTypes === 'NoTax' && sent.TaxType === undefined
			? untaxed(organisation)
			: (sent.TaxType ?? found?.taxType);
	const rate =
		taxType === undefined ? undefined : problems.attempt(() => taxRate(organisation, taxType, found));
	const tax = lineTax(sent, lineAmount, rate?.effective ?? '0', options.lineAmountTypes, problems);
	const tracking = problems.attempt(() => trackingOf(organisation, sent.Tracking)) ?? [];
	return {
		id: sent.LineItemID ?? organisation.newId(),
		...(sent.Description === undefined ? {} : { description: sent.Description }),
		...(isText ? {} : { quantity: quantity.toString(), unitAmount: unit.toString() }),
		...(sent.ItemCode === undefined ? {} : { itemCode: sent.ItemCode }),
		...(found === undefined ? {} : { accountId: found.id }),
		...(taxType === undefined ? {} : { taxType }),
		taxAmount: tax.toString(),
		lineAmount: lineAmount.toString(),
		...(sent.DiscountRate === undefined ? {} : { discountRate: String(sent.DiscountRate) }),
		...(sent.DiscountAmount === undefined ? {} : { discountAmount: String(sent.DiscountAmount) }),
		tracking,
	};
}

/** All lines of a document and their totals. What is wrong with them goes to `problems`. */
export function readLines(
	organisation: Organisation,
	sent: readonly LineBody[],
	options: LineOptions,
	problems: Problems,
): Lines {
	const lines = sent.map((line) => lineOf(organisation, line, options, problems));
	return { lines, ...totalsOf(lines, options.lineAmountTypes) };
}

/** Totals of lines: with tax included, the sum of lines is the total. */
export function totalsOf(
	lines: readonly { readonly lineAmount: string; readonly taxAmount: string }[],
	kind: LineAmountTypes,
): Omit<Lines, 'lines'> {
	const amount = sum(lines.map((line) => decimal(line.lineAmount)));
	const totalTax = sum(lines.map((line) => decimal(line.taxAmount)));
	return kind === 'Inclusive'
		? { subTotal: amount.minus(totalTax), totalTax, total: amount }
		: { subTotal: amount, totalTax, total: amount.plus(totalTax) };
}

/** Totals that a request says must be the ones of its lines. */
export function checkTotals(
	sent: { SubTotal?: number | undefined; TotalTax?: number | undefined; Total?: number | undefined },
	{ subTotal, totalTax, total }: Omit<Lines, 'lines'>,
	problems: Problems,
): void {
	const differs = (said: number | undefined, is: Decimal): boolean => said !== undefined && !is.eq(said);
	if (differs(sent.SubTotal, subTotal) || differs(sent.TotalTax, totalTax) || differs(sent.Total, total)) {
		problems.add('The document total does not equal the sum of the lines.');
	}
}
