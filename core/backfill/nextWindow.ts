/**
 * The windows of a long history, one after the other: which is next, how far it is, when it will be done. The sync log keeps
 * it, so that a history that was stopped goes on where it was. A window that was under way is read again: nothing is posted twice.
 */
import { z } from 'zod';
import type { SyncLog, SyncRecord } from '../posting/syncLog';
import { endOf, limitsLeft, type LimitsLeft, type MeteredCompany } from './estimate';
import { NOTHING, outcomeSince, sumOf, type RunsOutcome } from './outcome';
import { progressText } from './text';
import { windowsOf } from './windows';

export interface HistoryQuestion {
	/** names the history in the sync log: the workflow's id */
	readonly id: string;
	/** the workflow's name, as its posters note it */
	readonly workflow: string;
	/** an instant, ISO 8601 */
	readonly from: string;
	/** not included; absent: until the history is begun */
	readonly to?: string;
	/** days of one window */
	readonly days: number;
	readonly timeZone: string;
	/** whether the window that was given out before is done */
	readonly finished: boolean;
	/** begin again with the first window */
	readonly startOver?: boolean;
	readonly now: number;
	/** the limits of the ledger that a record is of */
	companyOf(record: SyncRecord): MeteredCompany | undefined;
}

export interface HistoryWindow extends RunsOutcome {
	readonly type: 'HistoryWindow';
	/** all windows are done; `from` and `to` then are the whole period */
	readonly finished: boolean;
	readonly number: number;
	readonly of: number;
	readonly remaining: number;
	readonly from: string;
	readonly to: string;
	/** summaries may be made of what is over by then; empty in the last window: of all that is over now */
	readonly sumUpTo: string;
	readonly percent: number;
	readonly startedAt: string;
	/** when the window was given out */
	readonly windowStartedAt: string;
	readonly estimatedEnd?: string;
	readonly allowance?: LimitsLeft['allowance'];
	/** all that in a sentence */
	readonly text: string;
}

const progress = z.object({
	asked: z.string(),
	to: z.string(),
	done: z.number().int().min(0),
	startedAt: z.string(),
	/** milliseconds at work; a pause does not count */
	spentMs: z.number().min(0),
	calls: z.number().min(0),
	posted: z.number(),
	unchanged: z.number(),
	held: z.number(),
	current: z.object({ startedAt: z.string(), callsBefore: z.number() }).optional(),
});
type Progress = z.infer<typeof progress>;

const KEY = 'progress';
const scopeOf = (id: string): string => `history:${id}`;

async function companyOf(syncLog: SyncLog, question: HistoryQuestion): Promise<MeteredCompany | undefined> {
	const [run] = (await syncLog.runs(20)).filter(({ workflow }) => workflow === question.workflow);
	if (run === undefined) return undefined;
	const [record] = await syncLog.search({ runId: run.runId, limit: 1 });
	return record === undefined ? undefined : question.companyOf(record);
}

/** The window that was given out is done: what it came to is added. */
async function afterWindow(
	syncLog: SyncLog,
	known: Progress,
	{ workflow, now }: HistoryQuestion,
	used: number,
): Promise<Progress> {
	const { current } = known;
	if (current === undefined) return known;
	const outcome = await outcomeSince(syncLog, workflow, current.startedAt);
	const { current: _done, ...others } = known;
	return {
		...others,
		...sumOf(known, outcome),
		done: known.done + 1,
		spentMs: known.spentMs + Math.max(0, now - Date.parse(current.startedAt)),
		calls: known.calls + Math.max(0, used - current.callsBefore),
	};
}

/**
 * Gives out the next window, and notes that.
 * @throws RangeError a period or time zone that is none
 */
export async function nextWindow(syncLog: SyncLog, question: HistoryQuestion): Promise<HistoryWindow> {
	const { id, from, to, days, timeZone, now } = question;
	const at = new Date(now).toISOString();
	const asked = JSON.stringify([from, to ?? '', days, timeZone]);
	const stored = progress.safeParse(await syncLog.getState(scopeOf(id), KEY));
	const isKnown = stored.success && stored.data.asked === asked;
	// in the loop it has been started over already
	const goesOn = isKnown && (question.finished || question.startOver !== true);
	const before: Progress = goesOn
		? stored.data
		: { asked, to: to ?? at, done: 0, startedAt: at, spentMs: 0, calls: 0, ...NOTHING };
	const company = await companyOf(syncLog, question);
	const limits = company === undefined ? undefined : await limitsLeft(syncLog, company, now);
	const known = question.finished ? await afterWindow(syncLog, before, question, limits?.used ?? 0) : before;
	const windows = windowsOf({ from, to: known.to }, days, timeZone);
	const window = windows[known.done];
	await syncLog.setState(scopeOf(id), KEY, {
		...known,
		current: window === undefined ? undefined : { startedAt: at, callsBefore: limits?.used ?? 0 },
	});
	const part = windows.length === 0 ? 1 : known.done / windows.length;
	const callsLeft = known.done === 0 ? 0 : (known.calls / known.done) * (windows.length - known.done);
	const end =
		window === undefined
			? undefined
			: endOf(
					{ done: part, spentMs: known.spentMs, callsLeft },
					company === undefined || limits === undefined
						? undefined
						: { quota: company.quota, uses: limits.uses },
					now,
				);
	const { posted, unchanged, held, startedAt } = known;
	const isLast = known.done === windows.length - 1;
	const facts = {
		finished: window === undefined,
		number: Math.min(known.done + 1, windows.length),
		of: windows.length,
		remaining: windows.length - known.done,
		from: window?.from ?? new Date(from).toISOString(),
		to: window?.to ?? known.to,
		sumUpTo: window === undefined || isLast ? '' : window.to,
		percent: Math.floor(part * 100),
		posted,
		unchanged,
		held,
		startedAt,
		windowStartedAt: at,
		...(end === undefined ? {} : { estimatedEnd: end }),
		...(limits?.allowance === undefined ? {} : { allowance: limits.allowance }),
	};
	return { type: 'HistoryWindow', ...facts, text: progressText(facts, timeZone) };
}
