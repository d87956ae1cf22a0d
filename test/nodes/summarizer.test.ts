/** The template with daily summaries in n8n's engine, against the lab: the books of order by order, in fewer documents. */
import type { IDataObject } from 'n8n-workflow';
import type { EngineRun } from '../support/engine';
import { Bench } from './support/bench';
import { fewOrders } from './support/shop';

const NODE = 'Sales Summarizer';
const [TO_POST, WAITING, REVIEW] = [0, 1, 2];
const NOW = { [NODE]: { parameters: { emit: 'now' } } };

let bench: Bench | undefined;
afterEach(async () => {
	await bench?.close();
	bench = undefined;
});

async function start(daily: boolean, ledger = 'quickbooks'): Promise<Bench> {
	bench = await Bench.start({ dayBook: fewOrders(), daily, ledger });
	return bench;
}

/** Accounts with a balance: what the company is called in the lab does not count. */
function balances(of: Bench): string[] {
	const rows = Reflect.get(of.ledger(), 'trialBalance') as readonly Record<string, string>[];
	return rows
		.filter(({ debit, credit }) => debit !== credit)
		.map(({ account, debit, credit }) => `${account}: ${debit} ${credit}`)
		.sort();
}

const ids = (run: EngineRun, output: number): unknown[] => run.json(NODE, output).map(({ id }) => id);

describe.each([
	['quickbooks', 'QuickBooks Poster'],
	['xero', 'Xero Poster'],
])('%s', (ledger, poster) => {
	test('the same books as order by order', async () => {
		const single = await start(false, ledger);
		expect((await single.history()).error).toBeUndefined();
		const expected = balances(single);
		await single.close();

		const daily = await start(true, ledger);
		const run = await daily.history(NOW);
		expect(run.error).toBeUndefined();
		expect(run.json(NODE, REVIEW)).toEqual([]);
		expect(run.json(NODE, WAITING)).toEqual([]);
		const summaries = run.json(NODE, TO_POST);
		expect(new Set(summaries.map(({ purpose }) => purpose))).toEqual(new Set(['Summary']));
		expect(run.json(poster, 2)).toEqual([]);
		expect(run.json(poster, 0).map(({ id }) => id)).toEqual(summaries.map(({ id }) => id));
		expect(balances(daily)).toEqual(expected);

		const again = await daily.history(NOW);
		expect(again.json(NODE, TO_POST)).toEqual(summaries);
		expect(again.json(poster, 0)).toEqual([]);
		expect(again.json(poster, 1)).toHaveLength(summaries.length);
		expect(balances(daily)).toEqual(expected);
		expect(daily.ledger().duplicates).toEqual([]);
	});
});

test('what is of today waits, is no loss for the health check, and goes out with the schedule when it is due', async () => {
	const daily = await start(true);
	const run = await daily.history();
	expect(run.error).toBeUndefined();
	expect(run.json(NODE, WAITING)).toEqual([
		{
			type: 'SummaryWaiting',
			batch: expect.stringContaining('.GBP'),
			count: 1,
			dueAt: expect.stringMatching(/Z$/),
			orders: ['#1003'],
		},
	]);
	const members = run
		.json(NODE, TO_POST)
		.flatMap(({ summary }) => (summary as { members: { orderNumber: string }[] }).members)
		.map(({ orderNumber }) => orderNumber);
	expect(members.sort()).toEqual(['#1001', '#1001', '#1002']);
	expect(await daily.syncLog.summaryWaiting()).toMatchObject([{ count: 1 }]);

	const early = await daily.workflow().run({ start: 'Every Hour' });
	expect(early.error).toBeUndefined();
	expect([ids(early, TO_POST), ids(early, REVIEW)]).toEqual([[], []]);
	const [key] = (await daily.syncLog.summaryWaiting()).map(({ batch }) => batch);
	// nobody waits for the shop's own day: the choice is changed to what is there now, and the event comes once more
	const due = await daily.history(NOW);
	expect(ids(due, TO_POST)).toContain(`${(key ?? '').replace(/\/([^/]+)$/, '/summary/$1')}.1`);
	expect(await daily.syncLog.summaryWaiting()).toEqual([]);
});

test('a posted summary is opened, and reopened only after it was undone', async () => {
	const daily = await start(true);
	const posted = (await daily.history(NOW)).json('QuickBooks Poster', 0);
	const [first] = posted;
	if (first === undefined) throw new Error('nothing was posted');
	const act = async (operation: string): Promise<EngineRun> =>
		await daily.node(NODE, [first], { parameters: { operation, summary: '={{ $json.id }}' } });

	const opened = await act('open');
	expect(opened.error).toBeUndefined();
	expect(opened.json(NODE, 0)).toMatchObject([
		{ type: 'SummaryMember', purpose: 'Sale', orderNumber: '#1001', summary: first.id },
	]);
	const refused = await act('reopen');
	expect(refused.json(NODE, REVIEW)).toMatchObject([{ findings: [{ code: 'SUMMARY_IN_LEDGER' }] }]);

	const undo = { operation: 'undo', documents: 'items' };
	const undone = await daily.node('QuickBooks Poster', [first], { parameters: undo });
	expect(undone.json('QuickBooks Poster', 0).map(({ state }) => state)).toEqual(['undone']);
	expect((await act('reopen')).json(NODE, 0)).toHaveLength(1);

	const singly = { [NODE]: { parameters: { emit: 'now', singly: { companies: true, over: '30' } } } };
	const again = await daily.history(singly);
	expect(again.json(NODE, TO_POST)[0]).toMatchObject({
		purpose: 'Sale',
		order: { number: '#1001' },
		postedSingly: 'it is of more than 30 GBP',
	});
	expect(again.json('QuickBooks Poster', 0)).toHaveLength(1);
});

test('what is no entry is held, the others go on, and settings that cannot be used are an error', async () => {
	const daily = await start(true);
	const mapped = (await daily.history(NOW)).json('Account Mapper', 0);
	const broken: IDataObject = { ...mapped[0], lines: [], purpose: 'Nonsense' };
	const run = await daily.node(NODE, [broken, ...mapped], { parameters: { emit: 'now' } });
	expect(run.error).toBeUndefined();
	expect(run.json(NODE, REVIEW)).toMatchObject([
		{ stage: 'summary', findings: [{ code: 'DOCUMENT_MALFORMED' }] },
	]);
	expect(run.pairs(NODE, REVIEW)).toEqual([[0]]);
	for (const [parameters, message] of [
		[{ timeZone: 'London' }, /"London" is not a time zone/],
		[{ singly: { over: '1,000' } }, /"1,000" is not an amount/],
	] as const) {
		const failed = await daily.node(NODE, mapped, { parameters });
		expect(failed.error).toMatchObject({ message: expect.stringMatching(message) });
		const kept = await daily.node(NODE, mapped, { parameters, onError: 'continueRegularOutput' });
		expect(kept.json(NODE, REVIEW)).toHaveLength(mapped.length);
	}
});
