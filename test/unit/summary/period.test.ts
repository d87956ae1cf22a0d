/** Days, weeks and months: by whose midnight, split at the ends of months, and when they are over. */
import fc from 'fast-check';
import { batchName, batchOf, dueAt } from '../../../core/summary/batch';
import { dayOf, endOf, payoutPeriodOf, periodOf } from '../../../core/summary/period';
import { paidSale, splitSale } from '../../support/entries';
import { policyOf } from '../../support/summaries';

const week = (day: string, weekStartsOn: 'monday' | 'sunday' = 'monday') =>
	periodOf(day, { period: 'week', weekStartsOn });

describe('periods', () => {
	it.each([
		['2010-12-01', '2010-12-01', '2010-12-05'],
		['2010-11-30', '2010-11-29', '2010-11-30'],
		['2010-12-08', '2010-12-06', '2010-12-12'],
		['2010-12-31', '2010-12-27', '2010-12-31'],
		['2011-01-01', '2011-01-01', '2011-01-02'],
		['2012-02-29', '2012-02-27', '2012-02-29'],
	])('the week of %s is from %s to %s: split at the end of the month', (day, from, to) => {
		expect(week(day)).toEqual({ from, to });
	});

	it('weeks can start on Sunday', () => {
		expect(week('2010-12-05', 'sunday')).toEqual({ from: '2010-12-05', to: '2010-12-11' });
		expect(week('2010-12-04', 'sunday')).toEqual({ from: '2010-12-01', to: '2010-12-04' });
	});

	it('months are whole', () => {
		expect(periodOf('2012-02-10', { period: 'month', weekStartsOn: 'monday' })).toEqual({
			from: '2012-02-01',
			to: '2012-02-29',
		});
	});

	it('a payout is split at the end of a month, and no part is dated before what is in it', () => {
		expect(payoutPeriodOf('2010-12-30', '2011-01-04')).toEqual({ from: '2010-12-01', to: '2010-12-31' });
		expect(payoutPeriodOf('2011-01-02', '2011-01-04')).toEqual({ from: '2011-01-01', to: '2011-01-04' });
		expect(payoutPeriodOf('2011-01-02', '2010-12-31')).toEqual({ from: '2011-01-01', to: '2011-01-02' });
	});

	it('every day is in one period, whose days all have the same period, within one month', () => {
		const days = fc
			.date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10));
		const kinds = fc.constantFrom('day' as const, 'week' as const, 'month' as const);
		fc.assert(
			fc.property(
				days,
				kinds,
				fc.constantFrom('monday' as const, 'sunday' as const),
				(day, period, start) => {
					const options = { period, weekStartsOn: start };
					const { from, to } = periodOf(day, options);
					expect(from <= day && day <= to).toBe(true);
					expect(from.slice(0, 7)).toBe(to.slice(0, 7));
					expect([periodOf(from, options), periodOf(to, options)]).toEqual([
						{ from, to },
						{ from, to },
					]);
				},
			),
		);
	});
});

describe('midnight', () => {
	const late = { bookedOn: '2010-12-31', occurredAt: '2011-01-01T04:30:00.000Z' };

	it('is the shop’s where that is chosen, whatever the zone of the books', () => {
		expect(dayOf(late, { cut: 'shop', timeZone: 'Asia/Tokyo' })).toBe('2010-12-31');
	});

	it('is the books’ in their zone', () => {
		expect(dayOf(late, { cut: 'books', timeZone: 'America/New_York' })).toBe('2010-12-31');
		expect(dayOf(late, { cut: 'books', timeZone: 'Europe/London' })).toBe('2011-01-01');
		expect(dayOf(late, { cut: 'books', timeZone: 'Asia/Tokyo' })).toBe('2011-01-01');
	});

	it('comes 23 or 25 hours after the last when the clocks change', () => {
		const hours = (day: string, next: string, zone: string): number =>
			(endOf(next, zone) - endOf(day, zone)) / 3_600_000;
		expect(hours('2026-03-28', '2026-03-29', 'Europe/London')).toBe(23);
		expect(hours('2026-10-24', '2026-10-25', 'Europe/London')).toBe(25);
		expect(hours('2026-03-07', '2026-03-08', 'America/New_York')).toBe(23);
		expect(hours('2026-06-01', '2026-06-02', 'Europe/London')).toBe(24);
	});

	it('is the first moment of the next day where there is no midnight', () => {
		// the clocks of Brazil went from 00:00 to 01:00 on that day
		expect(new Date(endOf('2018-11-03', 'America/Sao_Paulo')).toISOString()).toBe('2018-11-04T03:00:00.000Z');
	});

	it('makes a batch due after the delay, and one without its payout never', () => {
		const batch = batchOf(paidSale('1', { bookedOn: '2026-03-28' }), policyOf());
		expect(dueAt(batch, policyOf({ delayMs: 1_000 }), 7)).toBe(Date.parse('2026-03-29T00:00:01Z'));
		expect(dueAt(batch, policyOf({ emit: 'now' }), 7)).toBe(7);
		expect(dueAt(batch, policyOf({ period: 'payout' }), 7)).toBe(Number.MAX_SAFE_INTEGER);
		expect(dueAt({ ...batch, payout: 'P1' }, policyOf({ period: 'payout' }), 7)).toBe(7);
	});
});

describe('the name of a batch', () => {
	it('says period, currency and what it is kept apart by', () => {
		const policy = policyOf({ period: 'week', divideBy: ['gateway', 'channel', 'destination'] });
		expect(batchName(batchOf(splitSale('1', { bookedOn: '2010-12-01' }), policy))).toBe(
			'2010-12-01_2010-12-05.GBP.channel=web.country=.gateway=card%2Bpaypal.region=',
		);
	});

	it('is another for another group, whatever characters are in it, and holds no slash', () => {
		const text = fc.string({ maxLength: 8, unit: 'grapheme' });
		const nameOf = (channel: string, payout: string): string =>
			batchName({
				platform: 'shopify',
				storeId: 'shop',
				currency: 'GBP',
				from: '2010-12-01',
				to: '2010-12-01',
				payout,
				group: { channel },
			});
		fc.assert(
			fc.property(text, text, text, text, (a, b, c, d) => {
				expect(nameOf(a, b) === nameOf(c, d)).toBe(a === c && b === d);
				expect(nameOf(a, b)).not.toContain('/');
			}),
		);
	});
});
