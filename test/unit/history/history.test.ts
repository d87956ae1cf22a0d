/** The history of an order, what changed in a closed period, what is held now, the report for support, the table for sheets. */
import { changedSince, csvOf, diagnostics, heldNow, orderHistory, rowOf } from '../../../core/history';
import { finding } from '../../../core/findings/finding';
import { event, heldEvent } from '../../support/syncLogContract/context';
import { paidSale, refundOf } from '../../support/entries';
import { Harness } from '../posting/harness';

const HOUR_MS = 3_600_000;
const iso = (harness: Harness): string => new Date(harness.time.now()).toISOString();

describe('the history of an order', () => {
	it('has what happened in its order, the documents with accounts and reasons, and what was taken back', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1'), paidSale('2')]);
		await harness.time.pass(HOUR_MS);
		await harness.post([{ ...refundOf('1'), order: paidSale('1').order }]);
		await harness.time.pass(HOUR_MS);
		const refunds = (await harness.records()).filter(({ documentType }) => documentType === 'RefundReceipt');
		await harness.undo(refunds);
		const number = refunds[0]?.orderNumber ?? '';
		const history = await orderHistory(harness.log, number);
		expect(history?.events).toHaveLength(2);
		expect(history?.steps.map(({ what }) => what)).toEqual(['posted', 'posted', 'undone']);
		expect(history?.documents.map(({ documentType, status }) => [documentType, status]).sort()).toEqual([
			['RefundReceipt', 'undone'],
			['SalesReceipt', 'posted'],
		]);
	});

	it('has what was held on the way, and is undefined for a number nobody knows', async () => {
		const { log } = new Harness();
		await log.emitted('trigger', [{ businessKey: event(1), orderId: '1', revision: 'r' }]);
		await log.heldEvents([heldEvent(1)]);
		const history = await orderHistory(log, '#1');
		expect(history?.steps.map(({ what }) => what)).toEqual(['emitted', 'held']);
		expect(history?.steps[1]?.findings?.[0]?.fix).not.toBe('');
		expect(await orderHistory(log, '#2')).toBeUndefined();
	});
});

describe('what changed in a period since it was closed', () => {
	const question = { from: '2026-01-01', to: '2026-12-31' };

	it('is nothing when nothing happened, whatever was posted before', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1')]);
		await harness.time.pass(HOUR_MS);
		expect(await changedSince(harness.log, { ...question, since: iso(harness) })).toMatchObject({
			added: 0,
			takenBack: 0,
			accounts: [],
			documents: [],
		});
	});

	it('names what was added and taken back, and what that does to each account', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1'), paidSale('2')]);
		await harness.time.pass(HOUR_MS);
		const since = iso(harness);
		const [first] = await harness.records();
		await harness.undo(first === undefined ? [] : [first]);
		await harness.post([paidSale('3')]);
		const changed = await changedSince(harness.log, { ...question, since });
		expect(changed).toMatchObject({ added: 1, takenBack: 1 });
		expect(changed.documents.map(({ change, record }) => [change, record.status]).sort()).toEqual([
			['added', 'posted'],
			['takenBack', 'undone'],
		]);
		const sum = (side: 'debit' | 'credit'): number =>
			changed.accounts.reduce((total, account) => total + Math.round(Number(account[side]) * 100), 0);
		expect(sum('debit')).toBe(sum('credit'));
		expect(sum('debit')).toBeGreaterThan(0);
	});

	it('leaves out what was both posted and taken back since, and other days and ledgers', async () => {
		const harness = new Harness();
		const since = iso(harness);
		await harness.time.pass(HOUR_MS);
		await harness.post([paidSale('1')]);
		await harness.undo(await harness.records());
		await harness.post([paidSale('2')]);
		expect(await changedSince(harness.log, { ...question, since })).toMatchObject({ added: 1, takenBack: 0 });
		expect(await changedSince(harness.log, { from: '2020-01-01', to: '2020-12-31', since })).toMatchObject({
			added: 0,
		});
		expect(await changedSince(harness.log, { ...question, since, ledger: 'nowhere' })).toMatchObject({
			added: 0,
		});
	});
});

describe('what is held now', () => {
	it('is in one list, longest first, with where it came from', async () => {
		const harness = new Harness();
		await harness.log.emitted('trigger', [{ businessKey: event(1), orderId: '501', revision: 'r' }]);
		await harness.log.heldEvents([heldEvent(1)]);
		await harness.time.pass(HOUR_MS);
		await harness.log.heldEvents([heldEvent(2, 'tax')]);
		const held = await heldNow(harness.log, 10);
		expect(held.map(({ businessKey, stage }) => [businessKey, stage])).toEqual([
			[event(1), 'mapping'],
			[event(2), 'tax'],
		]);
		expect(held[0]).toMatchObject({ orderId: '501', store: { platform: 'shopify' }, status: 'held' });
		expect(held[0]?.reason).not.toBe('');
		expect(await heldNow(harness.log, 1)).toHaveLength(1);
	});
});

describe('the report for support', () => {
	it('counts and names reasons, but no shop, order, company or amount', async () => {
		const harness = new Harness();
		await harness.post([paidSale('secret-order')]);
		await harness.log.heldEvents([heldEvent(7)]);
		const report = await diagnostics(harness.log, iso(harness));
		expect(report.reasons).toEqual([{ code: 'ACCOUNT_NOT_MAPPED', stage: 'mapping', count: 1 }]);
		expect(report.counts).toMatchObject([{ status: 'posted', count: 1 }]);
		const [record] = await harness.records();
		const text = JSON.stringify(report);
		for (const hidden of [record?.orderNumber, record?.number, record?.tenant, record?.total?.amount, '#7'])
			expect(text).not.toContain(String(hidden));
	});
});

describe('the table of records', () => {
	it('is never a formula in a spreadsheet, and keeps commas, quotes and lines apart', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1')]);
		const [record] = await harness.records();
		if (record === undefined) throw new Error('no record');
		const hostile = {
			...record,
			orderNumber: '=HYPERLINK("https://evil.example")',
			number: '+1',
			url: '@SUM(A1)',
			findings: [finding('ACCOUNT_NOT_MAPPED', { evidence: { description: 'a, "b"\nc', suggestion: '' } })],
		};
		const csv = csvOf([rowOf(hostile)]);
		expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
		expect(csv).toContain(",'+1,");
		expect(csv).toContain(",'@SUM(A1),");
		expect(csv.split('\r\n')).toHaveLength(3);
		expect(csv).not.toMatch(/(^|,|")[=+@]/m);
	});
});
