/** Entries that wait for their period are kept, given out when it is open, and forgotten when they do not wait any more. */
import { dueEntries, keepWaiting } from '../../../core/posting/waiting';
import { openSyncLog } from '../../../synclog';
import type { DocumentState, EntryResult } from '../../../core/posting/results';
import { paidSale, paymentOf, splitSale, unpaidSale } from '../../support/entries';
import { LEDGER, TENANT } from '../../support/ledgerModel';
import { Harness, summaryOf } from './harness';

const TARGET = { ledger: LEDGER, tenant: TENANT };
const HERE = { ledger: 'model', tenant: 'T1' };
const january = paidSale('1', { bookedOn: '2026-01-31' });
const december = paidSale('2', { bookedOn: '2025-12-31' });

function ended(state: DocumentState): EntryResult {
	const document = {
		postingKey: 'key',
		businessKey: 'key',
		documentType: 'SalesReceipt',
		number: '1',
		orderNumber: '#1',
		bookedOn: '2026-01-31',
		total: { amount: '1.00', currency: 'GBP' },
		state,
		findings: [],
	} as const;
	return { entryId: 'key', outcome: 'posted', documents: [document], findings: [] };
}

it('by ledger and company, oldest first, as they came', async () => {
	const log = openSyncLog({ file: ':memory:' });
	const due = async (until: string | undefined, target = HERE) =>
		await dueEntries(log, target, async () => await Promise.resolve(until));
	const ask = jest.fn(async () => await Promise.resolve(undefined));
	expect(await dueEntries(log, HERE, ask)).toEqual([]);
	expect(ask).not.toHaveBeenCalled();

	await keepWaiting(
		log,
		HERE,
		[january, december, paidSale('3')],
		[ended('waiting'), ended('waiting'), ended('created')],
	);
	expect(await due('2026-02-28')).toEqual([]);
	expect(await due('2026-01-30')).toEqual([january]);
	expect(await due(undefined)).toEqual([december, january]);
	expect(await due(undefined, { ...HERE, tenant: 'T2' })).toEqual([]);

	// an interrupted run, a busy ledger: no end
	await keepWaiting(log, HERE, [january, december], [undefined, ended('failed')]);
	expect(await due(undefined)).toEqual([december, january]);

	await keepWaiting(log, HERE, [january], [ended('created')]);
	expect(await due(undefined)).toEqual([december]);
	await log.close();
});

describe('what applies to a document that waits', () => {
	const late = unpaidSale('1', { bookedOn: '2026-01-31' });
	const payment = paymentOf('1', { bookedOn: '2026-03-01' });
	const closed = { closedUntil: '2026-02-28' };

	it.each([
		['of the same run', [[late, payment]]],
		['of an earlier run', [[late], [payment]]],
	])('waits with it, and is posted when the period is open: %s', async (_, runs) => {
		const harness = new Harness();
		harness.ledger.company = closed;
		for (const entries of runs) {
			const results = await harness.post(entries, { closedPeriod: 'wait' });
			expect(summaryOf(results)).toEqual(entries.map(() => 'inProgress: waiting'));
			await keepWaiting(harness.log, TARGET, entries, results);
		}
		expect(harness.ledger.documents).toEqual([]);

		harness.ledger.company = {};
		const due = await dueEntries(harness.log, TARGET, async () => await Promise.resolve(undefined));
		expect(due).toEqual([late, payment]);
		expect(summaryOf(await harness.post(due))).toEqual(['posted: created', 'posted: created']);
	});

	it('also where one entry has both', async () => {
		const harness = new Harness();
		harness.ledger.company = closed;
		const [result] = await harness.post([splitSale('1', { bookedOn: '2026-01-31' })], {
			closedPeriod: 'wait',
		});
		expect(result).toMatchObject({
			outcome: 'inProgress',
			documents: [{ state: 'waiting' }, { state: 'waiting' }, { state: 'waiting' }],
		});
	});
});
