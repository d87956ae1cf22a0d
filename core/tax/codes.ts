/** The ledger's tax codes, looked up by id, name and rates. */
import { rateOf } from '../documents/basis';
import type { LedgerTaxCode, TaxAmount } from '../documents/parts';
import type { LedgerTaxCodeDetail } from '../ledger/connector';
import { addRates, NO_RATE, parsePercent, rateText, type Rate } from '../money/rate';

export interface TaxCodeIndex {
	/** an active code for sales, by id or else by its exact name */
	find(idOrName: string): LedgerTaxCodeDetail | undefined;
	/** active codes for sales that consist of exactly the rates of these taxes; without taxes, those without tax */
	withRatesOf(taxes: readonly TaxAmount[]): readonly LedgerTaxCodeDetail[];
	/** active codes for sales with this rate in sum */
	withTotal(rate: Rate): readonly LedgerTaxCodeDetail[];
}

/** What goes on a line. */
export function plainCode({ ledger, id, name, rates }: LedgerTaxCodeDetail): LedgerTaxCode {
	return { ledger, id, name, rates };
}

/** The whole rate of a code. */
export function totalRate(code: LedgerTaxCodeDetail): Rate {
	return code.rates.reduce((sum, rate) => addRates(sum, parsePercent(rate.percent) ?? NO_RATE), NO_RATE);
}

/** Rates as a text that is equal for equal rates in any order; zero rates do not count. */
const ratesKey = (rates: readonly Rate[]): string =>
	rates
		.filter(({ units }) => units > 0n)
		.map(rateText)
		.sort()
		.join('+');

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
	const list = map.get(key);
	if (list === undefined) map.set(key, [value]);
	else list.push(value);
}

export function taxCodeIndex(codes: readonly LedgerTaxCodeDetail[]): TaxCodeIndex {
	const usable = codes.filter((code) => code.active && code.sales);
	const byId = new Map(usable.map((code) => [code.id, code]));
	const byName = new Map(usable.map((code) => [code.name, code]));
	const byRates = new Map<string, LedgerTaxCodeDetail[]>();
	const byTotal = new Map<string, LedgerTaxCodeDetail[]>();
	for (const code of usable) {
		push(byRates, ratesKey(code.rates.map(({ percent }) => parsePercent(percent) ?? NO_RATE)), code);
		push(byTotal, rateText(totalRate(code)), code);
	}
	return {
		find: (idOrName) => byId.get(idOrName) ?? byName.get(idOrName),
		withRatesOf: (taxes) => byRates.get(ratesKey(taxes.map(rateOf))) ?? [],
		withTotal: (rate) => byTotal.get(rateText(rate)) ?? [],
	};
}
