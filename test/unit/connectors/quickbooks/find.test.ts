import type { LedgerDocument, LedgerDocumentType } from '../../../../core/ledger/documents';
import { TAX_CODES } from './support/companies';
import { FakeCompany } from './support/company';
import { document, money } from './support/documents';

function posted(type: LedgerDocumentType, order: number, date = '2026-11-20'): LedgerDocument {
	return document(type, {
		businessKey: `shopify/mug-co.myshopify.com/order/${order}`,
		number: `SH-${order}`,
		date,
		lines: [{ amount: '12.00', code: TAX_CODES.uk.zero }],
	});
}

const row = (of: LedgerDocument, more: Record<string, unknown> = {}): Record<string, unknown> => ({
	Id: '500',
	SyncToken: '1',
	DocNumber: of.number,
	TxnDate: of.date,
	TotalAmt: 12,
	PrivateNote: `Shopify order\n${of.postingKey}`,
	...more,
});

/** The conditions asked for, by entity. */
const conditions = (company: FakeCompany): string[] =>
	company.queries
		.filter((query) => query.includes(' WHERE '))
		.map((query) => query.replace(/^SELECT \* FROM /, '').replace(/ STARTPOSITION.*/, ''));

describe('looking up', () => {
	it('asks once for many documents of a kind, by number', async () => {
		const company = new FakeCompany();
		const documents = [
			posted('SalesReceipt', 1),
			posted('SalesReceipt', 2),
			posted('Invoice', 3),
			posted('ManualJournal', 4),
			posted('CreditNote', 5),
			posted('CustomerPayment', 6),
		];
		company.tables.SalesReceipt = [row(documents[1]!)];
		company.tables.CreditMemo = [row(documents[4]!, { Id: '501' })];
		company.tables.Payment = [row(documents[5]!, { Id: '502', DocNumber: undefined, PaymentRefNum: 'SH-6' })];
		const found = await company.open().find(documents);
		expect([...found].map(([key, { id, ours }]) => [key.split('/').at(-2), id, ours])).toEqual([
			['2', '500', true],
			['5', '501', true],
			['6', '502', true],
		]);
		expect(conditions(company)).toEqual([
			"SalesReceipt WHERE DocNumber IN ('SH-1','SH-2')",
			"Invoice WHERE DocNumber IN ('SH-3')",
			"JournalEntry WHERE DocNumber IN ('SH-4')",
			"CreditMemo WHERE DocNumber IN ('SH-5')",
			"Payment WHERE PaymentRefNum IN ('SH-6')",
		]);
	});

	it('asks in lists of 100', async () => {
		const company = new FakeCompany();
		await company.open().find(Array.from({ length: 250 }, (_, index) => posted('Invoice', index)));
		expect(conditions(company)).toHaveLength(3);
	});

	it('where the company numbers by itself: by reference, or by date and marker', async () => {
		const company = new FakeCompany();
		company.preferences.SalesFormsPrefs = { CustomTxnNumbers: false };
		const documents = [
			posted('SalesReceipt', 1),
			posted('Invoice', 2, '2026-11-18'),
			posted('Invoice', 3, '2026-11-20'),
			posted('RefundReceipt', 4),
		];
		company.tables.SalesReceipt = [row(documents[0]!, { DocNumber: '1037', PaymentRefNum: 'SH-1' })];
		company.tables.Invoice = [
			row(documents[2]!, { DocNumber: '1038', Id: '501' }),
			{ Id: '9', DocNumber: 'SH-2', TxnDate: '2026-11-18', TotalAmt: 12, PrivateNote: 'by hand' },
		];
		const found = await company.open().find(documents);
		expect([...found.values()].map(({ id, number, ours }) => [id, number, ours])).toEqual([
			['500', '1037', true],
			['501', '1038', true],
		]);
		expect(conditions(company)).toEqual([
			"SalesReceipt WHERE PaymentRefNum IN ('SH-1')",
			"Invoice WHERE TxnDate >= '2026-11-18' AND TxnDate <= '2026-11-20'",
			"RefundReceipt WHERE TxnDate >= '2026-11-20' AND TxnDate <= '2026-11-20'",
		]);
	});

	it('deposits and transfers by date', async () => {
		const company = new FakeCompany();
		const deposit = posted('Deposit', 1);
		company.tables.Deposit = [row(deposit, { DocNumber: undefined })];
		const found = await company.open().find([deposit, posted('Transfer', 2)]);
		expect([...found.keys()]).toEqual([deposit.postingKey]);
	});

	const sale = posted('SalesReceipt', 1);
	it.each([
		['our key', row(sale), true],
		['our key after spaces', row(sale, { PrivateNote: `Shopify ${sale.postingKey}  ` }), true],
		['our key alone', row(sale, { PrivateNote: sale.postingKey }), true],
		['our key and another total', row(sale, { TotalAmt: 99 }), true],
		[
			'the key of another document of ours',
			row(sale, { PrivateNote: 'x\nquickbooks/1/shopify/y/order/1/SalesReceipt' }),
			false,
		],
		[
			'a key that ours is only the end of',
			row(sale, { PrivateNote: `quickbooks/9/${sale.postingKey}` }),
			false,
		],
		['no key', row(sale, { PrivateNote: 'Voided' }), undefined],
		['no note', row(sale, { PrivateNote: undefined }), undefined],
	])('a document with our number and %s: ours is %p', async (_, entry, ours) => {
		const company = new FakeCompany();
		company.tables.SalesReceipt = [entry];
		const found = (await company.open().find([sale])).get(sale.postingKey);
		expect(found?.id).toBe('500');
		expect(found?.ours).toBe(ours);
		expect(found?.date).toBe('2026-11-20');
	});

	it('of several with one number: ours, then the likeliest', async () => {
		const company = new FakeCompany();
		const foreign = row(sale, { Id: '1', PrivateNote: 'x\nquickbooks/1/shopify/y/order/1/SalesReceipt' });
		const unlike = row(sale, { Id: '2', PrivateNote: '', TotalAmt: 5 });
		const like = row(sale, { Id: '3', PrivateNote: '' });
		const ours = row(sale, { Id: '4' });
		const idOf = async (rows: Record<string, unknown>[]): Promise<string | undefined> => {
			company.tables.SalesReceipt = rows;
			return (await company.open().find([sale])).get(sale.postingKey)?.id;
		};
		expect(await idOf([foreign, unlike, like, ours])).toBe('4');
		expect(await idOf([foreign, unlike, like])).toBe('3');
		expect(await idOf([foreign, unlike])).toBe('2');
		expect(await idOf([foreign])).toBe('1');
	});

	it('an answer that cannot be read is an error, not "not found"', async () => {
		const company = new FakeCompany();
		company.tables.SalesReceipt = [row(sale, { Id: undefined })];
		await expect(company.open().find([sale])).rejects.toMatchObject({ name: 'TransportError' });
	});
});

