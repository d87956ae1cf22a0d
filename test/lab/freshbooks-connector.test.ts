/**
 * The connector against the lab's FreshBooks over real HTTP: what the general ledger says of every way of posting, whatever
 * answers get lost. The lab shares no code with the connector.
 */
import { freshbooks } from '../../connectors/ledgers/freshbooks';
import type { JournalEntry, JournalLine } from '../../core/journal/entry';
import type { LedgerConnector, LedgerOptions, LedgerTaxCodeDetail } from '../../core/ledger/connector';
import type { LedgerDocument } from '../../core/ledger/documents';
import { OWN_MONEY } from '../../core/ledger/ownAccounts';
import { freshBooksLab, type Behaviour } from '../../lab/ledgers/freshbooks';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../support/entries';
import { ContractBooks, type Mishap } from '../support/ledgerContract/books';

const CLEARING = 'Shopify Payments clearing';

interface Way extends Partial<LedgerOptions> {
	readonly lab?: Behaviour;
	readonly scope?: string;
}

let open: ContractBooks | undefined;

/** A business of the lab, with a session that posts in a way. */
async function booksOf({ lab = {}, scope, ...options }: Way = {}): Promise<ContractBooks> {
	const connector: LedgerConnector = {
		...freshbooks,
		open: (http, settings, given, cache, clock) =>
			freshbooks.open(http, settings, { ...given, ...options }, cache, clock),
	};
	open = await ContractBooks.open(connector, {
		limitsAreOurs: true,
		kind: {
			...freshBooksKind,
			make: ({ keys, tokens, shop: { name, country, currency, timeZone } }) =>
				freshBooksLab({
					accounts: [{ accountId: keys.tenant, name, country, currency, timeZone, ...lab }],
					grantOf: (token) => {
						const grant = tokens.grantOf(token);
						if (grant === undefined) return undefined;
						return { scope: scope ?? freshBooksKind.oauth.scopes.join(' ') };
					},
				}),
		},
	});
	return open;
}

afterEach(async () => {
	const books = open;
	open = undefined;
	if (books === undefined) return;
	expect(books.duplicates).toEqual([]);
	await books.close();
});

const posted = (results: readonly { readonly outcome: string; readonly findings: readonly unknown[] }[]) => {
	expect(results.flatMap(({ findings }) => findings)).toEqual([]);
	expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['posted']));
};

const documentsIn = (books: ContractBooks) =>
	books.lab.inspect()['documents'] as Readonly<Record<string, number>>;

/** A sale of 100.00 less 10.00, with VAT of 20 % on both, and 5.01 of postage with 1.00 of VAT. Total 114.01. */
function taxedSale(
	books: ContractBooks,
	vat: LedgerTaxCodeDetail,
	id: string,
	paid: 'paid' | 'owed' | 'partly',
): JournalEntry {
	const base = paid === 'paid' ? paidSale(id) : unpaidSale(id);
	const [model] = base.lines;
	if (model === undefined) throw new Error('no line');
	const { ledger, id: codeId, name, rates } = vat;
	const taxCode = { ledger, id: codeId, name, rates };
	const [rate] = rates;
	if (rate === undefined) throw new Error('a code with a rate');
	const line = (
		role: JournalLine['role'],
		side: JournalLine['side'],
		amount: string,
		account: string | undefined,
		tax?: string,
	): JournalLine => ({
		role,
		side,
		amount: { amount, currency: 'GBP' },
		...(account === undefined ? {} : { account: books.account(account) }),
		description: account ?? role,
		facts: role === 'clearing' ? { gateway: 'card' } : {},
		origin: 'lines[0]',
		...(role === 'clearing'
			? { payment: { id: `p${id}`, method: 'card', capturedAt: '2026-03-01T10:00:00.000Z' } }
			: {}),
		...(tax === undefined
			? {}
			: {
					taxCode,
					taxes: [
						{ name: 'VAT', rate: '0.2', amount: { amount: tax, currency: 'GBP' }, ledgerRateId: rate.id },
					],
				}),
	});
	const money =
		paid === 'paid'
			? [line('clearing', 'debit', '114.01', CLEARING)]
			: paid === 'owed'
				? [line('receivable', 'debit', '114.01', undefined)]
				: [line('clearing', 'debit', '14.01', CLEARING), line('receivable', 'debit', '100.00', undefined)];
	const lines = [
		...money,
		line('discounts', 'debit', '10.00', 'Discounts given', '0.00'),
		line('sales', 'credit', '100.00', 'Sales', '18.00'),
		line('shippingIncome', 'credit', '5.01', 'Shipping income', '1.00'),
		line('taxPayable', 'credit', '19.00', 'Import tax payable'),
	];
	return { ...base, lines };
}

