/** The contract of a sync log: claims, sending, and how claims end. */
import { finding } from '../../../core/findings/finding';
import { claimFor, keyOf, LEASE, posted, type ContractContext } from './context';

export function claimContract(context: ContractContext): void {
	describe('claims', () => {
		it('gives a new key to the first, and says to the second until when it is taken', async () => {
			const first = await context.claim(claimFor(1));
			expect(first).toMatchObject({ state: 'claimed', uncertain: false });
			expect(first).toMatchObject({
				record: { status: 'claimed', attempts: 0, runId: 'run', orderNumber: '#1' },
			});
			expect(await context.claim(claimFor(1), 'other')).toMatchObject({
				state: 'busy',
				until: context.test.now + LEASE,
			});
			expect(await context.claim(claimFor(1), 'run')).toMatchObject({ state: 'busy' });
		});

		it('answers many in the order of the requests, the same key twice in one call included', async () => {
			await context.postOne(2);
			const claims = await context.log.claim([claimFor(3), claimFor(2), claimFor(3)], 'run', LEASE);
			expect(claims.map((each) => each.state)).toEqual(['claimed', 'posted', 'busy']);
		});

		it('gives it anew once the lease has run out, as certain if nothing was sent', async () => {
			await context.claim(claimFor(1));
			context.test.now += LEASE;
			expect(await context.claim(claimFor(1, { fingerprint: 'f2' }), 'other')).toMatchObject({
				state: 'claimed',
				uncertain: false,
				record: { fingerprint: 'f2', runId: 'other' },
			});
		});

		it('keeps token and content of what may have been sent, until it is sent anew', async () => {
			await context.claim(claimFor(1));
			await context.log.sending([claimFor(1)], 'token-1', 'run', LEASE);
			context.test.now += LEASE;
			const changed = claimFor(1, { fingerprint: 'f2', snapshot: { total: '99' }, bookedOn: '2026-03-09' });
			expect(await context.claim(changed, 'other')).toMatchObject({
				state: 'claimed',
				uncertain: true,
				snapshot: { total: '12.50' },
				record: { fingerprint: 'f1', requestId: 'token-1', attempts: 1, bookedOn: '2026-03-01' },
			});
			await context.log.sending([changed], 'token-2', 'other', LEASE);
			expect(await context.log.record(keyOf(1))).toMatchObject({
				status: 'sending',
				fingerprint: 'f2',
				requestId: 'token-2',
				attempts: 2,
				bookedOn: '2026-03-09',
			});
		});

		it('remembers that it is uncertain through any number of claims without an answer', async () => {
			await context.claim(claimFor(1));
			await context.log.sending([claimFor(1)], 'token', 'run', LEASE);
			for (const runId of ['b', 'c']) {
				context.test.now += LEASE;
				expect(await context.claim(claimFor(1), runId)).toMatchObject({ state: 'claimed', uncertain: true });
			}
		});

		it('says posted for the same content, changed for other content with what was posted', async () => {
			await context.postOne(1);
			expect(await context.claim(claimFor(1))).toMatchObject({
				state: 'posted',
				record: { ledgerId: 'id-1' },
			});
			expect(await context.claim(claimFor(1, { fingerprint: 'f2', snapshot: {} }))).toMatchObject({
				state: 'changed',
				record: { ledgerId: 'id-1', fingerprint: 'f1' },
				snapshot: { total: '12.50' },
			});
		});

		it('peeks without claiming', async () => {
			await context.postOne(1);
			const peeked = await context.log.peek([claimFor(1), claimFor(2)]);
			expect(peeked.map((each) => each.state)).toEqual(['posted', 'claimed']);
			expect(await context.log.record(keyOf(2))).toBeUndefined();
		});
	});

	describe('sending', () => {
		it('is all or nothing: names what another run has taken over, and notes nothing then', async () => {
			await context.log.claim([claimFor(1), claimFor(2)], 'slow', LEASE);
			context.test.now += LEASE;
			await context.claim(claimFor(2), 'fast');
			expect(await context.log.sending([claimFor(1), claimFor(2)], 'token', 'slow', LEASE)).toEqual([
				keyOf(2),
			]);
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'claimed', attempts: 0 });
			expect(await context.log.sending([claimFor(1)], 'token', 'slow', LEASE)).toEqual([]);
		});

		it('prolongs the lease, even one that ran out if nobody took it', async () => {
			await context.claim(claimFor(1));
			context.test.now += LEASE + 1;
			expect(await context.log.sending([claimFor(1)], 'token', 'run', LEASE)).toEqual([]);
			expect(await context.claim(claimFor(1), 'other')).toMatchObject({
				state: 'busy',
				until: context.test.now + LEASE,
			});
		});

		it('is refused for what is not held at all', async () => {
			await context.postOne(1);
			expect(await context.log.sending([claimFor(1), claimFor(2)], 'token', 'run', LEASE)).toEqual([
				keyOf(1),
				keyOf(2),
			]);
		});
	});

	describe('the end of a claim', () => {
		it('posted: keeps where it is in the ledger', async () => {
			await context.postOne(1);
			expect(await context.log.record(keyOf(1))).toMatchObject({
				status: 'posted',
				ledgerId: 'id-1',
				ledgerEntity: 'SalesReceipt',
				url: 'https://ledger.example/id-1',
				total: { amount: '12.50', currency: 'GBP' },
				updatedAt: new Date(context.test.now).toISOString(),
			});
		});

		it('posted is a fact: it is noted even when the lease was lost', async () => {
			await context.claim(claimFor(1), 'slow');
			await context.log.sending([claimFor(1)], 'token', 'slow', LEASE);
			context.test.now += LEASE;
			await context.claim(claimFor(1), 'fast');
			await context.log.posted([posted(1)], 'slow');
			expect(await context.log.sending([claimFor(1)], 'token', 'fast', LEASE)).toEqual([keyOf(1)]);
			await context.log.held([{ postingKey: keyOf(1), findings: [] }], 'fast');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'posted', ledgerId: 'id-1' });
		});

		it('posted without a record is an error, and nothing of the call is kept', async () => {
			await context.claim(claimFor(1));
			await expect(context.log.posted([posted(1), posted(2)], 'run')).rejects.toThrow(
				/no record of .*order\/2/,
			);
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'claimed' });
		});

		it('held: keeps the reasons, and can be claimed anew with other content', async () => {
			const findings = [finding('PERIOD_CLOSED', { evidence: { closedUntil: 'x', bookedOn: 'y' } })];
			await context.claim(claimFor(1));
			await context.log.sending([claimFor(1)], 'token', 'run', LEASE);
			await context.log.held([{ postingKey: keyOf(1), findings }], 'run');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'held', findings });
			expect(await context.claim(claimFor(1, { fingerprint: 'f2' }))).toMatchObject({
				state: 'claimed',
				uncertain: false,
				record: { fingerprint: 'f2', attempts: 1, findings: [] },
			});
		});

		it('release: free at once, nothing is uncertain', async () => {
			await context.claim(claimFor(1));
			await context.log.sending([claimFor(1)], 'token', 'run', LEASE);
			await context.log.release([keyOf(1)], 'run');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'failed' });
			expect(await context.claim(claimFor(1), 'other')).toMatchObject({ state: 'claimed', uncertain: false });
		});

		it('uncertain: free at once, to be looked up first', async () => {
			const findings = [finding('POSTING_UNCERTAIN', { evidence: { document: 'a', number: 'b' } })];
			await context.claim(claimFor(1));
			await context.log.sending([claimFor(1)], 'token', 'run', LEASE);
			await context.log.uncertain([{ postingKey: keyOf(1), findings }], 'run');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'failed', findings });
			expect(await context.claim(claimFor(1), 'other')).toMatchObject({ state: 'claimed', uncertain: true });
		});

		it('is only for the run that holds it', async () => {
			await context.claim(claimFor(1), 'owner');
			await context.log.held([{ postingKey: keyOf(1), findings: [] }], 'stranger');
			await context.log.release([keyOf(1)], 'stranger');
			await context.log.uncertain([{ postingKey: keyOf(1), findings: [] }], 'stranger');
			expect(await context.log.record(keyOf(1))).toMatchObject({ status: 'claimed', runId: 'owner' });
		});
	});
}
