/** Triggers, webhooks, credentials, limits of calls, set-up. */
import { finding } from '../../../../core/findings/finding';
import type { HealthInput, TriggerLook } from '../../../../core/health';
import { ago, check, input, look, messages } from '../support';

const trigger = (lastSweepDays: number, more: Partial<TriggerLook> = {}): TriggerLook => ({
	scope: 'trigger:w/1',
	name: '"Shopify Sales Trigger" of the workflow "Shopify to QuickBooks"',
	lastSweepAt: ago(lastSweepDays),
	...more,
});

describe('standing still', () => {
	const stale = (lastSuccess: string | undefined, triggers: readonly TriggerLook[] = []) => {
		const { lastSuccess: _default, ...rest } = input();
		return check('stale', { ...rest, triggers, ...(lastSuccess === undefined ? {} : { lastSuccess }) });
	};

	it('is noticed when nothing was synced for too long', () => {
		expect(stale(ago(1.9))).toMatchObject({ status: 'ok', findings: [] });
		expect(messages(stale(ago(2)))).toEqual(['Nothing was synced for 48 hours.']);
	});

	it('is noticed when nothing was ever synced', () => {
		const never: HealthInput = input();
		const { lastSuccess: _lastSuccess, ...without } = never;
		expect(messages(check('stale', { ...without, lastSuccess: ago(7) }))).toEqual([
			'Nothing was synced for 168 hours.',
		]);
	});

	it('is told of each trigger by itself, although others look', () => {
		const found = stale(ago(0), [
			trigger(0),
			trigger(3, { scope: 'trigger:w/2', name: '"Payouts Trigger"' }),
		]);
		expect(found.status).toBe('error');
		expect(messages(found)).toEqual(['"Payouts Trigger" has not looked for news for 72 hours.']);
	});

	it('takes a trigger of long ago to be switched off', () => {
		const found = stale(ago(0), [trigger(31)]);
		expect(found).toMatchObject({ status: 'ok', findings: [] });
		expect(found.checked).toContain('1 trigger of more than 30 days ago is taken to be switched off.');
	});
});

describe('webhooks', () => {
	const care = (missed: number) => ({ since: ago(20), arrivedAt: ago(5), missed, missedSince: ago(4) });

	it('that do not arrive although the sweep finds orders are told', () => {
		expect(check('webhooks', { triggers: [trigger(0, { webhooks: care(4) })] })).toMatchObject({
			status: 'ok',
		});
		const found = check('webhooks', { triggers: [trigger(0, { webhooks: care(5) })] });
		expect(found.status).toBe('warning');
		expect(messages(found)).toEqual([
			'No webhook has reached "Shopify Sales Trigger" of the workflow "Shopify to QuickBooks" since 2026-03-11T08:00:00.000Z, but its sweep has found 5 documents that one should have told of.',
		]);
	});

	it('that were made again in the period are told', () => {
		const remade = { store: 'shop', times: 3, subscriptions: 12, since: ago(20) };
		expect(check('webhooks', { webhooks: [{ ...remade, lastAt: ago(2) }] }).status).toBe('warning');
		expect(check('webhooks', { webhooks: [{ ...remade, lastAt: ago(9) }] }).status).toBe('notChecked');
	});
});

describe('credentials', () => {
	const name = 'My books';
	const of = 'QuickBooks Online';

	it('that are refused are an error with the platform’s sentence', () => {
		const found = check('credentials', {
			credentials: [
				{ name, of, refused: 'The credential "My books" no longer works: open it and reconnect it.' },
			],
		});
		expect(found.status).toBe('error');
		expect(messages(found)).toEqual([
			'QuickBooks Online refuses the credential "My books": The credential "My books" no longer works: open it and reconnect it.',
		]);
	});

	it('that end soon are a warning, and that have ended an error', () => {
		const ends = (days: number) =>
			check('credentials', { credentials: [{ name, of, expiresAt: ago(-days) }] });
		expect(ends(15)).toMatchObject({ status: 'ok' });
		expect(messages(ends(13.5))).toEqual([
			'The credential "My books" of QuickBooks Online ends on 2026-03-29 unless it is used or connected again (13 days left).',
		]);
		expect(ends(-1)).toMatchObject({ status: 'error', findings: [{ code: 'CREDENTIAL_EXPIRED' }] });
	});
});

describe('limits of calls', () => {
	const use = (used: number) => ({
		ledger: 'QuickBooks Online',
		name: 'metered reads',
		month: '2026-03',
		used,
		most: 500_000,
	});

	it('of the month are told from four fifths on', () => {
		expect(check('allowances', { allowances: [use(399_999)] })).toMatchObject({ status: 'ok' });
		expect(messages(check('allowances', { allowances: [use(400_000)] }))).toEqual([
			'400000 of 500000 metered reads of QuickBooks Online in 2026-03 are used by this n8n (80 %).',
		]);
	});

	it('of the day likewise', () => {
		const ledgers = [look({ quota: [{ ledger: 'Xero', window: 'day', used: 4_500, ceiling: 5_000 }] })];
		expect(messages(check('allowances', { ledgers }))).toEqual([
			'4500 of 5000 calls a day of Xero are used now (90 %).',
		]);
	});
});

it('the settings of n8n and of the company are told', () => {
	const found = check('setup', { setup: [finding('SYNC_LOG_NOT_SHARED')] });
	expect(found).toMatchObject({ status: 'warning', count: 1 });
});
