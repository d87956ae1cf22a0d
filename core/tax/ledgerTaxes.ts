/** The shop's taxes of a line under the rates of the ledger's tax code: amounts are the shop's, the ids the ledger's. */
import { isOurs, rateOf } from '../documents/basis';
import type { LedgerTaxCode, TaxAmount } from '../documents/parts';
import type { LineTax } from '../journal/entry';
import { allocateMoney, fromMinorUnits, minorUnits, zero } from '../money/money';
import { compareRates, NO_RATE, normalRate, parsePercent, rateText, type Rate } from '../money/rate';

/** A tax as it goes to the ledger, with the shop's tax it stands for (of several, the first), if there is one. */
export interface LedgerTax {
	readonly tax: LineTax;
	readonly source?: TaxAmount;
}

type LedgerRate = LedgerTaxCode['rates'][number];

const ratio = (rate: LedgerRate): Rate => parsePercent(rate.percent) ?? NO_RATE;

function asLineTax(source: TaxAmount, rate?: LedgerRate): LedgerTax {
	const { name, amount } = source;
	const fraction = normalRate(source.rate);
	const tax =
		rate === undefined
			? { name, rate: fraction, amount }
			: { name, rate: fraction, amount, ledgerRateId: rate.id };
	return { tax, source };
}

/** Each tax under the ledger's rate of the same percentage; undefined unless that works out one to one. */
function oneToOne(taxes: readonly TaxAmount[], rates: readonly LedgerRate[]): LedgerTax[] | undefined {
	if (taxes.length !== rates.length) return undefined;
	const left = [...rates];
	const matched: LedgerTax[] = [];
	for (const tax of taxes) {
		const index = left.findIndex((rate) => compareRates(ratio(rate), rateOf(tax)) === 0);
		const [rate] = index < 0 ? [] : left.splice(index, 1);
		if (rate === undefined) return undefined;
		matched.push(asLineTax(tax, rate));
	}
	return matched;
}

/** The whole tax shared over the ledger's rates by their percentages, nothing lost. */
function shared(taxes: readonly TaxAmount[], rates: readonly LedgerRate[], currency: string): LedgerTax[] {
	const total = taxes.reduce((sum, tax) => sum + minorUnits(tax.amount), 0n);
	const ratios = rates.map(ratio);
	const scale = ratios.reduce((most, { scale: own }) => (own > most ? own : most), 1n);
	const shares = allocateMoney(
		fromMinorUnits(total, currency),
		ratios.map((rate) => (rate.units * scale) / rate.scale),
	);
	return rates.map((rate, index) => ({
		tax: {
			name: rate.name,
			rate: rateText(ratios[index] ?? NO_RATE),
			amount: shares[index] ?? zero(currency),
			ledgerRateId: rate.id,
		},
		...(taxes[0] === undefined ? {} : { source: taxes[0] }),
	}));
}

/**
 * The merchant's taxes of a line as the ledger is to have them.
 *
 * Without a code, or under one without rates, they stay as the shop names them. Otherwise every rate of the code gets
 * its amount: rates of the same percentage take the tax as it is; one rate takes all taxes; else the sum is shared by
 * percentage. A zero rate is listed with amount zero, because tax returns ask for what was sold under it.
 */
export function ledgerTaxes(
	taxes: readonly TaxAmount[],
	code: LedgerTaxCode | undefined,
	currency: string,
): LedgerTax[] {
	const ours = taxes.every(isOurs) ? taxes : taxes.filter(isOurs);
	const rates = code?.rates ?? [];
	const only = rates[0];
	if (only === undefined) return ours.map((tax) => asLineTax(tax));
	if (rates.length === 1 && ours.length > 0) return ours.map((tax) => asLineTax(tax, only));
	return oneToOne(ours, rates) ?? shared(ours, rates, currency);
}
