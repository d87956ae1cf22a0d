/** Suggested rules: complete where the ledger's codes tell, open where they do not, and never a wrong one. */
import type { SalesDocument } from '../../../../core/documents';
import type { LedgerTaxCodeDetail } from '../../../../core/ledger/connector';
import type { StoreTaxRate } from '../../../../core/store/connector';
import { parseRegistrations, type RegistrationsInput } from '../../../../core/tax/registrations';
import { taxResolver, type TaxOptions } from '../../../../core/tax/resolve';
import { parseTaxRules } from '../../../../core/tax/rules';
import { suggestTaxRules, type TaxProposal } from '../../../../core/tax/suggest';
import { taxCode } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';
import { business, codeNames, exempt, shopOf } from './countries/orders';

interface Case {
	readonly documents: readonly SalesDocument[];
	readonly codes: readonly LedgerTaxCodeDetail[];
	readonly said?: RegistrationsInput;
	readonly country: string;
	readonly rates?: readonly StoreTaxRate[];
	readonly taxModel?: TaxOptions['taxModel'];
}

const optionsOf = ({ said, taxModel = 'codes' }: Case): TaxOptions => ({
	ledger: 'quickbooks',
	taxModel,
	matchByRate: false,
	...(said === undefined ? {} : { registrations: valueOf(parseRegistrations(said)) }),
});

function suggest(one: Case): TaxProposal {
	const { documents, codes, country, rates = [] } = one;
	return suggestTaxRules({ documents, rates, codes, options: optionsOf(one), country, on: '2026-03-02' });
}

/** What the proposed rules, written down and read again, make of the documents. */
function applied(one: Case): (string | undefined)[][] {
	const written = JSON.parse(JSON.stringify(suggest(one).proposed.map(({ rule }) => rule))) as unknown;
	const rules = valueOf(parseTaxRules(written));
	const resolve = taxResolver(rules, one.codes, optionsOf(one));
	return one.documents.map((document) => {
		const outcome = resolve(document);
		return outcome.ok ? codeNames(outcome.value) : ['held'];
	});
}

const pound = shopOf({ currency: 'GBP', pricesIncludeTax: true, taxName: 'VAT' });
const euro = shopOf({ currency: 'EUR', pricesIncludeTax: true, taxName: 'VAT' });
const canadian = shopOf({ currency: 'CAD', pricesIncludeTax: false, taxName: 'Tax' });
const dollar = shopOf({ currency: 'USD', pricesIncludeTax: false, taxName: 'Sales Tax' });
const GB = { country: 'GB' };

/** As QuickBooks sets up a British company. */
const UK_CODES = [
	taxCode('1', '20.0% S', '20'),
	taxCode('2', '5.0% R', '5'),
	taxCode('3', '0.0% Z', '0'),
	taxCode('4', 'Exempt', '0'),
	taxCode('5', 'No VAT', '0'),
	taxCode('6', '0.0% ECG', '0'),
	taxCode('7', '20.0% RC', '20'),
	taxCode('8', '20.0% ECS', '20'),
];

