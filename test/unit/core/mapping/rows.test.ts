/** Rules as rows of a sheet: what is understood, and that every mistake is named by row and column. */
import fc from 'fast-check';
import { accountMapper } from '../../../../core/accounts/mapAccounts';
import { ACCOUNT_FACTS } from '../../../../core/accounts/mapping';
import { ROLE_NAMES } from '../../../../core/accounts/roleNames';
import { journalize } from '../../../../core/journal/journalize';
import { ledgerNames, parseRuleRows } from '../../../../core/mapping';
import type { LedgerAccount, LedgerDimension } from '../../../../core/ledger/connector';
import { sales } from '../../../support/arbitraries';
import { valueOf } from '../../../support/outcome';

const account = (id: string, name: string, more: Partial<LedgerAccount> = {}): LedgerAccount => ({
	id,
	name,
	type: 'Income',
	kind: 'income',
	active: true,
	...more,
});
const CHART = [
	account('1', 'Sales', { number: '200' }),
	account('2', 'Sales DE'),
	account('3', 'PayPal clearing'),
	account('4', 'Old sales', { active: false }),
	account('5', 'Twin'),
	account('6', 'Twin'),
];
const DIMENSIONS: readonly LedgerDimension[] = [
	{
		key: 'class',
		name: 'Class',
		per: 'line',
		options: [
			{ id: 'c1', name: 'Retail', active: true },
			{ id: 'c2', name: 'Closed', active: false },
		],
	},
	{
		key: 'department',
		name: 'Location',
		per: 'document',
		options: [{ id: 'd1', name: 'Berlin', active: true }],
	},
	{ key: 'track-1', name: 'Region', per: 'line', options: [{ id: 't1', name: 'North', active: true }] },
];
const NAMES = ledgerNames(CHART, DIMENSIONS);
const read = (...rows: unknown[]) => parseRuleRows(rows, NAMES);
const problems = (...rows: unknown[]): unknown[] =>
	read(...rows).findings.map(({ code, evidence }) => [
		code,
		evidence?.row,
		evidence?.column,
		evidence?.problem,
	]);

describe('a row', () => {
	it('gives an account to a role under its conditions, whatever the columns are capitalised like', () => {
		const rows = [
			{ Role: 'sales', Account: 'Sales' },
			{
				role: 'Sales',
				account: '2',
				country: 'DE, AT',
				'Product Code': 'B-*',
				'Customer Group': '*wholesale*',
			},
			{ role: 'clearing', 'account name': 'paypal CLEARING', gateway: 'paypal', name: 'PayPal money' },
			{ role: 'shipping_income', 'Account ID': 200, discount_code: '', notes: 'as agreed with Ana' },
		];
		expect(valueOf(read(...rows))).toEqual({
			accounts: {},
			rules: [
				{ name: 'row 1', role: 'sales', when: {}, account: { id: '1', name: 'Sales' } },
				{
					name: 'row 2',
					role: 'sales',
					when: { country: ['DE', 'AT'], sku: 'B-*', customerGroup: '*wholesale*' },
					account: { id: '2', name: 'Sales DE' },
				},
				{
					name: 'PayPal money',
					role: 'clearing',
					when: { gateway: 'paypal' },
					account: { id: '3', name: 'PayPal clearing' },
				},
				{ name: 'row 4', role: 'shippingIncome', when: {}, account: { id: '1', name: 'Sales' } },
			],
			dimensions: [],
		});
	});

	it('puts dimensions on lines, by the names the ledger has for them', () => {
		const rows = [
			{ country: 'DE', class: 'Retail', Location: 'berlin', tracking: 'Region: North' },
			{ role: 'sales', account: 'Sales', tracking: 'Region: North' },
		];
		const { rules, dimensions } = valueOf(read(...rows));
		expect(rules).toHaveLength(1);
		expect(dimensions).toEqual([
			{
				name: 'row 1',
				when: { country: 'DE' },
				dimensions: { class: 'c1', department: 'd1', 'track-1': 't1' },
			},
			{ name: 'row 2', when: { role: 'sales' }, dimensions: { 'track-1': 't1' } },
		]);
	});

	it('may have any condition there is, under its own name', () => {
		const row = Object.fromEntries(ACCOUNT_FACTS.map((fact) => [fact, 'x']));
		const { rules } = valueOf(
			parseRuleRows([{ role: 'sales', account: 'Sales', ...row }], ledgerNames(CHART, [])),
		);
		expect(rules[0]?.when).toEqual(row);
	});

	it('names every role as the node does', () => {
		for (const [role, { name }] of Object.entries(ROLE_NAMES))
			expect(valueOf(read({ role: name, account: 'Sales' })).rules[0]?.role).toBe(role);
	});

	it('that is empty is passed over, whatever the table itself puts in it', () => {
		const empty = { id: 7, createdAt: '2026-01-01', row_number: 2, role: '', account: null, country: ' ' };
		expect(valueOf(read(empty)).rules).toEqual([]);
	});

	it('of Suggest Mapping is a rule as it is', () => {
		const suggested = {
			type: 'MappingSuggestion',
			role: 'clearing',
			roleName: 'Clearing',
			gateway: 'paypal',
			account: 'Twin',
			accountId: '6',
			accountType: 'Income',
			confidence: 'high',
			reasons: 'its name',
			alternatives: [],
		};
		expect(valueOf(read(suggested)).rules).toEqual([
			{ name: 'row 1', role: 'clearing', when: { gateway: 'paypal' }, account: { id: '6', name: 'Twin' } },
		]);
	});
});

