import fc from 'fast-check';
import type { Sale, SaleLine, SalesDocument } from '../../../../core/documents';
import type { LedgerTaxCodeDetail } from '../../../../core/ledger/connector';
import type { Outcome } from '../../../../core/outcome';
import { resolveTax, type TaxOptions } from '../../../../core/tax/resolve';
import { parseTaxRules, type TaxRule } from '../../../../core/tax/rules';
import { sales } from '../../../support/arbitraries';
import {
	adjustment,
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { taxCode } from '../../../support/ledger';
import { codesOf, valueOf } from '../../../support/outcome';

const OPTIONS: TaxOptions = { ledger: 'quickbooks', taxModel: 'codes', matchByRate: false };
const BY_RATE: TaxOptions = { ...OPTIONS, matchByRate: true };

const S20 = taxCode('20', '20.0% S', '20');
const NONE = taxCode('0', 'No VAT', '0');
const ZERO = taxCode('Z', '0.0% Z', '0');
const CA_QC = taxCode('QC', 'GST/QST QC', '5', '9.975');
const CODES = [S20, NONE, ZERO, CA_QC];

const vat = (amount: string, more = {}) => tax(amount, { name: 'VAT', rate: '0.2', ...more });
const sold = (...lines: SaleLine[]): Sale => {
	const sale = saleOf({ lines, shipTo: { country: 'GB' } });
	return {
		...sale,
		payments: [payment(sale.totals.total.amount)],
		totals: { ...sale.totals, paid: sale.totals.total, outstanding: money('0') },
	};
};
const rule = (when: TaxRule['when'], code: string, name?: string): TaxRule => ({
	when,
	code,
	...(name === undefined ? {} : { name }),
});

/** the names of the codes on the lines */
function onLines(outcome: Outcome<SalesDocument>): (string | undefined)[] {
	const document = valueOf(outcome);
	return 'lines' in document ? document.lines.map((each) => each.taxCode?.name) : [];
}

describe('tax rules', () => {
	const taxed = sold(line('100', { taxes: [vat('20')] }), line('50'));

	it('give each line the code of the most specific rule', () => {
		const rules = [
			rule({ rate: '20' }, '20'),
			rule({ rate: 'none' }, '0'),
			rule({ rate: 'none', country: 'G*', lineType: ['item', 'fee'] }, 'Z'),
		];
		const resolved = resolveTax(taxed, rules, CODES, OPTIONS);
		expect(onLines(resolved)).toEqual(['20.0% S', '0.0% Z']);
		const document = valueOf(resolved);
		expect('lines' in document && document.lines[0]?.taxCode).toEqual({
			ledger: 'quickbooks',
			id: '20',
			name: '20.0% S',
			rates: S20.rates,
		});
	});

	it('change nothing but codes', () => {
		const document = valueOf(resolveTax(taxed, [], CODES, { ...OPTIONS, taxModel: 'none' }));
		expect(document).toEqual(taxed);
	});

	it.each([
		['the rate, however it is written', { rate: '20.00 %' }],
		['the name', { name: 'vat' }],
		['the country', { country: 'gb' }],
		['the channel', { channel: 'web' }],
		['the kind of line', { lineType: 'item' }],
		['who collects it', { collectedBy: 'merchant' }],
	])('look at %s', (_name, when) => {
		const one = sold(line('100', { taxes: [vat('20')] }));
		expect(onLines(resolveTax(one, [rule(when, '20')], CODES, OPTIONS))).toEqual(['20.0% S']);
	});

	it('look at the tax class and the region, and at the country of the tax before that of the order', () => {
		const reduced = line('100', {
			taxClass: 'reduced',
			taxes: [vat('20', { country: 'IM', region: 'DOU' })],
		});
		const when = { taxClass: 'reduced', country: 'IM', region: 'DOU' };
		expect(onLines(resolveTax(sold(reduced), [rule(when, '20')], CODES, OPTIONS))).toEqual(['20.0% S']);
		const byOrder = resolveTax(sold(reduced), [rule({ country: 'GB' }, '20')], CODES, OPTIONS);
		expect(codesOf(byOrder)).toEqual(['TAX_CODE_MISSING']);
	});

	it('may name a code by its name', () => {
		const one = sold(line('100', { taxes: [vat('20')] }));
		expect(onLines(resolveTax(one, [rule({}, '20.0% S')], CODES, OPTIONS))).toEqual(['20.0% S']);
	});

	it('hold a line that no rule matches, with the codes that fit, once for equal lines', () => {
		const sale = sold(line('10', { taxes: [vat('2')] }), line('100', { taxes: [vat('20')] }), line('5'));
		const outcome = resolveTax(sale, [], CODES, OPTIONS);
		expect(outcome.findings.map(({ code, path, fix }) => [code, path, fix])).toEqual([
			[
				'TAX_CODE_MISSING',
				'lines[0]',
				'Add a rule in the Tax Resolver. Codes of the ledger with 20 %: 20.0% S.',
			],
			[
				'TAX_CODE_MISSING',
				'lines[2]',
				'Add a rule in the Tax Resolver. Codes of the ledger without tax: No VAT, 0.0% Z.',
			],
		]);
		expect(outcome.findings[0]?.message).toBe(
			'No tax rule matches VAT 20 % on item lines to GB (channel web).',
		);
		const none = resolveTax(sold(line('10', { taxes: [tax('1')] })), [], CODES, OPTIONS);
		expect(none.findings[0]?.fix).toContain('no active sales code with 10 %; create it there first');
	});

	it('hold a tie, and name the rules', () => {
		const rules = [rule({ country: 'GB' }, '20', 'Britain'), rule({ channel: 'web' }, '0')];
		const outcome = resolveTax(sold(line('10', { taxes: [vat('2')] })), rules, CODES, OPTIONS);
		expect(outcome.findings[0]).toMatchObject({
			code: 'TAX_CODE_AMBIGUOUS',
			path: 'lines[0]',
			evidence: { count: 2, rules: '"channel web", "Britain"' },
		});
	});

	it.each([
		['is not there', 'X', CODES],
		['is inactive', '20', [{ ...S20, active: false }]],
		['is for purchases', '20', [{ ...S20, sales: false }]],
	])('hold a code that %s', (_name, code, codes: readonly LedgerTaxCodeDetail[]) => {
		const outcome = resolveTax(sold(line('10', { taxes: [vat('2')] })), [rule({}, code)], codes, OPTIONS);
		expect(outcome.findings[0]).toMatchObject({ code: 'TAX_CODE_UNKNOWN', evidence: { code } });
	});

	it('hold a code with another rate than the shop charged, but for a hundredth of a percent', () => {
		const charged = (rate: string): Sale => sold(line('100', { taxes: [vat('20', { rate })] }));
		const outcome = resolveTax(charged('0.175'), [rule({}, '20')], CODES, OPTIONS);
		expect(outcome.findings[0]).toMatchObject({
			code: 'TAX_RATE_DIFFERS',
			evidence: { shopRate: '17.5', code: '20.0% S', ledgerRate: '20' },
		});
		expect(resolveTax(charged('0.19991'), [rule({}, '20')], CODES, OPTIONS).ok).toBe(true);
		expect(codesOf(resolveTax(sold(line('1')), [rule({}, '20')], CODES, OPTIONS))).toEqual([
			'TAX_RATE_DIFFERS',
		]);
	});
});

describe('matching by rate', () => {
	it('takes the only code with exactly the rates of the line', () => {
		const quebec = line('100', { taxes: [tax('9.98', { rate: '0.09975' }), tax('5', { rate: '0.05' })] });
		const sale = sold(line('100', { taxes: [vat('20')] }), quebec);
		expect(onLines(resolveTax(sale, [], CODES, BY_RATE))).toEqual(['20.0% S', 'GST/QST QC']);
	});

	it('leaves it to a rule where several codes fit, or none with these very rates', () => {
		expect(codesOf(resolveTax(sold(line('1')), [], CODES, BY_RATE))).toEqual(['TAX_CODE_MISSING']);
		const combined = line('100', { taxes: [tax('14.98', { rate: '0.14975' })] });
		const outcome = resolveTax(sold(combined), [], CODES, BY_RATE);
		expect(outcome.findings[0]?.fix).toContain('Codes of the ledger with 14.975 %: GST/QST QC.');
		expect(onLines(resolveTax(sold(combined), [rule({ rate: '14.975' }, 'QC')], CODES, BY_RATE))).toEqual([
			'GST/QST QC',
		]);
	});

	it('is only done when it is switched on', () => {
		const outcome = resolveTax(sold(line('100', { taxes: [vat('20')] })), [], CODES, OPTIONS);
		expect(codesOf(outcome)).toEqual(['TAX_CODE_MISSING']);
	});
});

describe('what is no tax of ours', () => {
	const channelTax = line('100', { taxes: [tax('8', { rate: '0.08', collectedBy: 'marketplace' })] });
	const rules = [rule({ rate: 'none' }, '0')];

	it('gets a code without tax when the marketplace collects it', () => {
		const resolved = valueOf(resolveTax(sold(channelTax), rules, CODES, OPTIONS));
		expect(resolved).toMatchObject({
			lines: [{ taxCode: { name: 'No VAT' } }],
			untaxedCode: { name: 'No VAT' },
		});
		const own = [...rules, rule({ collectedBy: 'marketplace', rate: 'none' }, 'Z')];
		expect(valueOf(resolveTax(sold(channelTax), own, CODES, OPTIONS))).toMatchObject({
			lines: [{ taxCode: { name: '0.0% Z' } }],
		});
		expect(codesOf(resolveTax(sold(channelTax), [rule({}, '20')], CODES, OPTIONS))).toContain(
			'TAX_RATE_DIFFERS',
		);
	});

	it('gets a code for gift cards used, store credit and rounding, and only there', () => {
		const sale = (gateway: string): Sale =>
			saleOf({ lines: [line('100')], payments: [payment('100', gateway)] });
		for (const gateway of ['gift_card', 'store_credit']) {
			expect(valueOf(resolveTax(sale(gateway), rules, CODES, OPTIONS))).toMatchObject({
				untaxedCode: { name: 'No VAT' },
			});
		}
		expect(valueOf(resolveTax(sale('paypal'), rules, CODES, OPTIONS))).not.toHaveProperty('untaxedCode');
		const rounded = { ...sale('paypal') };
		const totals = { ...rounded.totals, rounding: { amount: money('0.01'), side: 'totalIsHigher' } } as const;
		expect(valueOf(resolveTax({ ...rounded, totals }, rules, CODES, OPTIONS))).toHaveProperty('untaxedCode');
	});

	it('has no country: exports do not lend gift cards their code', () => {
		const sale = saleOf({
			lines: [line('100')],
			payments: [payment('100', 'gift_card')],
			shipTo: { country: 'US' },
		});
		const exportRule = rule({ rate: 'none', country: 'US' }, 'Z');
		expect(valueOf(resolveTax(sale, [...rules, exportRule], CODES, OPTIONS))).toMatchObject({
			lines: [{ taxCode: { name: '0.0% Z' } }],
			untaxedCode: { name: 'No VAT' },
		});
	});

	it('is needed for an invoice paid by gift card, and for a refund that is not yet paid out', () => {
		const gift = paymentOf(payment('10', 'gift_card'));
		expect(valueOf(resolveTax(gift, rules, CODES, OPTIONS))).toMatchObject({ untaxedCode: { id: '0' } });
		const card = paymentOf(payment('10'));
		expect(valueOf(resolveTax(card, rules, CODES, OPTIONS))).toEqual(card);
		const pending = refundOf({ lines: [refundLine('10')] });
		expect(valueOf(resolveTax(pending, rules, CODES, OPTIONS))).toMatchObject({ untaxedCode: { id: '0' } });
		const lowers = { ...pending, reducesReceivable: true };
		expect(valueOf(resolveTax(lowers, rules, CODES, OPTIONS))).not.toHaveProperty('untaxedCode');
	});
});

describe('the models of the United States', () => {
	it('automated: lines are taxable or not', () => {
		const taxModel = 'usAutomated';
		const sale = sold(
			line('100', { taxes: [tax('8.88', { rate: '0.08875' })] }),
			line('0.01', { taxes: [tax('0.00', { rate: '0.08875' })] }),
			line('5'),
			line('100', { taxes: [tax('0', { rate: '0' })] }),
			line('100', { taxes: [tax('8', { rate: '0.08', collectedBy: 'marketplace' })] }),
		);
		const outcome = resolveTax(sale, [], [], { ...OPTIONS, taxModel });
		expect(onLines(outcome)).toEqual(['TAX', 'TAX', 'NON', 'NON', 'NON']);
		expect(valueOf(outcome)).toMatchObject({ untaxedCode: { id: 'NON', rates: [] } });
	});

	it('manual: a taxed line gets the tax group of its rule, or the only one with its rates; others need none', () => {
		const group: LedgerTaxCodeDetail = {
			ledger: 'quickbooks',
			id: '7',
			name: 'Fremont',
			rates: [
				{ id: '16', name: 'City', percent: '2' },
				{ id: '17', name: 'County', percent: '7.25' },
			],
			totalPercent: '9.25',
			active: true,
			sales: true,
		};
		const taxes = [tax('2', { rate: '0.02' }), tax('7.25', { rate: '0.0725' })];
		const sale = { ...sold(line('100', { taxes }), line('5')), shipTo: { country: 'US', region: 'CA' } };
		const manual = { ...OPTIONS, taxModel: 'usManual' } as const;
		expect(onLines(resolveTax(sale, [], [group], { ...manual, matchByRate: true }))).toEqual([
			'Fremont',
			'NON',
		]);
		expect(onLines(resolveTax(sale, [rule({ rate: '9.25' }, '7')], [group], manual))).toEqual([
			'Fremont',
			'NON',
		]);
		const without = resolveTax(sale, [], [group], { ...manual, matchByRate: false });
		expect(without.findings.map(({ code }) => code)).toEqual(['TAX_CODE_MISSING']);
	});

	it.each(['usAutomated', 'usManual'] as const)(
		'%s: tax that goes to an account of its own needs no codes',
		(taxModel) => {
			const sale = sold(line('100', { taxes: [tax('8', { rate: '0.08' })] }), line('5'));
			const outcome = resolveTax(sale, [], [], { ...OPTIONS, taxModel, usSalesTax: 'account' });
			expect(onLines(outcome)).toEqual([undefined, undefined]);
		},
	);

	it('have no codes where the company charges no sales tax', () => {
		const outcome = resolveTax(baseSale([payment('209')]), [], [], { ...OPTIONS, taxModel: 'none' });
		expect(onLines(outcome)).toEqual([undefined, undefined]);
	});

	it('replace codes of another ledger, or take them away', () => {
		const sale = valueOf(resolveTax(sold(line('5')), [rule({}, '0')], CODES, OPTIONS));
		expect(onLines(resolveTax(sale, [], [], { ...OPTIONS, taxModel: 'usAutomated' }))).toEqual(['NON']);
		expect(onLines(resolveTax(sale, [], [], { ...OPTIONS, taxModel: 'none' }))).toEqual([undefined]);
	});
});

describe('refunds and edits', () => {
	it('resolve lines and adjustments by their own rates', () => {
		const refund = refundOf({
			lines: [refundLine('100', { taxes: [vat('20')] })],
			adjustments: [adjustment('12', { taxes: [vat('2')] }), adjustment('5')],
			payments: [payment('137')],
		});
		const rules = [rule({ rate: '20' }, '20'), rule({ rate: 'none', lineType: 'adjustment' }, '0')];
		expect(valueOf(resolveTax(refund, rules, CODES, OPTIONS))).toMatchObject({
			lines: [{ taxCode: { id: '20' } }],
			adjustments: [{ taxCode: { id: '20' } }, { taxCode: { id: '0' } }],
		});
	});

	it('resolve what an edit added and removed', () => {
		const { totals: _totals, lines: _lines, ...header } = baseSale([]);
		const edit: SalesDocument = {
			...header,
			type: 'OrderEdit',
			saleId: header.id,
			added: [line('10', { taxes: [vat('2')] })],
			removed: [refundLine('5')],
			totals: { before: money('0'), after: money('7') },
		};
		const rules = [rule({ rate: '20' }, '20'), rule({ rate: 'none' }, '0')];
		expect(valueOf(resolveTax(edit, rules, CODES, OPTIONS))).toMatchObject({
			added: [{ taxCode: { id: '20' } }],
			removed: [{ taxCode: { id: '0' } }],
		});
	});
});

describe('unusual tax amounts', () => {
	const rules = [rule({ rate: '20' }, '20')];
	const unusual = (quantity: string, charged: string): boolean => {
		const sale = sold(line('100', { quantity, taxes: [vat(charged)] }));
		return codesOf(resolveTax(sale, rules, CODES, OPTIONS)).includes('TAX_AMOUNT_UNUSUAL');
	};

	it('are those that rounding each piece does not explain', () => {
		expect([unusual('1', '20.02'), unusual('1', '20.03'), unusual('1', '19.97')]).toEqual([
			false,
			true,
			true,
		]);
		expect([unusual('100', '20.51'), unusual('100', '20.52')]).toEqual([false, true]);
	});

	it('are posted nevertheless, with a warning that shows the figures', () => {
		const outcome = resolveTax(sold(line('100', { taxes: [vat('18')] })), rules, CODES, OPTIONS);
		expect(outcome.ok).toBe(true);
		expect(outcome.findings).toMatchObject([
			{
				code: 'TAX_AMOUNT_UNUSUAL',
				severity: 'warning',
				path: 'lines[0].taxes[0].amount',
				message: 'VAT: 18.00 was charged where 20 % of 100.00 would be 20.00 USD.',
			},
		]);
	});

	it('are looked for in what a price contains', () => {
		const sale = saleOf({
			pricesIncludeTax: true,
			lines: [line('120', { taxes: [vat('20')] })],
			payments: [payment('120')],
		});
		expect(resolveTax(sale, rules, CODES, OPTIONS).findings).toEqual([]);
		const wrong = saleOf({
			pricesIncludeTax: true,
			lines: [line('120', { taxes: [vat('24')] })],
			payments: [payment('120')],
		});
		expect(codesOf(resolveTax(wrong, rules, CODES, OPTIONS))).toEqual(['TAX_AMOUNT_UNUSUAL']);
	});
});

describe('any sale', () => {
	it('keeps its amounts', () => {
		fc.assert(
			fc.property(sales(), (sale) => {
				const resolved = valueOf(resolveTax(sale, [], [], { ...OPTIONS, taxModel: 'usAutomated' }));
				const bare = {
					...resolved,
					untaxedCode: undefined,
					lines: 'lines' in resolved ? resolved.lines.map((each) => ({ ...each, taxCode: undefined })) : [],
				};
				expect(bare).toEqual(sale);
			}),
		);
	});

	it('does not depend on the order of the rules', () => {
		const rules = [
			rule({ rate: 'none' }, '0'),
			rule({ country: 'GB' }, 'Z'),
			rule({ lineType: 'shipping' }, '0'),
			rule({ rate: '*', channel: 'web' }, '20'),
		];
		fc.assert(
			fc.property(sales(), fc.shuffledSubarray(rules, { minLength: rules.length }), (sale, shuffled) => {
				const codes = (outcome: Outcome<SalesDocument>) => [
					outcome.ok,
					codesOf(outcome),
					outcome.ok && outcome.value,
				];
				expect(codes(resolveTax(sale, shuffled, CODES, OPTIONS))).toEqual(
					codes(resolveTax(sale, rules, CODES, OPTIONS)),
				);
			}),
		);
	});
});

describe('rules as a person enters them', () => {
	it('are read', () => {
		const rules = [{ when: { rate: ['20', 'none'], country: 'GB' }, code: '20', name: 'Britain' }];
		expect(valueOf(parseTaxRules(rules))).toEqual(rules);
		expect(valueOf(parseTaxRules([]))).toEqual([]);
	});

	it('are refused with what is wrong, all at once', () => {
		const outcome = parseTaxRules([{ when: { land: 'GB' }, code: '20' }, { when: {}, code: '' }, 'rule']);
		expect(outcome.findings.map(({ code, path }) => [code, path])).toEqual([
			['RULE_INVALID', 'rules[0]'],
			['RULE_INVALID', 'rules[1]'],
			['RULE_INVALID', 'rules[2]'],
		]);
		expect(outcome.findings[0]?.message).toContain('land');
	});
});
