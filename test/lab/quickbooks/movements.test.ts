import { item, open, type Books } from './support/books';

let books: Books;
const account = (name: string): { value: string } => ({ value: books.id('Account', name) });

beforeEach(() => {
	books = open();
});

describe('a journal entry', () => {
	const leg = (PostingType: string, Amount: number, name: string, more: object = {}): object => ({
		Amount,
		DetailType: 'JournalEntryLineDetail',
		JournalEntryLineDetail: { PostingType, AccountRef: account(name), ...more },
	});
	const entry = (...Line: object[]): object => ({ Line, TxnDate: '2026-11-20' });

	test('posts as it says; its total is always 0', () => {
		const made = books.post(
			'journalentry',
			entry(leg('Debit', 20, 'Chargeback fees'), leg('Credit', 20, 'PayPal')),
		);
		expect(made).toMatchObject({ TotalAmt: 0, Adjustment: false, Line: [{ Id: '0' }, { Id: '1' }] });
		expect(made['DocNumber']).toBeUndefined();
		expect([books.balance('Chargeback fees'), books.balance('PayPal')]).toEqual(['20.00', '-20.00']);
	});

	test('balances (2300) without negative amounts (2290), with at least two lines', () => {
		const off = entry(leg('Debit', 20, 'PayPal'), leg('Credit', 19.99, 'Sales'));
		expect(books.refusal('POST', 'journalentry', off).code).toBe('2300');
		const negative = entry(leg('Debit', -20, 'PayPal'), leg('Credit', -20, 'Sales'));
		expect(books.refusal('POST', 'journalentry', negative).code).toBe('2290');
		expect(books.refusal('POST', 'journalentry', entry(leg('Debit', 0, 'PayPal'))).code).toBe('6000');
	});

	test('names the customer of a receivable and the supplier of a payable', () => {
		const missing = entry(leg('Debit', 5, 'Accounts Receivable (A/R)'), leg('Credit', 5, 'Sales'));
		expect(books.refusal('POST', 'journalentry', missing).detail).toContain(
			'you must choose a customer in the Name field',
		);
		const customer = String(books.post('customer', { DisplayName: 'Ann' })['Id']);
		const vendor = String(books.post('vendor', { DisplayName: 'Mill' })['Id']);
		const of = (Type: string, value: string) => ({ Entity: { Type, EntityRef: { value } } });
		const whose = (name: string, entity: object) =>
			entry(leg('Debit', 5, name, entity), leg('Credit', 5, 'Sales'));
		books.post('journalentry', whose('Accounts Receivable (A/R)', of('Customer', customer)));
		expect(books.get(`customer/${customer}`)['Balance']).toBe(5);
		expect(
			books.refusal('POST', 'journalentry', whose('Accounts Payable (A/P)', of('Customer', customer))).code,
		).toBe('6000');
		books.post('journalentry', whose('Accounts Payable (A/P)', of('Vendor', vendor)));
	});

	test('names nobody who is not there', () => {
		const of = (Type: string): object => ({ Entity: { Type, EntityRef: { value: '55' } } });
		for (const type of ['Customer', 'Employee']) {
			const body = entry(leg('Debit', 1, 'PayPal', of(type)), leg('Credit', 1, 'Sales'));
			expect(books.refusal('POST', 'journalentry', body)).toMatchObject({
				code: '2500',
				detail: 'Invalid Reference Id : Names element id 55 not found',
			});
		}
	});

	test('has a number that is used once, when the company warns', () => {
		const body = { ...entry(leg('Debit', 1, 'PayPal'), leg('Credit', 1, 'Sales')), DocNumber: 'J1' };
		books.post('journalentry', body);
		expect(books.refusal('POST', 'journalentry', body).code).toBe('6140');
		books.lab.configure(books.realm, { warnDuplicateJournalNumber: false });
		books.post('journalentry', body);
	});

	test('carries tax by code, where the side is named', () => {
		const TaxCodeRef = { value: books.id('TaxCode', '20.0% S') };
		const taxed = { TaxCodeRef, TaxApplicableOn: 'Sales', TaxAmount: 20 };
		const made = books.post(
			'journalentry',
			entry(leg('Debit', 120, 'PayPal'), leg('Credit', 100, 'Sales', taxed)),
		);
		expect(made['Line']?.[1]).toMatchObject({ JournalEntryLineDetail: { TaxAmount: 20 } });
		expect(books.balance('VAT Control')).toBe('-20.00');
		const side = entry(leg('Debit', 120, 'PayPal'), leg('Credit', 100, 'Sales', { TaxCodeRef }));
		expect(books.refusal('POST', 'journalentry', side).element).toBe(
			'Line.JournalEntryLineDetail.TaxApplicableOn',
		);
		const off = entry(leg('Debit', 100, 'PayPal'), leg('Credit', 100, 'Sales', taxed));
		expect(books.refusal('POST', 'journalentry', off).code).toBe('2300');
	});

	test('can be changed and deleted, not voided', () => {
		const { Id } = books.post('journalentry', entry(leg('Debit', 1, 'PayPal'), leg('Credit', 1, 'Sales')));
		books.post('journalentry', {
			Id,
			SyncToken: '0',
			...entry(leg('Debit', 2, 'PayPal'), leg('Credit', 2, 'Sales')),
		});
		expect(books.balance('PayPal')).toBe('2.00');
		expect(books.refusal('POST', 'journalentry?operation=void', { Id, SyncToken: '1' }).code).toBe('500');
		books.post('journalentry?operation=delete', { Id, SyncToken: '1' });
		expect(books.balance('PayPal')).toBe('0');
	});
});