describe('a British shop', () => {
	const documents = [
		pound.order(GB, [pound.sold('24.00', '20'), pound.shipping('4.80', '20')]),
		pound.order(GB, [pound.sold('10.50', '5')]),
		pound.byGiftCard(GB, [pound.sold('24.00', '20')]),
		pound.order(GB, [pound.sold('9.00', undefined, { taxClass: 'zero-rate' }), pound.sold('24.00', '20')]),
		pound.order(GB, [pound.sold('24.00', '20@marketplace')]),
		pound.order(GB, [pound.sold('24.00')], { customer: exempt('GB') }),
	];
	const one: Case = { documents, codes: UK_CODES, said: { home: 'GB' }, country: 'GB' };

	it('gets a rule for each situation, and they resolve all of its orders', () => {
		expect(suggest(one)).toMatchObject({ open: [], documents: 6, resolved: 6 });
		expect(applied(one)).toEqual([
			['20.0% S', '20.0% S'],
			['5.0% R'],
			['20.0% S', 'No VAT'],
			['0.0% Z', '20.0% S'],
			['No VAT', 'No VAT'],
			['Exempt'],
		]);
	});

	it('sees the reason of each rule, how often it is used, and an order', () => {
		const [most] = suggest(one).proposed;
		expect(most).toEqual({
			rule: {
				name: 'Sales at home, or where the shop is registered, with 20 %',
				when: { jurisdiction: 'domestic', rate: '20' },
				code: '1',
			},
			reason: '20.0% S is the one of 3 codes with 20 % that fits by its name.',
			seen: 4,
			example: '#1001',
		});
	});

	it('decides nothing where a name does not tell: exports, and untaxed sales at home', () => {
		const more: Case = {
			...one,
			documents: [
				pound.order({ country: 'US' }, [pound.sold('20.00')]),
				pound.order(GB, [pound.sold('9.00'), pound.sold('24.00', '20')]),
			],
			codes: [...UK_CODES, taxCode('9', 'Zero rated books', '0')],
		};
		const { open, proposed, resolved, findings } = suggest(more);
		expect(open.map(({ description, candidates }) => [description, candidates.length])).toContainEqual([
			'no tax of yours on item lines to GB, at home, or where the shop is registered (channel web)',
			5,
		]);
		expect(open.every(({ advice }) => advice !== '')).toBe(true);
		expect(proposed.map(({ rule }) => rule.when)).not.toContainEqual({
			jurisdiction: 'domestic',
			rate: 'none',
		});
		expect(resolved).toBeLessThan(2);
		expect(findings.map(({ code }) => code)).toContain('TAX_CODE_MISSING');
	});

	it('without registrations: by rate and country, with the ledger’s country as home, and a note that says so', () => {
		const exported = pound.order({ country: 'US' }, [pound.sold('20.00')]);
		const unsaid: Case = {
			documents: [...documents.slice(0, 5), exported],
			codes: [...UK_CODES, taxCode('9', 'Exports', '0')],
			country: 'GB',
		};
		const proposal = suggest(unsaid);
		expect(proposal.proposed.flatMap(({ rule }) => Object.keys(rule.when))).not.toContain('jurisdiction');
		expect(proposal.notes[0]).toContain('GB, the country of the ledger, was taken as home');
		expect(applied(unsaid)).toEqual([
			['20.0% S', '20.0% S'],
			['5.0% R'],
			['20.0% S', 'No VAT'],
			['0.0% Z', '20.0% S'],
			['No VAT', 'No VAT'],
			['Exports'],
		]);
	});
});

describe('a German shop under OSS', () => {
	const codes = [
		taxCode('1', 'VAT on sales 19%', '19'),
		taxCode('2', 'Reduced rate 7%', '7'),
		taxCode('3', 'OSS France 20%', '20'),
		taxCode('4', 'OSS AT 20%', '20'),
		taxCode('5', 'Intra-EU supply, reverse charge', '0'),
		taxCode('6', 'Export outside the EU', '0'),
		taxCode('7', 'IOSS FR 20%', '20'),
	];
	const to = (country: string) => ({ country });
	const documents = [
		euro.order(to('DE'), [euro.sold('23.80', '19')]),
		euro.order(to('FR'), [euro.sold('24.00', '20')]),
		euro.order(to('AT'), [euro.sold('24.00', '20')]),
		euro.order(to('IT'), [euro.sold('24.40', '22')]),
		euro.order(to('IT'), [euro.sold('20.00')], { customer: business('IT', 'IT12345678901') }),
		euro.order(to('CH'), [euro.sold('20.00')]),
	];
	const one: Case = { documents, codes, said: { home: 'DE', schemes: ['oss'] }, country: 'DE' };

	it('gets the code of each country, and what the ledger lacks is named', () => {
		expect(applied(one)).toEqual([
			['VAT on sales 19%'],
			['OSS France 20%'],
			['OSS AT 20%'],
			['held'],
			['Intra-EU supply, reverse charge'],
			['Export outside the EU'],
		]);
		expect(suggest(one).open).toMatchObject([
			{ candidates: [], advice: expect.stringContaining('no active sales code with 22 %') },
		]);
	});

	it('never takes a code of another law or place for it', () => {
		const few: Case = { ...one, codes: codes.filter(({ id }) => ['1', '4', '7'].includes(id)) };
		expect(applied(few)[1]).toEqual(['held']);
		expect(suggest(few).open.map(({ candidates }) => candidates)).toContainEqual([
			'OSS AT 20%',
			'IOSS FR 20%',
		]);
	});

	it('looks at rates of the shop’s settings that no order has yet', () => {
		const rates: StoreTaxRate[] = [
			{ id: '1', name: 'VAT', rate: '0.07', country: 'DE', taxClass: 'reduced' },
			{ id: '2', name: 'VAT', rate: '0.21', country: 'NL' },
			{ id: '3', name: 'Worldwide', rate: '0.1' },
		];
		const { proposed, open } = suggest({ ...one, documents: [], rates });
		expect(proposed).toMatchObject([{ rule: { code: '2' }, seen: 0, example: '' }]);
		expect(open).toMatchObject([{ seen: 0, advice: expect.stringContaining('21 %') }]);
	});

	it('remarks the threshold of distance sales, where the shop charges its own tax', () => {
		const large = {
			...one,
			said: { home: 'DE' },
			documents: [euro.order(to('FR'), [euro.sold('11900.01', '19')])],
		};
		expect(suggest(large).notes.join(' ')).toContain('10000 EUR');
		const small = { ...large, documents: [euro.order(to('FR'), [euro.sold('11900.00', '19')])] };
		expect(suggest(small).notes).toEqual([]);
	});
});

