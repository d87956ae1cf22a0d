import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { ACCOUNTS, TAX_CODES } from './support/companies';
import { document, money } from './support/documents';
import { FakeOrganisation, type Row } from './support/organisation';

const zero = TAX_CODES.uk.zero;
const guid = (n: number): string => `e0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const sale = (number: string, more: Parameters<typeof document>[1] = {}): LedgerDocument =>
	document('Invoice', {
		number,
		postingKey: `xero/t/${number}/Sale`,
		lines: [{ amount: '20.00', code: zero }],
		...more,
	});

const invoiceRow = (number: string, more: Row = {}): Row => ({
	InvoiceID: guid(1),
	Type: 'ACCREC',
	InvoiceNumber: number,
	Reference: `xero/t/${number}/Sale`,
	Date: '/Date(1795132800000+0000)/',
	Status: 'AUTHORISED',
	Total: 20,
	TotalTax: 0,
	LineItems: [],
	...more,
});

async function find(
	organisation: FakeOrganisation,
	documents: readonly LedgerDocument[],
): Promise<readonly (PostedDocument | undefined)[]> {
	const found = await organisation.open().find(documents);
	return documents.map(({ postingKey }) => found.get(postingKey));
}

describe('looking up', () => {
	it('invoices by their numbers, many in a question', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [invoiceRow('2')];
		const documents = Array.from({ length: 50 }, (_, index) => sale(String(index)));
		const found = await find(organisation, documents);
		expect(found.filter((posted) => posted !== undefined)).toEqual([
			expect.objectContaining({
				number: '2',
				ours: true,
				date: '2026-11-20',
				entity: 'Invoices',
				id: guid(1),
			}),
		]);
		expect(organisation.questions('Invoices')).toHaveLength(2);
	});

	it.each<[string, Row, Partial<PostedDocument> | undefined]>([
		['ours by its key', {}, { ours: true }],
		['of another key of ours', { Reference: 'xero/t/9/Sale' }, { ours: false }],
		['whose reference was rewritten', { Reference: 'PO 7' }, {}],
		['voided: only its number is taken', { Status: 'VOIDED' }, { ours: false }],
		['deleted: nothing is there', { Status: 'DELETED' }, undefined],
		['a bill with the same number', { Type: 'ACCPAY' }, undefined],
	])('an invoice %s', async (_, row, expected) => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [invoiceRow('1', row)];
		const [posted] = await find(organisation, [sale('1')]);
		if (expected === undefined) expect(posted).toBeUndefined();
		else {
			expect(posted).toMatchObject({ number: '1', ...expected });
			expect(posted !== undefined && 'ours' in posted).toBe('ours' in expected);
		}
	});

	it('prefers ours among several with one number', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [
			invoiceRow('1', { InvoiceID: guid(7), Reference: 'xero/t/9/Sale' }),
			invoiceRow('1', { InvoiceID: guid(8), Reference: '' }),
			invoiceRow('1', { InvoiceID: guid(9) }),
		];
		expect((await find(organisation, [sale('1')]))[0]?.id).toBe(guid(9));
		organisation.tables.Invoices.pop();
		expect((await find(organisation, [sale('1')]))[0]?.id).toBe(guid(8));
	});

	it('a number with quotes or commas stays inside its filter', async () => {
		const organisation = new FakeOrganisation();
		const number = '1,"\\ OR Type=="ACCPAY';
		organisation.tables.Invoices = [invoiceRow(number)];
		const [posted] = await find(organisation, [sale(number)]);
		expect(posted?.number).toBe(number);
		expect(organisation.questions('Invoices')).toEqual(['InvoiceNumber=="1,\\"\\\\ OR Type==\\"ACCPAY"']);
	});

	it('credit notes by number, payments and bank transactions by reference', async () => {
		const organisation = new FakeOrganisation();
		const note = document('CreditNote', {
			number: 'C',
			postingKey: 'xero/t/C/Refund',
			lines: [{ amount: '5.00', code: zero }],
		});
		const payment = document('CustomerPayment', {
			number: 'P',
			postingKey: 'xero/t/P/Sale/payment/1',
			total: money('20.00', 'GBP'),
		});
		const fee = document('Expense', {
			number: 'F',
			postingKey: 'xero/t/F/Payout',
			lines: [{ account: ACCOUNTS.fees, amount: '1.00' }],
		});
		organisation.tables.CreditNotes = [
			{
				CreditNoteID: guid(1),
				Type: 'ACCRECCREDIT',
				CreditNoteNumber: 'C',
				Reference: note.postingKey,
				Total: 5,
				TotalTax: 0,
				RemainingCredit: 5,
			},
		];
		organisation.tables.Payments = [
			{ PaymentID: guid(2), Reference: payment.postingKey, Amount: 20, Status: 'DELETED' },
			{ PaymentID: guid(3), Reference: payment.postingKey, Amount: 20, Status: 'AUTHORISED' },
		];
		organisation.tables.BankTransactions = [
			{
				BankTransactionID: guid(4),
				Type: 'SPEND',
				Reference: fee.postingKey,
				Total: 1,
				TotalTax: 0,
				Status: 'AUTHORISED',
			},
		];
		const found = await find(organisation, [note, payment, fee]);
		expect(found.map((posted) => [posted?.entity, posted?.id, posted?.total.amount, posted?.ours])).toEqual([
			['CreditNotes', guid(1), '5.00', true],
			['Payments', guid(3), '20.00', true],
			['BankTransactions', guid(4), '1.00', true],
		]);
		expect(organisation.questions('CreditNotes')).toEqual(['CreditNoteNumber=="C"']);
		expect(organisation.questions('Payments')).toEqual(['Reference=="xero/t/P/Sale/payment/1"']);
	});

	it('journals and transfers by date, told apart by their key', async () => {
		const organisation = new FakeOrganisation();
		const journal = (number: string, date: string) =>
			document('ManualJournal', {
				number,
				date,
				postingKey: `xero/t/${number}/Dispute`,
				lines: [
					{ account: ACCOUNTS.disputes, side: 'debit', amount: '3.00' },
					{ account: ACCOUNTS.paypal, side: 'credit', amount: '3.00' },
				],
			});
		const transfer = document('Transfer', {
			number: 'T',
			postingKey: 'xero/t/T/Payout',
			lines: [
				{ account: ACCOUNTS.bank, side: 'debit', amount: '7.00' },
				{ account: ACCOUNTS.clearing, side: 'credit', amount: '7.00' },
			],
		});
		const lines = [{ LineAmount: 3 }, { LineAmount: -3 }];
		organisation.tables.ManualJournals = [
			{
				ManualJournalID: guid(1),
				Narration: 'Dispute.\nxero/t/11/Dispute',
				JournalLines: lines,
				Status: 'POSTED',
			},
			{
				ManualJournalID: guid(2),
				Narration: 'Dispute. xero/t/1/Dispute',
				JournalLines: lines,
				Status: 'POSTED',
			},
			{
				ManualJournalID: guid(3),
				Narration: 'Dispute. xero/t/2/Dispute',
				JournalLines: lines,
				Status: 'VOIDED',
			},
		];
		organisation.tables.BankTransfers = [
			{ BankTransferID: guid(5), Reference: 'rent', Amount: 7 },
			{ BankTransferID: guid(6), Reference: 'xero/t/T/Payout', Amount: 7, Status: 'AUTHORISED' },
		];
		const documents = [journal('1', '2026-11-02'), journal('2', '2026-11-30'), transfer];
		const found = await find(organisation, documents);
		expect(found.map((posted) => posted?.id)).toEqual([guid(2), undefined, guid(6)]);
		expect(found[0]?.total.amount).toBe('3.00');
		expect(organisation.questions('ManualJournals')).toEqual([
			'Date>=DateTime(2026,11,02) AND Date<=DateTime(2026,11,30)',
		]);
	});

	it('finds what could not be prepared today', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [invoiceRow('1')];
		const meant = sale('1', { lines: [{ amount: '20.00', account: ACCOUNTS.archived }] });
		const session = organisation.open();
		expect((await session.prepare([meant], new Map()))[0]?.ok).toBe(false);
		expect((await session.find([meant])).get(meant.postingKey)?.ours).toBe(true);
	});

	it('a page that cannot be read is an error, not an absence', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [{ InvoiceID: 7 }];
		await expect(find(organisation, [document('CreditNote'), sale('undefined')])).rejects.toMatchObject({
			failure: 'rejected',
		});
	});
});

describe('comparing', () => {
	it('total and tax as Xero has them against ours', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [invoiceRow('1', { Total: 24.01, TotalTax: 4.01 })];
		const session = organisation.open();
		const meant = sale('1', {
			lines: [
				{ amount: '20.00', code: TAX_CODES.uk.standard, taxes: [['VAT', '0.2', '4.00', 'OUTPUT2/VAT']] },
			],
		});
		const posted = (await session.find([meant])).get(meant.postingKey);
		if (posted === undefined) throw new Error('not found');
		expect(
			session.compare(meant, posted).map(({ code, path, evidence }) => [code, path, evidence?.actual]),
		).toEqual([
			['POSTED_AMOUNT_DIFFERS', 'total', '24.01'],
			['POSTED_AMOUNT_DIFFERS', 'totalTax', '4.01'],
		]);
	});

	it('an amount that is none of the currency is reported once', async () => {
		const organisation = new FakeOrganisation();
		organisation.tables.Invoices = [invoiceRow('1', { Total: 20.005, TotalTax: undefined })];
		const session = organisation.open();
		const meant = sale('1');
		const posted = (await session.find([meant])).get(meant.postingKey);
		if (posted === undefined) throw new Error('not found');
		expect(session.compare(meant, posted).map(({ path }) => path)).toEqual(['total']);
	});
});
