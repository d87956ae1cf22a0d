/** The mapping as reviewed text: what a file may say, that its examples are run, and that what is exported is what was meant. */
import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalText } from '../../../../core/journal/journalText';
import { DEFAULT_JOURNAL_POLICY } from '../../../../core/journal/policy';
import {
	checkMapping,
	exampleOf,
	exportMapping,
	ledgerNames,
	mappingFileJsonSchema,
	parseMappingFile,
	usableMapping,
	wholeBookkeeper,
	type MappedLedger,
	type MappingFile,
} from '../../../../core/mapping';
import type { LedgerAccount, LedgerDimension } from '../../../../core/ledger/connector';
import { baseRefund, baseSale, payment } from '../../../support/documents';
import { taxCode } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const account = (name: string): LedgerAccount => ({
	id: `id-${name}`,
	name,
	type: 'Income',
	kind: 'income',
	active: true,
});
const CHART = [
	'Sales',
	'Sales US',
	'Shipping',
	'Discounts',
	'Clearing',
	'Gift cards',
	'Returns',
	'Refunds owed',
	'Sales tax',
].map(account);
const DIMENSIONS: readonly LedgerDimension[] = [
	{ key: 'class', name: 'Class', per: 'line', options: [{ id: 'c1', name: 'Retail', active: true }] },
];
const NAMES = ledgerNames(CHART, DIMENSIONS);
const LEDGER: MappedLedger = {
	ledger: 'quickbooks',
	capabilities: { postsTaxItself: true },
	accounts: CHART,
	taxModel: 'codes',
	taxCodes: () => [taxCode('1', 'Ten percent', '10'), taxCode('2', 'No tax', '0')],
};
const SALE = {
	...baseSale([payment('209')]),
	customer: { id: '7', name: 'Ann Example', email: 'ann@example.com', group: 'vip' },
};

const written = {
	format: 'storeledger-mapping',
	version: 1,
	name: 'Leaf and Pot',
	ledger: 'quickbooks',
	accounts: {
		sales: 'Sales',
		shippingIncome: 'Shipping',
		discounts: 'Discounts',
		clearing: { id: 'id-Clearing' },
		salesReturns: 'Returns',
		shippingRefunds: 'Returns',
		refundsPayable: 'Refunds owed',
	},
	rules: [{ name: 'United States', role: 'sales', when: { country: 'US' }, account: 'Sales US' }],
	dimensions: [{ when: { role: 'sales' }, dimensions: { Class: 'Retail' } }],
	taxRules: [{ when: { rate: 'none' }, code: 'No tax' }],
	policies: { discounts: 'gross' },
};

const JOURNAL = `2026-03-02 * "Sale #1001"
  id: "shopify/my-shop/order/1"
  Assets:Clearing    209.00 USD  ; shopify_payments, card
  Income:Sales-US   -200.00 USD  ; Lantern [Ten percent]
  Income:Shipping    -10.00 USD  ; Standard [Ten percent]
  Income:Discounts    20.00 USD  ; Discount SAVE10 [Ten percent]
  Liabilities:Tax    -19.00 USD  ; Sales Tax 10 % [Ten percent]
`;
const withExample = (journal: string | undefined, document: object = SALE): unknown => ({
	...written,
	examples: [{ name: 'A sale', document, ...(journal === undefined ? {} : { journal }) }],
});
const check = (file: unknown) => checkMapping(valueOf(parseMappingFile(file)), NAMES, LEDGER);

describe('the examples of a file', () => {
	it('pass when the journal is the one that is expected, whatever the blanks', () => {
		const [result] = valueOf(check(JSON.stringify(withExample(JOURNAL.replace(/ +/g, ' ').trimEnd()))));
		expect(result?.findings).toEqual([]);
		expect(result?.passed).toBe(true);
	});

	it('show the difference when they do not', () => {
		const [result] = valueOf(check(withExample(JOURNAL.replace('Sales-US', 'Sales'))));
		expect(result).toMatchObject({ passed: false, name: 'A sale' });
		expect(result?.findings.map(({ code, message }) => [code, message])).toEqual([
			[
				'EXAMPLE_DIFFERS',
				'The example "A sale" is booked differently than the file expects: expected "Income:Sales -200.00 USD ; Lantern [Ten percent]", booked "Income:Sales-US -200.00 USD ; Lantern [Ten percent]".',
			],
		]);
	});

	it('do not pass when a line is missing, doubled or elsewhere', () => {
		const lines = JOURNAL.trimEnd().split('\n');
		const [head = '', id = '', first = '', ...rest] = lines;
		for (const changed of [
			[head, id, ...rest],
			[...lines, first],
			[head, id, ...rest, first],
		]) {
			const [result] = valueOf(check(withExample(changed.join('\n'))));
			expect(result?.passed).toBe(false);
		}
	});

	it('without a journal must at least be possible to book', () => {
		expect(valueOf(check(withExample(undefined)))[0]).toMatchObject({ passed: true });
		const { sales: _sales, ...accounts } = written.accounts;
		const file = { ...(withExample(undefined) as object), accounts, rules: [] };
		const [result] = valueOf(check(file));
		expect(result).toMatchObject({ passed: false, journal: '' });
		expect(result?.findings[0]?.code).toBe('ACCOUNT_NOT_MAPPED');
		expect(result?.findings[0]?.fix).toContain('"Sales" looks right');
	});

	it('that are no documents are named', () => {
		const [result] = valueOf(check(withExample(JOURNAL, { type: 'Sale' })));
		expect(result).toMatchObject({ passed: false });
		expect(result?.findings[0]?.code).toBe('DOCUMENT_MALFORMED');
	});
});

