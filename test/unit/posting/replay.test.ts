/** Replay: a mapping is tried on what was posted, and nothing is written. */
import type { JournalEntry, JournalLine } from '../../../core/journal/entry';
import { replayEntries, type Replay } from '../../../core/posting/replay';
import { paidSale, splitSale, unpaidSale } from '../../support/entries';
import { LEDGER, TENANT } from '../../support/ledgerModel';
import { Harness } from './harness';

const mapped = (entry: JournalEntry, to: string): JournalEntry => ({
	...entry,
	lines: entry.lines.map((line): JournalLine =>
		line.role === 'sales' ? { ...line, account: { id: to, name: to } } : line,
	),
});

async function replay(harness: Harness, entries: readonly JournalEntry[]): Promise<Replay> {
	return await replayEntries(entries, {
		syncLog: harness.log,
		capabilities: harness.ledger.session().capabilities,
		ledger: LEDGER,
		tenant: TENANT,
		period: { from: '2026-03-01', to: '2026-03-31' },
	});
}

it('shows per account what a new mapping would have posted, and what else is different', async () => {
	const harness = new Harness();
	await harness.post([paidSale('1'), splitSale('2'), unpaidSale('3'), paidSale('4'), paidSale('5')]);
	const before = await harness.records();
	const calls = { ...harness.ledger.calls };
	const result = await replay(harness, [
		paidSale('1'),
		mapped(splitSale('2'), 'online sales'),
		unpaidSale('3', { amount: '11.00' }),
		paidSale('6'),
		mapped(paidSale('4'), 'online sales'),
	]);
	expect(
		result.events.map(({ orderNumber, state, differences }) => [orderNumber, state, differences]),
	).toEqual([
		['#1', 'same', []],
		['#2', 'mapped', ['online sales: 20.00 GBP more in credit', 'sales: 20.00 GBP more in debit']],
		['#3', 'changed', ['sales: 1.00 GBP more in credit', 'The receivable: 1.00 GBP more in debit']],
		['#6', 'new', ['sales: 10.00 GBP more in credit', 'clearing card: 10.00 GBP more in debit']],
		['#4', 'mapped', ['online sales: 10.00 GBP more in credit', 'sales: 10.00 GBP more in debit']],
	]);
	expect(result.counts).toEqual({ same: 1, mapped: 2, changed: 1, new: 1, notPossible: 0, notDelivered: 1 });
	expect(result.notDelivered).toEqual([paidSale('5').documentId]);
	expect(result.accounts).toContainEqual({
		accountId: 'sales',
		account: 'sales',
		currency: 'GBP',
		wasDebit: '0.00',
		wasCredit: '50.00',
		wouldDebit: '0.00',
		wouldCredit: '31.00',
		difference: '19.00',
		side: 'debit',
	});
	expect(result.accounts).toContainEqual(
		expect.objectContaining({
			account: 'online sales',
			wasCredit: '0.00',
			wouldCredit: '30.00',
			side: 'credit',
		}),
	);
	expect(await harness.records()).toEqual(before);
	expect(harness.ledger.calls).toEqual(calls);
});

it('debits and credits of both sides add up to the same', async () => {
	const harness = new Harness();
	await harness.post([splitSale('1'), unpaidSale('2')]);
	const { accounts } = await replay(harness, [mapped(splitSale('1'), 'x'), mapped(unpaidSale('2'), 'y')]);
	const sum = (name: 'wasDebit' | 'wasCredit' | 'wouldDebit' | 'wouldCredit'): number =>
		accounts.reduce((all, account) => all + Math.round(Number(account[name]) * 100), 0);
	expect([sum('wasDebit'), sum('wouldDebit')]).toEqual([sum('wasCredit'), sum('wouldCredit')]);
});

it('counts a corrected event as it is in the ledger, and one that was taken back as nothing', async () => {
	const harness = new Harness();
	const at = (entry: JournalEntry, revision: string): JournalEntry => ({
		...entry,
		source: { ...entry.source, revision },
	});
	const grown = at(paidSale('1', { amount: '13.00' }), '2026-03-06T10:00:00Z');
	await harness.post([at(paidSale('1'), '2026-03-04T10:00:00Z'), paidSale('2')]);
	await harness.post([grown], { corrections: 'automatic' });
	const records = (await harness.records()).filter(({ orderNumber }) => orderNumber === '#2');
	await harness.undo(records);
	const { events } = await replay(harness, [grown, paidSale('2')]);
	expect(events.map(({ state }) => state)).toEqual(['same', 'new']);
});
