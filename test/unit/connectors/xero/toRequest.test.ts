import type { DocumentBody, InvoiceBody } from '../../../../connectors/ledgers/xero/requests/bodies';
import { toRequest } from '../../../../connectors/ledgers/xero/toRequest';
import type { Facts } from '../../../../connectors/ledgers/xero/facts';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { ACCOUNTS, COMPANIES, TAX_CODES, TRACKING } from './support/companies';
import { document, money } from './support/documents';

const UK = COMPANIES.uk!;
const { uk } = TAX_CODES;
const INVOICE: PostedDocument = {
	postingKey: 'sale',
	entity: 'Invoices',
	id: '7ef31b20-de17-4312-8382-412f869b1510',
	number: '1001-A',
	total: money('24.00', 'GBP'),
};

function held(meant: LedgerDocument, facts: Facts = UK, posted?: PostedDocument): string[] {
	const draft = toRequest(meant, facts, posted);
	if (draft.ok) throw new Error('it is not held');
	return draft.findings.map(({ code, path }) => `${code} ${path ?? ''}`.trim());
}

function reasons(meant: LedgerDocument, facts: Facts = UK, posted?: PostedDocument): string {
	return toRequest(meant, facts, posted)
		.findings.map(({ message }) => message)
		.join('\n');
}

function made(
	meant: LedgerDocument,
	facts: Facts = UK,
	posted?: PostedDocument,
): { entity: string; body: DocumentBody } {
	const draft = toRequest(meant, facts, posted);
	if (!draft.ok) throw new Error(JSON.stringify(draft.findings));
	return { entity: draft.value.entity, body: draft.value.complete('contact') };
}

const zeroLine = { amount: '20.00', code: uk.zero };
const sale = (more: Parameters<typeof document>[1] = {}): LedgerDocument =>
	document('Invoice', { lines: [zeroLine], ...more });

describe('what holds any document', () => {
	it('all reasons at once', () => {
		const meant = sale({
			currency: 'EUR',
			date: '2026-06-30',
			number: 'N'.repeat(256),
			lines: [{ amount: '20.00', account: ACCOUNTS.archived, code: uk.old }],
		});
		const facts: Facts = { ...UK, company: { ...UK.company, closedUntil: '2026-06-30' } };
		expect(held(meant, facts)).toEqual([
			'CURRENCY_NOT_ENABLED currency',
			'PERIOD_CLOSED date',
			'DOCUMENT_NOT_POSSIBLE number',
			'ACCOUNT_UNKNOWN lines[0].account',
			'TAX_CODE_UNKNOWN lines[0].taxCode',
		]);
	});

	it('the day after the lock date is open', () => {
		const facts: Facts = { ...UK, company: { ...UK.company, closedUntil: '2026-06-30' } };
		expect(made(sale({ date: '2026-07-01' }), facts).entity).toBe('Invoices');
	});

	it('a third decimal that Xero does not keep; a zero there is none', () => {
		const many = COMPANIES.ukManyCurrencies!;
		const dinars = (amount: string) => sale({ currency: 'KWD', lines: [{ amount, code: uk.zero }] });
		expect(reasons(dinars('12.505'), many)).toContain('more than the two decimals that Xero keeps');
		expect((made(dinars('12.500'), many).body as InvoiceBody).LineItems[0]?.LineAmount).toBe(12.5);
	});

	it('an amount that is too large', () => {
		expect(held(sale({ lines: [{ amount: '123456789012.00', code: uk.zero }] }))).toEqual([
			'DOCUMENT_NOT_POSSIBLE lines',
		]);
	});

	it('receipts, which Xero does not have', () => {
		expect(held(document('SalesReceipt', { lines: [zeroLine] }))).toEqual(['DOCUMENT_NOT_POSSIBLE type']);
		expect(held(document('RefundReceipt', { lines: [zeroLine] }))).toEqual(['DOCUMENT_NOT_POSSIBLE type']);
	});

	it('tracking that is not there, or too much of it', () => {
		const [region, channel] = TRACKING;
		const withDimensions = (dimensions: Record<string, string>) =>
			held(sale({ lines: [{ ...zeroLine, dimensions }] }), COMPANIES.ukTracking);
		expect(withDimensions({ nowhere: 'x' })).toEqual(['DOCUMENT_NOT_POSSIBLE lines[0].dimensions.nowhere']);
		expect(withDimensions({ [region!.id]: channel!.options[0]!.id })).toEqual([
			`DOCUMENT_NOT_POSSIBLE lines[0].dimensions.${region!.id}`,
		]);
		expect(
			withDimensions({
				[region!.id]: region!.options[0]!.id,
				[channel!.id]: channel!.options[0]!.id,
				third: 'x',
			}),
		).toEqual([
			'DOCUMENT_NOT_POSSIBLE lines[0].dimensions',
			'DOCUMENT_NOT_POSSIBLE lines[0].dimensions.third',
		]);
	});
});

