/**
 * The connector against the lab's QuickBooks over real HTTP: every kind of document in companies of four tax models, and
 * what the general ledger says afterwards. The lab shares no code with the connector.
 */
import Big from 'big.js';
import { quickbooks } from '../../connectors/ledgers/quickbooks';
import type { AccountRole } from '../../core/accounts/roles';
import type { LedgerTaxCode } from '../../core/documents/parts';
import type { LedgerOptions } from '../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentType } from '../../core/ledger/documents';
import { serve, type Served } from '../../lab/kit/server';
import { quickBooksLab, type CompanyOptions, type QuickBooksLab } from '../../lab/ledgers/quickbooks';
import { balancesOf, ConnectorBooks, created, realClock } from '../support/connectorBooks';
import { fetchHttp } from '../support/fetchHttp';
import { document, money } from '../unit/connectors/quickbooks/support/documents';

const TOKEN = 'lab-token';

const COMPANIES: readonly CompanyOptions[] = [
	{ realmId: '1001', country: 'GB', currency: 'GBP', name: 'Leaf and Pot Ltd' },
	{ realmId: '1002', country: 'US', currency: 'USD', name: 'Leaf and Pot Inc' },
	{
		realmId: '1003',
		country: 'US',
		currency: 'USD',
		name: 'Old Pots Inc',
		preferences: { automatedSalesTax: 'manual' },
	},
	{ realmId: '1004', country: 'AU', currency: 'AUD', name: 'Leaf and Pot Pty' },
	{
		realmId: '1005',
		country: 'GB',
		currency: 'GBP',
		name: 'Counting Pots Ltd',
		preferences: { customTxnNumbers: false },
	},
	{
		realmId: '1006',
		country: 'GB',
		currency: 'GBP',
		name: 'Travelling Pots Ltd',
		preferences: { multiCurrency: true },
		currencies: ['EUR'],
		exchangeRates: [{ currency: 'EUR', asOf: '2026-01-01', rate: 0.85 }],
	},
	{ realmId: '1007', country: 'AU', currency: 'AUD', name: 'Tidy Pots Pty' },
];

/** One company of the lab with a session of the connector. */
class Books extends ConnectorBooks {
	private constructor(
		private readonly lab: QuickBooksLab,
		readonly realm: string,
		baseUrl: string,
		options: Partial<LedgerOptions>,
	) {
		super(quickbooks, { tenant: realm, baseUrl, token: TOKEN, options });
	}

	static async open(
		lab: QuickBooksLab,
		{ url }: Served,
		realm: string,
		options: Partial<LedgerOptions> = {},
	): Promise<Books> {
		return await new Books(lab, realm, url, options).ready();
	}

	code(name: string): LedgerTaxCode {
		return this.codeWhere(name, (code) => code.name === name);
	}

	/** A line's tax of a code's first rate, as the resolver gives it. */
	tax(name: string, rate: string, amount: string): readonly [string, string, string, string?] {
		const id = this.code(name).rates[0]?.id;
		return id === undefined ? [name, rate, amount] : [name, rate, amount, id];
	}

	/** A document of the company, with a key and a number of its own. */
	document(type: LedgerDocumentType, number: string, input: Parameters<typeof document>[1]): LedgerDocument {
		const businessKey = `shopify/leaf-and-pot.myshopify.com/order/${number}`;
		const postingKey = `quickbooks/${this.realm}/${businessKey}/${type}`;
		const clearing = this.account('Shopify Payments clearing');
		const takesMoney =
			input?.moneyAccount !== undefined ||
			['SalesReceipt', 'RefundReceipt', 'CustomerPayment'].includes(type);
		return document(type, {
			number,
			businessKey,
			postingKey,
			orderNumber: `#${number}`,
			memo: `Order ${number}\n${postingKey}`,
			...(takesMoney ? { moneyAccount: { id: clearing.id, name: clearing.name } } : {}),
			...input,
		});
	}

	/** Balances by account: debits are positive. Accounts of the trial balance that are not named must be empty. */
	balances(): Record<string, string> {
		return balancesOf(this.lab.trialBalance(this.realm));
	}
}

