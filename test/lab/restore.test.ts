/**
 * The sync log is put back as it was the day before, or begun anew: what was posted since is found in the ledger and not doubled, in
 * every ledger. And what was cleaned up is not posted again.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { EntryResult } from '../../core/posting/postOnce';
import { openSyncLog } from '../../synclog';
import { paidSale, refundOf } from '../support/entries';
import { ShopBooks } from '../support/summaryBooks';

const sales = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => paidSale(String(from + index)));
const YESTERDAY = sales(1, 8);
const TODAY = [...sales(8, 14), refundOf('3')];
const ALL = [...YESTERDAY, ...TODAY];
const DAY_MS = 86_400_000;

const statesOf = (results: readonly EntryResult[]): Set<string> =>
	new Set(results.flatMap(({ documents }) => documents.map(({ state }) => state)));

jest.setTimeout(120_000);

describe.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s: the sync log of the day before',
	(_id, connector) => {
		let folder: string;
		let shop: ShopBooks;
		beforeEach(async () => {
			folder = mkdtempSync(join(tmpdir(), 'storeledger-restore-'));
			shop = await ShopBooks.open(connector, []);
		});
		afterEach(async () => {
			await shop.close();
			rmSync(folder, { recursive: true });
		});

		/** The books go on with another file; a day later, so that nothing of before is on its way. */
		async function goOnWith(name: string, content?: Uint8Array): Promise<void> {
			const { books } = shop;
			await books.log.close();
			const file = join(folder, name);
			if (content !== undefined) writeFileSync(file, content);
			await books.clock.sleep(DAY_MS);
			books.log = openSyncLog({ file, now: () => books.clock.now() });
			books.openSession();
		}

		const count = (): number => Object.values(shop.documents).reduce((sum, each) => sum + each, 0);

		it('finds in the ledger what was posted since, and so does a log that was lost altogether', async () => {
			const { books } = shop;
			await goOnWith('log.sqlite');
			await books.post(YESTERDAY);
			const copy = await books.log.backUp();
			await books.post(TODAY);
			const [documents, balances] = [count(), books.balances()];

			for (const [name, content] of [
				['copy.sqlite', copy],
				['new.sqlite', undefined],
			] as const) {
				await goOnWith(name, content);
				const found = await books.post(ALL, { lookUpFirst: true });
				expect(statesOf(found)).toEqual(new Set(content === undefined ? ['found'] : ['unchanged', 'found']));
				expect(statesOf(await books.post(ALL))).toEqual(new Set(['unchanged']));
				expect({ documents: count(), balances: books.balances() }).toEqual({ documents, balances });
				expect(books.duplicates).toEqual([]);
				expect(new Set((await books.verify()).map(({ state }) => state))).toEqual(new Set(['same']));
			}
		});

		it('posts nothing again that was cleaned up', async () => {
			const { books } = shop;
			await goOnWith('log.sqlite');
			await books.post(ALL);
			const documents = count();
			await books.clock.sleep(400 * DAY_MS);
			await books.log.cleanUp(books.clock.now());
			expect(statesOf(await books.post(ALL))).toEqual(new Set(['unchanged']));
			expect(count()).toBe(documents);
		});
	},
);
