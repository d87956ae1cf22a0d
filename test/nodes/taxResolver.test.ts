/** The Tax Resolver as people use it: rules suggested and pasted, registrations said, wrong settings told. */
import type { IDataObject } from 'n8n-workflow';
import { Bench } from './support/bench';
import { fewOrders } from './support/shop';

let bench: Bench;
let sales: readonly IDataObject[];

beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
	const run = await bench.history({ 'QuickBooks Poster': { parameters: { operation: 'preview' } } });
	sales = run.json('Shopify Sales');
});
afterAll(async () => await bench.close());

const NODE = 'Tax Resolver';
const run = async (parameters: IDataObject, items = sales) =>
	await bench.node(NODE, items, { parameters: { matchByRate: false, ...parameters } as never });

interface Proposal {
	readonly type: string;
	readonly rules: readonly IDataObject[];
	readonly reasons: readonly { reason: string; seen: number; example: string }[];
	readonly open: readonly { description: string; candidates: string[] }[];
	readonly documents: number;
	readonly resolved: number;
}
const proposalOf = async (parameters: IDataObject, items = sales): Promise<Proposal> => {
	const suggested = await run({ operation: 'suggest', ...parameters }, items);
	expect(suggested.error).toBeUndefined();
	const [proposal, ...others] = suggested.json(NODE) as unknown as Proposal[];
	expect(others).toEqual([]);
	if (proposal === undefined) throw new Error('no proposal');
	return proposal;
};

const codesOf = (items: readonly IDataObject[]): unknown[] =>
	items.map(({ lines }) => (lines as { taxCode?: { name: string } }[]).map(({ taxCode }) => taxCode?.name));
const findingsOf = (items: readonly IDataObject[]): string[] =>
	items.flatMap(({ findings }) => ((findings ?? []) as { code: string }[]).map(({ code }) => code));

test('what is suggested can be pasted, and changes nothing by itself', async () => {
	const home = { registrations: { home: 'GB' } };
	const proposal = await proposalOf(home);
	expect(proposal).toMatchObject({ type: 'TaxRuleProposal', documents: 4 });
	expect(proposal.rules.length).toBeGreaterThan(0);
	expect(proposal.reasons).toHaveLength(proposal.rules.length);

	const open = await run({ operation: 'suggest', ...home });
	expect(open.json(NODE, 1)).toHaveLength(proposal.open.length);

	// without the rules everything is held; with them, in either form, exactly what the proposal says is resolved
	const none = await run({ ...home, rules: {} });
	expect(none.json(NODE)).toEqual([]);
	for (const pasted of [proposal.rules, proposal]) {
		const resolved = await run({ ...home, rules: {}, rulesJson: JSON.stringify(pasted) });
		expect(resolved.json(NODE)).toHaveLength(proposal.resolved);
	}
});

test('settings of the shop are looked at too, and what is neither goes to review', async () => {
	const rates = [{ id: '1', name: 'VAT', rate: '0.05', country: 'GB' }];
	const items = [
		...sales,
		{ pricesIncludeTax: true, rates, findings: [] },
		{ type: 'Nothing' },
	] as IDataObject[];
	const { rules } = await proposalOf({ registrations: { home: 'GB' } }, items);
	expect(rules).toContainEqual(expect.objectContaining({ when: { jurisdiction: 'domestic', rate: '5' } }));
	const suggested = await run({ operation: 'suggest', registrations: { home: 'GB' } }, items);
	expect(suggested.json(NODE, 1)).toContainEqual(expect.objectContaining({ stage: 'tax' }));
});

test('registrations: rules by tax law, and a warning where tax is missing, which can be switched off', async () => {
	const { rules } = await proposalOf({ registrations: { home: 'GB' } });
	const codes = new Map(rules.map(({ when, code }) => [JSON.stringify(when), code]));
	const standard = codes.get(JSON.stringify({ jurisdiction: 'domestic', rate: '20' }));
	expect(typeof standard).toBe('string');
	const rulesJson = JSON.stringify([
		{ when: { jurisdiction: 'domestic', rate: '20' }, code: standard },
		{ when: { jurisdiction: 'export' }, code: 'No VAT' },
		{ when: { rate: 'none' }, code: 'No VAT' },
	]);
	const said = { rules: {}, rulesJson, registrations: { home: 'GB', places: 'US-CA, AU' } };
	const resolved = await run(said);
	expect(resolved.error).toBeUndefined();
	expect(resolved.json(NODE, 1)).toEqual([]);
	expect(codesOf(resolved.json(NODE))).toHaveLength(4);
	expect(findingsOf(resolved.json(NODE))).toEqual([]);

	const untaxed = sales.map((sale) => ({
		...sale,
		shipTo: { country: 'GB' },
		lines: (sale.lines as IDataObject[]).map((line) => ({ ...line, taxes: [] })),
	}));
	const missing = async (options: IDataObject): Promise<string[]> => {
		const outcome = await run({ ...said, options }, untaxed);
		return findingsOf(outcome.json(NODE)).filter((code) => code === 'TAX_EXPECTED');
	};
	expect(await missing({})).toHaveLength(3);
	expect(await missing({ expectTax: false })).toEqual([]);
});

test.each([
	['a country that is none', { registrations: { home: 'Britain' } }, '"Britain" cannot be used'],
	['places without the home country', { registrations: { places: 'GB' } }, 'The home country is missing'],
	[
		'a limit without its currency',
		{ registrations: { home: 'GB', iossLimit: '130' } },
		'"130" cannot be used',
	],
	['rules that are no JSON', { rulesJson: '[{' }, 'the text is no JSON'],
	['a rule with an unknown condition', { rulesJson: '[{"when":{"land":"GB"},"code":"1"}]' }, 'land'],
])('%s stops the run with the value and what to write', async (_name, parameters, message) => {
	const { error } = await run(parameters);
	expect(error).toMatchObject({ name: 'NodeOperationError', message: expect.stringContaining(message) });
});

test('the rules of the mapping file are used as its check uses them, dated ones too', async () => {
	const home = { registrations: { home: 'GB' } };
	const { rules, resolved } = await proposalOf(home);
	const file = { format: 'storeledger-mapping', version: 1, taxRules: rules, taxes: { matchByRate: false } };
	const asFile = async (more: object, parameters: IDataObject = {}) =>
		await run({
			...home,
			rules: {},
			rulesFrom: 'file',
			mappingFile: JSON.stringify({ ...file, ...more }),
			...parameters,
		});
	const pasted = await run({ ...home, rules: {}, rulesJson: JSON.stringify(rules) });
	const used = await asFile({});
	expect(used.json(NODE)).toHaveLength(resolved);
	expect(codesOf(used.json(NODE))).toEqual(codesOf(pasted.json(NODE)));

	const later = rules.map((rule) => ({ ...rule, from: '2999-01-01' }));
	expect((await asFile({ taxRules: later })).json(NODE)).toEqual([]);
	// without a word of it the file finds codes by their rate, as its check does
	expect((await asFile({ taxRules: [], taxes: {} })).json(NODE).length).toBeGreaterThan(0);

	const wrong = await asFile({ taxRules: [{ when: {}, code: '5', from: '2026-02-30x' }] });
	expect(wrong.error?.message).toContain('taxRules.0.from');
});
