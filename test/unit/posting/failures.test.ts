/** Calls without an answer, and what is done about each kind. */
import { PostingInterrupted } from '../../../core/posting/postOnce';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { TransportError } from '../../../core/transport/http';
import { paidSale } from '../../support/entries';
import {
	codesOf,
	fails,
	Harness,
	losesAnswer,
	losesAnswerAfter,
	shortKey,
	summaryOf,
	type Act,
} from './harness';

const sales = (count: number) => Array.from({ length: count }, (_, index) => paidSale(String(index + 1)));
const gaps = ({ sent }: Harness): number[] =>
	sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));

it('what is sent is noted before, with its token', async () => {
	const harness = new Harness();
	await harness.post(sales(2));
	const [first] = harness.sent;
	expect(first?.noted).toEqual([
		{ status: 'sending', requestId: first?.token },
		{ status: 'sending', requestId: first?.token },
	]);
});

describe('unsent', () => {
	it('is sent again with the same token, after growing pauses', async () => {
		const harness = new Harness();
		harness.script = Array<Act>(3).fill(fails('unsent'));
		expect(summaryOf(await harness.post(sales(1)))).toEqual(['posted: created']);
		expect(new Set(harness.sent.map(({ token }) => token)).size).toBe(1);
		expect(gaps(harness)).toEqual([1_000, 2_000, 4_000]);
		expect(harness.ledger.calls.find).toBe(0);
	});

	it('for good: the run ends with what was done, and nothing is uncertain', async () => {
		const harness = new Harness({ maxBatch: 1 });
		harness.script = [async (_requests, send) => await send(), ...Array<Act>(20).fill(fails('unsent'))];
		const failure: unknown = await harness.post(sales(3)).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(TransportError);
		if (!(failure instanceof PostingInterrupted)) throw new Error('not interrupted');
		expect(failure.message).toBe(
			'it is unsent Until then: 1 posted, 0 there already, 0 held, 2 not sent, 0 to be looked up first. Run it again; it goes on from there.',
		);
		expect(failure.results.map((result) => result?.outcome)).toEqual(['posted', 'review', 'review']);
		expect(harness.sent).toHaveLength(1 + 1 + DEFAULT_RETRY.resends);
		harness.script = [];
		expect(summaryOf(await harness.post(sales(3)))).toEqual([
			'unchanged: unchanged',
			'posted: created',
			'posted: created',
		]);
		expect(harness.ledger.calls.find).toBe(0);
	});
});

describe('rate limited', () => {
	it('waits as long as the ledger says', async () => {
		const harness = new Harness();
		harness.script = [fails('rateLimited', 17_000)];
		await harness.post(sales(1));
		expect(gaps(harness)).toEqual([18_000]);
	});

	it('waits a minute when the ledger does not say', async () => {
		const harness = new Harness();
		harness.script = [fails('rateLimited')];
		await harness.post(sales(1));
		expect(gaps(harness)).toEqual([61_000]);
	});
});

describe('a lost answer', () => {
	it('after all was done: everything is found, nothing is sent again', async () => {
		const harness = new Harness();
		harness.script = [losesAnswer];
		expect(summaryOf(await harness.post(sales(3)))).toEqual([
			'posted: found',
			'posted: found',
			'posted: found',
		]);
		expect(harness.sent).toHaveLength(1);
		expect(harness.inLedger).toHaveLength(3);
	});

	it('before anything was done: sent again with the same token', async () => {
		const harness = new Harness();
		harness.script = [fails('uncertain')];
		expect(summaryOf(await harness.post(sales(3)))).toEqual(Array(3).fill('posted: created'));
		expect(harness.ledger.calls.find).toBe(1);
		expect(harness.sent[0]?.token).toBe(harness.sent[1]?.token);
	});

	it('in the middle: the missing ones are sent with a new token, once nothing more appears', async () => {
		const harness = new Harness();
		harness.script = [losesAnswerAfter(1)];
		expect(summaryOf(await harness.post(sales(3)))).toEqual([
			'posted: found',
			'posted: created',
			'posted: created',
		]);
		const [first, second] = harness.sent;
		expect(second?.keys.map(shortKey)).toEqual(['order/2/Sale', 'order/3/Sale']);
		expect(second?.token).not.toBe(first?.token);
		expect(harness.ledger.calls.find).toBe(2);
	});

	it('while the ledger goes on slowly: waits until nothing more appears', async () => {
		const harness = new Harness({ uniqueNumbers: false });
		harness.script = [
			async (requests) => {
				void requests.reduce(async (before, { document }) => {
					await before;
					await harness.time.sleep(2_500);
					harness.ledger.enter(document);
				}, Promise.resolve());
				await harness.time.sleep(100);
				throw new TransportError('uncertain', 'timeout');
			},
		];
		expect(summaryOf(await harness.post(sales(3)))).toEqual(Array(3).fill('posted: found'));
		expect(harness.sent).toHaveLength(1);
	});

	it('and no answer to looking it up either: left uncertain, found by the next run', async () => {
		const harness = new Harness();
		const session = harness.session();
		harness.script = [losesAnswer];
		const blind = {
			...session,
			find: async () => await Promise.reject(new TransportError('uncertain', '503')),
		};
		const results = await harness.post(sales(1), { session: blind });
		expect(summaryOf(results)).toEqual(['review: uncertain']);
		expect(codesOf(results)).toEqual([['POSTING_UNCERTAIN']]);
		expect(await harness.statusOf(paidSale('1'))).toEqual(['failed']);
		expect(summaryOf(await harness.post(sales(1)))).toEqual(['posted: found']);
		expect(harness.sent).toHaveLength(1);
	});

	it('again and again: left uncertain', async () => {
		const harness = new Harness();
		harness.script = Array<Act>(20).fill(fails('uncertain'));
		expect(codesOf(await harness.post(sales(2)))).toEqual([['POSTING_UNCERTAIN'], ['POSTING_UNCERTAIN']]);
		expect(harness.sent).toHaveLength(1 + DEFAULT_RETRY.resends);
		expect(new Set(harness.sent.map(({ token }) => token)).size).toBe(1);
	});

	it('of batch after batch: the ledger is down, and the run ends', async () => {
		const harness = new Harness({ maxBatch: 1 });
		harness.script = Array<Act>(200).fill(fails('uncertain'));
		const failure: unknown = await harness.post(sales(5)).catch((error: unknown) => error);
		if (!(failure instanceof PostingInterrupted)) throw new Error('not interrupted');
		expect(failure.failure).toBe('uncertain');
		expect(failure.results.map((result) => result?.documents[0]?.state)).toEqual([
			'uncertain',
			'uncertain',
			'failed',
			'failed',
			// not even claimed
			undefined,
		]);
	});
});

