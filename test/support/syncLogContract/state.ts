/** The contract of a sync log: state, cached values and runs. */
import type { ContractContext } from './context';

export function stateContract(context: ContractContext): void {
	describe('state, cache and runs', () => {
		it('keeps state by scope and key, and lists a key over all scopes', async () => {
			expect(await context.log.getState('a', 'cursor')).toBeUndefined();
			await context.log.setState('a', 'cursor', 'x');
			await context.log.setState('a', 'cursor', { deep: [1, null] });
			await context.log.setState('b', 'cursor', null);
			await context.log.setState('b', 'other', 1);
			expect(await context.log.getState('a', 'cursor')).toEqual({ deep: [1, null] });
			expect(await context.log.states('cursor')).toEqual([
				{ scope: 'a', value: { deep: [1, null] } },
				{ scope: 'b', value: null },
			]);
		});

		it('forgets cached values when they expire or are cleared by prefix', async () => {
			await context.log.setCache('qb/1/accounts', [1], 1000);
			await context.log.setCache('qb/1_/accounts', [2], 1000);
			await context.log.setCache('qb/2/accounts', [3], 5000);
			expect(await context.log.getCache('qb/1/accounts')).toEqual([1]);
			await context.log.clearCache('qb/1_');
			expect(await context.log.getCache('qb/1_/accounts')).toBeUndefined();
			expect(await context.log.getCache('qb/1/accounts')).toEqual([1]);
			context.test.now += 1000;
			expect(await context.log.getCache('qb/1/accounts')).toBeUndefined();
			expect(await context.log.getCache('qb/2/accounts')).toEqual([3]);
		});

		it('lists runs, newest first, with what they did', async () => {
			await context.log.startRun({ runId: 'r1', workflow: 'W', node: 'Poster' });
			const startedAt = new Date(context.test.now).toISOString();
			context.test.now += 1000;
			await context.log.startRun({ runId: 'r2', workflow: 'W', node: 'Poster' });
			await context.log.finishRun('r1', { posted: 3 });
			expect(await context.log.runs(10)).toMatchObject([
				{ runId: 'r2', summary: {} },
				{
					runId: 'r1',
					startedAt,
					finishedAt: new Date(context.test.now).toISOString(),
					summary: { posted: 3 },
				},
			]);
			expect(await context.log.runs(1)).toEqual([
				expect.not.objectContaining({ finishedAt: expect.anything() }),
			]);
		});
	});
}
