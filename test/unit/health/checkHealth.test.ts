/** The judgement on the sync: counts, held, missing, lost, standing still. */
import { checkHealth, DEFAULT_THRESHOLDS, slackBlocks, type HealthInput } from '../../../core/health';
import { finding } from '../../../core/findings/finding';
import type { SyncCounts, SyncRecord } from '../../../core/posting/syncLog';

const NOW = Date.parse('2026-03-16T08:00:00.000Z');
const DAY = 86_400_000;
const STORE = 'my-shop.example';
const key = (order: number): string => `shopify/${STORE}/order/${order}`;
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();

function input(more: Partial<HealthInput> = {}): HealthInput {
	return {
		period: { from: ago(7), to: ago(0) },
		now: NOW,
		counts: [],
		records: [],
		heldEvents: [],
		lost: [],
		lastSuccess: ago(0),
		thresholds: DEFAULT_THRESHOLDS,
		...more,
	};
}

const closed = finding('PERIOD_CLOSED', { evidence: { closedUntil: '2026-02-28', bookedOn: '2026-02-01' } });
const unmapped = finding('ACCOUNT_NOT_MAPPED', { evidence: { description: 'tips', suggestion: '' } });
const warning = finding('TAX_COLLECTOR_UNKNOWN', { evidence: { name: 'VAT' } });

function record(
	order: number,
	status: SyncRecord['status'],
	days: number,
	more: Partial<SyncRecord> = {},
): SyncRecord {
	return {
		postingKey: `quickbooks/9130/${key(order)}/Sale`,
		businessKey: key(order),
		ledger: 'quickbooks',
		tenant: '9130',
		documentType: 'SalesReceipt',
		number: String(order),
		orderNumber: `#${order}`,
		bookedOn: '2026-03-10',
		fingerprint: 'f',
		status,
		attempts: 1,
		findings: [],
		runId: 'run',
		createdAt: ago(days),
		updatedAt: ago(days),
		...more,
	};
}

const count = (status: SyncCounts['status'], number: number, more: Partial<SyncCounts> = {}): SyncCounts => ({
	ledger: 'quickbooks',
	tenant: '9130',
	store: STORE,
	documentType: 'SalesReceipt',
	status,
	count: number,
	unchanged: 0,
	...more,
});

it('does not miss what waits for a summary, and warns of a summary that nobody makes', () => {
	const shop = [1, 2].map((order) => ({
		businessKey: key(order),
		orderNumber: `#${order}`,
		bookedOn: '2026-03-14',
	}));
	const batch = {
		ledger: 'quickbooks',
		tenant: '9130',
		batch: `shopify/${STORE}/2026-03-14.GBP`,
		count: 2,
		from: '2026-03-14',
		to: '2026-03-14',
	};
	const waits = (dueAt: number) =>
		checkHealth(input({ shop, summarized: new Set([key(1), key(2)]), waiting: [{ ...batch, dueAt }] }));
	const soon = waits(NOW + DAY);
	expect(soon).toMatchObject({
		status: 'healthy',
		waiting: { count: 2, overdue: [] },
		missing: { findings: [] },
	});
	const late = waits(NOW - 2 * DAY);
	expect(late).toMatchObject({ status: 'warnings', waiting: { count: 2 } });
	expect(late.waiting.overdue[0]?.message).toBe(
		`2 events of ${STORE} wait for their summary of 2026-03-14, which was due 48 hours ago.`,
	);
	expect(checkHealth(input({ shop })).missing?.findings).toHaveLength(2);
});

