/**
 * What every ledger's connector must do, whatever ledger is behind it: one suite over all of them, each against its lab over
 * real HTTP. The lab shares no code with the connector.
 */
import { LEDGER_CONNECTORS } from '../../../connectors/registry.generated';
import type { LedgerConnector } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { creditOf, paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../entries';
import { ContractBooks, type LedgerRegistration } from './books';
import { customersContract } from './customers';
import { profitAndLossContract } from './profitAndLoss';
import { standingContract } from './standing';

export type { LedgerRegistration } from './books';

const states = (
	results: readonly { readonly documents: readonly { readonly state: string }[] }[],
): string[] => results.flatMap(({ documents }) => documents.map(({ state }) => state));
const codes = (results: readonly { readonly findings: readonly { readonly code: string }[] }[]): string[] =>
	results.flatMap(({ findings }) => findings.map(({ code }) => code));
const all = (state: string, count: number): string[] => Array<string>(count).fill(state);

/** @param registrations by the connector's id; a connector without one fails */
export function ledgerContract(registrations: Readonly<Record<string, LedgerRegistration>>): void {
	it('every connector is registered', () => {
		expect(Object.keys(registrations).sort()).toEqual(LEDGER_CONNECTORS.map(({ id }) => id).sort());
	});
	describe.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
		'%s keeps the contract of a ledger',
		(id, connector) => {
			const registration = registrations[id];
			if (registration !== undefined) suite(connector, registration);
		},
	);
}

