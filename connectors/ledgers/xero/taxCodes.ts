/** Tax rates with their components. Xero's unit of choice is the tax type ("OUTPUT2"); its components are the rates of a code. */
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import type { LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import { decimalOf } from './numbers';
import type { TaxRateRow } from './payload';

/** The tax type of what bears none; every organisation has it. */
export const NO_TAX = 'NONE';
/** Xero works these out itself from the address: they can carry none of the shop's amounts. */
const WORKED_OUT_BY_XERO = /^(AVALARA|AUTOLOOKUP)/i;

interface Component {
	readonly id: string;
	readonly name: string;
	readonly percent: Decimal;
}

/** Components as percentages of the net amount: a compound one is charged on the others too. */
function componentsOf({
	TaxType,
	TaxComponents,
	EffectiveRate,
	Name,
}: TaxRateRow): readonly Component[] | undefined {
	const components = TaxComponents ?? [];
	if (components.length === 0) {
		const percent =
			EffectiveRate === undefined || EffectiveRate === null ? undefined : decimalOf(EffectiveRate);
		return percent === undefined ? undefined : [{ id: `${TaxType}/${Name}`, name: Name, percent }];
	}
	const percents = components.map(({ Rate }) => decimalOf(Rate));
	if (percents.some((percent) => percent === undefined || percent.startsWith('-'))) return undefined;
	const simple = components.reduce(
		(sum, { IsCompound }, index) => (IsCompound === true ? sum : sum.plus(percents[index] ?? '0')),
		new Big(0),
	);
	return components.map(({ Name: name, IsCompound }, index) => {
		const own = new Big(percents[index] ?? '0');
		const percent = IsCompound === true ? own.plus(own.times(simple).div(100)) : own;
		return { id: `${TaxType}/${name}`, name, percent: toDecimal(percent.round(6)) };
	});
}

/**
 * @returns the codes; those that cannot be put on sales, or whose rate cannot be read, are not for `sales`. A rate that was
 * deleted or archived is not `active`.
 */
export function taxCodesOf(rows: readonly TaxRateRow[]): readonly LedgerTaxCodeDetail[] {
	return rows.map((row) => {
		const components = componentsOf(row);
		const rates = components ?? [];
		return {
			ledger: 'xero',
			id: row.TaxType,
			name: row.Name,
			rates,
			active: row.Status === undefined || row.Status === null || row.Status === 'ACTIVE',
			sales:
				components !== undefined && row.CanApplyToRevenue !== false && !WORKED_OUT_BY_XERO.test(row.TaxType),
			reportedAs: row.ReportTaxType ?? row.TaxType,
			totalPercent: toDecimal(rates.reduce((sum, { percent }) => sum.plus(percent), new Big(0))),
		};
	});
}
