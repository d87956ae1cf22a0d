/** From amounts of a document to legs of the general ledger: combined by account, in home currency, adding up to nothing. */
import type { Change } from '../books/change';
import type { Leg } from '../books/generalLedger';
import { decimal, digitsOf, roundTo, sum, toMinor, ZERO, type Decimal } from '../decimals';

/** An amount on an account in the document's currency: debits positive, credits negative. */
export interface Amount {
	readonly account: string;
	readonly value: Decimal;
	/** the customer, on receivable accounts */
	readonly customer?: string | undefined;
	/** home currency units for one; without it the document's */
	readonly rate?: Decimal;
}

export interface LegsInput {
	readonly currency: string;
	readonly rate: number | undefined;
	readonly amounts: readonly Amount[];
	/** where a difference of exchange goes; without it the largest amount takes the cents of rounding */
	readonly difference?: string;
}

function combine(amounts: readonly Amount[]): Amount[] {
	const combined = new Map<string, Amount>();
	for (const amount of amounts) {
		const key = `${amount.account}/${amount.customer ?? ''}/${amount.rate?.toString() ?? ''}`;
		const known = combined.get(key);
		combined.set(key, known === undefined ? amount : { ...known, value: known.value.plus(amount.value) });
	}
	return [...combined.values()];
}

function largestOf(values: readonly Decimal[]): number {
	return values.reduce(
		(best, value, index) => (value.abs().gt(values[best]?.abs() ?? ZERO) ? index : best),
		0,
	);
}

/** The legs of a document. Their amounts in the document's currency add up to nothing already. */
export function legsOf(change: Change, { currency, rate, amounts, difference }: LegsInput): Leg[] {
	const { identity, digits } = change.company;
	const isHome = currency === identity.currency;
	const combined = combine(amounts);
	const documentRate = isHome ? decimal(1) : decimal(rate ?? 1);
	const home = combined.map(({ value, rate: own }) => roundTo(value.times(own ?? documentRate), digits));
	const off = sum(home);
	const legs = combined.map(({ account, customer, value }, index): Leg => {
		const amount = toMinor(home[index] ?? ZERO, digits);
		return {
			account,
			amount,
			...(customer === undefined ? {} : { customer }),
			...(isHome ? {} : { foreign: { currency, amount: toMinor(value, digitsOf(currency)) } }),
		};
	});
	if (!off.eq(0)) {
		const taken = toMinor(off, digits);
		const largest = largestOf(home);
		const leg = legs[largest];
		if (difference !== undefined) legs.push({ account: difference, amount: -taken });
		else if (leg !== undefined) legs[largest] = { ...leg, amount: leg.amount - taken };
	}
	return legs.filter((leg) => leg.amount !== 0n || leg.foreign !== undefined);
}

/** The account where a tax rate's tax is owed. */
export function taxAccount(change: Change, rateId: string): string {
	const agency = change.get('TaxRate', rateId)?.AgencyRef?.value;
	const account = agency === undefined ? undefined : change.systemAccount(`agency/${agency}`);
	if (account === undefined) throw new Error(`the tax rate ${rateId} has no agency with an account`);
	return account;
}
