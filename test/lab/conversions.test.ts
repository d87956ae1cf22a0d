/**
 * Payouts of what customers paid in another currency (E18): each clearing account is right in its own currency, the bank has its
 * line to the penny, and what the ledger cannot say is held with the entry that a person makes by hand.
 */
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { Payout } from '../../core/documents';
import type { LedgerConnector } from '../../core/ledger/connector';
import type { EntryResult } from '../../core/posting/postOnce';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { payoutOf, transactionOf } from '../support/changeDocuments';
import { money } from '../support/documents';
import { paidSale } from '../support/entries';
import { inPounds, PayoutBooks } from '../support/payoutBooks';
import { CURRENCY_LEDGERS, EURO_CLEARING } from '../support/severalCurrencies';

jest.setTimeout(120_000);

/** EUR 100.00, which the gateway made GBP 82.00 of; the ledgers of the labs carry a euro at 0.80. */
const PAYOUT: Payout = inPounds(
	payoutOf('80.77', [
		transactionOf('charge', '82', 'in', '1.23', {
			original: { amount: money('100', 'EUR'), exchangeRate: '0.82' },
			conversionFee: money('1.23'),
		}),
	]),
);

async function open(connector: LedgerConnector): Promise<PayoutBooks> {
	const kind = CURRENCY_LEDGERS[connector.id]?.several;
	return await PayoutBooks.open(
		connector,
		kind === undefined ? { kind: freshBooksKind, limitsAreOurs: true } : { kind },
	);
}

/** Sells for EUR 100.00 into an account, and posts the payout. @returns its result */
async function sellAndPayOut(books: PayoutBooks, account: string): Promise<EntryResult> {
	const sale = books.books.entry(
		paidSale('1', { currency: 'EUR', amount: '100.00', bookedOn: '2026-03-01' }),
	);
	const lines = sale.lines.map((line) =>
		line.role === 'clearing' ? { ...line, account: { id: account, name: 'Clearing EUR' } } : line,
	);
	await books.books.postAsIs([{ ...sale, lines }]);
	const entry = books.entryOf(PAYOUT, { payouts: 'bank' }, { EUR: account });
	const [result] = await books.books.postAsIs([entry]);
	if (result === undefined) throw new Error('no result');
	return result;
}

describe.each(
	LEDGER_CONNECTORS.filter(({ id }) => id in CURRENCY_LEDGERS).map((each) => [each.id, each] as const),
)('%s', (_id, connector) => {
	let books: PayoutBooks;
	beforeEach(async () => void (books = await open(connector)));
	afterEach(async () => await books.books.close());

	it('books what was changed against the exchange gains, each currency for itself', async () => {
		const result = await sellAndPayOut(books, books.books.account(EURO_CLEARING).id);
		expect([result.outcome, result.findings]).toEqual(['posted', []]);
		expect(result.documents.map(({ total }) => `${total.amount} ${total.currency}`)).toEqual([
			'100.00 EUR',
			'82.00 GBP',
			'80.77 GBP',
			'1.23 GBP',
		]);
		expect(books.books.balances()).toEqual({
			[books.nameOf('bank')]: 8077,
			'Conversion fees': 123,
			// a gain: 82.00 for what the books carried at 80.00
			'Exchange gains': -200,
			Sales: -8000,
		});
		expect(new Set((await books.books.verify()).map(({ state }) => state))).toEqual(new Set(['same']));
	});

	it('holds it where the account is not kept in that currency, and says what to enter by hand', async () => {
		const result = await sellAndPayOut(books, books.books.account('Stripe clearing').id);
		expect(result.outcome).toBe('review');
		expect(result.documents.map(({ state }) => state)).toEqual(['held', 'created', 'created', 'created']);
		const [reason] = result.findings;
		expect(reason?.code).toBe('CONVERSION_BY_HAND');
		expect(reason?.message).toContain('100.00 EUR of "Clearing EUR"');
		expect(reason?.fix).toContain('credit "Clearing EUR" and debit "Exchange gains"');
		// what is left for the entry by hand: the 80.00 that the ledger carries, and the gain
		expect(books.books.balances()).toMatchObject({ 'Stripe clearing': 8000, 'Exchange gains': -8200 });
		expect(books.balance('bank')).toBe(8077);
	});
});

describe('freshbooks', () => {
	it('keeps each currency for itself', async () => {
		const connector = LEDGER_CONNECTORS.find(({ id }) => id === 'freshbooks');
		if (connector === undefined) throw new Error('there is no such ledger');
		const books = await open(connector);
		try {
			const result = await sellAndPayOut(books, books.books.account('Stripe clearing').id);
			expect([result.outcome, result.findings]).toEqual(['posted', []]);
			const rows = books.books.lab.inspect()['trialBalance'] as readonly Record<string, string>[];
			const balances = rows.flatMap(({ account, currency, debit, credit }) => {
				const cents = Math.round((Number(debit) - Number(credit)) * 100);
				return cents === 0 ? [] : [`${account} ${cents} ${currency}`];
			});
			expect(balances.sort()).toEqual(
				[
					'Business Bank Account 8077 GBP',
					'Conversion fees 123 GBP',
					'General Expenses -8200 GBP',
					'General Expenses 10000 EUR',
					'Sales -10000 EUR',
				].sort(),
			);
		} finally {
			await books.books.close();
		}
	});
});
