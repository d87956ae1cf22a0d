/** Money and times as webhook bodies carry them: all decimals, snake_case sets, the shop's local time with its offset. */
import { DateTime } from 'luxon';
import { restText, type Amount, type Currencies } from '../shop/money';
import type { ShopTax } from '../shop/order';

const restMoney = (minor: bigint, currency: string): object => ({
	amount: restText(minor, currency),
	currency_code: currency,
});

export const restSet = (amount: Amount, { shop, presentment }: Currencies): object => ({
	shop_money: restMoney(amount.shop, shop),
	presentment_money: restMoney(amount.presentment, presentment),
});

/** The plain twin of a set: in the shop's currency. */
export const restPlain = (amount: Amount, { shop }: Currencies): string => restText(amount.shop, shop);

export const restTax = (tax: ShopTax, currencies: Currencies, amount: Amount = tax.amount): object => ({
	channel_liable: tax.channelLiable,
	price: restPlain(amount, currencies),
	price_set: restSet(amount, currencies),
	rate: Number(tax.rate),
	title: tax.title,
});

/** "2010-12-01T08:26:00+00:00" */
export const restTime = (at: string | number, zone: string): string => {
	const time = typeof at === 'number' ? DateTime.fromMillis(at, { zone }) : DateTime.fromISO(at, { zone });
	return time.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
};
