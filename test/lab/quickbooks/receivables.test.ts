import { item, open, type Books } from './support/books';

let books: Books;
let customer: string;
let product: string;
let line: (amount: number) => object;

beforeEach(() => {
	books = open();
	({ customer, product } = books.shop());
	const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
	line = (amount) => item(product, amount, { TaxCodeRef });
});

const invoice = (amount: number, more: object = {}): string =>
	String(books.post('invoice', { CustomerRef: { value: customer }, Line: [line(amount)], ...more })['Id']);
const memo = (amount: number): string =>
	String(books.post('creditmemo', { CustomerRef: { value: customer }, Line: [line(amount)] })['Id']);
const paying = (
	TotalAmt: number,
	links: readonly (readonly [string, number, string?])[],
	more: object = {},
): object => ({
	CustomerRef: { value: customer },
	TotalAmt,
	Line: links.map(([TxnId, Amount, TxnType = 'Invoice']) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] })),
	...more,
});
const pay = (total: number, links: Parameters<typeof paying>[1]) =>
	books.post('payment', paying(total, links));
const open_ = (id: string) => books.get(`invoice/${id}`)['Balance'];

describe('an invoice', () => {
	test('is owed by its customer', () => {
		const id = invoice(100, { TxnDate: '2026-11-01' });
		expect(books.get(`invoice/${id}`)).toMatchObject({
			Balance: 100,
			TotalAmt: 100,
			DueDate: '2026-11-01',
			LinkedTxn: [],
		});
		expect(books.balance('Accounts Receivable (A/R)')).toBe('100.00');
		expect(books.get(`customer/${customer}`)['Balance']).toBe(100);
	});

	test('is due by its term', () => {
		const SalesTermRef = { value: books.id('Term', 'Net 30') };
		const id = invoice(100, { TxnDate: '2026-11-01', SalesTermRef });
		expect(books.get(`invoice/${id}`)).toMatchObject({
			DueDate: '2026-12-01',
			SalesTermRef: { name: 'Net 30' },
		});
	});

	test('can have a deposit, where the company allows it', () => {
		const id = invoice(100, {
			Deposit: 30,
			DepositToAccountRef: { value: books.id('Account', 'Stripe clearing') },
		});
		expect(open_(id)).toBe(70);
		expect(books.balance('Stripe clearing')).toBe('30.00');
		expect(books.balance('Accounts Receivable (A/R)')).toBe('70.00');
		books.lab.configure(books.realm, { allowDeposit: false });
		expect(
			books.refusal('POST', 'invoice', { CustomerRef: { value: customer }, Line: [line(1)], Deposit: 1 })
				.code,
		).toBe('6000');
	});

	test('that is to be sent needs an address', () => {
		const body = { CustomerRef: { value: customer }, Line: [line(1)], EmailStatus: 'NeedToSend' };
		expect(books.refusal('POST', 'invoice', body)).toMatchObject({
			code: '2020',
			element: 'BillEmail.Address',
		});
	});

	test('cannot become smaller than what was paid', () => {
		const id = invoice(100);
		pay(60, [[id, 60]]);
		const SyncToken = books.get(`invoice/${id}`)['SyncToken'];
		const change = (amount: number) => ({ Id: id, SyncToken, sparse: true, Line: [line(amount)] });
		expect(books.refusal('POST', 'invoice', change(59)).code).toBe('6000');
		expect(books.post('invoice', change(80))['Balance']).toBe(20);
	});
});

