/** The health check over a real sync log. */
import { finding } from '../../../core/findings/finding';
import { checkHealth, checkNamed, DEFAULT_THRESHOLDS, gatherHealth, tokenExpiry } from '../../../core/health';
import { noteFoundBySweep, noteSubscribed, noteWebhookArrived } from '../../../core/store/webhookCare';
import { openSyncLog } from '../../../synclog';
import { claimFor } from '../../support/syncLogContract';

const HOUR = 3_600_000;

it('is told what was posted, held, failed, lost and missing', async () => {
	const clock = { now: Date.parse('2026-03-01T08:00:00Z') };
	const log = openSyncLog({ file: ':memory:', now: () => clock.now });
	const keyOf = (order: number) => claimFor(order).postingKey;
	const post = async (order: number) => {
		await log.claim([claimFor(order)], 'run', HOUR);
		const update = { postingKey: keyOf(order), ledgerId: 'x', ledgerEntity: 'y', number: 'z', findings: [] };
		await log.posted([update], 'run');
	};
	const findings = [finding('PERIOD_CLOSED', { evidence: { closedUntil: 'a', bookedOn: 'b' } })];
	await post(1);
	await log.claim([claimFor(2)], 'run', HOUR);
	await log.held([{ postingKey: keyOf(2), findings }], 'run');
	await log.claim([claimFor(3)], 'run', HOUR);
	await log.release([keyOf(3)], 'run');
	const { businessKey } = claimFor(4);
	await log.heldEvents([
		{ businessKey, stage: 'tax', orderNumber: '#4', bookedOn: '2026-03-01', findings, runId: 'run' },
	]);
	for (let time = 0; time < 5; time++) {
		await log.emitted('T', [{ businessKey: claimFor(5).businessKey, orderId: '5', revision: 'r' }]);
	}
	await log.startRun({ runId: 'run', workflow: 'W', node: 'Poster' });
	await log.finishRun('run', { posted: 1 });
	clock.now += 10 * 24 * HOUR;
	await log.setState('trigger:T', 'lastSweepAt', new Date(clock.now - HOUR).toISOString());
	await log.setState('trigger:U', 'lastSweepAt', null);
	await post(6);

	const period = { from: '2026-03-08T00:00:00.000Z', to: new Date(clock.now).toISOString() };
	const shop = [1, 2, 3, 4, 6, 7].map((order) => ({ ...claimFor(order) }));
	const question = { period, now: clock.now, shop, thresholds: DEFAULT_THRESHOLDS, lostAfterTimes: 5 };
	const report = checkHealth(await gatherHealth(log, question));
	expect(report).toMatchObject({
		status: 'errors',
		stores: [{ store: 'my-shop.example', ledger: 'quickbooks', posted: 1, held: 0, failed: 0 }],
		lastSuccess: '2026-03-11T08:00:00.000Z',
	});
	const found = (id: Parameters<typeof checkNamed>[1]) => checkNamed(report, id);
	expect(found('held')).toMatchObject({
		count: 2,
		findings: [{ code: 'PERIOD_CLOSED', evidence: { count: 2, oldestDays: 10, examples: '#2, #4' } }],
	});
	expect(found('failed')).toMatchObject({ count: 1, findings: [{ evidence: { examples: '#3' } }] });
	expect(found('missing')).toMatchObject({
		checked: expect.stringContaining('6 events of the shop') as string,
		findings: [{ evidence: { document: '#7 (12.50 GBP)' } }],
	});
	expect(found('lost').findings).toMatchObject([
		{ evidence: { document: claimFor(5).businessKey, times: 5 } },
	]);
	expect(found('stale').findings).toEqual([]);
	await log.close();
});

it('takes the newest write for the last success, whatever the day of its document, and no run that only failed', async () => {
	const clock = { now: Date.parse('2026-03-01T08:00:00Z') };
	const log = openSyncLog({ file: ':memory:', now: () => clock.now });
	const post = async (order: number, bookedOn: string) => {
		const claim = claimFor(order, { bookedOn });
		await log.claim([claim], 'run', HOUR);
		const { postingKey } = claim;
		await log.posted([{ postingKey, ledgerId: 'x', ledgerEntity: 'y', number: 'z', findings: [] }], 'run');
	};
	const lastSuccess = async () => {
		const period = { from: '2026-01-01T00:00:00.000Z', to: new Date(clock.now).toISOString() };
		const question = { period, now: clock.now, thresholds: DEFAULT_THRESHOLDS, lostAfterTimes: 5 };
		return checkHealth(await gatherHealth(log, question)).lastSuccess;
	};
	expect(await lastSuccess()).toBeUndefined();
	await post(1, '2026-02-28');
	clock.now += HOUR;
	await post(2, '2026-01-05');
	expect(await lastSuccess()).toBe('2026-03-01T09:00:00.000Z');
	clock.now += HOUR;
	await log.startRun({ runId: 'failed', workflow: 'W', node: 'Poster' });
	await log.finishRun('failed', { posted: 0, unchanged: 0, review: 3 });
	expect(await lastSuccess()).toBe('2026-03-01T09:00:00.000Z');
	await log.startRun({ runId: 'again', workflow: 'W', node: 'Poster' });
	await log.finishRun('again', { posted: 0, unchanged: 2, review: 0 });
	expect(await lastSuccess()).toBe('2026-03-01T10:00:00.000Z');
	await log.close();
});

