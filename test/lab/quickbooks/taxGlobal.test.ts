import { item, open, type Books, type Json } from './support/books';

let books: Books;
let customer: string;
let product: string;

const begin = (company: object = {}): void => {
	books = open(company);
	({ customer, product } = books.shop());
};

const sell = (Line: object[], more: object = {}): object => ({
	CustomerRef: { value: customer },
	Line,
	...more,
});
const code = (name: string): { TaxCodeRef: { value: string } } => ({
	TaxCodeRef: { value: books.id('TaxCode', name) },
});
const rate = (name: string): string => books.id('TaxRate', name);
const override = (lines: readonly (readonly [string, number])[]): object => ({
	TxnTaxDetail: {
		TaxLine: lines.map(([TaxRateRef, Amount]) => ({
			Amount,
			DetailType: 'TaxLineDetail',
			TaxLineDetail: { TaxRateRef: { value: TaxRateRef }, PercentBased: false, NetAmountTaxable: 1 },
		})),
	},
});
const taxLines = (made: Json): Json[] => made['TxnTaxDetail']?.['TaxLine'] as unknown as Json[];

describe('the UK', () => {
	beforeEach(() => begin());

	test('has its codes with rates for sales and purchases, of HMRC', () => {
		const names = books.rows('select * from TaxCode').map((row) => row['Name']);
		expect(names).toEqual(['Exempt', '20.0% S', '17.5% S', '5.0% R', '0.0% Z', 'No VAT']);
		const [old] = books.rows("select * from TaxRate where Name = '17.5% S (Sales)'");
		expect(old).toMatchObject({
			RateValue: 17.5,
			EffectiveTaxRate: [{ RateValue: 17.5, EndDate: '2011-01-03T00:00:00-08:00' }],
		});
		expect(books.rows('select * from TaxAgency')).toMatchObject([
			{ DisplayName: 'HMRC', TaxTrackedOnSales: true },
		]);
	});

	test.each([
		['no code', {}],
		['a code that does not exist', { TaxCodeRef: { value: '99' } }],
		['a code of the US', { TaxCodeRef: { value: 'TAX' } }],
	])('%s: every line has a VAT rate', (_, detail) => {
		expect(books.refusal('POST', 'salesreceipt', sell([item(product, 1, detail)]))).toMatchObject({
			code: '6000',
			detail: 'Business Validation Error: Make sure all your transactions have a VAT rate before you save.',
		});
	});

	test('computes a rate once, on the sum of its lines, not line by line', () => {
		const lines = [0.13, 0.13, 0.13].map((amount) => item(product, amount, code('20.0% S')));
		const made = books.post('salesreceipt', sell([...lines, item(product, 2, code('0.0% Z'))]));
		// three lines of 0.026 would be 0.09
		expect(made).toMatchObject({ TotalAmt: 2.47, GlobalTaxCalculation: 'TaxExcluded' });
		expect(taxLines(made)).toMatchObject([
			{ Amount: 0.08, TaxLineDetail: { TaxPercent: 20, NetAmountTaxable: 0.39, PercentBased: true } },
			{ Amount: 0, TaxLineDetail: { NetAmountTaxable: 2 } },
		]);
		expect(books.balance('VAT Control')).toBe('-0.08');
	});

	test('takes tax lines as they are, and tells how far they are from its own arithmetic', () => {
		const std = rate('20.0% S (Sales)');
		const made = books.post(
			'salesreceipt',
			sell([item(product, 10, code('20.0% S'))], override([[std, 2.01]])),
		);
		expect(made['TotalAmt']).toBe(12.01);
		expect(taxLines(made)).toMatchObject([
			{ Amount: 2.01, TaxLineDetail: { OverrideDeltaAmount: 0.01, NetAmountTaxable: 10 } },
		]);
		const same = books.post('salesreceipt', sell([item(product, 10, code('20.0% S'))], override([[std, 2]])));
		expect(taxLines(same)[0]?.['TaxLineDetail']?.['OverrideDeltaAmount']).toBeUndefined();
	});

	test.each([
		['one is missing', (std: string, _zero: string): [string, number][] => [[std, 2]], 'list all tax rates'],
		[
			'one stands twice',
			(std: string, zero: string): [string, number][] => [
				[std, 1],
				[std, 1],
				[zero, 0],
			],
			'more than once',
		],
		[
			'one is not used',
			(std: string, zero: string): [string, number][] => [
				[std, 2],
				[zero, 0],
				['8', 0],
			],
			'is not a rate',
		],
	])('tax lines name all rates once: %s', (_, lines, reason) => {
		const amounts = lines(rate('20.0% S (Sales)'), rate('0.0% Z (Sales)'));
		const sold = [item(product, 10, code('20.0% S')), item(product, 10, code('0.0% Z'))];
		const refused = books.refusal('POST', 'salesreceipt', sell(sold, override(amounts)));
		expect(refused.code).toBe('6000');
		expect(refused.detail).toContain(reason);
	});

	test('a total alone overrides nothing', () => {
		const made = books.post(
			'salesreceipt',
			sell([item(product, 10, code('20.0% S'))], { TxnTaxDetail: { TotalTax: 5 } }),
		);
		expect(made['TotalAmt']).toBe(12);
	});

	test('NotApplicable: no tax, and no tax detail (6170)', () => {
		const none = { GlobalTaxCalculation: 'NotApplicable' };
		const made = books.post('salesreceipt', sell([item(product, 10)], none));
		expect(made).toMatchObject({ TotalAmt: 10, GlobalTaxCalculation: 'NotApplicable' });
		expect(made['TxnTaxDetail']).toBeUndefined();
		const refused = books.refusal(
			'POST',
			'salesreceipt',
			sell([item(product, 10)], { ...none, TxnTaxDetail: { TotalTax: 2 } }),
		);
		expect(refused.code).toBe('6170');
	});

	test('a company without VAT ignores codes and tax detail', () => {
		books.lab.configure(books.realm, { usingSalesTax: false });
		const made = books.post('salesreceipt', sell([item(product, 10)], { TxnTaxDetail: { TotalTax: 5 } }));
		expect(made['TotalAmt']).toBe(10);
	});

	test('a discount on the whole is taken off before the tax, in proportion', () => {
		const discount = { DetailType: 'DiscountLineDetail', Amount: 10, DiscountLineDetail: {} };
		const sold = [item(product, 60, code('20.0% S')), item(product, 40, code('0.0% Z')), discount];
		const made = books.post('salesreceipt', sell(sold));
		expect(made['TotalAmt']).toBe(100.8);
		expect(taxLines(made)).toMatchObject([
			{ Amount: 10.8, TaxLineDetail: { NetAmountTaxable: 54 } },
			{ Amount: 0 },
		]);
		expect(books.balance('Discounts given')).toBe('10.00');
	});

	describe('prices with tax', () => {
		const inclusive = { GlobalTaxCalculation: 'TaxInclusive' };
		const gross = (net: number, TaxInclusiveAmt: number, name: string, more: object = {}): object =>
			item(product, net, { ...code(name), TaxInclusiveAmt, ...more });

		test('the total is the sum of the gross amounts; net amounts and tax add up to it', () => {
			const lines = [8.33, 8.33, 8.33].map((net) => gross(net, 10, '20.0% S'));
			const made = books.post('salesreceipt', sell([...lines, gross(10, 10, '0.0% Z')], inclusive));
			expect(made).toMatchObject({ TotalAmt: 40, TxnTaxDetail: { TotalTax: 5 } });
			const nets = (made['Line'] as unknown as Json[]).slice(0, 4).map((line) => line['Amount']);
			expect(nets).toEqual([8.34, 8.33, 8.33, 10]);
			expect(books.balance('VAT Control')).toBe('-5.00');
			expect(books.balance('Sales')).toBe('-35.00');
		});

		test('without TaxInclusiveAmt the amounts are net and the tax comes on top', () => {
			const made = books.post('salesreceipt', sell([item(product, 10, code('20.0% S'))], inclusive));
			expect(made['TotalAmt']).toBe(12);
		});

		test('with tax lines of the shop the total stays', () => {
			const lines = [gross(8.33, 10, '20.0% S')];
			const made = books.post(
				'salesreceipt',
				sell(lines, { ...inclusive, ...override([[rate('20.0% S (Sales)'), 1.66]]) }),
			);
			expect(made).toMatchObject({ TotalAmt: 10, Line: [{ Amount: 8.34 }, { Amount: 8.34 }] });
		});

		test('with a discount on the whole, which is gross too', () => {
			const discount = { DetailType: 'DiscountLineDetail', Amount: 12, DiscountLineDetail: {} };
			const made = books.post('salesreceipt', sell([gross(100, 120, '20.0% S'), discount], inclusive));
			expect(made).toMatchObject({ TotalAmt: 108, TxnTaxDetail: { TotalTax: 18 } });
			expect(books.balance('Sales')).toBe('-100.00');
			expect(books.balance('Discounts given')).toBe('10.00');
		});

		test('what was read can be written back', () => {
			const made = books.post(
				'salesreceipt',
				sell([gross(16.66, 20, '20.0% S', { Qty: 3, UnitPrice: 5.5533 })], inclusive),
			);
			expect(made['Line']?.[0]).toMatchObject({
				Amount: 16.67,
				SalesItemLineDetail: { UnitPrice: 5.5566667 },
			});
			const again = books.post('salesreceipt', books.get('salesreceipt/1'));
			expect(again['TotalAmt']).toBe(20);
		});
	});
});

