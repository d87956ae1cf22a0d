/** Windows of a long period: no gap, no day of the books in two of them. */
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { windowsOf } from '../../../../core/backfill';

const LONDON = 'Europe/London';

test('a period is cut at midnights of the books, also where the clocks change', () => {
	expect(windowsOf({ from: '2026-03-27T10:00:00Z', to: '2026-03-31T08:00:00Z' }, 2, LONDON)).toEqual([
		{ from: '2026-03-27T10:00:00.000Z', to: '2026-03-29T00:00:00.000Z' },
		// the day on which the clocks change has 23 hours
		{ from: '2026-03-29T00:00:00.000Z', to: '2026-03-30T23:00:00.000Z' },
		{ from: '2026-03-30T23:00:00.000Z', to: '2026-03-31T08:00:00.000Z' },
	]);
});

test('an empty period has no windows; what is no period is refused', () => {
	const at = '2026-03-27T10:00:00Z';
	expect(windowsOf({ from: at, to: at }, 1, LONDON)).toEqual([]);
	expect(() => windowsOf({ from: 'soon', to: at }, 1, LONDON)).toThrow(RangeError);
	expect(() => windowsOf({ from: at, to: at }, 1, 'Europe/Nowhere')).toThrow(RangeError);
	expect(() => windowsOf({ from: at, to: at }, 0, LONDON)).toThrow(/number of days/);
	expect(() => windowsOf({ from: '1900-01-01T00:00:00Z', to: at }, 1, LONDON)).toThrow(/more than/);
});

test('windows are the whole period without gaps, and each begins at a midnight but the first', () => {
	const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
	const zone = fc.constantFrom('UTC', LONDON, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
	fc.assert(
		fc.property(
			instant,
			fc.integer({ min: 1, max: 400 * 24 }),
			fc.integer({ min: 1, max: 40 }),
			zone,
			(start, hours, days, timeZone) => {
				const from = start.toISOString();
				const to = new Date(start.getTime() + hours * 3_600_000).toISOString();
				const windows = windowsOf({ from, to }, days, timeZone);
				expect(windows[0]?.from).toBe(from);
				expect(windows.at(-1)?.to).toBe(to);
				for (const [index, window] of windows.entries()) {
					expect(Date.parse(window.to)).toBeGreaterThan(Date.parse(window.from));
					if (index === 0) continue;
					expect(window.from).toBe(windows[index - 1]?.to);
					const local = DateTime.fromISO(window.from, { zone: timeZone });
					expect(local.toMillis()).toBe(local.startOf('day').toMillis());
				}
			},
		),
		{ numRuns: 200 },
	);
});
