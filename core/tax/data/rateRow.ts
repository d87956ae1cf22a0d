/** The shape of the rates' tables. Rates are dated data: a change of law is a new row, never a change of code. */
import type { Decimal } from '../../money/decimal';

/** A local date, YYYY-MM-DD. */
export type Day = string;

export type RateKind =
	| 'standard'
	| 'reduced'
	/** below 5 %, or for parts of a country */
	| 'special'
	/** in force for some time only */
	| 'temporary'
	/** Canada: the federal tax, the joint tax of both, the province's own */
	| 'federal'
	| 'harmonized'
	| 'provincial';

/** A rate in percent with the first and the last day it was in force; no last day: it still is, as far as is known. */
export type RateRow = readonly [percent: Decimal, kind: RateKind, from: Day, to?: Day];

export interface PlaceRates {
	/** ISO 3166: "DE", "CA-ON" */
	readonly place: string;
	/** the table is complete from this day on; days before are not judged */
	readonly since: Day;
	/** the table is complete up to this day, as far as its source goes; later changes of law are not in it */
	readonly checked: Day;
	readonly source: string;
	readonly rates: readonly RateRow[];
}
