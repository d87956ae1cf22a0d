/**
 * The connector against the lab's Xero over real HTTP: every kind of document in organisations of several countries, what the
 * general ledger says afterwards, and what is left after taking it back. The lab shares no code with the connector.
 */
import Big from 'big.js';
import { xero } from '../../connectors/ledgers/xero';
import type { AccountRole } from '../../core/accounts/roles';
import type { LedgerTaxCode } from '../../core/documents/parts';
import type { LedgerOptions, PostedDocument, PostedReference } from '../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentType } from '../../core/ledger/documents';
import { serve, type Served } from '../../lab/kit/server';
import { xeroLab, type OrganisationOptions, type XeroLab } from '../../lab/ledgers/xero';
import {
	balancesOf,
	ConnectorBooks,
	created,
	memoryCache,
	newToken,
	realClock,
} from '../support/connectorBooks';
import { fetchHttp } from '../support/fetchHttp';
import { document, money } from '../unit/connectors/xero/support/documents';

const TOKEN = 'lab-token';
const tenant = (n: number): string => `1000000${n}-0000-4000-8000-000000000000`;
const SCOPE =
	'accounting.invoices accounting.payments accounting.banktransactions accounting.manualjournals accounting.contacts accounting.settings';

/** what the tokens of this file may do */
const GRANTS: Readonly<Record<string, { readonly scope: string }>> = {
	[TOKEN]: { scope: SCOPE },
	'no-journals': { scope: SCOPE.replace('accounting.manualjournals ', '') },
};

const ORGANISATIONS: readonly OrganisationOptions[] = [
	{
		tenantId: tenant(1),
		name: 'Leaf and Pot Ltd',
		country: 'GB',
		currency: 'GBP',
		timeZone: 'Europe/London',
	},
	{ tenantId: tenant(2), name: 'Leaf and Pot Inc', country: 'US', currency: 'USD' },
	{ tenantId: tenant(3), name: 'Leaf and Pot Pty', country: 'AU', currency: 'AUD' },
	{ tenantId: tenant(4), name: 'Leaf and Pot NZ', country: 'NZ', currency: 'NZD' },
	{ tenantId: tenant(5), name: 'Leaf and Pot Canada', country: 'CA', currency: 'CAD' },
	{ tenantId: tenant(6), name: 'Travelling Pots Ltd', country: 'GB', currency: 'GBP', currencies: ['EUR'] },
	{ tenantId: tenant(7), name: 'Busy Pots Ltd', country: 'GB', currency: 'GBP' },
	{ tenantId: tenant(8), name: 'Careful Pots Ltd', country: 'GB', currency: 'GBP' },
	{ tenantId: tenant(9), name: 'Approved Pots Ltd', country: 'GB', currency: 'GBP' },
];

/** One organisation of the lab with a session of the connector. */
class Books extends ConnectorBooks {
	private constructor(
		private readonly lab: XeroLab,
		readonly id: string,
		baseUrl: string,
		options: Partial<LedgerOptions>,
		token: string,
	) {
		super(xero, { tenant: id, baseUrl, token, options });
	}

	static async open(
		lab: XeroLab,
		{ url }: Served,
		id: string,
		{ token = TOKEN, ...options }: Partial<LedgerOptions> & { readonly token?: string } = {},
	): Promise<Books> {
		return await new Books(lab, id, url, options, token).ready();
	}

	/** a code for sales with this rate in percent */
	code(percent: string): LedgerTaxCode {
		return this.codeWhere(`of ${percent} %`, (code) => code.totalPercent === percent && code.active);
	}

	/** A document of the organisation, with a key and a number of its own. */
	document(type: LedgerDocumentType, number: string, input: Parameters<typeof document>[1]): LedgerDocument {
		const businessKey = `shopify/leaf-and-pot.myshopify.com/order/${number}`;
		const postingKey = `xero/${this.id}/${businessKey}/${type}`;
		const clearing = this.account('Shopify Payments clearing');
		const takesMoney = type === 'CustomerPayment' || type === 'CustomerRefund';
		return document(type, {
			number,
			businessKey,
			postingKey,
			orderNumber: `#${number}`,
			memo: `Order ${number}\nhttps://admin.shop.example/orders/${number}\n${postingKey}`,
			...(takesMoney ? { moneyAccount: { id: clearing.id, name: clearing.name } } : {}),
			...input,
		});
	}

