/** The documents of payouts, disputes and arrivals: their keys, days, rates, and what a change of them is. */
import { freshbooks } from '../../../../connectors/ledgers/freshbooks';
import { quickbooks } from '../../../../connectors/ledgers/quickbooks';
import { xero } from '../../../../connectors/ledgers/xero';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import type { MoneyDocument } from '../../../../core/documents';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../../core/journal/policy';
import { composeDocuments, type ComposeTarget } from '../../../../core/ledger/compose';
import type { LedgerCapabilities } from '../../../../core/ledger/connector';
import { explainEntry } from '../../../../core/explain';
import { disputeOf, matchOf, payoutOf, transactionOf } from '../../../support/changeDocuments';
import { corrected, plannedDocuments } from '../../../support/corrections';
import { money } from '../../../support/documents';
import { mappingOf } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const CHARGE = transactionOf('charge', '209', 'in', '6.36');
const LEDGERS = [quickbooks, xero, freshbooks].map(
	({ displayName, capabilities }) => [displayName, capabilities] as const,
);

function entryOf(document: MoneyDocument, policy: Partial<JournalPolicy> = {}): JournalEntry {
	const entry = valueOf(journalize(document, { ...DEFAULT_JOURNAL_POLICY, ...policy }));
	if (entry === undefined) throw new Error('nothing to post');
	const mapped = valueOf(mapAccounts(entry, mappingOf(['shopify_payments']), quickbooks.capabilities));
	return explainEntry(document, mapped);
}

function compose(
	document: MoneyDocument,
	capabilities: LedgerCapabilities = quickbooks.capabilities,
	more: Partial<ComposeTarget> & { readonly policy?: Partial<JournalPolicy> } = {},
) {
	const { policy, ...target } = more;
	return valueOf(
		composeDocuments(entryOf(document, policy), capabilities, {
			ledger: capabilities.ledger,
			tenant: 'T',
			...target,
		}),
	);
}

describe('a payout', () => {
	it('has a key for each movement, so that one that fails later meets those that are posted', () => {
		const failed = compose(payoutOf('202.64', [CHARGE], { status: 'failed', returnedOn: '2026-03-06' }));
		const keys = failed.map(({ postingKey, date }) => [postingKey.split('/').slice(2).join('/'), date]);
		expect(keys).toEqual([
			['shopify/my-shop/payout/77/Payout', '2026-03-02'],
			['shopify/my-shop/payout/77/Payout/returned', '2026-03-06'],
			['shopify/my-shop/payout/77/Payout/kept', '2026-03-02'],
		]);
		expect(failed[1]?.memo).toContain('Payout returned: Payout 77 of shopify_payments');
	});

	it('comes back on the day it should have arrived where the gateway does not say when', () => {
		const documents = compose(payoutOf('202.64', [CHARGE], { status: 'failed' }));
		expect(documents[1]?.date).toBe('2026-03-04');
	});

	it('explains on each document its own movement', () => {
		const [transfer, kept] = compose(payoutOf('202.64', [CHARGE]));
		expect(transfer?.explanation?.map(({ role, arithmetic }) => [role, arithmetic?.at(-1)])).toEqual([
			['payoutsInTransit', '= 202.64 USD'],
			['clearing', '= 202.64 USD'],
		]);
		expect(kept?.explanation?.map(({ role }) => role)).toEqual(['processingFees', 'clearing']);
	});

	it('is journals in a ledger that has neither transfers nor expenses', () => {
		const plain: LedgerCapabilities = { ...quickbooks.capabilities, documents: ['ManualJournal'] };
		const documents = compose(payoutOf('202.64', [CHARGE]), plain);
		expect(documents.map(({ type, total }) => `${type} ${total.amount}`)).toEqual([
			'ManualJournal 202.64',
			'ManualJournal 6.36',
		]);
	});

	it('takes fees and gives others back in one journal, because no expense may have both', () => {
		const mixed = [CHARGE, transactionOf('conversionFee', '1', 'in')];
		const [, kept] = compose(payoutOf('203.64', mixed));
		expect(kept).toMatchObject({ type: 'ManualJournal', total: { amount: '6.36' } });
		const nil = [transactionOf('charge', '10', 'in', '2'), transactionOf('subscription', '2', 'in')];
		expect(compose(payoutOf('10', nil))[1]).toMatchObject({
			type: 'ManualJournal',
			total: { amount: '2.00' },
		});
	});

	it('that changed currency has the gateway’s rate where documents are to have the shop’s', () => {
		const original = { amount: money('100', 'EUR'), exchangeRate: '1.12' };
		const payout = payoutOf('112', [transactionOf('charge', '112', 'in', '0', { original })]);
		const rates = (target: Partial<ComposeTarget>) =>
			compose(payout, quickbooks.capabilities, target).map(({ currency, exchangeRate }) => [
				currency,
				exchangeRate,
			]);
		expect(rates({ shopRatesTo: 'USD' })).toEqual([
			['EUR', '1.12'],
			['USD', undefined],
			['USD', undefined],
		]);
		expect(rates({})[0]).toEqual(['EUR', undefined]);
		expect(rates({ shopRatesTo: 'GBP' })[0]).toEqual(['EUR', undefined]);
	});
});

describe.each(LEDGERS)('%s: what changed after posting', (_name, capabilities) => {
	const change = (was: MoneyDocument, is: MoneyDocument) => {
		const [before, after] = [was, is].map((each) => plannedDocuments(entryOf(each), capabilities) ?? []);
		const posted = corrected(before ?? [], entryOf(is), after ?? [], capabilities) ?? [];
		return posted
			.slice(before?.length)
			.map(({ type, lines }) => [
				type,
				lines.map(({ account, side, amount }) => `${side} ${amount.amount} ${account.name}`).sort(),
			]);
	};

	it('of a payout is a journal of the difference, never a sale', () => {
		const was = payoutOf('202.64', [CHARGE]);
		const is = payoutOf('201.64', [transactionOf('charge', '209', 'in', '7.36')]);
		expect(change(was, is)).toEqual([
			['ManualJournal', ['credit 1.00 payoutsInTransit', 'debit 1.00 processingFees']],
		]);
	});

	it('of a dispute too', () => {
		expect(change(disputeOf('opened', '209', '15'), disputeOf('opened', '209', '20'))).toEqual([
			['ManualJournal', ['credit 5.00 clearing-shopify_payments', 'debit 5.00 chargebackFees']],
		]);
	});

	it('of an arrival is a transfer', () => {
		expect(change(matchOf('100', '98'), matchOf('100'))).toEqual([
			['Transfer', ['credit 2.00 payoutsInTransit', 'debit 2.00 bank']],
		]);
	});
});
