/** The progress of a history in the sync log: it goes on where it was, counts what came, and says when it will be done. */
import { findGap, nextWindow, outcomeSince, type HistoryQuestion } from '../../../../core/backfill';
import type { SyncLog } from '../../../../core/posting/syncLog';
import { openSyncLog } from '../../../../synclog';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T08:00:00Z');
const WORKFLOW = 'StoreLedger: Historical Import';

let now = START;
let syncLog: SyncLog;
beforeEach(() => {
	now = START;
	syncLog = openSyncLog({ file: ':memory:', now: () => now });
});
afterEach(async () => await syncLog.close());

const ask = async (more: Partial<HistoryQuestion> = {}) =>
	await nextWindow(syncLog, {
		id: 'import',
		workflow: WORKFLOW,
		from: '2026-01-01T00:00:00Z',
		to: '2026-01-13T00:00:00Z',
		days: 3,
		timeZone: 'UTC',
		finished: false,
		now,
		companyOf: () => undefined,
		...more,
	});

let runs = 0;
/** What a poster notes of a window. */
async function posted(count: number, review = 0, workflow = WORKFLOW): Promise<void> {
	const runId = `run-${++runs}`;
	await syncLog.startRun({ runId, workflow, node: 'Poster' });
	now += MINUTE_MS;
	await syncLog.finishRun(runId, { posted: count, unchanged: 1, review });
}

test('four windows, one after the other, with what they came to and when they will be done', async () => {
	expect(await ask()).toMatchObject({
		number: 1,
		of: 4,
		remaining: 4,
		percent: 0,
		posted: 0,
		finished: false,
	});
	await posted(10);
	await posted(7, 0, 'another workflow');
	now = START + 2 * MINUTE_MS;
	expect(await ask({ finished: true })).toMatchObject({
		number: 2,
		percent: 25,
		posted: 10,
		unchanged: 1,
		held: 0,
		from: '2026-01-04T00:00:00.000Z',
		to: '2026-01-07T00:00:00.000Z',
		sumUpTo: '2026-01-07T00:00:00.000Z',
		// a quarter took two minutes
		estimatedEnd: new Date(START + 8 * MINUTE_MS).toISOString(),
		text: 'Window 2 of 4 (4 Jan 2026 to 6 Jan 2026), 25% done: 10 posted, 1 already there, 0 held for review so far. Done about 23 Nov 2026 08:08 (UTC).',
	});
	await posted(5, 2);
	await ask({ finished: true });
	expect(await ask({ finished: true })).toMatchObject({ number: 4, sumUpTo: '', remaining: 1 });
	expect(await ask({ finished: true })).toMatchObject({
		finished: true,
		posted: 15,
		held: 2,
		percent: 100,
		remaining: 0,
	});
	expect(await ask()).toMatchObject({ finished: true, posted: 15 });
});

test('stopped, it goes on with the window it was at; another period or "start over" begins anew', async () => {
	await ask();
	await posted(10);
	await ask({ finished: true });
	now += 24 * 60 * MINUTE_MS;
	expect(await ask()).toMatchObject({ number: 2, posted: 10 });
	expect(await ask({ startOver: true })).toMatchObject({ number: 1, posted: 0 });
	await posted(4);
	// in the loop "start over" has been obeyed already
	expect(await ask({ startOver: true, finished: true })).toMatchObject({ number: 2, posted: 4 });
	expect(await ask({ days: 4 })).toMatchObject({ number: 1, of: 3, posted: 0 });
});

test('without an end it goes to the moment at which it was begun, also when it goes on later', async () => {
	const open = { from: '2026-11-20T00:00:00Z' } as const;
	const { to: _to, ...question } = { to: undefined, ...open };
	const first = await nextWindow(syncLog, {
		id: 'open',
		workflow: WORKFLOW,
		...question,
		days: 1,
		timeZone: 'UTC',
		finished: false,
		now,
		companyOf: () => undefined,
	});
	expect(first).toMatchObject({ number: 1, of: 4 });
	now += 3 * 24 * 60 * MINUTE_MS;
	const later = await nextWindow(syncLog, {
		id: 'open',
		workflow: WORKFLOW,
		...question,
		days: 1,
		timeZone: 'UTC',
		finished: false,
		now,
		companyOf: () => undefined,
	});
	expect(later.of).toBe(4);
});

