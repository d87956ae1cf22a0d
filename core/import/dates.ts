/** Dates as reports and people write them. What could be read in two ways (03/04/2026) needs a format. */
import { DateTime, FixedOffsetZone } from 'luxon';

export interface ReadDate {
	/** an instant, ISO 8601 in UTC; of a date without a time the start of that day in the zone of the books */
	readonly at: string;
	/** the day in the zone of the books, YYYY-MM-DD */
	readonly day: string;
}

/** Formats that can be read in one way only (luxon's signs). */
const SURE_FORMATS = [
	'yyyy-MM-dd HH:mm:ss',
	'yyyy-MM-dd HH:mm',
	'yyyy-MM-dd',
	'yyyy/MM/dd HH:mm:ss',
	'yyyy/MM/dd',
	'dd.MM.yyyy HH:mm:ss',
	'dd.MM.yyyy HH:mm',
	'dd.MM.yyyy',
	'd.M.yyyy',
	'MMM d, yyyy',
	'MMMM d, yyyy',
	'MMM d, yyyy h:mm:ss a',
	'd MMM yyyy',
	'd MMMM, yyyy',
	'd MMMM yyyy',
	'd-MMM-yy',
	'd-MMM-yyyy',
];

const ISO = /^\d{4}-\d\d-\d\dT/;
const HAS_TIME = /[Hh]/;

const of = (at: DateTime, zone: string): ReadDate | undefined =>
	at.isValid
		? { at: at.toUTC().toISO({ suppressMilliseconds: true }) ?? '', day: at.setZone(zone).toISODate() ?? '' }
		: undefined;

/** Days since 1899-12-30, as sheets keep dates. */
const SHEET_DAYS = { from: 20_000, to: 80_000 };

function ofSheet(serial: number, zone: string): ReadDate | undefined {
	if (serial < SHEET_DAYS.from || serial > SHEET_DAYS.to) return undefined;
	const local = DateTime.fromObject({ year: 1899, month: 12, day: 30 }, { zone });
	const days = Math.floor(serial);
	return of(local.plus({ days, seconds: Math.floor((serial - days) * 86_400 + 0.5) }), zone);
}

/**
 * Reads a date.
 * @param zone IANA name of the zone of the books; a time without a zone is of it
 * @param format luxon's signs, for dates that could be read in two ways: "MM/dd/yyyy"
 */
export function readDate(cell: string | number, zone: string, format?: string): ReadDate | undefined {
	if (typeof cell === 'number') return ofSheet(cell, zone);
	const isUtc = /\s*(UTC|GMT)$/.test(cell);
	const text = cell
		.replace(/\s*(UTC|GMT)$/, '')
		.replace(/\s+/g, ' ')
		.trim();
	if (ISO.test(text)) return of(DateTime.fromISO(text, { zone: isUtc ? 'utc' : zone }), zone);
	for (const candidate of format === undefined ? SURE_FORMATS : [format, ...SURE_FORMATS]) {
		const from = isUtc && HAS_TIME.test(candidate) ? FixedOffsetZone.utcInstance : zone;
		const read = of(DateTime.fromFormat(text, candidate, { zone: from, locale: 'en' }), zone);
		if (read !== undefined) return read;
	}
	return undefined;
}
