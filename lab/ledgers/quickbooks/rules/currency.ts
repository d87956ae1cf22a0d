/** The currency of a transaction and its rate to the home currency. */
import type { Change } from '../books/change';
import { currencyRef } from '../books/keep';
import { decimal, digitsOf, type Decimal } from '../decimals';
import { businessRule, invalidReference, missingParameter } from '../faults';
import type { Stored } from '../schema/index';

export interface DocumentCurrency {
	readonly code: string;
	/** digits after the point */
	readonly digits: number;
	readonly isHome: boolean;
	/** home currency units for one unit of this currency */
	readonly rate: Decimal;
	/** what stands in the stored document */
	readonly fields: {
		CurrencyRef: { value: string; name: string };
		ExchangeRate?: number;
	};
}

interface Input {
	readonly CurrencyRef?: { readonly value: string } | undefined;
	readonly ExchangeRate?: number | undefined;
}

/** The newest rate of a currency that was set for a day or before it. */
export function rateOn(change: Change, currency: string, day: string): Stored<'ExchangeRate'> | undefined {
	return change
		.find('ExchangeRate', 'SourceCurrencyCode', currency)
		.filter((rate) => rate.AsOfDate <= day)
		.sort((a, b) => (a.AsOfDate < b.AsOfDate ? 1 : -1))[0];
}

const isListed = (change: Change, code: string): boolean =>
	change.find('CompanyCurrency', 'Code', code).some((currency) => currency.Active !== false);

/**
 * The currency in which a transaction is made.
 * @throws QuickBooksFault 2020 with several currencies each transaction names its own; 2500 it is not in the company's
 *   list; 6000 several currencies are not switched on, or there is no rate
 */
export function currencyOf(change: Change, body: Input, day: string): DocumentCurrency {
	const { identity, preferences } = change.company;
	const home = identity.currency;
	const asked = body.CurrencyRef?.value;
	if (preferences.multiCurrency && asked === undefined) throw missingParameter('CurrencyRef');
	const code = asked ?? home;
	if (code === home) {
		return {
			code,
			digits: digitsOf(code),
			isHome: true,
			rate: decimal(1),
			fields: { CurrencyRef: currencyRef(code), ...(preferences.multiCurrency ? { ExchangeRate: 1 } : {}) },
		};
	}
	if (!preferences.multiCurrency) {
		throw businessRule(`Multicurrency is switched off: the currency is ${home}, not ${code}.`, 'CurrencyRef');
	}
	if (!isListed(change, code)) throw invalidReference('Currencies', code);
	const value = body.ExchangeRate ?? rateOn(change, code, day)?.Rate;
	if (value === undefined || value <= 0) {
		throw businessRule(`There is no exchange rate of ${code} on ${day}.`, 'ExchangeRate');
	}
	return {
		code,
		digits: digitsOf(code),
		isHome: false,
		rate: decimal(value),
		fields: { CurrencyRef: currencyRef(code), ExchangeRate: value },
	};
}

/**
 * A customer has one currency for ever; receivables are kept by currency.
 * @throws QuickBooksFault 6000
 */
export function checkCustomerCurrency(
	change: Change,
	customer: Stored<'Customer'>,
	{ code }: DocumentCurrency,
): void {
	const own = customer.CurrencyRef?.value ?? change.company.identity.currency;
	if (own !== code) {
		throw businessRule(
			`The currency of ${customer.DisplayName} is ${own}; a transaction in ${code} needs a customer in ${code}.`,
			'CurrencyRef',
		);
	}
}
