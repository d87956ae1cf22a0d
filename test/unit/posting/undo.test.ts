/** Taking documents back: each once, in the right order, resumable; and posting the event again afterwards. */
import { paidSale, paymentOf, refundOf, unpaidSale } from '../../support/entries';
import { finding } from '../../../core/findings/finding';
import { codesOf, Harness, summaryOf, type Act } from './harness';

const HOUR_MS = 3_600_000;

const states = (results: readonly { readonly state: string; readonly documentType: string }[]): string[] =>
	results.map(({ state, documentType }) => `${documentType}: ${state}`);

it('voids what a run has posted, once', async () => {
	const harness = new Harness();
	await harness.post([paidSale('1'), paidSale('2'), paidSale('3'), paidSale('4')]);
	const records = await harness.records('run-0');
	expect(records).toHaveLength(4);
	expect(states(await harness.undo(records))).toEqual(Array(4).fill('SalesReceipt: undone'));
	expect(harness.ledger.effective).toEqual([]);
	expect((await harness.records()).map(({ status }) => status)).toEqual(Array(4).fill('undone'));
	const { ...calls } = harness.ledger.calls;
	expect(states(await harness.undo(await harness.records()))).toEqual(
		Array(4).fill('SalesReceipt: alreadyUndone'),
	);
	expect(harness.ledger.calls).toEqual(calls);
});

it('takes payments and credits back before the invoices they belong to', async () => {
	const harness = new Harness();
	await harness.post([paymentOf('1'), unpaidSale('1')]);
	expect(harness.ledger.effective.map(({ entity }) => entity)).toEqual(['Invoice', 'CustomerPayment']);
	const records = await harness.records();
	expect(states(await harness.undo(records)).sort()).toEqual(['CustomerPayment: undone', 'Invoice: undone']);
	expect(harness.ledger.effective).toEqual([]);
});

it('does not take an invoice back while a payment of another run belongs to it', async () => {
	const harness = new Harness();
	await harness.post([unpaidSale('1')]);
	await harness.post([paymentOf('1')]);
	const sale = (await harness.records()).filter(({ documentType }) => documentType === 'Invoice');
	for (const mode of ['preview', 'undo'] as const) {
		const [result] = await harness.undo(sale, { mode });
		expect(result).toMatchObject({ state: 'held', findings: [{ code: 'UNDO_NOT_POSSIBLE' }] });
		expect(result?.findings[0]?.message).toContain('CustomerPayment');
	}
	expect(harness.ledger.effective).toHaveLength(2);
	expect(harness.ledger.calls.undo).toBe(0);
	expect(await harness.log.record(sale[0]?.postingKey ?? '')).toMatchObject({ status: 'posted' });
});

it('previews without doing anything', async () => {
	const harness = new Harness();
	await harness.post([paidSale('1')]);
	const before = await harness.records();
	expect(states(await harness.undo(before, { mode: 'preview' }))).toEqual(['SalesReceipt: wouldUndo']);
	expect(await harness.records()).toEqual(before);
	expect(harness.ledger.calls.undo).toBe(0);
});

it('posts the event again under a further key and number, as often as it was taken back', async () => {
	const harness = new Harness();
	const sale = unpaidSale('1');
	const all = [sale, paymentOf('1')];
	const numbers = new Set<string>();
	for (const generation of ['', '/again/1', '/again/2']) {
		expect(summaryOf(await harness.post(all))).toEqual(['posted: created', 'posted: created']);
		expect(summaryOf(await harness.post(all))).toEqual(['unchanged: unchanged', 'unchanged: unchanged']);
		const [invoice, payment] = harness.ledger.effective;
		expect(invoice?.postingKey.endsWith(`/order/1/Sale${generation}`)).toBe(true);
		expect(payment?.postingKey.endsWith(`/Payment${generation}`)).toBe(true);
		for (const { number } of harness.ledger.effective) numbers.add(number);
		await harness.undo((await harness.records()).filter(({ status }) => status === 'posted'));
	}
	expect(numbers.size).toBe(6);
	expect(harness.ledger.effective).toEqual([]);
});

it('goes on where a run was stopped, and nobody posts the event meanwhile', async () => {
	const harness = new Harness();
	await harness.post([paidSale('1')]);
	const [record] = await harness.records();
	await harness.log.claimUndo([record?.postingKey ?? ''], 'stopped', 60_000);
	expect(summaryOf(await harness.post([paidSale('1')]))).toEqual(['inProgress: busy']);
	expect(states(await harness.undo(await harness.records()))).toEqual(['SalesReceipt: busy']);
	await harness.time.pass(61_000);
	expect(summaryOf(await harness.post([paidSale('1')]))).toEqual(['inProgress: busy']);
	expect(states(await harness.undo(await harness.records()))).toEqual(['SalesReceipt: undone']);
	expect(await harness.log.accounted([record?.businessKey ?? ''])).toEqual(new Set([record?.businessKey]));
});

