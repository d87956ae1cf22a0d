/** A Canadian shop: GST, HST, PST and QST, also where one tax is charged on the other. */
import type { TaxRule } from '../../../../../core/tax/rules';
import { taxCode } from '../../../../support/ledger';
import { codesOf } from '../../../../support/outcome';
import { exempt, itResolves, resolverOf, shopOf, type Books, type OddOrder } from './orders';

const rule = (code: string, when: TaxRule['when']): TaxRule => ({ code, when: { country: 'CA', ...when } });

const BOOKS: Books = {
	codes: [
		taxCode('1', 'GST', '5'),
		taxCode('2', 'HST ON', '13'),
		taxCode('3', 'HST NS 2025', '14'),
		taxCode('4', 'HST NS', '15'),
		taxCode('5', 'HST NB', '15'),
		taxCode('6', 'GST/PST BC', '5', '7'),
		taxCode('7', 'GST/QST QC', '5', '9.975'),
		taxCode('8', 'GST/PST SK', '5', '6'),
		taxCode('9', 'GST/PST MB', '5', '7'),
		taxCode('10', 'Zero-rated', '0'),
		taxCode('11', 'Exempt', '0'),
		taxCode('12', 'Out of Scope', '0'),
		taxCode('13', 'QST on GST (before 2013)', '5', '9.5'),
	],
	rules: [
		rule('1', { rate: '5' }),
		rule('2', { region: 'ON', rate: '13' }),
		rule('3', { region: 'NS', rate: '14' }),
		rule('4', { region: 'NS', rate: '15' }),
		rule('5', { region: 'NB', rate: '15' }),
		rule('6', { region: 'BC', rate: '12' }),
		rule('7', { region: 'QC', rate: '14.975' }),
		rule('8', { region: 'SK', rate: '11' }),
		rule('9', { region: 'MB', rate: '12' }),
		rule('13', { region: 'QC', rate: '14.5' }),
		rule('10', { jurisdiction: 'domestic', rate: ['none', '0'] }),
		rule('11', { jurisdiction: 'domestic', rate: 'none', taxClass: 'exempt' }),
		{ code: '10', when: { jurisdiction: 'export' } },
		{ code: '11', when: { jurisdiction: 'exempt' } },
		{ code: '12', when: { lineType: 'tender' } },
		{ code: '12', when: { jurisdiction: 'marketplace' } },
		{
			code: '12',
			when: { jurisdiction: 'domestic', rate: 'none', lineType: ['giftCard', 'tip'], country: 'CA' },
		},
	],
	registrations: { home: 'CA-ON', places: ['CA-BC', 'CA-QC', 'CA-SK', 'CA-MB'] },
};

const { sold, shipping, order, byGiftCard, back } = shopOf({
	currency: 'CAD',
	pricesIncludeTax: false,
	taxName: 'Tax',
});
const to = (region: string) => ({ country: 'CA', region });
const HST = { taxName: 'HST' };

