/** The usual wrong settings of shops: each gives its finding, with the fix in words. */
import type { FindingCode } from '../../../../core/findings/catalogue';
import type { Sale, SalesDocument } from '../../../../core/documents';
import type { RegistrationsInput } from '../../../../core/tax/registrations';
import { money } from '../../../support/documents';
import { taxCode } from '../../../support/ledger';
import { codesOf } from '../../../support/outcome';
import { business, exempt, resolverOf, shopOf, type Books } from './countries/orders';
import { taxResolver } from '../../../../core/tax/resolve';

const euro = shopOf({ currency: 'EUR', pricesIncludeTax: true, taxName: 'VAT' });
const pound = shopOf({ currency: 'GBP', pricesIncludeTax: true, taxName: 'VAT' });
const dollar = shopOf({ currency: 'USD', pricesIncludeTax: false, taxName: 'Sales Tax' });

/** Codes of every rate that occurs, each by a rule that looks at the rate only. */
const RATES = ['19', '20', '7', '22', '17.5', '16', '10', '5.75', '8.875', '25.5', '30', '21', '12', '23'];
const booksOf = (registrations: RegistrationsInput, more: Partial<Books> = {}): Books => ({
	codes: [taxCode('0', 'Zero', '0'), ...RATES.map((rate) => taxCode(rate, `${rate} %`, rate))],
	rules: [
		{ when: { rate: ['none', '0'] }, code: '0' },
		...RATES.map((rate) => ({ when: { rate }, code: rate })),
	],
	registrations,
	...more,
});

const GERMAN: RegistrationsInput = { home: 'DE' };
const GERMAN_OSS: RegistrationsInput = { home: 'DE', schemes: ['oss'] };
const BRITISH: RegistrationsInput = { home: 'GB' };
const DE = { country: 'DE' };
const FR = { country: 'FR' };
const GB = { country: 'GB' };

interface Setting {
	readonly name: string;
	readonly registrations: RegistrationsInput;
	readonly document: SalesDocument;
	readonly code: FindingCode;
	readonly path: string;
	/** what the message must say */
	readonly says: string;
	readonly isHeld?: true;
}

const NO_REGISTRATION: readonly Setting[] = [
	{
		name: 'a German shop charges the French rate without OSS',
		registrations: GERMAN,
		document: euro.order(FR, [euro.sold('24.00', '20')]),
		code: 'TAX_NO_REGISTRATION',
		path: 'lines[0]',
		says: 'VAT of 20 % was charged to FR',
		isHeld: true,
	},
	{
		name: 'a British shop charges German VAT without IOSS',
		registrations: BRITISH,
		document: pound.order(DE, [pound.sold('23.80', '19')]),
		code: 'TAX_NO_REGISTRATION',
		path: 'lines[0]',
		says: 'charged to DE',
		isHeld: true,
	},
	{
		name: 'a British shop charges VAT on exports',
		registrations: { home: 'GB', schemes: ['ioss'] },
		document: pound.order({ country: 'US', region: 'NY' }, [pound.sold('24.00', '20')]),
		code: 'TAX_NO_REGISTRATION',
		path: 'lines[0]',
		says: 'charged to US-NY',
		isHeld: true,
	},
	{
		name: 'an American shop charges tax in a state where it is not registered',
		registrations: { home: 'US-NY' },
		document: dollar.order({ country: 'US', region: 'OH' }, [dollar.sold('20.00', '5.75')]),
		code: 'TAX_NO_REGISTRATION',
		path: 'lines[0]',
		says: 'charged to US-OH',
		isHeld: true,
	},
	{
		name: 'a Spanish shop charges VAT to the Canary Islands',
		registrations: { home: 'ES', schemes: ['oss'] },
		document: euro.order({ country: 'ES', region: 'TF' }, [euro.sold('24.20', '21')]),
		code: 'TAX_NO_REGISTRATION',
		path: 'lines[0]',
		says: 'charged to Canary Islands',
		isHeld: true,
	},
];

const UNKNOWN: readonly Setting[] = [
	{
		name: 'a taxed order without a country',
		registrations: GERMAN,
		document: euro.order({}, [euro.sold('23.80', '19')]),
		code: 'TAX_JURISDICTION_UNKNOWN',
		path: 'lines[0]',
		says: 'the order has no country',
	},
	{
		name: 'a country that is none',
		registrations: GERMAN,
		document: euro.order({ country: 'Germany' }, [euro.sold('23.80', '19')]),
		code: 'TAX_JURISDICTION_UNKNOWN',
		path: 'lines[0]',
		says: '"Germany" is no country',
	},
];