describe('a closed period', () => {
	it('is not written to: a correction of the first open day takes the sale back, once', async () => {
		const harness = new Harness();
		const sale = paidSale('1', { bookedOn: '2026-01-31', amount: '12.34' });
		await harness.post([sale]);
		harness.ledger.company = { closedUntil: '2026-02-28' };
		const [result] = await harness.undo(await harness.records());
		expect(result).toMatchObject({ state: 'reversed' });
		const [original, correction] = harness.ledger.documents;
		expect(original?.voided).toBeUndefined();
		expect(correction?.document).toMatchObject({
			type: 'RefundReceipt',
			date: '2026-03-01',
			total: { amount: '12.34', currency: 'GBP' },
			number: result?.reversedBy,
			lines: [{ side: 'debit', amount: { amount: '12.34' } }],
			moneyAccount: original?.document.moneyAccount,
		});
		harness.ledger.company = { closedUntil: '2026-03-05' };
		expect(states(await harness.undo(await harness.records('run-0')))).toEqual([
			'SalesReceipt: alreadyUndone',
		]);
		expect(harness.ledger.documents).toHaveLength(2);
	});

	it('a correction that a stopped run had begun is the only one, also when the period is open by then', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1', { bookedOn: '2026-01-31', amount: '12.34' })]);
		harness.ledger.company = { closedUntil: '2026-02-28' };
		harness.script = [
			async (_requests, send) => {
				await send();
				throw new Error('killed');
			},
		];
		await expect(harness.undo(await harness.records('run-0'))).rejects.toThrow('killed');
		expect(harness.ledger.documents).toHaveLength(2);
		harness.ledger.company = {};
		await harness.time.until(harness.time.sleep(HOUR_MS));
		expect(states(await harness.undo(await harness.records('run-0')))).toEqual(['SalesReceipt: reversed']);
		expect(harness.ledger.documents.map(({ voided }) => voided === true)).toEqual([false, false]);
	});

	it('holds what nothing takes back, such as a payment, and so its invoice', async () => {
		const harness = new Harness();
		await harness.post([unpaidSale('1'), paymentOf('1')]);
		harness.ledger.company = { closedUntil: '2026-03-31' };
		const results = await harness.undo(await harness.records());
		expect(states(results).sort()).toEqual(['CustomerPayment: held', 'Invoice: held']);
		expect(results.flatMap(({ findings }) => findings.map(({ code }) => code)).sort()).toEqual([
			'PERIOD_CLOSED',
			'UNDO_NOT_POSSIBLE',
		]);
		expect(harness.ledger.documents).toHaveLength(2);
		expect((await harness.records()).map(({ status }) => status)).toEqual(['posted', 'posted']);
	});

	it('a correction is not taken back itself', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1', { bookedOn: '2026-01-31' })]);
		harness.ledger.company = { closedUntil: '2026-02-28' };
		await harness.undo(await harness.records());
		harness.ledger.company = {};
		const corrections = (await harness.records()).filter(({ postingKey }) =>
			postingKey.endsWith('/reversal'),
		);
		expect(await harness.undo(corrections)).toMatchObject([
			{ state: 'held', findings: [{ code: 'UNDO_NOT_POSSIBLE' }] },
		]);
	});
});

describe('reading back', () => {
	it('finds nothing wrong with what is as it was posted', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1'), refundOf('2')]);
		expect((await harness.verify()).map(({ state }) => state)).toEqual(['same', 'same']);
	});

	it('says what was voided or changed since, and in what', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1'), paidSale('2'), paidSale('3')]);
		const [first, second] = harness.ledger.documents;
		if (first === undefined || second === undefined) throw new Error('no documents');
		first.voided = true;
		second.posted = {
			...second.posted,
			number: 'MINE',
			date: '2026-03-02',
			total: { amount: '11.00', currency: 'GBP' },
			totalTax: { amount: '1.00', currency: 'GBP' },
		};
		const results = await harness.verify();
		const found = results.map(({ orderNumber, state, findings }) => [
			orderNumber,
			state,
			findings.map(({ code, path = '' }) => `${code} ${path}`.trim()),
		]);
		expect(found.sort()).toEqual([
			['#1', 'voided', ['VERIFY_VOIDED']],
			[
				'#2',
				'differs',
				['VERIFY_DIFFERS number', 'VERIFY_DIFFERS date', 'VERIFY_DIFFERS total', 'VERIFY_DIFFERS totalTax'],
			],
			['#3', 'same', []],
		]);
		expect(harness.ledger.calls.read).toBe(1);
	});
});