	/** ... and each is found again by its key. */
	override async post(...documents: readonly LedgerDocument[]): Promise<PostedDocument[]> {
		const all = await super.post(...documents);
		const found = await this.session.find(documents);
		for (const [index, meant] of documents.entries()) {
			const again = found.get(meant.postingKey);
			expect([meant.number, again?.id, again?.ours]).toEqual([meant.number, all[index]?.id, true]);
		}
		return all;
	}

	/** Balances by account: debits are positive. */
	balances(): Record<string, string> {
		return balancesOf(this.lab.trialBalance(this.id));
	}

	duplicates(): readonly unknown[] {
		return this.lab.figures(this.id).duplicates;
	}
}

function referenceOf(meant: LedgerDocument, posted: PostedDocument): PostedReference {
	const { postingKey, type, number, date, total, totalTax } = meant;
	return {
		postingKey,
		documentType: type,
		entity: posted.entity,
		id: posted.id,
		number,
		date,
		total,
		totalTax,
	};
}

let lab: XeroLab;
let served: Served;
beforeAll(async () => {
	lab = xeroLab({
		organisations: ORGANISATIONS,
		grantOf: (token) => GRANTS[token],
		now: () => Date.parse('2026-11-23T12:00:00Z'),
		limits: 'off',
	});
	served = await serve(lab);
});
afterAll(async () => await served.close());

