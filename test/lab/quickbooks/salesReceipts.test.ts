import { item, open, type Books } from './support/books';

let books: Books;
let customer: string;
let product: string;
const tax = { TaxCodeRef: { value: '' } };

beforeEach(() => {
	books = open();
	({ customer, product } = books.shop());
	tax.TaxCodeRef.value = books.id('TaxCode', 'No VAT');
});

const receipt = (more: object = {}): object => ({
	CustomerRef: { value: customer },
	Line: [item(product, 40, { Qty: 2, UnitPrice: 20, ...tax })],
	...more,
});

describe('a sales receipt', () => {
	test('is kept with QuickBooks own fields and goes to Undeposited Funds', () => {
		const made = books.post('salesreceipt', receipt({ DocNumber: 'SHP-1001', TxnDate: '2026-11-20' }));
		expect(made).toMatchObject({
			Id: '1',
			SyncToken: '0',
			domain: 'QBO',
			sparse: false,
			DocNumber: 'SHP-1001',
			TxnDate: '2026-11-20',
			TotalAmt: 40,
			Balance: 0,
			CustomerRef: { value: customer, name: 'Shop sales' },
			DepositToAccountRef: { name: 'Undeposited Funds' },
			MetaData: { CreateTime: '2026-11-23T04:00:00-08:00' },
		});
		const lines = made['Line'] as unknown as object[];
		expect(lines).toHaveLength(2);
		expect(lines[1]).toEqual({ Amount: 40, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} });
		expect(books.balance('Undeposited Funds')).toBe('40.00');
		expect(books.balance('Sales')).toBe('-40.00');
		expect(books.get('salesreceipt/1')).toEqual(made);
	});

	test('has the server day when none is sent', () => {
		expect(books.post('salesreceipt', receipt())['TxnDate']).toBe('2026-11-23');
	});

	test('computes the total; what is sent is overwritten', () => {
		expect(books.post('salesreceipt', receipt({ TotalAmt: 1 }))['TotalAmt']).toBe(40);
	});

	test('takes a line without item as a comment and ignores its amount', () => {
		const comment = {
			Amount: 99,
			DetailType: 'SalesItemLineDetail',
			SalesItemLineDetail: {},
			Description: 'gift',
		};
		const made = books.post('salesreceipt', receipt({ Line: [item(product, 5, tax), comment] }));
		expect(made['TotalAmt']).toBe(5);
		expect(made['Line']?.[1]).toMatchObject({ DetailType: 'DescriptionOnly', Description: 'gift' });
	});

	test('takes null for not given', () => {
		const made = books.post('salesreceipt', receipt({ DepartmentRef: { value: null }, PrivateNote: null }));
		expect(made['PrivateNote']).toBeUndefined();
	});
});

describe('amounts', () => {
	test('equal quantity times price', () => {
		const wrong = receipt({ Line: [item(product, 10.01, { Qty: 2, UnitPrice: 5, ...tax })] });
		expect(books.refusal('POST', 'salesreceipt', wrong)).toEqual({
			status: 400,
			code: '6070',
			detail: 'Amount is not equal to UnitPrice * Qty. Supplied value:10.01',
			element: 'Line.Amount',
			type: 'ValidationFault',
		});
	});

	test('are compared after rounding half up to the cent', () => {
		const line = item(product, 13.51, { Qty: 3, UnitPrice: 4.5034, ...tax });
		expect(books.post('salesreceipt', receipt({ Line: [line] }))['TotalAmt']).toBe(13.51);
	});

	test.each([
		['12.345678', 12.345678],
		['eleven digits', 12345678901],
	])('have the format 10.5: %s is refused', (_, amount) => {
		expect(books.refusal('POST', 'salesreceipt', receipt({ Line: [item(product, amount, tax)] })).code).toBe(
			'2080',
		);
	});

	test('may be negative in a line, not in total', () => {
		const gift = books.service('Gift card', 'Gift card liability');
		const paid = receipt({ Line: [item(product, 10, tax), item(gift, -10, tax)] });
		expect(books.post('salesreceipt', paid)['TotalAmt']).toBe(0);
		expect(books.balance('Gift card liability')).toBe('10.00');
		const below = receipt({ Line: [item(product, 10, tax), item(gift, -10.01, tax)] });
		expect(books.refusal('POST', 'salesreceipt', below)).toMatchObject({
			code: '6000',
			detail: 'Business Validation Error: Transaction amount must be 0 or greater.',
		});
	});
});

