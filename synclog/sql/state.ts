/** Cursors and other state, cached lists of the ledgers, and runs. Values are kept as JSON. */
import type { SyncLog, SyncRun } from '../../core/posting/syncLog';
import type { Database, Row } from './database';
import { instantOf, textOf } from './rows';

const SET_STATE = `INSERT INTO states (scope, name, value) VALUES (?, ?, ?)
	ON CONFLICT (scope, name) DO UPDATE SET value = excluded.value`;

const SET_CACHE = `INSERT INTO cached_values (name, value, expires_at) VALUES (?, ?, ?)
	ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`;

const START_RUN = `INSERT INTO runs (run_id, workflow, node, started_at, finished_at, summary)
	VALUES (?, ?, ?, ?, NULL, '{}') ON CONFLICT (run_id) DO NOTHING`;

/** undefined cannot be kept as JSON; null says "nothing" as well. */
const json = (value: unknown): string => JSON.stringify(value ?? null);

const parsed = (row: Row | undefined): unknown =>
	row === undefined ? undefined : JSON.parse(textOf(row.value));

function runOf(row: Row): SyncRun {
	return {
		runId: textOf(row.run_id),
		workflow: textOf(row.workflow),
		node: textOf(row.node),
		startedAt: instantOf(row.started_at),
		...(row.finished_at === null ? {} : { finishedAt: instantOf(row.finished_at) }),
		summary: JSON.parse(textOf(row.summary)) as SyncRun['summary'],
	};
}

type StateMethods = Pick<
	SyncLog,
	| 'getState'
	| 'setState'
	| 'states'
	| 'getCache'
	| 'setCache'
	| 'clearCache'
	| 'startRun'
	| 'finishRun'
	| 'runs'
>;

/** @param now epoch milliseconds */
export function stateMethods(database: Database, now: () => number): StateMethods {
	return {
		async getState(scope, key) {
			return await database.read(async (db) =>
				parsed(await db.get('SELECT value FROM states WHERE scope = ? AND name = ?', scope, key)),
			);
		},

		async setState(scope, key, value) {
			await database.write(async (db) => await db.run(SET_STATE, scope, key, json(value)));
		},

		async states(key) {
			return await database.read(async (db) =>
				(await db.all('SELECT scope, value FROM states WHERE name = ? ORDER BY scope', key)).map((row) => ({
					scope: textOf(row.scope),
					value: parsed(row),
				})),
			);
		},

		async getCache(key) {
			return await database.read(async (db) =>
				parsed(await db.get('SELECT value FROM cached_values WHERE name = ? AND expires_at > ?', key, now())),
			);
		},

		async setCache(key, value, ttlMs) {
			await database.write(async (db) => {
				await db.run('DELETE FROM cached_values WHERE expires_at <= ?', now());
				await db.run(SET_CACHE, key, json(value), now() + ttlMs);
			});
		},

		async clearCache(prefix) {
			await database.write(
				async (db) =>
					await db.run('DELETE FROM cached_values WHERE substr(name, 1, length(?)) = ?', prefix, prefix),
			);
		},

		async startRun({ runId, workflow, node }) {
			await database.write(async (db) => await db.run(START_RUN, runId, workflow, node, now()));
		},

		async finishRun(runId, summary) {
			await database.write(
				async (db) =>
					await db.run(
						'UPDATE runs SET finished_at = ?, summary = ? WHERE run_id = ?',
						now(),
						json(summary),
						runId,
					),
			);
		},

		async runs(limit) {
			return await database.read(async (db) =>
				(await db.all('SELECT * FROM runs ORDER BY started_at DESC, run_id LIMIT ?', limit)).map(runOf),
			);
		},
	};
}
