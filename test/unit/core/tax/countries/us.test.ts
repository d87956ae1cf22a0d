/** An American shop, prices without tax: with the ledger's automated sales tax, and with tax groups of its own. */
import type { TaxRule } from '../../../../../core/tax/rules';
import { taxCode } from '../../../../support/ledger';
import { codesOf } from '../../../../support/outcome';
import { exempt, itResolves, resolverOf, shopOf, type Books, type OddOrder } from './orders';

const rule = (code: string, when: TaxRule['when']): TaxRule => ({ code, when });
const { sold, shipping, order, byGiftCard, back } = shopOf({
	currency: 'USD',
	pricesIncludeTax: false,
	taxName: 'State Tax',
});
const state = (region: string) => ({ country: 'US', region });
const NY = state('NY');
const CA = state('CA');

const registrations = { home: 'US-NY', places: ['US-CA', 'US-TX', 'US-WA'] };
const AUTOMATED: Books = { codes: [], rules: [], registrations, taxModel: 'usAutomated' };

/** Orders with the codes of automated sales tax; what is taxed is remarked and booked alike in all models. */
interface Us {
	readonly name: string;
	readonly document: OddOrder[1];
	readonly automated: OddOrder[2];
	readonly manual: OddOrder[2];
	readonly findings?: OddOrder[3];
}

const ORDERS: readonly Us[] = [
	{
		name: 'state and city tax',
		document: order(NY, [sold('100.00', '4+4.875')]),
		automated: ['TAX'],
		manual: ['New York City'],
	},
	{
		name: 'one combined rate',
		document: order(NY, [sold('100.00', '8.875')]),
		automated: ['TAX'],
		manual: ['New York City'],
	},
	{
		name: 'taxed shipping',
		document: order(NY, [sold('100.00', '8.875'), shipping('9.00', '8.875')]),
		automated: ['TAX', 'TAX'],
		manual: ['New York City', 'New York City'],
	},
	{
		name: 'untaxed shipping, as some states have it',
		document: order(CA, [sold('100.00', '7.25'), shipping('9.00')]),
		automated: ['TAX', 'NON'],
		manual: ['California', 'NON'],
	},
	{
		name: 'clothing without tax beside a taxed lamp',
		document: order(NY, [sold('60.00'), sold('100.00', '8.875')]),
		automated: ['NON', 'TAX'],
		manual: ['NON', 'New York City'],
	},
	{
		name: 'four taxes on a line',
		document: order(CA, [sold('100.00', '6+0.25+1+2')]),
		automated: ['TAX'],
		manual: ['Los Angeles'],
	},
	{
		name: 'a tax of 0 % on the line',
		document: order(CA, [sold('100.00', '0'), sold('50.00', '7.25')]),
		automated: ['NON', 'TAX'],
		manual: ['NON', 'California'],
	},
	{
		name: 'a price whose tax rounds to nothing',
		document: order(CA, [sold('0.05', '7.25')]),
		automated: ['TAX'],
		manual: ['California'],
	},
	{
		name: 'Texas',
		document: order(state('TX'), [sold('20.00', '8.25')]),
		automated: ['TAX'],
		manual: ['Texas'],
	},
	{
		name: 'a state in small letters',
		document: order({ country: 'us', region: 'tx' }, [sold('20.00', '8.25')]),
		automated: ['TAX'],
		manual: ['Texas'],
	},
	{
		name: 'Oregon, which has no sales tax',
		document: order(state('OR'), [sold('20.00')]),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'Ohio, no registration, no tax',
		document: order(state('OH'), [sold('20.00')]),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'Washington without tax though registered',
		document: order(state('WA'), [sold('20.00')]),
		automated: ['NON'],
		manual: ['NON'],
		findings: ['TAX_EXPECTED'],
	},
	{
		name: 'an exempt customer',
		document: order(NY, [sold('100.00')], { customer: exempt('US') }),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'an exempt customer who was taxed',
		document: order(NY, [sold('100.00', '8.875')], { customer: exempt('US') }),
		automated: ['TAX'],
		manual: ['New York City'],
		findings: ['TAX_NOT_EXPECTED'],
	},
	{
		name: 'collected by the marketplace',
		document: order(NY, [sold('100.00', '8.875@marketplace')]),
		automated: ['NON', 'NON'],
		manual: ['NON', 'NON'],
	},
	{
		name: 'one line taxed by us, one by the marketplace',
		document: order(CA, [sold('50.00', '7.25'), sold('50.00', '7.25@marketplace')]),
		automated: ['TAX', 'NON', 'NON'],
		manual: ['California', 'NON', 'NON'],
	},
	{
		name: 'to Canada',
		document: order({ country: 'CA', region: 'ON' }, [sold('20.00')]),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'to Germany',
		document: order({ country: 'DE' }, [sold('20.00')]),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'a gift card sold',
		document: order(NY, [sold('50.00', undefined, { type: 'giftCard' })]),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'a gift card used',
		document: byGiftCard(NY, [sold('100.00', '8.875')]),
		automated: ['TAX', 'NON'],
		manual: ['New York City', 'NON'],
	},
	{
		name: 'a gift card that was taxed',
		document: order(CA, [sold('50.00', '7.25', { type: 'giftCard' })]),
		automated: ['TAX'],
		manual: ['California'],
		findings: ['TAX_NOT_EXPECTED'],
	},
	{
		name: 'a tip',
		document: order(NY, [sold('20.00', '8.875'), sold('3.00', undefined, { type: 'tip' })]),
		automated: ['TAX', 'NON'],
		manual: ['New York City', 'NON'],
	},
	{
		name: 'a product of the class exempt',
		document: order(NY, [sold('20.00', undefined, { taxClass: 'exempt' })]),
		automated: ['NON'],
		manual: ['NON'],
	},
	{
		name: 'two products of a class, one untaxed',
		document: order(CA, [
			sold('20.00', '7.25', { taxClass: 'taxable' }),
			sold('30.00', undefined, { taxClass: 'taxable' }),
		]),
		automated: ['TAX', 'NON'],
		manual: ['California', 'NON'],
		findings: ['TAX_EXPECTED'],
	},
	{
		name: 'given back',
		document: back(CA, [sold('100.00', '7.25')], { soldOn: '2026-01-01' }),
		automated: ['TAX'],
		manual: ['California'],
	},
];

