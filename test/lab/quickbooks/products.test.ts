/** Products whose stock QuickBooks keeps: sold through them, QuickBooks books stock and cost of goods itself. */
import { quickbooks } from '../../../connectors/ledgers/quickbooks';
import type { JournalEntry } from '../../../core/journal/entry';
import type { LedgerSession } from '../../../core/ledger/connector';
import { serve, type Served } from '../../../lab/kit/server';
import type { LabPlatform } from '../../../lab/kit/platform';
import { quickBooksLab } from '../../../lab/ledgers/quickbooks';
import { quickbooksKind } from '../../../lab/ledgers/quickbooks/kind';
import { paidSale, refundOf } from '../../support/entries';
import { fetchHttp } from '../../support/fetchHttp';
import { ContractBooks } from '../../support/ledgerContract/books';

let books: ContractBooks;
let served: Served;
let token: string;
beforeEach(async () => {
	let lab: LabPlatform | undefined;
	const kind: typeof quickbooksKind = {
		...quickbooksKind,
		make(context) {
			const { clientId, tenant } = context.keys;
			const scope = quickbooksKind.oauth.scopes[0] ?? '';
			token = context.tokens.issue({ clientId, scope, realmId: tenant }).accessToken;
			const { name, country, currency } = context.shop;
			return (lab = quickBooksLab({
				companies: [{ realmId: tenant, name, country, currency }],
				isTokenValid: (one, realmId) => context.tokens.isValid(one, realmId),
				limits: 'off',
			}));
		},
	};
	books = await ContractBooks.open(quickbooks, { kind });
	if (lab === undefined) throw new Error('no lab was made');
	served = await serve(lab);
});
afterEach(async () => {
	expect(books.duplicates).toEqual([]);
	await served.close();
	await books.close();
});

const http = () =>
	fetchHttp({
		Authorization: `Bearer ${token}`,
		Accept: 'application/json',
		'Content-Type': 'application/json',
	});
const address = (path: string): string => `${served.url}/v3/company/${books.keys.tenant}/${path}`;

/** A product as a bookkeeper sets it up: ten in stock, 4.00 each. */
async function product(name: string, sku: string, more: object = {}): Promise<string> {
	const body = {
		Name: name,
		Sku: sku,
		Type: 'Inventory',
		TrackQtyOnHand: true,
		QtyOnHand: 10,
		InvStartDate: '2026-01-01',
		PurchaseCost: 4,
		IncomeAccountRef: { value: books.account('Sales').id },
		ExpenseAccountRef: { value: books.account('Cost of Goods Sold').id },
		AssetAccountRef: { value: books.account('Inventory Asset').id },
		...more,
	};
	const answer = await http()({ method: 'POST', url: address('item'), body, query: { minorversion: '75' } });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return (answer.body as { Item: { Id: string } }).Item.Id;
}

async function inStock(id: string): Promise<number> {
	const answer = await http()({ method: 'GET', url: address(`item/${id}`) });
	return (answer.body as { Item: { QtyOnHand: number } }).Item.QtyOnHand;
}

/** The sale of so many of a SKU. */
function sold(entry: JournalEntry, sku: string, quantity: string): JournalEntry {
	const lines = entry.lines.map((line) =>
		line.role === 'sales' || line.role === 'salesReturns'
			? { ...line, quantity, facts: { ...line.facts, sku } }
			: line,
	);
	return { ...entry, lines };
}

function session(useProducts: boolean): LedgerSession {
	const nothing = async () => await Promise.resolve();
	return quickbooks.open(
		http(),
		{ tenant: books.keys.tenant, baseUrl: served.url },
		{ createMissing: true, customers: 'oneForShop', useProducts },
		{ get: async () => await Promise.resolve(undefined), set: nothing, clear: nothing },
		books.clock,
	);
}

const post = async (entries: readonly JournalEntry[], useProducts = true) =>
	await books.post(entries, { session: session(useProducts) });

it('takes the goods out of the stock at their cost, and the sale is what the shop says', async () => {
	const id = await product('Mug', 'MUG-1');
	const before = books.balances();
	// written another way, and a price that does not come out even
	const results = await post([
		sold(paidSale('1', { amount: '10.00' }), 'mug-1 ', '3'),
		sold(paidSale('2', { amount: '7.00' }), 'MUG-1', '1'),
		sold(paidSale('3', { amount: '5.00' }), 'NOT-IN-QUICKBOOKS', '1'),
	]);
	expect(results.map(({ outcome, findings }) => [outcome, findings])).toEqual(Array(3).fill(['posted', []]));
	expect(await inStock(id)).toBe(6);
	const balances = books.balances();
	expect(balances['Sales']).toBe(-2200);
	expect(balances['Cost of Goods Sold']).toBe(1600);
	expect(balances['Inventory Asset']).toBe((before['Inventory Asset'] ?? 0) - 1600);
	expect(balances['Shopify Payments clearing']).toBe(2200);
	expect(new Set((await books.verify()).map(({ state }) => state))).toEqual(new Set(['same']));

	// taken back, the goods are in stock again
	expect(new Set((await books.undo()).map(({ state }) => state))).toEqual(new Set(['undone']));
	expect(await inStock(id)).toBe(10);
	expect(books.balances()).toEqual(before);
});

