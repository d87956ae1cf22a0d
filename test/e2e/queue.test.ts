/**
 * n8n in queue mode: a main and two workers with Redis and PostgreSQL, the sync log in PostgreSQL. While it posts, a worker, the
 * database and the queue are killed; in the end everything is in the books exactly once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expectedEvents } from '../../lab/demo/arrivals';
import { reportOf, settle, setUp } from '../../lab/demo/run';
import { builtIn } from '../../lab/daybook/builtIn';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { startQueueDemo, type TestDemo } from '../support/demo';
import type { N8nEngine } from '../../lab/demo/n8nEngine';
import { findPostgres, PostgresServer } from '../support/postgres';
import { findRedis, RedisServer } from '../support/redis';

const AGAIN = { posted: 0, unchanged: 0, review: 0 };
const WORKERS = 2;

function documentsOf(demo: TestDemo<N8nEngine>): number {
	const { documents } = demo.lab.platforms().ledger.inspect() as { documents: Record<string, number> };
	return Object.values(documents).reduce((sum, count) => sum + count, 0);
}

async function untilDocuments(demo: TestDemo<N8nEngine>, count: number): Promise<void> {
	while (documentsOf(demo) < count) await sleep(50);
}

const isInstalled = findPostgres() !== undefined && findRedis() !== undefined;
const describeInQueue = isInstalled ? describe : describe.skip;
const why = isInstalled ? '' : ' (skipped: no PostgreSQL or no Redis was found)';

describeInQueue(`n8n in queue mode${why}`, () => {
	let postgres: PostgresServer;
	let redis: RedisServer;
	beforeAll(async () => {
		[postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
	}, 120_000);
	afterAll(async () => await Promise.all([postgres.remove(), redis.remove()]));

	test('SIGKILL of a worker, of PostgreSQL and of Redis: everything is in the books exactly once', async () => {
		const n8n = await postgres.newDatabase();
		const books = await postgres.newDatabase();
		const { host, port, database, user } = n8n;
		const demo = await startQueueDemo(
			{ dayBook: builtIn(), faults: 'serverErrorAfter=0.1,slow=0.3,slowMs=500,seed=7' },
			{
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
			},
		);
		try {
			const { choices, workflow } = await setUp(demo);
			await demo.engine.activate(workflow);
			const [first] = demo.engine.workers;
			await untilDocuments(demo, 1);
			await first?.kill();
			await first?.restart();
			await untilDocuments(demo, 3);
			await postgres.stop('SIGKILL');
			await sleep(2_000);
			await postgres.resume();
			await redis.stop('SIGKILL');
			await sleep(2_000);
			await redis.resume();
			await first?.waitUntilReady();

			const expected = expectedEvents(expectedBooks(demo.dayBook).counts);
			const arrived = await settle(demo, expected);
			const report = reportOf(demo, arrived, choices.accounts, { seconds: {}, again: AGAIN });
			expect(report).toMatchObject({ missing: 0, duplicates: 0, differences: [], equal: true });
			const executions = demo.engine.workers.map((worker) => worker.executions());
			expect(executions.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
		} finally {
			await demo.close();
		}
	});
});
