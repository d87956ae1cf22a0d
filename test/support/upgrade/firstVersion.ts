/**
 * What the first version left: the sync log of the built-in day book posted from Shopify into QuickBooks (49 documents of 47 events),
 * with one record of each other state beside it, and the workflow that did it, as it was exported. Made once by that version's own
 * code; they are never made anew.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TemplateWorkflow } from '../../../lab/demo/templates';
import { MIGRATIONS } from '../../../synclog/migrations';
import type { PostgresServer } from '../postgres';
import type { PostgresSettings } from '../../../synclog';

export const FIRST = { posted: 49, events: 47, company: '91303105114493701' } as const;

const textOf = (name: string): string => readFileSync(join(__dirname, name), 'utf8');

/**
 * Makes the file as the first version left it.
 * @param company the id of the company of the ledger, which is another in each lab
 */
export function restoreFirstVersion(file: string, company: string = FIRST.company): void {
	const database = new DatabaseSync(file);
	database.exec(textOf('first-version.sql').replaceAll(FIRST.company, company));
	database.close();
}

export function firstWorkflow(): TemplateWorkflow & { readonly id: string } {
	return JSON.parse(textOf('first-version.workflow.json')) as TemplateWorkflow & { id: string };
}

const literal = (value: unknown): string =>
	value === null
		? 'NULL'
		: typeof value === 'number' || typeof value === 'bigint'
			? String(value)
			: `'${String(value).replaceAll("'", "''")}'`;

/** The same rows in a schema of PostgreSQL, with the tables of that version. */
export async function restoreInPostgres(server: PostgresServer): Promise<PostgresSettings> {
	const settings = await server.newDatabase();
	const database = new DatabaseSync(':memory:');
	database.exec(textOf('first-version.sql'));
	const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
	const rows = tables.flatMap(({ name }) =>
		database
			.prepare(`SELECT * FROM ${String(name)}`)
			.all()
			.map((row) => {
				const columns = Object.keys(row).join(', ');
				return `INSERT INTO ${String(name)} (${columns}) VALUES (${Object.values(row).map(literal).join(', ')})`;
			}),
	);
	database.close();
	const made = (MIGRATIONS[0]?.statements ?? []).map((statement) =>
		statement.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"'),
	);
	const versions =
		'CREATE TABLE schema_versions (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)';
	const { schema } = settings;
	await server.execute(
		[`CREATE SCHEMA ${schema}`, `SET search_path TO ${schema}`, versions, ...made, ...rows].join(';\n'),
		settings.database,
	);
	return settings;
}
