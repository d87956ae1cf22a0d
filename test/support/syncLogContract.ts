/** What every sync log must do, whatever database is behind it: one suite over all of them. */
import { finding } from '../../core/findings/finding';
import type { ClaimRequest, SyncLog } from '../../core/posting/syncLog';

export interface SyncLogUnderTest {
	readonly log: SyncLog;
	/** the time the log sees, epoch milliseconds */
	now: number;
}

const LEASE = 60_000;
const STORE = 'my-shop.example';
const event = (order: number | string): string => `shopify/${STORE}/order/${order}`;
const keyOf = (order: number | string): string => `quickbooks/9130/${event(order)}/Sale`;

/** A claim for the sale of an order. */
export function claimFor(order: number | string, more: Partial<ClaimRequest> = {}): ClaimRequest {
	return {
		postingKey: keyOf(order),
		businessKey: event(order),
		ledger: 'quickbooks',
		tenant: '9130',
		documentType: 'SalesReceipt',
		number: `N-${order}`,
		orderNumber: `#${order}`,
		bookedOn: '2026-03-01',
		total: { amount: '12.50', currency: 'GBP' },
		fingerprint: 'f1',
		snapshot: { total: '12.50' },
		...more,
	};
}

const posted = (order: number | string, ledgerId = `id-${order}`) => ({
	postingKey: keyOf(order),
	ledgerId,
	ledgerEntity: 'SalesReceipt',
	number: `N-${order}`,
	url: `https://ledger.example/${ledgerId}`,
	findings: [],
});

const heldEvent = (order: number, stage = 'mapping') => ({
	businessKey: event(order),
	stage,
	orderNumber: `#${order}`,
	bookedOn: '2026-03-02',
	findings: [finding('ACCOUNT_NOT_MAPPED', { evidence: { description: 'tips', suggestion: '' } })],
	runId: 'run',
});

