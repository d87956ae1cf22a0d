/** Brings a schema of PostgreSQL to the one of this code. */
import type { PoolClient } from 'pg';
import { SyncLogError } from '../errors';
import { MIGRATIONS, SCHEMA_VERSION, VERSION_TABLE } from '../migrations';
import { numberOf } from '../sql/rows';

/** Text is sorted and compared byte by byte, as SQLite does, whatever the database's own language. */
const inOurOrder = (statement: string): string => statement.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"');

/**
 * Runs the migrations that the schema has not had, inside the transaction of the caller, which excludes other writers.
 * @throws SyncLogError when the schema was written by a newer version of this package
 */
export async function migrate(client: PoolClient, name: string): Promise<void> {
	await client.query(inOurOrder(VERSION_TABLE));
	const { rows } = await client.query<{ version: unknown }>(
		'SELECT COALESCE(MAX(version), 0) AS version FROM schema_versions',
	);
	const version = numberOf(rows[0]?.version);
	if (version > SCHEMA_VERSION) {
		throw new SyncLogError(
			`The sync log's database ${name} was written by a newer version of n8n-nodes-storeledger (schema ${version}, this version knows ${SCHEMA_VERSION}). Update the package on every machine, or put back the copy of the database from before the update.`,
		);
	}
	for (const migration of MIGRATIONS.slice(version)) {
		for (const statement of migration.statements) await client.query(inOurOrder(statement));
		await client.query('INSERT INTO schema_versions (version, name, applied_at) VALUES ($1, $2, $3)', [
			migration.version,
			migration.name,
			Date.now(),
		]);
	}
}
