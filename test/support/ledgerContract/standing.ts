/** What stands in the books: ours and what others entered, each once. */
import type { LedgerConnector, StandingDocument } from '../../../core/ledger/connector';
import { paidSale, paymentOf, refundOf, unpaidSale } from '../entries';
import type { ContractBooks } from './books';
import { OTHERS, type Others } from './others';

const DAYS = ['2026-03-01', '2026-03-31'] as const;

export function standingContract(connector: LedgerConnector, booksOf: () => ContractBooks): void {
	describe('what stands in the books', () => {
		const others = (): Others => {
			const open = OTHERS[connector.id];
			if (open === undefined) throw new Error(`nobody else can enter anything in ${connector.id}`);
			return open(booksOf());
		};
		async function standing(from: string = DAYS[0], to: string = DAYS[1]): Promise<StandingDocument[]> {
			const { session } = booksOf();
			const all: StandingDocument[] = [];
			for await (const page of session.standing?.(from, to) ?? []) all.push(...page);
			return all;
		}
		const names = (documents: readonly { readonly entity: string; readonly id: string }[]): string[] =>
			documents.map(({ entity, id }) => `${entity} ${id}`).sort();
		async function ours(): Promise<string[]> {
			const records = await booksOf().records();
			return names(records.map(({ ledgerEntity: entity = '', ledgerId: id = '' }) => ({ entity, id })));
		}

		it('shows ours and those of others, each once, with number, words, day and total', async () => {
			const books = booksOf();
			await books.post([paidSale('1'), unpaidSale('2'), paymentOf('2'), refundOf('1', { amount: '2.34' })]);
			const sale = await others().sale({ amount: '77.01', date: '2026-03-05', number: 'X-77' });
			const received = await others().bankFeed({ amount: '10.00', date: '2026-03-01', number: 'F-1' });
			const journal = await others().journal({ amount: '3.33', date: '2026-03-31', number: 'J-9' });
			const found = await standing();
			expect(names(found)).toEqual([...(await ours()), ...names([sale, received, journal])].sort());
			const of = ({ id }: { readonly id: string }) => found.find((document) => document.id === id);
			expect(of(sale)).toMatchObject({
				kind: 'sale',
				number: 'X-77',
				date: '2026-03-05',
				total: { amount: '77.01', currency: 'GBP' },
				contact: 'Kim Lee',
			});
			expect(of(sale)?.reference).toContain('Order X-77 of another connector');
			expect(of(received)).toMatchObject({ kind: 'deposit', date: '2026-03-01', total: { amount: '10.00' } });
			expect(of(received)?.reference).toContain('Bank feed F-1');
			expect(of(journal)).toMatchObject({ kind: 'journal', date: '2026-03-31', total: { amount: '3.33' } });
			// ours are known again by the posting key in their words, or by their number
			for (const { postingKey, ledgerEntity, ledgerId, number } of await books.records()) {
				const own = found.find(({ entity, id }) => entity === ledgerEntity && id === ledgerId);
				expect(own?.date).toBe('2026-03-01');
				expect(own?.number === number || own?.reference.includes(postingKey) === true).toBe(true);
			}
		});

		it('takes both days in, and no other', async () => {
			const days = ['2026-02-28', '2026-03-01', '2026-03-15', '2026-03-31', '2026-04-01'];
			for (const date of days) await others().journal({ amount: '1.00', date, number: `J-${date}` });
			const dates = (documents: readonly StandingDocument[]) => documents.map(({ date }) => date).sort();
			expect(dates(await standing())).toEqual(days.slice(1, 4));
			expect(dates(await standing('2026-02-28', '2026-02-28'))).toEqual(['2026-02-28']);
			expect(await standing('2025-01-01', '2025-12-31')).toEqual([]);
		});

		it('leaves out what was voided and what we took back', async () => {
			const books = booksOf();
			const sale = await others().sale({ amount: '5.00', date: '2026-03-05', number: 'X-5' });
			await books.post([paidSale('1'), unpaidSale('2')]);
			expect(await standing()).toHaveLength((await ours()).length + 1);
			await others().voidSale(sale);
			expect(names(await standing())).toEqual(await ours());
			await books.undo();
			expect(await standing()).toEqual([]);
		});

		it('comes page by page', async () => {
			const count = await others().many('2026-03-10');
			const { session } = booksOf();
			let pages = 0;
			const ids = new Set<string>();
			let seen = 0;
			for await (const page of session.standing?.(...DAYS) ?? []) {
				pages++;
				seen += page.length;
				for (const { entity, id } of page) ids.add(`${entity} ${id}`);
			}
			expect(seen).toBe(count);
			expect(ids.size).toBe(count);
			expect(pages).toBeGreaterThan(1);
		});

		it('says when it may not read', async () => {
			const books = booksOf();
			await standing();
			books.signedOut = true;
			await expect(standing()).rejects.toMatchObject({ failure: 'unauthorized' });
			books.signedOut = false;
		});
	});
}
