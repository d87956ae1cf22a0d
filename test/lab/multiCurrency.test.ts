/**
 * Orders in other currencies than that of the books: right in every ledger, at the shop's rate or at the ledger's own, or held
 * with the reason. Digits differ: a yen has no smaller unit, a dinar has a thousand.
 */
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { JournalEntry } from '../../core/journal/entry';
import type { LedgerKind } from '../../lab/kinds';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { paidSale, paymentOf, refundOf, unpaidSale } from '../support/entries';
import { ContractBooks } from '../support/ledgerContract/books';
import { CURRENCY_LEDGERS as LEDGERS } from '../support/severalCurrencies';

/** pounds for one unit, as the shop has sold */
const SHOP_RATES: Readonly<Record<string, string>> = { EUR: '0.86', JPY: '0.0052', KWD: '2.5' };
const DAY = '2026-03-01';

const MISSING: Readonly<Record<string, RegExp>> = {
	EXCHANGE_RATE_MISSING: /no exchange rate from KWD/,
	REJECTED_BY_LEDGER: /No currency rate is available for KWD/,
};

/** A sale in a currency, with the rate that the shop states. */
function foreign(entry: JournalEntry): JournalEntry {
	const rate = SHOP_RATES[entry.currency];
	if (rate === undefined) throw new Error(`no rate for ${entry.currency}`);
	return { ...entry, exchangeRate: { currency: 'GBP', rate } };
}

const EUR = { currency: 'EUR', amount: '10.00', bookedOn: DAY };
const JPY = { currency: 'JPY', amount: '1000', bookedOn: DAY };
const KWD = { currency: 'KWD', amount: '1.234', bookedOn: DAY };

/** Ledgers that keep each currency for itself and convert nothing. */
const KEEPS_EACH: Readonly<Record<string, LedgerKind>> = { freshbooks: freshBooksKind };

it('every ledger is tried', () => {
	const tried = [...Object.keys(LEDGERS), ...Object.keys(KEEPS_EACH)];
	expect(LEDGER_CONNECTORS.map(({ id }) => id).filter((id) => !tried.includes(id))).toEqual([]);
});

describe.each(LEDGER_CONNECTORS.filter(({ id }) => id in KEEPS_EACH).map((each) => [each.id, each] as const))(
	'%s keeps each currency for itself',
	(id, connector) => {
		it('with the amounts of the shop, or the document is held with that', async () => {
			const kind = KEEPS_EACH[id];
			if (kind === undefined) throw new Error(`${id} is not set up`);
			const books = await ContractBooks.open(connector, { kind, limitsAreOurs: true });
			try {
				const dinars = { ...KWD, amount: '1.230' };
				const entries = [paidSale('1', EUR), paidSale('2', JPY), paidSale('3', dinars)].map(foreign);
				const results = await books.post([...entries, foreign(paidSale('4', KWD))], { shopRates: true });
				expect(results.map(({ outcome }) => outcome)).toEqual(['posted', 'posted', 'posted', 'review']);
				expect(results[3]?.findings[0]).toMatchObject({
					code: 'DOCUMENT_NOT_POSSIBLE',
					message: expect.stringContaining('1.234 KWD has more than the two decimals'),
				});
				const rows = books.lab.inspect()['trialBalance'] as readonly Record<string, string>[];
				const sales = rows
					.filter(({ account }) => account === 'Sales')
					.map(({ currency, debit, credit }) => [currency, Number(credit) - Number(debit)]);
				expect(Object.fromEntries(sales)).toEqual({ EUR: 10, JPY: 1000, KWD: 1.23 });
				expect(books.duplicates).toEqual([]);
			} finally {
				await books.close();
			}
		});
	},
);

