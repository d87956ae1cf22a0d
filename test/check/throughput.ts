/**
 * How many documents a minute the sync log takes: workers that each claim, note as sent and note as posted 300 events a part, in
 * calls of 30, as the poster does. Run by `npm run check:throughput`; with PostgreSQL over a connection with and without latency.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncLog } from '../../core/posting/syncLog';
import { openSyncLog, type PostgresSettings } from '../../synclog';
import { sqlSyncLog } from '../../synclog/sql';
import { PostgresDatabase } from '../../synclog/postgres/connection';
import { findPostgres, PostgresServer } from '../support/postgres';
import { claimFor } from '../support/syncLogContract/context';

const EVENTS = 300;
const CALL = 30;
const PARTS = 4;
const LEASE_MS = 300_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Passes a connection on, each way later by so many milliseconds. */
async function proxyTo(port: number, delayMs: number): Promise<{ readonly port: number; close(): void }> {
	const pass = (from: Socket, to: Socket): void => {
		from.on('data', (data) => void setTimeout(() => to.writable && to.write(data), delayMs));
		from.on('close', () => void setTimeout(() => to.destroy(), delayMs));
		from.on('error', () => to.destroy());
	};
	const server: Server = createServer((client) => {
		const upstream = connect(port, '127.0.0.1').setNoDelay(true);
		client.setNoDelay(true);
		pass(client, upstream);
		pass(upstream, client);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return { port: address.port, close: () => void server.close() };
}

/** One worker: its parts one after the other. */
async function work(log: SyncLog, name: string): Promise<number[]> {
	const claims: number[] = [];
	for (let part = 0; part < PARTS; part++) {
		const runId = `${name}-${part}`;
		const requests = Array.from({ length: EVENTS }, (_, index) =>
			claimFor(`${runId}-${index}`, { tenant: name, snapshot: { text: 'x'.repeat(1_000) } }),
		);
		const before = performance.now();
		await log.claim(requests, runId, LEASE_MS);
		claims.push(performance.now() - before);
		for (let from = 0; from < EVENTS; from += CALL) {
			const batch = requests.slice(from, from + CALL);
			await log.sending(batch, `token-${from}`, runId, LEASE_MS);
			const updates = batch.map(({ postingKey, number }) => ({
				postingKey,
				ledgerId: number,
				ledgerEntity: 'SalesReceipt',
				number,
				findings: [],
			}));
			await log.posted(updates, runId);
		}
	}
	return claims;
}

async function measure(name: string, logs: readonly SyncLog[]): Promise<void> {
	await Promise.all(logs.map(async (log) => await log.getState('a', 'b')));
	const before = performance.now();
	const claims = (await Promise.all(logs.map(async (log, index) => await work(log, `w${index}`)))).flat();
	const minutes = (performance.now() - before) / 60_000;
	const middle = claims.toSorted((a, b) => a - b)[Math.floor(claims.length / 2)] ?? 0;
	say(
		`${name}, ${logs.length} worker(s): ${Math.round((logs.length * PARTS * EVENTS) / minutes)} documents a minute; ` +
			`a claim of ${EVENTS}: ${Math.round(middle)} ms`,
	);
	await Promise.all(logs.map(async (log) => await log.close()));
}

async function overPostgres(server: PostgresServer, delayMs: number, workers: number): Promise<void> {
	const proxy = await proxyTo(server.port, delayMs);
	const schema = await server.newSchema();
	const settings: PostgresSettings = delayMs === 0 ? schema : { ...schema, port: proxy.port };
	const logs = Array.from({ length: workers }, () => {
		const database = new PostgresDatabase(settings);
		return sqlSyncLog(database, () => database.now());
	});
	await measure(`PostgreSQL${delayMs === 0 ? '' : `, ${2 * delayMs} ms away`}`, logs);
	proxy.close();
}

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-throughput-'));
	await measure('SQLite', [openSyncLog({ file: join(folder, 'log.sqlite') })]);
	rmSync(folder, { recursive: true });
	if (findPostgres() === undefined) return say('PostgreSQL: skipped, it was not found.');
	const server = await PostgresServer.start();
	try {
		for (const delayMs of [0, 1]) for (const workers of [1, 4]) await overPostgres(server, delayMs, workers);
	} finally {
		await server.remove();
	}
}

void main();
