/** The contract of a sync log: looking up records and counting them. */
import type { SyncLog } from '../../../core/posting/syncLog';
import { claimFor, event, keyOf, STORE, type ContractContext } from './context';

export function queryContract(context: ContractContext): void {
	describe('looking up', () => {
		it('finds the records of events, all or of one company', async () => {
			await context.postOne(1);
			await context.claim(
				claimFor(1, { postingKey: `xero/t/${event(1)}/Sale`, ledger: 'xero', tenant: 't' }),
			);
			await context.postOne(2);
			expect(await context.log.recordsOf([event(1), event(9)])).toHaveLength(2);
			expect(await context.log.recordsOf([event(1)], 'quickbooks', '9130')).toMatchObject([
				{ ledger: 'quickbooks' },
			]);
			expect(await context.log.recordsOf([event(1)], 'quickbooks', 'another')).toEqual([]);
		});

		it('searches by day, status, store and time of change, newest day first', async () => {
			await context.claim(claimFor(1, { bookedOn: '2026-01-01' }));
			await context.claim(claimFor(2, { bookedOn: '2026-01-02' }));
			await context.claim(claimFor(3, { bookedOn: '2026-01-03', businessKey: 'shopify/else/order/3' }));
			context.test.now += 1000;
			await context.log.held([{ postingKey: keyOf(2), findings: [] }], 'run');
			const found = async (query: Partial<Parameters<SyncLog['search']>[0]>) =>
				(await context.log.search({ limit: 10, ...query })).map(({ orderNumber }) => orderNumber);
			expect(await found({})).toEqual(['#3', '#2', '#1']);
			expect(await found({ limit: 1 })).toEqual(['#3']);
			expect(await found({ bookedFrom: '2026-01-02', bookedTo: '2026-01-02' })).toEqual(['#2']);
			expect(await found({ status: ['held', 'failed'] })).toEqual(['#2']);
			expect(await found({ store: STORE })).toEqual(['#2', '#1']);
			expect(await found({ updatedSince: new Date(context.test.now).toISOString() })).toEqual(['#2']);
			expect(await found({ status: [] })).toEqual([]);
		});

		it('counts by ledger, store, type and status since an instant, and what came again unchanged', async () => {
			await context.postOne(1);
			await context.postOne(2);
			context.test.now += 1000;
			const since = new Date(context.test.now).toISOString();
			await context.claim(claimFor(1));
			await context.claim(claimFor(3));
			const common = { ledger: 'quickbooks', tenant: '9130', store: STORE, documentType: 'SalesReceipt' };
			expect(await context.log.counts()).toEqual([
				{ ...common, status: 'claimed', count: 1, unchanged: 0 },
				{ ...common, status: 'posted', count: 2, unchanged: 1 },
			]);
			expect(await context.log.counts(since)).toEqual([
				{ ...common, status: 'claimed', count: 1, unchanged: 0 },
				{ ...common, status: 'posted', count: 0, unchanged: 1 },
			]);
		});

		it('keeps texts as they are, whatever is in them', async () => {
			const odd = `O'Brien "%_\\ \u{1F600}`;
			await context.claim(claimFor(odd));
			expect(await context.log.record(keyOf(odd))).toMatchObject({ orderNumber: `#${odd}` });
			expect(await context.log.accounted([event(odd)])).toEqual(new Set());
			await context.log.setState(odd, odd, { odd });
			expect(await context.log.getState(odd, odd)).toEqual({ odd });
		});
	});
}