const NOT_EXPECTED: readonly Setting[] = [
	{
		name: 'a gift card is taxed',
		registrations: GERMAN,
		document: euro.order(DE, [euro.sold('23.80', '19'), euro.sold('50.00', '19', { type: 'giftCard' })]),
		code: 'TAX_NOT_EXPECTED',
		path: 'lines[1]',
		says: 'on a gift card',
	},
	{
		name: 'a tip is taxed',
		registrations: BRITISH,
		document: pound.order(GB, [pound.sold('2.40', '20', { type: 'tip' })]),
		code: 'TAX_NOT_EXPECTED',
		path: 'lines[0]',
		says: 'on a tip',
	},
	{
		name: 'an exempt customer is taxed',
		registrations: GERMAN,
		document: euro.order(DE, [euro.sold('23.80', '19')], { customer: exempt('DE') }),
		code: 'TAX_NOT_EXPECTED',
		path: 'lines[0]',
		says: 'the customer is exempt',
	},
	{
		name: 'a business of another EU country is taxed although it gave its VAT number',
		registrations: GERMAN_OSS,
		document: euro.order(FR, [euro.sold('24.00', '20')], { customer: business('FR', 'FR 12 345 678 901') }),
		code: 'TAX_NOT_EXPECTED',
		path: 'lines[0]',
		says: 'VAT number',
	},
	...['exempt', 'zero-rate', 'Zero Rated', 'Non-Taxable Products', 'none'].map((taxClass): Setting => ({
		name: `a product of the class "${taxClass}" is taxed`,
		registrations: BRITISH,
		document: pound.order(GB, [pound.sold('24.00', '20', { taxClass })]),
		code: 'TAX_NOT_EXPECTED',
		path: 'lines[0]',
		says: taxClass,
	})),
];

const EXPECTED: readonly Setting[] = [
	{
		name: 'tax is switched off at home',
		registrations: BRITISH,
		document: pound.order(GB, [pound.sold('24.00')]),
		code: 'TAX_EXPECTED',
		path: 'lines',
		says: 'goes to GB',
	},
	{
		name: 'a country of OSS was forgotten in the shop',
		registrations: GERMAN_OSS,
		document: euro.order(FR, [euro.sold('24.00')]),
		code: 'TAX_EXPECTED',
		path: 'lines',
		says: 'OSS',
	},
	{
		name: 'a state where the shop is registered is not switched on',
		registrations: { home: 'US-NY', places: ['US-CA'] },
		document: dollar.order({ country: 'US', region: 'CA' }, [dollar.sold('24.00')]),
		code: 'TAX_EXPECTED',
		path: 'lines',
		says: 'goes to US-CA',
	},
	{
		name: 'a small parcel to Britain without VAT, registered there',
		registrations: { home: 'US', places: ['GB'], limits: { ukImport: '170.00 USD' } },
		document: dollar.order(GB, [dollar.sold('24.00')]),
		code: 'TAX_EXPECTED',
		path: 'lines',
		says: '170.00 USD',
	},
	{
		name: 'shipping is not taxed',
		registrations: GERMAN,
		document: euro.order(DE, [euro.sold('23.80', '19'), euro.shipping('4.90')]),
		code: 'TAX_EXPECTED',
		path: 'lines[1]',
		says: 'the shipping "Standard"',
	},
	{
		name: 'one product of a class has no tax while others have',
		registrations: BRITISH,
		document: pound.order(GB, [
			pound.sold('24.00', '20', { taxClass: 'standard' }),
			pound.sold('12.00', undefined, { taxClass: 'standard', name: 'Wick' }),
		]),
		code: 'TAX_EXPECTED',
		path: 'lines[1]',
		says: '"Wick"',
	},
];

const RATES_AND_AMOUNTS: readonly Setting[] = [
	{
		name: 'a rate that has ended',
		registrations: BRITISH,
		document: pound.order(GB, [pound.sold('23.50', '17.5')]),
		code: 'TAX_RATE_NOT_IN_FORCE',
		path: 'lines[0]',
		says: 'are 20 %, 5 %',
	},
	{
		name: 'a rate before it begins',
		registrations: { home: 'FI' },
		document: euro.order({ country: 'FI' }, [euro.sold('25.10', '25.5')], { bookedOn: '2024-08-31' }),
		code: 'TAX_RATE_NOT_IN_FORCE',
		path: 'lines[0]',
		says: '25.5 % is in force from 2024-09-01 on',
	},
	{
		name: 'a lowered rate of other days',
		registrations: { home: 'LU' },
		document: euro.order({ country: 'LU' }, [euro.sold('23.20', '16')], { bookedOn: '2024-01-01' }),
		code: 'TAX_RATE_NOT_IN_FORCE',
		path: 'lines[0]',
		says: '16 % was in force until 2023-12-31',
	},
	{
		name: 'a rate that no country of the EU has, and nothing said about registrations',
		registrations: GERMAN_OSS,
		document: euro.order(FR, [euro.sold('26.00', '30')]),
		code: 'TAX_RATE_NOT_IN_FORCE',
		path: 'lines[0]',
		says: '30 % was charged to FR',
	},
	{
		name: 'the tax of a price that contains it was worked out from the whole price',
		registrations: GERMAN,
		document: euro.order(DE, [euro.sold('119.00', '19', { amounts: ['22.61'] })]),
		code: 'TAX_AMOUNT_UNUSUAL',
		path: 'lines[0].taxes[0].amount',
		says: '22.61 was charged where 19 % of 96.39 would be 18.31 EUR',
	},
	{
		name: 'IOSS above its limit',
		registrations: { home: 'GB', schemes: ['ioss'], limits: { ioss: '130.00 GBP' } },
		document: pound.order(DE, [pound.sold('238.00', '19')]),
		code: 'TAX_OVER_LIMIT',
		path: 'lines[0].taxes',
		says: 'at most 130.00 GBP; this one is worth 200.00 GBP',
	},
];

