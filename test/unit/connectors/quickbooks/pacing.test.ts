import { Pace, paceOf } from '../../../../connectors/ledgers/quickbooks/pacing';
import { FakeClock } from './support/clock';

/** The most turns that any window of this length holds. */
function busiest(times: readonly number[], windowMs: number): number {
	return Math.max(
		...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length),
	);
}

async function run(kind: 'request' | 'batch', count: number): Promise<number[]> {
	const clock = new FakeClock();
	const pace = new Pace();
	const times: number[] = [];
	for (let turn = 0; turn < count; turn++) {
		await pace.turn(clock, kind);
		times.push(clock.now());
	}
	return times;
}

describe('pacing', () => {
	it('keeps 1,200 requests below 10 a second and 500 a minute, and uses them', async () => {
		const times = await run('request', 1_200);
		expect(busiest(times, 1_000)).toBe(10);
		expect(busiest(times, 60_000)).toBe(500);
		// two full minutes and the 20 seconds that 200 more need
		expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(140_000);
	});

	it('holds when requests arrive late: they are counted from their answers', async () => {
		const clock = new FakeClock();
		const pace = new Pace();
		const arrivals: number[] = [];
		for (let turn = 0; turn < 200; turn++) {
			const answered = await pace.turn(clock, 'request');
			// a busy machine: every seventh request travels for most of a second
			await clock.sleep(turn % 7 === 0 ? 900 : 1);
			arrivals.push(clock.now());
			answered();
		}
		expect(busiest(arrivals, 1_000)).toBeLessThanOrEqual(10);
	});

	it('keeps 100 batches below 40 a minute', async () => {
		const times = await run('batch', 100);
		expect(busiest(times, 60_000)).toBe(40);
	});

	it('gives turns to callers that ask at the same time', async () => {
		let now = 0;
		const wakes: number[] = [];
		const clock = { now: () => now, sleep: async (ms: number) => void wakes.push(now + ms) };
		const pace = new Pace();
		await Promise.all(Array.from({ length: 35 }, async () => await pace.turn(clock, 'request')));
		expect(wakes).toEqual([
			...Array<number>(10).fill(1_000),
			...Array<number>(10).fill(2_000),
			...Array<number>(5).fill(3_000),
		]);
		now = 10_000;
		await pace.turn(clock, 'request');
		expect(wakes).toHaveLength(25);
	});

	it('waits as long as QuickBooks asked', async () => {
		const clock = new FakeClock();
		const pace = new Pace();
		pace.block(clock, 60_000);
		await pace.turn(clock, 'request');
		expect(clock.slept).toEqual([60_000]);
	});

	it('is one for all sessions of a company', () => {
		expect(paceOf('https://x/1')).toBe(paceOf('https://x/1'));
		expect(paceOf('https://x/1')).not.toBe(paceOf('https://x/2'));
	});
});
