/**
 * The model test with the sync log in a real PostgreSQL, whose connections are ended while they are used, and which is killed and
 * comes back. Fewer schedules: each has a schema of its own. What really happens at once is not the same the second time, so a seed
 * replays the schedule but not every break.
 */
import fc from 'fast-check';
import type { Database, Statements } from '../../../synclog/sql/database';
import { PostgresDatabase } from '../../../synclog/postgres/connection';
import { scheduleArbitrary } from '../../support/model/schedule';
import { simulate } from '../../support/model/simulate';
import { inWords } from '../../support/model/words';
import type { OpenDatabase } from '../../support/model/world';
import { describeWithPostgres, PostgresServer } from '../../support/postgres';
import { randomOf } from '../../support/virtualTime';

const RUNS = Number(process.env.MODEL_POSTGRES_RUNS ?? 8);
const BREAKS = 0.03;
const END_ALL =
	"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'storeledger' AND pid <> pg_backend_pid()";

/** While it works, all connections are ended now and then. */
class Broken implements Database {
	private readonly breaking: Promise<unknown>[] = [];

	constructor(
		private readonly real: PostgresDatabase,
		private readonly server: PostgresServer,
		private readonly random: () => number,
	) {}

	async write<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		this.mayBreak();
		return await this.real.write(work);
	}

	async read<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		this.mayBreak();
		return await this.real.read(work);
	}

	async backUp(): Promise<undefined> {
		return await this.real.backUp();
	}

	async close(): Promise<void> {
		await Promise.all(this.breaking);
		await this.real.close();
	}

	private mayBreak(): void {
		if (this.random() < BREAKS) this.breaking.push(this.server.execute(END_ALL).catch(() => undefined));
	}
}

describeWithPostgres('over PostgreSQL', () => {
	let server: PostgresServer;
	beforeAll(async () => (server = await PostgresServer.start()), 60_000);
	afterAll(async () => await server.remove());

	const opening =
		(seed: number): OpenDatabase =>
		async () => {
			const real = new PostgresDatabase(await server.newSchema());
			const database = new Broken(real, server, randomOf(seed));
			return { database, remove: async () => await Promise.resolve() };
		};

	it(
		'never posts twice, never loses anything, whatever happens',
		async () => {
			let restartIn = 3;
			await fc.assert(
				fc.asyncProperty(scheduleArbitrary, async (schedule) => {
					restartIn = restartIn === 0 ? 6 : restartIn - 1;
					const restarts = restartIn === 0 ? restart() : Promise.resolve();
					try {
						await simulate(schedule, opening(schedule.seed));
					} catch (error) {
						throw new Error(inWords(schedule), { cause: error });
					} finally {
						await restarts;
					}
				}),
				{
					numRuns: RUNS,
					endOnFailure: true,
					...(process.env.MODEL_SEED === undefined ? {} : { seed: Number(process.env.MODEL_SEED) }),
				},
			);
		},
		Number(process.env.MODEL_TIMEOUT ?? 480_000),
	);

	/** Killed as by a loss of power, in the middle of it all. */
	async function restart(): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, 300));
		await server.stop('SIGKILL');
		await server.resume();
	}
});
