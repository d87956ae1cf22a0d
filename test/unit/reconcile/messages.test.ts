/** What people read: Slack's messages within its limits, and a finding with what to do for each thing that is open. */
import type { PayoutMatch } from '../../../core/documents';
import { matchDocuments, type MatchedDocument } from '../../../core/reconcile/match/documents';
import { matchPayouts } from '../../../core/reconcile/match/match';
import { remarkOn, withoutRemark } from '../../../core/reconcile/remarks';
import { reconcileMessage, tieOutMessage } from '../../../core/reconcile/slackMessage';
import { open, type LinePlan, type PayoutPlan } from '../../support/payouts';

function documents(
	payouts: readonly PayoutPlan[],
	lines: readonly LinePlan[],
	posted = true,
): MatchedDocument[] {
	const items = open(payouts, lines);
	const isPosted = (): boolean => posted;
	return matchDocuments(matchPayouts(items.payouts, items.lines, { asOf: '2026-03-27' }), { isPosted });
}

const P: PayoutPlan = { id: 'p', net: 100_000n, arrivesOn: '2026-03-02' };
const A: LinePlan = { id: 'a', units: 100_000n, on: '2026-03-02', text: 'STRIPE PAYOUT' };

test('each thing that is open has its finding, and what is matched has none', () => {
	const codeOf = (all: readonly MatchedDocument[]): (string | undefined)[] =>
		all.map(({ document, output }) => remarkOn(document, output)?.code);
	expect(codeOf(documents([P], [A]))).toEqual([undefined]);
	expect(codeOf(documents([P], [A], false))).toEqual(['PAYOUT_NOT_IN_BOOKS']);
	expect(codeOf(documents([P], []))).toEqual(['PAYOUT_NOT_IN_BANK']);
	expect(codeOf(documents([P], [{ ...A, units: 99_000n }]))).toEqual(['PAYOUT_DIFFERS']);
	expect(codeOf(documents([P], [{ ...A, on: '2026-03-20' }]))).toEqual(['PAYOUT_UNSURE']);
	expect(codeOf(documents([{ ...P, status: 'failed' }], []))).toEqual(['PAYOUT_RETURNED']);
	expect(codeOf(documents([P], [A, { ...A, id: 'b' }]))).toEqual([undefined, 'BANK_LINE_UNKNOWN']);
});

test('findings have figures and no gaps', () => {
	const [first] = documents([P], [{ ...A, units: 99_000n }]);
	if (first === undefined) throw new Error('nothing found');
	const remark = remarkOn(first.document, first.output);
	expect(remark?.message).toMatch(/^The stripe payout p arrived with 990\.00 GBP instead of 1000\.00 GBP: /);
	expect(remark?.message).not.toContain('{');
	expect(withoutRemark({ ...first.document, findings: remark === undefined ? [] : [remark] })).toEqual(
		first.document,
	);
});

test('Slack takes a bad day: everything is counted, some is shown, nothing is taken for a mark', () => {
	const many = Array.from({ length: 60 }, (_, index) => ({
		...P,
		id: `p${index}<!channel>`,
		net: BigInt(10_000 + index),
	}));
	const all = documents(many, [{ ...A, units: 12_345_678n }]);
	const { text, blocks } = reconcileMessage(all, 2, '2026-03-27');
	expect(text).toContain('missing in the bank: 60');
	expect(text).toContain('unknown bank lines: 1');
	expect(blocks.length).toBeLessThanOrEqual(50);
	for (const block of blocks)
		if (block.type === 'section') expect(block.text.text.length).toBeLessThanOrEqual(3_000);
	expect(JSON.stringify(blocks)).toContain('more');
	expect(JSON.stringify(blocks)).not.toContain('<!channel>');
});

test('a good day is one line', () => {
	const { text, blocks } = reconcileMessage(documents([P], [A]), 1, '2026-03-27');
	expect(text).toBe('Payouts and bank agree: 1 matched');
	expect(blocks).toHaveLength(2);
	expect(tieOutMessage([], { from: '2026-03-01', to: '2026-03-31' }).text).toMatch(
		/agree: nothing to compare/,
	);
});

test('a match is dated and numbered as its line, and says where the money is', () => {
	const [{ document } = { document: undefined as unknown as PayoutMatch }] = documents(
		[{ ...P, net: -100_000n }],
		[{ ...A, units: -100_000n, on: '2026-03-03', reference: 'BACS 77' }],
	);
	expect(document).toMatchObject({
		bookedOn: '2026-03-03',
		direction: 'fromBank',
		account: { id: 'current' },
		source: { externalNumber: 'BACS 77', kind: 'payoutMatch' },
		expected: { amount: '1000.00' },
		received: { amount: '1000.00' },
		differenceSide: 'none',
	});
});
