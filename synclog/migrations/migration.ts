/** What a migration is. */

/** One step of the schema. Statements are SQL that SQLite and PostgreSQL both understand; published ones never change. */
export interface Migration {
	/** 1, 2, 3 ... */
	readonly version: number;
	readonly name: string;
	readonly statements: readonly string[];
}
