/** Which sync log a node uses: the file, the database of the environment, that of its credential; and never two by mistake. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	isFileInQueueMode,
	syncLogFile,
	syncLogOf,
	testSyncLogDatabase,
} from '../../../nodes/shared/syncLog';
import { openSyncLog } from '../../../synclog';
import { describeWithPostgres, PostgresServer } from '../../support/postgres';

let folder: string;
const environment = { ...process.env };
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'storeledger-which-'));
	process.env.N8N_USER_FOLDER = folder;
});
afterEach(() => {
	process.env = { ...environment };
	rmSync(folder, { recursive: true, force: true });
});

const nodeWith = (parameters: INode['parameters']): INode => ({
	id: '1',
	name: 'Poster',
	type: 'quickBooksPoster',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

const context = (parameters: INode['parameters'] = {}, credential: ICredentialDataDecryptedObject = {}) => ({
	getNode: () => nodeWith(parameters),
	getCredentials: async <T extends object>() => credential as T,
});

describe('the sync log of a node', () => {
	it("is a file beside n8n's own", async () => {
		const log = await syncLogOf(context());
		await log.setState('a', 'b', 1);
		expect(syncLogFile()).toBe(join(folder, '.n8n', 'storeledger', 'synclog.sqlite'));
		expect(existsSync(syncLogFile())).toBe(true);
		expect(openSyncLog({ file: syncLogFile() })).toBe(log);
		await log.close();
	});

	it.each([
		['no address', 'is no address'],
		['mysql://u:secret@db/books', 'must begin with postgres://'],
		['postgres://u:secret@db', 'must name a host and a database'],
		['postgres://u:secret@db/books?ssl=maybe', '"maybe" is no way to connect'],
		['postgres://u:secret@db/books?schema=Big%20One', 'cannot be the schema'],
	])('is refused where the environment says %s, without its password', async (value, message) => {
		process.env.STORELEDGER_DATABASE_URL = value;
		const refused = expect(syncLogOf(context()));
		await refused.rejects.toThrow(message);
		await expect(syncLogOf(context())).rejects.not.toThrow(/secret/);
	});

	it('in a file is a warning in queue mode only', () => {
		expect(isFileInQueueMode(context())).toBe(false);
		process.env.EXECUTIONS_MODE = 'queue';
		expect(isFileInQueueMode(context())).toBe(true);
		expect(isFileInQueueMode(context({ syncLog: 'database' }))).toBe(false);
		process.env.STORELEDGER_DATABASE_URL = 'postgres://db/books';
		expect(isFileInQueueMode(context())).toBe(false);
	});

	it('that cannot be reached fails the test of the credential, with what to do and no secret', async () => {
		const credential = {
			host: '127.0.0.1',
			port: 1,
			database: 'books',
			user: 'u',
			password: 'very-secret',
			ssl: 'off',
		};
		const schema = { schema: 'Not A Schema' };
		const result = await testSyncLogDatabase({ ...credential, ...schema });
		expect(result).toEqual({ status: 'Error', message: expect.stringContaining('small letters, digits') });
		expect(JSON.stringify(result)).not.toContain('very-secret');
	});
});

describeWithPostgres('the sync log of a node in a database', () => {
	let server: PostgresServer;
	beforeAll(async () => {
		server = await PostgresServer.start();
	}, 60_000);
	afterAll(async () => await server.remove());

	it('is that of the credential, and no other node may then use the file', async () => {
		const settings = await server.newDatabase();
		const credential = { ...settings };
		expect(await testSyncLogDatabase(credential)).toEqual({
			status: 'OK',
			message: 'Connected. Nothing was synced here yet.',
		});
		const log = await syncLogOf(context({ syncLog: 'database' }, credential));
		await log.setState('a', 'b', 1);
		expect(await server.execute('SELECT value FROM storeledger.states', settings.database)).toEqual([
			{ value: '1' },
		]);
		await expect(syncLogOf(context())).rejects.toThrow(
			`other nodes of this n8n keep it in the database "${settings.database}" on 127.0.0.1:${settings.port}`,
		);
		await log.close();
	});

	it('is that of the environment for every node without a choice of its own', async () => {
		const { database, port } = await server.newDatabase();
		process.env.STORELEDGER_DATABASE_URL = `postgres://books:p%40ss@127.0.0.1:${port}/${database}?schema=ours`;
		const log = await syncLogOf(context());
		await log.setState('a', 'b', 2);
		expect(await server.execute('SELECT value FROM ours.states', database)).toEqual([{ value: '2' }]);
		expect(existsSync(syncLogFile())).toBe(false);
		await log.close();
	});
});
