/** The day book's kinds of text: decimal amounts, times, codes. Each refuses with a sentence that says what is expected. */
import { z } from 'zod';
import { isoDigits } from './currency';

const decimal = (pattern: RegExp, expected: string): z.ZodString =>
	z.string({ error: `must be decimal text in quotes, ${expected}` }).regex(pattern, {
		error: (issue) => `"${String(issue.input)}" is not ${expected}`,
	});

const DIGITS = String.raw`(0|[1-9]\d{0,17})(\.\d{1,12})?`;

/** Not negative: "19.99". */
export const amount = decimal(new RegExp(`^${DIGITS}$`), 'a decimal such as "19.99", not negative');

/** May be negative: "-3.00". */
export const signedAmount = decimal(new RegExp(`^-?${DIGITS}$`), 'a decimal such as "-19.99"');

/** More than zero. */
export const positive = amount.refine((text) => /[1-9]/.test(text), { error: 'must be more than 0' });

/** A fraction from 0 to 1: "0.175" is 17.5 %. A rate above 1 is nearly always a percentage by mistake. */
export const rate = amount.refine((text) => Number(text) <= 1, {
	error: 'must be a fraction: "0.2" for 20 %',
});

/** Text with something in it. */
export const text = z.string({ error: 'must be text' }).min(1, { error: 'must not be empty' });

/** A point in time: ISO 8601 with seconds and zone, and a day that exists. */
export const time = z.iso.datetime({
	offset: true,
	error: 'must be an ISO 8601 time with zone, such as "2010-12-01T08:26:00+00:00"',
});

/** A day: YYYY-MM-DD, and one that exists. */
export const day = z.iso.date({ error: 'must be a day such as "2010-12-31"' });

/** ISO 3166: two capital letters. */
export const country = z
	.string({ error: 'must be text' })
	.regex(/^[A-Z]{2}$/, { error: 'must be a country code such as "GB"' });

/** ISO 4217, a currency that has amounts. */
export const currency = z
	.string({ error: 'must be text' })
	.refine((code) => isoDigits(code) !== undefined, { error: 'must be an ISO 4217 currency such as "GBP"' });

/** A time zone of the IANA data base. */
export const timeZone = z.string({ error: 'must be text' }).refine(isTimeZone, {
	error: 'must be a time zone such as "Europe/London"',
});

function isTimeZone(name: string): boolean {
	if (!/^[A-Za-z]/.test(name)) return false; // offsets such as "+01:00" know no summer time
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

export const flag = z.boolean({ error: 'must be true or false' });
