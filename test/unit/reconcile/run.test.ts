/** Daily runs with a real sync log: what is open stays, what was matched is noted once, and a person has the last word. */
import type { PayoutMatch } from '../../../core/documents';
import type { SyncLog } from '../../../core/posting/syncLog';
import {
	acceptMatches,
	reconcile,
	type Reconciled,
	type ReconcileRunOptions,
} from '../../../core/reconcile/run';
import { openSyncLog } from '../../../synclog';
import { lineFor, payoutFor, transactionFor, type LinePlan, type PayoutPlan } from '../../support/payouts';

let log: SyncLog;
beforeEach(() => {
	log = openSyncLog({ file: ':memory:' });
});
afterEach(async () => await log.close());

async function run(
	asOf: string,
	payouts: readonly PayoutPlan[],
	lines: readonly LinePlan[],
	more: Partial<ReconcileRunOptions> = {},
): Promise<Reconciled> {
	const input = { payouts: payouts.map(payoutFor), lines: lines.map(lineFor), documents: [] };
	return await reconcile(input, { syncLog: log, books: 'main', asOf, ...more });
}

const said = ({ documents }: Reconciled): string[] =>
	documents.map(({ document: { status, payouts, bankTransactions }, output }) => {
		const ids = [...payouts, ...bankTransactions].map((key) => key.split('/').at(-1));
		return `${output} ${status} ${ids.join(' ')}`;
	});

const P: PayoutPlan = { id: 'p', net: 1_727n, arrivesOn: '2026-03-02' };
const A: LinePlan = { id: 'a', units: 1_727n, on: '2026-03-03', text: 'STRIPE PAYOUT' };

it('matches what came on different days, and says it again when it comes again', async () => {
	const first = await run('2026-03-02', [P], []);
	expect(said(first)).toEqual([]);
	expect(first.waiting.map(({ source }) => source.externalId)).toEqual(['p']);
	expect(said(await run('2026-03-03', [], [A]))).toEqual(['matched matched p a']);
	expect(said(await run('2026-03-04', [], []))).toEqual([]);
	expect(said(await run('2026-03-04', [P], []))).toEqual(['matched matched p a']);
	expect(said(await run('2026-03-04', [P], [A]))).toEqual(['matched matched p a']);
});

it('takes a line first, too, and keeps sets of books apart', async () => {
	expect(said(await run('2026-03-03', [], [A]))).toEqual([]);
	expect(said(await run('2026-03-04', [P], [], { books: 'other' }))).toEqual([]);
	expect(said(await run('2026-03-04', [P], []))).toEqual(['matched matched p a']);
});

it('says what is missing until it comes', async () => {
	await run('2026-03-02', [P], []);
	expect(said(await run('2026-03-20', [], []))).toEqual(['unmatched missingInBank p']);
	expect(said(await run('2026-03-23', [], [{ ...A, on: '2026-03-23', reference: 'p' }]))).toEqual([
		'review matched p a',
	]);
});

it('sees that a line of an earlier run comes a second time', async () => {
	await run('2026-03-03', [P], [A]);
	const again = await run('2026-03-10', [], [{ ...A, id: 'b', on: '2026-03-10' }]);
	expect(said(again)).toEqual(['unmatched unknownBankLine b']);
	expect(again.documents[0]?.document.reasons).toMatchObject([{ code: 'paidTwice' }]);
});

it('sees that the money of a payout that failed later went back', async () => {
	await run('2026-03-03', [P], [A]);
	const failed = payoutFor({ ...P, status: 'failed' });
	const back = lineFor({ ...A, id: 'b', units: -1_727n, on: '2026-03-05' });
	const result = await reconcile(
		{ payouts: [failed], lines: [back], documents: [] },
		{ syncLog: log, books: 'main', asOf: '2026-03-05' },
	);
	expect(said(result)).toEqual(['matched matched p b', 'matched matched p a']);
	expect(result.documents[0]?.document).toMatchObject({
		direction: 'fromBank',
		reasons: [{ code: 'payoutFailed' }],
	});
	expect(said(await run('2026-03-06', [], []))).toEqual([]);
});

