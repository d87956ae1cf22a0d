/** A British shop, prices with VAT, that also sells to the EU under IOSS and to Australia. */
import type { TaxRule } from '../../../../../core/tax/rules';
import { money } from '../../../../support/documents';
import { taxCode } from '../../../../support/ledger';
import { exempt, itResolves, shopOf, type Books, type OddOrder } from './orders';

const rule = (code: string, when: TaxRule['when'], more: Partial<TaxRule> = {}): TaxRule => ({
	code,
	when,
	...more,
});

const BOOKS: Books = {
	codes: [
		taxCode('1', '20.0% S', '20'),
		taxCode('2', '5.0% R', '5'),
		taxCode('3', '0.0% Z', '0'),
		taxCode('4', 'Exempt', '0'),
		taxCode('5', 'No VAT', '0'),
		taxCode('6', 'Export 0%', '0'),
		taxCode('7', 'IOSS DE 19%', '19'),
		taxCode('8', 'IOSS FR 20%', '20'),
		taxCode('9', '12.5% R', '12.5'),
		taxCode('10', 'GST Australia 10%', '10'),
		taxCode('11', 'IOSS DE 7%', '7'),
	],
	rules: [
		rule('1', { jurisdiction: 'domestic', rate: '20' }),
		rule('2', { jurisdiction: 'domestic', rate: '5' }),
		rule('9', { jurisdiction: 'domestic', rate: '12.5' }, { from: '2021-10-01', to: '2022-03-31' }),
		rule('3', { jurisdiction: 'domestic', rate: 'none' }),
		rule('3', { jurisdiction: 'domestic', rate: '0' }),
		rule('4', { jurisdiction: 'domestic', rate: 'none', taxClass: 'exempt' }),
		rule('5', { jurisdiction: 'domestic', rate: 'none', lineType: ['giftCard', 'tip'] }),
		rule('5', { lineType: 'tender' }),
		rule('5', { jurisdiction: 'marketplace' }),
		rule('4', { jurisdiction: 'exempt' }),
		rule('6', { jurisdiction: 'export' }),
		rule('7', { jurisdiction: 'ioss', country: 'DE', rate: '19' }),
		rule('11', { jurisdiction: 'ioss', country: 'DE', rate: '7' }),
		rule('8', { jurisdiction: 'ioss', country: 'FR' }),
		rule('10', { jurisdiction: 'lowValueImport', country: 'AU' }),
	],
	registrations: { home: 'GB', schemes: ['ioss'], places: ['AU'] },
};

const { sold, shipping, order, byGiftCard, back } = shopOf({
	currency: 'GBP',
	pricesIncludeTax: true,
	taxName: 'VAT',
});
const GB = { country: 'GB' };
const DE = { country: 'DE' };

const ORDERS: readonly OddOrder[] = [
	[
		'standard rate with shipping',
		order(GB, [sold('24.00', '20'), shipping('4.80', '20')]),
		['20.0% S', '20.0% S'],
	],
	[
		'reduced rate beside standard',
		order(GB, [sold('10.50', '5'), sold('24.00', '20')]),
		['5.0% R', '20.0% S'],
	],
	[
		'a book without tax beside a taxed lamp',
		order(GB, [sold('9.99'), sold('24.00', '20')]),
		['0.0% Z', '20.0% S'],
	],
	[
		'zero-rated with a tax line of 0 %',
		order(GB, [sold('9.99', '0'), sold('24.00', '20')]),
		['0.0% Z', '20.0% S'],
	],
	['an exempt product', order(GB, [sold('9.99', undefined, { taxClass: 'exempt' })]), ['Exempt']],
	['the Isle of Man', order({ country: 'IM' }, [sold('24.00', '20')]), ['20.0% S']],
	['"UK" for the country', order({ country: 'uk' }, [sold('24.00', '20')]), ['20.0% S']],
	[
		'Northern Ireland',
		order({ country: 'GB', region: 'NIR', postcode: 'BT1 1AA' }, [sold('24.00', '20')]),
		['20.0% S'],
	],
	['Jersey is abroad', order({ country: 'JE' }, [sold('20.00')]), ['Export 0%']],
	[
		'to the United States',
		order({ country: 'US', region: 'NY' }, [sold('20.00'), shipping('9.00')]),
		['Export 0%', 'Export 0%'],
	],
	[
		'to Germany under IOSS',
		order(DE, [sold('23.80', '19')], { presentment: { currency: 'EUR', total: money('28.00', 'EUR') } }),
		['IOSS DE 19%'],
	],
	['a book to Germany under IOSS', order(DE, [sold('10.70', '7')]), ['IOSS DE 7%']],
	[
		'to Monaco, which is France',
		order({ country: 'MC' }, [sold('24.00', '20', { taxCountry: 'FR' })]),
		['IOSS FR 20%'],
	],
	[
		'to Germany above 150 EUR: an export',
		order(DE, [sold('300.00')], { presentment: { currency: 'EUR', total: money('350.00', 'EUR') } }),
		['Export 0%'],
	],
	[
		'to Germany above 150 EUR, taxed nevertheless',
		order(DE, [sold('297.50', '19')], { presentment: { currency: 'EUR', total: money('350.00', 'EUR') } }),
		['IOSS DE 19%'],
		['TAX_OVER_LIMIT'],
	],
	[
		'to Germany below 150 EUR without tax',
		order(DE, [sold('20.00')], { presentment: { currency: 'EUR', total: money('23.00', 'EUR') } }),
		['Export 0%'],
		['TAX_EXPECTED'],
	],
	['to the Canary Islands', order({ country: 'ES', region: 'GC' }, [sold('20.00')]), ['Export 0%']],
	['to Australia with GST', order({ country: 'AU' }, [sold('22.00', '10')]), ['GST Australia 10%']],
	['a gift card sold', order(GB, [sold('50.00', undefined, { type: 'giftCard' })]), ['No VAT']],
	['a gift card used', byGiftCard(GB, [sold('24.00', '20')]), ['20.0% S', 'No VAT']],
	[
		'a tip',
		order(GB, [sold('24.00', '20'), sold('2.00', undefined, { type: 'tip' })]),
		['20.0% S', 'No VAT'],
	],
	['collected by the marketplace', order(GB, [sold('24.00', '20@marketplace')]), ['No VAT', 'No VAT']],
	['an exempt customer', order(GB, [sold('20.00')], { customer: exempt('GB') }), ['Exempt']],
	[
		'the hospitality rate on its last day',
		order(GB, [sold('11.25', '12.5')], { bookedOn: '2022-03-31' }),
		['12.5% R'],
	],
	[
		'given back after the rate has changed: as it was sold',
		back(GB, [sold('11.25', '12.5')], { soldOn: '2022-03-31', bookedOn: '2022-04-05' }),
		['12.5% R'],
	],
	['an export given back', back({ country: 'US' }, [sold('20.00')], { soldOn: '2026-02-27' }), ['Export 0%']],
	['everything untaxed, at home', order(GB, [sold('9.99')]), ['0.0% Z'], ['TAX_EXPECTED']],
	[
		'shipping without tax beside taxed items',
		order(GB, [sold('24.00', '20'), shipping('4.00')]),
		['20.0% S', '0.0% Z'],
		['TAX_EXPECTED'],
	],
];

describe('a British shop', () => itResolves(BOOKS, ORDERS));
