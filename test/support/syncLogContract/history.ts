/** Looking back, trying again, settling by hand, tidying up. */
import { finding } from '../../../core/findings/finding';
import { claimFor, event, heldEvent, keyOf, LEASE, STORE, type ContractContext } from './context';

const TRIGGER = 'trigger-1';
const emission = (order: number) => ({ businessKey: event(order), orderId: String(order), revision: 'r1' });

export function historyContract(context: ContractContext): void {
	const holdInLedger = async (order: number): Promise<void> => {
		await context.claim(claimFor(order));
		const findings = [finding('CURRENCY_NOT_ENABLED', { evidence: { currency: 'JPY', home: 'GBP' } })];
		await context.log.held([{ postingKey: keyOf(order), findings }], 'run');
	};

	describe('finds what belongs to an order', () => {
		it('by its number: what was posted, and what was held before a ledger', async () => {
			await context.postOne(1);
			await context.log.heldEvents([heldEvent(2)]);
			expect(await context.log.eventsOfOrder('#1')).toEqual([event(1)]);
			expect(await context.log.eventsOfOrder('#2')).toEqual([event(2)]);
			expect(await context.log.eventsOfOrder('1')).toEqual([]);
		});

		it('with what left the triggers, and what was held then and now', async () => {
			await context.log.emitted(TRIGGER, [emission(1), emission(2)]);
			await context.log.heldEvents([heldEvent(1), heldEvent(2)]);
			context.test.now += 5_000;
			await context.postOne(1);
			expect(await context.log.emissionsOfEvents([event(1)])).toMatchObject([
				{ triggerId: TRIGGER, businessKey: event(1), times: 1 },
			]);
			const [one, two] = await context.log.heldHistory([event(1), event(2)]);
			expect(one).toMatchObject({ businessKey: event(1), stage: 'mapping' });
			expect(one?.clearedAt).toBe(new Date(context.test.now).toISOString());
			expect(two).not.toHaveProperty('clearedAt');
		});
	});

	describe('lets held events go through the workflow again', () => {
		it('by the trigger that emitted them, at its next sweep', async () => {
			await context.log.emitted(TRIGGER, [emission(1)]);
			await context.log.heldEvents([heldEvent(1)]);
			context.test.now += 60_000;
			expect(await context.log.unarrived(TRIGGER, context.test.now, 3, 10)).toEqual([]);
			expect(await context.log.retry([event(1)])).toEqual(new Map([[event(1), 'emitted']]));
			expect(await context.log.openHeldEvents(10)).toEqual([]);
			expect(await context.log.unarrived(TRIGGER, context.test.now, 3, 10)).toMatchObject([
				{ businessKey: event(1) },
			]);
		});

		it('also those that a ledger held, and even when they were emitted as often as may be', async () => {
			for (let times = 0; times < 3; times++) await context.log.emitted(TRIGGER, [emission(1)]);
			await holdInLedger(1);
			context.test.now += 60_000;
			expect(await context.log.retry([event(1)])).toEqual(new Map([[event(1), 'emitted']]));
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'failed' });
			expect(await context.log.unarrived(TRIGGER, context.test.now, 3, 10)).toHaveLength(1);
			expect(await context.claim(claimFor(1))).toMatchObject({ state: 'claimed' });
		});

		it('says which must be read again, and leaves alone what is posted or unknown', async () => {
			await holdInLedger(1);
			await context.postOne(2);
			await context.log.emitted(TRIGGER, [emission(2)]);
			expect(await context.log.retry([event(1), event(2), event(3), event(1)])).toEqual(
				new Map([
					[event(1), 'readAgain'],
					[event(2), 'notWaiting'],
					[event(3), 'notWaiting'],
				]),
			);
			expect(await context.log.record(keyOf(2))).toMatchObject({ status: 'posted' });
		});
	});

	describe('settles by hand', () => {
		const note = (order: number) => ({ businessKey: event(order), reason: 'journal 1042', by: 'Ann' });

		it('what is held, which is then never posted, however often it is delivered', async () => {
			await context.log.heldEvents([heldEvent(1)]);
			await holdInLedger(2);
			expect(await context.log.settleByHand([note(1), note(2)], 'run-2')).toEqual([event(1), event(2)]);
			expect(await context.log.openHeldEvents(10)).toEqual([]);
			expect(await context.log.accounted([event(1), event(2)])).toEqual(new Set([event(1), event(2)]));
			for (const order of [1, 2]) {
				const claim = await context.claim(claimFor(order));
				expect(claim).toMatchObject({ state: 'byHand', record: { status: 'skipped', runId: 'run-2' } });
				const [peeked] = await context.log.peek([claimFor(order)]);
				expect(peeked).toMatchObject({ state: 'byHand' });
				const [why] = claim.state === 'byHand' ? claim.record.findings : [];
				expect(why?.message).toBe('Ann has settled this by hand: journal 1042. It is not posted.');
			}
			expect(await context.log.counts()).toMatchObject([
				{ store: STORE, ledger: 'quickbooks', status: 'skipped' },
			]);
		});

		it('not what is posted, on its way, or may have been sent', async () => {
			await context.postOne(1);
			await context.claim(claimFor(2));
			await context.claim(claimFor(3));
			await context.log.sending([claimFor(3)], 'token', 'run', LEASE);
			await context.log.uncertain([{ postingKey: keyOf(3), findings: [] }], 'run');
			expect(await context.log.settleByHand([note(1), note(2), note(3), note(4)], 'run-2')).toEqual([]);
			expect(await context.log.record(keyOf(3))).toMatchObject({ status: 'failed' });
		});

		it('until somebody tries it again all the same', async () => {
			await context.log.heldEvents([heldEvent(1)]);
			await context.log.settleByHand([note(1)], 'run-2');
			expect(await context.log.retry([event(1)])).toEqual(new Map([[event(1), 'readAgain']]));
			expect(await context.claim(claimFor(1))).toMatchObject({ state: 'claimed' });
		});
	});

	it('removes what nobody needs any more, and never what keeps a document from being posted twice', async () => {
		await context.log.startRun({ runId: 'run', workflow: 'w', node: 'n' });
		await context.log.emitted(TRIGGER, [emission(1), emission(2)]);
		await context.log.heldEvents([heldEvent(1), heldEvent(3)]);
		await context.postOne(1);
		await context.log.setCache('list', [1], 1_000);
		context.test.now += 100 * 86_400_000;
		// settles what has arrived
		await context.log.unarrived(TRIGGER, 0, 3, 10);
		const removed = await context.log.cleanUp(context.test.now - 86_400_000);
		expect(removed).toMatchObject({ emissions: 1, heldEvents: 1, runs: 1, caches: 1 });
		expect(await context.claim(claimFor(1))).toMatchObject({ state: 'posted' });
		expect(await context.log.openHeldEvents(10)).toMatchObject([{ businessKey: event(3) }]);
		expect(await context.log.emissionsOfEvents([event(2)])).toHaveLength(1);
	});
}