describe('a Canadian shop', () => {
	it('gets the code of each province, by its parts and its name', () => {
		const to = (region: string) => ({ country: 'CA', region });
		const one: Case = {
			codes: [
				taxCode('1', 'GST', '5'),
				taxCode('2', 'HST ON', '13'),
				taxCode('3', 'HST NB', '15'),
				taxCode('4', 'HST NL', '15'),
				taxCode('5', 'GST/PST BC', '5', '7'),
				taxCode('6', 'GST/PST MB', '5', '7'),
				taxCode('7', 'GST/QST QC - 9.975', '5', '9.975'),
				taxCode('8', 'Zero-rated', '0'),
			],
			documents: [
				canadian.order(to('AB'), [canadian.sold('100.00', '5')]),
				canadian.order(to('ON'), [canadian.sold('100.00', '13')]),
				canadian.order(to('NB'), [canadian.sold('100.00', '15')]),
				canadian.order(to('NL'), [canadian.sold('100.00', '15')]),
				canadian.order(to('BC'), [canadian.sold('100.00', '5+7')]),
				canadian.order(to('MB'), [canadian.sold('100.00', '5+7')]),
				canadian.order(to('QC'), [canadian.sold('100.00', '5+9.975')]),
				canadian.order({ country: 'US' }, [canadian.sold('100.00')]),
			],
			said: { home: 'CA' },
			country: 'CA',
		};
		expect(applied(one).map(([code]) => code)).toEqual([
			'GST',
			'HST ON',
			'HST NB',
			'HST NL',
			'GST/PST BC',
			'GST/PST MB',
			'GST/QST QC - 9.975',
			'Zero-rated',
		]);
	});
});

describe('an Australian shop, with the codes of Xero', () => {
	it('tells GST on income from exports and from what is free', () => {
		const shop = shopOf({ currency: 'AUD', pricesIncludeTax: true, taxName: 'GST' });
		const one: Case = {
			codes: [
				taxCode('OUTPUT', 'GST on Income', '10'),
				taxCode('EXEMPTOUTPUT', 'GST Free Income', '0'),
				taxCode('EXEMPTEXPORT', 'GST Free Exports', '0'),
				taxCode('BASEXCLUDED', 'BAS Excluded', '0'),
			],
			documents: [
				shop.order({ country: 'AU' }, [shop.sold('22.00', '10'), shop.sold('8.00')]),
				shop.order({ country: 'US' }, [shop.sold('20.00')]),
				shop.byGiftCard({ country: 'AU' }, [shop.sold('22.00', '10')]),
			],
			said: { home: 'AU' },
			country: 'AU',
		};
		expect(applied(one)).toEqual([
			['GST on Income', 'GST Free Income'],
			['GST Free Exports'],
			['GST on Income', 'BAS Excluded'],
		]);
	});
});

