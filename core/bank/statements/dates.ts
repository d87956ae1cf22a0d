/** Dates as banks write them. */
import { DateTime } from 'luxon';

/** Whether a text is a date that exists, YYYY-MM-DD. */
export function isDate(text: string): boolean {
	return /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** YYYY-MM-DD of its parts, or undefined where there is no such day. */
export function dateOf(year: string, month: string, day: string): string | undefined {
	const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDate(text) ? text : undefined;
}

export interface Moment {
	/** the day as the bank wrote it, in the bank's own zone */
	readonly on: string;
	/** the instant, ISO 8601 in UTC, where there is a time of the day */
	readonly at?: string;
}

const OFX =
	/^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(?:(\d\d)(?:\.(\d{1,6}))?)?)?\s*(?:\[\s*([+-]?\d{1,2})(?:[.:](\d{1,2}))?(?::?[^\]]*)?\])?$/;

/**
 * OFX 3.2.8.2: YYYYMMDDHHMMSS.XXX[offset:name]; UTC where no zone is given. The day is the one that was written: banks put
 * midnight or noon beside it, which means no time.
 */
export function readOfxDate(text: string): Moment | undefined {
	const found = OFX.exec(text.trim());
	if (found === null) return undefined;
	const [, year = '', month = '', day = '', hour, minute, second = '00', , offset = '0', part = '0'] = found;
	const on = dateOf(year, month, day);
	if (on === undefined) return undefined;
	if (hour === undefined || minute === undefined) return { on };
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
	if (/^(00|12)0000$/.test(hour + minute + second)) return { on };
	// "-5" hours, "5.30" hours and minutes, "5.5" hours and a half
	const minutes = part.length === 1 ? Number(part) * 6 : Number(part);
	const shift = Number(offset) * 60 + (offset.startsWith('-') ? -minutes : minutes);
	if (Math.abs(shift) > 14 * 60) return undefined;
	const utc = Date.parse(`${on}T${hour}:${minute}:${second === '60' ? '59' : second}Z`) - shift * 60_000;
	return { on, at: new Date(utc).toISOString() };
}

/** ISO 20022: a date, or a date and time with or without a zone. */
export function readIsoDate(text: string): Moment | undefined {
	const clean = text.trim();
	const on = clean.slice(0, 10);
	if (!isDate(on)) return undefined;
	const rest = clean.slice(10);
	// a date with a zone ("2024-01-31+01:00") is a date
	if (rest === '' || /^(Z|[+-]\d\d:\d\d)$/.test(rest)) return { on };
	if (!/^T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.test(rest)) return undefined;
	const zoned = DateTime.fromISO(clean, { setZone: true });
	if (!zoned.isValid) return undefined;
	const midnight = /^T00:00(:00(\.0+)?)?/.test(rest);
	return midnight || !/(Z|[+-]\d\d:\d\d)$/.test(rest)
		? { on }
		: { on, at: zoned.toUTC().toISO({ suppressMilliseconds: false }) };
}

/** YYMMDD of MT940: years 80 to 99 are of the last century. */
export function readShortDate(text: string): string | undefined {
	const found = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
	if (found === null) return undefined;
	const [, year = '', month = '', day = ''] = found;
	return dateOf(`${Number(year) >= 80 ? '19' : '20'}${year}`, month, day);
}

/** A person's pattern ("DD/MM/YYYY", "D MMM YY HH:mm") in luxon's tokens. */
function tokensOf(pattern: string): string {
	return pattern
		.replace(/[Yy]+/g, (run) => (run.length <= 2 ? 'yy' : 'yyyy'))
		.replace(/D+/g, (run) => (run.length === 1 ? 'd' : 'dd'));
}

const MAX_DATE = 40;

/** A date without the time behind it. */
export function withoutTime(text: string): string {
	return text.length > MAX_DATE ? text : text.replace(/[ T]\d\d?:\d\d.*$/, '');
}

/** The day that a text means under a pattern; undefined when it does not fit it. */
export function readPatternDate(text: string, pattern: string): string | undefined {
	if (text.length > MAX_DATE || !/\d/.test(text)) return undefined;
	const read = (tokens: string) => DateTime.fromFormat(text.trim(), tokens, { locale: 'en', zone: 'utc' });
	const tokens = tokensOf(pattern);
	let found = read(tokens);
	// "1/2/2024" under DD/MM/YYYY
	if (!found.isValid) found = read(tokens.replace(/dd/g, 'd').replace(/(?<!M)MM(?!M)/g, 'M'));
	return found.isValid ? found.toFormat('yyyy-MM-dd') : undefined;
}

const PATTERNS = [
	'YYYY-MM-DD',
	'YYYY/MM/DD',
	'YYYY.MM.DD',
	'YYYYMMDD',
	'DD.MM.YYYY',
	'DD.MM.YY',
	'DD MMM YYYY',
	'DD MMM YY',
	'DD-MMM-YYYY',
	'DD-MMM-YY',
	'MMM DD, YYYY',
	'DD/MM/YYYY',
	'MM/DD/YYYY',
	'DD-MM-YYYY',
	'MM-DD-YYYY',
	'DD/MM/YY',
	'MM/DD/YY',
] as const;

/**
 * The pattern that most of these dates follow: one, or the two between which nothing decides (day or month first); none where
 * none is a date.
 */
export function patternsOf(texts: Iterable<string>): readonly string[] {
	const all = [...texts];
	const counted = PATTERNS.map((pattern) => ({
		pattern,
		count: all.filter((text) => readPatternDate(text, pattern) !== undefined).length,
	}));
	const most = Math.max(...counted.map(({ count }) => count));
	const best: string[] = counted
		.filter(({ count }) => most > 0 && count === most)
		.map(({ pattern }) => pattern);
	// years of four digits also pass as years of two
	return best.filter((pattern) => /YYYY/.test(pattern) || !best.includes(pattern.replace('YY', 'YYYY')));
}
