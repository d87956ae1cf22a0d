/** The lines of an order from its rows, with what belongs to the whole order shared between them to the cent. */
import type { Place } from '../documents/parts';
import { finding, type Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import { Big, toDecimal, type Decimal } from '../money/decimal';
import { allocateMoney, fromMinorUnits, minorUnits, size } from '../money/money';
import { linesTotal, sum, unitsText, type DraftLine, type DraftTax } from './draft';
import type { FlatRow } from './flatRow';
import type { TableFormat } from './format';
import { unitsOf } from './reader';
import type { ImportSettings } from './settings';

type OrderField =
	| 'orderDiscount'
	| 'shipping'
	| 'shippingDiscount'
	| 'shippingTax'
	| 'tip'
	| 'orderTax'
	| 'marketplaceTax'
	| 'orderTotal'
	| 'fee'
	| 'net';

export interface OrderContext {
	readonly format: TableFormat;
	readonly settings: ImportSettings;
	readonly currency: CurrencyCode;
	/** what it is called in findings: "order 1001" */
	readonly name: string;
	readonly findings: Finding[];
}

const rowsText = (rows: readonly FlatRow[]): string => {
	const numbers = rows.map(({ number }) => number);
	return numbers.length > 5 ? `${numbers.slice(0, 5).join(', ')} ...` : numbers.join(', ');
};

const columnOf = (format: TableFormat, field: keyof TableFormat['columns']): string =>
	format.columns[field]?.[0] ?? field;

function differ(
	context: OrderContext,
	field: keyof TableFormat['columns'],
	rows: readonly FlatRow[],
	values: string,
): void {
	const column = columnOf(context.format, field);
	context.findings.push(
		finding('IMPORT_VALUES_DIFFER', {
			path: `rows[${rows[0]?.number ?? 0}].${column}`,
			evidence: { rows: rowsText(rows), order: context.name, column, values },
		}),
	);
}

/** A value of the whole order: the sum of the rows' parts, or the one that all rows agree on. */
export function orderUnits(
	field: OrderField,
	rows: readonly FlatRow[],
	context: OrderContext,
): bigint | undefined {
	const filled = rows.filter(({ amounts }) => amounts[field] !== undefined);
	const values = filled.map(({ amounts }) => amounts[field] ?? 0n);
	if (values.length === 0) return undefined;
	if (context.format.orderValues === 'perRow') return sum(values);
	const distinct = [...new Set(values)];
	if (distinct.length > 1)
		differ(
			context,
			field,
			filled,
			distinct
				.slice(0, 4)
				.map((value) => unitsText(value, context.currency))
				.join(', '),
		);
	return distinct[0];
}

/** A text of the whole order, which its rows must agree on. */
export function orderText(
	field: 'gateway' | 'payoutId',
	rows: readonly FlatRow[],
	context: OrderContext,
): string | undefined {
	const filled = rows.filter(({ texts }) => texts[field] !== undefined);
	const distinct = [...new Set(filled.map(({ texts }) => texts[field] ?? ''))];
	if (distinct.length > 1) differ(context, field, filled, distinct.slice(0, 4).join(', '));
	return distinct[0];
}

export const placeOf = (rows: readonly FlatRow[]): Place => {
	const place: { country?: string; region?: string; postcode?: string } = {};
	for (const { texts } of rows) {
		if (texts.country !== undefined) place.country ??= texts.country;
		if (texts.region !== undefined) place.region ??= texts.region;
		if (texts.postcode !== undefined) place.postcode ??= texts.postcode;
	}
	return place;
};

/** A tax whose rate is not said is held, unless the marketplace pays it. */
function taxOf(units: bigint, row: FlatRow, context: OrderContext): DraftTax[] {
	if (units === 0n) return [];
	const { settings, currency, findings } = context;
	const collectedBy = row.collectedBy ?? 'unknown';
	const rate = row.taxRate ?? (collectedBy === 'marketplace' ? '0' : settings.tax?.rate);
	if (rate === undefined) {
		findings.push(
			finding('IMPORT_TAX_RATE_MISSING', {
				path: `rows[${row.number}].${columnOf(context.format, 'tax')}`,
				evidence: { row: row.number, tax: unitsText(units, currency), currency },
			}),
		);
		return [];
	}
	const name =
		row.texts.taxName ?? (collectedBy === 'marketplace' ? 'Marketplace tax' : (settings.tax?.name ?? 'Tax'));
	return [{ name, rate, units, collectedBy }];
}

/** The line's amount: as stated, else price times quantity where that is exact. */
function grossOf(row: FlatRow, quantity: Decimal, context: OrderContext): bigint {
	const { amounts, unitPrice, number } = row;
	const discount = size(amounts.discount ?? 0n);
	const taken = context.format.discountTaken ? discount : 0n;
	if (amounts.amount !== undefined) return amounts.amount + (amounts.amount < 0n ? -taken : taken);
	const product = toDecimal(new Big(unitPrice ?? '0').times(quantity));
	const units = unitsOf(product, context.currency);
	if (units !== undefined) return units + taken;
	const column = columnOf(context.format, 'unitPrice');
	context.findings.push(
		finding('IMPORT_CELL_INVALID', {
			path: `rows[${number}].${column}`,
			evidence: { row: number, column, value: product, expected: `an amount of ${context.currency}` },
		}),
	);
	return 0n;
}

const hasIdentity = ({ texts, quantity }: FlatRow): boolean =>
	texts.sku !== undefined || texts.name !== undefined || quantity !== undefined;
const hasAmount = ({ amounts, unitPrice }: FlatRow): boolean =>
	amounts.amount !== undefined || unitPrice !== undefined;

/** Reports with a row for the order and one for each item: only the items' rows are lines then. */
export function itemRows(rows: readonly FlatRow[]): readonly FlatRow[] {
	const withAmount = rows.filter(hasAmount);
	const named = withAmount.filter(hasIdentity);
	return named.length > 0 ? named : withAmount;
}

function lineOf(row: FlatRow, isRefund: boolean, context: OrderContext): DraftLine {
	const { texts, amounts, lineType } = row;
	const stated = row.quantity ?? '1';
	if (stated.startsWith('-') && !isRefund)
		context.findings.push(
			finding('QUANTITY_INVALID', { path: `rows[${row.number}]`, evidence: { value: stated } }),
		);
	const quantity = toDecimal(new Big(stated.replace('-', '')));
	const gross = grossOf(row, quantity, context);
	const tax = amounts.tax ?? 0n;
	return {
		id: String(row.number),
		type: lineType,
		name: texts.name ?? texts.sku ?? texts.description ?? 'Sale',
		...(texts.sku === undefined ? {} : { sku: texts.sku }),
		...(texts.category === undefined ? {} : { category: texts.category }),
		...(texts.taxClass === undefined ? {} : { taxClass: texts.taxClass }),
		quantity,
		...(row.unitPrice === undefined || row.unitPrice.startsWith('-') ? {} : { unitPrice: row.unitPrice }),
		gross,
		discount: size(amounts.discount ?? 0n),
		taxes: taxOf(tax, row, context),
	};
}

/** Shares an amount of the order between lines, by what they come to. */
function shared(units: bigint, lines: readonly DraftLine[], currency: CurrencyCode): bigint[] {
	const weights = lines.map(({ gross, discount }) => (gross > discount ? gross - discount : 0n));
	return allocateMoney(fromMinorUnits(units, currency), weights).map(minorUnits);
}

function shareDiscount(units: bigint, lines: DraftLine[], currency: CurrencyCode): DraftLine[] {
	const items = lines.filter(({ type }) => type === 'item');
	if (units === 0n || items.length === 0) return lines;
	const shares = shared(units, items, currency);
	return lines.map((line) => {
		const index = items.indexOf(line);
		return index < 0 ? line : { ...line, discount: line.discount + (shares[index] ?? 0n) };
	});
}

function shareTax(
	units: bigint,
	lines: DraftLine[],
	context: OrderContext,
	make: (units: bigint) => DraftTax[],
): DraftLine[] {
	const taxed = lines.filter(({ type }) => type !== 'tip' && type !== 'giftCard');
	if (units <= 0n || taxed.length === 0) return lines;
	const shares = shared(units, taxed, context.currency);
	return lines.map((line) => {
		const share = shares[taxed.indexOf(line)] ?? 0n;
		return share === 0n ? line : { ...line, taxes: [...line.taxes, ...make(share)] };
	});
}

export interface OrderAmounts {
	readonly lines: readonly DraftLine[];
	readonly total: bigint;
	/** collected and paid by the marketplace, in the total */
	readonly marketplaceTax: bigint;
	/** what it cost; negative where it was given back */
	readonly fee: bigint;
	readonly net?: bigint;
}

/** What goes back may be written negative; documents have it positive. */
function positive(row: FlatRow): FlatRow {
	const amounts = Object.fromEntries(
		Object.entries(row.amounts).map(([field, units]) => [
			field,
			field === 'fee' || field === 'net' ? units : -units,
		]),
	);
	return {
		...row,
		amounts,
		...(row.unitPrice === undefined ? {} : { unitPrice: row.unitPrice.replace('-', '') }),
	};
}

const isWrittenNegative = (rows: readonly FlatRow[]): boolean =>
	rows.some(({ amounts }) => (amounts.amount ?? amounts.orderTotal ?? amounts.shipping ?? 0n) < 0n);

/** @param isRefund then all amounts are what goes back, however the file writes them */
export function orderAmounts(
	given: readonly FlatRow[],
	isRefund: boolean,
	context: OrderContext,
): OrderAmounts {
	const rows = isRefund && isWrittenNegative(given) ? given.map(positive) : given;
	const { format, currency } = context;
	const of = (field: OrderField): bigint => orderUnits(field, rows, context) ?? 0n;
	const [first] = rows;
	let lines = itemRows(rows).map((row) => lineOf(row, isRefund, context));
	lines = shareDiscount(size(of('orderDiscount')), lines, currency);
	const shipping = of('shipping');
	const shippingTax = of('shippingTax');
	const extra = { quantity: '1', discount: 0n, taxes: [] };
	if ((shipping !== 0n || shippingTax !== 0n) && first !== undefined)
		lines.push({
			...extra,
			id: 'shipping',
			type: 'shipping',
			name: 'Shipping',
			gross: shipping,
			discount: size(of('shippingDiscount')),
			taxes: taxOf(shippingTax, first, context),
		});
	const tip = of('tip');
	if (tip !== 0n) lines.push({ ...extra, id: 'tip', type: 'tip', name: 'Tip', gross: tip });
	if (first !== undefined)
		lines = shareTax(of('orderTax'), lines, context, (units) => taxOf(units, first, context));
	const marketplaceTax = of('marketplaceTax');
	lines = shareTax(marketplaceTax, lines, context, (units) => [
		{ name: 'Marketplace tax', rate: '0', units, collectedBy: 'marketplace' },
	]);
	const sumOfLines = linesTotal(lines, format.pricesIncludeTax);
	const stated = orderUnits('orderTotal', rows, context) ?? sumOfLines;
	const isWithout = format.totalHasMarketplaceTax === 'either' && stated + marketplaceTax === sumOfLines;
	const fee = of('fee');
	const net = orderUnits('net', rows, context);
	return {
		lines,
		total: isWithout ? sumOfLines : stated,
		marketplaceTax: sum(
			lines.flatMap(({ taxes }) =>
				taxes.filter((tax) => tax.collectedBy === 'marketplace').map(({ units }) => units),
			),
		),
		fee: format.fees === 'costs' ? fee : -fee,
		...(net === undefined ? {} : { net }),
	};
}
