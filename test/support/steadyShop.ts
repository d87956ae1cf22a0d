/**
 * A shop that sells as ever, by chance: Poisson counts with a pattern of the week, amounts with a heavy tail, goods of two tax rates,
 * three channels, three countries, some discounts and refunds, a payout a day. The same seed gives the same shop.
 */
import type { Payout, Refund, Sale } from '../../core/documents';
import type { PerformanceDocument } from '../../core/performance';
import { daysOf } from '../../core/performance/periods';
import { fromMinorUnits } from '../../core/money/money';
import { dateOf, dayOf } from '../../core/reconcile/days';
import { line, payment, refundLine, refundOf, saleOf, tax } from './documents';

/** A Monday; weeks are counted from here. */
export const FIRST_DAY = '2025-12-01';

export const weekOf = (index: number): { readonly from: string; readonly to: string } => ({
	from: dateOf(dayOf(FIRST_DAY) + 7 * index),
	to: dateOf(dayOf(FIRST_DAY) + 7 * index + 6),
});

/** Uniform numbers from 0 to 1, the same for a seed (mulberry32). */
export function chances(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function poisson(chance: () => number, mean: number): number {
	const limit = Math.exp(-mean);
	let [count, product] = [0, chance()];
	while (product > limit) {
		count++;
		product *= chance();
	}
	return count;
}

/** What is otherwise than ever on a day; nothing on all the others. */
export interface Faults {
	/** as many orders as usual times this */
	readonly orders?: number;
	/** everything costs so many times as much */
	readonly amounts?: number;
	/** percent of tax on what is usually taxed with 20 in GB */
	readonly taxRate?: number;
	/** percent off for orders that usually have nothing off */
	readonly discount?: number;
	/** basis points of what is collected; usually 150 */
	readonly fee?: number;
	/** refunds a day of product P3, beside the usual ones */
	readonly refundsOfOne?: number;
	/** refunds a day, each of another product */
	readonly refundsOfAll?: number;
	readonly silent?: string;
	/** so many numbers are skipped at the first order of the day */
	readonly gap?: number;
	/** percent of the price that product P3 costs the shop; usually 60 */
	readonly cost?: number;
	/** chance of an order to stay unpaid though it was due on its day */
	readonly unpaid?: number;
}

export interface ShopPlan {
	readonly seed: number;
	readonly weeks: number;
	/** in the mean; Mondays have half as many more, Sundays half as many */
	readonly ordersADay?: number;
	readonly on?: (day: string) => Faults;
}

const WEEKDAYS = [1.5, 1, 1, 1.1, 1.2, 0.7, 0.5];
const CHANNELS = ['web', 'web', 'web', 'pos', 'market'];
const COUNTRIES = ['GB', 'GB', 'GB', 'DE', 'FR'];
const RATES: Readonly<Record<string, number>> = { GB: 20, DE: 19, FR: 20 };
const PRODUCTS = 25;

const pounds = (units: number): string => fromMinorUnits(BigInt(Math.round(units)), 'GBP').amount;
const one = <T>(chance: () => number, list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;

function saleLine(chance: () => number, index: number, country: string, off: number, faults: Faults) {
	const product = Math.floor(chance() * PRODUCTS);
	// most cost some pounds, a few some hundred
	const pence = Math.round(
		800 * Math.exp(1.1 * (chance() + chance() + chance() - 1)) * (faults.amounts ?? 1),
	);
	const discount = Math.round((pence * off) / 100);
	const usualRate = product % 6 === 0 ? 0 : (RATES[country] ?? 0);
	const rate = country === 'GB' && usualRate > 0 ? (faults.taxRate ?? usualRate) : usualRate;
	const cost = product === 3 ? (faults.cost ?? 60) : 60;
	return line(
		pounds(pence),
		{
			id: `line-${index}`,
			sku: `P${product}`,
			name: `Product ${product}`,
			discount: fromMinorUnits(BigInt(discount), 'GBP'),
			taxes:
				rate === 0
					? []
					: [
							tax(
								pounds(((pence - discount) * rate) / 100),
								{ name: 'VAT', rate: String(rate / 100), country },
								'GBP',
							),
						],
			cost: fromMinorUnits(BigInt(Math.round((pence * cost) / 100)), 'GBP'),
		},
		'GBP',
	);
}

function refund(day: string, index: number, product: string): Refund {
	return refundOf({
		id: `shop/one/refund/${day}-${index}`,
		currency: 'GBP',
		bookedOn: day,
		shipTo: { country: 'GB' },
		lines: [refundLine('9.00', { sku: product, name: `Product ${product.replace('P', '')}` }, 'GBP')],
	});
}

function payout(day: string, collected: number, basisPoints: number): Payout {
	const { type: _, ...header } = saleOf({});
	const fee = BigInt(Math.round((collected * basisPoints) / 10_000));
	const amount = BigInt(collected);
	return {
		...header,
		type: 'Payout',
		id: `stripe/acct/payout/${day}`,
		currency: 'GBP',
		bookedOn: day,
		gateway: 'stripe',
		status: 'paid',
		arrivesOn: day,
		direction: 'toBank',
		net: fromMinorUnits(amount - fee, 'GBP'),
		transactions: [
			{
				id: 't',
				type: 'charge',
				amount: fromMinorUnits(amount, 'GBP'),
				direction: 'in',
				fee: fromMinorUnits(fee, 'GBP'),
				occurredAt: `${day}T10:00:00Z`,
			},
		],
	};
}

/** @returns sales, refunds and payouts of all weeks */
export function steadyShop({
	seed,
	weeks,
	ordersADay = 15,
	on = () => ({}),
}: ShopPlan): PerformanceDocument[] {
	const chance = chances(seed);
	const documents: PerformanceDocument[] = [];
	let number = 1_000;
	for (const day of daysOf({ from: FIRST_DAY, to: weekOf(weeks - 1).to })) {
		const faults = on(day);
		const mean = ordersADay * (WEEKDAYS[(dayOf(day) + 3) % 7] ?? 1) * (faults.orders ?? 1);
		const count = poisson(chance, mean);
		number += faults.gap ?? 0;
		let collected = 0;
		for (let index = 0; index < count; index++) {
			number++;
			const channel = one(chance, CHANNELS);
			const country = one(chance, COUNTRIES);
			const off = chance() < 0.1 ? 10 : (faults.discount ?? 0);
			const lines = Array.from({ length: 1 + Math.floor(chance() * 4) }, (_, each) =>
				saleLine(chance, each, country, off, faults),
			);
			const isUnpaid = chance() < (faults.unpaid ?? 0);
			// what an order of a silent channel would have been, chance says all the same
			if (channel === faults.silent) {
				number--;
				continue;
			}
			const sale = saleOf({
				id: `shop/one/order/${number}`,
				order: { id: String(number), number: `#${number}` },
				currency: 'GBP',
				channel,
				bookedOn: day,
				dueOn: day,
				occurredAt: `${day}T10:00:00Z`,
				shipTo: { country },
				lines,
			});
			const { total } = sale.totals;
			const paid: Sale = {
				...sale,
				payments: [payment(total.amount, 'stripe', { amount: total })],
				totals: { ...sale.totals, paid: total, outstanding: sale.totals.outstanding },
			};
			collected += Math.round(Number(total.amount) * 100);
			documents.push(
				isUnpaid
					? sale
					: {
							...paid,
							totals: { ...paid.totals, outstanding: fromMinorUnits(0n, 'GBP') },
						},
			);
		}
		let refunds = 0;
		for (let left = poisson(chance, count * 0.04); left > 0; left--)
			documents.push(refund(day, refunds++, `P${Math.floor(chance() * PRODUCTS)}`));
		for (let left = poisson(chance, faults.refundsOfOne ?? 0); left > 0; left--)
			documents.push(refund(day, refunds++, 'P3'));
		for (let left = poisson(chance, faults.refundsOfAll ?? 0); left > 0; left--)
			documents.push(refund(day, refunds++, `X-${day}-${refunds}`));
		if (collected > 0)
			documents.push(payout(day, collected, (faults.fee ?? 150) + Math.floor(chance() * 20)));
	}
	return documents;
}