describe('Canada', () => {
	beforeEach(() => begin({ country: 'CA', currency: 'CAD' }));

	test('a code with two rates posts to two agencies', () => {
		const made = books.post('salesreceipt', sell([item(product, 100, code('GST/QST QC - 9.975'))]));
		expect(made['TotalAmt']).toBe(114.98);
		expect(taxLines(made).map((line) => line['Amount'])).toEqual([5, 9.98]);
		expect(books.balance('GST/HST Payable')).toBe('-5.00');
		expect(books.balance('QST Payable')).toBe('-9.98');
	});

	test('a rate of several codes is computed once', () => {
		const lines = [item(product, 10.1, code('GST')), item(product, 10.1, code('GST/PST BC'))];
		const made = books.post('salesreceipt', sell(lines));
		expect(taxLines(made)).toMatchObject([
			{ Amount: 1.01, TaxLineDetail: { NetAmountTaxable: 20.2 } },
			{ Amount: 0.71, TaxLineDetail: { NetAmountTaxable: 10.1 } },
		]);
	});

	test('both rates are overridden together', () => {
		const amounts = override([
			[rate('GST 5%'), 5.01],
			[rate('QST 9.975%'), 9.97],
		]);
		const made = books.post('salesreceipt', sell([item(product, 100, code('GST/QST QC - 9.975'))], amounts));
		expect(made['TotalAmt']).toBe(114.98);
		expect(taxLines(made).map((line) => line['TaxLineDetail']?.['OverrideDeltaAmount'])).toEqual([
			0.01, -0.01,
		]);
	});
});

