import { item, openUS, type Books } from './support/books';

const TAX = { TaxCodeRef: { value: 'TAX' } };
const NON = { TaxCodeRef: { value: 'NON' } };

let books: Books;
let customer: string;
let product: string;

const begin = (preferences: object = {}): void => {
	books = openUS({ preferences });
	({ customer, product } = books.shop());
};

const sell = (Line: object[], more: object = {}): object => ({
	CustomerRef: { value: customer },
	Line,
	...more,
});
const to = (state: string): object => ({ ShipAddr: { CountrySubDivisionCode: state, Country: 'US' } });

test('line codes are TAX or NON and nothing else', () => {
	begin();
	const line = item(product, 10, { TaxCodeRef: { value: '3' } });
	expect(books.refusal('POST', 'salesreceipt', sell([line]))).toMatchObject({
		code: '6100',
		detail: 'Valid Line TaxCodes for US should be TAX or NON. Supplied value:3',
	});
});

describe('automated sales tax', () => {
	beforeEach(() => begin());

	test('is seen in the preferences', () => {
		expect(books.get('preferences')['TaxPrefs']).toEqual({ UsingSalesTax: true, PartnerTaxEnabled: true });
	});

	test('chooses the code by the address and replaces the one that was sent', () => {
		const body = sell([item(product, 100, TAX)], {
			...to('TX'),
			TxnTaxDetail: { TxnTaxCodeRef: { value: '99' } },
		});
		const made = books.post('salesreceipt', body);
		const code = books.id('TaxCode', 'Texas');
		expect(made).toMatchObject({
			TotalAmt: 106.25,
			TxnTaxDetail: { TxnTaxCodeRef: { value: code }, TotalTax: 6.25 },
		});
		expect(books.get(`taxcode/${code}`)).toMatchObject({
			TaxCodeConfigType: 'SYSTEM_GENERATED',
			TaxGroup: true,
		});
		expect(books.balance('Texas Department of Revenue Payable')).toBe('-6.25');
	});

	test('takes the company address when there is none', () => {
		const made = books.post('salesreceipt', sell([item(product, 100, TAX)]));
		expect(made['TxnTaxDetail']).toMatchObject({ TotalTax: 7.25 });
	});

	test('honors an explicit amount, also 0', () => {
		const made = books.post(
			'salesreceipt',
			sell([item(product, 100, TAX)], { ...to('TX'), TxnTaxDetail: { TotalTax: 8.25 } }),
		);
		expect(made).toMatchObject({
			TotalAmt: 108.25,
			TxnTaxDetail: { TotalTax: 8.25, TaxLine: [{ Amount: 8.25 }] },
		});
		const none = books.post(
			'salesreceipt',
			sell([item(product, 100, TAX)], { ...to('TX'), TxnTaxDetail: { TotalTax: 0 } }),
		);
		expect(none['TotalAmt']).toBe(100);
	});

	test('taxes only TAX lines; an amount without any such line is dropped', () => {
		const mixed = sell([item(product, 100, TAX), item(product, 50, NON)], to('TX'));
		expect(books.post('salesreceipt', mixed)).toMatchObject({
			TotalAmt: 156.25,
			TxnTaxDetail: { TaxLine: [{ TaxLineDetail: { NetAmountTaxable: 100 } }] },
		});
		const untaxed = sell([item(product, 50, NON)], { TxnTaxDetail: { TotalTax: 3 } });
		expect(books.post('salesreceipt', untaxed)).toMatchObject({
			TotalAmt: 50,
			TxnTaxDetail: { TotalTax: 0 },
		});
	});

	test('takes the code of the product when the line has none', () => {
		expect(books.post('salesreceipt', sell([item(product, 10)]))['Line']?.[0]).toMatchObject({
			SalesItemLineDetail: { TaxCodeRef: { value: 'NON' } },
		});
	});

	test('computes no tax abroad', () => {
		const abroad = { ShipAddr: { CountrySubDivisionCode: 'ON', Country: 'Canada' } };
		expect(books.post('salesreceipt', sell([item(product, 100, TAX)], abroad))['TotalAmt']).toBe(100);
	});

	test('refunds give the tax back to the agency', () => {
		const detail = { ...to('TX'), TxnTaxDetail: { TotalTax: 8.25 } };
		books.post('salesreceipt', sell([item(product, 100, TAX)], detail));
		const bank = { DepositToAccountRef: { value: books.id('Account', 'Stripe clearing') } };
		books.post('refundreceipt', sell([item(product, 100, TAX)], { ...detail, ...bank }));
		expect(books.balance('Texas Department of Revenue Payable')).toBe('0');
		expect(books.balance('Stripe clearing')).toBe('-108.25');
	});

	test('keeps the tax of an update that does not touch the lines, and computes it anew for other lines', () => {
		const made = books.post(
			'salesreceipt',
			sell([item(product, 100, TAX)], { ...to('TX'), TxnTaxDetail: { TotalTax: 8.25 } }),
		);
		const sparse = { Id: made['Id'], sparse: true };
		const noted = books.post('salesreceipt', { ...sparse, SyncToken: '0', PrivateNote: 'x' });
		expect(noted['TotalAmt']).toBe(108.25);
		const changed = books.post('salesreceipt', {
			...sparse,
			SyncToken: '1',
			Line: [item(product, 200, TAX)],
		});
		expect(changed['TotalAmt']).toBe(212.5);
	});
});

