/** A German shop that sells to all of the EU under OSS; and an American one under IOSS. */
import type { TaxRule } from '../../../../../core/tax/rules';
import { taxCode } from '../../../../support/ledger';
import { codesOf } from '../../../../support/outcome';
import { business, exempt, itResolves, resolverOf, shopOf, type Books, type OddOrder } from './orders';

const rule = (code: string, when: TaxRule['when']): TaxRule => ({ code, when });

const GERMAN: Books = {
	codes: [
		taxCode('1', 'USt 19%', '19'),
		taxCode('2', 'USt 7%', '7'),
		taxCode('3', 'Steuerfrei', '0'),
		taxCode('4', 'Reverse charge', '0'),
		taxCode('5', 'Ausfuhr', '0'),
		taxCode('6', 'OSS FR 20%', '20'),
		taxCode('7', 'OSS AT 20%', '20'),
		taxCode('8', 'OSS FI 25.5%', '25.5'),
		taxCode('9', 'OSS FI 24%', '24'),
		taxCode('10', 'OSS IE 0%', '0'),
		taxCode('11', 'NL btw 21%', '21'),
		taxCode('12', 'No tax', '0'),
		taxCode('13', 'OSS FR 5.5%', '5.5'),
		taxCode('14', 'UK VAT 20%', '20'),
		taxCode('15', 'OSS GR 24%', '24'),
		taxCode('16', 'OSS RO 21%', '21'),
	],
	rules: [
		rule('1', { jurisdiction: 'domestic', rate: '19' }),
		rule('2', { jurisdiction: 'domestic', rate: '7' }),
		rule('3', { jurisdiction: 'domestic', rate: ['none', '0'] }),
		rule('3', { jurisdiction: 'exempt' }),
		rule('4', { jurisdiction: 'reverseCharge' }),
		rule('5', { jurisdiction: 'export' }),
		rule('6', { jurisdiction: 'oss', country: ['FR', 'MC'], rate: '20' }),
		rule('13', { jurisdiction: 'oss', country: 'FR', rate: '5.5' }),
		rule('7', { jurisdiction: 'oss', country: 'AT' }),
		rule('8', { jurisdiction: 'oss', country: 'FI', rate: '25.5' }),
		rule('9', { jurisdiction: 'oss', country: 'FI', rate: '24' }),
		rule('10', { jurisdiction: 'oss', country: 'IE', rate: 'none' }),
		rule('15', { jurisdiction: 'oss', country: ['GR', 'EL'] }),
		rule('16', { jurisdiction: 'oss', country: 'RO', rate: '21' }),
		rule('11', { jurisdiction: 'domestic', country: 'NL' }),
		rule('14', { jurisdiction: 'ukImport' }),
		rule('12', { lineType: 'tender' }),
		rule('12', { jurisdiction: 'marketplace' }),
		rule('12', { lineType: 'giftCard', jurisdiction: 'domestic' }),
	],
	registrations: { home: 'DE', schemes: ['oss'], places: ['NL', 'GB'] },
};

const german = shopOf({ currency: 'EUR', pricesIncludeTax: true, taxName: 'VAT' });
const to = (country: string, more: object = {}) => ({ country, ...more });

