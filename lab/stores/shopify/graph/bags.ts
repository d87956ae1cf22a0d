/** Money, tax lines and times as GraphQL objects. */
import { graphText, type Amount, type Currencies } from '../shop/money';
import type { ShopTax } from '../shop/order';

export interface MoneyV2 {
	readonly __typename: 'MoneyV2';
	readonly amount: string;
	readonly currencyCode: string;
}

export interface MoneyBag {
	readonly shopMoney: MoneyV2;
	readonly presentmentMoney: MoneyV2;
}

export const money = (minor: bigint, currency: string): MoneyV2 => ({
	__typename: 'MoneyV2',
	amount: graphText(minor, currency),
	currencyCode: currency,
});

export function bag(amount: Amount, { shop, presentment }: Currencies): MoneyBag {
	const shopMoney = money(amount.shop, shop);
	return {
		shopMoney,
		presentmentMoney: shop === presentment ? shopMoney : money(amount.presentment, presentment),
	};
}

/** A unit price, which may have more digits than its currency. */
export function priceBag(
	price: { shop: string; presentment: string },
	{ shop, presentment }: Currencies,
): MoneyBag {
	return {
		shopMoney: { __typename: 'MoneyV2', amount: price.shop, currencyCode: shop },
		presentmentMoney: { __typename: 'MoneyV2', amount: price.presentment, currencyCode: presentment },
	};
}

/** A percentage without the noise of binary fractions: 0.175 is 17.5. */
const percentage = (rate: string): number => Number((Number(rate) * 100).toPrecision(12));

export function taxLine(tax: ShopTax, currencies: Currencies, amount: Amount = tax.amount): object {
	const priceSet = bag(amount, currencies);
	return {
		title: tax.title,
		rate: Number(tax.rate),
		ratePercentage: percentage(tax.rate),
		channelLiable: tax.channelLiable,
		price: priceSet.shopMoney.amount,
		priceSet,
	};
}

/** Shopify writes times in UTC, to the second. */
export const dateTime = (at: string | number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
