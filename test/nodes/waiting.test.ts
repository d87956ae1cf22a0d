/** A closed period, the policy "wait", and what a schedule does once the period is open: in QuickBooks and in Xero. */
import { checkHealth, checkNamed, DEFAULT_THRESHOLDS, gatherHealth } from '../../core/health';
import { Bench } from './support/bench';
import { fewOrders, hoursAgo } from './support/shop';

/** after everything that has happened in the shop */
const TODAY = new Date().toISOString().slice(0, 10);

describe.each([
	['quickbooks', 'QuickBooks Poster'],
	['xero', 'Xero Poster'],
])('documents that wait for their period in %s', (ledger, poster) => {
	let bench: Bench;
	beforeEach(async () => (bench = await Bench.start({ dayBook: fewOrders(), ledger })));
	afterEach(async () => await bench.close());

	/** The poster alone, started by a schedule: the item that comes in is no document. */
	const onSchedule = async () =>
		await bench.node(poster, [{ timestamp: '2026-01-01T08:00:00Z' }], {
			parameters: { operation: 'postWaiting' },
		});
	const health = async () => {
		const period = { from: hoursAgo(24), to: hoursAgo(0) };
		const question = { period, now: Date.now(), thresholds: DEFAULT_THRESHOLDS, lostAfterTimes: 5 };
		return checkHealth(await gatherHealth(bench.syncLog, question));
	};

	it('are posted by a run of "Post Waiting Documents" when it is open, and no sooner', async () => {
		bench.lab.control.closeBooks(TODAY);
		const run = await bench.history({
			[poster]: { parameters: { operation: 'post', options: { closedPeriod: 'wait' } } },
		});
		expect(run.error).toBeUndefined();
		expect(run.items(poster, 0)).toEqual([]);
		expect(run.items(poster, 2)).toEqual([]);
		const waiting = run.json(poster, 1);
		expect(waiting).toHaveLength(4);
		expect(bench.ledger().documents).toEqual({});
		const report = await health();
		expect(checkNamed(report, 'closedPeriods').count).toBeGreaterThanOrEqual(4);
		expect(checkNamed(report, 'held').count).toBe(0);

		const early = await onSchedule();
		expect(early.error).toBeUndefined();
		expect([0, 1, 2].map((output) => early.items(poster, output))).toEqual([[], [], []]);

		bench.lab.control.closeBooks(undefined);
		const released = await onSchedule();
		expect(released.error).toBeUndefined();
		expect(released.json(poster, 0).map(({ id }) => id)).toHaveLength(4);
		expect(new Set(released.json(poster, 0).map(({ id }) => id))).toEqual(
			new Set(waiting.map(({ id }) => id)),
		);
		expect(released.items(poster, 2)).toEqual([]);
		expect(bench.ledger().duplicates).toEqual([]);
		expect(checkNamed(await health(), 'closedPeriods').count).toBe(0);

		const { documents } = bench.ledger();
		expect((await onSchedule()).items(poster, 0)).toEqual([]);
		expect(bench.ledger().documents).toEqual(documents);
	});
});
