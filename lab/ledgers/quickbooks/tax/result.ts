/** What tax computing takes and gives; the same for the US and for all other countries. */
import type { Decimal } from '../decimals';
import type { TaxDetail, TaxLine } from '../schema/lines';
import type { RateOnDay } from './rates';

/** A line with an amount, as it was sent. */
export interface TaxableLine {
	/** without tax */
	readonly net: Decimal;
	/** with tax, when the request said so */
	readonly gross: Decimal | undefined;
	readonly code: string | undefined;
	/** the product's own setting, for lines without a code (US) */
	readonly taxableItem: boolean;
}

export interface TaxInput {
	readonly lines: readonly TaxableLine[];
	/** discount on the whole transaction, a positive amount */
	readonly discount: Decimal;
	readonly sent: TaxDetail | undefined;
	readonly day: string;
	readonly digits: number;
}

export interface TaxResult {
	/** per line: the code to keep and the amount without tax */
	readonly lines: readonly { readonly code: string | undefined; readonly net: Decimal }[];
	/** what stands in the stored document; undefined when tax is not used at all */
	readonly detail: TaxDetail | undefined;
	/** the total of the transaction */
	readonly total: Decimal;
}

/** A tax line as QuickBooks answers it. */
export function taxLine(
	rate: RateOnDay,
	amount: number,
	taxable: number,
	more: { readonly OverrideDeltaAmount?: number } = {},
): TaxLine {
	return {
		Amount: amount,
		DetailType: 'TaxLineDetail',
		TaxLineDetail: {
			TaxRateRef: { value: rate.id },
			PercentBased: true,
			TaxPercent: Number(rate.percent.toString()),
			NetAmountTaxable: taxable,
			...more,
		},
	};
}
