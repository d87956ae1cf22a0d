/**
 * Sales tax outside the US: every line has a tax code by Id; the transaction says whether amounts are without or with
 * tax. QuickBooks computes each rate on the sum of its lines; tax lines that are sent override it, all rates once each.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-non-us-locales
 */
import type { Change } from '../books/change';
import { taxLabel } from '../country/taxSetup';
import { decimal, prorate, roundTo, sum, toNumber, ZERO, type Decimal } from '../decimals';
import { businessRule, inactiveReference, missingTaxCode, taxDetailNotAllowed } from '../faults';
import type { TaxLine } from '../schema/lines';
import { ratesOf, type RateOnDay, type TaxSide } from './rates';
import { taxLine, type TaxInput, type TaxResult } from './result';

export type GlobalTaxMode = 'TaxExcluded' | 'TaxInclusive' | 'NotApplicable';

/** The lines of one tax code. */
interface Group {
	readonly rates: readonly RateOnDay[];
	/** positions of its lines */
	readonly members: readonly number[];
}

function groupLines(change: Change, { lines, day }: TaxInput, side: TaxSide): Map<string, Group> {
	const groups = new Map<string, { rates: RateOnDay[]; members: number[] }>();
	lines.forEach(({ code }, index) => {
		const taxCode = code === undefined ? undefined : change.get('TaxCode', code);
		if (code === undefined || taxCode === undefined)
			throw missingTaxCode(taxLabel(change.company.identity.country));
		if (taxCode.Active === false) throw inactiveReference('Line.SalesItemLineDetail.TaxCodeRef');
		const group = groups.get(code) ?? { rates: ratesOf(change, taxCode, side, day), members: [] };
		group.members.push(index);
		groups.set(code, group);
	});
	return groups;
}

/** The amounts that were sent for each rate: all rates of the transaction, once each, and no others. */
function overrides(
	sent: readonly TaxLine[] | undefined,
	used: ReadonlySet<string>,
): Map<string, Decimal> | undefined {
	if (sent === undefined || sent.length === 0) return undefined;
	const amounts = new Map<string, Decimal>();
	for (const { Amount, TaxLineDetail } of sent) {
		const rate = TaxLineDetail.TaxRateRef.value;
		if (!used.has(rate))
			throw businessRule(
				`Tax rate ${rate} is not a rate of this transaction's tax codes.`,
				'TxnTaxDetail.TaxLine',
			);
		if (amounts.has(rate))
			throw businessRule(`Tax rate ${rate} is listed more than once.`, 'TxnTaxDetail.TaxLine');
		amounts.set(rate, decimal(Amount));
	}
	const missing = [...used].find((rate) => !amounts.has(rate));
	if (missing !== undefined)
		throw businessRule(`Tax rate ${missing} is missing: list all tax rates.`, 'TxnTaxDetail.TaxLine');
	return amounts;
}

/** What is taxed at each rate, and the tax by QuickBooks' own arithmetic. */
interface Computed {
	readonly rate: RateOnDay;
	base: Decimal;
	tax: Decimal;
}

/** Lines are taken with the tax in them: the base is what is left after the tax is taken out of the sum. */
function fromGross(
	groups: Iterable<Group>,
	gross: readonly Decimal[],
	digits: number,
): Map<string, Computed> {
	const byRate = new Map<string, Computed>();
	for (const { rates, members } of groups) {
		const sumGross = sum(members.map((index) => gross[index] ?? ZERO));
		const percent = sum(rates.map((rate) => rate.percent));
		const tax = roundTo(sumGross.times(percent).div(percent.plus(100)), digits);
		const parts = prorate(
			tax,
			rates.map((rate) => rate.percent),
			digits,
		);
		rates.forEach((rate, index) => {
			const entry = byRate.get(rate.id) ?? { rate, base: ZERO, tax: ZERO };
			entry.base = entry.base.plus(sumGross.minus(tax));
			entry.tax = entry.tax.plus(parts[index] ?? ZERO);
			byRate.set(rate.id, entry);
		});
	}
	return byRate;
}