const ORDERS: readonly OddOrder[] = [
	[
		'Ontario',
		order(to('ON'), [sold('100.00', '13', HST), shipping('9.00', '13', HST)]),
		['HST ON', 'HST ON'],
	],
	['Alberta: GST alone', order(to('AB'), [sold('100.00', '5')]), ['GST']],
	['Yukon', order(to('YT'), [sold('100.00', '5')]), ['GST']],
	['British Columbia: two taxes', order(to('BC'), [sold('100.00', '5+7')]), ['GST/PST BC']],
	['British Columbia: children’s clothes, GST alone', order(to('BC'), [sold('30.00', '5')]), ['GST']],
	['Quebec', order(to('QC'), [sold('100.00', '5+9.975')]), ['GST/QST QC']],
	['Quebec as one rate', order(to('QC'), [sold('100.00', '14.975')]), ['GST/QST QC']],
	['Quebec, a book: GST alone', order(to('QC'), [sold('20.00', '5')]), ['GST']],
	['Quebec, the odd cent of both taxes', order(to('QC'), [sold('0.99', '5+9.975')]), ['GST/QST QC']],
	['Saskatchewan', order(to('SK'), [sold('100.00', '5+6')]), ['GST/PST SK']],
	[
		'Manitoba has the rates of British Columbia and its own code',
		order(to('MB'), [sold('100.00', '5+7')]),
		['GST/PST MB'],
	],
	['Nova Scotia today', order(to('NS'), [sold('100.00', '14', HST)]), ['HST NS 2025']],
	[
		'Nova Scotia on the last day of 15 %',
		order(to('NS'), [sold('100.00', '15', HST)], { bookedOn: '2025-03-31' }),
		['HST NS'],
	],
	[
		'Nova Scotia with last year’s rate',
		order(to('NS'), [sold('100.00', '15', HST)], { bookedOn: '2025-04-01' }),
		['HST NS'],
		['TAX_RATE_NOT_IN_FORCE'],
	],
	[
		'given back in Nova Scotia after the change',
		back(to('NS'), [sold('100.00', '15', HST)], { soldOn: '2025-03-30', bookedOn: '2025-04-10' }),
		['HST NS'],
	],
	[
		'given back, and the day of the sale is not known',
		back(to('NS'), [sold('100.00', '15', HST)]),
		['HST NS'],
	],
	['New Brunswick has the old rate of Nova Scotia', order(to('NB'), [sold('100.00', '15', HST)]), ['HST NB']],
	['the harmonized tax of Ontario in its two parts', order(to('ON'), [sold('100.00', '5+8')]), ['HST ON']],
	['basic groceries', order(to('ON'), [sold('8.00'), sold('20.00', '13', HST)]), ['Zero-rated', 'HST ON']],
	['a tax of 0 %', order(to('ON'), [sold('8.00', '0'), sold('20.00', '13', HST)]), ['Zero-rated', 'HST ON']],
	['an exempt product', order(to('ON'), [sold('8.00', undefined, { taxClass: 'exempt' })]), ['Exempt']],
	[
		'an exempt customer (status card)',
		order(to('ON'), [sold('100.00')], { customer: exempt('CA') }),
		['Exempt'],
	],
	['to the United States', order({ country: 'US', region: 'NY' }, [sold('100.00')]), ['Zero-rated']],
	['a gift card used', byGiftCard(to('ON'), [sold('100.00', '13', HST)]), ['HST ON', 'Out of Scope']],
	['a gift card sold', order(to('BC'), [sold('50.00', undefined, { type: 'giftCard' })]), ['Out of Scope']],
	[
		'collected by the marketplace',
		order(to('BC'), [sold('100.00', '5+7@marketplace')]),
		['GST', 'Out of Scope'],
	],
	[
		'a tax on a tax: the second contains the first, and that is no odd amount',
		order(to('QC'), [sold('100.00', '5+9.5', { amounts: ['5.00', '9.98'] })], { bookedOn: '2012-06-01' }),
		['QST on GST (before 2013)'],
	],
	[
		'a tax that is neither on the price nor on the price with the other',
		order(to('QC'), [sold('100.00', '5+9.975', { amounts: ['5.00', '12.00'] })]),
		['GST/QST QC'],
		['TAX_AMOUNT_UNUSUAL'],
	],
	['everything untaxed', order(to('ON'), [sold('100.00')]), ['Zero-rated'], ['TAX_EXPECTED']],
];

describe('a Canadian shop', () => {
	itResolves(BOOKS, ORDERS);

	it('holds a provincial tax without a registration, but never GST or HST', () => {
		const resolve = resolverOf({ ...BOOKS, registrations: { home: 'CA', places: ['CA-QC'] } });
		const outcome = resolve(order(to('BC'), [sold('100.00', '5+7')]));
		expect(outcome.findings).toMatchObject([
			{ code: 'TAX_NO_REGISTRATION', evidence: { place: 'CA-BC', rate: '7' } },
		]);
		expect(codesOf(resolve(order(to('BC'), [sold('100.00', '5')])))).toEqual([]);
		expect(codesOf(resolve(order(to('NB'), [sold('100.00', '15')])))).toEqual([]);
	});
});