describe('an American shop', () => {
	const documents = [
		dollar.order({ country: 'US', region: 'CA' }, [dollar.sold('100.00', '7.25'), dollar.sold('5.00')]),
		dollar.order({ country: 'US', region: 'TX' }, [dollar.sold('100.00', '6.25+2')]),
	];
	it('needs no rules with automated sales tax, or without any', () => {
		for (const taxModel of ['usAutomated', 'none'] as const) {
			const one: Case = { documents, codes: [], country: 'US', taxModel };
			expect(suggest(one)).toMatchObject({
				proposed: [],
				open: [],
				resolved: 2,
				notes: [expect.any(String)],
			});
		}
	});

	it('gets its tax groups', () => {
		const one: Case = {
			documents,
			codes: [taxCode('1', 'California', '7.25'), taxCode('2', 'Texas', '6.25', '2')],
			country: 'US',
			said: { home: 'US-CA', places: ['US-TX'] },
			taxModel: 'usManual',
		};
		expect(applied(one)).toEqual([['California', 'NON'], ['Texas']]);
	});
});

describe('orders whose place is not known', () => {
	it('are named, and get no rule', () => {
		const one: Case = {
			documents: [pound.order({}, [pound.sold('24.00', '20')])],
			codes: UK_CODES,
			said: { home: 'GB' },
			country: 'GB',
		};
		expect(suggest(one)).toMatchObject({
			proposed: [],
			notes: [expect.stringContaining('the order has no country')],
			resolved: 0,
		});
	});
	it('nothing is proposed for a ledger whose country is none', () => {
		const one: Case = { documents: [], codes: UK_CODES, country: 'Nowhere' };
		expect(suggest(one).notes).toEqual([expect.stringContaining('"Nowhere"')]);
	});
});

describe('codes in the words of other languages, and of the ledger itself', () => {
	it.each<[string, string, readonly LedgerTaxCodeDetail[], readonly [string, string]]>([
		[
			'French',
			'FR',
			[
				taxCode('1', 'TVA collectée 20 %', '20'),
				taxCode('2', 'TVA déductible 20 %', '20'),
				taxCode('3', 'Autoliquidation 20 %', '20'),
				taxCode('4', 'Export hors UE', '0'),
				taxCode('5', 'Exonéré', '0'),
			],
			['TVA collectée 20 %', 'Export hors UE'],
		],
		[
			'German',
			'DE',
			[
				taxCode('1', 'Umsatzsteuer 20 %', '20'),
				taxCode('2', 'Vorsteuer 20 %', '20'),
				taxCode('3', 'Ausfuhrlieferungen', '0'),
				taxCode('4', 'Innergemeinschaftliche Lieferungen', '0'),
				taxCode('5', 'Steuerfrei', '0'),
			],
			['Umsatzsteuer 20 %', 'Ausfuhrlieferungen'],
		],
		[
			'Spanish',
			'ES',
			[
				taxCode('1', 'IVA repercutido 20 %', '20'),
				taxCode('2', 'IVA soportado 20 %', '20'),
				taxCode('3', 'Exportación', '0'),
				taxCode('4', 'Entregas intracomunitarias', '0'),
				taxCode('5', 'Exento', '0'),
			],
			['IVA repercutido 20 %', 'Exportación'],
		],
		[
			'names that say nothing, but the ledger does',
			'IE',
			[
				{ ...taxCode('OUTPUT2', 'A1', '20'), reportedAs: 'OUTPUT' },
				{ ...taxCode('CAPEXOUTPUT', 'A2', '20'), reportedAs: 'CAPITALSALESOUTPUT' },
				{ ...taxCode('DRCHARGE20', 'A3', '20'), reportedAs: 'DRCHARGESUPPLY' },
				{ ...taxCode('ZEXP', 'B1', '0'), reportedAs: 'ZREXPORT' },
				{ ...taxCode('ECZROUTPUT', 'B2', '0'), reportedAs: 'ECOUTPUT' },
				{ ...taxCode('NONE', 'B3', '0'), reportedAs: 'NONE' },
			],
			['A1', 'B1'],
		],
	])('%s', (_name, country, codes, [home, exported]) => {
		const documents = [
			euro.order({ country }, [euro.sold('24.00', '20')]),
			euro.order({ country: 'US' }, [euro.sold('20.00')]),
		];
		const proposal = suggest({ documents, codes, country, said: { home: country } });
		const by = (law: string) => {
			const code = proposal.proposed.find(({ rule }) => rule.when.jurisdiction === law)?.rule.code;
			return codes.find(({ id, name }) => id === code || name === code)?.name;
		};
		expect([by('domestic'), by('export')]).toEqual([home, exported]);
	});
});
