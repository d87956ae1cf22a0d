/** What the sync log says for a digest: what went into the books of late, and what waits, old and new. */
import { booksOf } from '../../../../core/digest';
import { finding } from '../../../../core/findings/finding';
import { Harness } from '../../posting/harness';
import { paidSale, refundOf } from '../../../support/entries';

const HOUR_MS = 3_600_000;
const ask = async (harness: Harness, hours = 24) =>
	await booksOf(harness.log, {
		now: harness.time.now(),
		hours,
		ledgerName: (id) => `The ${id}`,
	});

test('what was posted in these hours, by ledger and kind; what was posted before is not counted', async () => {
	const harness = new Harness();
	await harness.post([paidSale('1'), paidSale('2')]);
	await harness.time.pass(20 * HOUR_MS);
	await harness.post([{ ...refundOf('1'), order: paidSale('1').order }]);
	const [record] = await harness.records();
	const ledger = `The ${record?.ledger ?? ''}`;
	expect((await ask(harness)).posted).toEqual([
		{ ledger, documentType: 'RefundReceipt', count: 1 },
		{ ledger, documentType: 'SalesReceipt', count: 2 },
	]);
	await harness.time.pass(10 * HOUR_MS);
	expect(await ask(harness)).toMatchObject({
		hours: 24,
		since: new Date(harness.time.now() - 24 * HOUR_MS).toISOString(),
		posted: [{ ledger, documentType: 'RefundReceipt', count: 1 }],
	});
	// delivered again, and as it was: nothing new in the books
	await harness.post([paidSale('1')]);
	expect((await ask(harness, 2)).posted).toEqual([]);
});

test('what was taken back is not in the books', async () => {
	const harness = new Harness();
	await harness.post([paidSale('1'), paidSale('2')]);
	const [first] = await harness.records();
	await harness.undo(first === undefined ? [] : [first]);
	expect((await ask(harness)).posted).toMatchObject([{ count: 1 }]);
});

test('what waits, longest first, how much of it is new, and no more than a list for a person', async () => {
	const harness = new Harness();
	const held = (id: number) => ({
		businessKey: `shopify/s/order/${id}` as const,
		stage: 'mapping',
		orderNumber: `#${id}`,
		bookedOn: '2026-03-01',
		findings: [finding('ACCOUNT_NOT_MAPPED')],
		runId: 'run',
	});
	await harness.log.heldEvents([held(1)]);
	await harness.time.pass(30 * HOUR_MS);
	await harness.log.heldEvents([held(2), held(3)]);
	const { waiting } = await ask(harness);
	expect(waiting).toMatchObject({ count: 3, orMore: false, new: 2 });
	expect(waiting.first[0]).toMatchObject({ orderNumber: '#1', status: 'held' });
	expect(waiting.first[0]?.reason).not.toBe('');
	expect(waiting.first[0]).not.toHaveProperty('findings');

	await harness.log.heldEvents(Array.from({ length: 5_000 }, (_, index) => held(index + 10)));
	const many = (await ask(harness)).waiting;
	expect(many).toMatchObject({ count: 5_000, orMore: true });
	expect(many.first).toHaveLength(100);
});
