/** Preview shows what Post then posts, and writes nothing anywhere. */
import type { IDataObject } from 'n8n-workflow';
import { Bench } from './support/bench';
import { fewOrders } from './support/shop';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
});
afterAll(async () => await bench.close());

interface Shown {
	readonly state: string;
	readonly documentType: string;
	readonly number: string;
	readonly total: object;
	readonly plan?: { readonly lines: readonly unknown[] };
}

const documentsOf = (items: readonly IDataObject[]): Shown[] =>
	items.flatMap(({ documents }) => documents as unknown as Shown[]);
const gist = (items: readonly IDataObject[]) =>
	documentsOf(items).map(({ documentType, number, total }) => ({ documentType, number, total }));

/** Debits or credits of all accounts, in cents. */
function sumOf(summary: IDataObject | undefined, side: 'debit' | 'credit'): number {
	const accounts = (summary?.accounts ?? []) as unknown as { debit: string; credit: string }[];
	return accounts.reduce((sum, account) => sum + Math.round(Number(account[side]) * 100), 0);
}

const PREVIEW = { 'QuickBooks Poster': { parameters: { operation: 'preview' } } };

test('shows everything and writes nothing; then the same is posted; then there is nothing left', async () => {
	const before = bench.ledger();
	const preview = await bench.history(PREVIEW);
	expect(preview.error).toBeUndefined();
	const [summary, ...last] = preview.json('QuickBooks Poster', 0).toReversed();
	const shown = last.toReversed();
	expect(shown.map(({ orderNumber, outcome }) => [orderNumber, outcome])).toEqual(
		expect.arrayContaining([
			['#1001', 'posted'],
			['#1002', 'posted'],
			['#1003', 'posted'],
		]),
	);
	expect(shown).toHaveLength(4);
	for (const document of documentsOf(shown)) {
		expect(document.state).toBe('wouldCreate');
		expect(document.plan).toMatchObject({ total: document.total });
	}
	expect(preview.items('QuickBooks Poster', 2)).toEqual([]);
	expect(summary).toMatchObject({ type: 'PreviewSummary', created: 4, changed: 0, reversed: 0, held: 0 });
	expect(sumOf(summary, 'debit')).toBeGreaterThan(0);
	expect(sumOf(summary, 'debit')).toBe(sumOf(summary, 'credit'));

	expect(bench.ledger().documents).toEqual(before.documents);
	const written = bench.lab.calls
		.recent('quickbooks', 10_000)
		.filter(({ method, path }) => method === 'POST' && !path.endsWith('/query'));
	expect(written).toEqual([]);
	expect(await bench.syncLog.search({ limit: 100 })).toEqual([]);
	expect(await bench.syncLog.runs(10)).toEqual([]);
	expect(await bench.syncLog.openHeldEvents(10)).toEqual([]);

	const posted = await bench.history();
	expect(posted.error).toBeUndefined();
	expect(documentsOf(posted.json('QuickBooks Poster', 0)).map(({ state }) => state)).toEqual(
		Array(4).fill('created'),
	);
	expect(gist(posted.json('QuickBooks Poster', 0))).toEqual(gist(shown));
	expect(bench.ledger().documents).toMatchObject({ SalesReceipt: 3, RefundReceipt: 1 });

	const again = await bench.history(PREVIEW);
	expect(again.json('QuickBooks Poster', 0)).toMatchObject([
		{ type: 'PreviewSummary', created: 0, unchanged: 4, accounts: [] },
	]);
	expect(documentsOf(again.json('QuickBooks Poster', 1)).map(({ state }) => state)).toEqual(
		Array(4).fill('unchanged'),
	);
	expect(bench.ledger().documents).toMatchObject({ SalesReceipt: 3, RefundReceipt: 1 });
});
