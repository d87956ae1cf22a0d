/** What every end-to-end test does at its end: search for the lab's secrets in all that n8n and the nodes have written. */
import { Client } from 'pg';
import type { Lab } from '../../lab/lab';
import { searchForLeaks, type Place } from '../../lab/leaks';
import { STORE_FACES } from '../../nodes/shared/stores/faces.generated';

export interface DatabaseAddress {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
}

/** Everything in a PostgreSQL database, as text. */
async function contentOf({ host, port, database, user }: DatabaseAddress): Promise<Place> {
	const client = new Client({ host, port, database, user });
	await client.connect();
	try {
		const { rows: tables } = await client.query<{ name: string }>(
			`SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
			 WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
		);
		const parts: string[] = [];
		for (const { name } of tables) {
			const { rows } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
			parts.push(...rows.map(({ line }) => line));
		}
		return { name: `the database ${database}`, content: Buffer.from(parts.join('\n')) };
	} finally {
		await client.end();
	}
}

/** What webhooks are signed with, where it is made of other secrets. */
function webhookSecretsOf({ credentials }: Lab): Map<string, string> {
	const { type, data } = credentials.store;
	const own = Object.values(STORE_FACES).flatMap((face) =>
		face.credentials.filter((one) => one.type === type),
	);
	const secrets = own.flatMap((credential) => credential.webhookSecrets(data));
	return new Map(
		secrets.map((secret, index) => [`webhook secret ${index + 1}`, secret.replace(/^signature:/, '')]),
	);
}

/** @throws LeakError */
export async function checkForLeaks(
	lab: Lab,
	folder: string,
	databases: readonly DatabaseAddress[] = [],
): Promise<void> {
	const places = await Promise.all(databases.map(contentOf));
	searchForLeaks(lab, folder, { secrets: webhookSecretsOf(lab), places });
}
