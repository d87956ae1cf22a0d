/** The contract of a sync log: turns of the governor, and taking documents back. */
import type { QuotaWindow } from '../../../core/transport/quota';
import { claimFor, event, keyOf, LEASE, posted, type ContractContext } from './context';

const MINUTE: QuotaWindow = { name: 'minute', count: 3, windowMs: 60_000 };
const BATCHES: QuotaWindow = { name: 'batches', count: 1, windowMs: 60_000, kind: 'batch' };

export function quotaContract(context: ContractContext): void {
	describe('turns', () => {
		const take = async (more: { kind?: string; concurrent?: number; scope?: string } = {}) =>
			await context.log.takeTurn({ scope: 's', windows: [MINUTE, BATCHES], leaseMs: 1_000, ...more });
		const ticket = async (more: Parameters<typeof take>[0] = {}): Promise<string> => {
			const turn = await take(more);
			if (!('ticket' in turn)) throw new Error(`no turn: ${turn.because}`);
			return turn.ticket;
		};
		const end = async (of: string, told?: Parameters<typeof context.log.endTurn>[3]) =>
			await context.log.endTurn('s', of, [MINUTE, BATCHES], told);

		it('are given as many as a window has, and again when it has passed since the answer', async () => {
			const first = await ticket();
			await ticket();
			await ticket();
			context.test.now += 500;
			await end(first);
			const answered = context.test.now;
			expect(await take()).toEqual({ waitMs: 60_000, because: '3 a minute' });
			context.test.now = answered + 59_999;
			expect(await take()).toMatchObject({ because: '3 a minute' });
			context.test.now = answered + 60_000;
			await ticket();
			expect(await take()).toMatchObject({ because: '3 a minute' });
		});

		it('count in the windows of their kind, and in those of all', async () => {
			await ticket({ kind: 'batch' });
			expect(await take({ kind: 'batch' })).toMatchObject({ because: '1 a batches' });
			await ticket();
			expect(await context.log.quotaUse('s', [MINUTE, BATCHES])).toEqual([
				{ window: 'minute', used: 2, foreign: 0, ceiling: 3 },
				{ window: 'batches', used: 1, foreign: 0, ceiling: 1 },
			]);
			expect(await context.log.quotaUse('another', [MINUTE])).toMatchObject([{ used: 0 }]);
		});

		it('are under way one at a time where that is the limit; one whose process is gone ends with its lease', async () => {
			const first = await ticket({ concurrent: 1 });
			expect(await take({ concurrent: 1 })).toMatchObject({ because: '1 at once' });
			await end(first);
			await ticket({ concurrent: 1 });
			context.test.now += 999;
			expect(await take({ concurrent: 1 })).toMatchObject({ because: '1 at once' });
			context.test.now += 1;
			await ticket({ concurrent: 1 });
		});

		it('are not given while the platform has asked for silence', async () => {
			const first = await ticket();
			await end(first, { left: [], blockedForMs: 5_000 });
			const until = context.test.now + 5_000;
			expect(await take()).toEqual({ waitMs: 5_000, because: 'the platform asked to slow down' });
			context.test.now = until;
			await ticket();
		});

		it('leave room for what others use, as far as the platform tells, until the window has passed', async () => {
			await end(await ticket(), { left: [{ window: 'minute', left: 1 }] });
			expect(await context.log.quotaUse('s', [MINUTE])).toMatchObject([{ used: 1, foreign: 1 }]);
			await ticket();
			expect(await take()).toMatchObject({ because: '3 a minute' });
			context.test.now += 60_000;
			expect(await context.log.quotaUse('s', [MINUTE])).toMatchObject([{ foreign: 0 }]);
		});

		describe('when the clock is set back by a year', () => {
			const YEAR_MS = 365 * 24 * 3_600_000;

			it('wait no longer than a window for calls that were answered', async () => {
				for (let call = 0; call < 3; call++) await end(await ticket());
				context.test.now -= YEAR_MS;
				expect(await take()).toEqual({ waitMs: 60_000, because: '3 a minute' });
				context.test.now += 60_000;
				await ticket();
			});

			it('wait no longer than a lease for a call that never ended', async () => {
				await ticket({ concurrent: 1 });
				context.test.now -= YEAR_MS;
				expect(await take({ concurrent: 1 })).toMatchObject({ because: '1 at once' });
				context.test.now += 1_000;
				await ticket({ concurrent: 1 });
			});

			it('wait no longer than the platform has asked for, nor than a window for what others use', async () => {
				await end(await ticket(), { left: [{ window: 'minute', left: 0 }], blockedForMs: 90_000 });
				context.test.now -= YEAR_MS;
				expect(await take()).toEqual({ waitMs: 90_000, because: 'the platform asked to slow down' });
				context.test.now += 90_000;
				await ticket();
			});

			it('wait no longer than it has asked for either when it asks again meanwhile', async () => {
				const [first, second] = [await ticket(), await ticket()];
				await end(first, { left: [], blockedForMs: 90_000 });
				context.test.now -= YEAR_MS;
				await end(second, { left: [], blockedForMs: 5_000 });
				expect(await take()).toEqual({ waitMs: 90_000, because: 'the platform asked to slow down' });
			});
		});

		it('are counted by the month where the platform meters them, per scope', async () => {
			const told = undefined;
			for (const meteredIn of ['meteredCalls/2026-03', undefined, 'meteredCalls/2026-03'])
				await context.log.endTurn('s', await ticket(), [MINUTE, BATCHES], told, meteredIn);
			const other = await ticket({ scope: 'another' });
			await context.log.endTurn('another', other, [MINUTE, BATCHES], told, 'meteredCalls/2026-03');
			const counts = await context.log.states('meteredCalls/2026-03');
			expect(counts.toSorted((a, b) => (a.scope < b.scope ? -1 : 1))).toEqual([
				{ scope: 'another', value: 1 },
				{ scope: 's', value: 2 },
			]);
			expect(await context.log.states('meteredCalls/2026-04')).toEqual([]);
		});

		it('use a larger plan than the published one, when answers show it', async () => {
			await end(await ticket(), { left: [{ window: 'minute', left: 9 }] });
			expect(await context.log.quotaUse('s', [MINUTE])).toMatchObject([{ used: 1, foreign: 0, ceiling: 9 }]);
			for (let call = 0; call < 8; call++) await ticket();
			expect(await take()).toMatchObject({ because: '3 a minute' });
		});
	});

	describe('taking back', () => {
		const undo = async (order: number, run = 'undo') =>
			(await context.log.claimUndo([keyOf(order)], run, LEASE))[0];
		const payment = `${keyOf(1)}/payment/1`;

		it('is claimed by one run, and only what is posted', async () => {
			await context.postOne(1);
			await context.claim(claimFor(2));
			expect(await undo(1)).toMatchObject({ state: 'claimed', snapshot: { total: '12.50' } });
			expect(await undo(1, 'other')).toMatchObject({ state: 'busy', until: context.test.now + LEASE });
			expect(await undo(2)).toMatchObject({ state: 'notPosted', record: { status: 'claimed' } });
			expect(await undo(3)).toEqual({ state: 'notPosted' });
			context.test.now += LEASE;
			expect(await undo(1, 'other')).toMatchObject({ state: 'claimed' });
		});

		it('keeps everybody from posting it, while it lasts and under its own key for ever', async () => {
			await context.postOne(1);
			await undo(1);
			expect(await context.claim(claimFor(1))).toMatchObject({ state: 'busy' });
			context.test.now += LEASE;
			expect(await context.claim(claimFor(1))).toMatchObject({ state: 'busy' });
			expect(await context.log.accounted([event(1)])).toEqual(new Set());
			await context.log.undone([{ postingKey: keyOf(1), findings: [] }], 'undo');
			expect(await context.claim(claimFor(1))).toMatchObject({ state: 'busy' });
			await context.log.posted([posted(1)], 'a very slow run');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'undone' });
			expect(await undo(1)).toMatchObject({ state: 'undone' });
			expect(await context.log.accounted([event(1)])).toEqual(new Set([event(1)]));
		});

		it('that is not possible leaves it posted, with the reasons', async () => {
			await context.postOne(1);
			await undo(1);
			await context.log.undoHeld([{ postingKey: keyOf(1), findings: [] }], 'a stranger');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'undoing' });
			await context.log.undoHeld([{ postingKey: keyOf(1), findings: [] }], 'undo');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'posted', runId: 'run' });
		});

		it('is not given while something depends on it, from its claim on', async () => {
			await context.postOne(1);
			const dependant = claimFor(1, { postingKey: payment, appliesTo: keyOf(1) });
			await context.claim(dependant);
			expect(await undo(1)).toMatchObject({ state: 'needed', by: { postingKey: payment } });
			expect(await context.log.dependants([keyOf(1), keyOf(2)])).toMatchObject([{ appliesTo: keyOf(1) }]);
			await context.log.release([payment], 'run');
			expect(await context.log.dependants([keyOf(1)])).toEqual([]);
			expect(await undo(1)).toMatchObject({ state: 'claimed' });
		});

		it('is kept from going by what may be in the ledger, and not by its own correction', async () => {
			await context.postOne(1);
			const sent = claimFor(1, { postingKey: payment, appliesTo: keyOf(1), postedOn: '2026-04-01' });
			await context.claim(sent);
			await context.log.sending([sent], 'token', 'run', LEASE);
			await context.log.uncertain([{ postingKey: payment, findings: [] }], 'run');
			expect(await undo(1)).toMatchObject({
				state: 'needed',
				by: { status: 'failed', postedOn: '2026-04-01' },
			});
			await context.postOne(2);
			await context.claim(claimFor(2, { postingKey: `${keyOf(2)}/reversal`, appliesTo: keyOf(2) }));
			expect(await undo(2)).toMatchObject({ state: 'claimed' });
		});

		it('finds what a run has posted, and what that was', async () => {
			await context.postOne(1);
			await context.postOne(2);
			expect(await context.log.search({ runId: 'run', ledger: 'quickbooks', limit: 9 })).toHaveLength(2);
			expect(await context.log.search({ runId: 'another', limit: 9 })).toEqual([]);
			expect(await context.log.search({ tenant: 'another', limit: 9 })).toEqual([]);
			expect(await context.log.snapshots([keyOf(1), keyOf(9)])).toEqual(
				new Map([[keyOf(1), { total: '12.50' }]]),
			);
		});
	});
}
