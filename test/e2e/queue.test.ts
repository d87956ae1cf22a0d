/**
 * n8n in queue mode: a main and two workers with Redis and PostgreSQL, the sync log in PostgreSQL. While it posts, a worker, the
 * database and the queue are killed; in the end everything is in the books exactly once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expectedEvents } from '../../lab/demo/arrivals';
import { reportOf, settle, setUp } from '../../lab/demo/run';
import { builtIn } from '../../lab/daybook/builtIn';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import type { TestDemo } from '../support/demo';
import { documentsOf, startOver } from '../support/killing';
import type { N8nEngine } from '../../lab/demo/n8nEngine';
import { findPostgres, PostgresServer } from '../support/postgres';
import { findRedis, RedisServer } from '../support/redis';

const AGAIN = { posted: 0, unchanged: 0, review: 0 };

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
		const demo = await startOver(postgres, redis, {
			dayBook: builtIn(),
			faults: 'serverErrorAfter=0.1,slow=0.3,slowMs=500,seed=7',
		});
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
