/** Several processes on one sync log: real child processes that claim the same keys at the same time. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSyncLog } from '../../../synclog';

const ROOT = join(__dirname, '..', '..', '..');
const WORKERS = 4;
const KEYS = 300;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'storeledger-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs one worker, and gives the keys it won. */
async function worker(file: string, runId: string): Promise<number[]> {
	const child = spawn(
		process.execPath,
		[
			'--no-warnings',
			'--import',
			'tsx',
			join(__dirname, 'worker.ts'),
			JSON.stringify({ file }),
			runId,
			String(KEYS),
		],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise((resolve) => child.on('close', resolve));
	expect(code).toBe(0);
	return JSON.parse(output) as number[];
}

it('lets each key be won by exactly one of several processes, from the making of the file on', async () => {
	const file = join(folder, 'new', 'log.sqlite');
	const won = await Promise.all(
		Array.from({ length: WORKERS }, async (_, index) => await worker(file, `run-${index}`)),
	);
	expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: KEYS }, (_, index) => index));
	const log = openSyncLog({ file });
	const records = await log.search({ limit: 1000 });
	expect(records).toHaveLength(KEYS);
	for (const record of records)
		expect(won[Number(record.runId.slice(4))]).toContain(Number(record.orderNumber.slice(1)));
	await log.close();
}, 60_000);

it('waits asleep while another process writes, instead of failing', async () => {
	const file = join(folder, 'log.sqlite');
	const log = openSyncLog({ file });
	await log.setState('a', 'b', 0);
	const other = new DatabaseSync(file);
	other.exec('BEGIN IMMEDIATE');
	let ticks = 0;
	const ticking = setInterval(() => ticks++, 5);
	const writing = log.setState('a', 'b', 1);
	await new Promise((resolve) => setTimeout(resolve, 400));
	other.exec('COMMIT');
	other.close();
	await writing.finally(() => clearInterval(ticking));
	expect(await log.getState('a', 'b')).toBe(1);
	expect(ticks).toBeGreaterThan(3);
	await log.close();
});