describe('unauthorized', () => {
	it('ends the run at once, keeps what was done, and frees the rest', async () => {
		const harness = new Harness({ maxBatch: 2 });
		harness.script = [async (_requests, send) => await send(), fails('unauthorized')];
		const failure: unknown = await harness.post(sales(5)).catch((error: unknown) => error);
		if (!(failure instanceof PostingInterrupted)) throw new Error('not interrupted');
		expect(failure.failure).toBe('unauthorized');
		expect(failure.results.map((result) => result?.documents[0]?.state)).toEqual([
			'created',
			'created',
			'failed',
			'failed',
			'failed',
		]);
		expect(harness.sent).toHaveLength(2);
		expect(summaryOf(await harness.post(sales(5)))).toEqual([
			...Array<string>(2).fill('unchanged: unchanged'),
			...Array<string>(3).fill('posted: created'),
		]);
		expect(harness.ledger.calls.find).toBe(0);
	});

	it('while looking up a lost answer: what was sent stays uncertain', async () => {
		const harness = new Harness();
		harness.script = [losesAnswer];
		const session = {
			...harness.session(),
			find: async () => await Promise.reject(new TransportError('unauthorized', 'the token was revoked')),
		};
		await expect(harness.post(sales(1), { session })).rejects.toThrow(PostingInterrupted);
		const [record] = await harness.log.recordsOf([paidSale('1').documentId]);
		expect(record).toMatchObject({ status: 'failed', findings: [{ code: 'POSTING_UNCERTAIN' }] });
		expect(summaryOf(await harness.post(sales(1)))).toEqual(['posted: found']);
	});

	it('before anything was sent: nothing is claimed any more', async () => {
		const harness = new Harness();
		const session = {
			...harness.session(),
			company: async () => await Promise.reject(new TransportError('unauthorized', 'the token was revoked')),
		};
		await expect(harness.post(sales(1), { session })).rejects.toThrow(/the token was revoked Until then/);
		expect(summaryOf(await harness.post(sales(1)))).toEqual(['posted: created']);
	});
});

it('questions are asked again, a bounded number of times', async () => {
	const harness = new Harness();
	let asked = 0;
	const session = (failures: number) => ({
		...harness.session(),
		company: async () => {
			if (asked++ < failures) throw new TransportError('uncertain', '503');
			return await harness.session().company();
		},
	});
	expect(summaryOf(await harness.post(sales(1), { session: session(3) }))).toEqual(['posted: created']);
	expect(asked).toBe(4);
	asked = 0;
	await expect(harness.post([paidSale('9')], { session: session(99) })).rejects.toThrow(PostingInterrupted);
	expect(asked).toBe(1 + DEFAULT_RETRY.rereads);
});

it('an error that is none of the ledger frees what was surely not sent, and comes through', async () => {
	const harness = new Harness({ maxBatch: 1 });
	harness.script = [async () => await Promise.reject(new TypeError('a defect'))];
	await expect(harness.post(sales(2))).rejects.toThrow(TypeError);
	const [first] = await harness.log.recordsOf([paidSale('1').documentId]);
	expect(first).toMatchObject({ status: 'failed', findings: [{ code: 'POSTING_UNCERTAIN' }] });
	expect(summaryOf(await harness.post(sales(2)))).toEqual(['posted: created', 'posted: created']);
});
