/** Control figures of a day book, as a bookkeeper would add them up: before they are split by account. */
import Big from 'big.js';
import { digitsOf } from './arithmetic';
import { taxIdentity, taxKey, type TaxIdentity } from './books';

/** Names of the sums; each is per currency of the books. "Net" is without the merchant's tax and after discounts. */
export const FIGURES = [
	'orderTotals',
	'itemsBeforeDiscountWithTax',
	'discountsWithTax',
	'discountsNet',
	'netItems',
	'netShipping',
	'netFees',
	'tips',
	'duties',
	'importTax',
	'giftCardsSold',
	'marketplaceTax',
	'outstanding',
	'refunded',
	'refundedItemsNet',
	'refundedShippingNet',
	'refundedFeesNet',
	'refundedAdjustmentsNet',
	'refundedTax',
] as const;

export type FigureName = (typeof FIGURES)[number];

/** The figures of one currency, decimal text with its digits. */
export type Figures = Readonly<Record<FigureName, string>> & {
	/** by gateway, before refunds */
	readonly captured: Readonly<Record<string, string>>;
	/** by gateway */
	readonly refundedBy: Readonly<Record<string, string>>;
	/** the merchant's taxes charged, before refunds */
	readonly taxes: readonly (TaxIdentity & { readonly amount: string })[];
};

/** Adds figures up, per currency. */
export class FigureSums {
	private readonly sums = new Map<string, Map<string, Big>>();
	private readonly taxIdentities = new Map<string, TaxIdentity>();

	add(currency: string, name: FigureName, amount: Big): void {
		this.put(currency, name, amount);
	}

	addGateway(currency: string, what: 'captured' | 'refundedBy', gateway: string, amount: Big): void {
		this.put(currency, `${what} ${gateway}`, amount);
	}

	addTax(currency: string, tax: TaxIdentity, amount: Big): void {
		const key = taxKey(tax);
		this.taxIdentities.set(key, taxIdentity(tax));
		this.put(currency, `tax ${key}`, amount);
	}

	/** The figures of each currency that occurs. */
	result(): Readonly<Record<string, Figures>> {
		return Object.fromEntries([...this.sums.keys()].map((currency) => [currency, this.figuresOf(currency)]));
	}

	private put(currency: string, key: string, amount: Big): void {
		const sums = this.sums.get(currency) ?? new Map<string, Big>();
		sums.set(key, (sums.get(key) ?? new Big(0)).plus(amount));
		this.sums.set(currency, sums);
	}

	private figuresOf(currency: string): Figures {
		const sums = this.sums.get(currency) ?? new Map<string, Big>();
		const text = (amount: Big | undefined): string => (amount ?? new Big(0)).toFixed(digitsOf(currency));
		const below = (prefix: string): [string, string][] =>
			[...sums].flatMap(([key, amount]) =>
				key.startsWith(prefix) ? [[key.slice(prefix.length), text(amount)]] : [],
			);
		const named = Object.fromEntries(FIGURES.map((name) => [name, text(sums.get(name))])) as Record<
			FigureName,
			string
		>;
		return {
			...named,
			captured: Object.fromEntries(below('captured ')),
			refundedBy: Object.fromEntries(below('refundedBy ')),
			taxes: below('tax ').flatMap(([key, amount]) => {
				const identity = this.taxIdentities.get(key);
				return identity === undefined ? [] : [{ ...identity, amount }];
			}),
		};
	}
}
