/** A real n8n of which a part is killed, several times, while it posts a day book; and what is in the books in the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expectedEvents } from '../../lab/demo/arrivals';
import type { N8nEngine } from '../../lab/demo/n8nEngine';
import type { DemoReport } from '../../lab/demo/report';
import { reportOf, settle, setUp } from '../../lab/demo/run';
import type { DayBook } from '../../lab/daybook/events';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { startN8nDemo, startQueueDemo, type TestDemo } from './demo';
import { PostgresServer } from './postgres';
import { RedisServer } from './redis';

/** main: an n8n on its own, with the sync log in a file. The others are parts of queue mode, with the sync log in PostgreSQL. */
export const VICTIMS = ['main', 'worker', 'postgres', 'redis'] as const;
export type Victim = (typeof VICTIMS)[number];

const WORKERS = 2;
/** how long a server is away */
const AWAY_MS = 2_000;
const NOT_READ_AGAIN = { posted: 0, unchanged: 0, review: 0 };
const NOT_MEASURED = { seconds: {}, again: NOT_READ_AGAIN };

export interface Killing {
	readonly dayBook: DayBook;
	/** by which numbers of documents in the ledger something is killed, rising */
	readonly at: readonly number[];
	/** of the lab, as `--faults` takes them */
	readonly faults: string;
	/** whether all is read again in the end, to see that nothing is posted twice */
	readonly readAgain: boolean;
	say(text: string): void;
}

export interface Killed {
	readonly report: DemoReport;
	/** documents that were in the ledger at each kill */
	readonly killedAt: readonly number[];
	/** from the activation until everything was in the books */
	readonly seconds: number;
	/** executions of workers; none without queue mode */
	readonly executions: number;
}

/** The number of documents in the ledger. */
export function documentsOf({ lab }: Pick<TestDemo<N8nEngine>, 'lab'>): number {
	const { documents } = lab.platforms().ledger.inspect() as { documents: Record<string, number> };
	return Object.values(documents).reduce((sum, count) => sum + count, 0);
}

/** n8n in queue mode: a main and workers, over these servers. */
export async function startOver(
	postgres: PostgresServer,
	redis: RedisServer,
	options: Parameters<typeof startQueueDemo>[0],
): Promise<TestDemo<N8nEngine>> {
	const n8n = await postgres.newDatabase();
	const { host, port, database, user } = n8n;
	const books = await postgres.newDatabase();
	return await startQueueDemo(options, {
		workers: WORKERS,
		postgres: books,
		databases: [n8n, books],
		env: {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: host,
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: database,
			DB_POSTGRESDB_USER: user,
			DB_POSTGRESDB_PASSWORD: 'unused',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			STORELEDGER_DATABASE_URL: `postgres://${user}@${host}:${port}/${books.database}`,
		},
	});
}

/** Connections that were kept from before a kill are of no use: asked twice. */
async function readAll({ engine }: TestDemo<N8nEngine>, workflow: Parameters<N8nEngine['readAgain']>[0]) {
	try {
		return await engine.readAgain(workflow);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		return await engine.readAgain(workflow);
	}
}

/** Activates the workflow, kills by the numbers, waits until all has come to an end. */
async function run(
	demo: TestDemo<N8nEngine>,
	{ at, dayBook, readAgain, say }: Killing,
	kill: () => Promise<void>,
): Promise<Killed> {
	const { choices, workflow } = await setUp(demo);
	const started = Date.now();
	await demo.engine.activate(workflow);
	const killedAt: number[] = [];
	for (const count of at) {
		while (documentsOf(demo) < count) await sleep(20);
		killedAt.push(documentsOf(demo));
		say(`${killedAt.at(-1)} documents are in the ledger: SIGKILL`);
		await kill();
	}
	const arrived = await settle({ ...demo, say }, expectedEvents(expectedBooks(dayBook).counts));
	const seconds = Math.round((Date.now() - started) / 1000);
	const { missing, duplicates, differences } = reportOf(demo, arrived, choices.accounts, NOT_MEASURED);
	say(`after ${seconds} s: ${missing} lost, ${duplicates} doubled, ${differences.length} balances differ`);
	const again = readAgain ? await readAll(demo, workflow) : NOT_READ_AGAIN;
	const report = reportOf(demo, arrived, choices.accounts, { seconds: {}, again });
	const executions = demo.engine.workers.reduce((sum, worker) => sum + worker.executions(), 0);
	return { report, killedAt, seconds, executions };
}

async function killMain(killing: Killing): Promise<Killed> {
	const demo = await startN8nDemo(killing);
	try {
		const { n8n } = demo.engine;
		return await run(demo, killing, async () => {
			await n8n.kill('SIGKILL');
			await n8n.restart();
			await n8n.waitUntilReady();
		});
	} finally {
		await demo.close();
	}
}

async function killInQueue(victim: Exclude<Victim, 'main'>, killing: Killing): Promise<Killed> {
	const [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
	try {
		const demo = await startOver(postgres, redis, killing);
		const { workers } = demo.engine;
		let turn = 0;
		const kill = async (): Promise<void> => {
			if (victim === 'worker') {
				// it cannot be told from here which one posts, so both die, one after the other
				for (const worker of workers) {
					await worker.kill();
					await worker.restart();
				}
				await workers[turn++ % workers.length]?.waitUntilReady();
				return;
			}
			const server = victim === 'postgres' ? postgres : redis;
			await server.stop('SIGKILL');
			await sleep(AWAY_MS);
			await server.resume();
		};
		try {
			return await run(demo, killing, kill);
		} finally {
			await demo.close();
		}
	} finally {
		await Promise.all([postgres.remove(), redis.remove()]);
	}
}

/** Starts all that is needed, and ends it. */
export async function killWhilePosting(victim: Victim, killing: Killing): Promise<Killed> {
	return victim === 'main' ? await killMain(killing) : await killInQueue(victim, killing);
}
