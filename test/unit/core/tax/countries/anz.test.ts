/** Shops in Australia and New Zealand, prices with GST, that sell to each other and to the world. */
import type { TaxRule } from '../../../../../core/tax/rules';
import { taxCode } from '../../../../support/ledger';
import { business, exempt, itResolves, shopOf, type Books, type OddOrder } from './orders';

const rule = (code: string, when: TaxRule['when']): TaxRule => ({ code, when });

interface Home {
	readonly country: string;
	readonly other: string;
	readonly currency: string;
	readonly rate: string;
	readonly otherRate: string;
	/** a price with tax, and one abroad with the other's */
	readonly price: string;
	readonly otherPrice: string;
	/** the limit of the other country in the shop's money */
	readonly limit: string;
	readonly codes: Books['codes'];
}

const booksOf = ({ country, other, otherRate, limit, codes }: Home): Books => ({
	codes: [...codes, taxCode('L', `Low value imports ${other}`, otherRate)],
	rules: [
		rule('S', { jurisdiction: 'domestic', rate: '*' }),
		rule('F', { jurisdiction: 'domestic', rate: ['none', '0'] }),
		rule('I', { jurisdiction: 'domestic', rate: 'none', taxClass: 'exempt' }),
		rule('N', { jurisdiction: 'domestic', rate: 'none', lineType: ['giftCard', 'tip'] }),
		rule('E', { jurisdiction: 'export' }),
		rule('F', { jurisdiction: 'exempt' }),
		rule('N', { lineType: 'tender' }),
		rule('N', { jurisdiction: 'marketplace' }),
		rule('L', { jurisdiction: 'lowValueImport' }),
	],
	registrations: { home: country, places: [other], limits: { lowValueImport: limit } },
});

function ordersOf(home: Home): readonly OddOrder[] {
	const { country, other, currency, rate, otherRate, price, otherPrice } = home;
	const { sold, shipping, order, byGiftCard, back } = shopOf({
		currency,
		pricesIncludeTax: true,
		taxName: 'GST',
	});
	const at = { country };
	const abroad = { country: other };
	return [
		['at home', order(at, [sold(price, rate)]), ['GST']],
		['with shipping', order(at, [sold(price, rate), shipping('5.75', rate)]), ['GST', 'GST']],
		['a state of the country', order({ country, region: 'VIC' }, [sold(price, rate)]), ['GST']],
		['fresh food beside a taxed item', order(at, [sold('8.00'), sold(price, rate)]), ['Free', 'GST']],
		['a tax line of 0 %', order(at, [sold('8.00', '0'), sold(price, rate)]), ['Free', 'GST']],
		['an exempt product', order(at, [sold('8.00', undefined, { taxClass: 'exempt' })]), ['Input taxed']],
		['a price of one cent', order(at, [sold('0.01', rate)]), ['GST']],
		['a gift card sold', order(at, [sold('50.00', undefined, { type: 'giftCard' })]), ['No GST']],
		['a gift card used', byGiftCard(at, [sold(price, rate)]), ['GST', 'No GST']],
		['a tip', order(at, [sold(price, rate), sold('2.00', undefined, { type: 'tip' })]), ['GST', 'No GST']],
		['an exempt customer', order(at, [sold('20.00')], { customer: exempt(country) }), ['Free']],
		[
			'a business at home pays GST',
			order(at, [sold(price, rate)], { customer: business(country, '51824753556') }),
			['GST'],
		],
		['to the United Kingdom', order({ country: 'GB' }, [sold('20.00')]), ['Export']],
		['to Germany', order({ country: 'DE' }, [sold('20.00'), shipping('20.00')]), ['Export', 'Export']],
		[
			'to the other country with its tax',
			order(abroad, [sold(otherPrice, otherRate)]),
			[`Low value imports ${other}`],
		],
		['... worth more than its limit, without tax', order(abroad, [sold('1200.00')]), ['Export']],
		[
			'... worth more than its limit, taxed',
			order(abroad, [sold('1380.00', otherRate)]),
			[`Low value imports ${other}`],
			['TAX_OVER_LIMIT'],
		],
		['... below its limit without tax', order(abroad, [sold('20.00')]), ['Export'], ['TAX_EXPECTED']],
		[
			'collected by the marketplace',
			order(abroad, [sold(otherPrice, `${otherRate}@marketplace`)]),
			['No GST', 'No GST'],
		],
		['given back', back(at, [sold(price, rate)], { soldOn: '2026-01-01' }), ['GST']],
		['an export given back', back({ country: 'US' }, [sold('20.00')]), ['Export']],
		['everything untaxed', order(at, [sold('20.00')]), ['Free'], ['TAX_EXPECTED']],
		['untaxed shipping', order(at, [sold(price, rate), shipping('5.00')]), ['GST', 'Free'], ['TAX_EXPECTED']],
		[
			'a tax class that says zero, taxed',
			order(at, [sold(price, rate, { taxClass: 'zero-rate' })]),
			['GST'],
			['TAX_NOT_EXPECTED'],
		],
	];
}

const AUSTRALIA: Home = {
	country: 'AU',
	other: 'NZ',
	currency: 'AUD',
	rate: '10',
	otherRate: '15',
	price: '22.00',
	otherPrice: '23.00',
	limit: '910.00 AUD',
	codes: [
		taxCode('S', 'GST', '10'),
		taxCode('F', 'Free', '0'),
		taxCode('I', 'Input taxed', '0'),
		taxCode('E', 'Export', '0'),
		taxCode('N', 'No GST', '0'),
	],
};

const NEW_ZEALAND: Home = {
	...AUSTRALIA,
	country: 'NZ',
	other: 'AU',
	currency: 'NZD',
	rate: '15',
	otherRate: '10',
	price: '23.00',
	otherPrice: '22.00',
	limit: '1090.00 NZD',
	codes: [taxCode('S', 'GST', '15'), ...AUSTRALIA.codes.slice(1)],
};

describe.each([
	['an Australian shop', AUSTRALIA],
	['a New Zealand shop', NEW_ZEALAND],
])('%s', (_name, home) => itResolves(booksOf(home), ordersOf(home)));
