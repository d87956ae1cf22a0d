/**
 * Taxes of lines in a ledger that takes a name and a percent and works out the amount itself. The shop's tax is a fact, so a
 * percent is only sent where what it comes to is sure: rounded line by line or as a whole, the same. Where that differs from
 * the shop's tax by cents, a line of its own makes up for it; any other tax is a line of its own, with the shop's amount.
 */
import type { JournalLine, LineTax, Side } from '../../journal/entry';
import { fromMinorUnits, minorUnits } from '../../money/money';
import { applyRate, NO_RATE, parsePercent, parseRate, rateText, type Rate } from '../../money/rate';
import type { LedgerDocumentLine } from '../documents';
import { OWN_SALES } from '../ownAccounts';

export const TAX_ROUNDING = 'Tax rounding';

/** One tax over all lines it is on. */
interface Group {
	readonly name: string;
	readonly rate: Rate;
	/** the shop's amount; what the percent comes to, by line and as a whole */
	actual: bigint;
	computed: bigint;
	taxable: bigint;
	lines: number;
	sure: boolean;
}

const keyOf = (tax: LineTax): string => tax.ledgerRateId ?? `${tax.name}|${tax.rate}`;

/** Name and rate as the ledger has them, where the line has the ledger's code. */
function namedRate(tax: LineTax, line: LedgerDocumentLine): { readonly name: string; readonly rate: Rate } {
	const known = line.taxCode?.rates.find(({ id }) => id === tax.ledgerRateId);
	if (known !== undefined) return { name: known.name, rate: parsePercent(known.percent) ?? NO_RATE };
	return { name: tax.name, rate: parseRate(tax.rate) ?? NO_RATE };
}

function groupsOf(lines: readonly Taxed[], main: Side): Map<string, Group> {
	const groups = new Map<string, Group>();
	for (const { line, taxes } of lines) {
		const sign = line.side === main ? 1n : -1n;
		const units = minorUnits(line.amount);
		for (const tax of taxes) {
			const key = keyOf(tax);
			const start = { ...namedRate(tax, line), actual: 0n, computed: 0n, taxable: 0n, lines: 0, sure: true };
			const group: Group = groups.get(key) ?? start;
			group.actual += sign * minorUnits(tax.amount);
			group.computed += sign * applyRate(units, group.rate);
			group.taxable += sign * units;
			group.lines++;
			groups.set(key, group);
		}
	}
	return groups;
}

/** Whether the percent can be sent: what it comes to is sure, and the shop's tax up to the cents that rounding makes. */
function isSure({ actual, computed, taxable, rate, lines, sure }: Group): boolean {
	if (!sure || rate.units === 0n || taxable <= 0n || computed <= 0n) return false;
	const difference = actual > computed ? actual - computed : computed - actual;
	return applyRate(taxable, rate) === computed && difference <= BigInt(lines);
}

/** A line of the document, with the shop's taxes on it. */
export interface Taxed {
	readonly line: LedgerDocumentLine;
	readonly taxes: readonly LineTax[];
}

/**
 * @param lines without taxes of their own, and the shop's taxes of each
 * @param tax the lines on which the entry has these taxes
 * @param perLine how many taxes a line can have
 * @returns lines with their taxes as the ledger will work them out; their sum with the taxes is the shop's, to the cent
 */
export function withPercents(
	lines: readonly Taxed[],
	tax: readonly JournalLine[],
	main: Side,
	currency: string,
	perLine: number,
): readonly LedgerDocumentLine[] {
	const groups = groupsOf(lines, main);
	for (const { line, taxes } of lines) {
		const names = new Set(taxes.map((each) => namedRate(each, line).name));
		if (taxes.length <= perLine && names.size === taxes.length) continue;
		for (const each of taxes) {
			const group = groups.get(keyOf(each));
			if (group !== undefined) group.sure = false;
		}
	}
	const booked = tax.reduce(
		(sum, { side, amount }) => sum + (side === main ? 1n : -1n) * minorUnits(amount),
		0n,
	);
	const carried = [...groups.values()].reduce((sum, { actual }) => sum + actual, 0n);
	const line = (units: bigint, description: string): LedgerDocumentLine[] =>
		units === 0n
			? []
			: [
					{
						role: 'taxPayable',
						account: OWN_SALES,
						side: units > 0n ? main : main === 'debit' ? 'credit' : 'debit',
						amount: fromMinorUnits(units > 0n ? units : -units, currency),
						description,
						taxes: [],
					},
				];
	if (booked !== carried) {
		const beside = tax.flatMap(({ side, amount, description }) =>
			line((side === main ? 1n : -1n) * minorUnits(amount), description),
		);
		return [...lines.map((each) => each.line), ...beside];
	}
	const sent = new Map([...groups].filter(([, group]) => isSure(group)));
	const beside = [...groups].flatMap(([key, { name, actual }]) => (sent.has(key) ? [] : line(actual, name)));
	const rounding = [...sent.values()].reduce((sum, { actual, computed }) => sum + actual - computed, 0n);
	const written = lines.map(({ line: each, taxes }): LedgerDocumentLine => {
		const percents = taxes.flatMap((one): LineTax[] => {
			const group = sent.get(keyOf(one));
			if (group === undefined) return [];
			const amount = fromMinorUnits(applyRate(minorUnits(each.amount), group.rate), currency);
			return [{ ...one, name: group.name, rate: rateText(group.rate), amount }];
		});
		return { ...each, taxes: percents };
	});
	return [...written, ...beside, ...line(rounding, TAX_ROUNDING)];
}
