/** A run is verified, taken back and posted again, with the nodes of the template against the lab's ledger. */
import type { IDataObject } from 'n8n-workflow';
import { Bench } from './support/bench';
import { fewOrders } from './support/shop';

const POSTER = 'QuickBooks Poster';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
});
afterAll(async () => await bench.close());

const trialBalance = (): unknown => Reflect.get(bench.ledger(), 'trialBalance');
const poster = async (parameters: IDataObject, items: readonly IDataObject[] = [{}]) =>
	await bench.node(POSTER, items, { parameters: parameters as never });

test('verify, undo, undo again, post again: the books are those of the first time', async () => {
	const posted = (await bench.history()).json(POSTER, 0);
	expect(posted).toHaveLength(4);
	const runId = String(posted[0]?.runId);
	const books = trialBalance();
	expect(books).not.toEqual([]);

	const verified = await poster({ operation: 'verify', documents: 'run', runId });
	expect(verified.error).toBeUndefined();
	expect(verified.json(POSTER, 1).map(({ state }) => state)).toEqual(Array(4).fill('same'));
	expect(verified.items(POSTER, 2)).toEqual([]);

	const shown = await poster({ operation: 'undo', documents: 'items', onlyShow: true }, posted);
	expect(shown.json(POSTER, 0).map(({ state }) => state)).toEqual([...Array(4).fill('wouldUndo'), undefined]);
	expect(shown.json(POSTER, 0).at(-1)).toMatchObject({ type: 'PreviewSummary', reversed: 4, held: 0 });
	expect(trialBalance()).toEqual(books);

	const undone = await poster({ operation: 'undo', documents: 'run', runId });
	expect(undone.error).toBeUndefined();
	expect(undone.json(POSTER, 0).map(({ state }) => state)).toEqual(Array(4).fill('undone'));
	expect(trialBalance()).toEqual([]);

	const twice = await poster({ operation: 'undo', documents: 'run', runId });
	expect(twice.items(POSTER, 0)).toEqual([]);
	expect(twice.json(POSTER, 1).map(({ state }) => state)).toEqual(Array(4).fill('alreadyUndone'));

	const again = (await bench.history()).json(POSTER, 0);
	expect(again.map(({ outcome }) => outcome)).toEqual(Array(4).fill('posted'));
	expect(trialBalance()).toEqual(books);
	expect((await bench.history()).items(POSTER, 0)).toEqual([]);
	expect(trialBalance()).toEqual(books);
});

test('a period is verified, and a run that is not known is an error', async () => {
	const period = await poster({
		operation: 'verify',
		documents: 'period',
		from: '2026-01-01T00:00:00.000Z',
		to: '2026-12-31T00:00:00.000Z',
	});
	expect(period.json(POSTER, 1)).toHaveLength(4);
	const unknown = await poster({ operation: 'undo', documents: 'run', runId: 'nobody' });
	expect(unknown.error).toMatchObject({ message: expect.stringContaining('"nobody"') });
});