describe('an American shop with automated sales tax', () => {
	itResolves(
		AUTOMATED,
		ORDERS.map(({ name, document, automated, findings }) => [name, document, automated, findings ?? []]),
	);

	it('holds tax charged in a state without a registration, and says which', () => {
		const outcome = resolverOf(AUTOMATED)(order(state('OH'), [sold('20.00', '5.75')]));
		expect(outcome.ok).toBe(false);
		expect(outcome.findings).toMatchObject([
			{ code: 'TAX_NO_REGISTRATION', path: 'lines[0]', evidence: { place: 'US-OH', rate: '5.75' } },
		]);
	});

	it('says nothing about states where none was named', () => {
		const resolve = resolverOf({ ...AUTOMATED, registrations: { home: 'US' } });
		for (const taxes of ['5.75', undefined]) {
			expect(codesOf(resolve(order(state('OH'), [sold('20.00', taxes)])))).toEqual([]);
		}
	});

	it('gives no codes where the tax goes to an account', () => {
		const resolve = resolverOf({ ...AUTOMATED, usSalesTax: 'account' });
		expect(resolve(order(NY, [sold('100.00', '8.875')]))).toMatchObject({ ok: true, value: { lines: [{}] } });
	});
});

const MANUAL: Books = {
	codes: [
		taxCode('1', 'New York City', '4', '4.875'),
		taxCode('2', 'California', '7.25'),
		taxCode('3', 'Los Angeles', '6', '0.25', '1', '2'),
		taxCode('4', 'Texas', '6.25', '2'),
	],
	rules: [
		rule('1', { country: 'US', region: 'NY', rate: '8.875' }),
		rule('2', { country: 'US', region: 'CA', rate: '7.25' }),
		rule('3', { country: 'US', region: 'CA', rate: '9.25' }),
		rule('4', { country: 'US', region: 'TX' }),
	],
	registrations,
	taxModel: 'usManual',
};

describe('an American shop with tax groups of its own', () => {
	itResolves(
		MANUAL,
		ORDERS.map(({ name, document, manual, findings }) => [name, document, manual, findings ?? []]),
	);

	it('holds a local rate that no rule knows', () => {
		const outcome = resolverOf(MANUAL)(order(CA, [sold('100.00', '9.5')]));
		expect(codesOf(outcome)).toEqual(['TAX_CODE_MISSING']);
	});
});
