/**
 * Lines of invoices and credit notes, and what they add up to. FreshBooks computes taxes itself, from percents; the amount of
 * a tax cannot be given.
 */
import type { LineRow, LineTax } from '../books/records';
import { decimal, round, sum, ZERO, type Decimal } from '../decimals';
import { ERRNO } from '../faults';
import type { Fields } from './fields';

const KNOWN = new Set([
	'lineid',
	'invoiceid',
	'expenseid',
	'type',
	'name',
	'description',
	'qty',
	'unit_cost',
	'compounded_tax',
	'taxName1',
	'taxAmount1',
	'taxNumber1',
	'taxName2',
	'taxAmount2',
	'taxNumber2',
	'amount',
	'date',
	'updated',
]);

function taxOf(line: Fields, slot: 1 | 2): LineTax | undefined {
	const name = line.text(`taxName${slot}`, 50);
	const percent = line.percent(`taxAmount${slot}`);
	if (name === undefined) {
		if (percent !== undefined && !decimal(percent).eq(0))
			line.fail(ERRNO.required, `taxName${slot}`, 'A tax needs a name.');
		return undefined;
	}
	return { name, percent: percent ?? '0' };
}

function lineOf(line: Fields, currency: string): LineRow {
	line.onlyKnown(KNOWN);
	const type = line.integer('type') ?? 0;
	if (![0, 1].includes(type)) line.fail(ERRNO.invalid, 'type', 'Must be 0 or 1.');
	const cost = line.money('unit_cost', 4);
	if (cost?.code !== undefined && cost.code !== currency)
		line.fail(ERRNO.invalid, 'unit_cost', `The currency of a line must be the document's: ${currency}.`);
	const taxes = [taxOf(line, 1), taxOf(line, 2)].flatMap((tax) => tax ?? []);
	if (taxes.length === 2 && taxes[0]?.name === taxes[1]?.name)
		line.fail(ERRNO.duplicateTax, 'taxName2', 'The same tax cannot be applied twice to a line.');
	return {
		type,
		name: line.text('name', 255) ?? '',
		description: line.text('description') ?? '',
		qty: line.decimal('qty') ?? '1',
		unitCost: cost === undefined ? '0' : cost.amount.toFixed(),
		taxes,
		compounded: line.flag('compounded_tax') ?? false,
	};
}

/** The lines that a request has; undefined when it has none. */
export const linesOf = (fields: Fields, currency: string): LineRow[] | undefined =>
	fields.list('lines')?.map((line) => lineOf(line, currency));

/** Quantity times unit cost, before the discount. */
export const lineAmount = ({ qty, unitCost }: LineRow): Decimal => round(decimal(qty).times(unitCost));

export interface TaxAmount {
	readonly name: string;
	readonly amount: Decimal;
	readonly on: Decimal;
}

export interface Totals {
	readonly subtotal: Decimal;
	/** not negative for sales */
	readonly discount: Decimal;
	readonly taxes: readonly TaxAmount[];
	readonly total: Decimal;
}

/**
 * What lines add up to: the discount is taken off their sum and, in proportion, off what each is taxed on; each tax of each
 * line is rounded to the cent.
 * @param discount percent
 */
export function totalsOf(lines: readonly LineRow[], discount: string): Totals {
	const subtotal = sum(lines.map(lineAmount));
	const off = round(subtotal.times(discount).div(100));
	const rest = decimal(1).minus(decimal(discount).div(100));
	const taxes = lines.flatMap((line) => {
		const on = lineAmount(line).times(rest);
		let before: Decimal = ZERO;
		return line.taxes.map(({ name, percent }): TaxAmount => {
			const base = line.compounded ? on.plus(before) : on;
			const amount = round(base.times(percent).div(100));
			before = amount;
			return { name, amount, on: round(base) };
		});
	});
	const total = subtotal.minus(off).plus(sum(taxes.map(({ amount }) => amount)));
	return { subtotal, discount: off, taxes, total };
}

/** Taxes that are part of an amount: what each is of it. */
export function taxesWithin(amount: Decimal, taxes: readonly LineTax[]): TaxAmount[] {
	const percents = sum(taxes.map(({ percent }) => decimal(percent)));
	const net = amount.times(100).div(percents.plus(100));
	return taxes.map(({ name, percent }) => ({
		name,
		amount: round(net.times(percent).div(100)),
		on: round(net),
	}));
}
