/** The trigger's sweep over a gateway whose payouts come and change while it looks. */
import { sweepPayouts, type EmittedPayouts, type PayoutSweepOptions } from '../../../core/gateway/sweep';
import { openSyncLog } from '../../../synclog';
import { GatewayBook, hoursAfter } from './books';
import { ContractGateway, dayBookName, type GatewayUnderTest } from './context';

const AT = '2026-10-05T07:00:00+00:00';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function sweepingContract(test: GatewayUnderTest): void {
	describe('a sweep', () => {
		it('gives each payout once, and again when it arrived or failed', async () => {
			const book = new GatewayBook(dayBookName(test));
			const [first, second] = [book.order(hoursAfter(AT, -40)), book.order(hoursAfter(AT, -20))];
			const one = { id: 'po_1', at: AT, arrivesOn: '2026-10-05', transactions: [book.charge(first)] };
			const two = {
				id: 'po_2',
				at: hoursAfter(AT, 24),
				arrivesOn: '2026-10-06',
				transactions: [book.charge(second)],
			};
			// a later event of the same payout takes the place of the first
			const events = [
				{ ...one, status: 'in_transit' as const, seenAt: AT },
				{ ...one, status: 'paid' as const, seenAt: hoursAfter(AT, 12) },
				{ ...two, status: 'paid' as const, seenAt: hoursAfter(AT, 24) },
				{ ...two, status: 'failed' as const, seenAt: hoursAfter(AT, 72) },
			];
			const gateway = await ContractGateway.open(test, book.dayBook, { startAt: Date.parse(AT) - DAY });
			const syncLog = openSyncLog({ file: ':memory:' });
			const options: PayoutSweepOptions = {
				triggerId: 'w/payouts',
				startFrom: new Date(Date.parse(AT) - DAY).toISOString(),
				overlapMs: 0,
				everyMs: 0,
				disputes: true,
				maxPayouts: 100,
				maxMs: 60_000,
				emitAgainAfterMs: 365 * DAY,
				maxEmissions: 1,
				runId: 'r',
			};
			const next = async (): Promise<EmittedPayouts> =>
				await sweepPayouts({ session: gateway.session, syncLog, clock: gateway.clock }, options);
			const found: string[][] = [];
			for (const { seenAt, ...spec } of events) {
				await gateway.world.advanceTo(Date.parse(seenAt) + HOUR);
				await gateway.world.add({ products: [], customers: [], events: [book.payout(spec)] });
				const { documents, held } = await next();
				expect(held).toEqual([]);
				found.push(
					documents.map((document) => (document.type === 'Payout' ? document.status : document.type)),
				);
				expect((await next()).documents).toEqual([]);
			}
			await gateway.close();
			expect(found.slice(0, 3)).toEqual([['inTransit'], ['paid'], ['paid']]);
			// beside the failure, the payout as it left: it may not have been seen before
			expect(found[3]).toContain('failed');
			expect(found[3]?.filter((status) => status !== 'failed' && status !== 'inTransit')).toEqual([]);
		});
	});
}