describe('sales documents', () => {
	it('a line without a tax code is held: the account has one of its own that Xero would take', () => {
		expect(held(sale({ lines: [{ amount: '20.00' }] }))).toEqual(['TAX_CODE_MISSING lines[0].taxCode']);
	});

	it('a code of purchases, of another ledger, or without tax under a tax', () => {
		expect(held(sale({ lines: [{ ...zeroLine, code: uk.input }] }))).toEqual([
			'TAX_CODE_UNKNOWN lines[0].taxCode',
		]);
		expect(held(sale({ lines: [{ ...zeroLine, code: { ...uk.zero, ledger: 'quickbooks' } }] }))).toEqual([
			'TAX_CODE_UNKNOWN lines[0].taxCode',
		]);
		const taxed = sale({ lines: [{ ...zeroLine, taxes: [['VAT', '0.2', '4.00']] }] });
		expect(reasons(taxed)).toContain('of 0 %');
	});

	it('tax above the amount, which Xero refuses', () => {
		const meant = sale({ lines: [{ amount: '1.00', code: uk.standard, taxes: [['VAT', '0.2', '1.01']] }] });
		expect(held(meant)).toEqual(['DOCUMENT_NOT_POSSIBLE lines[0].taxes']);
	});

	it('tax in an organisation that is not registered', () => {
		const meant = sale({ lines: [{ amount: '20.00', taxes: [['VAT', '0.2', '4.00']] }] });
		expect(held(meant, COMPANIES.ukUnregistered)).toEqual(['DOCUMENT_NOT_POSSIBLE totalTax']);
	});

	it('totals and taxes that are not those of the lines', () => {
		expect(held(sale({ total: money('20.01', 'GBP') }))).toEqual(['DOCUMENT_NOT_POSSIBLE total']);
		expect(held(sale({ total: money('21.00', 'GBP'), totalTax: money('1.00', 'GBP') }))).toEqual([
			'DOCUMENT_NOT_POSSIBLE totalTax',
		]);
		const negative = sale({ lines: [zeroLine, { ...zeroLine, side: 'debit', amount: '21.00' }] });
		expect(reasons(negative)).toContain('negative');
	});

	it('accounts that belong to customers, vendors and banks', () => {
		for (const account of [ACCOUNTS.receivable, ACCOUNTS.payable, ACCOUNTS.bank])
			expect(held(sale({ lines: [{ ...zeroLine, account }] }))).toEqual([
				'DOCUMENT_NOT_POSSIBLE lines[0].account',
			]);
	});

	it('a quantity only where it multiplies to the amount', () => {
		const line = (amount: string, quantity: string) => {
			const { body } = made(sale({ lines: [{ amount, quantity, code: uk.zero }] }));
			const [first] = (body as InvoiceBody).LineItems;
			return [first?.Quantity, first?.UnitAmount, first?.LineAmount];
		};
		expect(line('10.00', '4')).toEqual([4, 2.5, 10]);
		expect(line('10.00', '3')).toEqual([1, 10, 10]);
		expect(line('1.00', '0.5')).toEqual([0.5, 2, 1]);
		expect(line('1.00', '0.00001')).toEqual([1, 1, 1]);
	});

	it.each([
		[undefined, '2026-11-20'],
		['2026-12-20', '2026-12-20'],
		['2026-11-01', '2026-11-20'],
	])('terms until %p are due on %p', (dueOn, due) => {
		expect(made(sale(dueOn === undefined ? {} : { dueOn })).body).toMatchObject({ DueDate: due });
	});

	it('a long key is a hash in the reference, a shop address with the word xero in it no link', () => {
		const long = `xero/t/${'a'.repeat(300)}`;
		const url = 'https://admin.example/xero-shop/1';
		const { body } = made(sale({ postingKey: long, memo: `Sale.\n${url}\n${long}` }));
		expect((body as InvoiceBody).Reference).toMatch(/^xero\/[0-9a-f]{64}$/);
		expect(body).not.toHaveProperty('Url');
	});
});

describe('payments', () => {
	const payment = (more: Parameters<typeof document>[1] = {}) =>
		document('CustomerPayment', { total: money('24.00', 'GBP'), appliesTo: 'sale', ...more });

	it.each([
		['SALE_NOT_POSTED appliesTo', payment(), undefined],
		['DOCUMENT_NOT_POSSIBLE appliesTo', payment(), { ...INVOICE, entity: 'CreditNotes' }],
		['PAYMENTS_NOT_ENABLED moneyAccount', payment({ moneyAccount: ACCOUNTS.noPayments }), INVOICE],
		['DOCUMENT_NOT_POSSIBLE total', payment({ total: money('0.00', 'GBP') }), INVOICE],
	] as const)('%s', (code, meant, posted) => {
		expect(held(meant, UK, posted)).toEqual([code]);
	});

	it('without an invoice or an account', () => {
		const { appliesTo: _sale, moneyAccount: _account, ...bare } = payment();
		expect(held(bare)).toEqual(['ACCOUNT_NOT_MAPPED moneyAccount', 'DOCUMENT_NOT_POSSIBLE appliesTo']);
	});

	it('says where payments are enabled', () => {
		const [finding] = toRequest(payment({ moneyAccount: ACCOUNTS.noPayments }), UK, INVOICE).findings;
		expect(finding?.message).toBe('The account "Stripe clearing" (CURRENT) takes no payments in Xero.');
		expect(finding?.fix).toContain('Enable payments to this account');
	});

	it('go to a bank account, or one with payments enabled', () => {
		expect(made(payment({ moneyAccount: ACCOUNTS.paypal }), UK, INVOICE).body).toMatchObject({
			Account: { AccountID: ACCOUNTS.paypal.id },
		});
		expect(made(payment({ moneyAccount: ACCOUNTS.codeless }), UK, INVOICE).body).toMatchObject({
			Account: { AccountID: ACCOUNTS.codeless.id },
		});
	});
});

