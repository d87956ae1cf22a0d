/** The site's clock: WordPress shows each time twice, in the site's zone and in GMT, both without saying so. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known !== undefined) return known;
	const made = new Intl.DateTimeFormat('en-CA-u-hc-h23', {
		timeZone: zone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
	formats.set(zone, made);
	return made;
}

/** e.g. "2026-09-14T10:30:00" for an instant (epoch milliseconds) in a zone. */
export function wallTime(instant: number, zone: string): string {
	const parts = Object.fromEntries(
		formatOf(zone)
			.formatToParts(instant)
			.map(({ type, value }) => [type, value]),
	);
	const { year, month, day, hour, minute, second } = parts;
	return `${(year ?? '').padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
}

export const gmtTime = (instant: number): string => new Date(instant).toISOString().slice(0, 19);

/** The two fields of a time; both null without one. */
export function timePair(name: string, instant: number | null, zone: string): Record<string, string | null> {
	return {
		[name]: instant === null ? null : wallTime(instant, zone),
		[`${name}_gmt`]: instant === null ? null : gmtTime(instant),
	};
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The wall time that WordPress compares its column with: a value with a zone is converted to the site's time, whatever
 * the column is in; one without is taken as it is.
 * @returns undefined for what is no date
 */
export function comparedTime(text: string, zone: string): string | undefined {
	const [, date, time, offset] = DATE_TIME.exec(text) ?? [];
	if (date === undefined || time === undefined) return undefined;
	if (Number.isNaN(Date.parse(`${date}T${time}Z`))) return undefined;
	if (offset === undefined) return `${date}T${time}`;
	const colon = /^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset.toUpperCase();
	const instant = Date.parse(`${date}T${time}${colon}`);
	return Number.isNaN(instant) ? undefined : wallTime(instant, zone);
}