describe('numbers', () => {
	test('are at most 21 characters', () => {
		expect(books.refusal('POST', 'salesreceipt', receipt({ DocNumber: 'x'.repeat(22) }))).toMatchObject({
			code: '2050',
			element: 'DocNumber',
			detail:
				'String length specified does not match the supported length. Min:0 Max:21 supported. Supplied length:22',
		});
	});

	test('are used once, unless the client insists', () => {
		books.post('salesreceipt', receipt({ DocNumber: 'A' }));
		expect(books.refusal('POST', 'salesreceipt', receipt({ DocNumber: 'A' })).code).toBe('6140');
		books.post('salesreceipt?include=allowduplicatedocnum', receipt({ DocNumber: 'A' }));
		expect(books.rows("select * from SalesReceipt where DocNumber = 'A'")).toHaveLength(2);
		// other kinds of documents have their own
		books.post('invoice', receipt({ DocNumber: 'A' }));
	});

	test('stay away when own numbers are on and none is sent', () => {
		expect(books.post('salesreceipt', receipt())['DocNumber']).toBeUndefined();
	});

	test('are counted by QuickBooks when own numbers are off, and what is sent is not checked', () => {
		books.lab.configure(books.realm, { customTxnNumbers: false });
		expect(books.post('salesreceipt', receipt())['DocNumber']).toBe('1001');
		expect(books.post('salesreceipt', receipt())['DocNumber']).toBe('1002');
		books.post('salesreceipt', receipt({ DocNumber: '1002' }));
		expect(books.lab.figures(books.realm).duplicates).toEqual([
			{ type: 'SalesReceipt', field: 'DocNumber', value: '1002', ids: ['2', '3'] },
		]);
	});

	test('can be used again after the document that had it was deleted', () => {
		const { Id, SyncToken } = books.post('salesreceipt', receipt({ DocNumber: 'A' }));
		books.post('salesreceipt?operation=delete', { Id, SyncToken });
		books.post('salesreceipt', receipt({ DocNumber: 'A' }));
	});
});

describe('references', () => {
	test.each([
		[
			'an unknown item',
			{ Line: [item('77', 1)] },
			'2500',
			'Invalid Reference Id : Items element id 77 not found',
		],
		[
			'an unknown customer',
			{ CustomerRef: { value: '99' } },
			'2500',
			'Invalid Reference Id : Names element id 99 not found',
		],
		[
			'an unknown account',
			{ DepositToAccountRef: { value: '999' } },
			'2500',
			'Invalid Reference Id : Accounts element id 999 not found',
		],
		[
			'no number',
			{ CustomerRef: { value: 'Bob' } },
			'2030',
			'Id should be a valid number. Supplied value:Bob',
		],
	])('%s', (_, more, code, detail) => {
		expect(books.refusal('POST', 'salesreceipt', receipt(more))).toMatchObject({ code, detail });
	});

	test('an item that was made inactive', () => {
		books.post('item', { Id: product, SyncToken: '0', sparse: true, Active: false });
		const refused = books.refusal('POST', 'salesreceipt', receipt());
		expect(refused.code).toBe('610');
		expect(refused.detail).toContain('has been made inactive');
	});

	test.each([
		['Sales', '6000'],
		['Gift card liability', '6000'],
		['Accounts Receivable (A/R)', '6000'],
	])('money does not go to %s', (account, code) => {
		const body = receipt({ DepositToAccountRef: { value: books.id('Account', account) } });
		expect(books.refusal('POST', 'salesreceipt', body)).toMatchObject({
			code,
			element: 'DepositToAccountRef',
		});
	});

	test.each(['PayPal', 'Stripe clearing'])('money goes to %s', (account) => {
		books.post('salesreceipt', receipt({ DepositToAccountRef: { value: books.id('Account', account) } }));
		expect(books.balance(account)).toBe('40.00');
	});

	test('classes stand on lines and locations on the document, where the company tracks them', () => {
		const ClassRef = { value: String(books.post('class', { Name: 'Web' })['Id']) };
		const DepartmentRef = { value: String(books.post('department', { Name: 'London' })['Id']) };
		const body = receipt({ ClassRef, DepartmentRef, Line: [item(product, 1, { ...tax, ClassRef })] });
		const made = books.post('salesreceipt', body);
		expect(made['DepartmentRef']).toEqual({ ...DepartmentRef, name: 'London' });
		expect(made['ClassRef']).toBeUndefined();
		expect(made['Line']).toMatchObject([{ SalesItemLineDetail: { ClassRef: { name: 'Web' } } }, {}]);
	});
});

