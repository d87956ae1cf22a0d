/** The shipped template through n8n's own engine, against the lab: the books equal the shop, whatever goes wrong on the way. */
import { runDemo } from '../../lab/demo/run';
import { builtIn } from '../../lab/daybook/builtIn';
import { builtInUs } from '../../lab/daybook/builtInUs';
import type { DayBook } from '../../lab/daybook/events';
import { startCoreDemo } from '../support/demo';

const HALF = 0.5;

/** The middle of the shop's orders: half is history, the rest happens while the workflow is active. */
function middle({ events }: DayBook): number {
	const times = events.flatMap((event) => (event.kind === 'order' ? [Date.parse(event.at)] : []));
	return times.sort((a, b) => a - b)[Math.floor(times.length * HALF)] ?? 0;
}

async function reportOf(dayBook: DayBook, faults?: string) {
	const demo = await startCoreDemo({
		dayBook,
		startAt: middle(dayBook),
		...(faults === undefined ? {} : { faults }),
	});
	try {
		return await runDemo(demo);
	} finally {
		await demo.close();
	}
}

const RIGHT = { missing: 0, duplicates: 0, differences: [], held: [], equal: true };

test('a British shop: everything in the books, to the cent, and nothing twice', async () => {
	const report = await reportOf(builtIn());
	expect(report).toMatchObject(RIGHT);
	expect(report.again).toMatchObject({ posted: 0, review: 0 });
	expect(report.again.unchanged).toBe(Object.values(report.posted).reduce((sum, count) => sum + count, 0));
});

test('... with rate limits, lost answers, cut connections, lost and doubled webhooks', async () => {
	expect(
		await reportOf(
			builtIn(),
			'rateLimited=0.02,serverErrorBefore=0.05,serverErrorAfter=0.08,dropBefore=0.04,dropAfter=0.06,duplicate=0.2,lost=0.2,reordered=0.1,seed=5',
		),
	).toMatchObject(RIGHT);
});

test('an American shop: sales tax on top, marketplaces, foreign currencies', async () => {
	const report = await reportOf(builtInUs());
	expect(report).toMatchObject(RIGHT);
});
