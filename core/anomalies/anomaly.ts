/** What looks wrong in the figures, with the orders behind it. */
import type { Contribution } from '../performance/contribution';
import type { BusinessKey } from '../documents';
import { finding, type Evidence, type Finding } from '../findings/finding';
import type { FindingCode } from '../findings/catalogue';
import type { Period } from '../performance/periods';

export interface Anomaly extends Finding {
	readonly type: 'Anomaly';
	readonly period: Period;
	/** what it is about: a channel, a product, a gateway, a place; empty for all */
	readonly subject: string;
	/** the orders, refunds or payouts behind it, as people know them; the first of `count` */
	readonly orders: readonly { readonly number: string; readonly id: BusinessKey }[];
	readonly count: number;
}

const MOST_ORDERS = 25;

export type Behind = Pick<Contribution, 'id' | 'number'>;

export function anomaly(
	code: FindingCode,
	about: { readonly period: Period; readonly subject?: string; readonly behind?: readonly Behind[] },
	evidence: Evidence,
): Anomaly {
	const { period, subject = '', behind = [] } = about;
	return {
		type: 'Anomaly',
		...finding(code, { evidence }),
		period,
		subject,
		orders: behind.slice(0, MOST_ORDERS).map(({ number, id }) => ({ number, id })),
		count: behind.length,
	};
}