/** Lines are taken without tax: each rate is computed once, on the sum of its lines. */
function fromNet(groups: Iterable<Group>, net: readonly Decimal[], digits: number): Map<string, Computed> {
	const byRate = new Map<string, Computed>();
	for (const { rates, members } of groups) {
		const base = sum(members.map((index) => net[index] ?? ZERO));
		for (const rate of rates) {
			const entry = byRate.get(rate.id) ?? { rate, base: ZERO, tax: ZERO };
			entry.base = entry.base.plus(base);
			byRate.set(rate.id, entry);
		}
	}
	for (const entry of byRate.values())
		entry.tax = roundTo(entry.base.times(entry.rate.percent).div(100), digits);
	return byRate;
}

/**
 * @throws QuickBooksFault 6000 a line without a valid code, or tax lines that do not fit; 610; 6170
 */
export function globalTax(change: Change, input: TaxInput, mode: GlobalTaxMode, side: TaxSide): TaxResult {
	const { lines, discount, sent, digits } = input;
	const net = lines.map((line) => line.net);
	const untaxed = (codes: boolean, detail: TaxResult['detail']): TaxResult => ({
		lines: lines.map((line) => ({ code: codes ? line.code : undefined, net: line.net })),
		detail,
		total: sum(net).minus(discount),
	});
	if (!change.company.usesSalesTax) return untaxed(false, undefined);
	if (mode === 'NotApplicable') {
		if (sent !== undefined && (sent.TotalTax !== undefined || sent.TaxLine !== undefined))
			throw taxDetailNotAllowed();
		return untaxed(false, undefined);
	}
	const groups = groupLines(change, input, side);
	const inclusive = mode === 'TaxInclusive' && lines.every((line) => line.gross !== undefined);
	const given = inclusive ? lines.map((line) => line.gross ?? line.net) : net;
	const shares = prorate(discount, given, digits);
	const discounted = given.map((value, index) => value.minus(shares[index] ?? ZERO));
	const byRate = (inclusive ? fromGross : fromNet)(groups.values(), discounted, digits);
	const sentAmounts = overrides(sent?.TaxLine, new Set(byRate.keys()));

	const taxLines: TaxLine[] = [];
	let totalTax = ZERO;
	for (const { rate, base, tax } of byRate.values()) {
		const amount = roundTo(sentAmounts?.get(rate.id) ?? tax, digits);
		const delta = amount.minus(tax);
		totalTax = totalTax.plus(amount);
		const more = delta.eq(0) ? {} : { OverrideDeltaAmount: toNumber(delta) };
		taxLines.push(taxLine(rate, toNumber(amount), toNumber(base), more));
	}
	const detail = { TotalTax: toNumber(totalTax), TaxLine: taxLines };
	const sumGiven = sum(discounted);
	if (!inclusive) {
		const kept = lines.map(({ code, net: amount }) => ({ code, net: amount }));
		return { lines: kept, detail, total: sumGiven.plus(totalTax) };
	}
	const percents = given.map((_, index) => percentAt(groups, index));
	const netOf = given.map((value, index) => {
		const percent = percents[index] ?? ZERO;
		return roundTo(value.times(100).div(percent.plus(100)), digits);
	});
	if (discount.eq(0)) settle(netOf, percents, sumGiven.minus(totalTax));
	return {
		lines: lines.map(({ code }, index) => ({ code, net: netOf[index] ?? ZERO })),
		detail,
		total: sumGiven,
	};
}

/** Makes the amounts add up to the total: the largest taxed one takes the difference of a few cents. */
function settle(amounts: Decimal[], percents: readonly Decimal[], total: Decimal): void {
	const sizes = amounts.map((value, index) => (percents[index]?.gt(0) === true ? toNumber(value.abs()) : -1));
	const largest = sizes.indexOf(Math.max(...sizes));
	const value = amounts[largest];
	if (value !== undefined) amounts[largest] = value.plus(total.minus(sum(amounts)));
}

function percentAt(groups: Map<string, Group>, index: number): Decimal {
	const group = [...groups.values()].find(({ members }) => members.includes(index));
	return sum((group?.rates ?? []).map((rate) => rate.percent));
}
