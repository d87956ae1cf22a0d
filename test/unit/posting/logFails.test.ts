/** Faults that the model test has found: a sync log that cannot be written at the wrong moment, clocks that are set, numbers that are taken. */
import { finding } from '../../../core/findings/finding';
import type { SyncLog } from '../../../core/posting/syncLog';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { claimOf } from '../../../core/posting/work';
import { SyncLogError } from '../../../synclog';
import { sqlSyncLog } from '../../../synclog/sql';
import { SqliteDatabase } from '../../../synclog/sqlite/connection';
import { paidSale } from '../../support/entries';
import { LEDGER, TENANT } from '../../support/ledgerModel';
import { codesOf, Harness, LEASE_MS, losesAnswerAfter, summaryOf } from './harness';

const [one, two] = [paidSale('1'), paidSale('2')];
/** a ledger that would take everything twice */
const TRUSTING = { uniqueNumbers: false } as const;

const UNCLEAR = finding('POSTING_UNCERTAIN', { evidence: { document: 'Sale', number: '1' } });

/** The log, of which a method fails once. */
function failingOnce(log: SyncLog, name: 'posted' | 'sending' | 'claim' | 'held'): SyncLog {
	let left = 1;
	const fail = async (...values: unknown[]): Promise<unknown> => {
		if (left-- > 0) throw new SyncLogError('the disk is full');
		return await Reflect.apply(log[name], log, values);
	};
	return { ...log, [name]: fail };
}

describe('a sync log that cannot be written for a moment', () => {
	it('right after the ledger has posted: the next run finds the document instead of posting it again', async () => {
		const harness = new Harness(TRUSTING);
		await expect(harness.post([one], { syncLog: failingOnce(harness.log, 'posted') })).rejects.toThrow(
			SyncLogError,
		);
		expect(harness.ledger.documents).toHaveLength(1);
		expect(summaryOf(await harness.post([one]))).toEqual(['posted: found']);
		expect(harness.ledger.documents).toHaveLength(1);
	});

	it('right after a document of the batch was unclear: it is looked up as well', async () => {
		const harness = new Harness(TRUSTING);
		harness.script = [
			async (_requests, send) => {
				const [, ...others] = await send();
				return [{ kind: 'duplicate', finding: UNCLEAR }, ...others];
			},
		];
		await expect(harness.post([one, two], { syncLog: failingOnce(harness.log, 'posted') })).rejects.toThrow(
			SyncLogError,
		);
		await harness.post([one, two]);
		expect(harness.ledger.documents).toHaveLength(2);
	});

	it('before anything is sent: nothing is sent', async () => {
		const harness = new Harness(TRUSTING);
		await expect(harness.post([one], { syncLog: failingOnce(harness.log, 'sending') })).rejects.toThrow(
			SyncLogError,
		);
		expect(harness.sent).toEqual([]);
		expect(summaryOf(await harness.post([one]))).toEqual(['posted: created']);
	});
});

describe('a number that is taken', () => {
	it('is looked for again, where the ledger would take it twice', async () => {
		const harness = new Harness({ ...TRUSTING, keepsKeys: false });
		for (const document of harness.documentsOf(paidSale('1', { amount: '11.00' })))
			harness.ledger.enter(document);
		expect(codesOf(await harness.post([one], { lookUpFirst: true }))).toEqual([['NUMBER_TAKEN']]);
		expect(codesOf(await harness.post([one]))).toEqual([['NUMBER_TAKEN']]);
		expect(harness.ledger.documents).toHaveLength(1);
	});
});

describe('clocks that are set', () => {
	/** A run that died right after it had noted what it was about to send, in a call that is not complete any more. */
	async function diedSending(harness: Harness, log: SyncLog): Promise<void> {
		const requests = [one, two]
			.flatMap((entry) => harness.documentsOf(entry))
			.map((document) => claimOf(document, LEDGER, TENANT));
		await log.claim(requests, 'dead', LEASE_MS);
		await log.sending(requests, 'token', 'dead', LEASE_MS);
	}

	it('forwards: what may still be on its way is not looked for too early', async () => {
		const harness = new Harness(TRUSTING);
		let ahead = 0;
		const log = sqlSyncLog(new SqliteDatabase(':memory:'), {
			now: () => harness.time.now() + ahead,
			elapsed: () => harness.time.now(),
			unsetSince: harness.time.now(),
		});
		await diedSending(harness, log);
		const diedAt = harness.time.now();
		// the ledger comes to it a minute later
		void harness.time.sleep(60_000).then(() => {
			for (const document of harness.documentsOf(one)) harness.ledger.enter(document);
		});
		ahead = 24 * 3_600_000;
		expect(summaryOf(await harness.post([one], { syncLog: log }))).toEqual(['posted: found']);
		expect(harness.time.now() - diedAt).toBeGreaterThanOrEqual(DEFAULT_RETRY.quietAfterMs);
		expect(harness.ledger.documents).toHaveLength(1);
		await log.close();
	});

	it('of one worker ahead of the others: neither', async () => {
		const harness = new Harness(TRUSTING);
		await diedSending(harness, harness.log);
		await harness.time.pass(LEASE_MS - 100_000);
		const keys = harness.documentsOf(one).map(({ postingKey }) => ({ postingKey, findings: [] }));
		await harness.log.uncertain(keys, 'dead');
		const { time } = harness;
		void time.sleep(60_000).then(() => {
			for (const document of harness.documentsOf(one)) harness.ledger.enter(document);
		});
		const clock = { now: () => time.now() + 600_000, sleep: async (ms: number) => await time.sleep(ms) };
		expect(summaryOf(await harness.post([one], { clock }))).toEqual(['posted: found']);
		expect(harness.ledger.documents).toHaveLength(1);
	});

	it('backwards: nobody waits longer than one lease', async () => {
		const harness = new Harness(TRUSTING);
		let ahead = 24 * 3_600_000;
		const log = sqlSyncLog(new SqliteDatabase(':memory:'), () => harness.time.now() + ahead);
		await diedSending(harness, log);
		ahead = 0;
		expect(summaryOf(await harness.post([one, two], { syncLog: log }))).toEqual([
			'inProgress: busy',
			'inProgress: busy',
		]);
		await harness.time.pass(LEASE_MS + 1);
		expect(summaryOf(await harness.post([one, two], { syncLog: log }))).toEqual([
			'posted: created',
			'posted: created',
		]);
		await log.close();
	});
});

it('an answer that is lost half way through: the rest is posted, once', async () => {
	const harness = new Harness(TRUSTING);
	harness.script = [losesAnswerAfter(1)];
	await harness.post([one, two]);
	expect(harness.ledger.documents).toHaveLength(2);
});
