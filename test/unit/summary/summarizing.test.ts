/** Events on their way into summaries: waiting, late, changed, posted singly, in payouts, opened again. */
import type { Payout, PayoutTransaction } from '../../../core/documents';
import { SCHEMA_VERSION } from '../../../core/documents';
import type { JournalEntry } from '../../../core/journal/entry';
import type { SyncLog } from '../../../core/posting/syncLog';
import { openSummary, reopenSummary, type Summarized } from '../../../core/summary';
import { openSyncLog } from '../../../synclog';
import { creditOf, paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../../support/entries';
import { codesOf, valueOf } from '../../support/outcome';
import { CountingLedger, movedBy, policyOf, summarize, TARGET } from '../../support/summaries';

const DAY = '2026-03-01';
const KEY = 'shopify/my-shop.example/summary/2026-03-01.GBP';
const at = (time: string): number => Date.parse(time);

let clock = 0;
let log: SyncLog;
let ledger: CountingLedger;
beforeEach(() => {
	clock = at('2026-03-10T12:00:00Z');
	log = openSyncLog({ file: ':memory:', now: () => clock });
	ledger = new CountingLedger(log);
});
afterEach(async () => await log.close());

const entries = ({ ready }: Summarized): JournalEntry[] => ready.map(({ entry }) => entry);
const summaries = (summarized: Summarized): JournalEntry[] =>
	entries(summarized).filter(({ purpose }) => purpose === 'Summary');
const memberIds = (entry: JournalEntry | undefined): string[] =>
	(entry?.summary?.members ?? []).map(({ id }) => id);

describe('waiting', () => {
	it('sums nothing before the period and its delay are over, and everything then', async () => {
		const policy = policyOf({ delayMs: 3_600_000 });
		const before = await summarize(log, [paidSale('1'), refundOf('1')], policy, {
			now: at('2026-03-02T00:59:59Z'),
		});
		expect(before.ready).toEqual([]);
		expect(before.waiting).toMatchObject([
			{ dueAt: '2026-03-02T01:00:00.000Z' },
			{ dueAt: '2026-03-02T01:00:00.000Z' },
		]);
		const due = await summarize(log, [], policy, { now: at('2026-03-02T01:00:00Z') });
		expect(summaries(due)).toMatchObject([
			{ id: `${KEY}.1`, bookedOn: DAY, summary: { from: DAY, to: DAY } },
		]);
		expect(memberIds(summaries(due)[0])).toHaveLength(2);
	});

	it('counts what waits or is summed as accounted for, and shows how long it waits', async () => {
		const [waiting, unknown] = [paidSale('1'), paidSale('2')];
		await summarize(log, [waiting], policyOf(), { now: at('2026-03-01T12:00:00Z') });
		const keys = [waiting.id, unknown.id];
		expect([...(await log.accounted(keys))]).toEqual([waiting.id]);
		expect([...(await log.summarized(keys))]).toEqual([waiting.id]);
		expect(await log.summaryWaiting()).toEqual([
			{
				...TARGET,
				batch: 'shopify/my-shop.example/2026-03-01.GBP',
				count: 1,
				dueAt: at('2026-03-02T00:00:00Z'),
				from: DAY,
				to: DAY,
			},
		]);
	});

	it('takes the latest content of what waits', async () => {
		await summarize(log, [paidSale('1', { amount: '10.00' })], policyOf(), { now: 0 });
		await summarize(log, [paidSale('1', { amount: '12.00' })], policyOf(), { now: 0 });
		const [summary] = summaries(await summarize(log, []));
		expect(summary?.summary?.members).toMatchObject([{ amount: { amount: '12.00', currency: 'GBP' } }]);
	});

	it('with "now" sums what is there, dated no later than its events', async () => {
		const policy = policyOf({ period: 'month', emit: 'now' });
		const now = at('2026-03-05T12:00:00Z');
		const [first] = summaries(await summarize(log, [paidSale('1')], policy, { now }));
		expect(first).toMatchObject({ bookedOn: DAY, summary: { from: DAY, to: '2026-03-31' } });
		const late = paidSale('2', { bookedOn: '2026-03-04' });
		expect(
			summaries(await summarize(log, [late], policy, { now })).map(({ bookedOn }) => bookedOn),
		).toContain('2026-03-04');
	});
});

describe('late events', () => {
	it('make an additional summary and leave the first as it was', async () => {
		const first = await summarize(log, [paidSale('1'), paidSale('2')]);
		await ledger.post(entries(first));
		const second = await summarize(log, [paidSale('3')]);
		expect(summaries(second).map(({ id }) => id)).toEqual([`${KEY}.2`]);
		expect(summaries(second)[0]).toMatchObject({
			bookedOn: DAY,
			order: { number: '2026-03-01-2' },
			narration: 'Summary of 2026-03-01, addition 1',
		});
		await ledger.post(entries(second));
		const again = await summarize(log, [paidSale('1'), paidSale('2'), paidSale('3')]);
		expect(summaries(again)).toEqual([...summaries(first), ...summaries(second)]);
		await ledger.post(entries(again));
		expect(ledger.changed).toEqual([]);
		expect(ledger.balances).toEqual(movedBy([paidSale('1'), paidSale('2'), paidSale('3')]));
	});

	it('in other shops, currencies and channels have summaries of their own', async () => {
		const other = { ...paidSale('3'), channel: 'pos' };
		const policy = policyOf({ divideBy: ['channel', 'gateway'] });
		const all = [paidSale('1'), paidSale('2', { currency: 'EUR' }), other, splitSale('4')];
		expect(summaries(await summarize(log, all, policy)).map(({ source }) => source.externalId)).toEqual([
			'2026-03-01.EUR.channel=web.gateway=card.1',
			'2026-03-01.GBP.channel=pos.gateway=card.1',
			'2026-03-01.GBP.channel=web.gateway=card%2Bpaypal.1',
			'2026-03-01.GBP.channel=web.gateway=card.1',
		]);
	});
});

describe('events that change', () => {
	it('after their summary was posted are held, and the summary stays', async () => {
		const first = await summarize(log, [paidSale('1'), paidSale('2')]);
		await ledger.post(entries(first));
		const changed = await summarize(log, [paidSale('1', { amount: '11.00' })]);
		expect(summaries(changed)).toEqual([]);
		expect(changed.review).toMatchObject([
			{ index: 0, orderNumber: '#1', findings: [{ code: 'CHANGED_AFTER_POSTING' }] },
		]);
		expect(await log.openHeldEvents(9)).toMatchObject([{ businessKey: paidSale('1').id, stage: 'summary' }]);
		// once it is as it was again, nobody has to look any more
		await summarize(log, [paidSale('1')]);
		expect(await log.openHeldEvents(9)).toEqual([]);
	});

	it('while it has never reached the ledger make the summary anew, and the old one can never be posted', async () => {
		const preview = await summarize(log, [paidSale('1'), paidSale('2')]);
		const corrected = [paidSale('1', { amount: '11.00' }), paidSale('2')];
		const anew = await summarize(log, corrected);
		expect(summaries(anew).map(({ id }) => id)).toEqual([`${KEY}.2`]);
		await ledger.post(entries(preview));
		expect(ledger.keys).toEqual([]);
		await ledger.post(entries(anew));
		expect(ledger.balances).toEqual(movedBy(corrected));
	});
});

describe('posting singly', () => {
	it('is for what is owed and for payments of invoices, and is listed in the summary', async () => {
		const all = [unpaidSale('1'), paymentOf('1'), creditOf('1'), paidSale('2')];
		const summarized = await summarize(log, all);
		expect(summarized.ready.map(({ entry, reason }) => [entry.id, reason])).toEqual([
			[unpaidSale('1').id, 'it is not paid in full'],
			[paymentOf('1').id, 'it pays an invoice'],
			[creditOf('1').id, 'it lowers what is owed'],
			[`${KEY}.1`, undefined],
		]);
		expect(summaries(summarized)[0]?.summary?.leftOut.map(({ id, reason }) => [id, reason])).toEqual(
			[
				[unpaidSale('1').id, 'it is not paid in full'],
				[paymentOf('1').id, 'it pays an invoice'],
				[creditOf('1').id, 'it lowers what is owed'],
			].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
		);
		await ledger.post(entries(summarized));
		expect(ledger.balances).toEqual(movedBy(all));
	});

	it.each([
		['the customer is a company', { customer: { id: 'c', company: 'Tea Ltd' } }, {}],
		['the customer is a company', { customer: { id: 'c', taxNumber: 'GB1' } }, {}],
		['the customer is a company', { order: { id: '1', number: '#1', poNumber: 'PO 7' } }, {}],
		['it is of more than 9.99 GBP', {}, { over: '9.99' }],
		['it is of the channel web', {}, { channel: ['pos', 'w*'] }],
		['it goes to DE', { shipTo: { country: 'DE' } }, { country: 'DE' }],
		['it went through card', {}, { gateway: 'card' }],
	])('%s', async (reason, more, singly) => {
		const entry = { ...paidSale('1'), ...more };
		const policy = policyOf({ singly: { companies: true, ...singly } });
		expect((await summarize(log, [entry], policy)).ready).toEqual([{ entry, index: 0, reason }]);
		const other = policyOf({ singly: { companies: false, over: '10.00', channel: 'pos', country: 'FR' } });
		expect(summaries(await summarize(log, [entry], other))).toHaveLength(1);
	});

	it('stays so for what was posted by itself before', async () => {
		await ledger.post([paidSale('1')]);
		const summarized = await summarize(log, [paidSale('1'), paidSale('2')]);
		expect(summarized.ready[0]).toMatchObject({ index: 0, reason: 'it was posted by itself before' });
		expect(memberIds(summaries(summarized)[0])).toEqual([paidSale('2').id]);
		await ledger.post(entries(summarized));
		expect(ledger.balances).toEqual(movedBy([paidSale('1'), paidSale('2')]));
	});

	it('is refused for what waits for a summary or is in one', async () => {
		await summarize(log, [paidSale('1')], policyOf(), { now: 0 });
		await ledger.post([paidSale('1')]);
		expect(ledger.keys).toEqual([]);
		await summarize(log, []);
		await ledger.post([paidSale('1')]);
		expect(ledger.keys).toEqual([]);
	});

	it('is possible once the choice says so, as long as it waits', async () => {
		await summarize(log, [paidSale('1')], policyOf(), { now: 0 });
		const policy = policyOf({ singly: { companies: true, gateway: 'card' } });
		const summarized = await summarize(log, [paidSale('1')], policy);
		expect(summarized.ready).toMatchObject([{ index: 0, reason: 'it went through card' }]);
		await ledger.post(entries(summarized));
		expect(ledger.balances).toEqual(movedBy([paidSale('1')]));
	});

	it('holds what no document can be made of, and sums the others', async () => {
		const { lines, ...rest } = paidSale('1');
		const unmapped = lines.map(({ account: _account, ...line }) => line);
		const summarized = await summarize(log, [{ ...rest, lines: unmapped }, paidSale('2')]);
		expect(summarized.review).toMatchObject([{ index: 0, findings: [{ code: 'ACCOUNT_NOT_MAPPED' }, {}] }]);
		expect(memberIds(summaries(summarized)[0])).toEqual([paidSale('2').id]);
	});
});

describe('restarts', () => {
	it('give a closed summary out again until it is in the ledger', async () => {
		// the run is killed after the summary was closed
		const lost = await summarize(log, [paidSale('1')]);
		const next = await summarize(log, []);
		expect(summaries(next)).toEqual(summaries(lost));
		await ledger.post(entries(next));
		expect(summaries(await summarize(log, []))).toEqual([]);
	});
});

describe('payouts', () => {
	const payout = (id: string, bookedOn: string, settles: readonly JournalEntry[]): Payout => ({
		type: 'Payout',
		schemaVersion: SCHEMA_VERSION,
		id: `shopify/my-shop.example/payout/${id}`,
		source: {
			platform: 'shopify',
			storeId: 'my-shop.example',
			kind: 'payout',
			externalId: id,
			externalNumber: id,
			revision: '1',
		},
		channel: 'payouts',
		occurredAt: `${bookedOn}T06:00:00.000Z`,
		bookedOn,
		currency: 'GBP',
		gateway: 'card',
		status: 'paid',
		arrivesOn: bookedOn,
		transactions: settles.map(({ id: key }, index) => ({
			id: `${id}-${index}`,
			type: 'charge',
			settles: key,
			amount: { amount: '10.00', currency: 'GBP' },
			direction: 'in',
			fee: { amount: '0.00', currency: 'GBP' },
			occurredAt: `${bookedOn}T00:00:00.000Z`,
		})),
		net: { amount: `${settles.length * 10}.00`, currency: 'GBP' },
		direction: 'toBank',
	});
	const policy = policyOf({ period: 'payout' });
	const march = [paidSale('1', { bookedOn: '2026-03-31' }), paidSale('2', { bookedOn: '2026-03-31' })];
	const april = paidSale('3', { bookedOn: '2026-04-01' });

	it('sum what they paid out, split at the end of the month, whether they come before or after', async () => {
		const before = await summarize(log, march, policy);
		expect([before.ready, before.waiting.length]).toEqual([[], 2]);
		expect(before.waiting[0]).not.toHaveProperty('dueAt');
		const [first] = march;
		if (first === undefined) throw new Error('no sale');
		const paid = await summarize(log, [], policy, { payouts: [payout('P7', '2026-04-02', [first, april])] });
		expect(summaries(paid)).toMatchObject([
			{
				bookedOn: '2026-03-31',
				source: { externalId: '2026-03-01_2026-03-31.payout=P7.GBP.1' },
				summary: { payout: 'P7' },
			},
		]);
		expect(memberIds(summaries(paid)[0])).toEqual([first.id]);
		await ledger.post(entries(paid));
		const later = await summarize(log, [april], policy);
		expect(summaries(later)).toMatchObject([{ bookedOn: '2026-04-02', summary: { payout: 'P7' } }]);
		expect(later.waiting).toEqual([]);
	});

	const bare = (kind: 'charge' | 'refund', more: Partial<PayoutTransaction>): PayoutTransaction => ({
		id: `${kind}-${JSON.stringify(more)}`,
		type: kind,
		amount: { amount: '10.00', currency: 'GBP' },
		direction: kind === 'charge' ? 'in' : 'out',
		fee: { amount: '0.30', currency: 'GBP' },
		occurredAt: '2026-03-30T00:00:00.000Z',
		...more,
	});
	/** With the gateway's reference, as shops state it. */
	const referred = (entry: JournalEntry, reference: string): JournalEntry => ({
		...entry,
		lines: entry.lines.map((line) =>
			line.payment === undefined ? line : { ...line, payment: { ...line.payment, reference } },
		),
	});
	const ofGateway = (
		id: string,
		transactions: readonly PayoutTransaction[],
		status: Payout['status'] = 'paid',
	) => ({
		...payout(id, '2026-03-31', []),
		status,
		transactions,
	});

	it('find their events by the gateway’s reference, else by the order, and tell what came in from what went out', async () => {
		const first = referred(paidSale('1', { bookedOn: '2026-03-29' }), 'ch_1');
		const second = paidSale('2', { bookedOn: '2026-03-29' });
		const third = paidSale('3', { bookedOn: '2026-03-29', orderNumber: '#1003' });
		const back = referred(refundOf('1', { bookedOn: '2026-03-30', orderNumber: '#1' }), 'ch_1');
		await summarize(log, [first, second], policy);
		const payouts = [
			ofGateway('P1', [bare('charge', { reference: 'ch_1' }), bare('charge', { order: { id: '2' } })]),
			ofGateway('P2', [bare('refund', { reference: 'ch_1' }), bare('charge', { order: { number: '1003' } })]),
		];
		const summed = await summarize(log, [third, back], policy, { payouts });
		expect(summed.waiting).toEqual([]);
		const members = summaries(summed).map((entry) => [entry.summary?.payout, memberIds(entry)]);
		expect(members.sort()).toEqual([
			['P1', [first.id, second.id].sort()],
			['P2', [third.id, back.id].sort()],
		]);
	});

	it('that are only planned, or were called off, sum nothing', async () => {
		const sale = referred(paidSale('1', { bookedOn: '2026-03-29' }), 'ch_1');
		const charge = [bare('charge', { reference: 'ch_1' })];
		const planned = [ofGateway('P1', charge, 'scheduled'), ofGateway('P2', charge, 'cancelled')];
		const waits = await summarize(log, [sale], policy, { payouts: planned });
		expect([summaries(waits), waits.waiting.length]).toEqual([[], 1]);
		const paid = await summarize(log, [], policy, { payouts: [ofGateway('P3', charge, 'inTransit')] });
		expect(summaries(paid)).toMatchObject([{ summary: { payout: 'P3' } }]);
	});
});

describe('opening', () => {
	it('lists what is in a summary', async () => {
		const [summary] = summaries(await summarize(log, [paidSale('2'), paidSale('1')]));
		const opened = valueOf(await openSummary(log, TARGET, summary?.id ?? ''));
		expect(opened.map(({ id, orderNumber, amount }) => [id, orderNumber, amount.amount])).toEqual([
			[paidSale('1').id, '#1', '10.00'],
			[paidSale('2').id, '#2', '10.00'],
		]);
		expect(codesOf(await openSummary(log, TARGET, 'another'))).toEqual(['SUMMARY_UNKNOWN']);
		const elsewhere = { ledger: 'quickbooks', tenant: 'another' };
		expect(codesOf(await openSummary(log, elsewhere, summary?.id ?? ''))).toEqual(['SUMMARY_UNKNOWN']);
	});

	it('again takes the events out, but never of what is in the ledger', async () => {
		const summarized = await summarize(log, [paidSale('1')]);
		await ledger.post(entries(summarized));
		const key = `${KEY}.1`;
		expect(codesOf(await reopenSummary(log, TARGET, key))).toEqual(['SUMMARY_IN_LEDGER']);
		const [posted] = ledger.keys;
		await log.claimUndo([posted ?? ''], 'undo', 60_000);
		expect(codesOf(await reopenSummary(log, TARGET, key))).toEqual(['SUMMARY_IN_LEDGER']);
		await log.undone([{ postingKey: posted ?? '', findings: [] }], 'undo');
		expect(valueOf(await reopenSummary(log, TARGET, key))).toHaveLength(1);
		expect(await log.accounted([paidSale('1').id])).toEqual(new Set());

		const policy = policyOf({ singly: { companies: true, gateway: 'card' } });
		const singly = await summarize(log, [paidSale('1')], policy);
		expect(singly.ready).toMatchObject([{ index: 0, reason: 'it went through card' }]);
		await ledger.post(entries(singly));
		// the summary that was opened again is void, also for a run that still holds it
		await ledger.post(entries(summarized));
		expect(ledger.keys).toEqual([posted, expect.stringContaining('/order/1/Sale')]);
	});
});
