/** A week of a real shop posted order by order and as daily summaries: the same trial balance, which is the shop's. */
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { JournalEntry } from '../../core/journal/entry';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { readDayBook } from '../../lab/daybook/readDayBook';
import { dayBookDocuments } from '../support/dayBookDocuments';
import { describeWithShared, shared } from '../support/shared';
import { notPosted, ShopBooks } from '../support/summaryBooks';

const WEEK = shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz');

const summariesIn = (entries: readonly { readonly entry: JournalEntry }[]): JournalEntry[] =>
	entries.map(({ entry }) => entry).filter(({ purpose }) => purpose === 'Summary');

// FreshBooks takes one document a call: seconds on an idle machine, more on a busy one
jest.setTimeout(300_000);

describeWithShared('a real week as daily summaries', () => {
	describe.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
		'%s',
		(_id, connector) => {
			const documents = dayBookDocuments(WEEK);
			let singly: ShopBooks;
			let daily: ShopBooks;

			beforeAll(async () => {
				singly = await ShopBooks.open(connector, documents);
				daily = await ShopBooks.open(connector, documents);
			});
			afterAll(async () => {
				await singly.close();
				await daily.close();
			});

			it('gives the same trial balance as order by order, and that is the day book', async () => {
				const expected = expectedBooks(await readDayBook(WEEK)).balances;
				expect(notPosted(await singly.post(await singly.entries(documents)))).toEqual([]);

				const entries = await daily.entries(documents);
				// some come in time, the others late: each day gets a second summary
				const isLate = ({ order }: JournalEntry): boolean =>
					Number(order.number.replace(/\D/g, '')) % 2 === 1;
				const [inTime, late] = [entries.filter((entry) => !isLate(entry)), entries.filter(isLate)];
				const first = await daily.summarize(inTime);
				expect(notPosted(await daily.post(first.ready.map(({ entry }) => entry)))).toEqual([]);
				const second = await daily.summarize(late);
				expect([first.review, second.review, first.waiting, second.waiting]).toEqual([[], [], [], []]);
				expect(notPosted(await daily.post(second.ready.map(({ entry }) => entry)))).toEqual([]);
				expect(summariesIn(first.ready).every(({ summary }) => summary?.sequence === 1)).toBe(true);
				expect(summariesIn(second.ready).some(({ summary }) => summary?.sequence === 2)).toBe(true);

				expect(singly.differences(expected)).toEqual([]);
				expect(daily.differences(expected)).toEqual([]);
				expect(daily.books.balances()).toEqual(singly.books.balances());
				expect(daily.books.duplicates).toEqual([]);
				const count = (counts: Readonly<Record<string, number>>): number =>
					Object.values(counts).reduce((sum, each) => sum + each, 0);
				expect(count(daily.documents)).toBeLessThan(count(singly.documents) / 2);
			});

			it('sums every event once, and gives the same summaries again, which are in the ledger', async () => {
				const entries = await daily.entries(documents);
				const again = await daily.summarize(entries);
				expect([again.review, again.waiting]).toEqual([[], []]);
				const members = summariesIn(again.ready).flatMap(({ summary }) => summary?.members ?? []);
				const alone = again.ready.filter(({ entry }) => entry.purpose !== 'Summary');
				const ids = [...members.map(({ id: key }) => key), ...alone.map(({ entry }) => entry.id)];
				expect(ids.sort()).toEqual(entries.map(({ id: key }) => key).sort());
				const results = await daily.post(again.ready.map(({ entry }) => entry));
				expect(results.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
			});

			it('does not post by itself what is in a summary', async () => {
				const entries = await daily.entries(documents);
				const results = await daily.post(entries.slice(0, 200));
				expect(results.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
				expect(results.some(({ findings }) => findings[0]?.code === 'IN_SUMMARY')).toBe(true);
				expect(daily.books.balances()).toEqual(singly.books.balances());
			});
		},
	);
});