/** @param make a new, empty log */
export function syncLogContract(name: string, make: () => Promise<SyncLogUnderTest>): void {
	describe(`${name} keeps the contract of a sync log`, () => {
		let test: SyncLogUnderTest;
		let log: SyncLog;
		beforeEach(async () => {
			test = await make();
			log = test.log;
		});
		afterEach(async () => await log.close());

		const claim = async (request: ClaimRequest, runId = 'run') => {
			const [result] = await log.claim([request], runId, LEASE);
			if (result === undefined) throw new Error('no claim');
			return result;
		};
		const postOne = async (order: number | string) => {
			await claim(claimFor(order));
			await log.sending([claimFor(order)], 'token', 'run', LEASE);
			await log.posted([posted(order)], 'run');
		};

		describe('claims', () => {
			it('gives a new key to the first, and says to the second until when it is taken', async () => {
				const first = await claim(claimFor(1));
				expect(first).toMatchObject({ state: 'claimed', uncertain: false });
				expect(first.record).toMatchObject({
					status: 'claimed',
					attempts: 0,
					runId: 'run',
					orderNumber: '#1',
				});
				expect(await claim(claimFor(1), 'other')).toMatchObject({ state: 'busy', until: test.now + LEASE });
				expect(await claim(claimFor(1), 'run')).toMatchObject({ state: 'busy' });
			});

			it('answers many in the order of the requests, the same key twice in one call included', async () => {
				await postOne(2);
				const claims = await log.claim([claimFor(3), claimFor(2), claimFor(3)], 'run', LEASE);
				expect(claims.map((each) => each.state)).toEqual(['claimed', 'posted', 'busy']);
			});

			it('gives it anew once the lease has run out, as certain if nothing was sent', async () => {
				await claim(claimFor(1));
				test.now += LEASE;
				expect(await claim(claimFor(1, { fingerprint: 'f2' }), 'other')).toMatchObject({
					state: 'claimed',
					uncertain: false,
					record: { fingerprint: 'f2', runId: 'other' },
				});
			});

			it('keeps token and content of what may have been sent, until it is sent anew', async () => {
				await claim(claimFor(1));
				await log.sending([claimFor(1)], 'token-1', 'run', LEASE);
				test.now += LEASE;
				const changed = claimFor(1, { fingerprint: 'f2', snapshot: { total: '99' }, bookedOn: '2026-03-09' });
				expect(await claim(changed, 'other')).toMatchObject({
					state: 'claimed',
					uncertain: true,
					snapshot: { total: '12.50' },
					record: { fingerprint: 'f1', requestId: 'token-1', attempts: 1, bookedOn: '2026-03-01' },
				});
				await log.sending([changed], 'token-2', 'other', LEASE);
				expect(await log.record(keyOf(1))).toMatchObject({
					status: 'sending',
					fingerprint: 'f2',
					requestId: 'token-2',
					attempts: 2,
					bookedOn: '2026-03-09',
				});
			});

			it('remembers that it is uncertain through any number of claims without an answer', async () => {
				await claim(claimFor(1));
				await log.sending([claimFor(1)], 'token', 'run', LEASE);
				for (const runId of ['b', 'c']) {
					test.now += LEASE;
					expect(await claim(claimFor(1), runId)).toMatchObject({ state: 'claimed', uncertain: true });
				}
			});

			it('says posted for the same content, changed for other content with what was posted', async () => {
				await postOne(1);
				expect(await claim(claimFor(1))).toMatchObject({ state: 'posted', record: { ledgerId: 'id-1' } });
				expect(await claim(claimFor(1, { fingerprint: 'f2', snapshot: {} }))).toMatchObject({
					state: 'changed',
					record: { ledgerId: 'id-1', fingerprint: 'f1' },
					snapshot: { total: '12.50' },
				});
			});

			it('peeks without claiming', async () => {
				await postOne(1);
				const peeked = await log.peek([claimFor(1), claimFor(2)]);
				expect(peeked.map((each) => each.state)).toEqual(['posted', 'claimed']);
				expect(await log.record(keyOf(2))).toBeUndefined();
			});
		});

		describe('sending', () => {
			it('is all or nothing: names what another run has taken over, and notes nothing then', async () => {
				await log.claim([claimFor(1), claimFor(2)], 'slow', LEASE);
				test.now += LEASE;
				await claim(claimFor(2), 'fast');
				expect(await log.sending([claimFor(1), claimFor(2)], 'token', 'slow', LEASE)).toEqual([keyOf(2)]);
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'claimed', attempts: 0 });
				expect(await log.sending([claimFor(1)], 'token', 'slow', LEASE)).toEqual([]);
			});

			it('prolongs the lease, even one that ran out if nobody took it', async () => {
				await claim(claimFor(1));
				test.now += LEASE + 1;
				expect(await log.sending([claimFor(1)], 'token', 'run', LEASE)).toEqual([]);
				expect(await claim(claimFor(1), 'other')).toMatchObject({ state: 'busy', until: test.now + LEASE });
			});

			it('is refused for what is not held at all', async () => {
				await postOne(1);
				expect(await log.sending([claimFor(1), claimFor(2)], 'token', 'run', LEASE)).toEqual([
					keyOf(1),
					keyOf(2),
				]);
			});
		});

		describe('the end of a claim', () => {
			it('posted: keeps where it is in the ledger', async () => {
				await postOne(1);
				expect(await log.record(keyOf(1))).toMatchObject({
					status: 'posted',
					ledgerId: 'id-1',
					ledgerEntity: 'SalesReceipt',
					url: 'https://ledger.example/id-1',
					total: { amount: '12.50', currency: 'GBP' },
					updatedAt: new Date(test.now).toISOString(),
				});
			});

			it('posted is a fact: it is noted even when the lease was lost', async () => {
				await claim(claimFor(1), 'slow');
				await log.sending([claimFor(1)], 'token', 'slow', LEASE);
				test.now += LEASE;
				await claim(claimFor(1), 'fast');
				await log.posted([posted(1)], 'slow');
				expect(await log.sending([claimFor(1)], 'token', 'fast', LEASE)).toEqual([keyOf(1)]);
				await log.held([{ postingKey: keyOf(1), findings: [] }], 'fast');
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'posted', ledgerId: 'id-1' });
			});

			it('posted without a record is an error, and nothing of the call is kept', async () => {
				await claim(claimFor(1));
				await expect(log.posted([posted(1), posted(2)], 'run')).rejects.toThrow(/no record of .*order\/2/);
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'claimed' });
			});

			it('held: keeps the reasons, and can be claimed anew with other content', async () => {
				const findings = [finding('PERIOD_CLOSED', { evidence: { closedUntil: 'x', bookedOn: 'y' } })];
				await claim(claimFor(1));
				await log.sending([claimFor(1)], 'token', 'run', LEASE);
				await log.held([{ postingKey: keyOf(1), findings }], 'run');
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'held', findings });
				expect(await claim(claimFor(1, { fingerprint: 'f2' }))).toMatchObject({
					state: 'claimed',
					uncertain: false,
					record: { fingerprint: 'f2', attempts: 1, findings: [] },
				});
			});

			it('release: free at once, nothing is uncertain', async () => {
				await claim(claimFor(1));
				await log.sending([claimFor(1)], 'token', 'run', LEASE);
				await log.release([keyOf(1)], 'run');
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'failed' });
				expect(await claim(claimFor(1), 'other')).toMatchObject({ state: 'claimed', uncertain: false });
			});

			it('uncertain: free at once, to be looked up first', async () => {
				const findings = [finding('POSTING_UNCERTAIN', { evidence: { document: 'a', number: 'b' } })];
				await claim(claimFor(1));
				await log.sending([claimFor(1)], 'token', 'run', LEASE);
				await log.uncertain([{ postingKey: keyOf(1), findings }], 'run');
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'failed', findings });
				expect(await claim(claimFor(1), 'other')).toMatchObject({ state: 'claimed', uncertain: true });
			});

			it('is only for the run that holds it', async () => {
				await claim(claimFor(1), 'owner');
				await log.held([{ postingKey: keyOf(1), findings: [] }], 'stranger');
				await log.release([keyOf(1)], 'stranger');
				await log.uncertain([{ postingKey: keyOf(1), findings: [] }], 'stranger');
				expect(await log.record(keyOf(1))).toMatchObject({ status: 'claimed', runId: 'owner' });
			});
		});

		describe('looking up', () => {
			it('finds the records of events, all or of one company', async () => {
				await postOne(1);
				await claim(claimFor(1, { postingKey: `xero/t/${event(1)}/Sale`, ledger: 'xero', tenant: 't' }));
				await postOne(2);
				expect(await log.recordsOf([event(1), event(9)])).toHaveLength(2);
				expect(await log.recordsOf([event(1)], 'quickbooks', '9130')).toMatchObject([
					{ ledger: 'quickbooks' },
				]);
				expect(await log.recordsOf([event(1)], 'quickbooks', 'another')).toEqual([]);
			});

			it('searches by day, status, store and time of change, newest day first', async () => {
				await claim(claimFor(1, { bookedOn: '2026-01-01' }));
				await claim(claimFor(2, { bookedOn: '2026-01-02' }));
				await claim(claimFor(3, { bookedOn: '2026-01-03', businessKey: 'shopify/else/order/3' }));
				test.now += 1000;
				await log.held([{ postingKey: keyOf(2), findings: [] }], 'run');
				const found = async (query: Partial<Parameters<SyncLog['search']>[0]>) =>
					(await log.search({ limit: 10, ...query })).map(({ orderNumber }) => orderNumber);
				expect(await found({})).toEqual(['#3', '#2', '#1']);
				expect(await found({ limit: 1 })).toEqual(['#3']);
				expect(await found({ bookedFrom: '2026-01-02', bookedTo: '2026-01-02' })).toEqual(['#2']);
				expect(await found({ status: ['held', 'failed'] })).toEqual(['#2']);
				expect(await found({ store: STORE })).toEqual(['#2', '#1']);
				expect(await found({ updatedSince: new Date(test.now).toISOString() })).toEqual(['#2']);
				expect(await found({ status: [] })).toEqual([]);
			});

			it('counts by ledger, store, type and status since an instant, and what came again unchanged', async () => {
				await postOne(1);
				await postOne(2);
				test.now += 1000;
				const since = new Date(test.now).toISOString();
				await claim(claimFor(1));
				await claim(claimFor(3));
				const common = { ledger: 'quickbooks', tenant: '9130', store: STORE, documentType: 'SalesReceipt' };
				expect(await log.counts()).toEqual([
					{ ...common, status: 'claimed', count: 1, unchanged: 0 },
					{ ...common, status: 'posted', count: 2, unchanged: 1 },
				]);
				expect(await log.counts(since)).toEqual([
					{ ...common, status: 'claimed', count: 1, unchanged: 0 },
					{ ...common, status: 'posted', count: 0, unchanged: 1 },
				]);
			});

			it('keeps texts as they are, whatever is in them', async () => {
				const odd = `O'Brien "%_\\ \u{1F600}`;
				await claim(claimFor(odd));
				expect(await log.record(keyOf(odd))).toMatchObject({ orderNumber: `#${odd}` });
				expect(await log.accounted([event(odd)])).toEqual(new Set());
				await log.setState(odd, odd, { odd });
				expect(await log.getState(odd, odd)).toEqual({ odd });
			});
		});

		describe('events', () => {
			it('are held once, since the first time, with the last reason', async () => {
				await log.heldEvents([heldEvent(1, 'tax'), heldEvent(2)]);
				const heldSince = new Date(test.now).toISOString();
				test.now += 1000;
				await log.heldEvents([heldEvent(1, 'mapping')]);
				expect(await log.openHeldEvents(10)).toEqual([
					{ ...heldEvent(1, 'mapping'), heldSince },
					{ ...heldEvent(2), heldSince },
				]);
				expect(await log.openHeldEvents(1)).toHaveLength(1);
			});

			it('are no longer held when they reach a ledger, and held anew from then on', async () => {
				await log.heldEvents([heldEvent(1)]);
				await claim(claimFor(1));
				expect(await log.openHeldEvents(10)).toEqual([]);
				test.now += 1000;
				await log.heldEvents([heldEvent(1)]);
				expect(await log.openHeldEvents(10)).toMatchObject([{ heldSince: new Date(test.now).toISOString() }]);
			});

			it('that need no document are accounted for and no longer held', async () => {
				await log.heldEvents([heldEvent(1)]);
				const skipped = {
					businessKey: event(1),
					ledger: 'quickbooks',
					tenant: '9130',
					orderNumber: '#1',
					bookedOn: '2026-03-02',
				};
				await log.skipped([skipped], 'run');
				await log.skipped([skipped], 'run');
				expect(await log.openHeldEvents(10)).toEqual([]);
				expect(await log.recordsOf([event(1)])).toMatchObject([
					{ status: 'skipped', documentType: 'None', orderNumber: '#1', bookedOn: '2026-03-02' },
				]);
				expect(await log.accounted([event(1)])).toEqual(new Set([event(1)]));
			});

			it('are accounted for when all their documents have come to an end', async () => {
				await postOne(1);
				await postOne(2);
				await claim(claimFor(2, { postingKey: `${keyOf(2)}/payment/1` }));
				await claim(claimFor(3));
				await log.held([{ postingKey: keyOf(3), findings: [] }], 'run');
				await log.heldEvents([heldEvent(4)]);
				await claim(claimFor(5));
				await log.release([keyOf(5)], 'run');
				const all = [1, 2, 3, 4, 5, 6].map(event);
				expect(await log.accounted(all)).toEqual(new Set([event(1), event(3), event(4)]));
			});
		});

		describe('emissions', () => {
			const emit = async (order: number, revision = 'r1', trigger = 'T') =>
				await log.emitted(trigger, [{ businessKey: event(order), orderId: String(order), revision }]);
			const unarrived = async (maxTimes = 3, before = test.now + 1) =>
				(await log.unarrived('T', before, maxTimes, 10)).map(({ orderId }) => orderId);

			it('are known by trigger, event and last revision', async () => {
				await emit(1);
				const known = async (revision: string, trigger = 'T') =>
					[...(await log.knownEmissions(trigger, [{ businessKey: event(1), revision }]))].length === 1;
				expect(await known('r1')).toBe(true);
				expect(await known('r2')).toBe(false);
				expect(await known('r1', 'another')).toBe(false);
				await emit(1, 'r2');
				expect(await known('r1')).toBe(false);
			});

			it('have not arrived until the event has come to an end after them', async () => {
				await postOne(1);
				test.now += 1000;
				for (const order of [1, 2, 3, 4]) await emit(order);
				await postOne(2);
				await log.heldEvents([heldEvent(3)]);
				await claim(claimFor(4));
				expect(await unarrived()).toEqual(['1', '4']);
				await claim(claimFor(1));
				await log.posted([posted(4)], 'run');
				expect(await unarrived()).toEqual([]);
			});

			it('count up for the same revision and start anew for another', async () => {
				await emit(1);
				await emit(1);
				await emit(2);
				expect(await log.unarrived('T', test.now + 1, 9, 10)).toMatchObject([{ times: 2 }, { times: 1 }]);
				expect(await unarrived(2)).toEqual(['2']);
				await emit(1, 'r2');
				expect(await unarrived(2)).toEqual(['1', '2']);
			});

			it('that arrived come back with a new revision', async () => {
				await emit(1);
				await postOne(1);
				expect(await unarrived()).toEqual([]);
				test.now += 1;
				await emit(1, 'r2');
				expect(await unarrived()).toEqual(['1']);
			});

			it('are given by age, oldest first, of one trigger', async () => {
				await emit(2);
				test.now += 1000;
				await emit(1);
				await emit(7, 'r1', 'another');
				expect(await unarrived(3, test.now)).toEqual(['2']);
				expect(await unarrived(3)).toEqual(['2', '1']);
				expect(await log.unarrived('T', test.now + 1, 3, 1)).toHaveLength(1);
			});

			it('are lost after some times, over all triggers', async () => {
				for (const trigger of ['T', 'U', 'T', 'U']) await emit(1, 'r1', trigger);
				await emit(2);
				expect(await log.lostEmissions(2, 10)).toMatchObject([
					{ triggerId: 'T', times: 2, orderId: '1' },
					{ triggerId: 'U', times: 2 },
				]);
				await postOne(1);
				expect(await log.lostEmissions(2, 10)).toEqual([]);
			});
		});

		describe('state, cache and runs', () => {
			it('keeps state by scope and key, and lists a key over all scopes', async () => {
				expect(await log.getState('a', 'cursor')).toBeUndefined();
				await log.setState('a', 'cursor', 'x');
				await log.setState('a', 'cursor', { deep: [1, null] });
				await log.setState('b', 'cursor', null);
				await log.setState('b', 'other', 1);
				expect(await log.getState('a', 'cursor')).toEqual({ deep: [1, null] });
				expect(await log.states('cursor')).toEqual([
					{ scope: 'a', value: { deep: [1, null] } },
					{ scope: 'b', value: null },
				]);
			});

			it('forgets cached values when they expire or are cleared by prefix', async () => {
				await log.setCache('qb/1/accounts', [1], 1000);
				await log.setCache('qb/1_/accounts', [2], 1000);
				await log.setCache('qb/2/accounts', [3], 5000);
				expect(await log.getCache('qb/1/accounts')).toEqual([1]);
				await log.clearCache('qb/1_');
				expect(await log.getCache('qb/1_/accounts')).toBeUndefined();
				expect(await log.getCache('qb/1/accounts')).toEqual([1]);
				test.now += 1000;
				expect(await log.getCache('qb/1/accounts')).toBeUndefined();
				expect(await log.getCache('qb/2/accounts')).toEqual([3]);
			});

			it('lists runs, newest first, with what they did', async () => {
				await log.startRun({ runId: 'r1', workflow: 'W', node: 'Poster' });
				const startedAt = new Date(test.now).toISOString();
				test.now += 1000;
				await log.startRun({ runId: 'r2', workflow: 'W', node: 'Poster' });
				await log.finishRun('r1', { posted: 3 });
				expect(await log.runs(10)).toMatchObject([
					{ runId: 'r2', summary: {} },
					{ runId: 'r1', startedAt, finishedAt: new Date(test.now).toISOString(), summary: { posted: 3 } },
				]);
				expect(await log.runs(1)).toEqual([expect.not.objectContaining({ finishedAt: expect.anything() })]);
			});
		});
	});
}
