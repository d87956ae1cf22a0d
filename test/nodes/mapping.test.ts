/** The Account Mapper's operations in n8n's own engine: suggestions, rules from items and files, export, check, explanations. */
import type { IDataObject } from 'n8n-workflow';
import { disputeOf, matchOf, payoutOf, transactionOf } from '../support/changeDocuments';
import { baseNode } from '../support/engine';
import { inPounds } from '../support/payoutBooks';
import { Bench } from './support/bench';
import { fewOrders } from './support/shop';

const MAPPER = 'Account Mapper';

let bench: Bench;
/** the rows of the table that the workflow reads its rules from */
let table: readonly IDataObject[] = [];
/** what reaches the mapper, and what leaves it with the rows that a person chose */
let resolved: readonly IDataObject[];
let mapped: readonly IDataObject[];
beforeAll(async () => {
	const ruleTable = baseNode('ruleTable', 'action', async () => [table.map((json) => ({ json }))]);
	bench = await Bench.start({ dayBook: fewOrders(), baseNodes: { ruleTable } });
	const run = await bench.history({ 'QuickBooks Poster': { parameters: { operation: 'preview' } } });
	resolved = run.json('Tax Resolver');
	mapped = run.json(MAPPER);
});
afterAll(async () => await bench.close());

const mapper = async (items: readonly IDataObject[], parameters: IDataObject) =>
	await bench.node(MAPPER, items, { parameters: parameters as never });

const withTable = async (
	items: readonly IDataObject[],
	rows: readonly IDataObject[],
	parameters: IDataObject,
) => {
	table = rows;
	return await bench.nodeWithTable(MAPPER, items, 'ruleTable', { parameters: parameters as never });
};

/** What a person reads of it. */
const errorText = (error: (Error & { readonly description?: string }) | undefined): string =>
	`${error?.message} ${error?.description}`;

/** Without the name of the rule, which is a row here and a list of conditions there. */
const withoutRules = (entries: readonly IDataObject[]): unknown =>
	entries.map(({ lines, ...entry }) => ({
		...entry,
		lines: (lines as IDataObject[]).map(({ rule: _rule, ...line }) => line),
	}));

test('Suggest Mapping proposes what a bookkeeper chose, and writes nothing', async () => {
	const before = bench.ledger();
	const run = await mapper(resolved, { operation: 'suggest' });
	expect(run.error).toBeUndefined();
	const rows = run.json(MAPPER);
	const chosen = new Map(
		bench.accounts.map(({ role, account, when }) => [`${role} ${when.gateway ?? ''}`, account]),
	);
	expect(rows.length).toBeGreaterThan(10);
	for (const { role, gateway, accountId } of rows)
		if (chosen.has(`${role} ${gateway}`))
			expect([role, gateway, accountId]).toEqual([role, gateway, chosen.get(`${role} ${gateway}`)]);
	expect(rows.find(({ role }) => role === 'sales')).toMatchObject({ account: 'Sales', confidence: 'high' });
	expect(rows.filter(({ role }) => role === 'clearing').length).toBeGreaterThan(0);
	expect(bench.ledger().documents).toEqual(before.documents);
	expect(Object.keys(bench.ledger().calls).filter((call) => call.startsWith('create'))).toEqual([]);
});

test('... and a gateway without an account is for review, until its account may be created', async () => {
	const ask = { operation: 'suggest', gateways: 'klarna' };
	const asked = await mapper([{}], ask);
	expect(asked.json(MAPPER, 1)).toMatchObject([
		{
			role: 'clearing',
			gateway: 'klarna',
			create: 'Klarna clearing',
			fix: expect.stringContaining('Create Missing Accounts'),
		},
	]);
	for (const _time of [1, 2]) {
		const run = await mapper([{}], { ...ask, createMissing: true });
		expect(run.json(MAPPER, 1)).toEqual([]);
		expect(run.json(MAPPER).filter(({ gateway }) => gateway === 'klarna')).toMatchObject([
			{ account: 'Klarna clearing', confidence: 'high' },
		]);
	}
});