describe('movements of money', () => {
	const debit = (account: (typeof ACCOUNTS)[keyof typeof ACCOUNTS], amount = '10.00') =>
		({ account, side: 'debit', amount }) as const;
	const credit = (account: (typeof ACCOUNTS)[keyof typeof ACCOUNTS], amount = '10.00') =>
		({ account, side: 'credit', amount }) as const;
	const journal = (...lines: (ReturnType<typeof debit> | ReturnType<typeof credit>)[]) =>
		document('ManualJournal', { lines });

	it.each([
		['no bank account: a journal', journal(debit(ACCOUNTS.fees), credit(ACCOUNTS.paypal)), 'ManualJournals'],
		[
			'money out of a bank account',
			journal(debit(ACCOUNTS.fees), credit(ACCOUNTS.clearing)),
			'BankTransactions',
		],
		['between two', journal(debit(ACCOUNTS.bank), credit(ACCOUNTS.clearing)), 'BankTransfers'],
		[
			'a transfer from an account that is none of a bank',
			document('Transfer', { lines: [debit(ACCOUNTS.bank), credit(ACCOUNTS.paypal)] }),
			'BankTransactions',
		],
		[
			'a transfer without a bank account',
			document('Transfer', { lines: [debit(ACCOUNTS.disputes), credit(ACCOUNTS.paypal)] }),
			'ManualJournals',
		],
		[
			'an expense out of an account that is none of a bank',
			document('Expense', { moneyAccount: ACCOUNTS.paypal, lines: [debit(ACCOUNTS.fees)] }),
			'ManualJournals',
		],
	])('%s', (_, meant, entity) => expect(made(meant).entity).toBe(entity));

	it('lines of zero are left out; nothing but zero is held', () => {
		const meant = journal(debit(ACCOUNTS.fees), credit(ACCOUNTS.paypal), debit(ACCOUNTS.bank, '0.00'));
		expect(made(meant).body).toMatchObject({ JournalLines: [{ LineAmount: 10 }, { LineAmount: -10 }] });
		expect(reasons(journal(debit(ACCOUNTS.fees, '0.00'), credit(ACCOUNTS.paypal, '0.00')))).toContain('zero');
	});

	it.each([
		['unbalanced', journal(debit(ACCOUNTS.fees, '9.00'), credit(ACCOUNTS.paypal)), 'ENTRY_UNBALANCED'],
		[
			'on the receivable',
			journal(debit(ACCOUNTS.fees), credit(ACCOUNTS.receivable)),
			'DOCUMENT_NOT_POSSIBLE lines',
		],
		[
			'in and out of one bank account',
			journal(debit(ACCOUNTS.bank), credit(ACCOUNTS.bank)),
			'DOCUMENT_NOT_POSSIBLE lines',
		],
		[
			'three bank accounts',
			journal(debit(ACCOUNTS.bank, '4.00'), debit(ACCOUNTS.codeless, '6.00'), credit(ACCOUNTS.clearing)),
			'DOCUMENT_NOT_POSSIBLE lines',
		],
		[
			'two bank accounts and a fee',
			journal(debit(ACCOUNTS.bank, '9.00'), debit(ACCOUNTS.fees, '1.00'), credit(ACCOUNTS.clearing)),
			'DOCUMENT_NOT_POSSIBLE lines',
		],
	])('%s', (_, meant, code) => expect(held(meant)).toEqual([code]));

	it('a deposit whose lines are not its total, or without an account', () => {
		const deposit = document('Deposit', { lines: [credit(ACCOUNTS.sales)], total: money('11.00', 'GBP') });
		expect(held(deposit)).toEqual(['ENTRY_UNBALANCED']);
		const { moneyAccount: _none, ...bare } = document('Deposit', { lines: [credit(ACCOUNTS.sales)] });
		expect(held(bare)).toContain('ACCOUNT_NOT_MAPPED moneyAccount');
	});

	it('other currencies than the account or, in journals, the organisation has', () => {
		const many = COMPANIES.ukManyCurrencies!;
		const euros = (...lines: (ReturnType<typeof debit> | ReturnType<typeof credit>)[]) =>
			document('ManualJournal', { currency: 'EUR', lines });
		expect(reasons(euros(debit(ACCOUNTS.fees), credit(ACCOUNTS.paypal)), many)).toContain(
			'a manual journal is in GBP',
		);
		expect(reasons(euros(debit(ACCOUNTS.fees), credit(ACCOUNTS.clearing)), many)).toContain('is kept in GBP');
	});
});
