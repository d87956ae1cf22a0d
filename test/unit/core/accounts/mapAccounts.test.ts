import fc from 'fast-check';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import { parseAccountMapping, type AccountMapping } from '../../../../core/accounts/mapping';
import type { AccountRef, AccountRole } from '../../../../core/accounts/roles';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { resolveTax } from '../../../../core/tax/resolve';
import { refunds, sales } from '../../../support/arbitraries';
import { baseSale, line, payment, saleOf } from '../../../support/documents';
import { mappingOf, taxCode } from '../../../support/ledger';
import { codesOf, valueOf } from '../../../support/outcome';

const POSTS_TAX = { postsTaxItself: true };
const account = (name: string): AccountRef => ({ id: name, name });

function entryOf(document: Parameters<typeof journalize>[0]): JournalEntry {
	const entry = valueOf(journalize(document));
	if (entry === undefined) throw new Error('nothing to post');
	return entry;
}

const SALE = baseSale([payment('50', 'gift_card'), payment('159')]);
const mapping = (more: Partial<AccountMapping>): AccountMapping => ({ ...mappingOf(), ...more });
const accountsOf = (entry: JournalEntry, role: AccountRole) =>
	entry.lines.filter((each) => each.role === role).map((each) => each.account?.name);

describe('mapAccounts', () => {
	it('gives every line the account of its role, and clearing the one of its gateway', () => {
		const entry = valueOf(mapAccounts(entryOf(SALE), mappingOf(), POSTS_TAX));
		expect(entry.lines.map(({ role, account: own }) => [role, own?.name])).toEqual([
			['giftCardLiability', 'giftCardLiability'],
			['clearing', 'clearing-shopify_payments'],
			['sales', 'sales'],
			['shippingIncome', 'shippingIncome'],
			['discounts', 'discounts'],
			['taxPayable', 'taxPayable'],
		]);
	});

	it.each([
		['the gateway', { gateway: 'shopify_*' }, 'clearing'],
		['the currency', { currency: 'USD' }, 'clearing'],
		['the store', { store: 'my-shop', platform: 'shopify' }, 'sales'],
		['the channel', { channel: ['pos', 'web'] }, 'sales'],
		['country and region', { country: 'US', region: 'NY' }, 'sales'],
		['the kind of line', { lineType: 'item' }, 'sales'],
		['the discount code', { discountCode: 'SAVE*' }, 'discounts'],
		['the tax', { taxName: 'Sales Tax', taxRate: '10 %' }, 'taxPayable'],
		['the rate as a fraction', { taxRate: ['0.10', '0.2'] }, 'taxPayable'],
	] as const)('rules look at %s', (_name, when, role) => {
		const rules = [{ role, when, account: account('chosen') }];
		const entry = valueOf(
			mapAccounts(
				entryOf(baseSale([payment('209')])),
				mapping({ rules, accounts: { ...mappingOf().accounts, clearing: account('base') } }),
				POSTS_TAX,
			),
		);
		expect(accountsOf(entry, role)).toEqual(['chosen']);
	});

	it('tells products apart', () => {
		const sale = saleOf({
			lines: [line('1', { category: 'Garden', sku: 'A' }), line('2', { sku: 'B' }), line('4')],
			payments: [payment('7')],
		});
		const rules = [
			...mappingOf().rules,
			{ role: 'sales', when: { category: 'Garden' }, account: account('garden') } as const,
			{ role: 'sales', when: { sku: 'B' }, account: account('b') } as const,
		];
		expect(accountsOf(valueOf(mapAccounts(entryOf(sale), mapping({ rules }), POSTS_TAX)), 'sales')).toEqual([
			'garden',
			'b',
			'sales',
		]);
	});

	it('needs no account for tax that the ledger books itself, nor for what customers owe', () => {
		const codes = [taxCode('10', '10%', '10')];
		const resolved = valueOf(
			resolveTax(baseSale([]), [], codes, { ledger: 'q', taxModel: 'codes', matchByRate: true }),
		);
		const accounts = { sales: account('s'), discounts: account('d'), shippingIncome: account('h') };
		const small: AccountMapping = { accounts, rules: [] };
		const entry = valueOf(mapAccounts(entryOf(resolved), small, POSTS_TAX));
		expect([accountsOf(entry, 'taxPayable'), accountsOf(entry, 'receivable')]).toEqual([
			[undefined],
			[undefined],
		]);
		const byHand = mapAccounts(entryOf(resolved), small, { postsTaxItself: false });
		expect(codesOf(byHand)).toEqual(['ACCOUNT_NOT_MAPPED']);
		const withoutCode = mapAccounts(entryOf(baseSale([])), small, POSTS_TAX);
		expect(withoutCode.findings[0]?.message).toContain(
			'taxPayable (currency = USD, taxName = Sales Tax, channel = web)',
		);
	});

	it('holds what has no account, once for each description, with a suggestion', () => {
		const sale = saleOf({
			lines: [line('1'), line('2'), line('3', { type: 'fee' })],
			payments: [payment('6', 'klarna')],
		});
		const outcome = mapAccounts(entryOf(sale), { accounts: {}, rules: [] }, POSTS_TAX);
		expect(outcome.findings.map(({ code, path, message, fix }) => [code, path, message, fix])).toEqual([
			[
				'ACCOUNT_NOT_MAPPED',
				'lines[0]',
				'No account is chosen for clearing (gateway = klarna, currency = USD, channel = web).',
				'Choose an account for it in the Account Mapper, then run the order again. ' +
					'A row with the role "clearing" is enough, or a rule for gateway = klarna, currency = USD, channel = web.',
			],
			[
				'ACCOUNT_NOT_MAPPED',
				'lines[1]',
				expect.stringContaining('sales (lineType = item'),
				expect.any(String),
			],
			[
				'ACCOUNT_NOT_MAPPED',
				'lines[3]',
				expect.stringContaining('sales (lineType = fee'),
				expect.any(String),
			],
		]);
	});

	it('never takes the account of another role or gateway', () => {
		const all = mappingOf(['paypal']);
		const outcome = mapAccounts(entryOf(baseSale([payment('209', 'stripe')])), all, POSTS_TAX);
		expect(outcome.findings.map(({ evidence }) => evidence?.['description'])).toEqual([
			'clearing (gateway = stripe, currency = USD, channel = web)',
		]);
	});

	it('holds a tie, and names the rules', () => {
		const rules = [
			...mappingOf().rules,
			{ name: 'Web', role: 'sales', when: { channel: 'web' }, account: account('1') } as const,
			{ role: 'sales', when: { country: 'US' }, account: account('2') } as const,
		];
		const outcome = mapAccounts(entryOf(SALE), mapping({ rules }), POSTS_TAX);
		expect(outcome.findings).toMatchObject([
			{
				code: 'ACCOUNT_AMBIGUOUS',
				path: 'lines[2]',
				evidence: { count: 2, rules: '"country US, role sales", "Web"' },
			},
		]);
	});

	it('puts dimensions on lines by the same kind of rules', () => {
		const dimensions = [
			{ when: {}, dimensions: { department: 'all' } },
			{ when: { role: ['sales', 'discounts'] }, dimensions: { class: 'online' } },
			{ when: { role: 'sales', channel: 'web' }, dimensions: { class: 'web', department: 'shop' } },
		];
		const entry = valueOf(mapAccounts(entryOf(SALE), mapping({ dimensions }), POSTS_TAX));
		const of = (role: AccountRole) => entry.lines.find((each) => each.role === role)?.dimensions;
		expect(of('sales')).toEqual({ class: 'web', department: 'shop' });
		expect(of('discounts')).toEqual({ class: 'online', department: 'all' });
		expect(of('clearing')).toEqual({ department: 'all' });
		const tie = [...dimensions, { when: { country: 'US', currency: 'USD' }, dimensions: { class: 'us' } }];
		expect(codesOf(mapAccounts(entryOf(SALE), mapping({ dimensions: tie }), POSTS_TAX))).toEqual([
			'ACCOUNT_AMBIGUOUS',
		]);
	});

	it('maps an entry anew, and does not change the one it is given', () => {
		const entry = entryOf(SALE);
		const before = JSON.stringify(entry);
		const once = valueOf(
			mapAccounts(entry, mapping({ dimensions: [{ when: {}, dimensions: { a: 'b' } }] }), POSTS_TAX),
		);
		expect(JSON.stringify(entry)).toBe(before);
		expect(valueOf(mapAccounts(once, mappingOf(), POSTS_TAX))).toEqual(
			valueOf(mapAccounts(entry, mappingOf(), POSTS_TAX)),
		);
	});

	it('does not depend on the order of the rules', () => {
		const role = fc.constantFrom<AccountRole>('sales', 'clearing', 'discounts', 'taxPayable');
		const rule = fc.record({
			role,
			when: fc.record(
				{
					channel: fc.constantFrom('web', 'pos', '*'),
					gateway: fc.constantFrom('paypal', 'shop*'),
					lineType: fc.constantFrom('item', 'fee'),
				},
				{ requiredKeys: [] },
			),
			account: fc.constantFrom(account('1'), account('2')),
		});
		const ordered = fc
			.array(rule, { maxLength: 8 })
			.chain((rules) =>
				fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
			);
		fc.assert(
			fc.property(sales(), ordered, (sale, [rules, shuffled]) => {
				const entry = valueOf(journalize(sale));
				if (entry === undefined) return;
				const results = [rules, shuffled].map((each) => {
					const outcome = mapAccounts(entry, mapping({ rules: each }), POSTS_TAX);
					return [codesOf(outcome), outcome.ok && outcome.value];
				});
				expect(results[0]).toEqual(results[1]);
			}),
		);
	});

	it('changes nothing but accounts and dimensions, and says which rule chose them', () => {
		const gateways = mappingOf(['shopify_payments', 'paypal']);
		fc.assert(
			fc.property(fc.oneof(sales(), refunds()), (document) => {
				const entry = valueOf(journalize(document));
				if (entry === undefined) return;
				const mapped = valueOf(mapAccounts(entry, gateways, POSTS_TAX));
				for (const { rule } of mapped.lines) expect(rule).toMatch(/^(rule "|the (base account|ledger) )/);
				const bare = mapped.lines.map((each) => ({ ...each, account: undefined, rule: undefined }));
				expect({ ...mapped, lines: bare }).toEqual(entry);
			}),
		);
	});
});

describe('a mapping as a person enters it', () => {
	it('is read', () => {
		const read: AccountMapping = {
			accounts: { sales: account('1') },
			rules: [{ role: 'clearing', when: { gateway: ['a', 'b'] }, account: account('2') }],
			dimensions: [{ when: { role: 'sales' }, dimensions: { class: '3' } }],
		};
		expect(valueOf(parseAccountMapping(read))).toEqual(read);
	});

	it('is refused with what is wrong, all at once', () => {
		const outcome = parseAccountMapping({
			accounts: { turnover: account('1') },
			rules: [{ role: 'clearing', when: { bank: 'x' }, account: account('2') }],
		});
		expect(outcome.findings.map(({ code, path }) => [code, path])).toEqual([
			['RULE_INVALID', 'accounts'],
			['RULE_INVALID', 'rules.0.when'],
		]);
	});
});