test('the suggestions are rules as they are: through the input "Rules" the books are the same', async () => {
	const rows = (await mapper(resolved, { operation: 'suggest' })).json(MAPPER);
	const run = await withTable(resolved, rows, { operation: 'map', rulesFrom: 'items', accounts: {} });
	expect(run.error).toBeUndefined();
	expect(run.json(MAPPER, 1)).toEqual([]);
	expect(withoutRules(run.json(MAPPER))).toEqual(withoutRules(mapped));
	const [first] = run.json(MAPPER);
	expect(JSON.stringify(first)).toContain('"rule":"rule \\"row ');
});

test('a row with a mistake stops the run and is named: nothing is booked by rules that are not all there', async () => {
	const rows = [
		{ role: 'sales', account: 'Sales' },
		{ role: 'sales', account: 'Sails', country: 'DE' },
	];
	const run = await withTable(resolved, rows, { operation: 'map', rulesFrom: 'items' });
	expect(errorText(run.error)).toMatch(/Row 2 of the rules, column "account"/);
	expect(run.items(MAPPER)).toEqual([]);
});

test('... as is an input "Rules" without rows', async () => {
	const run = await mapper(resolved, { operation: 'map', rulesFrom: 'items' });
	expect(run.error?.message).toContain('The input "Rules" has no items');
});

test('an exported mapping passes its own check, books the same from the file, and shows what a change does', async () => {
	const exported = await mapper(resolved, { operation: 'export' });
	expect(exported.error).toBeUndefined();
	const [item] = exported.items(MAPPER);
	expect(item?.binary?.data).toMatchObject({ fileName: 'mapping.json', mimeType: 'application/json' });
	const text = String(item?.json.mapping);
	expect(item?.json).toMatchObject({ type: 'MappingFile', examples: mapped.length });

	const checked = await mapper([{}], { operation: 'check', mappingFile: text });
	expect(checked.json(MAPPER, 1)).toEqual([]);
	expect(checked.json(MAPPER)).toHaveLength(mapped.length);

	const fromFile = await mapper(resolved, { operation: 'map', rulesFrom: 'file', mappingFile: text });
	expect(withoutRules(fromFile.json(MAPPER))).toEqual(withoutRules(mapped));

	const file = JSON.parse(text) as { rules: { role: string; account: unknown }[] };
	for (const rule of file.rules) if (rule.role === 'sales') rule.account = 'Shipping income';
	const changed = await mapper([{}], { operation: 'check', mappingFile: JSON.stringify(file) });
	const failures = changed.json(MAPPER, 1);
	expect(failures.length).toBeGreaterThan(0);
	expect(failures[0]).toMatchObject({
		passed: false,
		reason: expect.stringContaining('Income:Shipping-Income'),
	});
});

test('a mapping file that names an unknown account is for review when it is checked, and stops when it is used', async () => {
	const mappingFile = JSON.stringify({
		format: 'storeledger-mapping',
		version: 1,
		accounts: { sales: 'Sails' },
	});
	const checked = await mapper([{}], { operation: 'check', mappingFile });
	expect(checked.json(MAPPER, 1)).toMatchObject([
		{ passed: false, reason: expect.stringContaining('the account "Sails" is not in the chart of accounts') },
	]);
	const used = await mapper(resolved, { operation: 'map', rulesFrom: 'file', mappingFile });
	expect(errorText(used.error)).toContain('Sails');
});

test('a document without an account comes to review with the account that looks right', async () => {
	const accounts = { entry: bench.accounts.filter(({ role }) => role !== 'sales') };
	const run = await mapper(resolved, { operation: 'map', accounts: accounts as never });
	const [held] = run.json(MAPPER, 1);
	expect(held).toMatchObject({ type: 'Held', fix: expect.stringContaining('"Sales" looks right') });
});