it('says how many documents wait for which closed period, and does not count them as held', () => {
	const wait = finding('PERIOD_WAIT', { evidence: { closedUntil: '2026-02-28', bookedOn: '2026-02-01' } });
	const waits = (order: number, bookedOn: string): SyncRecord =>
		record(order, 'held', 30, { bookedOn, findings: [wait] });
	const records = [waits(1, '2026-02-01'), waits(2, '2026-01-31'), waits(3, '2026-02-27')];
	const report = checkHealth(input({ records }));
	expect(report).toMatchObject({ status: 'warnings', held: { count: 0 }, closedPeriods: { count: 3 } });
	expect(report.closedPeriods.periods.map(({ message }) => message)).toEqual([
		'1 documents of 2026-01 wait in quickbooks (company 9130) until that period is open; when they came, the books were closed until 2026-02-28.',
		'2 documents of 2026-02 wait in quickbooks (company 9130) until that period is open; when they came, the books were closed until 2026-02-28.',
	]);
	const { text, blocks } = slackBlocks(report);
	expect(text).toContain('3 waiting for a closed period');
	expect(JSON.stringify(blocks)).toContain('2 documents of 2026-02 wait in quickbooks');
});

it('is healthy when all is posted', () => {
	const report = checkHealth(
		input({ counts: [count('posted', 12, { unchanged: 3 })], shop: [], records: [record(1, 'posted', 1)] }),
	);
	expect(report).toMatchObject({
		status: 'healthy',
		checkedAt: '2026-03-16T08:00:00.000Z',
		held: { count: 0, reasons: [] },
		failed: { count: 0 },
		missing: { compared: 0, findings: [], amounts: [] },
		lost: [],
	});
	expect(report.stale).toBeUndefined();
});

it('counts by store, ledger and company, over all kinds of documents', () => {
	const { stores } = checkHealth(
		input({
			counts: [
				count('posted', 5, { unchanged: 1 }),
				count('posted', 2, { documentType: 'Invoice', unchanged: 4 }),
				count('held', 3),
				count('failed', 1),
				count('skipped', 9),
				count('posted', 1, { tenant: 'other' }),
				count('posted', 1, { store: 'second.example' }),
			],
		}),
	);
	expect(stores).toEqual([
		{ store: STORE, ledger: 'quickbooks', tenant: '9130', posted: 7, unchanged: 5, held: 3, failed: 1 },
		{ store: STORE, ledger: 'quickbooks', tenant: 'other', posted: 1, unchanged: 0, held: 0, failed: 0 },
		{
			store: 'second.example',
			ledger: 'quickbooks',
			tenant: '9130',
			posted: 1,
			unchanged: 0,
			held: 0,
			failed: 0,
		},
	]);
});

it('groups what is held by reason, with age, fix and examples, the longest held first', () => {
	const event = (order: number, days: number) => ({
		businessKey: key(order),
		stage: 'mapping',
		orderNumber: `#${order}`,
		bookedOn: '2026-03-10',
		findings: [unmapped, unmapped, warning],
		runId: 'run',
		heldSince: ago(days),
	});
	const { held, status } = checkHealth(
		input({
			records: [record(1, 'held', 2, { findings: [closed, unmapped] }), record(2, 'posted', 30)],
			heldEvents: [event(3, 1), event(4, 4), event(5, 0), event(6, 0), event(7, 0), event(8, 0)],
		}),
	);
	expect(status).toBe('warnings');
	expect(held).toEqual({
		count: 7,
		oldestDays: 4,
		reasons: [
			{
				code: 'ACCOUNT_NOT_MAPPED',
				count: 7,
				oldestDays: 4,
				message: unmapped.message,
				fix: unmapped.fix,
				examples: ['#4', '#1', '#3', '#5', '#6'],
			},
			{
				code: 'PERIOD_CLOSED',
				count: 1,
				oldestDays: 2,
				message: closed.message,
				fix: closed.fix,
				examples: ['#1'],
			},
		],
	});
});

it('takes what is held or failed for too long for an error', () => {
	const status = (...records: SyncRecord[]) => checkHealth(input({ records })).status;
	expect(status(record(1, 'held', 6.9))).toBe('warnings');
	expect(status(record(1, 'held', 7))).toBe('errors');
	expect(status(record(1, 'failed', 0.9))).toBe('warnings');
	expect(status(record(1, 'failed', 1))).toBe('errors');
	expect(status(record(1, 'posted', 100), record(2, 'claimed', 0))).toBe('healthy');
});

