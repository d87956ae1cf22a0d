/** Rules for some days only, the facts of the law, and that no order of rules ever matters. */
import fc from 'fast-check';
import type { OrderEdit, SalesDocument } from '../../../../core/documents';
import { JURISDICTIONS } from '../../../../core/tax/jurisdiction';
import { parseRegistrations, type RegistrationsInput } from '../../../../core/tax/registrations';
import { resolveTax, taxDayOf, type TaxOptions } from '../../../../core/tax/resolve';
import { parseTaxRules, type TaxRule } from '../../../../core/tax/rules';
import { sales } from '../../../support/arbitraries';
import { baseSale, line, money, refundLine, refundOf, saleOf, tax } from '../../../support/documents';
import { taxCode } from '../../../support/ledger';
import { codesOf, valueOf } from '../../../support/outcome';
import { codeNames } from './countries/orders';

const CODES = [taxCode('A', 'A', '0'), taxCode('B', 'B', '0'), taxCode('C', 'C', '0')];
const OPTIONS: TaxOptions = { ledger: 'quickbooks', taxModel: 'codes', matchByRate: false };

const DATED: readonly TaxRule[] = [
	{ when: { rate: 'none' }, code: 'A' },
	{ when: { rate: 'none' }, code: 'B', from: '2026-03-01', to: '2026-03-31' },
];

const on = (bookedOn: string, rules = DATED) =>
	resolveTax(saleOf({ lines: [line('10')], shipTo: { country: 'GB' }, bookedOn }), rules, CODES, OPTIONS);

describe('a rule for some days', () => {
	it.each([
		['2026-02-28', 'A'],
		['2026-03-01', 'B'],
		['2026-03-31', 'B'],
		['2026-04-01', 'A'],
	])('on %s gives %s', (day, code) => {
		expect(codeNames(valueOf(on(day)))).toEqual([code]);
	});

	it('may begin or end only', () => {
		const rules = [
			{ when: {}, code: 'A', to: '2026-03-01' },
			{ when: {}, code: 'B', from: '2026-03-02' },
		];
		expect(codesOf(on('2026-03-01', rules))).toEqual([]);
		expect(codeNames(valueOf(on('2026-03-02', rules)))[0]).toBe('B');
	});

	it('ties with another for the same days, and says so', () => {
		expect(
			codesOf(on('2026-03-15', [...DATED, { when: { channel: 'web' }, code: 'C', from: '2026-03-01' }])),
		).toEqual(['TAX_CODE_AMBIGUOUS']);
	});

	it('is read with its days, and refused when they are none or the wrong way round', () => {
		expect(valueOf(parseTaxRules(DATED))).toEqual(DATED);
		const bad = [
			{ when: {}, code: 'A', from: 'March' },
			{ when: {}, code: 'A', from: '2026-03-02', to: '2026-03-01' },
		];
		expect(codesOf(parseTaxRules(bad))).toEqual(['RULE_INVALID', 'RULE_INVALID']);
	});

	it('looks at the day of the sale: what is given back or taken off an order is taxed as it was sold', () => {
		const refund = refundOf({ lines: [refundLine('10')], bookedOn: '2026-04-05', reducesReceivable: true });
		const given = { ...refund, soldOn: '2026-03-31' };
		expect([taxDayOf(refund), taxDayOf(given)]).toEqual(['2026-04-05', '2026-03-31']);
		const codeOf = (document: SalesDocument) =>
			codeNames(valueOf(resolveTax(document, DATED, CODES, OPTIONS)))[0];
		expect([codeOf(refund), codeOf(given)]).toEqual(['A', 'B']);

		const { totals: _totals, lines: _lines, ...header } = baseSale([]);
		const edit: OrderEdit = {
			...header,
			type: 'OrderEdit',
			bookedOn: '2026-04-05',
			saleId: header.id,
			soldOn: '2026-03-31',
			added: [line('10')],
			removed: [refundLine('5')],
			totals: { before: money('5'), after: money('10') },
		};
		expect(valueOf(resolveTax(edit, DATED, CODES, OPTIONS))).toMatchObject({
			added: [{ taxCode: { name: 'A' } }],
			removed: [{ taxCode: { name: 'B' } }],
		});
	});
});

describe('the tax class of what is given back', () => {
	it('finds the rule of the sale', () => {
		const rules = [
			{ when: { rate: 'none' }, code: 'A' },
			{ when: { rate: 'none', taxClass: 'exempt' }, code: 'B' },
		];
		const refund = refundOf({ lines: [refundLine('10', { taxClass: 'exempt' })], reducesReceivable: true });
		expect(codeNames(valueOf(resolveTax(refund, rules, CODES, OPTIONS)))[0]).toBe('B');
	});
});

