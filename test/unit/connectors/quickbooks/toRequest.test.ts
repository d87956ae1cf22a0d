import { ENTITIES } from '../../../../connectors/ledgers/quickbooks/entities';
import type { Facts } from '../../../../connectors/ledgers/quickbooks/facts';
import { toRequest } from '../../../../connectors/ledgers/quickbooks/toRequest';
import type { LedgerDocument, LedgerDocumentType } from '../../../../core/ledger/documents';
import { ACCOUNTS, COMPANIES, facts, TAX_CODES } from './support/companies';
import { document, money } from './support/documents';

const company = (name: string): Facts => {
	const found = COMPANIES[name];
	if (found === undefined) throw new Error(`no company ${name}`);
	return found;
};
const uk = company('uk');
const STANDARD = TAX_CODES.uk.standard;

function codesOf(held: LedgerDocument, where: Facts = uk): string[] {
	const outcome = toRequest(held, where, undefined);
	return outcome.ok ? ['not held'] : outcome.findings.map(({ code }) => code);
}

function bodyOf(posted: LedgerDocument, where: Facts = uk): Record<string, unknown> {
	const outcome = toRequest(posted, where, undefined);
	if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
	const items = new Map(outcome.value.items.map(({ id }) => [id, id]));
	return { ...outcome.value.complete({ items, customer: '58' }) };
}

const without = (full: LedgerDocument, key: 'moneyAccount'): LedgerDocument => {
	const { [key]: _, ...rest } = full;
	return rest;
};

type HeldCase = [name: string, held: LedgerDocument, codes: string[], where?: Facts];
const heldCases = (cases: HeldCase[]) =>
	cases.map(([name, held, codes, where = uk]) => ({ name, held, codes, where }));

