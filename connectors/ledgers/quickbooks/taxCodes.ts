/** Tax codes with their sales rates and the percentages of a day. */
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import type { LedgerCompany, LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import { decimalOf } from './numbers';
import type { TaxCodeRow, TaxRateRow } from './payload';

/** The two pseudo codes of US companies: taxable and not. */
export const TAXABLE = 'TAX';
export const NOT_TAXABLE = 'NON';

/** The percentage of a rate on a day: of the period the day lies in, otherwise the rate's own; undefined if it has none. */
export function percentOn(rate: TaxRateRow, on: string): Decimal | undefined {
	const period = (rate.EffectiveTaxRate ?? [])
		.filter((entry) => entry.EffectiveDate <= on && (entry.EndDate === undefined || on <= entry.EndDate))
		.sort((a, b) => (a.EffectiveDate < b.EffectiveDate ? 1 : -1))[0];
	const value = period?.RateValue ?? rate.RateValue;
	return value === undefined ? undefined : decimalOf(value);
}

/**
 * Which codes can be put on our lines: in a US company with automated tax TAX and NON only (it finds the rates itself), with
 * manual tax the groups and NON; elsewhere every code that has sales rates.
 */
function usableOnSales(row: TaxCodeRow, rates: number, model: LedgerCompany['taxModel']): boolean {
	if (model === 'usAutomated') return row.Id === TAXABLE || row.Id === NOT_TAXABLE;
	if (model === 'usManual') return row.Id === NOT_TAXABLE || (row.TaxGroup === true && rates > 0);
	return model === 'codes' && rates > 0;
}

/**
 * @param on YYYY-MM-DD, the day whose percentages are wanted
 * @returns the codes; one whose rates have no percentage that day cannot be used on sales
 */
export function taxCodesOf(
	codes: readonly TaxCodeRow[],
	rates: readonly TaxRateRow[],
	model: LedgerCompany['taxModel'],
	on: string,
): readonly LedgerTaxCodeDetail[] {
	const rateById = new Map(rates.map((rate) => [rate.Id, rate]));
	return codes.map((code) => {
		const details = code.SalesTaxRateList?.TaxRateDetail ?? [];
		const known = details.flatMap(({ TaxRateRef: ref }) => {
			const rate = rateById.get(ref.value);
			const percent = rate === undefined ? undefined : percentOn(rate, on);
			return percent === undefined
				? []
				: [{ id: ref.value, name: rate?.Name ?? ref.name ?? ref.value, percent }];
		});
		const complete = known.length === details.length;
		return {
			ledger: 'quickbooks',
			id: code.Id,
			name: code.Name,
			rates: known,
			active: code.Active !== false,
			sales: complete && usableOnSales(code, known.length, model),
			totalPercent: toDecimal(known.reduce((sum, rate) => sum.plus(rate.percent), new Big(0))),
		};
	});
}
