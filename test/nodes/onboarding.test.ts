/** The templates of onboarding, imported and run as they are: suggested, previewed, confirmed, and the books equal the shop. */
import type { IDataObject } from 'n8n-workflow';
import { LEDGER_CONNECTORS, STORE_CONNECTORS } from '../../connectors/registry.generated';
import { compareBooks, type LedgerBalance } from '../../lab/demo/books';
import type { MappingRow } from '../../lab/demo/choices';
import { readTemplate } from '../../lab/demo/templates';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import type { EngineRun, EngineWorkflow } from '../support/engine';
import { asEngineWorkflow, Bench } from './support/bench';
import { fewOrders } from './support/shop';

jest.setTimeout(120_000);

const LEDGERS: Readonly<Record<string, string>> = {
	freshbooks: 'FreshBooks',
	quickbooks: 'QuickBooks',
	xero: 'Xero',
};
const pairs = STORE_CONNECTORS.flatMap(({ id: store }) =>
	LEDGER_CONNECTORS.map(({ id: ledger }) => ({ store, ledger })),
);

let bench: Bench | undefined;
afterEach(async () => {
	await bench?.close();
	bench = undefined;
});

async function start(store: string, ledger: string): Promise<Bench> {
	bench = await Bench.start({ dayBook: fewOrders(), store, ledger });
	return bench;
}

/** The template as it is shipped, but for the parameters a test changes. */
function open(
	opened: Bench,
	store: string,
	ledger: string,
	changes: Readonly<Record<string, IDataObject>> = {},
): EngineWorkflow {
	const template = readTemplate(`onboard-${store}-to-${ledger}`);
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...changes[node.name] },
	}));
	return opened.engine.open(asEngineWorkflow({ ...template, id: 'onboarding', nodes }));
}

/** What a person finds in the first item of a node. */
const first = (run: EngineRun, node: string): IDataObject => run.json(node)[0] ?? {};

const suggestedRows = (run: EngineRun): MappingRow[] =>
	run.json('Suggest Accounts').map(({ role, gateway, accountId }) => ({
		role: String(role),
		account: String(accountId),
		when: gateway === '' ? {} : { gateway: String(gateway) },
	}));

const trialBalance = (opened: Bench): readonly LedgerBalance[] =>
	Reflect.get(opened.ledger(), 'trialBalance') as LedgerBalance[];

const documentsOf = (opened: Bench): number =>
	Object.values(opened.ledger().documents).reduce((sum, count) => sum + count, 0);

describe.each(pairs)('onboard-$store-to-$ledger', ({ store, ledger }) => {
	const poster = `${LEDGERS[ledger]} Poster`;

	test('suggests and previews without writing, goes live only after that, to the cent, and once', async () => {
		const opened = await start(store, ledger);
		const workflow = open(opened, store, ledger);

		const early = await workflow.run({ start: 'Go Live' });
		expect(early.error).toMatchObject({ message: expect.stringContaining('no proposal of tax codes') });
		expect(documentsOf(opened)).toBe(0);

		const suggested = await workflow.run({ start: 'Suggest and Preview' });
		expect(suggested.error).toBeUndefined();
		// FreshBooks has one code without tax, which by its name says nothing of exports: that is asked, and its rate decides
		const asked = suggested.json('Not Bookable Yet').map(({ stage, candidates }) => [stage, candidates]);
		expect(asked).toEqual(ledger === 'freshbooks' ? [['taxSuggestion', ['No tax']]] : []);
		const previewed = suggested.json('Preview');
		expect(previewed.length).toBeGreaterThan(3);
		expect(documentsOf(opened)).toBe(0);

		const live = await workflow.run({ start: 'Go Live' });
		expect(live.error).toBeUndefined();
		expect(live.json('Held for Review')).toEqual([]);
		const rows = suggestedRows(suggested);
		expect(first(live, 'Confirm Accounts')).toMatchObject({ type: 'Confirmed', total: rows.length });
		expect(live.json(poster).map(({ businessKey }) => businessKey)).toEqual(
			previewed.map(({ businessKey }) => businessKey),
		);
		const { balances } = expectedBooks(fewOrders());
		expect(compareBooks(balances, trialBalance(opened), rows)).toEqual([]);

		const again = await workflow.run({ start: 'Go Live' });
		expect(again.json(poster)).toEqual([]);
		expect(again.json(poster, 1)).toHaveLength(live.json(poster).length);
		expect(compareBooks(balances, trialBalance(opened), rows)).toEqual([]);
	});
});

test('who has confirmed stands with each line; a row of the node overrules what was confirmed', async () => {
	const opened = await start('shopify', 'quickbooks');
	const workflow = open(opened, 'shopify', 'quickbooks', { 'Confirm Accounts': { confirmedBy: 'Ann' } });
	const suggested = await workflow.run({ start: 'Suggest and Preview' });
	const live = await workflow.run({ start: 'Go Live' });
	const lines = live.json('Account Mapper').flatMap((entry) => entry.lines as IDataObject[]);
	const sales = lines.filter(({ role }) => role === 'sales');
	for (const { rule } of sales)
		expect(String(rule)).toMatch(/^rule "sales, confirmed on \d{4}-\d\d-\d\d by Ann"$/);

	const other = suggestedRows(suggested).find(({ role }) => role === 'shippingIncome')?.account ?? '';
	const changed = open(opened, 'shopify', 'quickbooks', {
		'Account Mapper': { accounts: { entry: [{ role: 'sales', account: other, when: {} }] } },
	});
	const after = await changed.run({ start: 'Go Live' });
	const accounts = after
		.json('Account Mapper')
		.flatMap((entry) => entry.lines as { role: string; account: { id: string } }[])
		.filter(({ role }) => role === 'sales')
		.map(({ account }) => account.id);
	expect(new Set(accounts)).toEqual(new Set([other]));
	// what is in the books already is not changed in silence
	expect(after.json('QuickBooks Poster')).toEqual([]);
	const [sale] = after.json('QuickBooks Poster', 1) as { documents: { findings: { code: string }[] }[] }[];
	expect(sale?.documents[0]?.findings.map(({ code }) => code)).toEqual(['MAPPED_OTHERWISE']);
});
