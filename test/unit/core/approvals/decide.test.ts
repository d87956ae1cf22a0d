/** Never enough with fewer different people than are needed, whatever comes in whatever order. */
import fc from 'fast-check';
import type { ApprovalRecord, People } from '../../../../core/approvals/approval';
import { withDecision } from '../../../../core/approvals/decide';
import { standingOf } from '../../../../core/approvals/standing';

const record = (needed: People): ApprovalRecord => ({
	id: 'a1',
	scope: 'w/Approvals',
	businessKey: 'shopify/shop/order/1',
	fingerprint: 'f1',
	needed,
	reasons: ['because'],
	state: 'asked',
	askedAt: '2026-03-01T10:00:00.000Z',
	decisions: [],
});

const decision = fc.record({
	approver: fc.constantFrom(...['U1', 'U2', 'U3'].map((id) => ({ id, name: `Person ${id}` }))),
	approved: fc.boolean(),
	why: fc.string(),
	at: fc.constant('2026-03-01T11:00:00.000Z'),
});
const needed = fc.constantFrom<People>(1, 2);

describe('decisions', () => {
	it('approve only by so many different people as are needed, and never after a rejection', () => {
		fc.assert(
			fc.property(needed, fc.array(decision, { maxLength: 12 }), (people, decisions) => {
				const end = decisions.reduce((at, each) => withDecision(at, each).record, record(people));
				const approvers = new Set(
					end.decisions.filter(({ approved }) => approved).map(({ approver }) => approver.id),
				);
				expect(end.decisions).toHaveLength(new Set(end.decisions.map(({ approver }) => approver.id)).size);
				const isRejected = end.decisions.some(({ approved }) => !approved);
				expect(end.state).toBe(isRejected ? 'rejected' : approvers.size >= people ? 'approved' : 'asked');
				expect(approvers.size).toBeLessThanOrEqual(people);
			}),
		);
	});

	it('change nothing once it is over', () => {
		fc.assert(
			fc.property(
				needed,
				fc.constantFrom<ApprovalRecord['state']>('approved', 'rejected', 'missing', 'changed'),
				decision,
				(people, state, each) => {
					const over = { ...record(people), state };
					expect(withDecision(over, each)).toEqual({ answer: 'closed', record: over });
				},
			),
		);
	});
});

describe('what earlier approvals mean', () => {
	const states = fc.constantFrom<ApprovalRecord['state']>(
		'asked',
		'approved',
		'rejected',
		'missing',
		'changed',
	);
	const records = fc.array(
		fc.record({
			state: states,
			fingerprint: fc.constantFrom('f1', 'f2'),
			needed,
			made: fc.integer({ min: 0, max: 2 }),
		}),
		{ maxLength: 6 },
	);

	it('let only the very entry through that enough people have approved', () => {
		fc.assert(
			fc.property(records, needed, fc.boolean(), (all, people, isHeld) => {
				const given = all.map(({ made, ...more }) => ({
					...record(1),
					...more,
					decisions: Array.from({ length: made }, (_, index) => ({
						approver: { id: `U${index}`, name: 'x' },
						approved: true,
						why: '',
						at: '2026-03-01T11:00:00.000Z',
					})),
				}));
				const standing = standingOf(given, 'f1', people, isHeld);
				if (standing.state !== 'approved') return;
				expect(standing.record).toMatchObject({ state: 'approved', fingerprint: 'f1' });
				expect(standing.record.decisions.length).toBeGreaterThanOrEqual(people);
			}),
		);
	});

	it.each([
		['asked', true, 'waiting'],
		['asked', false, 'ask'],
		['rejected', true, 'held'],
		['rejected', false, 'ask'],
		['missing', true, 'held'],
		['missing', false, 'ask'],
		['changed', true, 'ask'],
	] as const)('%s and held: %s means %s', (state, isHeld, expected) => {
		expect(standingOf([{ ...record(1), state }], 'f1', 1, isHeld).state).toBe(expected);
		expect(standingOf([{ ...record(1), state }], 'f2', 1, isHeld).state).toBe('ask');
		expect(standingOf([], 'f1', 1, isHeld).state).toBe('ask');
	});

	it('ask a second person when the rules have become stricter', () => {
		expect(standingOf([{ ...record(1), state: 'asked' }], 'f1', 2, true).state).toBe('ask');
	});
});
