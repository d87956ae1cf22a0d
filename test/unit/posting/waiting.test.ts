/** Entries that wait for their period are kept, given out when it is open, and forgotten when they do not wait any more. */
import { dueEntries, keepWaiting } from '../../../core/posting/waiting';
import { openSyncLog } from '../../../synclog';
import { paidSale } from '../../support/entries';

const HERE = { ledger: 'model', tenant: 'T1' };
const january = paidSale('1', { bookedOn: '2026-01-31' });
const december = paidSale('2', { bookedOn: '2025-12-31' });

it('by ledger and company, oldest first, as they came', async () => {
	const log = openSyncLog({ file: ':memory:' });
	const due = async (until: string | undefined, target = HERE) =>
		await dueEntries(log, target, async () => await Promise.resolve(until));
	const ask = jest.fn(async () => await Promise.resolve(undefined));
	expect(await dueEntries(log, HERE, ask)).toEqual([]);
	expect(ask).not.toHaveBeenCalled();

	await keepWaiting(log, HERE, [
		{ entry: january, waits: true },
		{ entry: december, waits: true },
		{ entry: paidSale('3'), waits: false },
	]);
	expect(await due('2026-02-28')).toEqual([]);
	expect(await due('2026-01-30')).toEqual([january]);
	expect(await due(undefined)).toEqual([december, january]);
	expect(await due(undefined, { ...HERE, tenant: 'T2' })).toEqual([]);

	await keepWaiting(log, HERE, [{ entry: january, waits: false }]);
	expect(await due(undefined)).toEqual([december]);
	await log.close();
});
