/** A real December with more than 20 differences planted: each is found, explained as it was planted, and nothing else is said. */
import type { PayoutMatch } from '../../../core/documents';
import { reconcile, type Reconciled } from '../../../core/reconcile/run';
import { openSyncLog } from '../../../synclog';
import { plantedBooks, type PlantedBooks } from '../../support/plants';
import { describeWithShared, shared } from '../../support/shared';

describeWithShared('December with planted differences', () => {
	const file = shared('data/online-retail/daybook-2010-12.ndjson.gz');
	let books: PlantedBooks;
	let result: Reconciled;

	beforeAll(async () => {
		books = plantedBooks(file);
		const syncLog = openSyncLog({ file: ':memory:' });
		result = await reconcile(books, {
			syncLog,
			books: 'test',
			asOf: '2011-01-31',
			posted: async (keys) => new Set(keys.filter((key) => !books.notPosted.has(key))),
		});
		await syncLog.close();
	});

	const about = ({ payouts, bankTransactions }: PayoutMatch): readonly string[] =>
		payouts.length > 0 ? payouts : bankTransactions;

	it('has more than 20 plants', () => {
		expect(books.plants.length).toBeGreaterThanOrEqual(20);
		expect(new Set(books.plants.flatMap((plant) => plant.about)).size).toBe(
			books.plants.flatMap((plant) => plant.about).length,
		);
	});

	it('finds and explains each as it was planted', () => {
		const found = books.plants.map(({ name, about: keys }) => {
			const documents = result.documents.filter(({ document }) =>
				about(document).some((key) => keys.includes(key)),
			);
			const [first] = documents;
			return {
				name,
				about: first === undefined ? [] : about(first.document),
				status: first?.document.status,
				output: first?.output,
				reasons: first?.document.reasons.map(({ code, text }) => `${code}: ${text}`) ?? [],
			};
		});
		for (const [index, plant] of books.plants.entries()) {
			const said = found[index];
			expect(said).toMatchObject({ name: plant.name, status: plant.status, output: plant.output });
			expect([...(said?.about ?? [])].sort()).toEqual([...plant.about].sort());
			for (const code of plant.codes)
				expect(said?.reasons.filter((text) => text.startsWith(`${code}:`))).not.toEqual([]);
			if (plant.names !== undefined) expect(said?.reasons.join('\n')).toContain(plant.names);
		}
	});

	it('says nothing about the others, and matches no noise', () => {
		const planted = new Set(books.plants.flatMap((plant) => plant.about));
		const others = result.documents.filter(
			({ document }) => !about(document).some((key) => planted.has(key)),
		);
		expect(
			others
				.filter(({ document, output }) => output !== 'matched' || document.reasons.length > 0)
				.map(({ document }) => document),
		).toEqual([]);
		for (const { document } of others) {
			const [payout = '', line = ''] = [document.payouts[0], document.bankTransactions[0]];
			expect(line.split('/').at(-1)).toBe(`bank_${payout.split('/').at(-1)}`);
		}
		const used = result.documents.flatMap(({ document }) => document.bankTransactions);
		expect(new Set(used).size).toBe(used.length);
		expect(used.filter((key) => books.noise.has(key))).toEqual([]);
		expect(new Set(result.others.map(({ id }) => id))).toEqual(books.noise);
	});
});
