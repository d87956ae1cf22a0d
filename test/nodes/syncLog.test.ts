/** The Sync Log node in n8n's engine: looking up, following an order, settling and trying again, files. */
import type { IDataObject } from 'n8n-workflow';
import { openSyncLog } from '../../synclog';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineRun } from '../support/engine';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders } from './support/shop';

const NODE = 'Sync Log';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
	// the order to Germany has no rule for its tax: it is held
	await bench.history();
});
afterAll(async () => await bench.close());

async function ask(parameters: IDataObject, items: readonly IDataObject[] = [{}]): Promise<EngineRun> {
	const trigger = { id: 't', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const node = { id: 's', name: NODE, type: 'n8n-nodes-storeledger.syncLog', typeVersion: 1 };
	const workflow = asEngineWorkflow({
		name: 'Sync log',
		nodes: [
			{ ...trigger, position: [0, 0], parameters: {} },
			{ ...node, position: [200, 0], parameters },
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	} as never);
	return await bench.engine.open(workflow).run({ start: 'Start', items: items.map((json) => ({ json })) });
}

test('search finds posted records by status and ledger', async () => {
	const run = await ask({
		operation: 'search',
		limit: 100,
		filters: { status: ['posted'], ledger: 'quickbooks' },
	});
	expect(run.error).toBeUndefined();
	const records = run.json(NODE);
	expect(records.length).toBeGreaterThan(0);
	for (const record of records) expect(record).toMatchObject({ type: 'SyncRecord', status: 'posted' });
});

test('the history of an order goes from the ledger back to why; an unknown number is said', async () => {
	const [sale] = (await ask({ operation: 'search', limit: 1, filters: { status: ['posted'] } })).json(NODE);
	const orderNumber = String(sale?.orderNumber);
	const [history] = (await ask({ operation: 'history', orderNumber })).json(NODE);
	expect(history).toMatchObject({ type: 'OrderHistory', orderNumber });
	const documents = history?.documents as readonly { number: string; lines: readonly unknown[] }[];
	expect(documents[0]?.number).toBe(sale?.number);
	expect(documents[0]?.lines.length).toBeGreaterThan(0);
	const unknown = await ask({ operation: 'history', orderNumber: '#nobody' });
	expect(unknown.error).toMatchObject({ message: expect.stringContaining('no order "#nobody"') });
});

test('what is held is listed, settled by hand, and can be tried again', async () => {
	const bad = {
		type: 'Sale',
		schemaVersion: 1,
		id: 'shopify/shop/order/9',
		order: { id: '9', number: '#9' },
	};
	await bench.node('Account Mapper', [{ ...bad, bookedOn: '2026-01-01' }]);
	const listed = async () =>
		(await ask({ operation: 'held', limit: 50 })).json(NODE).map(({ businessKey }) => businessKey);
	expect(await listed()).toContain(bad.id);
	const event = '={{ $json.businessKey }}';
	const [settled] = (
		await ask({ operation: 'settle', event, reason: 'journal 7', by: 'Ann' }, [{ businessKey: bad.id }])
	).json(NODE);
	expect(settled).toMatchObject({ settled: true, by: 'Ann' });
	expect(await listed()).not.toContain(bad.id);
	const [again] = (await ask({ operation: 'retry', event }, [{ businessKey: bad.id }])).json(NODE);
	expect(again).toMatchObject({ answer: 'readAgain' });
	const notHeld = await ask({ operation: 'settle', event, reason: 'x', by: 'Ann' }, [
		{ businessKey: 'a/b/c/d' },
	]);
	expect(notHeld.items(NODE)).toEqual([]);
	expect(notHeld.json(NODE, 1)).toMatchObject([{ settled: false }]);
});

test('export is a CSV file, a back-up a sync log that opens', async () => {
	const exported = await ask({
		operation: 'export',
		from: '2020-01-01T00:00:00',
		to: '2030-01-01T00:00:00',
		filters: {},
	});
	const [csv] = exported.items(NODE);
	const text = Buffer.from(csv?.binary?.data?.data ?? '', 'base64').toString();
	expect(text.split('\r\n')[0]).toMatch(/^bookedOn,postedOn,orderNumber/);
	expect(text.trim().split('\r\n')).toHaveLength(Number(csv?.json.records) + 1);

	const [backUp] = (await ask({ operation: 'backUp' })).items(NODE);
	const file = join(bench.folder, 'restored.sqlite');
	writeFileSync(file, Buffer.from(backUp?.binary?.data?.data ?? '', 'base64'));
	const restored = openSyncLog({ file });
	expect((await restored.search({ limit: 100 })).length).toBe(
		(await bench.syncLog.search({ limit: 100 })).length,
	);
	await restored.close();
});

test('changed since, runs, clean up and diagnostics answer', async () => {
	const from = { from: '2020-01-01T00:00:00', to: '2030-01-01T00:00:00', filters: {} };
	const [summary, ...documents] = (
		await ask({ operation: 'changedSince', ...from, since: '2020-01-01T00:00:00Z' })
	).json(NODE);
	expect(summary).toMatchObject({ type: 'ChangedSince', takenBack: 0, added: documents.length });
	expect(documents.length).toBeGreaterThan(0);
	expect((await ask({ operation: 'runs', limit: 5 })).json(NODE)[0]).toMatchObject({ type: 'SyncRun' });
	expect((await ask({ operation: 'cleanUp', days: 30 })).json(NODE)).toMatchObject([
		{ type: 'CleanedUp', runs: 0 },
	]);
	const [report] = (await ask({ operation: 'diagnostics' })).json(NODE);
	expect(report).toMatchObject({ type: 'Diagnostics', surroundings: { fileInQueueMode: false } });
	expect(JSON.stringify(report)).not.toContain(bench.lab.shopDomain);
});
