/**
 * The port of a database that keeps the sync log: SQLite or PostgreSQL stand behind it. Statements are SQL that both understand,
 * with `?` for a value (or `?1`, `?2` where one is used twice); a list of any length is one value, see `LISTED`.
 */
import { partsOf } from '../../core/partsOf';

export type Value = string | number | null;

/** Whole numbers may come as numbers, bigints or text: read them by `numberOf`. */
export type Row = Readonly<Record<string, unknown>>;

/** Statements inside a transaction. */
export interface Statements {
	all(sql: string, ...values: Value[]): Promise<readonly Row[]>;
	get(sql: string, ...values: Value[]): Promise<Row | undefined>;
	/** @returns how many rows it changed */
	run(sql: string, ...values: Value[]): Promise<number>;
}

export interface Database {
	/**
	 * Does the work in one transaction that excludes other writers, here and in other processes. The work awaits nothing but its
	 * statements, and may be done again from its beginning.
	 * @throws SyncLogError that names the database and what to do
	 */
	write<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
	/** Does the work on one consistent state of the database. */
	read<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
	/** A copy as a file that can be put back; undefined where the database has tools of its own. */
	backUp(): Promise<Uint8Array | undefined>;
	close(): Promise<void>;
}

/** The elements of a JSON array of texts, which is one value. */
export const ELEMENTS = '(SELECT value FROM json_each(?))';

/** One value for a list of any length: statements stay the same, and can be kept. */
export const LISTED = `IN ${ELEMENTS}`;

/** Does the work for one after the other: statements of a transaction keep their order. */
export async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	for (const item of items) results.push(await work(item));
	return results;
}

/** So many rows go in one statement: few statements over a network, and not too many forms of one to keep. */
const ROWS_AT_ONCE = 50;

/**
 * Does one statement for many rows.
 * @param sql the statement around `(?, ?), (?, ?)`; where these stand in `FROM (VALUES ...) AS given` their columns are `column1` ...
 * @param before values of the statement before the rows
 * @param after and after them
 * @returns how many rows it changed
 */
export async function forRows(
	db: Statements,
	sql: (rows: string) => string,
	rows: readonly (readonly Value[])[],
	before: readonly Value[] = [],
	after: readonly Value[] = [],
): Promise<number> {
	let changed = 0;
	for (const some of partsOf(rows, ROWS_AT_ONCE)) {
		const marks = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
		changed += await db.run(sql(marks), ...before, ...some.flat(), ...after);
	}
	return changed;
}

/** By a property; not `Map.groupBy`, which the oldest Node we run on does not have. */
export function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group === undefined) groups.set(keyOf(item), [item]);
		else group.push(item);
	}
	return groups;
}