let lab: QuickBooksLab;
let served: Served;
beforeAll(async () => {
	lab = quickBooksLab({
		companies: COMPANIES,
		isTokenValid: (token) => token === TOKEN,
		now: () => Date.parse('2026-11-23T12:00:00Z'),
		// how fast it may be called is the governor's business
		limits: 'off',
	});
	served = await serve(lab);
});
afterAll(async () => {
	const { calls } = lab.inspect() as { calls: Record<string, number> };
	await served.close();
	// the connector's own pacing keeps it below the published limits
	expect(calls.throttled).toBeUndefined();
});

describe('a company in the United Kingdom', () => {
	let books: Books;
	beforeAll(async () => {
		books = await Books.open(lab, served, '1001');
	});
	const line = (role: AccountRole, account: string, amount: string, more: object = {}) => ({
		role,
		account: books.account(account),
		amount,
		...more,
	});

	it('is read as it is set up', async () => {
		expect(await books.session.company()).toMatchObject({
			ledger: 'quickbooks',
			tenant: '1001',
			name: 'Leaf and Pot Ltd',
			country: 'GB',
			currency: 'GBP',
			multiCurrency: false,
			taxModel: 'codes',
			findings: [],
		});
		expect(books.account('PayPal')).toMatchObject({ kind: 'bank', active: true });
		expect(books.account('Gift card liability').kind).toBe('liability');
		expect(
			books.codes.filter(({ sales }) => sales).map(({ name, totalPercent }) => `${name}=${totalPercent}`),
		).toEqual(expect.arrayContaining(['20.0% S=20', '17.5% S=17.5', '0.0% Z=0', 'No VAT=0']));
	});

	it('posts every kind of document, and the books say what was meant', async () => {
		const standard = books.code('20.0% S');
		const none = books.code('No VAT');
		const vat = (amount: string) => [books.tax('20.0% S', '0.2', amount)];
		// the shop's tax is 3.66 where 20 % of 18.27 would be 3.65
		const [receipt] = await books.post(
			books.document('SalesReceipt', 'R1', {
				paymentReference: 'pi_3PzK2eFx',
				lines: [
					line('sales', 'Sales', '16.65', { quantity: '2', code: standard, taxes: vat('3.00') }),
					line('discounts', 'Discounts given', '1.67', { side: 'debit', code: standard, taxes: vat('0.00') }),
					line('shippingIncome', 'Shipping income', '3.29', { code: standard, taxes: vat('0.66') }),
				],
			}),
			books.document('SalesReceipt', 'R2', {
				lines: [
					line('sales', 'Sales', '50.00', { code: standard, taxes: vat('10.00') }),
					line('giftCardLiability', 'Gift card liability', '25.00', { side: 'debit', code: none }),
				],
			}),
			books.document('SalesReceipt', 'R3', {
				shipTo: { country: 'US', region: 'CA' },
				lines: [line('sales', 'Sales', '15.00', { code: books.code('0.0% Z') })],
			}),
			books.document('SalesReceipt', 'R4', {
				lines: [line('giftCardLiability', 'Gift card liability', '100.00', { code: none })],
			}),
		);
		expect(receipt).toMatchObject({
			entity: 'SalesReceipt',
			number: 'R1',
			total: money('21.93', 'GBP'),
			totalTax: money('3.66', 'GBP'),
		});
		const invoice = books.document('Invoice', 'I1', {
			dueOn: '2026-12-20',
			lines: [line('sales', 'Sales', '100.00', { quantity: '7', code: standard, taxes: vat('20.00') })],
		});
		await books.post(invoice);
		await books.post(
			books.document('CustomerPayment', 'P1', {
				appliesTo: invoice.postingKey,
				lines: [],
				total: money('90.00', 'GBP'),
			}),
			books.document('CreditNote', 'C1', {
				appliesTo: invoice.postingKey,
				lines: [line('salesReturns', 'Sales returns', '25.00', { code: standard, taxes: vat('5.00') })],
			}),
			books.document('RefundReceipt', 'F1', {
				lines: [
					line('salesReturns', 'Sales returns', '8.32', { code: standard, taxes: vat('1.50') }),
					line('discounts', 'Discounts given', '0.83', {
						side: 'credit',
						code: standard,
						taxes: vat('0.00'),
					}),
				],
			}),
			books.document('ManualJournal', 'J1', {
				lines: [
					line('disputes', 'Disputed payments receivable', '21.93', { side: 'debit' }),
					line('chargebackFees', 'Chargeback fees', '15.00', { side: 'debit' }),
					line('clearing', 'Shopify Payments clearing', '36.93', { side: 'credit' }),
				],
			}),
		);
		const bank = books.account('Current account');
		await books.post(
			books.document('Deposit', 'D1', {
				moneyAccount: { id: bank.id, name: bank.name },
				lines: [
					line('clearing', 'Shopify Payments clearing', '100.00'),
					line('processingFees', 'Payment processing fees', '2.90', { side: 'debit' }),
				],
			}),
			books.document('Transfer', 'T1', {
				lines: [
					line('clearing', 'Shopify Payments clearing', '20.00', { side: 'credit' }),
					line('bank', 'Current account', '20.00', { side: 'debit' }),
				],
			}),
			books.document('Expense', 'E1', {
				moneyAccount: { id: bank.id, name: bank.name },
				lines: [line('processingFees', 'Payment processing fees', '3.10')],
			}),
		);
		expect(books.balances()).toEqual({
			// 21.93 + 35 + 15 + 100 + 90 - 8.99 - 36.93 - 100 - 20
			'Shopify Payments clearing': '96.01',
			'Current account': '114.00',
			'Disputed payments receivable': '21.93',
			'Gift card liability': '-75.00',
			// 3.66 + 10 + 20 - 5 - 1.50
			'VAT Control': '-27.16',
			Sales: '-181.65',
			'Discounts given': '0.84',
			'Sales returns': '33.32',
			'Shipping income': '-3.29',
			'Payment processing fees': '6.00',
			'Chargeback fees': '15.00',
		});
		expect(lab.figures('1001').documents).toMatchObject({
			SalesReceipt: 4,
			Invoice: 1,
			CreditMemo: 1,
			RefundReceipt: 1,
			JournalEntry: 1,
			Deposit: 1,
			Transfer: 1,
			Purchase: 1,
			Payment: 2,
		});
		// 120 = 90 in money and 30 in credit: nothing is open
		expect(lab.documents('1001', 'Invoice').map(({ Balance }) => Balance)).toEqual([0]);
		expect(lab.documents('1001', 'CreditMemo').map(({ RemainingCredit }) => RemainingCredit)).toEqual([0]);
	});

	it('gives what stands on a bank account: all of its balance, whatever moved it', async () => {
		for (const [name, balance] of [
			['Shopify Payments clearing', '96.01'],
			['Current account', '114.00'],
		] as const) {
			const { id } = books.account(name);
			const lines = await books.session.bankTransactions?.(id, '2000-01-01', '2030-12-31');
			const total = (lines ?? []).reduce((sum, line) => {
				if (line.type === 'Held') throw new Error(JSON.stringify(line.findings));
				return line.direction === 'in' ? sum.plus(line.amount.amount) : sum.minus(line.amount.amount);
			}, new Big(0));
			expect(total.toFixed(2)).toBe(balance);
			expect(lines).toEqual(await books.session.bankTransactions?.(id, '2000-01-01', '2030-12-31'));
			const days = (lines ?? []).map((line) => (line.type === 'Held' ? '' : line.bookedOn));
			expect(days).toEqual([...days].sort());
			expect(await books.session.bankTransactions?.(id, '2030-01-01', '2030-12-31')).toEqual([]);
		}
		await expect(books.session.bankTransactions?.('4711', '2026-01-01', '2026-01-31')).rejects.toMatchObject({
			failure: 'rejected',
		});
	});

	it('finds again what is there, and nothing else', async () => {
		const there = books.document('SalesReceipt', 'R1', { lines: [] });
		const all = [
			there,
			books.document('Invoice', 'I1', { lines: [] }),
			books.document('CustomerPayment', 'P1', { lines: [] }),
			books.document('CreditNote', 'C1', { lines: [] }),
			books.document('RefundReceipt', 'F1', { lines: [] }),
			books.document('ManualJournal', 'J1', { lines: [] }),
			books.document('Deposit', 'D1', { lines: [] }),
			books.document('Transfer', 'T1', { lines: [] }),
			books.document('Expense', 'E1', { lines: [] }),
			books.document('SalesReceipt', 'R99', { lines: [] }),
		];
		const found = await books.session.find(all);
		expect(all.filter(({ postingKey }) => !found.has(postingKey)).map(({ number }) => number)).toEqual([
			'R99',
		]);
		expect([...found.values()].every(({ ours }) => ours === true)).toBe(true);
		const foreign = { ...there, postingKey: `${there.postingKey}/other` };
		expect((await books.session.find([foreign])).get(foreign.postingKey)).toMatchObject({ ours: false });
	});

	it('posts 65 in three batches; the same batch again is the same documents', async () => {
		const documents = Array.from({ length: 65 }, (_, index) =>
			books.document('SalesReceipt', `B${index}`, {
				lines: [line('sales', 'Sales', '1.00', { code: books.code('0.0% Z') })],
			}),
		);
		const requests = await books.prepare(documents);
		const before = books.requests.length;
		const ids: string[] = [];
		for (const [token, from] of [
			['b1', 0],
			['b2', 30],
			['b3', 60],
		] as const) {
			const results = await books.session.send(requests.slice(from, from + 30), token);
			ids.push(...results.map((result) => created(result).id));
		}
		expect(books.requests.length - before).toBe(3);
		const count = lab.figures('1001').documents.SalesReceipt;
		const again = await books.session.send(requests.slice(0, 30), 'b1');
		expect(again.map((result) => created(result).id)).toEqual(ids.slice(0, 30));
		expect(lab.figures('1001').documents.SalesReceipt).toBe(count);
		expect(lab.figures('1001').duplicates).toEqual([]);
		// the token of other documents: the answer is about those, and is not believed
		const wrong = await books.session.send(requests.slice(30, 32), 'b1');
		expect(wrong.map((result) => (result.kind === 'duplicate' ? result.finding.code : result.kind))).toEqual([
			'POSTING_UNCERTAIN',
			'POSTING_UNCERTAIN',
		]);
		// another token: the numbers are known, and looking up finds our own
		const refused = await books.session.send(requests.slice(0, 2), 'b4');
		expect(refused.map((result) => result.kind)).toEqual(['duplicate', 'duplicate']);
		const found = await books.session.find(documents.slice(0, 2));
		expect([...found.values()].map(({ id }) => id)).toEqual(ids.slice(0, 2));
	});

	it('one bad document does not hurt the others, and gets the reason', async () => {
		const good = books.document('SalesReceipt', 'G1', {
			lines: [line('sales', 'Sales', '1.00', { code: books.code('No VAT') })],
		});
		const old = {
			...good,
			number: 'G2',
			postingKey: `${good.postingKey}2`,
			memo: `x\n${good.postingKey}2`,
			date: '2026-05-01',
		};
		const requests = await books.prepare([good, old]);
		lab.configure('1001', { bookCloseDate: '2026-06-30' });
		const results = await books.session.send(requests, 'closed');
		expect(results.map((result) => result.kind)).toEqual(['created', 'rejected']);
		const refused = results[1];
		expect(refused?.kind === 'rejected' && refused.finding.message).toBe(
			'The books are closed until 2026-06-30; the document is of 2026-05-01.',
		);
		const [held] = await books.session.prepare([old], new Map());
		expect(held).toMatchObject({ ok: false, findings: [{ code: 'PERIOD_CLOSED' }] });
		lab.configure('1001', { bookCloseDate: undefined });
		expect((await books.session.prepare([old], new Map()))[0]?.ok).toBe(false);
		expect((await (await Books.open(lab, served, '1001')).session.prepare([old], new Map()))[0]?.ok).toBe(
			true,
		);
	});

	it('an ended subscription is told in words, with advice', async () => {
		const sale = books.document('SalesReceipt', 'S1', {
			lines: [line('sales', 'Sales', '1.00', { code: books.code('No VAT') })],
		});
		const requests = await books.prepare([sale]);
		lab.configure('1001', { subscriptionEnded: true });
		const said = await books.session.send(requests, 'ended').then(
			(results) => JSON.stringify(results),
			(error: unknown) => String(error),
		);
		lab.configure('1001', { subscriptionEnded: false });
		expect(said).toMatch(/subscription has ended/i);
	});
});

