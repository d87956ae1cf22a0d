/** What reports are about: the days and the currency. */
import type { Account } from '../books/account';
import { isDay } from '../books/time';
import { fromCents, type Money } from '../decimals';
import { ERRNO, refused } from '../faults';

export interface Scope {
	/** undefined: from the beginning */
	readonly from?: string;
	readonly to: string;
	readonly currency: string;
}

function dayIn(query: URLSearchParams, name: string): string | undefined {
	const day = query.get(name);
	if (day === null || day === '') return undefined;
	if (!isDay(day))
		throw refused(ERRNO.invalid, 'report', name, 'Must be a date in the format YYYY-MM-DD.', day);
	return day;
}

/** The days and the currency that a request names; today and the base currency where it names none. */
export function scopeOf(account: Account, query: URLSearchParams): Scope {
	const [from, to = account.today()] = [dayIn(query, 'start_date'), dayIn(query, 'end_date')];
	if (from !== undefined && from > to)
		throw refused(ERRNO.dateRange, 'report', 'start_date', 'The start date is after the end date.', from);
	const currency = query.get('currency_code') ?? account.identity.currency;
	return { to, currency, ...(from === undefined ? {} : { from }) };
}

/** The first day that is shown where a report begins with none. */
export const firstDay = ({ from, to }: Scope): string => from ?? `${to.slice(0, 4)}-01-01`;

/** What stands at the top of every report. */
export const heading = ({ identity }: Account, scope: Scope, from: string | null): object => ({
	company_name: identity.name,
	currency_code: scope.currency,
	start_date: from,
	end_date: scope.to,
	download_token: 'lab',
});

export const cents = (amount: bigint, code: string): Money => ({ amount: fromCents(amount), code });