describe('a deposit', () => {
	const toBank = (...Line: object[]): object => ({ DepositToAccountRef: account('Current account'), Line });
	const linked = (
		TxnId: unknown,
		TxnType: string,
		Amount: number,
		more: object = { TxnLineId: '0' },
	): object => ({
		Amount,
		LinkedTxn: [{ TxnId, TxnType, ...more }],
	});
	const direct = (name: string, Amount: number): object => ({
		Amount,
		DetailType: 'DepositLineDetail',
		DepositLineDetail: { AccountRef: account(name) },
	});
	let receipt: unknown;

	beforeEach(() => {
		const { customer, product } = books.shop();
		const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
		const body = { CustomerRef: { value: customer }, Line: [item(product, 100, { TaxCodeRef })] };
		receipt = books.post('salesreceipt', body)['Id'];
	});

	test('takes money out of Undeposited Funds, less a fee', () => {
		const made = books.post(
			'deposit',
			toBank(linked(receipt, 'SalesReceipt', 100), direct('Payment processing fees', -3)),
		);
		expect(made).toMatchObject({ TotalAmt: 97 });
		expect(books.balance('Current account')).toBe('97.00');
		expect(books.balance('Undeposited Funds')).toBe('0');
		expect(books.balance('Payment processing fees')).toBe('3.00');
	});

	test('a deposited document cannot be changed (6540) until the deposit is gone, nor deposited twice', () => {
		const made = books.post('deposit', toBank(linked(receipt, 'SalesReceipt', 100)));
		const SyncToken = books.get(`salesreceipt/${String(receipt)}`)['SyncToken'];
		const body = { Id: receipt, SyncToken, sparse: true, PrivateNote: 'x' };
		expect(books.refusal('POST', 'salesreceipt', body).code).toBe('6540');
		expect(books.refusal('POST', 'salesreceipt?operation=delete', body).code).toBe('6540');
		expect(books.refusal('POST', 'deposit', toBank(linked(receipt, 'SalesReceipt', 100))).code).toBe('6540');
		books.post('deposit?operation=delete', { Id: made['Id'], SyncToken: '0' });
		const token = books.get(`salesreceipt/${String(receipt)}`)['SyncToken'];
		books.post('salesreceipt?operation=delete', { Id: receipt, SyncToken: token });
		expect(books.lab.trialBalance(books.realm)).toEqual([]);
	});

	test.each([
		['no line of the transaction', () => linked(receipt, 'SalesReceipt', 100, {}), '2020'],
		['a part of the money', () => linked(receipt, 'SalesReceipt', 50), '6000'],
		['a kind without money', () => linked(receipt, 'Invoice', 100), '620'],
		['a transaction that does not exist', () => linked('99', 'SalesReceipt', 100), '2500'],
		['no account', () => ({ Amount: 1, DetailType: 'DepositLineDetail', DepositLineDetail: {} }), '2020'],
		['no kind of line', () => ({ Amount: 1 }), '2020'],
		['less than nothing', () => direct('Sales', -1), '6000'],
	])('%s is refused', (_, line, code) => {
		expect(books.refusal('POST', 'deposit', toBank(line())).code).toBe(code);
	});

	test('money that is not in Undeposited Funds cannot be deposited', () => {
		books.post('salesreceipt', {
			Id: receipt,
			SyncToken: '0',
			sparse: true,
			DepositToAccountRef: account('Stripe clearing'),
		});
		expect(books.refusal('POST', 'deposit', toBank(linked(receipt, 'SalesReceipt', 100))).code).toBe('6000');
	});

	test('goes to a bank or other current asset account, and has no number', () => {
		const body = { DepositToAccountRef: account('Sales'), Line: [direct('Sales', 1)] };
		expect(books.refusal('POST', 'deposit', body).code).toBe('6000');
		expect(books.refusal('POST', 'deposit', { ...toBank(direct('Sales', 1)), DocNumber: '1' }).code).toBe(
			'2010',
		);
	});

	test('can give cash back', () => {
		const CashBack = { AccountRef: account('Savings'), Amount: 10 };
		books.post('deposit', { ...toBank(direct('Sales', 50)), CashBack });
		expect([books.balance('Current account'), books.balance('Savings')]).toEqual(['40.00', '10.00']);
	});
});

