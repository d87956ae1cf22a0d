/**
 * Payouts and disputes posted into every ledger: the clearing account holds exactly what the gateway still owes, the bank exactly
 * what its own lines say, and everything is there once.
 */
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { Payout } from '../../core/documents';
import type { EntryResult } from '../../core/posting/postOnce';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { LEDGERS } from '../../lab/registry.generated';
import { disputeOf, matchOf, payoutOf, transactionOf } from '../support/changeDocuments';
import { paidSale } from '../support/entries';
import type { LedgerRegistration } from '../support/ledgerContract/books';
import { inPounds, PayoutBooks } from '../support/payoutBooks';

const REGISTRATIONS: Readonly<Record<string, Partial<LedgerRegistration>>> = {
	freshbooks: { kind: freshBooksKind, limitsAreOurs: true },
};

/** What the payout with a reserve is in each ledger: the transfer, what was taken out of it, the reserve. */
const ENTITIES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	quickbooks: {
		shopify_payments: ['Transfer', 'Purchase', 'JournalEntry'],
		paypal: ['Transfer', 'Purchase', 'JournalEntry'],
	},
	xero: {
		// no manual journal touches a bank account: spend money there, and a transfer between two
		shopify_payments: ['BankTransactions', 'ManualJournals', 'ManualJournals'],
		paypal: ['BankTransfers', 'BankTransactions', 'BankTransactions'],
	},
	freshbooks: {
		shopify_payments: ['JournalEntry', 'JournalEntry', 'JournalEntry'],
		paypal: ['JournalEntry', 'JournalEntry', 'JournalEntry'],
	},
};

jest.setTimeout(120_000);

const states = ({ documents }: EntryResult): string[] => documents.map(({ state }) => state);
const stateOf = (result: EntryResult | undefined): unknown => [result?.outcome, result?.findings];
const POSTED = ['posted', []];

const FIRST = [transactionOf('charge', '209', 'in', '6.36'), transactionOf('dispute', '50', 'out', '15')];

