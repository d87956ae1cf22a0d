/**
 * The shop's tax table, gathered from the taxes of the day book: one rate for each name, rate and place. What a marketplace
 * collects has a tax class of its own, so that a shop can tell it from the tax it owes.
 */
import Big from 'big.js';
import type { DayBook, DayBookTax } from '../../../daybook/events';

export const MARKETPLACE_CLASS = 'marketplace-facilitator';

export interface TaxRate {
	readonly id: number;
	readonly name: string;
	readonly country: string;
	readonly state: string;
	/** a fraction */
	readonly rate: Big;
	/** taxes that occur together on a line must have different ones, or only the first would be charged */
	readonly priority: number;
	readonly marketplace: boolean;
	/** whether it was ever charged on shipping */
	shipping: boolean;
}

/** e.g. "GB-VAT-1": as wc_get_tax_rate_code makes it. */
export function rateCode({ country, state, name, priority }: TaxRate): string {
	return [country, state, name === '' ? 'TAX' : name, String(priority)]
		.filter((part) => part !== '')
		.join('-')
		.toUpperCase();
}

/** per cent, as a number: 7.25 */
export const ratePercent = ({ rate }: TaxRate): number => rate.times(100).toNumber();

const keyOf = ({ name, rate, country, region, collectedBy }: DayBookTax): string =>
	JSON.stringify([name, new Big(rate).toFixed(), country, region ?? '', collectedBy]);

type WorldEvent = DayBook['events'][number];

export class TaxRates {
	private readonly byKey = new Map<string, TaxRate>();

	get all(): readonly TaxRate[] {
		return [...this.byKey.values()];
	}

	/** Takes in the taxes of an event's lines. */
	learn(event: WorldEvent): void {
		const lines = event.kind === 'order' ? event.lines : event.kind === 'edit' ? (event.add ?? []) : [];
		for (const { type, taxes } of lines) {
			taxes.forEach((tax, index) => {
				const key = keyOf(tax);
				const rate = this.byKey.get(key) ?? this.made(tax, index + 1);
				if (type === 'shipping') rate.shipping = true;
				this.byKey.set(key, rate);
			});
		}
	}

	/** The rate of a tax that was learned. */
	of(tax: DayBookTax): TaxRate {
		const rate = this.byKey.get(keyOf(tax));
		if (rate === undefined) throw new Error(`the tax "${tax.name}" is not in the shop's table`);
		return rate;
	}

	private made(tax: DayBookTax, priority: number): TaxRate {
		return {
			id: this.byKey.size + 1,
			name: tax.name,
			country: tax.country,
			state: tax.region ?? '',
			rate: new Big(tax.rate),
			priority,
			marketplace: tax.collectedBy === 'marketplace',
			shipping: false,
		};
	}
}
