/** The days of a report. Without dates it is this fiscal year to date. */
import type { Company } from '../books/company';
import { addDays, serverDay } from '../books/time';
import { bodyErrors, businessRule, invalidBody } from '../faults';

export interface ReportPeriod {
	readonly from: string;
	readonly to: string;
}

/** The first day of the fiscal year in which a day lies. */
export function fiscalYearStart(company: Company, day: string): string {
	const month = String(company.preferences.firstMonthOfFiscalYear).padStart(2, '0');
	const start = `${day.slice(0, 4)}-${month}-01`;
	return start <= day ? start : `${Number(day.slice(0, 4)) - 1}-${month}-01`;
}

export const dayBefore = (day: string): string => addDays(day, -1);

function dayIn(query: URLSearchParams, name: string): string | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw invalidBody([bodyErrors.date(name, text)]);
	return text;
}

/**
 * @throws QuickBooksFault 2060 a date that is none; 6000 cash basis, which the lab does not keep, or an empty period
 */
export function periodOf(company: Company, query: URLSearchParams): ReportPeriod {
	const method = query.get('accounting_method');
	if (method !== null && method.toLowerCase() !== 'accrual') {
		throw businessRule('The lab keeps its books on accrual basis only.', 'accounting_method');
	}
	const to = dayIn(query, 'end_date') ?? serverDay(company.now());
	const from = dayIn(query, 'start_date') ?? fiscalYearStart(company, to);
	if (from > to) throw businessRule('The period ends before it begins.', 'start_date');
	return { from, to };
}
