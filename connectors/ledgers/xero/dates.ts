/** Dates in Xero's answers: "/Date(1776988800000+0000)/" or ISO text; days are days of the organisation, written as UTC. */

const MICROSOFT = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
const ISO = /^\d{4}-\d{2}-\d{2}/;

/** The day YYYY-MM-DD; undefined when the text is no date. */
export function dayOf(text: string): string | undefined {
	const milliseconds = MICROSOFT.exec(text)?.[1];
	if (milliseconds === undefined) return ISO.exec(text)?.[0];
	const date = new Date(Number(milliseconds));
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
