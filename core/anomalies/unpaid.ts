/** Orders that should be paid and are not, named once: in the period in which they were due. */
import { DateTime } from 'luxon';
import type { Sale } from '../documents';
import { isIn } from '../performance/periods';
import { amountText } from '../performance/texts';
import { anomaly, type Anomaly } from './anomaly';
import { unitsOf, type Frame } from './frame';

/** what has no due date is due after this many days */
const DAYS = 30;

const dueOn = ({ dueOn: due, bookedOn }: Sale): string =>
	due ?? DateTime.fromISO(bookedOn, { zone: 'utc' }).plus({ days: DAYS }).toFormat('yyyy-MM-dd');

export function unpaidOrders(frame: Frame): Anomaly[] {
	const { currency, period, contributions, documents } = frame;
	const due = new Map(
		documents.flatMap((each) => (each.type === 'Sale' ? [[each.id, dueOn(each)] as const] : [])),
	);
	const open = contributions.filter(
		(each) => isIn(due.get(each.id) ?? '', period) && unitsOf(each, 'outstanding') > 0n,
	);
	if (open.length === 0) return [];
	const sum = open.reduce((all, each) => all + unitsOf(each, 'outstanding'), 0n);
	const evidence = { count: open.length, ...period, amount: amountText(sum, currency), currency };
	return [anomaly('ANOMALY_UNPAID', { period, behind: open }, evidence)];
}