test('Australia asks for a GST rate', () => {
	begin({ country: 'AU', currency: 'AUD' });
	expect(books.refusal('POST', 'salesreceipt', sell([item(product, 1)])).detail).toContain('have a GST rate');
	expect(books.post('salesreceipt', sell([item(product, 18.14, code('GST'))]))['TotalAmt']).toBe(19.95);
});

describe('tax codes', () => {
	beforeEach(() => begin());

	const body = (more: object = {}): object => ({
		TaxCode: 'Local',
		TaxRateDetails: [
			{ TaxRateName: 'Local 3.5', RateValue: 3.5, TaxAgencyId: books.id('TaxAgency', 'HMRC'), ...more },
		],
	});

	test('are made through the tax service', () => {
		const { body: made } = books.call('POST', 'taxservice/taxcode', body());
		expect(made).toMatchObject({
			TaxCode: 'Local',
			TaxCodeId: books.id('TaxCode', 'Local'),
			TaxRateDetails: [
				{ TaxRateName: 'Local 3.5', RateValue: 3.5, TaxApplicableOn: 'Sales', TaxRateId: rate('Local 3.5') },
			],
		});
		expect(books.post('salesreceipt', sell([item(product, 100, code('Local'))]))['TotalAmt']).toBe(103.5);
		expect(books.refusal('POST', 'taxservice/taxcode', body()).code).toBe('6240');
		const again = { TaxCode: 'Other', TaxRateDetails: [{ TaxRateId: rate('Local 3.5') }] };
		expect(books.call('POST', 'taxservice/taxcode', again).status).toBe(200);
	});

	test.each([
		['a name of more than 10 characters', { TaxRateName: 'x'.repeat(11) }, '2050'],
		['no rate', { RateValue: null }, '2020'],
		['more than 100 percent', { RateValue: 101 }, '6000'],
		['an agency that does not exist', { TaxAgencyId: '9' }, '2500'],
	])('%s is refused', (_, more, refused) => {
		expect(books.refusal('POST', 'taxservice/taxcode', body(more)).code).toBe(refused);
	});

	test('and not in any other way', () => {
		expect(books.refusal('POST', 'taxcode', { Name: 'X' }).code).toBe('500');
		expect(books.refusal('POST', 'taxrate', { Name: 'X' }).code).toBe('500');
	});

	test('an agency comes with its account', () => {
		books.post('taxagency', { DisplayName: 'Revenue' });
		expect(books.id('Account', 'Revenue Payable')).not.toBe('');
		expect(books.refusal('POST', 'taxagency', { DisplayName: 'revenue' }).code).toBe('6240');
	});
});
