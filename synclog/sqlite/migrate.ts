/** Brings a SQLite file to the schema of this code. */
import type { DatabaseSync } from 'node:sqlite';
import { SyncLogError } from '../errors';
import { damaged, doesNotFit } from './failures';
import { MIGRATIONS, SCHEMA_VERSION, VERSION_TABLE } from '../migrations';

function versionOf(database: DatabaseSync): number {
	return Number(
		database.prepare('SELECT COALESCE(MAX(version), 0) AS version FROM schema_versions').get()?.version,
	);
}

/** After some errors SQLite has rolled back by itself, and there is nothing left to do. */
export function rollBack(database: DatabaseSync): void {
	try {
		database.exec('ROLLBACK');
	} catch {
		// no transaction is open
	}
}

/**
 * Runs the migrations that the database has not had, all or none.
 * @throws SyncLogError when the database was written by a newer version of this package
 */
export function migrate(database: DatabaseSync, file: string): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		database.exec(VERSION_TABLE);
		const version = versionOf(database);
		if (version > SCHEMA_VERSION) {
			throw new SyncLogError(
				`The sync log ${file} was written by a newer version of n8n-nodes-storeledger (schema ${version}, this version knows ${SCHEMA_VERSION}). Update the package, or put back the copy of the file from before the update.`,
			);
		}
		for (const migration of MIGRATIONS.slice(version)) {
			for (const statement of migration.statements) database.exec(statement);
			database
				.prepare('INSERT INTO schema_versions (version, name, applied_at) VALUES (?, ?, ?)')
				.run(migration.version, migration.name, Date.now());
		}
		database.exec('COMMIT');
	} catch (error) {
		rollBack(database);
		// our own migrations fit our own tables
		throw doesNotFit(error) ? damaged(file) : error;
	}
}
