/** The contract of a sync log: what is open between payouts and bank lines. */
import type { ReconcileGroup, ReconcileItem } from '../../../core/reconcile/store';
import type { ContractContext } from './context';

const BOOKS = 'main';

const item = (key: string, day: string, more: Partial<ReconcileItem> = {}): ReconcileItem => ({
	key,
	kind: key.startsWith('l') ? 'line' : 'payout',
	day,
	revision: '1',
	content: { key },
	...more,
});

const group = (
	payouts: readonly string[],
	lines: readonly string[],
	...documents: string[]
): ReconcileGroup => ({
	payouts,
	lines,
	documents: documents.map((key) => ({ key, content: { match: key } })),
});

export function reconcileContract(context: ContractContext): void {
	describe('reconciliation', () => {
		it('keeps what is open, of any age, and what is recent', async () => {
			const { log } = context;
			await log.reconcilePut(BOOKS, []);
			await log.reconcilePut(BOOKS, [
				item('p1', '2026-01-05'),
				item('l1', '2026-03-02'),
				item('p2', '2026-03-01'),
			]);
			await log.reconcilePut('other', [item('p1', '2026-03-05')]);
			expect(await log.reconcileState(BOOKS, '2026-03-01')).toEqual({
				items: [
					{ key: 'l1', kind: 'line', content: { key: 'l1' } },
					{ key: 'p1', kind: 'payout', content: { key: 'p1' } },
					{ key: 'p2', kind: 'payout', content: { key: 'p2' } },
				],
				done: [],
			});
			await log.reconcileSettle(BOOKS, [group(['p1'], ['l1'], 'm1')]);
			expect(await log.reconcileState(BOOKS, '2026-03-02')).toEqual({
				items: [
					{ key: 'l1', kind: 'line', content: { key: 'l1' } },
					{ key: 'p2', kind: 'payout', content: { key: 'p2' } },
				],
				done: [{ payouts: ['p1'], lines: ['l1'] }],
			});
		});

		it('takes newer content, and keeps what was matched', async () => {
			const { log } = context;
			await log.reconcilePut(BOOKS, [item('p1', '2026-03-01'), item('l1', '2026-03-01')]);
			await log.reconcileSettle(BOOKS, [group(['p1'], ['l1'], 'm1')]);
			await log.reconcilePut(BOOKS, [item('p1', '2026-03-02', { revision: '2', content: 'new' })]);
			const { items, done } = await log.reconcileState(BOOKS, '2026-03-02');
			expect(items).toEqual([{ key: 'p1', kind: 'payout', content: 'new' }]);
			expect(done).toEqual([{ payouts: ['p1'], lines: ['l1'] }]);
		});

		it('uses a line and a payout once, whoever comes first', async () => {
			const { log } = context;
			await log.reconcilePut(
				BOOKS,
				['p1', 'p2', 'l1', 'l2'].map((key) => item(key, '2026-03-01')),
			);
			const answers = await Promise.all([
				log.reconcileSettle(BOOKS, [group(['p1'], ['l1'], 'm1')]),
				log.reconcileSettle(BOOKS, [group(['p2'], ['l1'], 'm2')]),
			]);
			expect(answers.flat().sort()).toEqual([false, true]);
			const [first] = answers[0] ?? [];
			const again = first === true ? group(['p1'], ['l1'], 'm1') : group(['p2'], ['l1'], 'm2');
			expect(await log.reconcileSettle(BOOKS, [again])).toEqual([true]);
			expect(
				await log.reconcileSettle(BOOKS, [
					group(['p1'], ['l2'], 'm3'),
					group(['nobody'], [], 'm4'),
					group([], [], 'm5'),
					group(['p2'], ['l2']),
				]),
			).toEqual([first !== true, false, false, false]);
			expect(await log.reconcileSettle('other', [group(['p1'], ['l1'], 'm1')])).toEqual([false]);
		});

		it('gives the documents of what was matched again', async () => {
			const { log } = context;
			await log.reconcilePut(
				BOOKS,
				['p1', 'l1', 'l2', 'l3'].map((key) => item(key, '2026-03-01')),
			);
			await log.reconcileSettle(BOOKS, [group(['p1'], ['l1', 'l2'], 'm1', 'm2')]);
			const both = [
				{ key: 'm1', content: { match: 'm1' } },
				{ key: 'm2', content: { match: 'm2' } },
			];
			expect(await log.reconcileMatches(BOOKS, ['p1'])).toEqual(both);
			expect(await log.reconcileMatches(BOOKS, ['l2', 'l1', 'p1'])).toEqual(both);
			expect(await log.reconcileMatches(BOOKS, ['l3', 'nobody'])).toEqual([]);
		});

		it('takes a group apart', async () => {
			const { log } = context;
			await log.reconcilePut(
				BOOKS,
				['p1', 'l1', 'l2'].map((key) => item(key, '2026-01-01')),
			);
			await log.reconcileSettle(BOOKS, [group(['p1'], ['l1', 'l2'], 'm1', 'm2')]);
			expect(await log.reconcileRelease(BOOKS, 'm2')).toEqual({ payouts: ['p1'], lines: ['l1', 'l2'] });
			expect(await log.reconcileRelease(BOOKS, 'm2')).toBeUndefined();
			expect(await log.reconcileMatches(BOOKS, ['p1'])).toEqual([]);
			expect((await log.reconcileState(BOOKS, '2026-03-01')).items).toHaveLength(3);
			expect(await log.reconcileSettle(BOOKS, [group(['p1'], ['l1'], 'm1')])).toEqual([true]);
		});

		it('waits no longer for what is closed, until it changes', async () => {
			const { log } = context;
			await log.reconcilePut(BOOKS, [
				item('l1', '2026-01-01'),
				item('l2', '2026-01-01'),
				item('p1', '2026-01-01'),
			]);
			await log.reconcileSettle(BOOKS, [group(['p1'], ['l2'], 'm1')]);
			await log.reconcileClose(BOOKS, []);
			await log.reconcileClose(BOOKS, ['l1', 'l2']);
			const keys = async (): Promise<string[]> =>
				(await log.reconcileState(BOOKS, '2026-03-01')).items.map(({ key }) => key);
			expect(await keys()).toEqual([]);
			await log.reconcilePut(BOOKS, [item('l1', '2026-01-01')]);
			expect(await keys()).toEqual([]);
			await log.reconcilePut(BOOKS, [item('l1', '2026-01-01', { revision: '2' })]);
			expect(await keys()).toEqual(['l1']);
		});
	});
}
