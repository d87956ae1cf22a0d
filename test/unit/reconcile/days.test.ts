/** Business days, and the lag of a gateway. */
import fc from 'fast-check';
import { BusinessDays, dateOf, dayOf } from '../../../core/reconcile/days';
import { Lags } from '../../../core/reconcile/lag';

describe('business days', () => {
	const days = new BusinessDays(['2026-04-03', '2026-04-06', '2026-04-04']);
	const between = (from: string, to: string): number => days.between(dayOf(from), dayOf(to));

	it('leave out weekends and holidays', () => {
		expect(between('2026-03-02', '2026-03-03')).toBe(1);
		expect(between('2026-03-06', '2026-03-09')).toBe(1);
		expect(between('2026-03-09', '2026-03-06')).toBe(-1);
		expect(between('2026-04-02', '2026-04-07')).toBe(1);
		// what is due on a Saturday is due on Monday
		expect(between('2026-03-07', '2026-03-09')).toBe(0);
		expect(between('2026-03-07', '2026-03-10')).toBe(1);
	});

	it('count forth as they count between', () => {
		fc.assert(
			fc.property(fc.integer({ min: 10_000, max: 30_000 }), fc.nat({ max: 30 }), (day, count) => {
				const found = days.after(day, count);
				expect(days.between(day, found)).toBe(count);
				expect([0, 6]).not.toContain(new Date(`${dateOf(found)}T00:00:00Z`).getUTCDay());
				// no earlier business day would do
				for (let earlier = day; earlier < found; earlier++) {
					const isBusinessDay = days.between(earlier, earlier + 1) === 1;
					if (isBusinessDay) expect(days.between(day, earlier)).toBeLessThan(count);
				}
			}),
		);
		expect(dateOf(days.after(dayOf('2026-04-02'), 1))).toBe('2026-04-07');
		expect(dateOf(days.after(dayOf('2026-03-07'), 0))).toBe('2026-03-09');
	});
});

describe('the lag of a gateway', () => {
	it('is the usual one until there are enough certain matches, and survives being kept', () => {
		const lags = new Lags();
		for (let seen = 0; seen < 7; seen++) lags.note('stripe', 2);
		expect(lags.window('stripe')).toEqual({ from: -1, to: 3, usual: 0, seen: 7 });
		lags.note('stripe', 2);
		const learned = { from: 1, to: 4, usual: 2, seen: 8 };
		expect(lags.window('stripe')).toEqual(learned);
		expect(new Lags(lags.toJson()).window('stripe')).toEqual(learned);
		expect(lags.window('paypal')).toMatchObject({ seen: 0 });
	});

	it('is not stretched by what happened once, or by what no bank takes', () => {
		const lags = new Lags();
		for (let seen = 0; seen < 20; seen++) lags.note('stripe', 0);
		lags.note('stripe', 7);
		lags.note('stripe', 40);
		expect(lags.window('stripe')).toMatchObject({ from: -1, to: 2, usual: 0 });
		lags.note('stripe', 7);
		expect(lags.window('stripe')).toMatchObject({ to: 9 });
	});
});