it('finds what the shop has and the sync log does not, with what it is worth per currency', () => {
	const shop = (order: number, amount: string, currency = 'GBP') => ({
		businessKey: key(order),
		orderNumber: `#${order}`,
		bookedOn: '2026-03-12',
		total: { amount, currency },
	});
	const report = checkHealth(
		input({
			shop: [shop(1, '1.00'), shop(2, '2.50'), shop(3, '0.50'), shop(4, '7', 'JPY'), shop(5, '9.00')],
			records: [record(1, 'posted', 1)],
			heldEvents: [
				{
					businessKey: key(5),
					stage: 'tax',
					orderNumber: '#5',
					bookedOn: '2026-03-12',
					findings: [],
					runId: 'r',
					heldSince: ago(1),
				},
			],
		}),
	);
	expect(report.status).toBe('errors');
	expect(report.missing).toMatchObject({
		compared: 5,
		amounts: [
			{ amount: '3.00', currency: 'GBP' },
			{ amount: '7', currency: 'JPY' },
		],
	});
	expect(report.missing?.findings.map(({ message }) => message)).toEqual([
		'The shop has #2 (2.50 GBP) of 2026-03-12, but the sync log does not.',
		'The shop has #3 (0.50 GBP) of 2026-03-12, but the sync log does not.',
		'The shop has #4 (7 JPY) of 2026-03-12, but the sync log does not.',
	]);
});

it('does not speak of missing ones when the shop was not compared', () => {
	expect(checkHealth(input())).not.toHaveProperty('missing');
});

it('names what left triggers again and again and never arrived, each once', () => {
	const emission = { businessKey: key(1), orderId: '1', revision: 'r', lastEmittedAt: ago(1) };
	const report = checkHealth(
		input({
			lost: [
				{ ...emission, triggerId: 'a', times: 3 },
				{ ...emission, triggerId: 'b', times: 5 },
			],
		}),
	);
	expect(report.status).toBe('warnings');
	expect(report.lost).toMatchObject([{ code: 'NEVER_ARRIVED', evidence: { document: key(1), times: 5 } }]);
});

it('notices when nothing was synced for too long, or never', () => {
	const stale = (lastSuccess: string | undefined) => {
		const { lastSuccess: _default, ...rest } = input();
		return checkHealth(lastSuccess === undefined ? rest : { ...rest, lastSuccess });
	};
	expect(stale(ago(1.9)).stale).toBeUndefined();
	expect(stale(ago(2))).toMatchObject({
		status: 'errors',
		stale: { code: 'SYNC_STALE', evidence: { hours: 48 } },
	});
	expect(stale(undefined).stale).toMatchObject({ evidence: { hours: 168 } });
});

describe('an allowance by the month', () => {
	const use = (used: number) => ({
		ledger: 'QuickBooks Online',
		name: 'metered reads',
		month: '2026-03',
		used,
		most: 500_000,
	});

	it('is a warning from four fifths on, with the figures', () => {
		expect(checkHealth(input({ allowances: [use(399_999)] }))).toMatchObject({ status: 'healthy' });
		expect(checkHealth(input({ allowances: [use(399_999)] })).allowances).toBeUndefined();
		const report = checkHealth(input({ allowances: [use(400_000)] }));
		expect(report).toMatchObject({
			status: 'warnings',
			allowances: [
				{
					code: 'ALLOWANCE_NEARLY_USED',
					message:
						'400000 of 500000 metered reads of QuickBooks Online in 2026-03 are used by this n8n (80 %).',
				},
			],
		});
		expect(JSON.stringify(slackBlocks(report))).toContain('400000 of 500000 metered reads');
	});
});