it('waits for payouts to be posted, where it is asked to look', async () => {
	const posted = new Set<string>();
	const look = { posted: async () => posted };
	expect(said(await run('2026-03-03', [P], [A], look))).toEqual(['unmatched missingInBooks p a']);
	expect(said(await run('2026-03-04', [], [], look))).toEqual(['unmatched missingInBooks p a']);
	posted.add(payoutFor(P).id);
	expect(said(await run('2026-03-05', [], [], look))).toEqual(['matched matched p a']);
	expect(said(await run('2026-03-06', [], [], look))).toEqual([]);
});

it('explains a difference, and lets a person accept it or take it apart', async () => {
	const charges = [
		transactionFor('1001', 120_050n, 3_511n),
		transactionFor('1002', 64_000n, 1_727n),
		transactionFor('1003', -25_00n),
	];
	const payout: PayoutPlan = { id: 'big', net: 176_312n, arrivesOn: '2026-03-02', transactions: charges };
	const line: LinePlan = { id: 'l', units: 174_585n, on: '2026-03-02', text: 'STRIPE PAYOUT' };
	const first = await run('2026-03-03', [payout], [line]);
	expect(said(first)).toEqual(['review matchedWithDifference big l']);
	const [document] = first.documents.map((one) => one.document);
	if (document === undefined) throw new Error('nothing found');
	expect(document).toMatchObject({
		difference: { amount: '17.27' },
		differenceSide: 'bankIsLower',
		reasons: [{ code: 'missingFee', text: expect.stringContaining('#1002') }],
	});

	const accept = async (matches: readonly PayoutMatch[]) =>
		await acceptMatches(matches, { syncLog: log, books: 'main' });
	expect(said(await run('2026-03-04', [], []))).toEqual(['review matchedWithDifference big l']);
	expect(await accept([document])).toEqual([true]);
	expect(said(await run('2026-03-05', [], []))).toEqual([]);
	expect(await accept([{ ...document, id: 'x', bankTransactions: ['nobody'] }])).toEqual([false]);
	expect(await log.reconcileRelease('main', document.id)).toMatchObject({ payouts: document.payouts });
	expect(said(await run('2026-03-06', [], []))).toEqual(['review matchedWithDifference big l']);
});

it('accepts both lines of a payout that came in two', async () => {
	const payouts = [P, { ...P, id: 'q', net: 5_000n }, { ...P, id: 'r', net: 5_000n }];
	const lines = [
		{ ...A, id: 'a', units: 1_000n },
		{ ...A, id: 'b', units: 727n },
	];
	const documents = (await run('2026-03-03', payouts, lines)).documents.map(({ document }) => document);
	expect(documents).toHaveLength(2);
	expect(await acceptMatches(documents, { syncLog: log, books: 'main' })).toEqual([true, true]);
});

it('forgets rent and suppliers after a time, and learns the lag and texts of a gateway', async () => {
	const rent: LinePlan = { id: 'rent', units: -425_000n, on: '2026-01-02', text: 'RENT' };
	const result = await run('2026-03-20', [P], [A, rent]);
	expect(result.others.map(({ source }) => source.externalId)).toEqual(['rent']);
	expect(
		(await log.reconcileState('main', '2026-03-01')).items.map(({ key }) => key.split('/').at(-1)),
	).toEqual(['a', 'p']);
	expect(await log.getState('reconcile/main', 'habits')).toEqual({
		lags: { stripe: { 1: 1 } },
		texts: { stripe: { 'STRIPE PAYOUT': 1 } },
	});
});

it('leaves pending lines alone', async () => {
	expect(said(await run('2026-03-03', [P], [{ ...A, pending: true }]))).toEqual([]);
	expect((await log.reconcileState('main', '2026-01-01')).items).toHaveLength(1);
});