/** What the shop says, in cents. */
const TAXED = {
	'Discounts given': 1000,
	'Import tax payable': -1900,
	Sales: -10000,
	'Shipping income': -501,
};

async function vatOf(books: ContractBooks): Promise<LedgerTaxCodeDetail> {
	const codes = await books.session.taxCodes();
	const vat = codes.find(({ totalPercent, rates }) => totalPercent === '20' && rates.length === 1);
	if (vat === undefined) throw new Error('no VAT of 20 %');
	return vat;
}

describe('what is posted', () => {
	it.each([
		['journal', { JournalEntry: 1 }],
		['invoice', { JournalEntry: 2, Invoice: 1, Payment: 1 }],
	] as const)('a paid sale as %s: the same books, account by account', async (paidSales, expected) => {
		const books = await booksOf({ paidSales });
		posted(await books.postAsIs([taxedSale(books, await vatOf(books), '1', 'paid')]));
		expect(books.balances()).toEqual({ ...TAXED, [CLEARING]: 11401 });
		const count = Object.values(documentsIn(books)).reduce((sum, each) => sum + each, 0);
		expect(count).toBeGreaterThanOrEqual(Object.values(expected).reduce((sum, each) => sum + each, 0));
	});

	it('something owed: an invoice that is sent, by tax name and percent, and nothing left on accounts of its own', async () => {
		const books = await booksOf();
		const vat = await vatOf(books);
		posted(await books.postAsIs([taxedSale(books, vat, '1', 'owed'), taxedSale(books, vat, '2', 'partly')]));
		expect(books.balances()).toEqual({
			'Accounts Receivable': 11401 + 10000,
			'Discounts given': 2000,
			'Import tax payable': -3800,
			Sales: -20000,
			'Shipping income': -1002,
			[CLEARING]: 1401,
		});
		const bodies = books.requests.flatMap(({ method, url, body }) =>
			method === 'POST' && url.endsWith('/invoices/invoices')
				? [(body as { invoice: Record<string, unknown> }).invoice]
				: [],
		);
		expect(bodies).toHaveLength(2);
		expect(bodies[0]).toMatchObject({
			action_mark_as_sent: true,
			lines: [
				{ unit_cost: { amount: '100.00', code: 'GBP' }, taxAmount1: '20' },
				{ unit_cost: { amount: '5.01', code: 'GBP' }, taxAmount1: '20' },
				{ unit_cost: { amount: '-10.00', code: 'GBP' }, taxAmount1: '20' },
			],
		});
		expect((await books.verify()).flatMap(({ findings }) => findings)).toEqual([]);
	});

	it('a refund of what is owed: a credit note, applied to the invoice', async () => {
		const books = await booksOf();
		const owed = books.entry(unpaidSale('1', { amount: '30.00' }));
		const refund = books.entry(refundOf('1', { amount: '12.00' }));
		const lowers: JournalEntry = {
			...refund,
			lines: refund.lines.map((line) =>
				line.role === 'clearing'
					? {
							role: 'receivable',
							side: line.side,
							amount: line.amount,
							description: 'owed',
							facts: {},
							origin: '',
						}
					: line,
			),
		};
		posted(await books.postAsIs([owed, lowers]));
		expect(books.balances()).toEqual({ 'Accounts Receivable': 1800, Sales: -3000, 'Sales returns': 1200 });
		const undone = await books.undo();
		expect(undone.flatMap(({ findings }) => findings)).toEqual([]);
		expect(books.balances()).toEqual({});
	});

	it.each<Behaviour>([
		{ journals: 'old' },
		{ journals: 'both' },
		{ journals: 'newOnly' },
		{ errors: 'old' },
		{ uniqueNumbers: true },
		{ overpayments: 'refuse' },
	])('in a business that is %j', async (lab) => {
		const books = await booksOf({ lab });
		const entries = [paidSale('1'), splitSale('2'), unpaidSale('3'), paymentOf('3'), refundOf('1')];
		posted(await books.post(entries));
		expect(books.balances()).toEqual({ [CLEARING]: 3000, Sales: -4000, 'Sales returns': 1000 });
		await books.forget();
		books.openSession();
		const again = await books.post(entries, { lookUpFirst: true });
		expect(new Set(again.flatMap(({ documents }) => documents.map(({ state }) => state)))).toEqual(
			new Set(['found']),
		);
		expect((await books.verify()).map(({ state }) => state)).not.toContain('missing');
		expect(new Set((await books.undo()).map(({ state }) => state))).toEqual(new Set(['undone']));
		expect(books.balances()).toEqual({});
	});

	it('the older address of journals is tried once only', async () => {
		const books = await booksOf({ lab: { journals: 'old' } });
		posted(await books.post([paidSale('1'), paidSale('2'), paidSale('3')]));
		const newer = books.requests.filter(
			({ method, url }) => method === 'POST' && url.includes('/businesses/'),
		);
		expect(newer).toHaveLength(1);
	});

	it('one client for the shop, found again when it is renamed', async () => {
		const books = await booksOf();
		posted(await books.post([unpaidSale('1')]));
		books.openSession();
		posted(await books.post([unpaidSale('2')]));
		const clients = books.requests.filter(
			({ method, url }) => method === 'POST' && url.endsWith('/users/clients'),
		);
		expect(clients).toHaveLength(1);
	});
});