describe('a file', () => {
	it('is refused with everything that is wrong in it', () => {
		const outcome = parseMappingFile({
			...written,
			version: 2,
			rules: [{ role: 'turnover', when: { planet: 'Mars' }, account: '' }],
			taxRules: [{ when: {}, code: 7 }],
		});
		expect(outcome.findings.map(({ code, path }) => [code, path])).toEqual([
			['MAPPING_FILE_INVALID', 'version'],
			['MAPPING_FILE_INVALID', 'rules.0.role'],
			['MAPPING_FILE_INVALID', 'rules.0.when'],
			['MAPPING_FILE_INVALID', 'rules.0.account'],
			['MAPPING_FILE_INVALID', 'taxRules.0.code'],
		]);
		expect(parseMappingFile('{"format": ').findings[0]?.message).toMatch(/the file: it is no JSON/);
	});

	it('may name only what the ledger has', () => {
		const file = valueOf(
			parseMappingFile({
				...written,
				accounts: { sales: 'Turnover' },
				dimensions: [{ dimensions: { Class: 'Wholesale', Region: 'North' } }],
			}),
		);
		expect(
			usableMapping(file, NAMES).findings.map(({ path, evidence }) => [path, evidence?.problem]),
		).toEqual([
			['accounts.sales', 'the account "Turnover" is not in the chart of accounts'],
			['dimensions.0.dimensions.Class', '"Class" has no active option "Wholesale"'],
			['dimensions.0.dimensions.Region', 'the ledger has no dimension "Region" (it has "Class")'],
		]);
	});

	it('keeps the policies that it states, and the usual ones for the others', () => {
		const file = valueOf(parseMappingFile({ ...written, policies: { discounts: 'net', tips: 'sales' } }));
		expect(valueOf(usableMapping(file, NAMES)).policy).toEqual({
			...DEFAULT_JOURNAL_POLICY,
			discounts: 'net',
			tips: 'sales',
		});
	});
});

describe('an export', () => {
	const usable = valueOf(usableMapping(valueOf(parseMappingFile(written)), NAMES));
	const book = wholeBookkeeper(usable, LEDGER);
	const exported = (kept?: MappingFile): MappingFile =>
		exportMapping('quickbooks', usable.mapping, usable.policy, DIMENSIONS, exampleOf(SALE, book), kept);

	it('is read again as the same mapping, and its examples pass', () => {
		const kept = valueOf(parseMappingFile(written));
		const file = valueOf(parseMappingFile(JSON.stringify(exported(kept))));
		expect(valueOf(usableMapping(file, NAMES))).toEqual(usable);
		const results = valueOf(checkMapping(file, NAMES, LEDGER));
		expect(results.map(({ name, passed, journal }) => [name, passed, journal])).toEqual([
			['Sale #1001', true, JOURNAL],
		]);
		expect(JSON.stringify(file.dimensions)).toContain('{"Class":"Retail"}');
	});

	it('holds nothing that names a person, and still the group', () => {
		const text = JSON.stringify(exported());
		expect(text).not.toMatch(/Ann|ann@/);
		expect(text).toContain('"group":"vip"');
	});

	it('keeps the tax rules and other examples of an earlier file', () => {
		const refund = exampleOf(baseRefund(), book);
		const kept = {
			...valueOf(parseMappingFile(written)),
			examples: [...refund, { ...exported().examples[0]!, journal: 'old' }],
		};
		const file = exported(kept);
		expect(file.taxRules).toEqual(kept.taxRules);
		expect(file.examples.map(({ name, journal }) => [name, journal === 'old'])).toEqual([
			['Refund 7 of #1001', false],
			['Sale #1001', false],
		]);
	});

	it('tells why as well, when it is booked', () => {
		const entry = valueOf(book(SALE));
		expect(entry?.lines.find(({ role }) => role === 'sales')?.rule).toBe(
			'rule "United States"; class: rule "role sales"',
		);
		expect(journalText(entry!)).toContain('Income:Sales-US');
	});
});

describe('the published schema', () => {
	const published = JSON.parse(
		readFileSync(join(__dirname, '../../../../docs/mapping.schema.json'), 'utf8'),
	) as Record<string, unknown>;
	const validate = new Ajv2020({ strict: false }).compile(published);

	it('is the one that files are read with', () => {
		expect(published).toEqual(mappingFileJsonSchema());
	});

	it('takes what is read, and refuses what is not', () => {
		expect([validate(written), validate.errors]).toEqual([true, null]);
		for (const wrong of [
			{ ...written, version: 2 },
			{ ...written, rules: [{ role: 'turnover', account: 'Sales' }] },
			{ ...written, rules: [{ role: 'sales', when: { planet: 'Mars' }, account: 'Sales' }] },
			{ ...written, acounts: {} },
		])
			expect([validate(wrong), parseMappingFile(wrong).ok]).toEqual([false, false]);
	});
});
