/** The workflow and the sync log of the first version in n8n's engine with the newest nodes. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { builtIn } from '../../lab/daybook/builtIn';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { expectedEvents } from '../../lab/demo/arrivals';
import { credentialsOf, reportOf, settle, setUp } from '../../lab/demo/run';
import { startCoreDemo } from '../support/demo';
import { FIRST, firstWorkflow, restoreFirstVersion } from '../support/upgrade/firstVersion';

test('the workflow of the first version keeps the books: parameters of old versions of nodes still mean the same', async () => {
	const demo = await startCoreDemo({ dayBook: builtIn() });
	try {
		const { choices } = await setUp(demo);
		await demo.engine.activate(firstWorkflow());
		const arrived = await settle(demo, expectedEvents(expectedBooks(demo.dayBook).counts));
		const again = await demo.engine.readAgain(firstWorkflow());
		const report = reportOf(demo, arrived, choices.accounts, { seconds: {}, again });
		expect(report).toMatchObject({ missing: 0, duplicates: 0, differences: [], held: [], equal: true });
		expect(again).toEqual({ posted: 0, unchanged: FIRST.events, review: 0 });
	} finally {
		await demo.close();
	}
});

test('with the sync log of the first version nothing is posted again', async () => {
	const demo = await startCoreDemo({ dayBook: builtIn() });
	try {
		mkdirSync(dirname(demo.engine.syncLogFile), { recursive: true });
		const { store, ledger } = credentialsOf(demo);
		const [company] = /\b9130\d+/.exec(JSON.stringify(ledger.data)) ?? [];
		restoreFirstVersion(demo.engine.syncLogFile, company ?? 'none');
		await demo.engine.prepare([store, ledger]);
		const workflow = firstWorkflow();
		expect(await demo.engine.readAgain(workflow)).toEqual({ posted: 0, unchanged: FIRST.events, review: 0 });
		await demo.engine.activate(workflow);
		await demo.engine.tick();
		const { documents } = demo.lab.platforms().ledger.inspect() as { documents: Record<string, number> };
		expect(Object.values(documents).reduce((sum, count) => sum + count, 0)).toBe(0);
	} finally {
		await demo.close();
	}
});