describe('what is held', () => {
	it.each(
		heldCases([
			[
				'another currency',
				document('Invoice', { currency: 'EUR', lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] }),
				['CURRENCY_NOT_ENABLED'],
			],
			[
				'a closed period',
				document('Invoice', { date: '2026-06-30', lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] }),
				['PERIOD_CLOSED'],
				{ ...uk, company: { ...uk.company, closedUntil: '2026-06-30' } },
			],
			[
				'an unknown account',
				document('Invoice', {
					lines: [{ amount: '1.00', account: { ...ACCOUNTS.sales, id: '999' }, code: TAX_CODES.uk.zero }],
				}),
				['ACCOUNT_UNKNOWN'],
			],
			[
				'no money account',
				without(
					document('SalesReceipt', { lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] }),
					'moneyAccount',
				),
				['ACCOUNT_NOT_MAPPED'],
			],
			[
				'money into a liability',
				document('SalesReceipt', {
					moneyAccount: { id: ACCOUNTS.giftCards.id, name: 'x' },
					lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a sales line on accounts receivable',
				document('Invoice', {
					lines: [{ amount: '1.00', account: ACCOUNTS.receivable, code: TAX_CODES.uk.zero }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a number of 22 characters',
				document('Invoice', { number: 'X'.repeat(22), lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] }),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			['no lines', document('Invoice', { lines: [] }), ['DOCUMENT_NOT_POSSIBLE']],
			[
				'an amount too large',
				document('Invoice', { lines: [{ amount: '10000000000.00', code: TAX_CODES.uk.zero }] }),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'an amount no double can hold',
				document('Invoice', { lines: [{ amount: '99999999999999999.99', code: TAX_CODES.uk.zero }] }),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a negative total',
				document('SalesReceipt', {
					lines: [
						{ amount: '1.00', code: TAX_CODES.uk.zero },
						{ amount: '2.00', side: 'debit', code: TAX_CODES.uk.zero },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a total that is not its lines',
				document('SalesReceipt', {
					total: money('3.00', 'GBP'),
					lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a payment before its invoice',
				document('CustomerPayment', { appliesTo: 'quickbooks/1/x/Invoice' }),
				['SALE_NOT_POSTED'],
			],
			[
				'a credit before its invoice',
				document('CreditNote', {
					appliesTo: 'quickbooks/1/x/Invoice',
					lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }],
				}),
				['SALE_NOT_POSTED'],
			],
			[
				'an unbalanced journal',
				document('ManualJournal', {
					lines: [
						{ amount: '1.00', side: 'debit' },
						{ amount: '2.00', side: 'credit' },
					],
				}),
				['ENTRY_UNBALANCED'],
			],
			[
				'a journal of nothing',
				document('ManualJournal', { lines: [{ amount: '0.00', side: 'debit' }] }),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a journal on accounts payable',
				document('ManualJournal', {
					lines: [
						{ amount: '1.00', side: 'debit', account: ACCOUNTS.payable },
						{ amount: '1.00', side: 'credit' },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'tax in a journal',
				document('ManualJournal', {
					totalTax: money('1.00', 'GBP'),
					lines: [
						{ amount: '1.00', side: 'debit' },
						{ amount: '1.00', side: 'credit' },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a transfer of three lines',
				document('Transfer', {
					lines: [
						{ amount: '1.00', side: 'credit', account: ACCOUNTS.clearing },
						{ amount: '1.00', side: 'debit', account: ACCOUNTS.bank },
						{ amount: '1.00', side: 'debit', account: ACCOUNTS.bank },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a transfer of unequal amounts',
				document('Transfer', {
					lines: [
						{ amount: '1.00', side: 'credit', account: ACCOUNTS.clearing },
						{ amount: '1.01', side: 'debit', account: ACCOUNTS.bank },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a transfer to an account that holds no money',
				document('Transfer', {
					lines: [
						{ amount: '1.00', side: 'credit', account: ACCOUNTS.clearing },
						{ amount: '1.00', side: 'debit', account: ACCOUNTS.fees },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'tax in an expense',
				document('Expense', {
					lines: [{ amount: '1.00', account: ACCOUNTS.fees, taxes: [['VAT', '0.2', '0.20', '3']] }],
				}),
				['DOCUMENT_NOT_POSSIBLE', 'DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'classes where there are none',
				document('Invoice', {
					lines: [{ amount: '1.00', code: TAX_CODES.uk.zero, dimensions: { class: '5001' } }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'an unknown class',
				document('Invoice', {
					lines: [{ amount: '1.00', code: TAX_CODES.uk.zero, dimensions: { class: '1' } }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
				company('ukClasses'),
			],
			[
				'an unknown dimension',
				document('Invoice', {
					lines: [{ amount: '1.00', code: TAX_CODES.uk.zero, dimensions: { colour: '1' } }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
				company('ukClasses'),
			],
			[
				'two locations',
				document('Invoice', {
					lines: [
						{ amount: '1.00', code: TAX_CODES.uk.zero, dimensions: { department: '7' } },
						{ amount: '1.00', code: TAX_CODES.uk.zero, dimensions: { department: '8' } },
					],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
				{ ...company('ukClasses'), departments: new Set(['7', '8']) },
			],
		]),
	)('$name', ({ held, codes, where }) => expect(codesOf(held, where)).toEqual(codes));

	it('all reasons at once, with their paths', () => {
		const outcome = toRequest(
			document('SalesReceipt', {
				currency: 'EUR',
				date: '2026-01-01',
				lines: [{ amount: '1.00', account: { ...ACCOUNTS.sales, id: '0' } }],
			}),
			{ ...uk, company: { ...uk.company, closedUntil: '2026-06-30' } },
			undefined,
		);
		expect(outcome.ok).toBe(false);
		expect(outcome.findings.map(({ code, path }) => [code, path])).toEqual([
			['CURRENCY_NOT_ENABLED', 'currency'],
			['PERIOD_CLOSED', 'date'],
			['ACCOUNT_UNKNOWN', 'lines[0].account'],
			['TAX_CODE_MISSING', 'lines[0].taxCode'],
		]);
		for (const { message } of outcome.findings) expect(message).not.toMatch(/\{\w+\}/);
	});
});

describe('tax outside the United States', () => {
	it.each(
		heldCases([
			['a supply without a code', document('Invoice', { lines: [{ amount: '1.00' }] }), ['TAX_CODE_MISSING']],
			[
				'tax on a line without a code',
				document('Invoice', {
					lines: [{ role: 'tips', amount: '1.00', taxes: [['VAT', '0.2', '0.20', '3']] }],
				}),
				['TAX_CODE_MISSING', 'TAX_CODE_MISSING'],
			],
			[
				'a code that is not there',
				document('Invoice', { lines: [{ amount: '1.00', code: { ...STANDARD, id: '99' } }] }),
				['TAX_CODE_UNKNOWN'],
			],
			[
				'a code of another ledger',
				document('Invoice', { lines: [{ amount: '1.00', code: { ...STANDARD, ledger: 'xero' } }] }),
				['TAX_CODE_UNKNOWN'],
			],
			[
				'a code that was made inactive',
				document('Invoice', { lines: [{ amount: '1.00', code: STANDARD }] }),
				['TAX_CODE_UNKNOWN'],
				facts(uk.company, { standard: { ...STANDARD, active: false } }),
			],
			[
				'a code that is not for sales',
				document('Invoice', { lines: [{ amount: '1.00', code: STANDARD }] }),
				['TAX_CODE_UNKNOWN'],
				facts(uk.company, { standard: { ...STANDARD, sales: false } }),
			],
			[
				'a tax under no rate of its codes',
				document('Invoice', {
					lines: [{ amount: '1.00', code: STANDARD, taxes: [['VAT', '0.2', '0.20', '88']] }],
				}),
				['TAX_CODE_MISSING'],
			],
			[
				'a tax without a rate',
				document('Invoice', { lines: [{ amount: '1.00', code: STANDARD, taxes: [['VAT', '0.2', '0.20']] }] }),
				['TAX_CODE_MISSING'],
			],
			[
				'taxes that are not the total tax',
				document('Invoice', {
					totalTax: money('0.30', 'GBP'),
					total: money('1.30', 'GBP'),
					lines: [{ amount: '1.00', code: STANDARD, taxes: [['VAT', '0.2', '0.20', '3']] }],
				}),
				['DOCUMENT_NOT_POSSIBLE'],
			],
			[
				'a gift card without a code: no code is ever assumed',
				document('Invoice', {
					lines: [{ role: 'giftCardLiability', account: ACCOUNTS.giftCards, amount: '1.00' }],
				}),
				['TAX_CODE_MISSING'],
			],
			[
				'tax in a company without tax',
				document('Invoice', { currency: 'JPY', lines: [{ amount: '100', taxes: [['Tax', '0.1', '10']] }] }),
				['DOCUMENT_NOT_POSSIBLE'],
				company('jpUntaxed'),
			],
		]),
	)('holds $name', ({ held, codes, where }) => expect(codesOf(held, where)).toEqual(codes));

	it("posts the shop's amount where QuickBooks would compute another", () => {
		const body = bodyOf(
			document('Invoice', {
				lines: [{ amount: '10.00', code: STANDARD, taxes: [['VAT', '0.2', '1.99', '3']] }],
			}),
		);
		expect(body.TxnTaxDetail).toEqual({
			TaxLine: [
				{
					Amount: 1.99,
					DetailType: 'TaxLineDetail',
					TaxLineDetail: { TaxRateRef: { value: '3' }, PercentBased: false, NetAmountTaxable: 10 },
				},
			],
		});
	});

	it('lists a rate once, however many lines and names it has', () => {
		const body = bodyOf(
			document('Invoice', {
				lines: [
					{ amount: '10.00', code: STANDARD, taxes: [['VAT', '0.2', '2.00', '3']] },
					{ amount: '5.00', code: STANDARD, taxes: [['UK VAT', '0.2', '1.00', '3']] },
				],
			}),
		);
		expect(body.TxnTaxDetail).toMatchObject({
			TaxLine: [{ Amount: 3, TaxLineDetail: { NetAmountTaxable: 15 } }],
		});
	});
});

describe('tax in the United States', () => {
	const usd = (
		lines: Parameters<typeof document>[1] extends { lines?: infer L } | undefined ? L : never,
	): LedgerDocument =>
		document('SalesReceipt', { currency: 'USD', ...(lines === undefined ? {} : { lines }) });
	const codes = (body: Record<string, unknown>): unknown[] =>
		(body.Line as { SalesItemLineDetail: { TaxCodeRef?: { value: string } } }[]).map(
			({ SalesItemLineDetail: detail }) => detail.TaxCodeRef?.value,
		);

	it('without any tax every line is NON, so that none can be added', () => {
		const body = bodyOf(usd([{ amount: '5.00', code: TAX_CODES.us.taxable }]), company('usAutomated'));
		expect(codes(body)).toEqual(['NON']);
		expect(body.TxnTaxDetail).toEqual({ TotalTax: 0 });
	});

	it('a discount on taxed goods is marked like them', () => {
		const lines = [
			{ amount: '5.00', code: TAX_CODES.us.taxable, taxes: [['CA', '0.1', '0.40']] as const },
			{ amount: '1.00', side: 'debit' as const, role: 'discounts' as const, code: TAX_CODES.us.taxable },
			{ amount: '2.00', code: TAX_CODES.us.not },
		];
		expect(codes(bodyOf(usd(lines), company('usAutomated')))).toEqual(['TAX', 'TAX', 'NON']);
	});

	it('a company without sales tax gets no tax fields', () => {
		const body = bodyOf(usd([{ amount: '5.00' }]), company('usUntaxed'));
		expect(codes(body)).toEqual([undefined]);
		expect(body).not.toHaveProperty('TxnTaxDetail');
		expect(body).not.toHaveProperty('GlobalTaxCalculation');
	});

	it('the manual model takes one group, and needs one', () => {
		const taxed = (code: typeof TAX_CODES.us.alameda | undefined) => ({
			amount: '5.00',
			taxes: [['CA', '0.1', '0.40']] as const,
			...(code === undefined ? {} : { code }),
		});
		const manual = company('usManual');
		expect(
			codesOf(usd([taxed(TAX_CODES.us.alameda), taxed(TAX_CODES.us.atherton as never)]), manual),
		).toEqual(['DOCUMENT_NOT_POSSIBLE']);
		expect(codesOf(usd([taxed(undefined)]), manual)).toEqual(['TAX_CODE_MISSING']);
		expect(codesOf(usd([taxed({ ...TAX_CODES.us.alameda, id: '99' } as never)]), manual)).toContain(
			'TAX_CODE_UNKNOWN',
		);
		expect(bodyOf(usd([taxed(TAX_CODES.us.alameda)]), manual).TxnTaxDetail).toEqual({
			TxnTaxCodeRef: { value: '7' },
			TotalTax: 0.4,
		});
	});

	it('holds tax that no line has', () => {
		const odd = document('SalesReceipt', {
			currency: 'USD',
			totalTax: money('1.00', 'USD'),
			total: money('6.00', 'USD'),
			lines: [{ amount: '5.00' }],
		});
		expect(codesOf(odd, company('usAutomated'))).toEqual(['DOCUMENT_NOT_POSSIBLE']);
	});
});

describe('fields', () => {
	it('an Amount is always Qty x UnitPrice, or there is neither', () => {
		const body = bodyOf(
			document('Invoice', {
				lines: [
					['10.00', '3'],
					['9.99', '3'],
					['16.65', '2'],
					['1.00', '0.00003'],
					['0.00', '2'],
					['5.00', '0'],
				].map(([amount = '', quantity = '']) => ({ amount, quantity, code: TAX_CODES.uk.zero })),
			}),
		);
		const lines = body.Line as { SalesItemLineDetail: { Qty?: number; UnitPrice?: number } }[];
		expect(lines.map(({ SalesItemLineDetail: { Qty, UnitPrice } }) => [Qty, UnitPrice])).toEqual([
			[undefined, undefined],
			[3, 3.33],
			[2, 8.325],
			[undefined, undefined],
			[2, 0],
			[undefined, undefined],
		]);
	});

	it('the note always ends with the posting key, also when the memo is endless', () => {
		const endless = document('Invoice', {
			memo: 'x'.repeat(9_000),
			lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }],
		});
		const note = String(bodyOf(endless).PrivateNote);
		expect(note).toHaveLength(4_000);
		expect(note.endsWith(`\n${endless.postingKey}`)).toBe(true);
		expect(bodyOf({ ...endless, memo: '' }).PrivateNote).toBe(endless.postingKey);
	});

	it('a sales receipt of nothing needs no money account, any other does', () => {
		const paid = (amount: string) =>
			without(
				document('SalesReceipt', {
					lines: [
						{ amount: '5.00', code: TAX_CODES.uk.zero },
						{
							role: 'giftCardLiability',
							account: ACCOUNTS.giftCards,
							side: 'debit',
							amount,
							code: TAX_CODES.uk.none,
						},
					],
				}),
				'moneyAccount',
			);
		expect(bodyOf(paid('5.00'))).not.toHaveProperty('DepositToAccountRef');
		expect(codesOf(paid('4.99'))).toEqual(['ACCOUNT_NOT_MAPPED']);
	});

	it('a payment of no invoice is a credit of the customer', () => {
		expect(bodyOf(document('CustomerPayment'))).not.toHaveProperty('Line');
	});

	it('currencies stand only where the company has several', () => {
		const zero = { lines: [{ amount: '1.00', code: TAX_CODES.uk.zero }] };
		expect(bodyOf(document('Invoice', zero))).not.toHaveProperty('CurrencyRef');
		expect(bodyOf(document('Invoice', zero), company('ukManyCurrencies')).CurrencyRef).toEqual({
			value: 'GBP',
		});
	});

	it('every type has a name in QuickBooks', () => {
		const types: LedgerDocumentType[] = [
			'SalesReceipt',
			'Invoice',
			'CreditNote',
			'RefundReceipt',
			'CustomerPayment',
			'CustomerRefund',
			'Deposit',
			'Transfer',
			'Expense',
			'ManualJournal',
		];
		expect(Object.keys(ENTITIES).sort()).toEqual(types.sort());
	});
});
