/** Since when nothing arrived: what an outage has left out. */
import type { SyncLog } from '../posting/syncLog';
import { DateTime } from 'luxon';

export interface Gap {
	readonly type: 'Gap';
	/** from where to read, with the overlap; instants, ISO 8601 in UTC */
	readonly from: string;
	readonly to: string;
	/** since when nothing arrived */
	readonly since: string;
	/** the same, in hours */
	readonly hours: number;
	/** how it was found */
	readonly because: 'given' | 'triggers' | 'posted' | 'silence' | 'never';
	readonly text: string;
	/** when it was looked for: what is posted from now on is what was missing */
	readonly startedAt: string;
}

export interface GapQuestion {
	readonly now: number;
	/** how much before it is read as well */
	readonly overlapMs: number;
	/** how far back it is looked for, at most */
	readonly lookBackMs: number;
	/** as a person knows it: an instant, ISO 8601 */
	readonly since?: string;
	readonly timeZone: string;
}

/** A trigger sweeps every few minutes: so long without one, and it stands still. */
const STANDS_STILL_MS = 30 * 60_000;
const MOST_RECORDS = 50_000;

const isInstant = (value: unknown): value is string =>
	typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** Where the longest stretch without a new document begins, where there are documents on both sides. */
async function longestSilence(syncLog: SyncLog, from: number): Promise<number | undefined> {
	const records = await syncLog.search({ updatedSince: new Date(from).toISOString(), limit: MOST_RECORDS });
	const instants = records.map(({ createdAt }) => Date.parse(createdAt)).filter((at) => at >= from);
	instants.sort((a, b) => a - b);
	let longest: { readonly begins: number; readonly ms: number } | undefined;
	for (const [index, begins] of instants.slice(0, -1).entries()) {
		const ms = (instants[index + 1] ?? begins) - begins;
		if (longest === undefined || ms > longest.ms) longest = { begins, ms };
	}
	return longest?.begins;
}

/**
 * Triggers that stand still: since the first of them stopped, or since the last document, if that was earlier. If they run
 * again: since the beginning of the longest silence. Reading more than was missing does no harm.
 */
export async function findGap(syncLog: SyncLog, question: GapQuestion): Promise<Gap> {
	const { now, overlapMs, lookBackMs, timeZone } = question;
	const earliest = now - lookBackMs;
	const found = (at: number, because: Gap['because'], what: string): Gap => {
		const since = Math.max(at, earliest);
		const [from, to] = [new Date(since - overlapMs).toISOString(), new Date(now).toISOString()];
		const when = DateTime.fromMillis(since, { zone: timeZone })
			.setLocale('en-GB')
			.toFormat('d LLL yyyy HH:mm');
		return {
			type: 'Gap',
			from,
			to,
			since: new Date(since).toISOString(),
			hours: Math.floor((now - since) / 360_000) / 10,
			because,
			text: `${what} ${when} (${timeZone}).`,
			startedAt: to,
		};
	};
	if (question.since !== undefined) return found(Date.parse(question.since), 'given', 'Read again since');
	const sweeps = (await syncLog.states('lastSweepAt'))
		.flatMap(({ value }) => (isInstant(value) ? [Date.parse(value)] : []))
		// a trigger that was given up long ago is none
		.filter((at) => at >= earliest);
	const lastPosted = await syncLog.lastPostedAt();
	const posted = lastPosted === undefined ? undefined : Date.parse(lastPosted);
	const firstStopped = sweeps.length === 0 ? undefined : Math.min(...sweeps);
	if (firstStopped !== undefined && now - firstStopped > STANDS_STILL_MS)
		return posted !== undefined && posted < firstStopped
			? found(posted, 'posted', 'Nothing was posted since')
			: found(firstStopped, 'triggers', 'No trigger looked at the shop since');
	if (posted === undefined) return found(earliest, 'never', 'Nothing was ever posted; looked at since');
	if (now - posted > STANDS_STILL_MS) return found(posted, 'posted', 'Nothing was posted since');
	const silence = await longestSilence(syncLog, earliest);
	return found(silence ?? posted, 'silence', 'The longest time without anything began');
}