describe('an organisation in the United Kingdom', () => {
	let books: Books;
	beforeAll(async () => {
		books = await Books.open(lab, served, tenant(1));
	});
	const line = (role: AccountRole, account: string, amount: string, more: object = {}) => ({
		role,
		account: books.account(account),
		amount,
		...more,
	});

	it('is read as it is set up', async () => {
		expect(await books.session.company()).toMatchObject({
			ledger: 'xero',
			tenant: tenant(1),
			name: 'Leaf and Pot Ltd',
			country: 'GB',
			currency: 'GBP',
			multiCurrency: false,
			taxModel: 'codes',
		});
		expect(books.account('PayPal')).toMatchObject({ kind: 'bank', active: true });
		expect(books.account('Gift card liability').kind).toBe('liability');
		const sales = books.codes.filter(({ sales: usable }) => usable);
		expect(sales.map(({ id, totalPercent }) => `${id}=${totalPercent}`)).toEqual(
			expect.arrayContaining(['OUTPUT2=20', 'RROUTPUT=5', 'ZERORATEDOUTPUT=0', 'NONE=0']),
		);
	});

	it('posts every kind of document, and the books say what was meant', async () => {
		const standard = books.code('20');
		const none = books.codes.find(({ id }) => id === 'NONE');
		if (none === undefined) throw new Error('no code NONE');
		const rate = standard.rates[0]?.id ?? '';
		const vat = (amount: string) => [['VAT', '0.2', amount, rate] as const];
		const sale1 = books.document('Invoice', 'S1', {
			lines: [
				// the shop's tax is 3.66 where 20 % of 18.27 would be 3.65
				line('sales', 'Sales', '16.65', { quantity: '2', code: standard, taxes: vat('3.00') }),
				line('discounts', 'Discounts given', '1.67', { side: 'debit', code: standard, taxes: vat('0.00') }),
				line('shippingIncome', 'Shipping income', '3.29', { code: standard, taxes: vat('0.66') }),
			],
		});
		const sale2 = books.document('Invoice', 'S2', {
			dueOn: '2026-12-20',
			lines: [line('sales', 'Sales', '50.00', { quantity: '3', code: standard, taxes: vat('10.00') })],
		});
		const giftCard = books.document('Invoice', 'S3', {
			lines: [line('giftCardLiability', 'Gift card liability', '25.00', { code: none })],
		});
		const byGiftCard = books.document('Invoice', 'S4', {
			lines: [
				line('sales', 'Sales', '20.00', { code: standard, taxes: vat('4.00') }),
				line('giftCardLiability', 'Gift card liability', '24.00', { side: 'debit', code: none }),
			],
		});
		const note = books.document('CreditNote', 'N1', {
			lines: [line('salesReturns', 'Sales returns', '10.00', { code: standard, taxes: vat('2.00') })],
		});
		await books.post(sale1, sale2, giftCard, byGiftCard, note);
		const pay = (number: string, of: LedgerDocument, amount: string) =>
			books.document('CustomerPayment', number, { total: money(amount, 'GBP'), appliesTo: of.postingKey });
		await books.post(
			pay('P1', sale1, '21.93'),
			pay('P2', sale2, '15.00'),
			pay('P3', giftCard, '25.00'),
			books.document('CustomerRefund', 'R1', { total: money('12.00', 'GBP'), appliesTo: note.postingKey }),
			books.document('CreditNote', 'N2', {
				appliesTo: sale2.postingKey,
				lines: [line('salesReturns', 'Sales returns', '5.00', { code: standard, taxes: vat('1.00') })],
			}),
		);
		const bank = books.account('Business Bank Account');
		const paypal = books.account('PayPal');
		await books.post(
			books.document('Expense', 'F1', {
				moneyAccount: paypal,
				lines: [line('processingFees', 'Payment processing fees', '0.97')],
			}),
			books.document('Deposit', 'D1', {
				moneyAccount: bank,
				lines: [
					line('sales', 'Sales', '2.00'),
					line('processingFees', 'Payment processing fees', '0.50', { side: 'debit' }),
				],
			}),
			books.document('Transfer', 'T1', {
				lines: [
					line('bank', 'Business Bank Account', '3.00', { side: 'debit' }),
					line('clearing', 'PayPal', '3.00', { side: 'credit' }),
				],
			}),
			books.document('Transfer', 'T2', {
				lines: [
					line('bank', 'Business Bank Account', '4.00', { side: 'debit' }),
					line('clearing', 'Shopify Payments clearing', '4.00', { side: 'credit' }),
				],
			}),
			books.document('ManualJournal', 'J1', {
				lines: [
					line('disputes', 'Disputed payments receivable', '6.00', { side: 'debit' }),
					line('clearing', 'Shopify Payments clearing', '6.00', { side: 'credit' }),
				],
			}),
		);
		expect(books.balances()).toEqual({
			'Business Bank Account': '8.50',
			PayPal: '-3.97',
			'Accounts Receivable': '39.00',
			'Shopify Payments clearing': '39.93',
			'Disputed payments receivable': '6.00',
			VAT: '-14.66',
			'Gift card liability': '-1.00',
			Sales: '-88.65',
			'Discounts given': '1.67',
			'Sales returns': '15.00',
			'Shipping income': '-3.29',
			'Payment processing fees': '1.47',
		});
		expect(books.duplicates()).toEqual([]);
	});

	it('gives what stands on a bank account: all of its balance, whatever moved it', async () => {
		for (const [name, balance] of [
			['Business Bank Account', '8.50'],
			['PayPal', '-3.97'],
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

	it('does not post twice: the same token, or the same number', async () => {
		const meant = books.document('Invoice', 'S9', {
			lines: [line('sales', 'Sales', '1.00', { code: books.code('0') })],
		});
		const requests = await books.prepare([meant]);
		const first = created((await books.session.send(requests, 'same'))[0]);
		const again = created((await books.session.send(requests, 'same'))[0]);
		expect(again.id).toBe(first.id);
		const [other] = await books.session.send(requests, 'other');
		expect(other).toMatchObject({ kind: 'duplicate', finding: { code: 'NUMBER_TAKEN' } });
		expect((await books.session.find([meant])).get(meant.postingKey)).toMatchObject({
			id: first.id,
			ours: true,
		});
	});

	it('one bad document of a batch holds no other', async () => {
		const good = (number: string) =>
			books.document('Invoice', number, {
				lines: [line('sales', 'Sales', '1.00', { code: books.code('0') })],
			});
		const requests = await books.prepare([good('B1'), good('B2'), good('B3')]);
		const broken = requests.map((request, index) =>
			index === 1 ? { ...request, body: { ...request.body, CurrencyCode: 'EUR' } } : request,
		);
		const results = await books.session.send(broken, newToken());
		expect(results.map(({ kind }) => kind)).toEqual(['created', 'rejected', 'created']);
		expect(results[1]).toMatchObject({ finding: { code: 'CURRENCY_NOT_ENABLED' } });
	});

	it('an applied credit lowers what is due; one that is too large is posted with a warning', async () => {
		const sale = books.document('Invoice', 'C1', {
			lines: [line('sales', 'Sales', '5.00', { code: books.code('0') })],
		});
		await books.post(sale);
		const credit = books.document('CreditNote', 'C2', {
			appliesTo: sale.postingKey,
			lines: [line('salesReturns', 'Sales returns', '7.00', { code: books.code('0') })],
		});
		const [result] = await books.session.send(await books.prepare([credit]), newToken());
		expect(created(result).findings?.map(({ code }) => code)).toEqual(['CREDIT_NOT_APPLIED']);
	});

	it('numbers with odd characters are found, and filters cannot be broken out of', async () => {
		const number = 'O"1\\ OR Status=="PAID';
		const meant = books.document('CreditNote', number, {
			lines: [line('salesReturns', 'Sales returns', '1.00', { code: books.code('0') })],
		});
		await books.post(meant);
		const stranger = { ...meant, number: '" OR Type=="ACCRECCREDIT', postingKey: 'xero/t/none/Refund' };
		expect((await books.session.find([stranger])).size).toBe(0);
	});

	it('a locked period is never written to, not even to take something back', async () => {
		const meant = books.document('Invoice', 'L1', {
			date: '2026-06-30',
			lines: [line('sales', 'Sales', '1.00', { code: books.code('0') })],
		});
		const [posted] = await books.post(meant);
		const requests = await books.prepare([{ ...meant, number: 'L2', postingKey: 'xero/t/L2/Sale' }]);
		lab.configure(tenant(1), { periodLockDate: '2026-06-30' });
		const [refused] = await books.session.send(
			requests.map((request) => ({ ...request, body: { ...request.body, InvoiceNumber: 'L2' } })),
			newToken(),
		);
		expect(refused).toMatchObject({ kind: 'rejected', finding: { code: 'PERIOD_CLOSED' } });
		if (posted === undefined) throw new Error('not posted');
		const [undone] = await books.session.undo([referenceOf(meant, posted)], newToken());
		expect(undone).toMatchObject({ kind: 'notPossible', finding: { code: 'PERIOD_CLOSED' } });
		lab.configure(tenant(1), { periodLockDate: undefined });
	});
});

describe('a credential', () => {
	it('without a scope holds the kind of document it is for, and posts the others', async () => {
		const books = await Books.open(lab, served, tenant(8), { token: 'no-journals' });
		const requests = await books.prepare([
			books.document('Invoice', '1', {
				lines: [{ account: books.account('Sales'), amount: '1.00', code: books.code('0') }],
			}),
			books.document('ManualJournal', '2', {
				lines: [
					{ account: books.account('Bank Fees'), side: 'debit', amount: '1.00' },
					{ account: books.account('Sales'), side: 'credit', amount: '1.00' },
				],
			}),
		]);
		const results = await books.session.send(requests, newToken());
		expect(results.map(({ kind }) => kind)).toEqual(['created', 'rejected']);
		expect(results[1]).toMatchObject({ finding: { code: 'REJECTED_BY_LEDGER' } });
	});

	it('for another organisation is refused, with the ones it is connected to', async () => {
		const http = fetchHttp({ Authorization: `Bearer ${TOKEN}` });
		const session = xero.open(
			http,
			{ tenant: '99999999-0000-4000-8000-000000000000', baseUrl: served.url },
			{ createMissing: false, customers: 'oneForShop' },
			memoryCache(),
			realClock,
		);
		await expect(session.company()).rejects.toMatchObject({
			failure: 'unauthorized',
			message: expect.stringContaining(`Leaf and Pot Ltd ${tenant(1)}`),
		});
	});
});

describe('taking back', () => {
	it('leaves no trace in the books, and can be asked for again', async () => {
		const books = await Books.open(lab, served, tenant(7));
		const sales = { role: 'sales' as const, account: books.account('Sales'), code: books.code('0') };
		const returns = { ...sales, role: 'salesReturns' as const, account: books.account('Sales returns') };
		const sale = books.document('Invoice', '1', { lines: [{ ...sales, amount: '20.00' }] });
		const note = books.document('CreditNote', '2', {
			appliesTo: sale.postingKey,
			lines: [{ ...returns, amount: '5.00' }],
		});
		const payment = books.document('CustomerPayment', '3', {
			total: money('15.00', 'GBP'),
			appliesTo: sale.postingKey,
		});
		const legs = (from: string, to: string) => [
			{ account: books.account(to), side: 'debit' as const, amount: '1.00' },
			{ account: books.account(from), side: 'credit' as const, amount: '1.00' },
		];
		const moves = [
			books.document('Transfer', '4', { lines: legs('PayPal', 'Business Bank Account') }),
			books.document('ManualJournal', '5', { lines: legs('Sales', 'Bank Fees') }),
			books.document('ManualJournal', '6', { lines: legs('PayPal', 'Bank Fees') }),
		];
		const [first] = await books.post(sale);
		const [second, third] = await books.post(note, payment);
		const others = await books.post(...moves);
		if (first === undefined || second === undefined || third === undefined) throw new Error('not posted');
		const dependent = [
			referenceOf(note, second),
			referenceOf(payment, third),
			...moves.map((meant, index) => referenceOf(meant, others[index] ?? first)),
		];
		const all = [referenceOf(sale, first), ...dependent];
		expect((await books.session.read(all)).map(({ state }) => state)).toEqual(all.map(() => 'there'));

		const done = await books.session.undo(dependent, newToken());
		expect(done).toEqual(dependent.map(() => expect.objectContaining({ kind: 'undone' })));
		const last = await books.session.undo([referenceOf(sale, first)], newToken());
		expect(last).toEqual([{ kind: 'undone', how: 'voided' }]);
		expect(books.balances()).toEqual({});
		expect((await books.session.read(all)).map(({ state }) => state)).toEqual(all.map(() => 'voided'));
		const again = await books.session.undo(all, newToken());
		expect(again.map(({ kind }) => kind)).toEqual(all.map(() => 'undone'));
	});
});

describe.each([
	[tenant(2), 'USD', 'the United States'],
	[tenant(3), 'AUD', 'Australia'],
	[tenant(4), 'NZD', 'New Zealand'],
	[tenant(5), 'CAD', 'Canada'],
])('an organisation %s (%s, %s)', (id, currency) => {
	it('has the taxes of the shop on a sale and its payment', async () => {
		const books = await Books.open(lab, served, id);
		const code = books.codes.find(({ sales, totalPercent }) => sales && Number(totalPercent) > 0);
		if (code === undefined) throw new Error('no sales tax');
		// odd amounts, so that nothing that is worked out anew could be the same
		const shares = code.rates.map(
			({ id: rate, name, percent }, index) =>
				[name, String(Number(percent) / 100), index === 0 ? '1.01' : '0.52', rate] as const,
		);
		const sale = books.document('Invoice', `${currency}1`, {
			currency,
			lines: [{ account: books.account('Sales'), amount: '19.99', quantity: '3', code, taxes: shares }],
		});
		await books.post(sale);
		await books.post(
			books.document('CustomerPayment', `${currency}2`, {
				currency,
				total: sale.total,
				appliesTo: sale.postingKey,
			}),
		);
		expect(books.balances()).toMatchObject({
			Sales: '-19.99',
			'Shopify Payments clearing': sale.total.amount,
		});
		expect(Object.keys(books.balances())).toHaveLength(3);
	});
});

describe('an organisation with several currencies', () => {
	it('keeps a sale in euros at the rate that was given, and one at the rate of the day', async () => {
		const books = await Books.open(lab, served, tenant(6));
		const line = { account: books.account('Sales'), amount: '100.00', code: books.code('0') };
		const meant = books.document('Invoice', 'E1', { currency: 'EUR', exchangeRate: '0.8', lines: [line] });
		const [posted] = await books.post(meant);
		expect(posted?.total).toEqual(money('100.00', 'EUR'));
		expect(books.balances()).toEqual({ 'Accounts Receivable': '80.00', Sales: '-80.00' });
	});
});

describe('what people have approved', () => {
	it('has who and why as notes in its history, and is found by its key', async () => {
		const books = await Books.open(lab, served, tenant(9));
		const approval = `Approved by Ann Lee: ${'a big order, '.repeat(30)}`;
		const none = books.codes.find(({ id }) => id === 'NONE');
		if (none === undefined) throw new Error('no code NONE');
		const sale = books.document('Invoice', 'A1', {
			approval,
			lines: [{ role: 'sales', account: books.account('Sales'), amount: '20.00', code: none }],
		});
		const [posted] = await books.post(sale);
		expect(posted?.findings).toBeUndefined();
		const notes = books.requests.filter(({ url }) => url.endsWith(`/Invoices/${posted?.id}/History`));
		expect(notes).toHaveLength(1);
		const kept = JSON.stringify(lab.snapshot());
		expect(kept).toContain(approval.slice(0, 250));
		expect(kept).toContain(approval.slice(250).trimEnd());
	});
});
