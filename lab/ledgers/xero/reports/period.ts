/** The days of a report. */
import type { Organisation } from '../books/organisation';
import { dayOf } from '../books/time';
import { badRequest } from '../faults';

/** A day of the address. @throws XeroFault 400 it is none */
export function dayParameter(query: URLSearchParams, name: string): string | undefined {
	const text = query.get(name);
	if (text === null || text === '') return undefined;
	const day = dayOf(text);
	if (day === undefined) throw badRequest(`The ${name} parameter is not a valid date.`);
	return day;
}

/** From and to; without them the month in which the organisation is. */
export function periodOf(organisation: Organisation, query: URLSearchParams): { from: string; to: string } {
	const today = organisation.today();
	const month = today.slice(0, 7);
	const [year = 0, number = 1] = month.split('-').map(Number);
	const end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
	const from = dayParameter(query, 'fromDate') ?? `${month}-01`;
	const to = dayParameter(query, 'toDate') ?? end;
	if (from > to) throw badRequest('The fromDate must be before the toDate.');
	return { from, to };
}

/** The first day of the financial year that a day is in; the year ends in March in the UK and New Zealand. */
export function yearStart(organisation: Organisation, day: string): string {
	const year = Number(day.slice(0, 4));
	if (!['GB', 'NZ'].includes(organisation.identity.country)) return `${year}-01-01`;
	return day >= `${year}-04-01` ? `${year}-04-01` : `${year - 1}-04-01`;
}