describe('companies elsewhere', () => {
	it('US, automated: the tax of the shop is kept, whatever the engine would say', async () => {
		const books = await Books.open(lab, served, '1002');
		expect((await books.session.company()).taxModel).toBe('usAutomated');
		const sales = books.account('Sales');
		const taxable = books.code('TAX');
		await books.post(
			books.document('SalesReceipt', 'U1', {
				currency: 'USD',
				shipTo: { country: 'US', region: 'TX', postcode: '78701' },
				lines: [
					{
						amount: '40.00',
						account: sales,
						code: taxable,
						taxes: [
							['Texas', '0.0625', '2.51'],
							['Austin', '0.02', '0.79'],
						],
					},
					{
						role: 'discounts',
						amount: '4.00',
						account: books.account('Discounts given'),
						side: 'debit',
						code: taxable,
					},
					{ amount: '12.00', account: sales, code: books.code('NON') },
				],
			}),
			books.document('SalesReceipt', 'U2', {
				currency: 'USD',
				shipTo: { country: 'CA', region: 'ON' },
				lines: [{ amount: '10.00', account: sales, code: books.code('NON') }],
			}),
			books.document('RefundReceipt', 'U3', {
				currency: 'USD',
				shipTo: { country: 'US', region: 'TX' },
				lines: [
					{
						role: 'salesReturns',
						amount: '20.00',
						account: books.account('Sales returns'),
						code: taxable,
						taxes: [['Texas', '0.0825', '1.65']],
					},
				],
			}),
		);
		const { 'Shopify Payments clearing': clearing, ...balances } = books.balances();
		// 48 + 3.30 + 10 - 21.65
		expect(clearing).toBe('39.65');
		const taxes = Object.entries(balances).filter(([name]) => /Revenue|Payable/.test(name));
		expect(taxes.map(([, balance]) => balance)).toEqual(['-1.65']);
		expect(balances).toMatchObject({ Sales: '-62.00', 'Discounts given': '4.00', 'Sales returns': '20.00' });
	});

	it('US, manual: under one tax group', async () => {
		const books = await Books.open(lab, served, '1003');
		expect((await books.session.company()).taxModel).toBe('usManual');
		expect(books.codes.filter(({ sales }) => sales).map(({ name }) => name)).toEqual([
			'NON',
			'California',
			'Tucson',
		]);
		await books.post(
			books.document('SalesReceipt', 'M1', {
				currency: 'USD',
				lines: [
					{
						amount: '19.99',
						quantity: '3',
						account: books.account('Sales'),
						code: books.code('Tucson'),
						taxes: [['Tucson', '0.091', '1.85']],
					},
					{
						role: 'shippingIncome',
						amount: '5.00',
						account: books.account('Shipping income'),
						code: books.code('NON'),
					},
				],
			}),
		);
		expect(books.balances()).toEqual({
			'Shopify Payments clearing': '26.84',
			Sales: '-19.99',
			'Shipping income': '-5.00',
			'Arizona Dept. of Revenue Payable': '-1.85',
		});
	});

	it('Australia: GST, GST free and out of scope', async () => {
		const books = await Books.open(lab, served, '1004');
		await books.post(
			books.document('SalesReceipt', 'A1', {
				currency: 'AUD',
				lines: [
					{
						amount: '18.14',
						account: books.account('Sales'),
						code: books.code('GST'),
						taxes: [books.tax('GST', '0.1', '1.81')],
					},
					{ amount: '6.50', account: books.account('Sales'), code: books.code('GST free') },
					{
						role: 'tips',
						amount: '2.00',
						account: books.account('Tips payable'),
						code: books.code('Out of Scope'),
					},
				],
			}),
		);
		expect(books.balances()).toEqual({
			'Shopify Payments clearing': '28.45',
			Sales: '-24.64',
			'Tips payable': '-2.00',
			'GST Liabilities Payable': '-1.81',
		});
	});

	it('a company that numbers by itself: our number is the reference, and everything is found again', async () => {
		const books = await Books.open(lab, served, '1005');
		expect((await books.session.company()).findings.map(({ code }) => code)).toEqual(['CUSTOM_NUMBERS_OFF']);
		const lines = [{ amount: '5.00', account: books.account('Sales'), code: books.code('0.0% Z') }];
		const documents = [
			books.document('SalesReceipt', 'N1', { lines }),
			books.document('Invoice', 'N2', { lines }),
			books.document('RefundReceipt', 'N3', { lines }),
			books.document('CreditNote', 'N4', { lines }),
		];
		const posted = await books.post(...documents);
		expect(posted.map(({ number }) => number)).toEqual(['1001', '1002', '1003', '1004']);
		const found = await books.session.find(documents);
		expect(documents.map(({ postingKey }) => found.get(postingKey)?.id)).toEqual(posted.map(({ id }) => id));
	});

	it('several currencies: a customer for each, and the document in its own', async () => {
		const books = await Books.open(lab, served, '1006');
		const lines = [{ amount: '20.00', account: books.account('Sales'), code: books.code('0.0% Z') }];
		const [home, foreign] = await books.post(
			books.document('SalesReceipt', 'E1', { lines }),
			books.document('SalesReceipt', 'E2', { lines, currency: 'EUR' }),
		);
		expect([home?.total, foreign?.total]).toEqual([money('20.00', 'GBP'), money('20.00', 'EUR')]);
		expect(books.balances()).toEqual({ 'Shopify Payments clearing': '37.00', Sales: '-37.00' });
	});

	it('one customer for each of the shop, found again by a second session', async () => {
		const sell = async (number: string): Promise<void> => {
			const books = await Books.open(lab, served, '1004', { customers: 'each' });
			await books.post(
				...["Zoë O'Hara", "Robert'); --", 'Ann: Lee'].map((name, index) =>
					books.document('SalesReceipt', `${number}${index}`, {
						currency: 'AUD',
						customer: { id: String(index), name, email: `c${index}@example.com` },
						lines: [{ amount: '1.00', account: books.account('Sales'), code: books.code('GST free') }],
					}),
				),
			);
		};
		await sell('X');
		await sell('Y');
		const customers = lab
			.documents('1004', 'SalesReceipt')
			.slice(-6)
			.map(({ CustomerRef }) => CustomerRef?.name);
		expect(customers).toEqual([
			"Zoë O'Hara",
			"Robert'); --",
			'Ann Lee',
			"Zoë O'Hara",
			"Robert'); --",
			'Ann Lee',
		]);
	});

	it('an item made inactive meanwhile is made again, and the document goes out', async () => {
		const books = await Books.open(lab, served, '1007');
		const sale = (number: string) =>
			books.document('SalesReceipt', number, {
				currency: 'AUD',
				lines: [{ amount: '3.00', account: books.account('Services'), code: books.code('GST free') }],
			});
		await books.post(sale('Z1'));
		const requests = await books.prepare([sale('Z2')]);
		await makeInactive('1007', `StoreLedger ${books.account('Services').id} Services`);
		const results = await books.session.send(requests, 'stale');
		expect(created(results[0]).number).toBe('Z2');
		expect(books.balances()).toMatchObject({ Services: '-6.00' });
	});
});

/** What a bookkeeper does in the browser; here it counts against the same limits, so it waits for a quiet second. */
async function makeInactive(realm: string, name: string): Promise<void> {
	await realClock.sleep(1_200);
	const http = fetchHttp({
		Authorization: `Bearer ${TOKEN}`,
		Accept: 'application/json',
		'Content-Type': 'application/json',
	});
	const root = `${served.url}/v3/company/${realm}`;
	const answer = await http({
		method: 'GET',
		url: `${root}/query`,
		query: { query: `select * from Item where Name = '${name}'` },
	});
	const [item] = (answer.body as { QueryResponse: { Item: { Id: string; SyncToken: string }[] } })
		.QueryResponse.Item;
	const body = { ...item, Active: false };
	const changed = await http({ method: 'POST', url: `${root}/item`, query: { minorversion: '75' }, body });
	expect(changed.status).toBe(200);
	await realClock.sleep(1_200);
}