describe('a discount', () => {
	const lines = (): object[] => [
		item(product, 100, TAX),
		{ DetailType: 'DiscountLineDetail', Amount: 20, DiscountLineDetail: {} },
	];

	test.each([
		[false, 6.25, 86.25],
		[true, 5, 85],
	])('tax after discount (%s): %d', (ApplyTaxAfterDiscount, tax, total) => {
		begin();
		const made = books.post('salesreceipt', sell(lines(), { ...to('TX'), ApplyTaxAfterDiscount }));
		expect(made).toMatchObject({ TotalAmt: total, TxnTaxDetail: { TotalTax: tax } });
	});
});

describe('without sales tax', () => {
	test.each([
		[{ usingSalesTax: false }, { UsingSalesTax: false, PartnerTaxEnabled: false }],
		[{ automatedSalesTax: false as const }, { UsingSalesTax: false, PartnerTaxEnabled: false }],
	])('tax detail is ignored and not stored (%j)', (preferences, shown) => {
		begin(preferences);
		const made = books.post(
			'salesreceipt',
			sell([item(product, 100, TAX)], { TxnTaxDetail: { TotalTax: 8 } }),
		);
		expect(made['TotalAmt']).toBe(100);
		expect(made['TxnTaxDetail']).toBeUndefined();
		expect(books.get('preferences')['TaxPrefs']).toEqual(shown);
	});
});

describe('the old model with own tax groups', () => {
	beforeEach(() => begin({ automatedSalesTax: 'manual' }));

	test('has no PartnerTaxEnabled at all', () => {
		expect(books.get('preferences')['TaxPrefs']).toEqual({ UsingSalesTax: true });
	});

	test('computes the rates of the group that was sent, each by itself', () => {
		const TxnTaxDetail = { TxnTaxCodeRef: { value: books.id('TaxCode', 'Tucson') } };
		const made = books.post('salesreceipt', sell([item(product, 9.99, TAX)], { TxnTaxDetail }));
		expect(made['TxnTaxDetail']).toMatchObject({
			TotalTax: 0.91,
			TaxLine: [{ Amount: 0.71 }, { Amount: 0.2 }],
		});
		expect(books.balance('Arizona Dept. of Revenue Payable')).toBe('-0.91');
	});

	test('prorates an explicit amount over the rates', () => {
		const TxnTaxDetail = { TxnTaxCodeRef: { value: books.id('TaxCode', 'Tucson') }, TotalTax: 10 };
		const made = books.post('salesreceipt', sell([item(product, 100, TAX)], { TxnTaxDetail }));
		expect(made['TxnTaxDetail']).toMatchObject({ TotalTax: 10, TaxLine: [{ Amount: 7.8 }, { Amount: 2.2 }] });
	});

	test('without a group there is no tax', () => {
		expect(books.post('salesreceipt', sell([item(product, 100, TAX)]))['TotalAmt']).toBe(100);
	});

	test.each([
		['NON', '6160'],
		['77', '2500'],
	])('a group that is none (%s) is refused with %s', (value, code) => {
		const body = sell([item(product, 100, TAX)], { TxnTaxDetail: { TxnTaxCodeRef: { value } } });
		expect(books.refusal('POST', 'salesreceipt', body).code).toBe(code);
	});
});
