/**
 * Where the sync log is: a file under n8n's user folder, or a PostgreSQL database that several machines share. A database is
 * named once for the whole n8n by an environment variable, or in each node by the credential "StoreLedger Database".
 */
import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
	type INodeCredentialDescription,
	type INodeCredentialTestResult,
	type INodeProperties,
} from 'n8n-workflow';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SyncLog } from '../../core/posting/syncLog';
import { openSyncLog, type PostgresSettings } from '../../synclog';

/** `postgres://user:password@host:5432/database?schema=storeledger&ssl=verify`, for every node of this n8n */
const ENVIRONMENT = 'STORELEDGER_DATABASE_URL';
const CREDENTIAL = 'storeLedgerDatabaseApi';
const PARAMETER = 'syncLog';
const DEFAULT_SCHEMA = 'storeledger';
const DEFAULT_PORT = 5432;

type Context = Pick<IAllExecuteFunctions, 'getNode' | 'getCredentials'>;

/** The last parameter of every node that uses the sync log. */
export const SYNC_LOG_PROPERTY: INodeProperties = {
	displayName: 'Sync Log',
	name: PARAMETER,
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Default',
			value: 'own',
			description: 'A file beside the one of n8n itself, or the database that its environment names',
		},
		{
			name: 'Database',
			value: 'database',
			description: 'A PostgreSQL database, for n8n with workers on several machines',
		},
	],
	default: 'own',
	description:
		'Where it is kept what was synced, so that nothing is posted twice. Choose the same in all StoreLedger nodes.',
};

/**
 * The credentials of a node that uses the sync log.
 * @param testedBy the node's function that tests the database: one node of the package has it
 */
export function withSyncLog(
	credentials: readonly INodeCredentialDescription[] = [],
	testedBy?: string,
): INodeCredentialDescription[] {
	const displayOptions = { show: { [PARAMETER]: ['database'] } };
	const database = { name: CREDENTIAL, required: true, displayOptions };
	return [...credentials, testedBy === undefined ? database : { ...database, testedBy }];
}

const folder = (): string => join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'storeledger');

/** `N8N_USER_FOLDER` is the folder that contains `.n8n`; by default the user's home. */
export function syncLogFile(): string {
	return join(folder(), 'synclog.sqlite');
}

/** Says that a node of this n8n has used a database through the credential; holds its name, no secrets. */
const markerFile = (): string => join(folder(), 'synclog.database');

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const SSL: readonly PostgresSettings['ssl'][] = ['off', 'require', 'verify'];

function sslOf(value: unknown): PostgresSettings['ssl'] {
	const found = SSL.find((known) => known === value);
	if (found === undefined) throw new Error(`"${String(value)}" is no way to connect: use ${SSL.join(', ')}.`);
	return found;
}

/** The settings of the credential "StoreLedger Database". */
export function databaseOf(credentials: ICredentialDataDecryptedObject): PostgresSettings {
	const ca = text(credentials.ca);
	return {
		host: text(credentials.host),
		port: Number(credentials.port ?? DEFAULT_PORT),
		database: text(credentials.database),
		user: text(credentials.user),
		password: typeof credentials.password === 'string' ? credentials.password : '',
		schema: text(credentials.schema) || DEFAULT_SCHEMA,
		ssl: sslOf(credentials.ssl ?? 'off'),
		...(ca === '' ? {} : { ca }),
	};
}

/** @throws Error that says what is wrong with the variable, without its value: it holds a password */
function fromEnvironment(): PostgresSettings | undefined {
	const value = process.env[ENVIRONMENT]?.trim() ?? '';
	if (value === '') return undefined;
	if (!URL.canParse(value)) throw new Error(`The environment variable ${ENVIRONMENT} is no address.`);
	const { protocol, hostname, port, pathname, username, password, searchParams } = new URL(value);
	if (!/^postgres(ql)?:$/.test(protocol))
		throw new Error(`The environment variable ${ENVIRONMENT} must begin with postgres://.`);
	const database = decodeURIComponent(pathname.slice(1));
	if (hostname === '' || database === '')
		throw new Error(`The environment variable ${ENVIRONMENT} must name a host and a database.`);
	return {
		host: hostname,
		port: port === '' ? DEFAULT_PORT : Number(port),
		database,
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		schema: searchParams.get('schema') ?? DEFAULT_SCHEMA,
		ssl: sslOf(searchParams.get('ssl') ?? 'off'),
	};
}

const isForDatabase = (context: Pick<Context, 'getNode'>): boolean =>
	context.getNode().parameters[PARAMETER] === 'database';

/** The sync log that nodes use without a choice of their own. */
function ownSyncLog(context: Context): SyncLog {
	const postgres = fromEnvironment();
	if (postgres !== undefined) return openSyncLog({ postgres });
	const marker = markerFile();
	if (existsSync(marker)) {
		const name = readFileSync(marker, 'utf8').trim();
		throw new NodeOperationError(
			context.getNode(),
			`This node keeps its sync log in a file, but other nodes of this n8n keep it in the database ${name}: what one has posted, the other would post again.`,
			{
				description: `Choose "Database" under "Sync Log" here too, or name the database for all nodes by the environment variable ${ENVIRONMENT}. If the database is really given up, delete the file ${marker}.`,
			},
		);
	}
	return openSyncLog({ file: syncLogFile() });
}

function note({ database, host, port, schema }: PostgresSettings): void {
	const marker = markerFile();
	const name = `"${database}" on ${host}:${port}, schema ${schema}`;
	if (existsSync(marker) && readFileSync(marker, 'utf8').trim() === name) return;
	mkdirSync(dirname(marker), { recursive: true, mode: 0o700 });
	writeFileSync(marker, `${name}\n`, { mode: 0o600 });
}

/**
 * The sync log of a node; opened once a process.
 * @throws NodeOperationError other nodes of this n8n use another one
 */
export async function syncLogOf(context: Context): Promise<SyncLog> {
	if (!isForDatabase(context)) return ownSyncLog(context);
	const postgres = databaseOf(await context.getCredentials(CREDENTIAL));
	note(postgres);
	return openSyncLog({ postgres });
}

/** n8n in queue mode runs workflows in processes that may stand on other machines, where the file is another one. */
export function isFileInQueueMode(context: Pick<Context, 'getNode'>): boolean {
	if (process.env.EXECUTIONS_MODE !== 'queue' || isForDatabase(context)) return false;
	return (process.env[ENVIRONMENT]?.trim() ?? '') === '';
}

/** Whether the database of a credential can keep the sync log: connects, and makes what is missing there. */
export async function testSyncLogDatabase(
	credentials: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	try {
		const syncLog = openSyncLog({ postgres: databaseOf(credentials) });
		const runs = await syncLog.runs(1);
		const message = runs.length === 0 ? 'Connected. Nothing was synced here yet.' : 'Connected.';
		return { status: 'OK', message };
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : 'Cannot be reached.' };
	}
}
