/** Runs a schedule: the storm, then a calm in which everything is delivered again, and what must be true in the end. */
import type { EntryResult } from '../../../core/posting/postOnce';
import { NO_FAULTS } from '../ledgerModel';
import {
	expectNoDoubles,
	expectPosted,
	expectTheBooks,
	expectTheLastVersions,
	expectUndone,
	lastEntries,
} from './books';
import type { Schedule } from './schedule';
import { World, type OpenDatabase } from './world';

/** Leases end within one, what waits for others goes in the next. */
const CALM_ROUNDS = 4;
const ROUND_MS = 10 * 60_000;

async function storm(world: World): Promise<void> {
	const { ledger, schedule, time } = world;
	ledger.faults = schedule.storm;
	const undoes = schedule.deliveries.some(({ operation }) => operation === 'undo');
	await time.until(
		Promise.all([
			world.closeAndOpen(),
			world.setClocks(),
			world.loseTheLog(),
			...schedule.deliveries.map(async (delivery, number) => {
				const said = await world.deliver(delivery, number);
				if (said === undefined) return;
				if ('undone' in said) expectUndone(world, said.undone);
				else if (!undoes) expectPosted(world, said.posted);
			}),
		]),
	);
	expectNoDoubles(world);
	ledger.faults = NO_FAULTS;
	world.calmDatabase();
}

async function calm(world: World): Promise<readonly EntryResult[]> {
	const { time } = world;
	const all = lastEntries(world);
	let last: readonly EntryResult[] = [];
	for (let round = 0; round < CALM_ROUNDS; round++) {
		// leases end, and so does everything the ledger still had to do
		await time.pass(ROUND_MS);
		// what was stopped while it was taken back is taken back first
		const found = await time.until(world.log.search({ status: ['undoing'], limit: 1_000 }));
		const halfUndone = new Set(found.map(({ businessKey }) => businessKey));
		const resumed = all.filter(({ documentId }) => halfUndone.has(documentId));
		expectUndone(world, await time.until(world.undo(resumed)));
		last = await time.until(world.post(all));
		expectPosted(world, last);
		// not before everything was looked up
		if (last.every(({ outcome }) => outcome !== 'inProgress')) world.lookUpFirst = false;
	}
	return last;
}

/** @param openDatabase default: SQLite in memory */
export async function simulate(schedule: Schedule, openDatabase?: OpenDatabase): Promise<void> {
	const world = await World.open(schedule, openDatabase);
	try {
		await storm(world);
		const last = await calm(world);
		expectNoDoubles(world);
		if (schedule.corrections === 'review') await expectTheBooks(world, last);
		else await expectTheLastVersions(world, last);

		if (last.every(({ outcome }) => outcome === 'unchanged')) {
			const { ...before } = world.ledger.calls;
			await world.time.until(world.post(lastEntries(world)));
			expect(world.ledger.calls).toEqual(before);
		}
	} finally {
		await world.close();
	}
}
