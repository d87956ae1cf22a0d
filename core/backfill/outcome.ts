/** What the runs of a workflow came to since an instant, and what it held before a ledger was reached. */
import type { SyncLog } from '../posting/syncLog';

export interface RunsOutcome {
	/** events */
	readonly posted: number;
	readonly unchanged: number;
	/** held by the ledger or before it; those that are held anew in that time only */
	readonly held: number;
}

export const NOTHING: RunsOutcome = { posted: 0, unchanged: 0, held: 0 };

/** More runs than a window has, and more held events than a person looks at. */
const MOST_RUNS = 200;
const MOST_HELD = 10_000;

export const sumOf = (a: RunsOutcome, b: RunsOutcome): RunsOutcome => ({
	posted: a.posted + b.posted,
	unchanged: a.unchanged + b.unchanged,
	held: a.held + b.held,
});

/** @param since an instant, ISO 8601 in UTC @param workflow its name, as the posters noted it */
export async function outcomeSince(syncLog: SyncLog, workflow: string, since: string): Promise<RunsOutcome> {
	const runs = (await syncLog.runs(MOST_RUNS)).filter(
		(run) => run.workflow === workflow && run.startedAt >= since,
	);
	const total = (name: string): number => runs.reduce((sum, { summary }) => sum + (summary[name] ?? 0), 0);
	const ids = new Set(runs.map(({ runId }) => runId));
	// what the posters held is in their counts already
	const before = (await syncLog.openHeldEvents(MOST_HELD)).filter(
		({ heldSince, runId }) => heldSince >= since && !ids.has(runId),
	);
	return { posted: total('posted'), unchanged: total('unchanged'), held: total('review') + before.length };
}
