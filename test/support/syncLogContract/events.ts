/** The contract of a sync log: events that are held or need no document, and what left the triggers. */
import { claimFor, event, heldEvent, keyOf, posted, type ContractContext } from './context';

export function eventContract(context: ContractContext): void {
	describe('events', () => {
		it('are held once, since the first time, with the last reason', async () => {
			await context.log.heldEvents([heldEvent(1, 'tax'), heldEvent(2)]);
			const heldSince = new Date(context.test.now).toISOString();
			context.test.now += 1000;
			await context.log.heldEvents([heldEvent(1, 'mapping')]);
			expect(await context.log.openHeldEvents(10)).toEqual([
				{ ...heldEvent(1, 'mapping'), heldSince },
				{ ...heldEvent(2), heldSince },
			]);
			expect(await context.log.openHeldEvents(1)).toHaveLength(1);
		});

		it('are no longer held when they reach a ledger, and held anew from then on', async () => {
			await context.log.heldEvents([heldEvent(1)]);
			await context.claim(claimFor(1));
			expect(await context.log.openHeldEvents(10)).toEqual([]);
			context.test.now += 1000;
			await context.log.heldEvents([heldEvent(1)]);
			expect(await context.log.openHeldEvents(10)).toMatchObject([
				{ heldSince: new Date(context.test.now).toISOString() },
			]);
		});

		it('are no longer held when the same was read well at that stage, and at no other', async () => {
			await context.log.heldEvents([heldEvent(1, 'bank'), heldEvent(2, 'tax'), heldEvent(3, 'bank')]);
			await context.log.clearHeld('bank', [event(1), event(2), event(9)]);
			await context.log.clearHeld('bank', []);
			expect(
				(await context.log.openHeldEvents(10)).map(({ businessKey, stage }) => [businessKey, stage]),
			).toEqual([
				[event(2), 'tax'],
				[event(3), 'bank'],
			]);
		});

		it('that need no document are accounted for and no longer held', async () => {
			await context.log.heldEvents([heldEvent(1)]);
			const skipped = {
				businessKey: event(1),
				ledger: 'quickbooks',
				tenant: '9130',
				orderNumber: '#1',
				bookedOn: '2026-03-02',
			};
			await context.log.skipped([skipped], 'run');
			await context.log.skipped([skipped], 'run');
			expect(await context.log.openHeldEvents(10)).toEqual([]);
			expect(await context.log.recordsOf([event(1)])).toMatchObject([
				{ status: 'skipped', documentType: 'None', orderNumber: '#1', bookedOn: '2026-03-02' },
			]);
			expect(await context.log.accounted([event(1)])).toEqual(new Set([event(1)]));
		});

		it('are accounted for when all their documents have come to an end', async () => {
			await context.postOne(1);
			await context.postOne(2);
			await context.claim(claimFor(2, { postingKey: `${keyOf(2)}/payment/1` }));
			await context.claim(claimFor(3));
			await context.log.held([{ postingKey: keyOf(3), findings: [] }], 'run');
			await context.log.heldEvents([heldEvent(4)]);
			await context.claim(claimFor(5));
			await context.log.release([keyOf(5)], 'run');
			const all = [1, 2, 3, 4, 5, 6].map(event);
			expect(await context.log.accounted(all)).toEqual(new Set([event(1), event(3), event(4)]));
		});
	});

	describe('emissions', () => {
		const emit = async (order: number, revision = 'r1', trigger = 'T') =>
			await context.log.emitted(trigger, [{ businessKey: event(order), orderId: String(order), revision }]);
		const unarrived = async (maxTimes = 3, before = context.test.now + 1) =>
			(await context.log.unarrived('T', before, maxTimes, 10)).map(({ orderId }) => orderId);

		it('are known by trigger, event and last revision', async () => {
			await emit(1);
			const known = async (revision: string, trigger = 'T') =>
				[...(await context.log.knownEmissions(trigger, [{ businessKey: event(1), revision }]))].length === 1;
			expect(await known('r1')).toBe(true);
			expect(await known('r2')).toBe(false);
			expect(await known('r1', 'another')).toBe(false);
			await emit(1, 'r2');
			expect(await known('r1')).toBe(false);
		});

		it('are found by their order, of one trigger', async () => {
			await emit(1);
			await emit(2, 'r2');
			await emit(2, 'r1', 'another');
			const found = await context.log.emissionsOf('T', ['2', '3', '2']);
			expect(found).toMatchObject([{ businessKey: event(2), orderId: '2', revision: 'r2', times: 1 }]);
			expect(await context.log.emissionsOf('T', [])).toEqual([]);
		});

		it('have not arrived until the event has come to an end after them', async () => {
			await context.postOne(1);
			context.test.now += 1000;
			for (const order of [1, 2, 3, 4]) await emit(order);
			await context.postOne(2);
			await context.log.heldEvents([heldEvent(3)]);
			await context.claim(claimFor(4));
			expect(await unarrived()).toEqual(['1', '4']);
			await context.claim(claimFor(1));
			await context.log.posted([posted(4)], 'run');
			expect(await unarrived()).toEqual([]);
		});

		it('count up for the same revision and start anew for another', async () => {
			await emit(1);
			await emit(1);
			await emit(2);
			expect(await context.log.unarrived('T', context.test.now + 1, 9, 10)).toMatchObject([
				{ times: 2 },
				{ times: 1 },
			]);
			expect(await unarrived(2)).toEqual(['2']);
			await emit(1, 'r2');
			expect(await unarrived(2)).toEqual(['1', '2']);
		});

		it('that arrived come back with a new revision', async () => {
			await emit(1);
			await context.postOne(1);
			expect(await unarrived()).toEqual([]);
			context.test.now += 1;
			await emit(1, 'r2');
			expect(await unarrived()).toEqual(['1']);
		});

		it('are given by age, oldest first, of one trigger', async () => {
			await emit(2);
			context.test.now += 1000;
			await emit(1);
			await emit(7, 'r1', 'another');
			expect(await unarrived(3, context.test.now)).toEqual(['2']);
			expect(await unarrived(3)).toEqual(['2', '1']);
			expect(await context.log.unarrived('T', context.test.now + 1, 3, 1)).toHaveLength(1);
		});

		it('are lost after some times, over all triggers', async () => {
			for (const trigger of ['T', 'U', 'T', 'U']) await emit(1, 'r1', trigger);
			await emit(2);
			expect(await context.log.lostEmissions(2, 10)).toMatchObject([
				{ triggerId: 'T', times: 2, orderId: '1' },
				{ triggerId: 'U', times: 2 },
			]);
			await context.postOne(1);
			expect(await context.log.lostEmissions(2, 10)).toEqual([]);
		});
	});
}