describe.each(
	LEDGER_CONNECTORS.filter(({ id }) => id in LEDGERS).map((connector) => [connector.id, connector] as const),
)('%s', (id, connector) => {
	let books: ContractBooks;
	const start = async (kind: LedgerKind | undefined) => {
		if (kind === undefined) throw new Error(`${id} is not set up`);
		books = await ContractBooks.open(connector, { kind });
	};
	afterEach(async () => {
		expect(books.duplicates).toEqual([]);
		await books.close();
	});

	it("euros, yen and dinars are worth in pounds what the shop's rate says", async () => {
		await start(LEDGERS[id]?.several);
		const dinars = { ...KWD, amount: '1.230' };
		const entries = [paidSale('1', EUR), paidSale('2', JPY), paidSale('3', dinars)].map(foreign);
		const results = await books.post(entries, { shopRates: true });
		expect(results.map(({ findings }) => findings)).toEqual([[], [], []]);
		expect(results.map(({ documents }) => documents[0]?.total)).toEqual([
			{ amount: '10.00', currency: 'EUR' },
			{ amount: '1000', currency: 'JPY' },
			{ amount: '1.230', currency: 'KWD' },
		]);
		// 8.60 + 5.20 + 3.075, which is a whole penny one way or the other
		const sales = -(books.balances()['Sales'] ?? 0);
		expect([860 + 520 + 307, 860 + 520 + 308]).toContain(sales);
		expect(books.balances()['Shopify Payments clearing']).toBe(sales);
		expect(new Set((await books.verify()).map(({ state }) => state))).toEqual(new Set(['same']));
		expect((await books.post(entries, { shopRates: true })).map(({ outcome }) => outcome)).toEqual(
			Array(3).fill('unchanged'),
		);
	});

	it('a thousandth of a dinar is kept, or the document is held with that', async () => {
		await start(LEDGERS[id]?.several);
		const results = await books.post([paidSale('1', KWD), paidSale('2', EUR)].map(foreign), {
			shopRates: true,
		});
		expect(results[1]?.outcome).toBe('posted');
		if (LEDGERS[id]?.twoDecimals === true) {
			expect(results[0]).toMatchObject({ outcome: 'review' });
			expect(results[0]?.findings[0]).toMatchObject({
				code: 'DOCUMENT_NOT_POSSIBLE',
				message: expect.stringContaining('1.234 KWD has more than the two decimals'),
			});
			expect(books.balances()['Sales']).toBe(-860);
		} else {
			expect(results[0]).toMatchObject({ outcome: 'posted', findings: [] });
			expect([-1168, -1169]).toContain(books.balances()['Sales']);
		}
	});

	it('an invoice, its payment and a refund at one rate leave nothing behind', async () => {
		await start(LEDGERS[id]?.several);
		const entries = [unpaidSale('1', EUR), paymentOf('1', EUR), refundOf('1', EUR)].map(foreign);
		const results = await books.post(entries, { shopRates: true });
		expect(results.map(({ findings }) => findings)).toEqual([[], [], []]);
		expect(books.balances()).toEqual({ Sales: -860, 'Sales returns': 860 });
	});

	it("at the ledger's own rate, or held with the reason where it has none", async () => {
		await start(LEDGERS[id]?.several);
		const dinars = { ...KWD, amount: '1.230' };
		const entries = [paidSale('1', EUR), paidSale('2', JPY), paidSale('3', dinars)].map(foreign);
		const results = await books.post(entries);
		expect(results.map(({ outcome }) => outcome)).toEqual(['posted', 'posted', 'review']);
		expect(books.balances()['Sales']).toBe(-(800 + 500));
		const [reason] = results[2]?.findings ?? [];
		expect(reason?.message).toMatch(MISSING[reason?.code ?? ''] ?? /^$/);
	});

	it('a currency that the company has not turned on is held, and the others go on', async () => {
		await start(LEDGERS[id]?.several);
		const entry = paidSale('1', { ...EUR, currency: 'SEK' });
		const results = await books.post([entry, paidSale('2')], { shopRates: true });
		expect(results.map(({ outcome }) => outcome)).toEqual(['review', 'posted']);
		expect(results[0]?.findings[0]?.message).toContain('SEK');
		expect(['CURRENCY_NOT_ENABLED', 'EXCHANGE_RATE_MISSING']).toContain(results[0]?.findings[0]?.code);
		expect(books.balances()['Sales']).toBe(-1000);
	});
});