describe('a payment', () => {
	test('reduces the invoices it is linked to and is linked from them', () => {
		const [first, second] = [invoice(100), invoice(50)];
		const made = pay(120, [
			[first, 100],
			[second, 20],
		]);
		expect(made).toMatchObject({
			TotalAmt: 120,
			UnappliedAmt: 0,
			DepositToAccountRef: { name: 'Undeposited Funds' },
		});
		expect([open_(first), open_(second)]).toEqual([0, 30]);
		expect(books.get(`invoice/${first}`)['LinkedTxn']).toEqual([{ TxnId: made['Id'], TxnType: 'Payment' }]);
		expect(books.balance('Accounts Receivable (A/R)')).toBe('30.00');
		expect(books.balance('Undeposited Funds')).toBe('120.00');
	});

	test('without links is credit of the customer', () => {
		expect(pay(50, [])['UnappliedAmt']).toBe(50);
		expect(books.get(`customer/${customer}`)['Balance']).toBe(-50);
	});

	test('is not applied beyond what is open', () => {
		const id = invoice(100);
		expect(books.refusal('POST', 'payment', paying(150, [[id, 100.01]])).detail).toContain(
			'is greater than the open balance',
		);
		expect(
			books.refusal(
				'POST',
				'payment',
				paying(150, [
					[id, 60],
					[id, 60],
				]),
			).code,
		).toBe('6000');
		expect(open_(id)).toBe(100);
	});

	test('is not applied beyond what was received', () => {
		const id = invoice(100);
		expect(books.refusal('POST', 'payment', paying(50, [[id, 60]])).detail).toContain(
			"can't apply more than the amount received",
		);
	});

	test.each([
		['nothing', 0],
		['less than nothing', -5],
	])('has an amount: %s is refused', (_, total) => {
		expect(books.refusal('POST', 'payment', paying(total, [])).detail).toContain(
			'You must set a transaction amount.',
		);
	});

	test.each([
		['an invoice that does not exist', ['99', 1], '2500'],
		['a kind that cannot be paid', ['1', 1, 'SalesReceipt'], '620'],
		['an amount of 0', ['1', 0], '6000'],
	] as const)('%s is refused', (_, link, code) => {
		invoice(10);
		expect(books.refusal('POST', 'payment', paying(10, [link])).code).toBe(code);
	});

	test("another customer's invoice is refused", () => {
		const other = String(books.post('customer', { DisplayName: 'Other' })['Id']);
		const id = invoice(10);
		const body = paying(10, [[id, 10]], { CustomerRef: { value: other } });
		expect(books.refusal('POST', 'payment', body).detail).toContain('another customer');
	});

	test('does not go to a liability: the vendor allows bank and other current asset only', () => {
		const DepositToAccountRef = { value: books.id('Account', 'Gift card liability') };
		expect(books.refusal('POST', 'payment', paying(10, [], { DepositToAccountRef })).code).toBe('6000');
	});

	test('has no DocNumber; its reference has 21 characters', () => {
		expect(books.refusal('POST', 'payment', paying(10, [], { DocNumber: '1' }))).toMatchObject({
			code: '2010',
			element: 'DocNumber',
		});
		expect(books.refusal('POST', 'payment', paying(10, [], { PaymentRefNum: 'x'.repeat(22) })).code).toBe(
			'2050',
		);
	});

	test('can be changed: old links are taken back first', () => {
		const [first, second] = [invoice(100), invoice(100)];
		const { Id } = pay(100, [[first, 100]]);
		books.post('payment', { Id, SyncToken: '0', ...paying(100, [[second, 70]]) });
		expect([open_(first), open_(second)]).toEqual([100, 30]);
		expect(books.get(`payment/${String(Id)}`)['UnappliedAmt']).toBe(30);
	});

	test('voided or deleted opens the invoice again', () => {
		const id = invoice(100);
		const first = pay(100, [[id, 100]]);
		books.post('payment?operation=update&include=void', { Id: first['Id'], SyncToken: '0', sparse: true });
		expect(open_(id)).toBe(100);
		const second = pay(100, [[id, 100]]);
		books.post('payment?operation=delete', { Id: second['Id'], SyncToken: '0' });
		expect(open_(id)).toBe(100);
		expect(books.balance('Accounts Receivable (A/R)')).toBe('100.00');
		expect(books.get(`invoice/${id}`)['LinkedTxn']).toEqual([]);
	});

	test('stays as credit when its invoice is voided or deleted', () => {
		const id = invoice(100);
		const { Id } = pay(100, [[id, 100]]);
		const SyncToken = books.get(`invoice/${id}`)['SyncToken'];
		expect(books.post('invoice?operation=void', { Id: id, SyncToken })).toMatchObject({
			Balance: 0,
			TotalAmt: 0,
		});
		expect(books.get(`payment/${String(Id)}`)).toMatchObject({ UnappliedAmt: 100, Line: [] });
		expect(books.balance('Accounts Receivable (A/R)')).toBe('-100.00');
	});
});