const GERMAN_ORDERS: readonly OddOrder[] = (() => {
	const { sold, shipping, order, byGiftCard, back } = german;
	return [
		['at home', order(to('DE'), [sold('23.80', '19'), shipping('4.76', '19')]), ['USt 19%', 'USt 19%']],
		['a book at home', order(to('DE'), [sold('10.70', '7')]), ['USt 7%']],
		['zero rate at home, solar', order(to('DE'), [sold('999.00', '0')]), ['Steuerfrei']],
		['to France under OSS', order(to('FR'), [sold('24.00', '20')]), ['OSS FR 20%']],
		['a book to France', order(to('FR'), [sold('10.55', '5.5')]), ['OSS FR 5.5%']],
		['to Monaco', order(to('MC'), [sold('24.00', '20')]), ['OSS FR 20%']],
		['to Austria: the same rate, another code', order(to('AT'), [sold('24.00', '20')]), ['OSS AT 20%']],
		['to Finland today', order(to('FI'), [sold('25.10', '25.5')]), ['OSS FI 25.5%']],
		[
			'to Finland on the last day of 24 %',
			order(to('FI'), [sold('24.80', '24')], { bookedOn: '2024-08-31' }),
			['OSS FI 24%'],
		],
		[
			'to Finland with last year’s rate',
			order(to('FI'), [sold('24.80', '24')]),
			['OSS FI 24%'],
			['TAX_RATE_NOT_IN_FORCE'],
		],
		[
			'given back in Finland after the change: as it was sold',
			back(to('FI'), [sold('24.80', '24')], { soldOn: '2024-08-31', bookedOn: '2024-09-10' }),
			['OSS FI 24%'],
		],
		[
			'children’s books to Ireland, zero-rated under OSS',
			order(to('IE'), [sold('9.99')]),
			['OSS IE 0%'],
			['TAX_EXPECTED'],
		],
		['to the Netherlands, registered there', order(to('NL'), [sold('24.20', '21')]), ['NL btw 21%']],
		['to Greece, written EL', order(to('EL'), [sold('24.80', '24')]), ['OSS GR 24%']],
		['to Romania after the rise', order(to('RO'), [sold('24.20', '21')]), ['OSS RO 21%']],
		[
			'to a business in France',
			order(to('FR'), [sold('20.00')], { customer: business('FR', 'FR12345678901') }),
			['Reverse charge'],
		],
		[
			'to a business with a number without letters',
			order(to('IT'), [sold('20.00')], { customer: business('IT', '12345678901') }),
			['Reverse charge'],
		],
		[
			'to a business with an Austrian number, sent to Poland',
			order(to('PL'), [sold('20.00')], { customer: business('AT', 'ATU12345678') }),
			['Reverse charge'],
		],
		[
			'to a German business at home',
			order(to('DE'), [sold('23.80', '19')], { customer: business('DE', 'DE123456789') }),
			['USt 19%'],
		],
		[
			'to a business in France that was taxed',
			order(to('FR'), [sold('24.00', '20')], { customer: business('FR', 'FR12345678901') }),
			['OSS FR 20%'],
			['TAX_NOT_EXPECTED'],
		],
		['to an embassy, exempt', order(to('DE'), [sold('20.00')], { customer: exempt('DE') }), ['Steuerfrei']],
		['to Switzerland', order(to('CH'), [sold('20.00')]), ['Ausfuhr']],
		['to the Canary Islands', order(to('ES', { postcode: '35001' }), [sold('20.00')]), ['Ausfuhr']],
		[
			'to Heligoland, in Germany but outside its VAT',
			order(to('DE', { postcode: '27498' }), [sold('20.00')]),
			['Ausfuhr'],
		],
		['to Réunion', order(to('FR', { postcode: '97400' }), [sold('20.00')]), ['Ausfuhr']],
		['to Britain, taxed at the sale', order(to('GB'), [sold('24.00', '20')]), ['UK VAT 20%']],
		[
			'to Britain on the last day of the transition, with the rate of home',
			order(to('GB'), [sold('23.80', '19')], { bookedOn: '2020-12-31' }),
			['USt 19%'],
			['TAX_RATE_NOT_IN_FORCE'],
		],
		['a gift card used', byGiftCard(to('FR'), [sold('24.00', '20')]), ['OSS FR 20%', 'No tax']],
		['through a marketplace', order(to('FR'), [sold('24.00', '20@marketplace')]), ['No tax', 'No tax']],
	];
})();

describe('a German shop under OSS', () => {
	itResolves(GERMAN, GERMAN_ORDERS);

	it('holds what no rule is for: a gift card sold to France', () => {
		const { order, sold } = german;
		const outcome = resolverOf(GERMAN)(order(to('FR'), [sold('50.00', undefined, { type: 'giftCard' })]));
		expect(outcome.ok).toBe(false);
		expect(codesOf(outcome)).toEqual(['TAX_CODE_MISSING']);
		expect(outcome.findings[0]?.message).toContain('to another EU country under OSS');
	});
});

const AMERICAN: Books = {
	codes: [
		taxCode('1', 'IOSS DE', '19'),
		taxCode('2', 'IOSS FR', '20'),
		taxCode('3', 'IOSS FR reduced', '5.5'),
		taxCode('4', 'IOSS IT', '22'),
		taxCode('5', 'Export', '0'),
		taxCode('6', 'No tax', '0'),
		taxCode('7', 'DE stock 19%', '19'),
		taxCode('8', 'IOSS SK', '23'),
		taxCode('9', 'IOSS EE', '24'),
		taxCode('10', 'UK VAT', '20'),
	],
	rules: [
		rule('1', { jurisdiction: 'ioss', country: 'DE' }),
		rule('2', { jurisdiction: 'ioss', country: ['FR', 'MC'], rate: '20' }),
		rule('3', { jurisdiction: 'ioss', country: 'FR', rate: '5.5' }),
		rule('4', { jurisdiction: 'ioss', country: 'IT' }),
		rule('8', { jurisdiction: 'ioss', country: 'SK' }),
		rule('9', { jurisdiction: 'ioss', country: 'EE' }),
		rule('10', { jurisdiction: 'ukImport' }),
		rule('5', { jurisdiction: 'export' }),
		rule('6', { jurisdiction: 'marketplace' }),
		rule('6', { lineType: 'tender' }),
		rule('6', { jurisdiction: 'otherState' }),
		rule('6', { jurisdiction: 'domestic', rate: 'none' }),
	],
	registrations: {
		home: 'US-NY',
		schemes: ['ioss'],
		places: ['GB'],
		limits: { ioss: '160.00 USD', ukImport: '170.00 USD' },
	},
};