describe('documents of a closed period', () => {
	const late = paidSale('1', { bookedOn: '2026-01-31' });

	it('are held by default, each with its reason, and the others are posted', async () => {
		const harness = new Harness({ company: { closedUntil: '2026-02-28' } });
		const results = await harness.post([late, paidSale('2')]);
		expect(summaryOf(results)).toEqual(['review: held', 'posted: created']);
		expect(codesOf(results)).toEqual([['PERIOD_CLOSED'], []]);
	});

	it('go to the first open day with a word about their own, and are the same document ever after', async () => {
		const harness = new Harness({ company: { closedUntil: '2026-02-28' } });
		const results = await harness.post([late], { closedPeriod: 'firstOpenDay' });
		expect(summaryOf(results)).toEqual(['posted: created']);
		expect(codesOf(results)).toEqual([['PERIOD_MOVED']]);
		const [document] = harness.ledger.documents;
		expect(document?.document).toMatchObject({ date: '2026-03-01' });
		expect(document?.document.memo).toMatch(/^Of 2026-01-31; dated 2026-03-01 .*2026-02-28\./);
		expect(await harness.log.record(document?.posted.postingKey ?? '')).toMatchObject({
			bookedOn: '2026-01-31',
			postedOn: '2026-03-01',
		});
		for (const closedUntil of ['2026-03-31', '2025-12-31']) {
			harness.ledger.company = { closedUntil };
			for (const closedPeriod of ['hold', 'firstOpenDay', 'wait'] as const)
				expect(summaryOf(await harness.post([late], { closedPeriod }))).toEqual(['unchanged: unchanged']);
		}
		expect((await harness.verify()).map(({ state }) => state)).toEqual(['same']);
	});

	it('wait, and are posted when the period is open', async () => {
		const harness = new Harness({ company: { closedUntil: '2026-02-28' } });
		const results = await harness.post([late], { closedPeriod: 'wait' });
		expect(summaryOf(results)).toEqual(['inProgress: waiting']);
		expect(codesOf(results)).toEqual([['PERIOD_WAIT']]);
		expect(harness.ledger.documents).toEqual([]);
		harness.ledger.company = {};
		expect(summaryOf(await harness.post([late], { closedPeriod: 'wait' }))).toEqual(['posted: created']);
		expect(harness.ledger.documents[0]?.posted.date).toBe('2026-01-31');
	});

	it.each(['firstOpenDay', 'wait'] as const)(
		'that was closed since the company was read: %s, when the ledger refuses it',
		async (closedPeriod) => {
			const harness = new Harness();
			const refuses: Act = async (requests) => {
				harness.ledger.company = { closedUntil: '2026-02-28' };
				const evidence = { closedUntil: '2026-02-28', bookedOn: '2026-01-31' };
				return await Promise.resolve(
					requests.map(() => ({ kind: 'rejected', finding: finding('PERIOD_CLOSED', { evidence }) })),
				);
			};
			harness.script = [refuses];
			const results = await harness.post([late], { closedPeriod });
			const moved = closedPeriod === 'firstOpenDay';
			expect(summaryOf(results)).toEqual([moved ? 'posted: created' : 'inProgress: waiting']);
			expect(harness.ledger.documents.map(({ posted }) => posted.date)).toEqual(moved ? ['2026-03-01'] : []);
		},
	);

	it('that the ledger calls closed and its settings call open are held', async () => {
		const harness = new Harness();
		const evidence = { closedUntil: '2026-02-28', bookedOn: '2026-01-31' };
		harness.script = [
			async (requests) =>
				await Promise.resolve(
					requests.map(() => ({ kind: 'rejected', finding: finding('PERIOD_CLOSED', { evidence }) })),
				),
		];
		const results = await harness.post([late], { closedPeriod: 'firstOpenDay' });
		expect(summaryOf(results)).toEqual(['review: held']);
		expect(codesOf(results)).toEqual([['PERIOD_CLOSED']]);
	});

	it('are previewed as they would be posted', async () => {
		const harness = new Harness({ company: { closedUntil: '2026-02-28' } });
		const preview = async (closedPeriod: 'hold' | 'firstOpenDay' | 'wait') =>
			summaryOf(await harness.post([late], { mode: 'preview', closedPeriod }));
		expect(await preview('hold')).toEqual(['review: held']);
		expect(await preview('firstOpenDay')).toEqual(['posted: wouldCreate']);
		expect(await preview('wait')).toEqual(['inProgress: waiting']);
	});
});