function suite(connector: LedgerConnector, registration: LedgerRegistration): void {
	let books: ContractBooks;
	beforeEach(async () => {
		books = await ContractBooks.open(connector, registration);
	});
	afterEach(async () => {
		expect(books.duplicates).toEqual([]);
		await books.close();
	});

	describe('reading', () => {
		it('knows the company, its accounts and tax codes', async () => {
			const { session, keys } = books;
			expect(await session.company()).toMatchObject({
				ledger: connector.id,
				tenant: keys.tenant,
				country: 'GB',
				currency: 'GBP',
				taxModel: 'codes',
			});
			expect((await session.company()).closedUntil).toBeUndefined();
			const accounts = await session.accounts();
			expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
			expect(accounts.find(({ name }) => name === 'Sales')).toMatchObject({ kind: 'income', active: true });
			const taxCodes = await session.taxCodes();
			expect(taxCodes.some(({ sales, totalPercent }) => sales && totalPercent === '20')).toBe(true);
			for (const code of taxCodes) expect(code).toMatchObject({ ledger: connector.id });
			expect(Array.isArray(await session.items())).toBe(true);
			expect(Array.isArray(await session.dimensions())).toBe(true);
		});

		it('says what posting takes, and its limits', () => {
			const documents = books.documentsOf(paidSale('1'));
			const many = Array.from({ length: 100 }, () => documents).flat();
			const count = (of: readonly LedgerDocument[]): number =>
				books.session.callsFor(of).reduce((sum, each) => sum + each.count, 0);
			expect(count(documents)).toBeGreaterThan(0);
			expect(count(many)).toBeGreaterThan(count(documents));
			expect(count([])).toBe(0);
			for (const { count: most, windowMs } of connector.quota.windows) {
				expect(most).toBeGreaterThan(0);
				expect(windowMs).toBeGreaterThan(0);
			}
		});
	});

	describe('posting', () => {
		it('takes every kind of event, with the right effect on the books, once', async () => {
			const entries = [
				paidSale('1', { amount: '12.34' }),
				splitSale('2', { amount: '5.00' }),
				unpaidSale('3', { amount: '30.00' }),
				paymentOf('3', { amount: '30.00' }),
				unpaidSale('4', { amount: '7.00' }),
				refundOf('1', { amount: '2.34' }),
			];
			const results = await books.post(entries);
			expect(codes(results)).toEqual([]);
			expect(states(results)).toEqual(all('created', states(results).length));
			const balances = books.balances();
			expect(balances['Sales']).toBe(-(1234 + 1000 + 3000 + 700));
			expect(balances['Sales returns']).toBe(234);
			expect(balances['Shopify Payments clearing']).toBe(1234 + 1000 + 3000 - 234);
			expect(Object.values(balances).reduce((sum, net) => sum + net, 0)).toBe(0);
			// what is left is what the fourth customer owes
			const { Sales: _s, 'Sales returns': _r, 'Shopify Payments clearing': _c, ...others } = balances;
			expect(Object.values(others)).toEqual([700]);

			expect(new Set(states(await books.post(entries)))).toEqual(new Set(['unchanged']));
			expect(books.balances()).toEqual(balances);
		});

		it('moves money and journals, as far as the ledger has them', async () => {
			const bank = books.account('Shopify Payments clearing');
			const other = books.account('Manual payments clearing');
			const kinds = (['Transfer', 'ManualJournal', 'Deposit', 'Expense'] as const).filter((type) =>
				connector.capabilities.documents.includes(type),
			);
			const [model] = books.documentsOf(paidSale('1'));
			if (model === undefined) throw new Error('no document');
			const line = { role: 'clearing' as const, amount: model.total, description: 'moved', taxes: [] };
			for (const type of kinds) {
				const key = `${model.postingKey}/${type}`;
				const out = { ...line, account: other, side: 'credit' as const };
				const into = { ...line, account: bank, side: 'debit' as const };
				const whole = type === 'Transfer' || type === 'ManualJournal';
				const document: LedgerDocument = {
					...model,
					type,
					postingKey: key,
					number: `M-${type}`,
					memo: `moved\n${key}`,
					lines: whole ? [out, into] : [type === 'Deposit' ? out : into],
					moneyAccount: type === 'Deposit' ? bank : other,
				};
				const [prepared] = await books.session.prepare([document], new Map());
				if (prepared?.ok !== true) throw new Error(`${type}: ${JSON.stringify(prepared?.findings)}`);
				const [sent] = await books.session.send([prepared.value], `token-${type}`);
				if (sent?.kind !== 'created') throw new Error(`${type}: ${JSON.stringify(sent)}`);
				expect(books.session.compare(document, sent.posted)).toEqual([]);
				const found = await books.session.find([document]);
				expect(found.get(key)?.id).toBe(sent.posted.id);
			}
			expect(books.balances()).toEqual(
				kinds.length === 0
					? {}
					: {
							'Manual payments clearing': -1000 * kinds.length,
							'Shopify Payments clearing': 1000 * kinds.length,
						},
			);
		});

		it('posts 48 of 50 when two are bad, each bad one with its reason', async () => {
			const entries = Array.from({ length: 50 }, (_, index) => paidSale(String(100 + index)));
			const own = entries.map((entry) => books.entry(entry));
			const bad = (index: number) => {
				const entry = own[index];
				if (entry === undefined) throw new Error('no entry');
				const account = { id: '999999', name: 'Not there' };
				own[index] = {
					...entry,
					lines: entry.lines.map((line) => (line.role === 'sales' ? { ...line, account } : line)),
				};
			};
			bad(7);
			bad(31);
			const results = await books.postAsIs(own);
			expect(results.map(({ outcome }) => outcome).filter((outcome) => outcome === 'posted')).toHaveLength(
				48,
			);
			for (const index of [7, 31]) {
				expect(results[index]).toMatchObject({ outcome: 'review' });
				expect(results[index]?.findings.length).toBeGreaterThan(0);
			}
			expect(books.balances()['Sales']).toBe(-48_000);
		});
	});

	describe('what is there', () => {
		it('is found by its key, without a sync log, and never posted a second time', async () => {
			const entries = [paidSale('1'), unpaidSale('2'), paymentOf('2'), refundOf('1')];
			await books.post(entries);
			const before = books.balances();
			for (const document of entries.flatMap((entry) => books.documentsOf(entry))) {
				const posted = (await books.session.find([document])).get(document.postingKey);
				expect(posted?.ours ?? true).toBe(true);
				expect(posted?.total).toEqual(document.total);
			}
			await books.forget();
			books.openSession();
			const results = await books.post(entries, { lookUpFirst: true });
			expect(new Set(states(results))).toEqual(new Set(['found']));
			expect(books.balances()).toEqual(before);
		});

		it('is read back as it was posted', async () => {
			await books.post([paidSale('1'), unpaidSale('2'), paymentOf('2')]);
			const verified = await books.verify();
			expect(verified.length).toBeGreaterThanOrEqual(3);
			expect(verified.flatMap(({ findings }) => findings)).toEqual([]);
			expect(verified.map(({ state }) => state)).toEqual(all('same', verified.length));
		});

		it('is taken back, payments first, and posted again', async () => {
			const entries = [
				paidSale('1'),
				splitSale('2'),
				unpaidSale('3'),
				paymentOf('3'),
				refundOf('1'),
				unpaidSale('4', { amount: '20.00' }),
				creditOf('4', { amount: '5.00' }),
			];
			expect(codes(await books.post(entries))).toEqual([]);
			const before = books.balances();
			const undone = await books.undo();
			expect(undone.flatMap(({ findings }) => findings)).toEqual([]);
			expect(undone.map(({ state }) => state)).toEqual(all('undone', undone.length));
			expect(books.balances()).toEqual({});
			expect(await books.verify()).toEqual([]);
			const again = await books.post(entries);
			expect(states(again)).toEqual(all('created', states(again).length));
			expect(books.balances()).toEqual(before);
		});

		it('is taken back once, when answers get lost on the way', async () => {
			await books.post([paidSale('1'), paidSale('2'), paidSale('3')]);
			books.mishaps = ['lostAfter', 'lostBefore', 'serverError'];
			expect(new Set((await books.undo()).map(({ state }) => state))).toEqual(new Set(['undone']));
			expect(books.balances()).toEqual({});
		});
	});

	standingContract(connector, () => books);
	profitAndLossContract(connector, () => books);
	customersContract(connector, () => books);

	const closing = registration.closesBooks === true ? describe : describe.skip;
	closing('a closed period', () => {
		const late = paidSale('1', { bookedOn: '2026-01-31' });

		it('is known, and nothing is written into it', async () => {
			books.closeBooks('2026-02-28');
			expect((await books.session.company(true)).closedUntil).toBe('2026-02-28');
			const results = await books.post([late, paidSale('2')]);
			expect(results.map(({ outcome }) => outcome)).toEqual(['review', 'posted']);
			expect(codes(results.slice(0, 1))[0]).toBe('PERIOD_CLOSED');
			expect(books.balances()['Sales']).toBe(-1000);
		});

		it('sends late documents to the first open day where a person wants that', async () => {
			// closed after the company was read last: the ledger itself says so
			await books.post([paidSale('9')]);
			books.closeBooks('2026-02-28');
			const results = await books.post([late], { closedPeriod: 'firstOpenDay' });
			expect(codes(results)).toContain('PERIOD_MOVED');
			expect(new Set(states(results))).toEqual(new Set(['created']));
			expect((await books.verify()).map(({ state }) => state)).not.toContain('differs');
			expect(new Set(states(await books.post([late])))).toEqual(new Set(['unchanged']));
			expect(books.balances()['Sales']).toBe(-2000);
		});

		it('is not touched by taking back', async () => {
			await books.post([late]);
			const before = books.balances();
			books.closeBooks('2026-02-28');
			const undone = await books.undo();
			for (const { state, findings } of undone)
				if (state === 'held') expect(findings.length).toBeGreaterThan(0);
				else expect(state).toBe('reversed');
			const reversed = undone.every(({ state }) => state === 'reversed');
			// the document of the closed period stands, and its correction beside it
			expect(books.balances()).toEqual(reversed ? {} : before);
		});
	});

	describe('when something goes wrong', () => {
		const entries = [paidSale('1'), paidSale('2'), paidSale('3')];

		it.each(['lostBefore', 'lostAfter', 'serverError', 'rateLimited'] as const)(
			'%s: posts each once all the same',
			async (mishap) => {
				// items and customers first, so that the next write is the documents'
				await books.post([paidSale('9')]);
				books.mishaps = [mishap, mishap];
				const results = await books.post(entries);
				expect(results.map(({ outcome }) => outcome)).toEqual(['posted', 'posted', 'posted']);
				expect(books.balances()['Sales']).toBe(-4000);
				expect(new Set(states(await books.post(entries)))).toEqual(new Set(['unchanged']));
				expect(books.balances()['Sales']).toBe(-4000);
			},
		);

		it('a credential that no longer works ends the run, and nothing is lost', async () => {
			await books.post([paidSale('9')]);
			books.signedOut = true;
			await expect(books.post(entries)).rejects.toMatchObject({ failure: 'unauthorized' });
			books.signedOut = false;
			expect(books.balances()['Sales']).toBe(-1000);
			expect(states(await books.post(entries)).length).toBeGreaterThanOrEqual(3);
			expect(books.balances()['Sales']).toBe(-4000);
		});
	});
}