const ALL = [...NO_REGISTRATION, ...UNKNOWN, ...NOT_EXPECTED, ...EXPECTED, ...RATES_AND_AMOUNTS];

describe('each wrong setting gives its finding', () => {
	it.each(ALL.map((setting): [string, Setting] => [setting.name, setting]))('%s', (_name, setting) => {
		const outcome = resolverOf(booksOf(setting.registrations))(setting.document);
		expect(outcome.ok).toBe(setting.isHeld === undefined);
		expect(codesOf(outcome)).toEqual([setting.code]);
		const [found] = outcome.findings;
		expect(found).toMatchObject({ path: setting.path, severity: setting.isHeld ? 'error' : 'warning' });
		expect(found?.message).toContain(setting.says);
		expect(`${found?.message ?? ''} ${found?.fix ?? ''}`).not.toMatch(/\{\w+\}/);
		expect(found?.fix.length).toBeGreaterThan(20);
	});

	it('the code of the rule has another rate than was charged: held', () => {
		const books = booksOf(GERMAN, { rules: [{ when: {}, code: '20' }] });
		const outcome = resolverOf(books)(euro.order(DE, [euro.sold('23.80', '19')]));
		expect(outcome.findings).toMatchObject([
			{ code: 'TAX_RATE_DIFFERS', severity: 'error', evidence: { shopRate: '19', ledgerRate: '20' } },
		]);
	});

	it('once for lines that are alike', () => {
		const lines = Array.from({ length: 5 }, () => euro.sold('24.00', '20'));
		const outcome = resolverOf(booksOf(GERMAN))(euro.order(FR, lines));
		expect(codesOf(outcome)).toEqual(['TAX_NO_REGISTRATION']);
	});
});

describe('nothing is said where it cannot be known', () => {
	const silent = (document: SalesDocument): FindingCode[] => {
		const { codes, rules } = booksOf(GERMAN);
		return codesOf(
			taxResolver(rules, codes, { ledger: 'quickbooks', taxModel: 'codes', matchByRate: false })(document),
		);
	};

	it.each(
		[...NO_REGISTRATION, ...UNKNOWN, ...NOT_EXPECTED, ...EXPECTED].map(
			({ name, document }) => [name, document] as const,
		),
	)('no registrations were said: %s', (_name, document) => {
		// a rate of no country at all is still remarked
		expect(silent(document).filter((code) => code !== 'TAX_RATE_NOT_IN_FORCE')).toEqual([]);
	});

	it('the own rate of a small seller in another EU country, with and without registrations', () => {
		const document = euro.order(FR, [euro.sold('23.80', '19')]);
		expect(codesOf(resolverOf(booksOf(GERMAN))(document))).toEqual([]);
		expect(silent(document)).toEqual([]);
		expect(codesOf(resolverOf(booksOf(GERMAN_OSS))(document))).toEqual(['TAX_RATE_NOT_IN_FORCE']);
	});

	it('missing tax, where the switch is off', () => {
		for (const { registrations, document } of EXPECTED) {
			expect(codesOf(resolverOf(booksOf(registrations, { expectTax: false }))(document))).toEqual([]);
		}
	});

	it('the value of a consignment, where the order shows no amount in the currency of the limit', () => {
		const registrations: RegistrationsInput = { home: 'GB', schemes: ['ioss'] };
		const resolve = resolverOf(booksOf(registrations));
		const sale = (presentment?: string): Sale =>
			pound.order(
				DE,
				[pound.sold('238.00', '19')],
				presentment === undefined
					? {}
					: { presentment: { currency: 'EUR', total: money(presentment, 'EUR') } },
			);
		expect(codesOf(resolve(sale()))).toEqual([]);
		expect(codesOf(resolve(sale('280.00')))).toEqual(['TAX_OVER_LIMIT']);
		expect(codesOf(resolve(sale('178.00')))).toEqual([]);
	});

	it('the rates of a refund whose sale has no known day', () => {
		const refund = pound.back(GB, [pound.sold('23.50', '17.5')]);
		expect(codesOf(resolverOf(booksOf(BRITISH))(refund))).toEqual([]);
		expect(codesOf(resolverOf(booksOf(BRITISH))({ ...refund, soldOn: '2026-01-01' }))).toEqual([
			'TAX_RATE_NOT_IN_FORCE',
		]);
	});

	it('rates before the tables begin, and of countries without one', () => {
		const resolve = resolverOf(booksOf({ home: 'GB', places: ['JP'] }));
		expect(
			codesOf(resolve(pound.order(GB, [pound.sold('23.50', '17.5')], { bookedOn: '2010-12-31' }))),
		).toEqual([]);
		expect(codesOf(resolve(pound.order({ country: 'JP' }, [pound.sold('22.00', '10')])))).toEqual([]);
	});
});
