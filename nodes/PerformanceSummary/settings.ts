/** The question that the node's parameters ask. */
import { DateTime } from 'luxon';
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { lastPeriod, type PerformanceQuestion, type PeriodUnit } from '../../core/performance';

/** A day as it was typed, or as an expression gives it (then with a time behind it). */
function dayText(context: IExecuteFunctions, value: unknown, label: string): string {
	const text = String(value).trim();
	const day = text.slice(0, 10);
	if (/^\d{4}-\d{2}-\d{2}$/.test(day) && DateTime.fromISO(day, { zone: 'utc' }).isValid) return day;
	throw new NodeOperationError(context.getNode(), `"${text.slice(0, 40)}" is not a day.`, {
		description: `Write "${label}" as YYYY-MM-DD, for example 2026-11-30.`,
	});
}

/**
 * @param unit how long the period is; by default as the node's parameter says
 * @throws NodeOperationError for what is no day
 */
export function questionOf(
	context: IExecuteFunctions,
	unit = String(context.getNodeParameter('unit', 0, 'month')) as PeriodUnit,
): PerformanceQuestion {
	const today = DateTime.now().setZone(context.getTimezone()).toFormat('yyyy-MM-dd');
	const isLast = context.getNodeParameter('which', 0, 'last') !== 'day';
	const on = isLast
		? lastPeriod(today, unit).from
		: dayText(context, context.getNodeParameter('day', 0, ''), 'Day');
	const since = context.getNodeParameter('options.since', 0, '');
	return {
		unit,
		on,
		...(since === '' ? {} : { since: dayText(context, since, 'Documents Since') }),
		products: Number(context.getNodeParameter('options.products', 0, 10)),
		allProducts: context.getNodeParameter('options.allProducts', 0, false) === true,
	};
}

/** @throws NodeOperationError for what is no day */
export function closedDays(context: IExecuteFunctions): string[] {
	return String(context.getNodeParameter('options.closed', 0, ''))
		.split(/[\s,;]+/)
		.filter((text) => text !== '')
		.map((text) => dayText(context, text, 'Days Closed'));
}