const american = shopOf({ currency: 'USD', pricesIncludeTax: false, taxName: 'VAT' });

const IOSS_ORDERS: readonly OddOrder[] = (() => {
	const { sold, shipping, order, byGiftCard, back } = american;
	return [
		['to Germany', order(to('DE'), [sold('20.00', '19')]), ['IOSS DE']],
		[
			'with taxed shipping',
			order(to('DE'), [sold('20.00', '19'), shipping('8.00', '19')]),
			['IOSS DE', 'IOSS DE'],
		],
		[
			'to France, two rates',
			order(to('FR'), [sold('20.00', '20'), sold('10.00', '5.5')]),
			['IOSS FR', 'IOSS FR reduced'],
		],
		['to Monaco', order(to('MC'), [sold('20.00', '20')]), ['IOSS FR']],
		['to Italy', order(to('IT'), [sold('20.00', '22')]), ['IOSS IT']],
		['to Slovakia after the rise', order(to('SK'), [sold('20.00', '23')]), ['IOSS SK']],
		[
			'to Slovakia before the rise, at the new rate',
			order(to('SK'), [sold('20.00', '23')], { bookedOn: '2024-12-31' }),
			['IOSS SK'],
			['TAX_RATE_NOT_IN_FORCE'],
		],
		[
			'to Estonia in July 2025',
			order(to('EE'), [sold('20.00', '24')], { bookedOn: '2025-07-01' }),
			['IOSS EE'],
		],
		['exactly at the limit', order(to('DE'), [sold('160.00', '19')]), ['IOSS DE']],
		[
			'at the limit with shipping, which does not count',
			order(to('DE'), [sold('160.00', '19'), shipping('30.00', '19')]),
			['IOSS DE', 'IOSS DE'],
		],
		[
			'a cent above the limit, taxed',
			order(to('DE'), [sold('160.01', '19')]),
			['IOSS DE'],
			['TAX_OVER_LIMIT'],
		],
		['above the limit, without tax', order(to('DE'), [sold('160.01')]), ['Export']],
		['below the limit, without tax', order(to('DE'), [sold('159.99')]), ['Export'], ['TAX_EXPECTED']],
		[
			'several pieces above the limit',
			order(to('IT'), [sold('100.00', '22'), sold('99.00', '22')]),
			['IOSS IT', 'IOSS IT'],
			['TAX_OVER_LIMIT'],
		],
		['to Ceuta', order(to('ES', { region: 'CE' }), [sold('20.00')]), ['Export']],
		['to Åland', order(to('FI', { postcode: '22100' }), [sold('20.00')]), ['Export']],
		['to Norway', order(to('NO'), [sold('20.00')]), ['Export']],
		['to Britain', order(to('GB'), [sold('20.00', '20')]), ['UK VAT']],
		[
			'to Britain above 135 GBP, taxed',
			order(to('GB'), [sold('171.00', '20')]),
			['UK VAT'],
			['TAX_OVER_LIMIT'],
		],
		['to Britain above 135 GBP, without tax', order(to('GB'), [sold('171.00')]), ['Export']],
		[
			'through a marketplace that collects',
			order(to('DE'), [sold('20.00', '19@marketplace')]),
			['No tax', 'No tax'],
		],
		['a gift card used', byGiftCard(to('DE'), [sold('20.00', '19')]), ['IOSS DE', 'No tax']],
		[
			'given back: the value of the refund does not decide',
			back(to('DE'), [sold('20.00', '19')], { soldOn: '2026-01-05' }),
			['IOSS DE'],
		],
		['untaxed, given back', back(to('DE'), [sold('20.00')]), ['Export']],
		['at home in another state', order(to('US', { region: 'OR' }), [sold('20.00')]), ['No tax']],
	];
})();

describe('an American shop under IOSS', () => itResolves(AMERICAN, IOSS_ORDERS));
