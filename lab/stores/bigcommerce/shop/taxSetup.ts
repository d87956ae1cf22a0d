/** Tax zones and rates of the store: one zone for each place that the day book taxes, a rate for each tax it charges there. */
import Big from 'big.js';
import type { DayBook, DayBookTax } from '../../../daybook/events';

export interface TaxZone {
	readonly id: number;
	readonly country: string;
	readonly region: string | undefined;
}

export interface TaxRate {
	readonly id: number;
	readonly zoneId: number;
	readonly name: string;
	/** per cent */
	readonly percent: Big;
	readonly collectedBy: DayBookTax['collectedBy'];
}

export const percentOf = (tax: DayBookTax): Big => new Big(tax.rate).times(100);

export class TaxSetup {
	private readonly zoneList: TaxZone[] = [];
	private readonly rateList: TaxRate[] = [];
	private seen = 0;

	/** @param dayBook may grow: what is added is found when it is asked for */
	constructor(private readonly dayBook: DayBook) {}

	get zones(): readonly TaxZone[] {
		this.catchUp();
		return this.zoneList;
	}

	get rates(): readonly TaxRate[] {
		this.catchUp();
		return this.rateList;
	}

	rateOf(tax: DayBookTax): TaxRate {
		this.catchUp();
		return this.remember(tax);
	}

	private catchUp(): void {
		const { events } = this.dayBook;
		for (; this.seen < events.length; this.seen++) {
			const event = events[this.seen];
			const lines = event?.kind === 'order' ? event.lines : event?.kind === 'edit' ? (event.add ?? []) : [];
			for (const tax of lines.flatMap(({ taxes }) => taxes)) this.remember(tax);
		}
	}

	private remember(tax: DayBookTax): TaxRate {
		const zone = this.zone(tax.country, tax.region);
		const percent = percentOf(tax);
		const known = this.rateList.find(
			(one) =>
				one.zoneId === zone.id &&
				one.name === tax.name &&
				one.percent.eq(percent) &&
				one.collectedBy === tax.collectedBy,
		);
		if (known !== undefined) return known;
		const rate: TaxRate = {
			id: this.rateList.length + 1,
			zoneId: zone.id,
			name: tax.name,
			percent,
			collectedBy: tax.collectedBy,
		};
		this.rateList.push(rate);
		return rate;
	}

	private zone(country: string, region: string | undefined): TaxZone {
		const known = this.zoneList.find((one) => one.country === country && one.region === region);
		if (known !== undefined) return known;
		const zone: TaxZone = { id: this.zoneList.length + 1, country, region };
		this.zoneList.push(zone);
		return zone;
	}
}
