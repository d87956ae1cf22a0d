/** The Performance Summary against the ledger's own profit and loss: nothing differs after posting, and a document of somebody else is named. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { builtIn } from '../../lab/daybook/builtIn';
import type { LedgerComparison } from '../../core/performance';
import { asEngineWorkflow, Bench } from './support/bench';

const NODE = 'Performance Summary';
const DAY = '2026-09-15';
/** of the built-in shop, as Shopify names them */
const GATEWAYS = ['shopify_payments', 'paypal', 'stripe', 'bank_transfer', 'cash'];

let bench: Bench;
afterEach(async () => await bench.close());

/** Posts the built-in shop's three days; @returns its documents */
async function posted(ledger: string, gateways = GATEWAYS): Promise<readonly IDataObject[]> {
	bench = await Bench.start({ dayBook: builtIn(), ledger, gateways });
	const run = await bench.history({ 'Shopify Sales': { parameters: { from: '2026-09-01' } } });
	expect(run.error).toBeUndefined();
	return run.json('Shopify Sales');
}

async function summary(ledger: string, items: readonly IDataObject[], more: IDataObject = {}) {
	const position: [number, number] = [0, 0];
	const { type } = bench.lab.credentials.ledger;
	const workflow = asEngineWorkflow({
		id: 'compare',
		name: 'Compare',
		nodes: [
			{
				id: 'a',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position,
				parameters: {},
			},
			{
				id: 'b',
				name: NODE,
				type: 'n8n-nodes-storeledger.performanceSummary',
				typeVersion: 1,
				position,
				parameters: {
					unit: 'month',
					which: 'day',
					day: DAY,
					charts: false,
					compareWith: 'ledger',
					ledger,
					...more,
				},
				credentials: { [type]: { id: 'ledger', name: 'My books' } },
			},
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	} as never);
	const run = await bench.engine.open(workflow).run({
		start: 'Start',
		items: items.map((json): INodeExecutionData => ({ json })),
	});
	expect(run.error).toBeUndefined();
	const [json] = run.json(NODE, 0);
	if (json === undefined) throw new Error('no summary');
	return { json, comparison: json['comparison'] as unknown as LedgerComparison, review: run.json(NODE, 1) };
}

const rowOf = ({ rows }: LedgerComparison, name: string) => rows.find((row) => row.name.startsWith(name));

test.each(['quickbooks', 'xero', 'freshbooks'])('%s: nothing differs after posting', async (ledger) => {
	const documents = await posted(ledger);
	const { json, comparison, review } = await summary(ledger, documents);
	expect(review).toEqual([]);
	expect(comparison.rows.map(({ name, difference, reasons }) => [name, difference, reasons])).toEqual(
		comparison.rows.map(({ name }) => [name, '0.00', []]),
	);
	expect(comparison.rows.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['sales', 'discounts', 'returns', 'shipping']),
	);
	expect(Number(rowOf(comparison, 'sales')?.ledger)).toBeGreaterThan(0);
	expect(comparison).toMatchObject({ currency: 'GBP', basis: 'accrual', heldBefore: 0, others: null });
	expect(String(json['html'])).toContain('agree to the cent');
	expect(JSON.stringify(json['slack'])).toContain('agree to the cent');
});

test('a document of somebody else is exactly the difference, and is named', async () => {
	const documents = await posted('quickbooks');
	const { data } = bench.lab.credentials.ledger;
	const accountOf = (name: string): string => bench.accounts.find(({ role }) => role === name)?.account ?? '';
	const line = (PostingType: string, account: string) => ({
		DetailType: 'JournalEntryLineDetail',
		Amount: 12.34,
		JournalEntryLineDetail: { PostingType, AccountRef: { value: account } },
	});
	const answer = await fetch(`${String(data.baseUrl)}/v3/company/${String(data.realmId)}/journalentry`, {
		method: 'POST',
		headers: {
			Authorization: `Bearer ${bench.lab.issueToken().accessToken}`,
			'Content-Type': 'application/json',
			Accept: 'application/json',
		},
		body: JSON.stringify({
			DocNumber: 'J-9',
			TxnDate: '2026-09-20',
			PrivateNote: 'Sold at the fair',
			Line: [line('Debit', accountOf('clearing')), line('Credit', accountOf('sales'))],
		}),
	});
	expect(answer.status).toBe(200);
	const { json, comparison } = await summary('quickbooks', documents);
	expect(comparison.rows.filter(({ difference }) => difference !== '0.00')).toEqual([
		expect.objectContaining({
			difference: '12.34',
			reasons: [expect.objectContaining({ why: 'others', amount: '12.34' })],
		}),
	]);
	expect(rowOf(comparison, 'sales')?.difference).toBe('12.34');
	expect(comparison.others).toMatchObject({
		count: 1,
		largest: [{ kind: 'journal', number: 'J-9', date: '2026-09-20', total: '12.34', currency: 'GBP' }],
	});
	expect(String(json['html'])).toContain('Journal J-9 of 2026-09-20, £12.34');
	expect(JSON.stringify(json['slack'])).toContain('Journal J-9 of 2026-09-20, £12.34');
});

test('what is held because an account is missing is exactly the difference', async () => {
	const documents = await posted(
		'quickbooks',
		GATEWAYS.filter((name) => name !== 'stripe'),
	);
	const { comparison } = await summary('quickbooks', documents);
	expect(comparison.heldBefore).toBe(6);
	const odd = comparison.rows.filter(({ difference }) => difference !== '0.00');
	expect(
		odd.map(({ name, difference, reasons }) => [name, difference, reasons.map(({ why }) => why)]),
	).toEqual([
		['sales', '-245.48', ['heldBefore']],
		['discounts', '2.24', ['heldBefore']],
		['shipping', '-47.78', ['heldBefore']],
	]);
});

test('what is not posted, and what is not given to the node, is told apart from documents of others', async () => {
	const documents = await posted('quickbooks');
	const sale = documents.find(({ type }) => type === 'Sale');
	const { comparison } = await summary(
		'quickbooks',
		documents.filter((document) => document !== sale),
	);
	const odd = comparison.rows.filter(({ difference }) => difference !== '0.00');
	expect(odd.length).toBeGreaterThan(0);
	for (const { reasons } of odd) expect(reasons.map(({ why }) => why)).toEqual(['notInSyncLog']);
	expect(comparison.others).toBeNull();
});
