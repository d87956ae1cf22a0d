/** The preview: the same plan, and nothing written anywhere. */
import { claimOf } from '../../../core/posting/work';
import { paidSale, paymentOf, splitSale, unpaidSale } from '../../support/entries';
import { LEDGER, TENANT } from '../../support/ledgerModel';
import { codesOf, Harness, LEASE_MS, summaryOf } from './harness';

const preview = { mode: 'preview' } as const;

it('shows what would be created, with accounts and totals, and writes nothing', async () => {
	const harness = new Harness();
	const results = await harness.post([paymentOf('1'), unpaidSale('1'), splitSale('2')], preview);
	expect(summaryOf(results)).toEqual([
		'posted: wouldCreate',
		'posted: wouldCreate',
		'posted: wouldCreate, wouldCreate, wouldCreate',
	]);
	expect(results[0]?.documents[0]?.plan).toMatchObject({
		type: 'CustomerPayment',
		moneyAccount: { name: 'clearing card' },
		total: { amount: '10.00', currency: 'GBP' },
	});
	expect(await harness.log.search({ limit: 10 })).toEqual([]);
	expect(harness.ledger.calls).toEqual({ send: 0, find: 0, prepare: 0, company: 1, read: 0, undo: 0 });
});

it('says what is there already, what has changed and what would be held', async () => {
	const harness = new Harness({ company: { closedUntil: '2026-01-31' } });
	await harness.post([paidSale('1'), paidSale('2')]);
	const results = await harness.post(
		[
			paidSale('1'),
			paidSale('2', { amount: '11.00' }),
			paidSale('3', { bookedOn: '2026-01-31' }),
			paymentOf('4'),
			paidSale('5', { currency: 'EUR' }),
		],
		preview,
	);
	expect(summaryOf(results)).toEqual([
		'unchanged: unchanged',
		'review: changed',
		'review: held',
		'review: held',
		'review: held',
	]);
	expect(codesOf(results)).toEqual([
		[],
		['CHANGED_AFTER_POSTING'],
		['PERIOD_CLOSED'],
		['SALE_NOT_POSTED'],
		['CURRENCY_NOT_ENABLED'],
	]);
	expect(results[1]?.findings[0]?.message).toContain('total: 10.00 GBP -> 11.00 GBP');
	expect(await harness.log.openHeldEvents(10)).toEqual([]);
});

it('says the same as posting would then do', async () => {
	const harness = new Harness();
	const receipt = paidSale('1', { amount: '20.00' });
	await harness.post([receipt]);
	const entries = [splitSale('1'), paidSale('2'), paidSale('2')];
	const planned = await harness.post(entries, preview);
	const posted = await harness.post(entries);
	expect(summaryOf(planned)).toEqual([
		'review: changed, held, held',
		'posted: wouldCreate',
		'unchanged: unchanged',
	]);
	expect(summaryOf(posted)).toEqual([
		'review: changed, held, held',
		'posted: created',
		'unchanged: unchanged',
	]);
});

it('looks up what an earlier run left unclear, and says what another has in hand', async () => {
	const harness = new Harness();
	const [found, gone, busy] = [paidSale('1'), paidSale('2'), paidSale('3')];
	const requests = [found, gone, busy]
		.flatMap((entry) => harness.documentsOf(entry))
		.map((document) => claimOf(document, LEDGER, TENANT));
	await harness.log.claim(requests, 'dead', LEASE_MS);
	await harness.log.sending(requests, 'token', 'dead', LEASE_MS);
	for (const document of harness.documentsOf(found)) harness.ledger.enter(document);
	await harness.log.uncertain(
		requests.slice(0, 2).map(({ postingKey }) => ({ postingKey, findings: [] })),
		'dead',
	);
	expect(summaryOf(await harness.post([found, gone, busy], preview))).toEqual([
		'posted: found',
		'posted: wouldCreate',
		'inProgress: busy',
	]);
	expect(await harness.statusOf(found)).toEqual(['failed']);
});

it('holds an entry that cannot be composed, with the reasons', async () => {
	const harness = new Harness();
	const sale = paidSale('1');
	const unmapped = { ...sale, lines: sale.lines.map(({ account: _account, ...line }) => line) };
	const [result] = await harness.post([unmapped], preview);
	expect(result).toMatchObject({ outcome: 'review', documents: [] });
	expect(codesOf(result === undefined ? [] : [result])[0]).toContain('ACCOUNT_NOT_MAPPED');
	expect(await harness.log.openHeldEvents(10)).toEqual([]);
});