describe.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s',
	(id, connector) => {
		describe.each(['shopify_payments', 'paypal'])('%s', (gateway) => {
			let books: PayoutBooks;
			/** of this gateway */
			const own = <T extends { readonly gateway?: string }>(document: T): T =>
				inPounds({ ...document, gateway });
			const second = (more: Partial<Payout> = {}): Payout => {
				const payout = payoutOf('96.80', [transactionOf('charge', '100', 'in', '3.20')]);
				const key = payout.id.replace('/77', '/78');
				return own({ ...payout, id: key, source: { ...payout.source, externalId: '78' }, ...more });
			};

			beforeEach(async () => {
				const kind = LEDGERS[id];
				if (kind === undefined) throw new Error(`no lab of ${id}`);
				books = await PayoutBooks.open(connector, {
					kind,
					...REGISTRATIONS[id],
				});
			});
			afterEach(async () => {
				expect(books.books.duplicates).toEqual([]);
				await books.books.close();
			});

			it('a dispute, a payout with fees, its arrival, and one that came back', async () => {
				expect(stateOf(await books.sell(paidSale('1', { amount: '209.00' }), gateway))).toEqual(POSTED);
				expect(stateOf(await books.post(own(disputeOf('opened', '50', '15'))))).toEqual(POSTED);
				const first = own(payoutOf('137.64', FIRST, { status: 'inTransit' }));
				expect(stateOf(await books.post(first))).toEqual(POSTED);
				expect([books.balance('clearing', gateway), books.balance('payoutsInTransit')]).toEqual([0, 13764]);
				// the same payout, now paid, is the same in the books
				const paid: Payout = { ...first, status: 'paid', source: { ...first.source, revision: 'later' } };
				expect(states(await books.post(paid))).toEqual(['unchanged', 'unchanged']);
				expect(stateOf(await books.post(own(matchOf('137.64'))))).toEqual(POSTED);
				expect([books.balance('payoutsInTransit'), books.balance('bank')]).toEqual([0, 13764]);

				expect(stateOf(await books.sell(paidSale('2', { amount: '100.00' }), gateway))).toEqual(POSTED);
				expect(stateOf(await books.post(second()))).toEqual(POSTED);
				expect([books.balance('clearing', gateway), books.balance('payoutsInTransit')]).toEqual([0, 9680]);
				const returned = await books.post(second({ status: 'failed', returnedOn: '2026-03-06' }));
				expect(states(returned)).toEqual(['unchanged', 'created', 'unchanged']);

				// the gateway owes it again; the bank has what its line says; nothing else is on its way
				expect(books.books.balances()).toEqual(
					Object.fromEntries(
						[
							[books.nameOf('clearing', gateway), 9680],
							[books.nameOf('bank'), 13764],
							[books.nameOf('disputes'), 5000],
							[books.nameOf('processingFees'), 956],
							[books.nameOf('chargebackFees'), 1500],
							['Sales', -30900],
						].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
					),
				);
				expect(new Set((await books.books.verify()).map(({ state }) => state))).toEqual(new Set(['same']));
				expect(states(await books.post(second({ status: 'failed', returnedOn: '2026-03-06' })))).toEqual([
					'unchanged',
					'unchanged',
					'unchanged',
				]);
			});

			it('one that came back by a document of its own, beside the payout as it was issued', async () => {
				await books.sell(paidSale('2', { amount: '100.00' }), gateway);
				const issued = second({ status: 'inTransit' });
				const returned = {
					...second({ status: 'failed', bookedOn: '2026-03-06' }),
					id: `${issued.id}/failed`,
				};
				for (const document of [issued, returned, issued, returned]) await books.post(document);
				expect([books.balance('clearing', gateway), books.balance('payoutsInTransit')]).toEqual([9680, 0]);
				expect(books.balance('processingFees')).toBe(320);
			});

			it('one that is first heard of when it has failed leaves its fees, and what is owed', async () => {
				await books.sell(paidSale('2', { amount: '100.00' }), gateway);
				expect(stateOf(await books.post(second({ status: 'failed' })))).toEqual(POSTED);
				expect([books.balance('clearing', gateway), books.balance('payoutsInTransit')]).toEqual([9680, 0]);
				expect(books.balance('processingFees')).toBe(320);
			});

			it('straight to the bank, with a reserve, a label and a plan taken out of it', async () => {
				await books.sell(paidSale('1', { amount: '500.00' }), gateway);
				const payout = own(
					payoutOf('338.64', [
						transactionOf('charge', '500', 'in', '14.86'),
						transactionOf('reserveHold', '100', 'out'),
						transactionOf('shippingLabel', '7.50', 'out'),
						transactionOf('subscription', '39', 'out'),
					]),
				);
				const result = await books.post(payout, { payouts: 'bank' });
				expect(stateOf(result)).toEqual(POSTED);
				expect(books.balance('clearing', gateway)).toBe(0);
				expect([books.balance('bank'), books.balance('reserves')]).toEqual([33864, 10000]);
				expect([books.balance('processingFees'), books.balance('shippingCosts')]).toEqual([1486, 750]);
				// the document on the bank account is the bank's line, to the penny
				expect(result.documents[0]?.total).toEqual({ amount: '338.64', currency: 'GBP' });
				expect(result.documents.map(({ ledgerEntity }) => ledgerEntity)).toEqual(ENTITIES[id]?.[gateway]);
			});

			it('a dispute that is won comes back but for the fee; one that is lost is a loss', async () => {
				await books.sell(paidSale('1', { amount: '209.00' }), gateway);
				await books.post(own(disputeOf('opened', '209', '15')));
				expect(books.balance('clearing', gateway)).toBe(-1500);
				expect(stateOf(await books.post(own(disputeOf('won', '209', '0'))))).toEqual(POSTED);
				expect([books.balance('clearing', gateway), books.balance('disputes')]).toEqual([19400, 0]);
				const again = disputeOf('opened', '50', '0');
				const other = { ...again, id: `${again.id}-2` };
				await books.post(own(other));
				const lost = disputeOf('lost', '50', '0');
				expect(stateOf(await books.post(own({ ...lost, id: `${lost.id}-2` })))).toEqual(POSTED);
				expect([books.balance('disputes'), books.balance('chargebackLosses')]).toEqual([0, 5000]);
				expect([books.balance('clearing', gateway), books.balance('chargebackFees')]).toEqual([14400, 1500]);
			});

			it('is there once, whatever answers get lost, and can be taken back', async () => {
				await books.sell(paidSale('1', { amount: '500.00' }), gateway);
				const before = books.books.balances();
				const payout = own(
					payoutOf('385.14', [
						transactionOf('charge', '500', 'in', '14.86'),
						transactionOf('reserveHold', '100', 'out'),
					]),
				);
				books.books.mishaps = ['lostAfter', 'lostBefore', 'lostAfter'];
				let result = await books.post(payout, { payouts: 'bank' });
				if (result.outcome === 'review') result = await books.post(payout, { payouts: 'bank' });
				// a batch takes one of them
				expect(books.books.mishaps.length).toBeLessThan(3);
				books.books.mishaps = [];
				expect(['posted', 'unchanged']).toContain(result.outcome);
				expect([books.balance('clearing', gateway), books.balance('bank')]).toEqual([0, 38514]);
				expect(books.books.duplicates).toEqual([]);
				const records = (await books.books.records()).filter(({ businessKey }) => businessKey === payout.id);
				expect(records.map(({ status }) => status)).toEqual(['posted', 'posted', 'posted']);
				const undone = await books.books.undo(records);
				expect(undone.map(({ state }) => state)).toEqual(['undone', 'undone', 'undone']);
				expect(books.books.balances()).toEqual(before);
			});

			it('more fees given back than taken, and a gateway that takes from the bank', async () => {
				const given = own(payoutOf('6.36', [transactionOf('fee', '6.36', 'in')]));
				expect(stateOf(await books.post(given))).toEqual(POSTED);
				const taken = second({
					transactions: inPounds([transactionOf('refund', '40', 'out'), transactionOf('fee', '1', 'out')]),
					net: { amount: '41.00', currency: 'GBP' },
					direction: 'fromBank',
				});
				expect(stateOf(await books.post(taken))).toEqual(POSTED);
				const arrival = own(matchOf('41', '41', { direction: 'fromBank' }));
				expect(stateOf(await books.post(arrival))).toEqual(POSTED);
				expect(books.books.balances()).toEqual({
					[books.nameOf('clearing', gateway)]: 4000,
					[books.nameOf('bank')]: -4100,
					[books.nameOf('payoutsInTransit')]: 636,
					[books.nameOf('processingFees')]: -536,
				});
			});
		});
	},
);
