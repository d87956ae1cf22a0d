/** Faults in the figures of a shop's year, each in a week of its own; the weeks between them are as ever. */
import { dateOf, dayOf } from '../../../core/reconcile/days';
import { weekOf, type Faults, type ShopPlan } from '../steadyShop';
import type { PlantedFault } from './fault';

interface InWeek extends PlantedFault {
	readonly week: number;
	readonly faults: Faults;
	/** days of the week from 0 (Monday); all by default */
	readonly days?: readonly number[];
}

const FOUND_BY = 'Performance Summary, Find Anomalies';

const inWeek = (
	week: number,
	name: string,
	faults: Faults,
	found: Pick<PlantedFault, 'code' | 'says' | 'fix'>,
	days?: readonly number[],
): InWeek => ({
	week,
	name,
	faults,
	...found,
	where: `week from ${weekOf(week).from}`,
	foundBy: FOUND_BY,
	...(days === undefined ? {} : { days }),
});

const day = (week: number, index: number): string => dateOf(dayOf(weekOf(week).from) + index);

export const ANOMALY_FAULTS: readonly InWeek[] = [
	inWeek(
		10,
		'an import that enters one day many times',
		{ orders: 9 },
		{ code: 'ANOMALY_DAY', says: [day(10, 2), 'Wednesday', 'nothing special'], fix: 'an import' },
		[2],
	),
	inWeek(
		13,
		'a third of the usual orders for a week',
		{ orders: 0.3 },
		{
			code: 'ANOMALY_TREND',
			says: [weekOf(13).from, /\d+ orders in the week/],
			fix: 'all channels and products still sell',
		},
	),
	inWeek(
		16,
		'a shop that takes no orders from Thursday on',
		{ orders: 0 },
		{
			code: 'ANOMALY_SHOP_SILENT',
			says: [`from ${day(16, 3)} to ${day(16, 6)}`],
			fix: 'its checkout works',
		},
		[3, 4, 5, 6],
	),
	inWeek(
		19,
		'a silent channel: the till',
		{ silent: 'pos' },
		{ code: 'ANOMALY_CHANNEL_SILENT', says: ['"pos"', day(19, 0)], fix: 'still connected to the shop' },
	),
	inWeek(
		22,
		'a wrong tax class: British goods at 5 % instead of 20 %',
		{ taxRate: 5 },
		{
			code: 'ANOMALY_TAX_RATE',
			says: ['to GB', 'taxed 5.0', 'it was 20.0', weekOf(22).from],
			fix: 'correct the tax settings of the shop for GB',
		},
	),
	inWeek(
		25,
		'a fee jump: 2.6 % instead of 1.6 %',
		{ fee: 250 },
		{
			code: 'ANOMALY_FEE_RATE',
			says: ['stripe kept 2.6', 'it was 1.6', weekOf(25).from],
			fix: 'contract of stripe',
		},
	),
	inWeek(
		28,
		'a refund wave of one product',
		{ refundsOfOne: 4 },
		{
			code: 'ANOMALY_REFUNDS_PRODUCT',
			says: ['"Product 3" was given back', weekOf(28).from],
			fix: 'stop selling it',
		},
	),
	inWeek(
		31,
		'a refund wave of all products',
		{ refundsOfAll: 6 },
		{
			code: 'ANOMALY_REFUNDS',
			says: [/There are \d+ refunds in the week/, weekOf(31).from],
			fix: 'somebody who gives refunds that nobody asked for',
		},
	),
	inWeek(
		34,
		'a discount code that became public',
		{ discount: 25 },
		{
			code: 'ANOMALY_DISCOUNTS',
			says: [/Discounts were \d\d\.\d+ % of gross sales/, weekOf(34).from],
			fix: 'which discount codes were used',
		},
	),
	inWeek(
		37,
		'orders without payment',
		{ unpaid: 0.4 },
		{ code: 'ANOMALY_UNPAID', says: [/^\d+ orders that were due/, 'GBP'], fix: 'Remind the customers' },
		[1],
	),
	inWeek(
		40,
		'a number gap: three orders that never came',
		{ gap: 3 },
		{
			code: 'ANOMALY_NUMBER_GAP',
			says: ['3 numbers are missing', 'usually none is missing', 'my-shop'],
			fix: 'read that time again',
		},
		[4],
	),
	inWeek(
		43,
		'a product sold below its cost',
		{ cost: 125 },
		{
			code: 'ANOMALY_MARGIN',
			says: ['"Product 3" was sold for', 'a loss of'],
			fix: 'the cost and the price',
		},
	),
];

/** The last week; what comes after a fault is looked at, too. */
export const ANOMALY_WEEKS = 46;

/** Mondays are 0. */
const weekdayOf = (date: string): number => (dayOf(date) + 3) % 7;

export const FAULTY_SHOP: ShopPlan = {
	seed: 11,
	weeks: ANOMALY_WEEKS,
	on(date) {
		const fault = ANOMALY_FAULTS.find(({ week, days }) => {
			const { from, to } = weekOf(week);
			return date >= from && date <= to && (days === undefined || days.includes(weekdayOf(date)));
		});
		return fault?.faults ?? {};
	},
};

/** What is told because of a planted fault and is no fault of its own: the week, the code, and why. */
export const ANOMALY_CONSEQUENCES: readonly {
	readonly week: number;
	readonly code: string;
	readonly why: string;
}[] = [];