describe('expenses', () => {
	const expense = (
		books: ContractBooks,
		account: string,
		from: LedgerDocument['moneyAccount'],
	): LedgerDocument => {
		const [model] = books.documentsOf(paidSale('1'));
		if (model === undefined || from === undefined) throw new Error('no document');
		const key = `${model.postingKey}/fee`;
		const { total } = model;
		return {
			...model,
			type: 'Expense',
			postingKey: key,
			number: 'FEE-1',
			memo: `A fee.\n${key}`,
			moneyAccount: from,
			lines: [
				{
					role: 'processingFees',
					account: books.account(account),
					side: 'debit',
					amount: total,
					description: 'fee',
					taxes: [],
				},
			],
		};
	};

	it.each([
		['FreshBooks’ own from its cash account', true, 'Petty Cash', 'Expense'],
		['a journal entry from any other', false, CLEARING, 'JournalEntry'],
	])('%s', async (_, own, money, entity) => {
		const books = await booksOf();
		const document = expense(books, 'Bank Fees', own ? OWN_MONEY : books.account(money));
		const [prepared] = await books.session.prepare([document], new Map());
		if (prepared?.ok !== true) throw new Error(JSON.stringify(prepared?.findings));
		expect(prepared.value.entity).toBe(entity);
		const [sent] = await books.session.send([prepared.value], 'r');
		if (sent?.kind !== 'created') throw new Error(JSON.stringify(sent));
		expect(books.session.compare(document, sent.posted)).toEqual([]);
		expect(books.balances()).toEqual({ 'Bank Fees': 1000, [money]: -1000 });
		expect((await books.session.find([document])).get(document.postingKey)?.id).toBe(sent.posted.id);
	});
});

