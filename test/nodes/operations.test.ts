/** Operational failures: a person is told which credential or address it is, and with "continue" every item comes out. */
import { checkNamed, type HealthReport } from '../../core/health';
import type { IDataObject } from 'n8n-workflow';
import { readTemplate } from '../../lab/demo/templates';
import { asEngineWorkflow, Bench, QUICKBOOKS, SHOPIFY } from './support/bench';
import { fewOrders } from './support/shop';

let bench: Bench;
afterEach(async () => await bench.close());
const start = async (credentials?: Readonly<Record<string, IDataObject>>): Promise<void> => {
	bench = await Bench.start({
		dayBook: fewOrders(),
		...(credentials === undefined ? {} : { credentials }),
	});
};

/** Nothing listens there. */
const NOBODY = 'http://127.0.0.1:9';

test('a revoked sign-in: the error names the credential and says what to do', async () => {
	await start();
	bench.lab.control.expireTokens(true);
	const { error } = await bench.history();
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringMatching(/"My books".*reconnect/),
		description: expect.stringContaining('connect it again'),
	});
});

test('a secret that the shop refuses: the error names the credential', async () => {
	await start({ [SHOPIFY]: { clientSecret: 'shpss_wrong' } });
	const { error } = await bench.history();
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringMatching(/"My shop".*reconnect/),
	});
});

test('an expired token is renewed and kept, at shop and ledger', async () => {
	await start();
	await bench.node('Shopify Sales', [{}]);
	const before = [QUICKBOOKS, SHOPIFY].map((type) => bench.engine.credentials.stored(type));
	bench.lab.control.expireTokens(false);
	const run = await bench.history();
	expect(run.error).toBeUndefined();
	expect(run.items('QuickBooks Poster')).toHaveLength(4);
	const after = [QUICKBOOKS, SHOPIFY].map((type) => bench.engine.credentials.stored(type));
	const tokens = (data: IDataObject): unknown => data.oauthTokenData ?? data.sessionToken;
	for (const [index, stored] of after.entries())
		expect(tokens(stored)).not.toEqual(tokens(before[index] ?? {}));
	const { refreshed } = bench.lab.platforms().oauth.inspect();
	expect(refreshed).toBe(1);
});

test('a ledger that is down: its address, and that nothing was sent', async () => {
	await start({ [QUICKBOOKS]: { baseUrl: NOBODY } });
	const { error } = await bench.history();
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringContaining('127.0.0.1:9 could not be reached'),
		description: expect.stringContaining('Nothing was sent'),
	});
	expect(bench.ledger().documents).toEqual({});
});

test('with "continue" each node gives an error for each item, and the workflow ends well', async () => {
	await start();
	const good = await bench.history({ 'QuickBooks Poster': { parameters: { operation: 'preview' } } });
	const inputs: Readonly<Record<string, { json: readonly IDataObject[]; review: number }>> = {
		'Shopify Sales': { json: [{}, {}], review: 1 },
		'Tax Resolver': { json: good.json('Shopify Sales'), review: 1 },
		'Account Mapper': { json: good.json('Tax Resolver'), review: 1 },
		'QuickBooks Poster': { json: good.json('Account Mapper'), review: 2 },
	};
	await bench.close();
	await start({ [SHOPIFY]: { clientSecret: 'shpss_wrong' } });
	bench.lab.control.expireTokens(true);
	for (const [node, { json, review }] of Object.entries(inputs)) {
		const run = await bench.node(node, json, { onError: 'continueRegularOutput' });
		expect([node, run.error]).toEqual([node, undefined]);
		const errors = run.json(node, review);
		expect(errors).toHaveLength(json.length);
		for (const { error } of errors) expect(error).toMatch(/"My (shop|books)" no longer works/);
		expect(run.pairs(node, review)).toEqual(json.map((_, item) => [item]));
		expect(run.items(node, 0)).toEqual([]);
	}
});

test('... and the weekly check on its output for errors', async () => {
	await start({ [SHOPIFY]: { clientSecret: 'shpss_wrong' } });
	const { nodes, ...more } = readTemplate('weekly-sync-health');
	const trigger = 'Every Monday at Eight';
	const checker = 'Sync Health Checker';
	const alone = nodes
		.filter(({ name }) => name === trigger || name === checker)
		.map((node) => ({ ...node, onError: 'continueRegularOutput' }));
	const connections = { [trigger]: { main: [[{ node: checker, type: 'main', index: 0 }]] } };
	const run = await bench.engine
		.open(asEngineWorkflow({ ...more, nodes: alone, connections }))
		.run({ start: trigger, items: [{ json: {} }, { json: {} }] });
	expect(run.error).toBeUndefined();
	const reports = run.json(checker, 2) as unknown as HealthReport[];
	expect(reports).toHaveLength(2);
	for (const report of reports) {
		// the credential is named with what to do; what needs no shop was checked all the same
		expect(checkNamed(report, 'credentials').findings.map(({ message }) => message)).toEqual([
			expect.stringMatching(/"storeLedgerShopifyApi" no longer works/),
		]);
		expect(checkNamed(report, 'missing').findings.map(({ code }) => code)).toEqual(['CHECK_FAILED']);
		expect(checkNamed(report, 'held').status).toBe('ok');
	}
	expect(run.pairs(checker, 2)).toEqual([[0], [1]]);
});