describe('a transfer', () => {
	const between = (from: string, to: string, Amount: number): object => ({
		FromAccountRef: account(from),
		ToAccountRef: account(to),
		Amount,
	});

	test('moves money between asset accounts', () => {
		books.post('transfer', between('Stripe clearing', 'Current account', 250));
		expect([books.balance('Stripe clearing'), books.balance('Current account')]).toEqual([
			'-250.00',
			'250.00',
		]);
	});

	test.each([
		['to income', ['PayPal', 'Sales', 1]],
		['from a liability', ['Refunds payable', 'PayPal', 1]],
		['to itself', ['PayPal', 'PayPal', 1]],
		['of nothing', ['PayPal', 'Savings', 0]],
	] as const)('%s is refused', (_, [from, to, amount]) => {
		expect(books.refusal('POST', 'transfer', between(from, to, amount)).code).toBe('6000');
	});
});

describe('a purchase', () => {
	const fee = (name: string, Amount: number, more: object = {}): object => ({
		Amount,
		DetailType: 'AccountBasedExpenseLineDetail',
		AccountBasedExpenseLineDetail: {
			AccountRef: account(name),
			TaxCodeRef: { value: books.id('TaxCode', 'No VAT') },
			...more,
		},
	});
	const paid = (PaymentType: string, from: string, ...Line: object[]): object => ({
		PaymentType,
		AccountRef: account(from),
		Line,
	});

	test('books a fee from a clearing account', () => {
		const made = books.post('purchase', {
			...paid('Cash', 'Stripe clearing', fee('Payment processing fees', 2.9)),
			DocNumber: 'fee-1',
		});
		expect(made).toMatchObject({ TotalAmt: 2.9, DocNumber: 'fee-1' });
		expect(books.balance('Stripe clearing')).toBe('-2.90');
	});

	test('reclaims tax, also as it was on the bill', () => {
		const TaxCodeRef = { value: books.id('TaxCode', '20.0% S') };
		const body = paid('Cash', 'PayPal', fee('Payment processing fees', 10, { TaxCodeRef }));
		expect(books.post('purchase', body)['TotalAmt']).toBe(12);
		const TaxRateRef = { value: books.id('TaxRate', '20.0% S (Purchases)') };
		const TaxLine = [
			{ Amount: 1.99, DetailType: 'TaxLineDetail', TaxLineDetail: { TaxRateRef, PercentBased: false } },
		];
		expect(books.post('purchase', { ...body, TxnTaxDetail: { TaxLine } })['TotalAmt']).toBe(11.99);
		expect(books.balance('VAT Control')).toBe('3.99');
	});

	test('needs the right kind of account, and a credit a credit card', () => {
		expect(
			books.refusal('POST', 'purchase', paid('Check', 'Stripe clearing', fee('Conversion fees', 1))).code,
		).toBe('6000');
		expect(
			books.refusal('POST', 'purchase', paid('CreditCard', 'PayPal', fee('Conversion fees', 1))).code,
		).toBe('6000');
		const card = paid('CreditCard', 'Business Credit Card', fee('Conversion fees', 5));
		books.post('purchase', { ...card, Credit: true });
		expect(books.balance('Business Credit Card')).toBe('5.00');
		const cash = { ...paid('Cash', 'PayPal', fee('Conversion fees', 1)), Credit: true };
		expect(books.refusal('POST', 'purchase', cash).code).toBe('6000');
		expect(
			books.refusal('POST', 'purchase', paid('Barter', 'PayPal', fee('Conversion fees', 1))),
		).toMatchObject({
			code: '2170',
			detail: 'Invalid Enumeration : Barter',
		});
	});
});