describe('registrations as a person enters them', () => {
	it('are read in any writing', () => {
		const read = valueOf(
			parseRegistrations({
				home: 'us-ny',
				schemes: ['ioss'],
				places: [' uk', 'US-ca'],
				limits: { ioss: '160 usd', ukImport: '' },
			}),
		);
		expect(read).toMatchObject({ home: 'US', oss: false, ioss: true, limits: { ioss: money('160', 'USD') } });
		expect([...read.places]).toEqual(['US-NY', 'GB', 'US-CA']);
	});

	it('are refused with each value that cannot be used', () => {
		const outcome = parseRegistrations({ home: 'Germany', places: ['GB', 'U-CA'], limits: { ioss: '150' } });
		expect(outcome.findings.map(({ code, path }) => [code, path])).toEqual([
			['TAX_REGISTRATION_INVALID', 'home'],
			['TAX_REGISTRATION_INVALID', 'places[1]'],
			['TAX_REGISTRATION_INVALID', 'limits.ioss'],
		]);
		expect(codesOf(parseRegistrations({ schemes: ['vat'] }))).toContain('TAX_REGISTRATION_INVALID');
	});
});

const REGISTRATIONS: readonly RegistrationsInput[] = [
	{ home: 'DE' },
	{ home: 'DE', schemes: ['oss'], places: ['FR'] },
	{ home: 'GB', schemes: ['ioss'] },
	{ home: 'US-NY', places: ['US-CA', 'GB'] },
	{ home: 'CA', places: ['CA-BC'] },
];

const place = fc.record({
	country: fc.constantFrom('DE', 'FR', 'GB', 'US', 'CA', 'ES', 'NO', 'XX'),
	region: fc.constantFrom('NY', 'CA', 'BC', 'GC'),
});

const customer = fc.constantFrom(
	undefined,
	{ id: '1', taxNumber: 'FR12345678901', country: 'FR' },
	{ id: '2', taxExempt: true },
);

const condition = fc.record(
	{
		jurisdiction: fc.constantFrom<string | string[]>(...JURISDICTIONS, ['domestic', 'oss'], '*'),
		country: fc.constantFrom<string | string[]>('GB', ['DE', 'FR'], '*'),
		lineType: fc.constantFrom('item', 'shipping', '*'),
		rate: fc.constantFrom('none', '*'),
	},
	{ requiredKeys: [] },
);
const rule = fc.record(
	{
		when: condition,
		code: fc.constantFrom('A', 'B', 'C'),
		from: fc.constantFrom('2026-01-01', '2026-03-02'),
		to: fc.constantFrom('2026-03-02', '2026-12-31'),
	},
	{ requiredKeys: ['when', 'code'] },
);

it('whatever the rules, the registrations and the order: the order of the rules decides nothing', () => {
	const cases = fc
		.array(rule, { minLength: 1, maxLength: 8 })
		.chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })));
	fc.assert(
		fc.property(
			cases,
			sales(),
			place,
			customer,
			fc.constantFrom(...REGISTRATIONS),
			([rules, shuffled], sale, shipTo, party, said) => {
				const document = { ...sale, shipTo, ...(party === undefined ? {} : { customer: party }) };
				const options = { ...OPTIONS, registrations: valueOf(parseRegistrations(said)) };
				const result = (list: readonly TaxRule[]) => {
					const outcome = resolveTax(document, list, CODES, options);
					return [outcome.ok, codesOf(outcome), outcome.ok && outcome.value];
				};
				expect(result(shuffled)).toEqual(result(rules));
			},
		),
	);
});

it('whatever the registrations: amounts stay, and a refund is decided as its sale', () => {
	fc.assert(
		fc.property(
			place,
			customer,
			fc.constantFrom(...REGISTRATIONS),
			fc.constantFrom('0', '0.2', '0.07'),
			(shipTo, party, said, rate) => {
				const taxes = rate === '0' ? [] : [tax('2', { rate })];
				const parts = { shipTo, ...(party === undefined ? {} : { customer: party }) };
				const sale = saleOf({ lines: [line('10', { taxes })], ...parts });
				const refund = refundOf({ lines: [refundLine('10', { taxes })], reducesReceivable: true, ...parts });
				const options: TaxOptions = { ...OPTIONS, registrations: valueOf(parseRegistrations(said)) };
				const codes = [
					...CODES,
					...JURISDICTIONS.map((law) => taxCode(law, law, rate === '0' ? '0' : String(Number(rate) * 100))),
				];
				const rules: TaxRule[] = JURISDICTIONS.map((law) => ({ when: { jurisdiction: law }, code: law }));
				const [sold, given] = [sale, refund].map((document) => resolveTax(document, rules, codes, options));
				const names = (outcome: typeof sold) => (outcome?.ok === true ? codeNames(outcome.value)[0] : 'held');
				expect(names(given)).toBe(names(sold));
			},
		),
	);
});