it('touches no stock unless a person wants it', async () => {
	const id = await product('Mug', 'MUG-1');
	const results = await post([sold(paidSale('1'), 'MUG-1', '1')], false);
	expect(results).toMatchObject([{ outcome: 'posted', findings: [] }]);
	expect(await inStock(id)).toBe(10);
	expect(books.balances()['Cost of Goods Sold']).toBeUndefined();
});

/** The goods of a refund are in the shop's stock again. */
const restocked = (entry: JournalEntry): JournalEntry => ({
	...entry,
	lines: entry.lines.map((line) =>
		line.role === 'salesReturns' ? { ...line, facts: { ...line.facts, restocked: 'yes' } } : line,
	),
});

describe('what comes back', () => {
	const sale = sold(paidSale('1', { amount: '10.00' }), 'MUG-1', '2');
	const refund = sold(refundOf('1', { amount: '5.00' }), 'MUG-1', '1');

	it('is in the stock again, at its cost, where the shop says so; its money goes to the account of returns', async () => {
		const id = await product('Mug', 'MUG-1');
		const before = books.balances();
		expect((await post([sale, restocked(refund)])).map(({ findings }) => findings)).toEqual([[], []]);
		expect(books.balances()).toMatchObject({ Sales: -1000, 'Sales returns': 500, 'Cost of Goods Sold': 400 });
		expect(await inStock(id)).toBe(9);
		expect(new Set((await books.verify()).map(({ state }) => state))).toEqual(new Set(['same']));
		expect(new Set((await post([sale, restocked(refund)])).map(({ outcome }) => outcome))).toEqual(
			new Set(['unchanged']),
		);
		expect(await inStock(id)).toBe(9);

		expect(new Set((await books.undo()).map(({ state }) => state))).toEqual(new Set(['undone']));
		expect(await inStock(id)).toBe(10);
		expect(books.balances()).toEqual(before);
	});

	it('is no stock where the shop does not say so', async () => {
		const id = await product('Mug', 'MUG-1');
		expect((await post([sale, refund])).map(({ findings }) => findings)).toEqual([[], []]);
		expect(books.balances()).toMatchObject({ Sales: -1000, 'Sales returns': 500, 'Cost of Goods Sold': 800 });
		expect(await inStock(id)).toBe(8);
	});

	it('touches no stock unless a person wants it', async () => {
		const id = await product('Mug', 'MUG-1');
		await post([sale, restocked(refund)], false);
		expect(await inStock(id)).toBe(10);
	});

	it('is held where two products have its SKU', async () => {
		await product('Mug', 'MUG-1');
		await post([sold(paidSale('1'), 'POT-1', '1')]);
		await product('Mug, old', 'MUG-1');
		const [result] = await post([restocked(refund)]);
		expect(result).toMatchObject({ outcome: 'review', findings: [{ code: 'PRODUCT_NOT_USABLE' }] });
	});
});

it('holds a line whose product is sold to another account, or stands there twice; the others go on', async () => {
	const other = { IncomeAccountRef: { value: books.account('Sales').id } };
	await product('Mug', 'MUG-1', other);
	await product('Mug, old', 'MUG-1');
	await product('Pot', 'POT-1');
	const wrong = sold(paidSale('2'), 'POT-1', '1');
	const elsewhere = books.account('Shipping income');
	const own = [sold(paidSale('1'), 'MUG-1', '1'), wrong, sold(paidSale('3'), 'POT-1', '1')].map((entry) =>
		books.entry(entry),
	);
	const mapped = own.map((entry) =>
		entry.id === wrong.id
			? {
					...entry,
					lines: entry.lines.map((line) => (line.role === 'sales' ? { ...line, account: elsewhere } : line)),
				}
			: entry,
	);
	const results = await books.postAsIs(mapped, { session: session(true) });
	expect(results.map(({ outcome }) => outcome)).toEqual(['review', 'review', 'posted']);
	expect(results.slice(0, 2).map(({ findings }) => findings.map(({ code }) => code))).toEqual([
		['PRODUCT_NOT_USABLE'],
		['PRODUCT_NOT_USABLE'],
	]);
	expect(results[0]?.findings[0]?.message).toContain('2 active products have this SKU');
	expect(results[1]?.findings[0]?.message).toContain('"Pot" is sold to another income account');
});
