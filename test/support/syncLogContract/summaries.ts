/** The contract of a sync log: which event is in which summary. */
import type { ClosedSummary, SummaryEvent } from '../../../core/summary/store';
import { claimFor, event, keyOf, LEASE, posted, STORE, type ContractContext } from './context';

const TARGET = { ledger: 'quickbooks', tenant: '9130' };
const OTHER = { ledger: 'quickbooks', tenant: '1' };
const BATCH = `shopify/${STORE}/2026-03-01.GBP`;
const KEY = `shopify/${STORE}/summary/2026-03-01.GBP`;

function summed(order: number | string, more: Partial<SummaryEvent> = {}): SummaryEvent {
	return {
		businessKey: event(order),
		batch: BATCH,
		dueAt: 1_000,
		orderNumber: `#${order}`,
		bookedOn: '2026-03-01',
		fingerprint: 'f1',
		content: { order },
		...more,
	};
}

const closing = (
	sequence: number,
	orders: readonly (number | string)[],
	fingerprint = 'f1',
): ClosedSummary => ({
	businessKey: `${KEY}.${sequence}`,
	batch: BATCH,
	sequence,
	entry: { sequence, orders },
	members: orders.map((order) => ({ businessKey: event(order), fingerprint })),
});

export function summaryContract(context: ContractContext): void {
	describe('summaries', () => {
		it('lets events wait until they are due, batch by batch', async () => {
			const { log } = context;
			const other = `shopify/${STORE}/2026-03-02.GBP`;
			expect(await log.summaryAdd(TARGET, [])).toEqual([]);
			expect(await log.summaryAdd(TARGET, [summed(1), summed(2, { batch: other, dueAt: 2_000 })])).toEqual([
				{ state: 'waiting' },
				{ state: 'waiting' },
			]);
			expect(await log.summaryDue(TARGET, 999)).toEqual([]);
			expect(await log.summaryDue(TARGET, 1_000)).toEqual([BATCH]);
			expect(await log.summaryDue(TARGET, 2_000)).toEqual([BATCH, other]);
			expect(await log.summaryDue(OTHER, 2_000)).toEqual([]);
			expect(await log.summaryBatch(TARGET, BATCH)).toEqual({
				waiting: [summed(1)],
				single: [],
				summarized: 0,
				total: 1,
				sequence: 0,
			});
			expect(await log.summaryBatch(OTHER, BATCH)).toMatchObject({ total: 0 });
		});

		it('closes a summary of what waits exactly so, or does nothing', async () => {
			const { log } = context;
			await log.summaryAdd(TARGET, [summed(1), summed(2), summed(3, { batch: 'another' })]);
			for (const wrong of [
				closing(2, [1, 2]),
				closing(0, [1, 2]),
				closing(1, [1, 3]),
				closing(1, [1, 4]),
				closing(1, [1, 2], 'f2'),
				closing(1, []),
			])
				expect(await log.summaryClose(TARGET, wrong)).toBe(false);
			expect(await log.summaryClose(OTHER, closing(1, [1, 2]))).toBe(false);
			expect(await log.summaryBatch(TARGET, BATCH)).toMatchObject({ summarized: 0, sequence: 0 });
			expect(await log.summaryClose(TARGET, closing(1, [1, 2]))).toBe(true);
			expect(await log.summaryClose(TARGET, closing(1, [1, 2]))).toBe(false);
			expect(await log.summaryClose(TARGET, closing(2, [1, 2]))).toBe(false);
			expect(await log.summaryBatch(TARGET, BATCH)).toMatchObject({
				waiting: [],
				summarized: 2,
				total: 2,
				sequence: 1,
			});
			const kept = await log.summaries(TARGET, [`${KEY}.1`, 'another']);
			expect([...kept]).toEqual([[`${KEY}.1`, { sequence: 1, orders: [1, 2] }]]);
			expect(await log.summaryMembers(TARGET, `${KEY}.1`)).toEqual(
				[1, 2].map((order) => ({
					businessKey: event(order),
					orderNumber: `#${order}`,
					bookedOn: '2026-03-01',
					content: { order },
				})),
			);
		});

		it('lets one of two workers close, and keeps what a closed summary holds', async () => {
			const { log } = context;
			await log.summaryAdd(TARGET, [summed(1), summed(2)]);
			const both = await Promise.all([
				log.summaryClose(TARGET, closing(1, [1, 2])),
				log.summaryClose(TARGET, closing(1, [1, 2])),
			]);
			expect(both.sort()).toEqual([false, true]);
			expect(
				await log.summaryAdd(TARGET, [summed(1, { fingerprint: 'f2', content: 'new' }), summed(3)]),
			).toEqual([{ state: 'summarized', summary: `${KEY}.1`, fingerprint: 'f1' }, { state: 'waiting' }]);
			expect((await log.summaryMembers(TARGET, `${KEY}.1`))[0]).toMatchObject({ content: { order: 1 } });
			expect(await log.summaryClose(TARGET, closing(2, [3]))).toBe(true);
		});

		it('never lets an event be both summed and posted by itself', async () => {
			const { log } = context;
			await context.claim(claimFor(1));
			await context.postOne(2);
			const answers = await log.summaryAdd(TARGET, [summed(1), summed(2), summed(3)]);
			expect(answers.map(({ state }) => state)).toEqual(['posted', 'posted', 'waiting']);
			expect(await log.summaryAdd(OTHER, [summed(1)])).toEqual([{ state: 'waiting' }]);
			expect((await log.summaryBatch(TARGET, BATCH)).single).toEqual(
				[1, 2].map((order) => ({
					businessKey: event(order),
					orderNumber: `#${order}`,
					reason: 'it was posted by itself before',
				})),
			);

			expect(await context.claim(claimFor(3))).toEqual({ state: 'summarized' });
			expect(await log.peek([claimFor(3)])).toEqual([{ state: 'summarized' }]);
			await log.summaryClose(TARGET, closing(1, [3]));
			expect(await context.claim(claimFor(3))).toEqual({ state: 'summarized', summary: `${KEY}.1` });
			expect(await log.record(keyOf(3))).toBeUndefined();
		});

		it('sees what is posted singly, and lets it be posted', async () => {
			const { log } = context;
			const single = summed(1, { reason: 'it is not paid in full', content: null });
			expect(await log.summaryAdd(TARGET, [single, summed(2)])).toEqual([
				{ state: 'single' },
				{ state: 'waiting' },
			]);
			expect(await log.summaryBatch(TARGET, BATCH)).toMatchObject({
				single: [{ businessKey: event(1), orderNumber: '#1', reason: 'it is not paid in full' }],
				total: 2,
			});
			expect((await context.claim(claimFor(1))).state).toBe('claimed');
			expect([...(await log.summarized([event(1), event(2)]))]).toEqual([event(2)]);
		});

		it('counts waiting and summed events as accounted for, and singly posted ones not', async () => {
			const { log } = context;
			const keys = [1, 2, 3].map(event);
			const emissions = [1, 2, 3].map((order) => ({
				businessKey: event(order),
				orderId: String(order),
				revision: 'a',
			}));
			await log.emitted('trigger', emissions);
			await log.summaryAdd(TARGET, [summed(1), summed(2), summed(3, { reason: 'x', content: null })]);
			await log.summaryClose(TARGET, closing(1, [1, 2]));
			expect([...(await log.accounted(keys))].sort()).toEqual(keys.slice(0, 2));
			const open = await log.unarrived('trigger', context.test.now + 1, 9, 9);
			expect(open.map(({ businessKey }) => businessKey)).toEqual([event(3)]);
		});

		it('says which summaries are not settled', async () => {
			const { log } = context;
			await log.summaryAdd(TARGET, [summed(1)]);
			await log.summaryClose(TARGET, closing(1, [1]));
			const key = `${KEY}.1`;
			const claim = claimFor('s', { businessKey: key });
			expect(await log.unsettledSummaries(TARGET, 9)).toEqual([key]);
			expect(await log.unsettledSummaries(OTHER, 9)).toEqual([]);
			await context.claim(claim);
			expect(await log.unsettledSummaries(TARGET, 9)).toEqual([key]);
			await log.held([{ postingKey: claim.postingKey, findings: [] }], 'run');
			expect(await log.unsettledSummaries(TARGET, 9)).toEqual([]);
			await context.claim(claim);
			await log.sending([claim], 'token', 'run', LEASE);
			await log.posted([posted('s')], 'run');
			expect(await log.unsettledSummaries(TARGET, 9)).toEqual([]);
		});

		it('opens a summary again only while nothing of it is in the ledger, and then for ever', async () => {
			const { log } = context;
			await log.summaryAdd(TARGET, [summed(1), summed(2)]);
			await log.summaryClose(TARGET, closing(1, [1, 2]));
			const key = `${KEY}.1`;
			const claim = claimFor('s', { businessKey: key });
			expect(await log.summaryReopen(OTHER, key, 'wait')).toBe('unknown');
			await context.claim(claim);
			expect(await log.summaryReopen(TARGET, key, 'wait')).toBe('inLedger');
			await log.sending([claim], 'token', 'run', LEASE);
			await log.uncertain([{ postingKey: claim.postingKey, findings: [] }], 'run');
			expect(await log.summaryReopen(TARGET, key, 'wait')).toBe('inLedger');
			await context.claim(claim, 'later');
			await log.release([claim.postingKey], 'later');
			expect(await log.summaryReopen(TARGET, key, 'wait')).toBe('reopened');
			expect(await log.summaryReopen(TARGET, key, 'wait')).toBe('unknown');
			expect(await log.record(claim.postingKey)).toMatchObject({ status: 'skipped' });
			expect(await context.claim(claim)).toEqual({ state: 'reopened' });
			expect((await log.summaries(TARGET, [key])).size).toBe(0);
			// the number is not used again
			expect(await log.summaryClose(TARGET, closing(1, [1, 2]))).toBe(false);
			expect(await log.summaryClose(TARGET, closing(2, [1, 2]))).toBe(true);
			expect(await log.summaryReopen(TARGET, `${KEY}.2`, 'forget')).toBe('reopened');
			expect(await log.summaryBatch(TARGET, BATCH)).toMatchObject({ total: 0, sequence: 2 });
			expect((await context.claim(claimFor(1))).state).toBe('claimed');
		});

		it('knows payouts before and after their events', async () => {
			const { log } = context;
			await log.summaryAdd(TARGET, [summed(1), summed(2)]);
			const paid = [1, 3].map((order) => ({
				businessKey: event(order),
				payout: 'P1',
				issuedOn: '2026-03-03',
			}));
			await log.summaryPayouts(TARGET, paid);
			await log.summaryPayouts(
				TARGET,
				paid.map((row) => ({ ...row, payout: 'P2' })),
			);
			const keys = [1, 2, 3].map(event);
			const first = { payout: 'P1', issuedOn: '2026-03-03' };
			const noted = new Map([1, 3].map((order) => [event(order), first]));
			expect(await log.summaryPayoutsOf(TARGET, keys)).toEqual(noted);
			expect(await log.summaryPayoutsOf(OTHER, keys)).toEqual(new Map());
			expect(await log.summaryUnpaid(TARGET)).toEqual([{ order: 1 }, { order: 2 }]);
			await log.summaryAdd(TARGET, [summed(3), summed(1, { payout: 'P1' })]);
			expect(await log.summaryUnpaid(TARGET)).toEqual([{ order: 2 }, { order: 3 }]);
			expect(await log.summaryUnpaid(OTHER)).toEqual([]);
		});

		it('clears what was held before the summarizer', async () => {
			const { log } = context;
			const held = { businessKey: event(1), stage: 'mapping', orderNumber: '#1', bookedOn: '2026-03-01' };
			await log.heldEvents([{ ...held, findings: [], runId: 'run' }]);
			await log.summaryAdd(TARGET, [summed(1)]);
			expect(await log.openHeldEvents(9)).toEqual([]);
		});

		it('lists what waits, over all companies', async () => {
			const { log } = context;
			const later = { dueAt: 2_000, bookedOn: '2026-03-02' };
			await log.summaryAdd(TARGET, [summed(1), summed(2, later)]);
			await log.summaryAdd(OTHER, [summed(1)]);
			const days = { from: '2026-03-01', to: '2026-03-01', batch: BATCH, dueAt: 1_000 };
			expect(await log.summaryWaiting()).toEqual([
				{ ...OTHER, ...days, count: 1 },
				{ ...TARGET, ...days, to: '2026-03-02', count: 2 },
			]);
			await log.summaryClose(TARGET, closing(1, [1, 2]));
			expect(await log.summaryWaiting()).toMatchObject([{ ...OTHER, count: 1 }]);
		});
	});
}
