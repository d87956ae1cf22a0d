/** Turns of the governor: each is taken in one transaction that excludes all other workers. */
import { randomUUID } from 'node:crypto';
import type { QuotaStore } from '../../core/transport/governor';
import type { QuotaWindow } from '../../core/transport/quota';
import { learned, roomAt, type WindowState } from '../quota';
import { inOrder, type Database, type Statements } from './database';
import { numberOf, textOf } from './rows';

/** `?2` '' counts all kinds. A call under way counts until its lease ends, an ended one until the window has passed. */
const COUNTS = `scope = ?1 AND (?2 = '' OR kind = ?2)
	AND ((ended = 1 AND ends_at > ?4) OR (ended = 0 AND ends_at > ?3))`;
const COUNT = `SELECT COUNT(*) AS used FROM quota_calls WHERE ${COUNTS}`;
const FREES = `SELECT ends_at FROM quota_calls
	WHERE scope = ?1 AND (?2 = '' OR kind = ?2) AND ended = 1 AND ends_at > ?3
	ORDER BY ends_at LIMIT 1 OFFSET ?4`;
const UNDER_WAY = 'SELECT COUNT(*) AS used FROM quota_calls WHERE scope = ? AND ended = 0 AND ends_at > ?';
const TAKE = 'INSERT INTO quota_calls (ticket, scope, kind, ended, ends_at) VALUES (?, ?, ?, 0, ?)';
const END = 'UPDATE quota_calls SET ended = 1, ends_at = ? WHERE ticket = ? AND ended = 0 AND ends_at > ?';
/** The process that had it is gone: it ended with its lease. */
const EXPIRE = 'UPDATE quota_calls SET ended = 1 WHERE scope = ? AND ended = 0 AND ends_at <= ?';
/** No call has ended later than now, and none lasts longer than one that begins now: the clock was set back. */
const SHORTEN = `UPDATE quota_calls SET ends_at = CASE ended WHEN 1 THEN ?2 ELSE ?3 END
	WHERE scope = ?1 AND ((ended = 1 AND ends_at > ?2) OR (ended = 0 AND ends_at > ?3))`;
const FORGET = 'DELETE FROM quota_calls WHERE scope = ? AND ended = 1 AND ends_at <= ?';
const TOLD = 'SELECT * FROM quota_told WHERE scope = ?';
const SHORTEN_TOLD = 'UPDATE quota_told SET foreign_until = ? WHERE scope = ? AND window_name = ?';
const TELL = `INSERT INTO quota_told (scope, window_name, ceiling, foreign_calls, foreign_until)
	VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (scope, window_name) DO UPDATE SET ceiling = excluded.ceiling,
		foreign_calls = excluded.foreign_calls, foreign_until = excluded.foreign_until`;

const METER = `INSERT INTO states (scope, name, value) VALUES (?, ?, '1')
	ON CONFLICT (scope, name) DO UPDATE SET value = CAST(CAST(states.value AS BIGINT) + 1 AS TEXT)`;

/** What the platform has asked for all calls; `foreign_calls` then holds for how long, milliseconds. */
const BLOCK = '';
/** how soon to look again for a free place among the calls under way */
const PEEP_MS = 50;

/** What the platform has told of a window, or asked of all calls. */
interface Told {
	readonly ceiling: number;
	readonly foreign: number;
	/** until when it holds, epoch milliseconds: no longer from now than when it was told, even if the clock was set back since */
	readonly until: number;
	/** whether the row says later */
	readonly isTooLong: boolean;
}

/** By the window's name. */
async function toldOf(
	db: Statements,
	scope: string,
	windows: readonly QuotaWindow[],
	now: number,
): Promise<ReadonlyMap<string, Told>> {
	const spans = new Map(windows.map(({ name, windowMs }) => [name, windowMs]));
	const rows = await db.all(TOLD, scope);
	return new Map(
		rows.map((row): [string, Told] => {
			const name = textOf(row.window_name);
			const foreign = numberOf(row.foreign_calls);
			const stored = numberOf(row.foreign_until);
			const until = Math.min(stored, now + (name === BLOCK ? foreign : (spans.get(name) ?? Infinity)));
			return [name, { ceiling: numberOf(row.ceiling), foreign, until, isTooLong: stored > until }];
		}),
	);
}