describe('a credit memo', () => {
	test('is used up by a payment of 0 that links it with an invoice', () => {
		const [owed, credit] = [invoice(100), memo(40)];
		expect(books.get(`creditmemo/${credit}`)).toMatchObject({ RemainingCredit: 40, Balance: 40 });
		const made = pay(0, [
			[owed, 30],
			[credit, 30, 'CreditMemo'],
		]);
		expect(made['UnappliedAmt']).toBe(0);
		expect(open_(owed)).toBe(70);
		expect(books.get(`creditmemo/${credit}`)['RemainingCredit']).toBe(10);
		expect(books.balance('Accounts Receivable (A/R)')).toBe('60.00');
	});

	test('pays together with money', () => {
		const [owed, credit] = [invoice(100), memo(40)];
		pay(60, [
			[owed, 100],
			[credit, 40, 'CreditMemo'],
		]);
		expect(open_(owed)).toBe(0);
		expect(books.balance('Accounts Receivable (A/R)')).toBe('0');
	});

	test('is not drawn beyond what it has, nor beyond what is to pay', () => {
		const [owed, credit] = [invoice(100), memo(40)];
		expect(
			books.refusal(
				'POST',
				'payment',
				paying(0, [
					[owed, 41],
					[credit, 41, 'CreditMemo'],
				]),
			).code,
		).toBe('6000');
		expect(
			books.refusal(
				'POST',
				'payment',
				paying(0, [
					[owed, 10],
					[credit, 20, 'CreditMemo'],
				]),
			).code,
		).toBe('6000');
	});

	test('cannot go away while it is applied', () => {
		const [owed, credit] = [invoice(100), memo(40)];
		pay(0, [
			[owed, 40],
			[credit, 40, 'CreditMemo'],
		]);
		const SyncToken = books.get(`creditmemo/${credit}`)['SyncToken'];
		expect(books.refusal('POST', 'creditmemo?operation=delete', { Id: credit, SyncToken }).code).toBe('6000');
	});

	test('reduces income', () => {
		memo(40);
		expect(books.balance('Sales')).toBe('40.00');
	});
});

describe('a refund receipt', () => {
	const refund = (account: string, more: object = {}): object => ({
		CustomerRef: { value: customer },
		Line: [line(25)],
		DepositToAccountRef: { value: books.id('Account', account) },
		...more,
	});

	test('takes money from a bank or clearing account', () => {
		books.post('refundreceipt', refund('PayPal', { PaymentRefNum: 're_1' }));
		expect(books.balance('PayPal')).toBe('-25.00');
		expect(books.balance('Sales')).toBe('25.00');
	});

	test.each(['Refunds payable', 'Sales', 'Business Credit Card'])('not from %s', (account) => {
		expect(books.refusal('POST', 'refundreceipt', refund(account)).code).toBe('6000');
	});

	test('names its account', () => {
		const body = refund('PayPal', { DepositToAccountRef: undefined });
		expect(books.refusal('POST', 'refundreceipt', body)).toMatchObject({
			code: '2020',
			element: 'DepositToAccountRef',
		});
	});

	test('printed, from a bank, needs the number of the cheque', () => {
		const printed = { PrintStatus: 'PrintComplete' };
		expect(books.refusal('POST', 'refundreceipt', refund('PayPal', printed)).element).toBe('PaymentRefNum');
		books.post('refundreceipt', refund('Stripe clearing', printed));
		const toPrint = books.post('refundreceipt', refund('PayPal', { PrintStatus: 'NeedToPrint' }));
		expect(toPrint['PaymentRefNum']).toBe('To Print');
	});
});
