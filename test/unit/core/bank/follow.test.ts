/** Following a bank: the cursor moves after it was noted what goes out, and not at all when something fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankPage } from '../../../../core/bank/connector';
import { followBank, type FollowOptions } from '../../../../core/bank/follow';
import { SCHEMA_VERSION, type BankTransaction } from '../../../../core/documents';
import type { SyncLog } from '../../../../core/posting/syncLog';
import { openSyncLog } from '../../../../synclog';

const OPTIONS: FollowOptions = { triggerId: 'w/n', startFrom: '2024-01-02', accounts: [], pending: false };
const clock = { now: () => 0, sleep: async () => await Promise.resolve() };

function line(id: string, more: Partial<BankTransaction> = {}): BankTransaction {
	return {
		type: 'BankTransaction',
		schemaVersion: SCHEMA_VERSION,
		id: `plaid/acc/transaction/${id}`,
		source: {
			platform: 'plaid',
			storeId: 'acc',
			kind: 'transaction',
			externalId: id,
			externalNumber: '',
			revision: 'r1',
		},
		channel: 'bank',
		occurredAt: '2024-01-05T00:00:00.000Z',
		bookedOn: '2024-01-05',
		currency: 'GBP',
		account: { id: 'acc', name: 'Account' },
		amount: { amount: '1.00', currency: 'GBP' },
		direction: 'in',
		description: id,
		...more,
	};
}

let folder: string;
let syncLog: SyncLog;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'storeledger-follow-'));
	syncLog = openSyncLog({ file: join(folder, 'log.sqlite') });
});
afterEach(async () => {
	await syncLog.close();
	rmSync(folder, { recursive: true, force: true });
});

/** A bank whose pages are found by the cursor. */
function bank(pages: Readonly<Record<string, BankPage>>) {
	const asked: (string | undefined)[] = [];
	const changes = async (cursor: string | undefined): Promise<BankPage> => {
		asked.push(cursor);
		const page = pages[cursor ?? ''];
		return await (page === undefined
			? Promise.reject(new Error('the bank is closed'))
			: Promise.resolve(page));
	};
	return { asked, changes };
}

const page = (
	cursor: string,
	transactions: BankPage['transactions'],
	more: Partial<BankPage> = {},
): BankPage => ({
	transactions,
	removed: [],
	cursor,
	more: false,
	...more,
});

const run = async (session: ReturnType<typeof bank>, options = OPTIONS) =>
	(await followBank({ session, syncLog, clock }, options)).documents.map(({ description }) => description);

test('goes on where it stopped, over all pages, and leaves out what is not wanted', async () => {
	const session = bank({
		'': page('1', [line('a'), line('early', { bookedOn: '2024-01-01' })], { more: true }),
		'1': page('2', [line('b'), line('pending', { pending: true })]),
		'2': page('3', [line('c', { account: { id: 'other', name: 'Other' } })]),
		'3': page('3', []),
	});
	expect(await run(session)).toEqual(['a', 'b']);
	expect(await run(session, { ...OPTIONS, accounts: ['acc'] })).toEqual([]);
	expect(await run(session)).toEqual([]);
	expect(session.asked).toEqual([undefined, '1', '2', '3']);
});

test('keeps the cursor when a page fails, and when the note fails', async () => {
	const broken = bank({ '': page('1', [line('a')], { more: true }) });
	await expect(run(broken)).rejects.toThrow('closed');
	const session = bank({ '': page('1', [line('a')]), '1': page('1', []) });
	const failing = Object.create(syncLog) as SyncLog;
	failing.emitted = async () => await Promise.reject(new Error('the disk is full'));
	await expect(followBank({ session, syncLog: failing, clock }, OPTIONS)).rejects.toThrow('full');
	expect(await run(session)).toEqual(['a']);
	expect(session.asked).toEqual([undefined, undefined]);
});

test('gives a line again when it has changed, and says when a settled one is gone', async () => {
	const pending = line('p', { pending: true });
	const session = bank({
		'': page('1', [line('a'), pending]),
		'1': page('2', [line('a', { description: 'a, corrected' })]),
		'2': page('3', [], { removed: [line('a').id, pending.id, line('never seen').id] }),
	});
	expect(await run(session)).toEqual(['a']);
	expect(await run(session)).toEqual(['a, corrected']);
	const { documents, held } = await followBank({ session, syncLog, clock }, OPTIONS);
	expect(documents).toEqual([]);
	expect(held).toMatchObject([{ id: line('a').id, findings: [{ code: 'BANK_LINE_REMOVED' }] }]);
});

test('says nothing of a pending line that disappears, though it went out', async () => {
	const pending = line('p', { pending: true });
	const session = bank({ '': page('1', [pending]), '1': page('2', [line('q')], { removed: [pending.id] }) });
	const options = { ...OPTIONS, pending: true };
	expect(await run(session, options)).toEqual(['p']);
	expect(await followBank({ session, syncLog, clock }, options)).toMatchObject({
		documents: [{ description: 'q' }],
		held: [],
	});
});
