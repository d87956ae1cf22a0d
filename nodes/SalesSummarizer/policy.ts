/** The parameters as a policy. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { IANAZone } from 'luxon';
import { isDecimal } from '../../core/money/decimal';
import type { SinglyPolicy, SummaryDivision, SummaryPolicy } from '../../core/summary';
import { systemClock } from '../shared/clock';
import { conditionsOf } from '../shared/conditions';

const HOUR_MS = 3_600_000;
const PERIODS = ['day', 'week', 'month', 'payout'] as const;
const DIVISIONS: readonly SummaryDivision[] = ['channel', 'gateway', 'destination'];

function singlyOf(context: IExecuteFunctions): SinglyPolicy {
	const text = (name: string): string =>
		String(context.getNodeParameter(`singly.${name}`, 0, '') ?? '').trim();
	const over = text('over');
	if (over !== '' && (!isDecimal(over) || over.startsWith('-'))) {
		throw new NodeOperationError(context.getNode(), `"${over}" is not an amount.`, {
			description: 'Post Singly > More Than takes a plain decimal number such as 1000 or 99.50.',
		});
	}
	const conditions = conditionsOf({
		channel: text('channel'),
		country: text('country'),
		gateway: text('gateway'),
	});
	return {
		companies: context.getNodeParameter('singly.companies', 0, true) !== false,
		...conditions,
		...(over === '' ? {} : { over }),
	};
}

/** @throws NodeOperationError for what cannot be used */
export function policyOf(context: IExecuteFunctions): SummaryPolicy {
	const chosen = String(context.getNodeParameter('timeZone', 0, '') ?? '').trim();
	const timeZone = chosen === '' ? context.getTimezone() : chosen;
	if (!IANAZone.isValidZone(timeZone)) {
		throw new NodeOperationError(context.getNode(), `"${timeZone}" is not a time zone.`, {
			description: 'Time Zone takes a name such as Europe/London or America/New_York.',
		});
	}
	const period = PERIODS.find((known) => known === context.getNodeParameter('period', 0));
	if (period === undefined) throw new NodeOperationError(context.getNode(), 'There is no such period.');
	const divideBy = context.getNodeParameter('options.divideBy', 0, []) as readonly string[];
	return {
		period,
		cut: context.getNodeParameter('cut', 0) === 'books' ? 'books' : 'shop',
		timeZone,
		weekStartsOn:
			context.getNodeParameter('options.weekStartsOn', 0, 'monday') === 'sunday' ? 'sunday' : 'monday',
		emit: context.getNodeParameter('emit', 0) === 'now' ? 'now' : 'over',
		delayMs: Number(context.getNodeParameter('options.delayHours', 0, 3)) * HOUR_MS,
		divideBy: DIVISIONS.filter((division) => divideBy.includes(division)),
		singly: singlyOf(context),
	};
}

/**
 * The instant by which a period must be over, epoch milliseconds: now, or an earlier one that is chosen.
 * @throws NodeOperationError it is no date and time
 */
export function sumUpTo(context: IExecuteFunctions): number {
	const chosen = String(context.getNodeParameter('options.sumUpTo', 0, '') ?? '').trim();
	const now = systemClock.now();
	if (chosen === '') return now;
	const instant = Date.parse(chosen);
	if (Number.isNaN(instant))
		throw new NodeOperationError(context.getNode(), `"${chosen}" is not a date and time.`, {
			description: 'Options > Sum Up To takes a date and time, or nothing.',
		});
	return Math.min(instant, now);
}