describe('a mistake is named by its row and column', () => {
	it.each<[string, unknown, string, string]>([
		['a role that is none', { role: 'turnover', account: 'Sales' }, 'role', 'there is no role "turnover"'],
		['no role', { account: 'Sales' }, 'role', 'it is empty'],
		['no account', { role: 'sales', country: 'DE' }, 'account', 'it is empty'],
		[
			'an unknown account',
			{ role: 'sales', account: 'Sails' },
			'account',
			'the account "Sails" is not in the chart of accounts',
		],
		[
			'an inactive account',
			{ role: 'sales', account: 'Old sales' },
			'account',
			'the account "Old sales" is inactive in the ledger',
		],
		[
			'a name of two accounts',
			{ role: 'sales', account: 'Twin' },
			'account',
			'2 accounts are called "Twin": give the id of one',
		],
		[
			'two accounts',
			{ role: 'sales', account: 'Sales', accountId: '2' },
			'account',
			'it names another account than the column "accountId"',
		],
		[
			'a misspelt condition',
			{ role: 'sales', account: 'Sales', contry: 'DE' },
			'contry',
			'it is neither a condition, nor a dimension of this ledger, nor a known column',
		],
		[
			'one condition twice',
			{ role: 'sales', account: 'Sales', sku: 'A', 'product code': 'B' },
			'product code',
			'another column is about the same',
		],
		[
			'an option that is not there',
			{ class: 'Wholesale' },
			'class',
			'"Class" has no active option "Wholesale"',
		],
		['an inactive option', { class: 'Closed' }, 'class', '"Class" has no active option "Closed"'],
		[
			'a value that is no text',
			{ role: 'sales', account: 'Sales', country: ['DE'] },
			'country',
			'it holds neither text nor a number',
		],
		['no row at all', 'sales', '', 'it is no row of a table'],
	])('%s', (_name, row, column, problem) => {
		const good = { role: 'sales', account: 'Sales' };
		expect(problems(good, row)).toEqual([['RULE_ROW_INVALID', 2, column, problem]]);
	});

	it('all of them at once', () => {
		expect(
			problems({ role: 'x', account: 'y' }, { class: 'z' }).map((problem) =>
				(problem as unknown[]).slice(1, 3),
			),
		).toEqual([
			[1, 'role'],
			[1, 'account'],
			[2, 'class'],
		]);
	});

	it('also a column that could be a condition or a dimension, until it says which', () => {
		const row = { role: 'sales', account: 'Sales', Region: 'North' };
		expect(read(row).findings[0]?.message).toContain('the ledger has a dimension of that name');
		const { Region, ...plain } = row;
		expect(valueOf(read({ ...plain, 'Region (condition)': Region })).rules[0]?.when).toEqual({
			region: 'North',
		});
		expect(valueOf(read({ ...plain, tracking: `Region: ${Region}` })).dimensions?.[0]?.dimensions).toEqual({
			'track-1': 't1',
		});
	});

	it('also that the ledger has no such dimension', () => {
		const { findings } = parseRuleRows([{ class: 'Retail' }], ledgerNames(CHART, []));
		expect(findings[0]?.message).toContain('the ledger has no dimension "class" (it has none)');
	});
});

it('what is booked never depends on the order of the rows', () => {
	const value = fc.constantFrom('US', 'DE', 'web', 'pos', 'shopify_payments', '*', 'S*', 'USD, EUR');
	const row = fc.record(
		{
			role: fc.constantFrom('sales', 'clearing', 'shippingIncome', 'discounts', 'taxPayable'),
			account: fc.constantFrom('Sales', 'Sales DE', 'PayPal clearing'),
			name: fc.constantFrom('a', 'b', 'c'),
			country: value,
			channel: value,
			currency: value,
			gateway: value,
			sku: value,
			class: fc.constantFrom('Retail', ''),
			tracking: fc.constantFrom('Region: North', ''),
		},
		{ requiredKeys: ['role', 'account', 'name'] },
	);
	const rows = fc
		.array(row, { maxLength: 12 })
		.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
	fc.assert(
		fc.property(sales(), rows, (sale, orders) => {
			const entry = valueOf(journalize(sale));
			if (entry === undefined) return;
			const [first, second] = orders.map((each) => {
				const mapping = valueOf(read(...each));
				return accountMapper(mapping, { postsTaxItself: false }, CHART)(entry);
			});
			expect(second).toEqual(first);
		}),
	);
});
