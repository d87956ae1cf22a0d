/** The sizes of faults that are found in a shop of 15 orders a day, and how often. The docs' table is checked against this list. */
import type { FindingCode } from '../../core/findings/catalogue';
import { weekOf, type Faults } from './steadyShop';

export interface Power {
	/** as the docs say it */
	readonly size: string;
	readonly code: FindingCode;
	readonly faults: Faults;
	readonly when: keyof typeof WHEN;
	/** at least this share of them is found */
	readonly chance: number;
}

const WEEK = weekOf(10);
const WEDNESDAY = '2026-02-11';

/** On which days of the week the fault is there. */
export const WHEN = {
	'all week': (day: string): boolean => day >= WEEK.from,
	Wednesday: (day: string): boolean => day === WEDNESDAY,
	'from Thursday': (day: string): boolean => day > WEDNESDAY,
} as const;

const power = (
	size: string,
	code: FindingCode,
	faults: Faults,
	when: keyof typeof WHEN = 'all week',
	chance = 0.95,
): Power => ({ size, code, faults, when, chance });

export const POWERS: readonly Power[] = [
	power('a day on which everything costs fifteen times as much', 'ANOMALY_DAY', { amounts: 15 }, 'Wednesday'),
	power('a day with seven times as many orders', 'ANOMALY_DAY', { orders: 7 }, 'Wednesday'),
	power('a week with two and a half times as many orders', 'ANOMALY_TREND', { orders: 2.5 }),
	power('a week with less than a third of the orders', 'ANOMALY_TREND', { orders: 0.3 }),
	power('a tax rate that is one point lower for a week', 'ANOMALY_TAX_RATE', { taxRate: 19 }),
	power('a week without tax', 'ANOMALY_TAX_RATE', { taxRate: 0 }),
	power('fees that are a third higher', 'ANOMALY_FEE_RATE', { fee: 210 }),
	power('four per cent off every order', 'ANOMALY_DISCOUNTS', { discount: 4 }),
	power('20 refunds of one product in a week', 'ANOMALY_REFUNDS_PRODUCT', { refundsOfOne: 3 }),
	power('35 refunds of all products where there are four', 'ANOMALY_REFUNDS', { refundsOfAll: 5 }),
	power('a channel with a fifth of the orders is silent for a week', 'ANOMALY_CHANNEL_SILENT', {
		silent: 'pos',
	}),
	power('a shop is silent from Thursday on', 'ANOMALY_SHOP_SILENT', { orders: 0 }, 'from Thursday'),
	power('one order number is missing', 'ANOMALY_NUMBER_GAP', { gap: 1 }, 'Wednesday'),
	power('a product is sold two per cent below its cost', 'ANOMALY_MARGIN', { cost: 102 }),
	power('a third of a day is due and unpaid', 'ANOMALY_UNPAID', { unpaid: 0.33 }, 'Wednesday'),
];
