/** Tax codes and their rates on a day. */
import type { Change } from '../books/change';
import { decimal, type Decimal } from '../decimals';
import type { Stored } from '../schema/index';

export interface RateOnDay {
	readonly id: string;
	readonly name: string;
	/** percent */
	readonly percent: Decimal;
}

/** Which side of a code applies: its rates for sales or for purchases. */
export type TaxSide = 'Sales' | 'Purchase';

/** The percentage of a rate on a day: the one in force then, else the rate's own. */
function percentOn(rate: Stored<'TaxRate'>, day: string): Decimal {
	const inForce = rate.EffectiveTaxRate?.find(
		({ EffectiveDate, EndDate }) =>
			EffectiveDate.slice(0, 10) <= day && (EndDate === undefined || day <= EndDate.slice(0, 10)),
	);
	return decimal(inForce?.RateValue ?? rate.RateValue);
}

/** The rates of a code, in their order. */
export function ratesOf(change: Change, code: Stored<'TaxCode'>, side: TaxSide, day: string): RateOnDay[] {
	const list = side === 'Sales' ? code.SalesTaxRateList : code.PurchaseTaxRateList;
	return (list?.TaxRateDetail ?? []).flatMap(({ TaxRateRef }) => {
		const rate = change.get('TaxRate', TaxRateRef.value);
		return rate === undefined ? [] : [{ id: rate.Id, name: rate.Name ?? '', percent: percentOn(rate, day) }];
	});
}
