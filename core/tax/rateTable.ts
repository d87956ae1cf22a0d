/** Looks rates up by place and day. The tables are indexed once; what was looked up is remembered. */
import type { Decimal } from '../money/decimal';
import { addRates, compareRates, parsePercent, percentText, rateDifference, type Rate } from '../money/rate';
import { EU_RATES } from './data/euRates';
import { OTHER_RATES } from './data/otherRates';
import type { Day, PlaceRates, RateRow } from './data/rateRow';
import { isEu, type TaxPlace } from './taxPlace';

const BY_PLACE: ReadonlyMap<string, PlaceRates> = new Map(
	[...EU_RATES, ...OTHER_RATES].map((table) => [table.place, table]),
);

/** Shops cut rates after some digits: a hundredth of a percent is no other rate. */
export const SAME_RATE: Rate = { units: 1n, scale: 10_000n };

export const isSameRate = (a: Rate, b: Rate): boolean => compareRates(rateDifference(a, b), SAME_RATE) <= 0;

const isInForce = ([, , from, to]: RateRow, on: Day): boolean => from <= on && (to === undefined || on <= to);

const rateOfRow = ([percent]: RateRow): Rate => {
	const rate = parsePercent(percent);
	if (rate === undefined) throw new RangeError(`"${percent}" is no rate`);
	return rate;
};

/** The rates of a table that day; where a federal and a provincial tax add up, also what they are together. */
function ratesOn({ rates }: PlaceRates, on: Day): Rate[] {
	const rows = rates.filter((row) => isInForce(row, on));
	const federal = rows.filter(([, kind]) => kind === 'federal').map(rateOfRow);
	const provincial = rows.filter(([, kind]) => kind === 'provincial').map(rateOfRow);
	const together = federal.flatMap((one) => provincial.map((other) => addRates(one, other)));
	return [...rows.map(rateOfRow), ...together];
}

export function ratesTableOf({ country, region, outsideVat }: TaxPlace): PlaceRates | undefined {
	if (outsideVat !== undefined) return undefined;
	return (region === undefined ? undefined : BY_PLACE.get(region)) ?? BY_PLACE.get(country);
}

/** Why a rate is none of the place on the day. */
export interface NotInForce {
	/** "20 %, 5 %" */
	readonly rates: string;
	readonly checked: Day;
	/** "; 17.5 % was in force until 2011-01-03" */
	readonly hint: string;
}

function hintOf({ rates }: PlaceRates, rate: Rate, on: Day): string {
	for (const row of rates) {
		const [percent, , from, to] = row;
		if (!isSameRate(rateOfRow(row), rate)) continue;
		if (on < from) return `; ${percent} % is in force from ${from} on`;
		if (to !== undefined && on > to) return `; ${percent} % was in force until ${to}`;
	}
	return '';
}

const judged = new Map<string, NotInForce | null>();
const MAX_JUDGED = 50_000;

function judge(table: PlaceRates, rate: Rate, on: Day): NotInForce | null {
	if (rate.units === 0n || on < table.since) return null;
	const known = ratesOn(table, on);
	if (known.some((one) => isSameRate(one, rate))) return null;
	const rates = known.map((one) => `${percentText(one)} %`).join(', ');
	return { rates, checked: table.checked, hint: hintOf(table, rate, on) };
}

/**
 * Whether a rate was in force at a place on a day.
 * @param percent normal text, "17.5"
 * @returns why not; undefined when it was, or when there is no table for the place and the day
 */
export function rateNotInForce(place: TaxPlace, percent: Decimal, on: Day): NotInForce | undefined {
	const table = ratesTableOf(place);
	const rate = parsePercent(percent);
	if (table === undefined || rate === undefined) return undefined;
	const key = `${table.place}|${percent}|${on}`;
	let verdict = judged.get(key);
	if (verdict === undefined) {
		verdict = judge(table, rate, on);
		if (judged.size >= MAX_JUDGED) judged.clear();
		judged.set(key, verdict);
	}
	return verdict ?? undefined;
}

/** Whether any member state of the EU has the rate that day: a small seller charges its own country's. */
export function isEuRate(percent: Decimal, on: Day): boolean {
	return EU_RATES.some(
		({ place }) => isEu(place, on) && rateNotInForce({ country: place }, percent, on) === undefined,
	);
}
