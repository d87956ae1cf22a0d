/** The report as a whole: all checks, the worst of them, and what could not be looked at. */
import { CHECK_IDS, checkHealth, checkNamed } from '../../../core/health';
import type { SyncCounts } from '../../../core/posting/syncLog';
import { check, input, messages, record, STORE } from './support';

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

it('has every check, in order, each with title, sentence and a page of the docs', () => {
	const report = checkHealth(input());
	expect(report.checks.map(({ id }) => id)).toEqual([...CHECK_IDS]);
	for (const { title, checked, links } of report.checks) {
		expect(title).not.toBe('');
		expect(checked).toMatch(/\.$/);
		expect(links?.at(-1)?.url).toMatch(/docs\/health\.md#[a-z-]+$/);
	}
});

it('is healthy when all is posted', () => {
	const report = checkHealth(input({ counts: [count('posted', 12, { unchanged: 3 })], shop: [] }));
	expect(report).toMatchObject({
		type: 'HealthReport',
		status: 'healthy',
		checkedAt: '2026-03-16T08:00:00.000Z',
	});
	expect(checkNamed(report, 'activity')).toMatchObject({
		status: 'ok',
		count: 12,
		checked: `Posted: 12 documents of ${STORE} to quickbooks. 3 deliveries brought nothing new.`,
	});
	expect(report).not.toHaveProperty('changes');
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
				count('posted', 1, { store: 'acct_1' }),
			],
		}),
	);
	const nothing = { ledger: 'quickbooks', posted: 1, unchanged: 0, held: 0, failed: 0 };
	expect(stores).toEqual([
		{ store: STORE, ledger: 'quickbooks', tenant: '9130', posted: 7, unchanged: 5, held: 3, failed: 1 },
		{ store: STORE, tenant: 'other', ...nothing },
		{ store: 'acct_1', tenant: '9130', ...nothing },
	]);
});

it('is as bad as the worst check', () => {
	const retried = [record(1, { attempts: 9 })];
	expect(checkHealth(input({ retried })).status).toBe('warnings');
	const failed = [record(1, { status: 'failed', updatedAt: '2026-03-01T00:00:00.000Z' })];
	expect(checkHealth(input({ retried, records: failed })).status).toBe('errors');
});

it('says what could not be looked at, and goes on with the others', () => {
	const failures = { missing: ['my-shop.example gives no answer.'] };
	const report = checkHealth(input({ failures, retried: [record(1, { attempts: 9 })] }));
	expect(report.status).toBe('warnings');
	const missing = checkNamed(report, 'missing');
	expect(missing).toMatchObject({
		status: 'warning',
		count: 0,
		checked: 'What this check needs could not be read.',
	});
	expect(messages(missing)).toEqual(['This could not be checked in full: my-shop.example gives no answer.']);
	expect(checkNamed(report, 'retried').status).toBe('warning');
	// what could be looked at is judged all the same
	const half = checkHealth(input({ failures, shop: [] }));
	expect(checkNamed(half, 'missing').checked).toBe('0 events of the shop were looked up in the sync log.');
});

it('leaves out the checks that are not wanted', () => {
	const failed = [record(1, { status: 'failed' })];
	const report = checkHealth(input({ records: failed, wanted: new Set(['activity']) }));
	expect(report.status).toBe('healthy');
	expect(checkNamed(report, 'failed')).toMatchObject({
		status: 'notChecked',
		checked: 'Not chosen in the node.',
	});
});

it('names two hundred findings of a check and counts them all', () => {
	const shop = Array.from({ length: 5_000 }, (_, order) => ({
		businessKey: `shopify/${STORE}/order/${order}`,
		orderNumber: `#${order}`,
		bookedOn: '2026-03-12',
	}));
	const missing = check('missing', { shop });
	expect(missing.count).toBe(5_000);
	expect(missing.findings).toHaveLength(200);
});
