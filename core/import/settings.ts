/** What a person says about a file, beside its columns. Nothing about money or tax has a default. */
import type { Decimal } from '../money/decimal';
import type { DecimalSign } from './numbers';

export interface ImportSettings {
	/** the channel's short name, in keys, as gateway and for tracking: "amazon", "market-stall" */
	readonly channel: string;
	/** IANA name of the zone of the books */
	readonly timeZone: string;
	/** of all rows, where no column has it */
	readonly currency?: string;
	/** found from the file where absent */
	readonly decimalSign?: DecimalSign;
	/** luxon's signs, for dates that could be read in two ways */
	readonly dateFormat?: string;
	/** the merchant's own tax, where the file has its amount only */
	readonly tax?: { readonly name: string; /** a fraction: "0.2" is 20 % */ readonly rate: Decimal };
}
