/**
 * The tax of a refund by line. BigCommerce states it for the refund as a whole: it is shared by what the refunded lines were
 * charged, so that refunds in parts return exactly the taxes of the sale, and together exactly what the shop states.
 */
import type { SaleLine, TaxAmount } from '../../../core/documents';
import { allocateMoney, fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';

function withAmounts(taxes: readonly TaxAmount[], amounts: readonly Money[]): TaxAmount[] {
	return taxes.flatMap((tax, index) => {
		const amount = amounts[index];
		return amount === undefined || minorUnits(amount) === 0n ? [] : [{ ...tax, amount }];
	});
}

/** What is left of each tax of a sale's lines. */
export class TaxesLeft {
	private readonly left = new Map<string, bigint[]>();

	/** Shares a refunded tax over the taxes of its line, by what is left of each. */
	take(line: SaleLine, tax: Money): TaxAmount[] {
		if (line.taxes.length === 0) return [];
		const charged = line.taxes.map(({ amount }) => minorUnits(amount));
		const before = this.left.get(line.id) ?? charged;
		const isSpent = before.every((units) => units === 0n);
		const shares = allocateMoney(tax, isSpent ? charged : before);
		this.left.set(
			line.id,
			before.map((units, index) => {
				const share = shares[index];
				const rest = units - (share === undefined ? 0n : minorUnits(share));
				return rest < 0n ? 0n : rest;
			}),
		);
		return withAmounts(line.taxes, shares);
	}
}

/** A tax that belongs to no line, shared as the sale's own taxes were charged. */
export function shareOfCharged(tax: Money, lines: readonly SaleLine[]): TaxAmount[] {
	if (minorUnits(tax) === 0n) return [];
	const charged = new Map<string, TaxAmount>();
	for (const one of lines.flatMap(({ taxes }) => taxes)) {
		const key = JSON.stringify([one.name, one.rate, one.country, one.region]);
		const before = charged.get(key);
		const units = minorUnits(one.amount) + (before === undefined ? 0n : minorUnits(before.amount));
		charged.set(key, { ...one, amount: fromMinorUnits(units, tax.currency) });
	}
	const taxes = [...charged.values()];
	if (taxes.length === 0) return [];
	return withAmounts(
		taxes,
		allocateMoney(
			tax,
			taxes.map(({ amount }) => minorUnits(amount)),
		),
	);
}