test('events held before a ledger are counted too, those of the posters once', async () => {
	const since = new Date(now).toISOString();
	const held = (businessKey: string, runId: string) => ({
		businessKey,
		stage: 'mapping',
		orderNumber: '1',
		bookedOn: '2026-01-01',
		findings: [],
		runId,
	});
	await posted(3, 1);
	await syncLog.heldEvents([
		held('shopify/shop/order/1', `run-${runs}`),
		held('shopify/shop/order/2', 'mapper'),
	]);
	expect(await outcomeSince(syncLog, WORKFLOW, since)).toEqual({ posted: 3, unchanged: 1, held: 2 });
	now += MINUTE_MS;
	expect(await outcomeSince(syncLog, WORKFLOW, new Date(now).toISOString())).toEqual({
		posted: 0,
		unchanged: 0,
		held: 0,
	});
});

describe('the gap of an outage', () => {
	const HOUR_MS = 60 * MINUTE_MS;
	const question = () => ({ now, overlapMs: HOUR_MS, lookBackMs: 30 * 24 * HOUR_MS, timeZone: 'UTC' });
	const at = (hours: number): string => new Date(START + hours * HOUR_MS).toISOString();

	async function document(name: string, hours: number): Promise<void> {
		now = START + hours * HOUR_MS;
		const request = {
			postingKey: `q/c/${name}`,
			businessKey: `shopify/shop/order/${name}`,
			ledger: 'quickbooks',
			tenant: 'c',
			documentType: 'SalesReceipt' as const,
			number: name,
			orderNumber: name,
			bookedOn: '2026-11-23',
			total: { amount: '1.00', currency: 'GBP' },
			fingerprint: name,
			snapshot: null,
		};
		await syncLog.claim([request], 'run', MINUTE_MS);
		const update = {
			postingKey: request.postingKey,
			ledgerId: '1',
			ledgerEntity: 'SalesReceipt',
			number: name,
			findings: [],
		};
		await syncLog.posted([update], 'run');
	}

	test('a trigger that stands still says since when; one of long ago is forgotten', async () => {
		await document('1', 9);
		await syncLog.setState('trigger:a', 'lastSweepAt', at(8));
		await syncLog.setState('trigger:b', 'lastSweepAt', at(10));
		await syncLog.setState('trigger:old', 'lastSweepAt', at(-24 * 60));
		now = START + 12 * HOUR_MS;
		expect(await findGap(syncLog, question())).toMatchObject({
			because: 'triggers',
			since: at(8),
			from: at(7),
			to: at(12),
			hours: 4,
			text: 'No trigger looked at the shop since 23 Nov 2026 16:00 (UTC).',
		});
	});

	test('nothing posted before the triggers stopped: from the last document', async () => {
		await document('1', 2);
		await syncLog.setState('trigger:a', 'lastSweepAt', at(8));
		now = START + 12 * HOUR_MS;
		expect(await findGap(syncLog, question())).toMatchObject({ because: 'posted', since: at(2) });
	});

	test('all runs again: from the beginning of the longest silence', async () => {
		for (const [index, hours] of [0, 1, 2, 9, 10].entries()) await document(String(index), hours);
		await syncLog.setState('trigger:a', 'lastSweepAt', at(10));
		expect(await findGap(syncLog, question())).toMatchObject({ because: 'silence', since: at(2) });
	});

	test('a person knows best; without anything it looks back as far as it may', async () => {
		expect(await findGap(syncLog, { ...question(), since: at(-5) })).toMatchObject({
			because: 'given',
			since: at(-5),
		});
		expect(await findGap(syncLog, question())).toMatchObject({ because: 'never', hours: 720 });
		expect(await findGap(syncLog, { ...question(), since: at(-24 * 365) })).toMatchObject({ hours: 720 });
	});
});