describe('shipping and discounts', () => {
	test('the word for shipping posts to the shipping account, when shipping is on', () => {
		books.post('salesreceipt', receipt({ Line: [item('SHIPPING_ITEM_ID', 4.5, tax)] }));
		expect(books.balance('Shipping income')).toBe('-4.50');
		books.lab.configure(books.realm, { allowShipping: false });
		const refused = books.refusal(
			'POST',
			'salesreceipt',
			receipt({ Line: [item('SHIPPING_ITEM_ID', 4.5, tax)] }),
		);
		expect(refused.code).toBe('6000');
	});

	const discount = (detail: object, Amount?: number): object => ({
		DetailType: 'DiscountLineDetail',
		DiscountLineDetail: detail,
		...(Amount === undefined ? {} : { Amount }),
	});

	test('a discount by amount or percent, on the default account', () => {
		const lines = [item(product, 50, tax), discount({ PercentBased: true, DiscountPercent: 10 })];
		expect(books.post('salesreceipt', receipt({ Line: lines }))['TotalAmt']).toBe(45);
		books.post('salesreceipt', receipt({ Line: [item(product, 50, tax), discount({}, 4)] }));
		expect(books.balance('Discounts given')).toBe('9.00');
		expect(books.balance('Sales')).toBe('-100.00');
	});

	test.each([
		['neither amount nor percent', (): object[] => [discount({})], '6090'],
		['a negative amount', (): object[] => [discount({}, -1)], '6000'],
		['two of them', (): object[] => [discount({}, 1), discount({}, 1)], '6000'],
		[
			'an account that is none for discounts',
			(): object[] => [discount({ DiscountAccountRef: { value: books.id('Account', 'Sales') } }, 1)],
			'6000',
		],
	])('a discount with %s is refused', (_, lines, code) => {
		const body = receipt({ Line: [item(product, 50, tax), ...lines()] });
		expect(books.refusal('POST', 'salesreceipt', body).code).toBe(code);
	});

	test('discounts can be switched off', () => {
		books.lab.configure(books.realm, { allowDiscount: false });
		const body = receipt({ Line: [item(product, 50, tax), discount({}, 1)] });
		expect(books.refusal('POST', 'salesreceipt', body).code).toBe('6000');
	});
});

describe('updates', () => {
	test('sparse keeps what is not sent, full clears it; the SyncToken must be the last one', () => {
		const made = books.post('salesreceipt', receipt({ DocNumber: 'A', PrivateNote: 'first' }));
		const { Id } = made;
		const sparse = books.post('salesreceipt', {
			Id,
			SyncToken: '0',
			sparse: true,
			CustomerMemo: { value: 'hi' },
		});
		expect(sparse).toMatchObject({
			SyncToken: '1',
			PrivateNote: 'first',
			CustomerMemo: { value: 'hi' },
			TotalAmt: 40,
		});
		expect(books.refusal('POST', 'salesreceipt', { Id, SyncToken: '0', sparse: true }).code).toBe('5010');
		const full = books.post('salesreceipt?operation=update', receipt({ Id, SyncToken: '1', DocNumber: 'A' }));
		expect(full['PrivateNote']).toBeUndefined();
		expect(books.refusal('POST', 'salesreceipt', { Id, SyncToken: '2' })).toMatchObject({ code: '2020' });
	});

	test('what was read can be written back', () => {
		const made = books.post('salesreceipt', receipt({ TxnTaxDetail: undefined }));
		const again = books.post('salesreceipt', books.get(`salesreceipt/${String(made['Id'])}`));
		expect({ ...again, SyncToken: '0' }).toEqual(made);
	});

	test('post anew, not once more', () => {
		const { Id } = books.post('salesreceipt', receipt());
		books.post('salesreceipt', { Id, SyncToken: '0', sparse: true, Line: [item(product, 7, tax)] });
		expect(books.balance('Sales')).toBe('-7.00');
		expect(books.balance('Undeposited Funds')).toBe('7.00');
	});

	test('need Id and SyncToken, of an object that exists', () => {
		expect(books.refusal('POST', 'salesreceipt?operation=update', receipt()).element).toBe('Id');
		expect(books.refusal('POST', 'salesreceipt', { Id: '1' }).element).toBe('SyncToken');
		expect(books.refusal('POST', 'salesreceipt', { Id: '9', SyncToken: '0' }).code).toBe('610');
		expect(books.refusal('POST', 'salesreceipt', { Id: 'x', SyncToken: '0' }).code).toBe('2030');
	});
});

