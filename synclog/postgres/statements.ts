/** The sync log's SQL in PostgreSQL's words: numbered parameters, its own function for the elements of a JSON array. */
import type { PoolClient } from 'pg';
import type { Row, Statements, Value } from '../sql/database';

const known = new Map<string, string>();

/** `?` becomes `$1`, `$2` ... in their order, `?2` becomes `$2`. */
export function translated(sql: string): string {
	let text = known.get(sql);
	if (text === undefined) {
		let next = 0;
		text = sql
			.replaceAll('json_each(?)', 'json_array_elements_text(?::json) AS listed(value)')
			.replace(/\?(\d*)/g, (_mark, number: string) => `$${number === '' ? ++next : number}`);
		known.set(sql, text);
	}
	return text;
}

/** PostgreSQL's text holds anything but this character. */
const storable = (value: Value): Value =>
	typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;

export function statementsOf(client: PoolClient): Statements {
	const query = async (sql: string, values: readonly Value[]) =>
		await client.query<Row>(translated(sql), values.map(storable));
	return {
		all: async (sql, ...values) => (await query(sql, values)).rows,
		get: async (sql, ...values) => (await query(sql, values)).rows[0],
		run: async (sql, ...values) => (await query(sql, values)).rowCount ?? 0,
	};
}