it("adds up what all companies of a ledger have used of the app's allowance this month", async () => {
	const now = Date.parse('2026-03-31T23:59:00Z');
	const log = openSyncLog({ file: ':memory:', now: () => now });
	await log.setState('quickbooks/1', 'meteredCalls/2026-03', 300_000);
	await log.setState('quickbooks/2', 'meteredCalls/2026-03', 120_000);
	await log.setState('quickbooks/1', 'meteredCalls/2026-02', 500_000);
	await log.setState('xero/1', 'meteredCalls/2026-03', 7);
	const allowance = { name: 'metered reads', most: 500_000, counts: () => true };
	const metered = { quickbooks: { displayName: 'QuickBooks Online', allowance } };
	const period = { from: '2026-03-24T00:00:00.000Z', to: new Date(now).toISOString() };
	const question = { period, now, thresholds: DEFAULT_THRESHOLDS, lostAfterTimes: 3 };
	expect((await gatherHealth(log, { ...question, metered })).allowances).toEqual([
		{
			ledger: 'QuickBooks Online',
			name: 'metered reads',
			month: '2026-03',
			used: 420_000,
			most: 500_000,
		},
	]);
	expect((await gatherHealth(log, question)).allowances).toEqual([]);
	await log.close();
});

it('knows triggers by the names that they have noted, and how their webhooks do', async () => {
	const now = Date.parse('2026-03-16T08:00:00Z');
	const log = openSyncLog({ file: ':memory:', now: () => now });
	const named = 'trigger:w/1';
	await log.setState(named, 'lastSweepAt', '2026-03-16T07:59:00.000Z');
	await log.setState(named, 'triggerName', '"Shopify Sales Trigger" of the workflow "Books"');
	await noteSubscribed(log, named, now - 48 * HOUR);
	await noteFoundBySweep(
		log,
		named,
		['2026-03-01T00:00:00.000Z', '2026-03-16T07:00:00.000Z', '2026-03-16T07:30:00.000Z'],
		now,
	);
	await log.setState('trigger:w/2', 'lastSweepAt', '2026-03-12T08:00:00.000Z');
	const period = { from: '2026-03-09T08:00:00.000Z', to: new Date(now).toISOString() };
	const question = { period, now, thresholds: DEFAULT_THRESHOLDS, lostAfterTimes: 5 };
	const input = await gatherHealth(log, question);
	expect(input.triggers).toEqual([
		{
			scope: named,
			name: '"Shopify Sales Trigger" of the workflow "Books"',
			lastSweepAt: '2026-03-16T07:59:00.000Z',
			webhooks: {
				since: '2026-03-14T08:00:00.000Z',
				// orders of before the subscription are no deliveries that were missed
				missed: 2,
				missedSince: '2026-03-16T08:00:00.000Z',
			},
		},
		{ scope: 'trigger:w/2', name: 'The trigger w/2', lastSweepAt: '2026-03-12T08:00:00.000Z' },
	]);
	await noteWebhookArrived(log, named, now);
	expect((await gatherHealth(log, question)).triggers?.[0]?.webhooks).toEqual({
		since: '2026-03-14T08:00:00.000Z',
		arrivedAt: '2026-03-16T08:00:00.000Z',
		missed: 0,
	});
	await noteSubscribed(log, named, null);
	expect((await gatherHealth(log, question)).triggers?.[0]).not.toHaveProperty('webhooks');
	await log.close();
});

it('says when a token ends at the latest, and that its use prolongs it', async () => {
	const now = Date.parse('2026-03-16T08:00:00Z');
	const log = openSyncLog({ file: ':memory:', now: () => now });
	const seen = async (token: string, days: number) =>
		await tokenExpiry(log, 'c1', { token, lifetimeDays: 100, now: now + days * 24 * HOUR });
	expect(await seen('first', 0)).toBe('2026-06-24T08:00:00.000Z');
	expect(await seen('first', 30)).toBe('2026-06-24T08:00:00.000Z');
	expect(await seen('second', 31)).toBe('2026-07-25T08:00:00.000Z');
	expect(JSON.stringify(await log.states('tokenSeen'))).not.toMatch(/first|second/);
	await log.close();
});