async function stateOf(
	db: Statements,
	scope: string,
	window: QuotaWindow,
	told: Told | undefined,
	now: number,
): Promise<WindowState> {
	const { count, windowMs, kind = '' } = window;
	const foreignUntil = told?.until ?? 0;
	return {
		window,
		used: numberOf((await db.get(COUNT, scope, kind, now, now - windowMs))?.used),
		ceiling: Math.max(count, told?.ceiling ?? 0),
		foreign: foreignUntil > now ? (told?.foreign ?? 0) : 0,
		foreignUntil,
		frees: async (index) => {
			const row = await db.get(FREES, scope, kind, now - windowMs, index);
			return row === undefined ? undefined : numberOf(row.ends_at) + windowMs;
		},
	};
}

/** @param now epoch milliseconds */
export function quotaMethods(database: Database, now: () => number): QuotaStore {
	return {
		async takeTurn({ scope, windows, concurrent, kind = '', leaseMs }) {
			return await database.write(async (db) => {
				const at = now();
				const told = await toldOf(db, scope, windows, at);
				for (const [name, { until, isTooLong }] of told)
					if (isTooLong) await db.run(SHORTEN_TOLD, until, scope, name);
				const silentUntil = told.get(BLOCK)?.until ?? 0;
				if (silentUntil > at) return { waitMs: silentUntil - at, because: 'the platform asked to slow down' };
				await db.run(SHORTEN, scope, at, at + leaseMs);
				await db.run(EXPIRE, scope, at);
				await db.run(FORGET, scope, at - Math.max(0, ...windows.map(({ windowMs }) => windowMs)));
				if (concurrent !== undefined && numberOf((await db.get(UNDER_WAY, scope, at))?.used) >= concurrent)
					return { waitMs: PEEP_MS, because: `${concurrent} at once` };
				const counted = windows.filter((window) => window.kind === undefined || window.kind === kind);
				const waits = await inOrder(counted, async (window) => {
					const free = await roomAt(await stateOf(db, scope, window, told.get(window.name), at), at);
					const because = `${window.count} a ${window.name}`;
					return free === undefined ? [] : [{ waitMs: free - at, because }];
				});
				const [longest] = waits.flat().sort((a, b) => b.waitMs - a.waitMs);
				if (longest !== undefined) return longest;
				const ticket = randomUUID();
				await db.run(TAKE, ticket, scope, kind, at + leaseMs);
				return { ticket };
			});
		},

		async endTurn(scope, ticket, windows, told, meteredIn) {
			await database.write(async (db) => {
				const at = now();
				await db.run(END, at, ticket, at);
				if (meteredIn !== undefined) await db.run(METER, scope, meteredIn);
				if (told === undefined) return;
				const before = await toldOf(db, scope, windows, at);
				if (told.blockedForMs !== undefined) {
					const until = Math.max(at + told.blockedForMs, before.get(BLOCK)?.until ?? 0);
					await db.run(TELL, scope, BLOCK, 0, until - at, until);
				}
				for (const { window: name, left } of told.left) {
					const window = windows.find((each) => each.name === name);
					if (window === undefined) continue;
					const state = await stateOf(db, scope, window, before.get(name), at);
					const { ceiling, foreign } = learned(left, state.used, state.ceiling);
					await db.run(TELL, scope, name, ceiling, foreign, at + window.windowMs);
				}
			});
		},

		async quotaUse(scope, windows) {
			return await database.read(async (db) => {
				const at = now();
				const told = await toldOf(db, scope, windows, at);
				return await inOrder(windows, async (window) => {
					const { used, ceiling, foreign } = await stateOf(db, scope, window, told.get(window.name), at);
					return { window: window.name, used, ceiling, foreign };
				});
			});
		},
	};
}
