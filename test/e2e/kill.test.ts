/** n8n is killed in the middle of posting: nothing is lost, nothing is doubled. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventId } from '../../core/posting/eventId';
import { expectedEvents } from '../../lab/demo/arrivals';
import { reportOf, settle, setUp } from '../../lab/demo/run';
import { builtIn } from '../../lab/daybook/builtIn';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { startN8nDemo } from '../support/demo';
import { documentsOf } from '../support/killing';

const AGAIN = { posted: 0, unchanged: 0, review: 0 };

test('SIGKILL while a batch is on its way: after a restart everything is in the books exactly once', async () => {
	// the ledger's answers come late, so that the kill falls between its commit and the answer
	const demo = await startN8nDemo({
		dayBook: builtIn(),
		faults: 'serverErrorAfter=0.2,slow=0.3,slowMs=1000,seed=11',
	});
	try {
		const { choices, workflow } = await setUp(demo);
		await demo.engine.activate(workflow);
		while (documentsOf(demo) === 0) await sleep(50);
		await demo.engine.n8n.kill('SIGKILL');
		const before = documentsOf(demo);
		const expected = expectedEvents(expectedBooks(demo.dayBook).counts);
		const due = Object.values(expected).reduce((sum, count) => sum + count, 0);
		expect(before).toBeLessThan(due);

		await demo.engine.n8n.restart();
		await demo.engine.n8n.waitUntilReady();
		const arrived = await settle(demo, expected);
		const report = reportOf(demo, arrived, choices.accounts, { seconds: {}, again: AGAIN });
		expect(report).toMatchObject({ missing: 0, duplicates: 0, differences: [], equal: true });

		// one id leads through n8n's own log from the trigger to the document
		const log = readFileSync(demo.engine.n8n.options.logFile, 'utf8').split('\n');
		const records = await demo.syncLog.search({ status: ['posted'], limit: 1_000 });
		expect(records.length).toBeGreaterThan(0);
		for (const { businessKey } of records) {
			const lines = log.filter((line) => line.includes(`event=${eventId(businessKey)} `));
			expect(lines[0]).toContain('step=trigger');
			expect(lines.some((line) => line.includes('step=post'))).toBe(true);
		}
	} finally {
		await demo.close();
	}
});