describe('when answers get lost', () => {
	const entries = [paidSale('1'), unpaidSale('2'), paymentOf('2'), splitSale('3'), refundOf('1')];
	const balances = { [CLEARING]: 3000, Sales: -4000, 'Sales returns': 1000 };

	it.each(['lostAfter', 'lostBefore', 'late', 'serverError', 'rateLimited'] as const)(
		'%s at any write: each is there once in the end',
		async (mishap) => {
			for (let at = 0; at < 8; at++) {
				const books = await booksOf();
				books.mishaps = [...Array<Mishap | undefined>(at).fill(undefined), mishap] as Mishap[];
				await books.post(entries);
				await books.clock.sleep(60_000);
				await books.post(entries);
				expect(await books.verify()).toHaveLength(7);
				expect(books.balances()).toEqual(balances);
				expect(books.duplicates).toEqual([]);
				await books.close();
				open = undefined;
			}
		},
	);

	it('every second one: nothing is there twice, and the rest comes with later runs', async () => {
		const books = await booksOf({ paidSales: 'invoice' });
		books.mishaps = Array.from({ length: 30 }, (_, index) =>
			index % 2 === 0 ? 'lostAfter' : (undefined as unknown as Mishap),
		);
		for (let run = 0; run < 4; run++) await books.post(entries);
		expect(books.balances()).toEqual(balances);
	});

	it('while it is taken back: no journal is reversed twice', async () => {
		const books = await booksOf();
		await books.post(entries);
		books.mishaps = ['lostAfter', 'lostAfter', 'lostBefore', 'lostAfter'];
		await books.undo();
		await books.undo();
		expect(books.balances()).toEqual({});
	});
});

describe('what cannot be posted', () => {
	it('is held where a scope is missing, with what to do', async () => {
		const scope = freshBooksKind.oauth.scopes
			.filter((each) => each !== 'user:journal_entries:write')
			.join(' ');
		const books = await booksOf({ scope });
		const results = await books.post([paidSale('1')]).catch((error: unknown) => error);
		expect(JSON.stringify(results instanceof Error ? results.message : results)).toMatch(/scope/);
		expect(books.balances()).toEqual({});
	});

	it('another business: the error names those there are', async () => {
		const books = await booksOf();
		const session = freshbooks.open(
			async () =>
				await Promise.resolve({
					status: 200,
					headers: {},
					body: {
						response: {
							business_memberships: [
								{ business: { id: 1, account_id: '6BApk', name: 'Leaf and Pot', business_uuid: 'u' } },
							],
						},
					},
				}),
			{ tenant: 'other' },
			{ createMissing: true, customers: 'oneForShop' },
			{ get: async () => undefined, set: async () => undefined, clear: async () => undefined },
			books.clock,
		);
		await expect(session.company()).rejects.toMatchObject({
			failure: 'rejected',
			message: expect.stringContaining('"Leaf and Pot": 6BApk'),
		});
	});

	it('an invoice with a payment that somebody else has entered is not taken back', async () => {
		const books = await booksOf();
		await books.post([unpaidSale('1'), paymentOf('1')]);
		const records = await books.records();
		const invoice = records.find(({ documentType }) => documentType === 'Invoice');
		if (invoice?.ledgerId === undefined || invoice.total === undefined) throw new Error('no invoice');
		const [undone] = await books.session.undo(
			[
				{
					postingKey: invoice.postingKey,
					documentType: 'Invoice',
					entity: 'Invoice',
					id: invoice.ledgerId,
					number: invoice.number,
					date: invoice.bookedOn,
					total: invoice.total,
				},
			],
			'u',
		);
		expect(undone).toMatchObject({ kind: 'notPossible', finding: { code: 'UNDO_NOT_POSSIBLE' } });
	});
});
