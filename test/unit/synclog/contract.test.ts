/** The contract over SQLite, in memory and in a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSyncLog } from '../../../synclog';
import { syncLogContract, type SyncLogUnderTest } from '../../support/syncLogContract';

const START = Date.parse('2026-03-10T08:00:00Z');

function under(file: string): SyncLogUnderTest {
	const clock = { now: START };
	const log = openSyncLog({ file, now: () => clock.now });
	return Object.assign(clock, { log });
}

syncLogContract('SQLite in memory', async () => under(':memory:'));

describe('in a file', () => {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-log-'));
	let files = 0;
	afterAll(() => rmSync(folder, { recursive: true }));
	syncLogContract('SQLite', async () => under(join(folder, 'deep', 'er', `${files++}.sqlite`)));
});