test('Preview and what is posted say why, and it is kept with the record', async () => {
	const preview = await bench.node('QuickBooks Poster', mapped, { parameters: { operation: 'preview' } });
	const [seen] = preview.json('QuickBooks Poster');
	const lines = seen?.explanation as IDataObject[];
	expect(lines.length).toBeGreaterThan(2);
	for (const line of lines)
		expect(line).toMatchObject({
			rule: expect.stringMatching(/^(rule|the ledger) /),
			arithmetic: expect.arrayContaining([expect.stringMatching(/^= [\d.]+ [A-Z]{3}$/)]),
			event: seen?.id,
		});
	const posted = await bench.node('QuickBooks Poster', mapped, { parameters: { operation: 'post' } });
	const [first] = posted.json('QuickBooks Poster');
	expect(first?.explanation).toEqual(lines);
	const [record] = await bench.syncLog.recordsOf([String(first?.id)]);
	const kept = (await bench.syncLog.snapshots([record?.postingKey ?? ''])).get(record?.postingKey ?? '');
	expect(kept).toMatchObject({ explanation: lines });
});

test('Replay shows which accounts another mapping would move, and posts nothing', async () => {
	await bench.node('QuickBooks Poster', mapped, { parameters: { operation: 'post' } });
	const before = bench.ledger().documents;
	const same = await mapper(resolved, { operation: 'replay' });
	expect(same.error).toBeUndefined();
	expect(same.json(MAPPER)).toMatchObject([
		{
			type: 'ReplaySummary',
			same: mapped.length,
			mapped: 0,
			changed: 0,
			new: 0,
			notDelivered: 0,
			accountsThatMove: 0,
		},
	]);
	const shipping = bench.accounts.find(({ role }) => role === 'shippingIncome')?.account ?? '';
	const entry = bench.accounts.map((row) => (row.role === 'sales' ? { ...row, account: shipping } : row));
	const other = await mapper(resolved, { operation: 'replay', accounts: { entry } as never });
	const [summary, ...items] = other.json(MAPPER);
	expect(summary).toMatchObject({ changed: 0, new: 0, accountsThatMove: 2 });
	expect(Number(summary?.mapped)).toBeGreaterThan(0);
	const accounts = items.filter(({ type }) => type === 'ReplayAccount');
	expect(accounts.map(({ account, side }) => [account, side]).sort()).toEqual([
		['Sales', 'debit'],
		['Shipping income', 'credit'],
	]);
	expect(accounts[0]?.difference).toBe(accounts[1]?.difference);
	expect(bench.ledger().documents).toEqual(before);
});

test('payouts, disputes and arrivals are mapped too; a payout that does not add up is for review', async () => {
	const suggest = { operation: 'suggest', scope: 'all', gateways: 'shopify_payments' };
	const rows = (await mapper(resolved, suggest)).json(MAPPER);
	const whole = inPounds(payoutOf('202.64', [transactionOf('charge', '209', 'in', '6.36')]));
	const short = { ...whole, id: `${whole.id}-2`, net: { amount: '200.00', currency: 'GBP' } };
	const documents = [whole, short, inPounds(disputeOf('opened', '50', '15')), inPounds(matchOf('202.64'))];
	const map = async (options: IDataObject) =>
		await withTable(documents as unknown as IDataObject[], rows, {
			operation: 'map',
			rulesFrom: 'items',
			accounts: {},
			options,
		});
	const linesOf = ({ lines }: IDataObject): string[] =>
		(lines as IDataObject[]).map(
			({ side, amount, account }) =>
				`${side as string} ${(amount as IDataObject).amount as string} ${(account as IDataObject).name as string}`,
		);
	const run = await map({});
	expect(run.error).toBeUndefined();
	expect(run.json(MAPPER).map(linesOf)).toEqual([
		[
			'debit 202.64 Payouts in transit',
			'credit 202.64 Shopify Payments clearing',
			'debit 6.36 Payment processing fees',
			'credit 6.36 Shopify Payments clearing',
		],
		[
			'debit 50.00 Disputed payments receivable',
			'debit 15.00 Chargeback fees',
			'credit 65.00 Shopify Payments clearing',
		],
		['debit 202.64 Current account', 'credit 202.64 Payouts in transit'],
	]);
	expect(run.json(MAPPER, 1)).toMatchObject([
		{ id: short.id, reason: expect.stringContaining('add up to 202.64') },
	]);
	const direct = await map({ payouts: 'bank', disputes: 'loss' });
	expect(direct.json(MAPPER).map((entry) => linesOf(entry)[0])).toEqual([
		'debit 202.64 Current account',
		'debit 50.00 Chargeback losses',
	]);
});
