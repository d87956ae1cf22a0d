/**
 * A process that dies at every single step of posting and of taking back, before the step was acted on and after it: the next run
 * brings everything to its end, exactly once.
 */
import { NO_FAULTS } from '../../support/ledgerModel';
import { Process } from '../../support/model/process';
import { NO_DATABASE_FAULTS } from '../../support/model/database';
import { expectNoDoubles, expectPosted } from '../../support/model/books';
import type { Schedule } from '../../support/model/schedule';
import { World } from '../../support/model/world';

/** Several calls: sales that payments and refunds apply to, in calls of two. */
const SCHEDULE: Schedule = {
	seed: 1,
	orders: [
		{ kinds: ['payment', 'refund'], cents: 1_000, fate: 'fine' },
		{ kinds: ['paid'], cents: 2_000, fate: 'fine' },
		{ kinds: ['split', 'refund'], cents: 3_000, fate: 'fine' },
		{ kinds: ['paid'], cents: 4_000, fate: 'refused' },
	],
	deliveries: [],
	closed: undefined,
	corrections: 'review',
	maxBatch: 2,
	oneKindPerCall: false,
	callsAhead: 2,
	uniqueNumbers: false,
	keepsKeys: true,
	storm: NO_FAULTS,
	clocks: 'machine',
	clockJumps: [],
	database: NO_DATABASE_FAULTS,
	lost: undefined,
};

type Operation = 'post' | 'postAfterLostAnswer' | 'undo';

/** Does it, dying where it is told. @returns the steps it came to, and the world as it was left */
async function until(operation: Operation, crash: ConstructorParameters<typeof Process>[2]) {
	const world = await World.open(SCHEDULE);
	const { ledger, time } = world;
	const all = SCHEDULE.orders.flatMap((_, index) => world.entries(index, false));
	if (operation === 'undo') await time.until(world.post(all));
	if (operation === 'postAfterLostAnswer') ledger.faults = { ...NO_FAULTS, lostAfter: 0.5 };
	const process = new Process(time, world.random, crash);
	const ports = { session: process.guard(ledger.session(), ['compare']), log: process.guard(world.log) };
	const work = operation === 'undo' ? world.undo(all, ports) : world.post(all, ports);
	await time.until(work.then(() => undefined).catch(() => undefined));
	ledger.faults = NO_FAULTS;
	return { world, all, steps: process.steps };
}

/** Later everything is delivered again, or taken back again. */
async function goOn(operation: Operation, { world, all }: Awaited<ReturnType<typeof until>>): Promise<void> {
	const { ledger, time } = world;
	for (let round = 0; round < 2; round++) {
		await time.pass(10 * 60_000);
		if (operation === 'undo') await time.until(world.undo(all));
		else expectPosted(world, await time.until(world.post(all)));
	}
	expectNoDoubles(world);
	const there = ledger.effective.map(({ postingKey }) => postingKey);
	expect(new Set(there).size).toBe(there.length);
	const counts = await world.log.counts();
	const open = counts.filter(({ status }) => !['posted', 'held', 'undone', 'skipped'].includes(status));
	expect(open).toEqual([]);
	const posted = await world.log.search({ status: ['posted'], limit: 100 });
	expect(posted.map(({ postingKey }) => postingKey).sort()).toEqual([...there].sort());
}

describe.each(['post', 'postAfterLostAnswer', 'undo'] as const)('dying at every step of: %s', (operation) => {
	it('leaves nothing lost and nothing doubled', async () => {
		const whole = await until(operation, undefined);
		await goOn(operation, whole);
		const expected = whole.world.ledger.effective.map(({ postingKey }) => postingKey).sort();
		await whole.world.close();
		expect(whole.steps).toBeGreaterThan(8);
		for (let step = 0; step < whole.steps; step++)
			for (const after of [false, true]) {
				const left = await until(operation, { step, after });
				await goOn(operation, left);
				const there = left.world.ledger.effective.map(({ postingKey }) => postingKey).sort();
				expect({ step, after, there }).toEqual({ step, after, there: expected });
				await left.world.close();
			}
	}, 60_000);
});
