/** The contract of a sync log: approvals. */
import type { NewApproval } from '../../../core/approvals/store';
import { event, type ContractContext } from './context';

const SCOPE = 'workflow/Approvals';
const ANN = { id: 'U1', name: 'Ann Lee' };
const BO = { id: 'U2', name: 'Bo Chan' };

const approval = (id: string, more: Partial<NewApproval> = {}): NewApproval => ({
	id,
	scope: SCOPE,
	businessKey: event(1),
	fingerprint: 'f1',
	needed: 2,
	reasons: ['6,000.00 GBP is more than 5,000.00 GBP'],
	...more,
});

export function approvalContract(context: ContractContext): void {
	describe('approvals', () => {
		it('keeps who decided what, when and why', async () => {
			const { log, test } = context;
			const asked = new Date(test.now).toISOString();
			expect(await log.approvalAsk(approval('a1'))).toBe(true);
			test.now += 1_000;
			const at = new Date(test.now).toISOString();
			const first = await log.approvalDecide('a1', { approver: ANN, approved: true, why: 'big "order"' });
			expect(first).toMatchObject({ answer: 'noted', record: { state: 'asked' } });
			const second = await log.approvalDecide('a1', { approver: BO, approved: true, why: '' });
			expect(second?.answer).toBe('noted');
			expect(second?.record).toEqual({
				...approval('a1'),
				state: 'approved',
				askedAt: asked,
				decisions: [
					{ approver: ANN, approved: true, why: 'big "order"', at },
					{ approver: BO, approved: true, why: '', at },
				],
			});
			expect(await log.approval('a1')).toEqual(second?.record);
			expect(await log.approvalsOf(SCOPE, [event(1), event(2)])).toEqual([second?.record]);
			expect(await log.approvalsOf('another', [event(1)])).toEqual([]);
			expect(await log.approvalsOf(SCOPE, [])).toEqual([]);
		});

		it('lets nobody decide twice, also at the same time', async () => {
			const { log } = context;
			await log.approvalAsk(approval('a1'));
			const answers = await Promise.all(
				[1, 2, 3].map(async (why) =>
					log.approvalDecide('a1', { approver: ANN, approved: true, why: String(why) }),
				),
			);
			expect(answers.map((each) => each?.answer).sort()).toEqual(['again', 'again', 'noted']);
			expect(await log.approval('a1')).toMatchObject({ state: 'asked', decisions: [{ approver: ANN }] });
		});

		it('ends with one rejection, and takes no decision afterwards', async () => {
			const { log } = context;
			await log.approvalAsk(approval('a1'));
			await log.approvalDecide('a1', { approver: ANN, approved: false, why: 'no' });
			expect(await log.approvalDecide('a1', { approver: BO, approved: true, why: 'yes' })).toMatchObject({
				answer: 'closed',
				record: { state: 'rejected', decisions: [{ why: 'no' }] },
			});
			expect(await log.approvalDecide('unknown', { approver: BO, approved: true, why: '' })).toBeUndefined();
			expect(await log.approval('unknown')).toBeUndefined();
		});

		it('asks once about the same, and ends what has changed', async () => {
			const { log } = context;
			const answers = await Promise.all([log.approvalAsk(approval('a1')), log.approvalAsk(approval('a2'))]);
			expect([...answers].sort()).toEqual([false, true]);
			const [waiting] = await log.approvalsOf(SCOPE, [event(1)]);
			await log.approvalAsk(approval('o1', { scope: 'other ledger', fingerprint: 'f9' }));
			await log.approvalAsk(approval('e2', { businessKey: event(2) }));
			expect(await log.approvalAsk(approval('a3', { fingerprint: 'f2' }))).toBe(true);
			expect(await log.approval(waiting?.id ?? '')).toMatchObject({ state: 'changed' });
			expect(
				await log.approvalDecide(waiting?.id ?? '', { approver: ANN, approved: true, why: '' }),
			).toMatchObject({ answer: 'closed' });
			for (const id of ['o1', 'e2', 'a3']) expect(await log.approval(id)).toMatchObject({ state: 'asked' });
		});

		it('asks anew when more people are needed now', async () => {
			const { log } = context;
			await log.approvalAsk(approval('a1', { needed: 1 }));
			expect(await log.approvalAsk(approval('a2', { needed: 2 }))).toBe(true);
			expect(await log.approval('a1')).toMatchObject({ state: 'changed' });
			expect(await log.approvalAsk(approval('a3', { needed: 1 }))).toBe(false);
		});

		it('gives up what nobody has answered, but not what was decided', async () => {
			const { log } = context;
			await log.approvalAsk(approval('a1', { needed: 1 }));
			expect(await log.approvalEnd('a1', 'missing')).toBe(true);
			expect(await log.approvalEnd('a1', 'missing')).toBe(false);
			expect(await log.approval('a1')).toMatchObject({ state: 'missing' });
			await log.approvalAsk(approval('a2', { needed: 1 }));
			await log.approvalDecide('a2', { approver: ANN, approved: true, why: '' });
			expect(await log.approvalEnd('a2', 'missing')).toBe(false);
			expect(await log.approval('a2')).toMatchObject({ state: 'approved' });
		});

		it('is not cleaned up: it says who approved what is in the books', async () => {
			const { log, test } = context;
			await log.approvalAsk(approval('a1'));
			await log.approvalDecide('a1', { approver: ANN, approved: false, why: 'no' });
			await log.cleanUp(test.now + 1);
			expect(await log.approval('a1')).toMatchObject({ state: 'rejected', decisions: [{ why: 'no' }] });
		});
	});
}
