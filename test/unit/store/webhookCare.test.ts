/** Webhooks that were made again are counted since the activation, and the health check warns of them. */
import { checkHealth, checkNamed, DEFAULT_THRESHOLDS, type HealthInput } from '../../../core/health';
import { noteRemadeWebhooks, REMADE_WEBHOOKS, remadeWebhooks } from '../../../core/store/webhookCare';
import { openSyncLog } from '../../../synclog';

const SCOPE = 'trigger:workflow/trigger';
const at = (text: string): number => Date.parse(text);

const health = (input: Partial<HealthInput>) =>
	checkHealth({
		period: { from: '2026-09-01T00:00:00.000Z', to: '2026-09-08T00:00:00.000Z' },
		now: at('2026-09-08T00:00:00Z'),
		counts: [],
		records: [],
		heldEvents: [],
		lost: [],
		lastSuccess: '2026-09-07T23:59:00.000Z',
		thresholds: DEFAULT_THRESHOLDS,
		...input,
	});

test('counts the times and the subscriptions, from the first to the last', async () => {
	const log = openSyncLog({ file: ':memory:' });
	const note = async (count: number, now: string) =>
		await noteRemadeWebhooks(log, SCOPE, { store: 'shop', count, now: at(now) });
	await note(4, '2026-09-02T10:00:00Z');
	await note(1, '2026-09-04T11:00:00Z');
	await expect(remadeWebhooks(log)).resolves.toEqual([
		{
			store: 'shop',
			times: 2,
			subscriptions: 5,
			since: '2026-09-02T10:00:00.000Z',
			lastAt: '2026-09-04T11:00:00.000Z',
		},
	]);
	await log.setState(SCOPE, REMADE_WEBHOOKS, null);
	await expect(remadeWebhooks(log)).resolves.toEqual([]);
});

test('what somebody else wrote there is no record', async () => {
	const log = openSyncLog({ file: ':memory:' });
	await log.setState(SCOPE, REMADE_WEBHOOKS, { times: 'many' });
	await expect(remadeWebhooks(log)).resolves.toEqual([]);
});

describe('the health check', () => {
	const remade = { store: 'shop', times: 3, subscriptions: 12, since: '2026-08-20T00:00:00.000Z' };

	test('warns when it was within the period', () => {
		const report = health({ webhooks: [{ ...remade, lastAt: '2026-09-05T07:00:00.000Z' }] });
		expect(report.status).toBe('warnings');
		expect(checkNamed(report, 'webhooks').findings).toMatchObject([
			{
				code: 'WEBHOOKS_REMADE',
				message:
					'Webhooks of shop were made again 3 times since 2026-08-20T00:00:00.000Z, the last time at 2026-09-05T07:00:00.000Z: the shop had dropped or stopped them.',
			},
		]);
	});

	test('is content when it was before, or never', () => {
		expect(health({ webhooks: [{ ...remade, lastAt: '2026-08-31T07:00:00.000Z' }] }).status).toBe('healthy');
		expect(checkNamed(health({}), 'webhooks').findings).toEqual([]);
	});
});