describe('void and delete', () => {
	test('a voided document stays with amounts of 0 and posts nothing', () => {
		const { Id } = books.post('salesreceipt', receipt({ DocNumber: 'A', PrivateNote: 'shopify/1' }));
		const voided = books.post('salesreceipt?operation=update&include=void', {
			Id,
			SyncToken: '0',
			sparse: true,
		});
		expect(voided).toMatchObject({
			TotalAmt: 0,
			DocNumber: 'A',
			PrivateNote: 'Voided - shopify/1',
			SyncToken: '1',
		});
		expect(books.lab.trialBalance(books.realm)).toEqual([]);
		// the number stays taken
		expect(books.refusal('POST', 'salesreceipt', receipt({ DocNumber: 'A' })).code).toBe('6140');
	});

	test('a deleted one is gone', () => {
		const { Id } = books.post('salesreceipt', receipt());
		expect(books.post('salesreceipt?operation=delete', { Id, SyncToken: '0' })).toEqual({
			status: 'Deleted',
			domain: 'QBO',
			Id,
		});
		expect(books.refusal('GET', `salesreceipt/${String(Id)}`).code).toBe('610');
		expect(books.lab.trialBalance(books.realm)).toEqual([]);
	});

	test('both need the last SyncToken', () => {
		const { Id } = books.post('salesreceipt', receipt());
		expect(books.refusal('POST', 'salesreceipt?operation=delete', { Id, SyncToken: '5' }).code).toBe('5010');
		expect(books.refusal('POST', 'salesreceipt?operation=void', { Id }).code).toBe('2020');
	});
});

describe('closed books', () => {
	const closed = { bookCloseDate: '2026-10-31' };

	test.each([
		[true, '6210'],
		[false, '6200'],
	])('with a password (%s) refuse with %s', (closingPassword, code) => {
		books.lab.configure(books.realm, { ...closed, closingPassword });
		expect(books.refusal('POST', 'salesreceipt', receipt({ TxnDate: '2026-10-31' })).code).toBe(code);
		books.post('salesreceipt', receipt({ TxnDate: '2026-11-01' }));
	});

	test('protect what is in them, and stand in the preferences', () => {
		const { Id } = books.post('salesreceipt', receipt({ TxnDate: '2026-10-01' }));
		books.lab.configure(books.realm, closed);
		const body = { Id, SyncToken: '0', sparse: true };
		expect(books.refusal('POST', 'salesreceipt', { ...body, TxnDate: '2026-11-02' }).code).toBe('6210');
		expect(books.refusal('POST', 'salesreceipt?operation=delete', body).code).toBe('6210');
		expect(books.refusal('POST', 'salesreceipt?operation=void', body).code).toBe('6210');
		expect(books.get('preferences')['AccountingInfoPrefs']).toMatchObject({ BookCloseDate: '2026-10-31' });
	});
});

test('a company whose subscription ended takes nothing', () => {
	books.lab.configure(books.realm, { subscriptionEnded: true });
	expect(books.refusal('POST', 'salesreceipt', receipt()).code).toBe('6190');
	expect(books.get('companyinfo/1')['CompanyName']).toBe('Leaf and Pot Ltd');
});