describe('comparing', () => {
	const session = new FakeCompany().open();
	const taxed = document('SalesReceipt', {
		lines: [{ amount: '10.00', code: TAX_CODES.uk.standard, taxes: [['VAT', '0.2', '2.00', '3']] }],
	});
	const base = { postingKey: taxed.postingKey, entity: 'SalesReceipt', id: '1', number: 'SH-1001' };

	it.each([
		['the same', { total: money('12.00', 'GBP'), totalTax: money('2.00', 'GBP') }, []],
		[
			'another total',
			{ total: money('12.01', 'GBP'), totalTax: money('2.00', 'GBP') },
			['total 12.01 12.00'],
		],
		['another tax', { total: money('12.00', 'GBP'), totalTax: money('2.01', 'GBP') }, ['totalTax 2.01 2.00']],
		['no tax', { total: money('12.00', 'GBP') }, ['totalTax no tax 2.00']],
	])('%s', (_, amounts, differences) => {
		const findings = session.compare(taxed, { ...base, ...amounts });
		expect(
			findings.map(({ code, evidence }) =>
				code === 'POSTED_AMOUNT_DIFFERS'
					? `${evidence?.field} ${evidence?.actual} ${evidence?.expected}`
					: code,
			),
		).toEqual(differences);
	});

	it.each([
		[12.345, '12.345'],
		[undefined, 'no amount'],
		[-12, '-12'],
		[1e30, 'no amount'],
	])('a total of %p is reported once, and the document is not lost', async (total, actual) => {
		const company = new FakeCompany();
		company.tables.SalesReceipt = [row(taxed, { TotalAmt: total, TxnTaxDetail: { TotalTax: 2 } })];
		const found = (await company.open().find([taxed])).get(taxed.postingKey);
		if (found === undefined) throw new Error('lost');
		const findings = session.compare(taxed, found);
		expect(findings.map(({ code, evidence }) => [code, evidence?.actual])).toEqual([
			['POSTED_AMOUNT_DIFFERS', actual],
		]);
	});

	it('a journal is compared by its debits, because its total is always 0', async () => {
		const company = new FakeCompany();
		const journal = document('ManualJournal', {
			lines: [
				{ amount: '12.00', side: 'debit' },
				{ amount: '12.00', side: 'credit' },
			],
		});
		const line = (PostingType: string, Amount: number) => ({
			Amount,
			JournalEntryLineDetail: { PostingType },
		});
		company.tables.JournalEntry = [
			row(journal, { TotalAmt: 0, Line: [line('Debit', 5.5), line('Debit', 6.5), line('Credit', 12)] }),
		];
		const found = (await company.open().find([journal])).get(journal.postingKey);
		expect(found?.total).toEqual(money('12.00', 'GBP'));
		expect(found === undefined ? [] : session.compare(journal, found)).toEqual([]);
	});

	it('a transfer is compared by its amount', async () => {
		const company = new FakeCompany();
		const transfer = document('Transfer', {
			lines: [
				{ amount: '12.00', side: 'credit' },
				{ amount: '12.00', side: 'debit' },
			],
		});
		company.tables.Transfer = [row(transfer, { DocNumber: undefined, TotalAmt: undefined, Amount: 12 })];
		expect((await company.open().find([transfer])).get(transfer.postingKey)?.total).toEqual(
			money('12.00', 'GBP'),
		);
	});
});

describe('addresses for people', () => {
	it.each<[LedgerDocumentType, string, string]>([
		['SalesReceipt', 'SalesReceipt', 'salesreceipt'],
		['Invoice', 'Invoice', 'invoice'],
		['CreditNote', 'CreditMemo', 'creditmemo'],
		['RefundReceipt', 'RefundReceipt', 'refundreceipt'],
		['CustomerPayment', 'Payment', 'recvpayment'],
		['ManualJournal', 'JournalEntry', 'journal'],
		['Expense', 'Purchase', 'expense'],
	])('%s', async (type, entity, page) => {
		for (const [settings, url] of [
			[{ environment: 'production' as const }, `https://app.qbo.intuit.com/app/${page}?txnId=500`],
			[{ environment: 'sandbox' as const }, `https://app.sandbox.qbo.intuit.com/app/${page}?txnId=500`],
			[{ baseUrl: 'http://127.0.0.1:1' }, undefined],
		] as const) {
			const company = new FakeCompany(settings);
			const wanted = posted(type, 1);
			company.tables[entity] = [row(wanted, { PaymentRefNum: wanted.number })];
			expect((await company.open().find([wanted])).get(wanted.postingKey)?.url).toBe(url);
		}
	});
});
