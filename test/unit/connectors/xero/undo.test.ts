import type { PostedReference } from '../../../../core/ledger/connector';
import type { LedgerDocumentType } from '../../../../core/ledger/documents';
import { money } from './support/documents';
import { FakeOrganisation, refused, type Row } from './support/organisation';

const guid = (n: number): string => `e0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const reference = (documentType: LedgerDocumentType, entity: string, n: number): PostedReference => ({
	postingKey: `xero/t/${n}`,
	documentType,
	entity,
	id: guid(n),
	number: String(n),
	date: '2026-11-20',
	total: money('20.00', 'GBP'),
});

const INVOICE = reference('Invoice', 'Invoices', 1);
const NOTE = reference('CreditNote', 'CreditNotes', 2);
const PAYMENT = reference('CustomerPayment', 'Payments', 3);
const FEE = reference('Expense', 'BankTransactions', 4);
const TRANSFER = reference('Transfer', 'BankTransfers', 5);
const JOURNAL = reference('ManualJournal', 'ManualJournals', 6);
const FEE_LINE = {
	LineItemID: guid(41),
	Description: 'Fee',
	Quantity: 1,
	UnitAmount: 20,
	LineAmount: 20,
	AccountCode: '404',
};
const ALL = [INVOICE, NOTE, PAYMENT, FEE, TRANSFER, JOURNAL];

function books(more: Row = {}): FakeOrganisation {
	const organisation = new FakeOrganisation();
	const common = { Date: '2026-11-20T00:00:00', Status: 'AUTHORISED', ...more };
	Object.assign(organisation.tables, {
		Invoices: [{ InvoiceID: guid(1), Type: 'ACCREC', InvoiceNumber: '1', Total: 20, TotalTax: 0, ...common }],
		CreditNotes: [
			{
				CreditNoteID: guid(2),
				CreditNoteNumber: '2',
				Total: 20,
				TotalTax: 0,
				Allocations: [{ AllocationID: 'a-1' }],
				...common,
			},
		],
		Payments: [{ PaymentID: guid(3), Amount: 20, ...common }],
		BankTransactions: [
			{
				BankTransactionID: guid(4),
				Type: 'SPEND',
				BankAccount: { AccountID: guid(40) },
				LineItems: [FEE_LINE],
				Total: 20,
				...common,
			},
		],
		BankTransfers: [{ BankTransferID: guid(5), Amount: 20, ...common }],
		ManualJournals: [
			{
				ManualJournalID: guid(6),
				Narration: 'N',
				JournalLines: [{ LineAmount: 20 }, { LineAmount: -20 }],
				...common,
			},
		],
	});
	return organisation;
}

describe('reading back', () => {
	it('many of a kind with one question, by id', async () => {
		const organisation = books();
		const answers = await organisation.open().read(ALL);
		expect(
			answers.map((answer) => (answer.state === 'there' ? answer.posted.total.amount : answer.state)),
		).toEqual(ALL.map(() => '20.00'));
		expect(organisation.questions('Invoices')).toEqual([guid(1)]);
		expect(organisation.questions('Payments')).toEqual([`PaymentID==Guid("${guid(3)}")`]);
		expect(organisation.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('what was voided, and what is not there', async () => {
		const answers = await books({ Status: 'VOIDED' })
			.open()
			.read([INVOICE, { ...NOTE, id: guid(99) }, { ...NOTE, entity: 'Else' }]);
		expect(answers.map(({ state }) => state)).toEqual(['voided', 'missing', 'missing']);
	});

	it('figures as they are there now', async () => {
		const organisation = books();
		Object.assign(organisation.tables.Invoices?.[0] ?? {}, {
			Total: 25,
			InvoiceNumber: 'renamed',
			Date: '2026-11-21',
		});
		const [answer] = await organisation.open().read([INVOICE]);
		expect(answer).toMatchObject({
			state: 'there',
			posted: {
				number: 'renamed',
				date: '2026-11-21',
				total: { amount: '25.00' },
				totalTax: { amount: '0.00' },
			},
		});
	});
});

describe('taking back', () => {
	it('voids or deletes each kind as Xero wants it, what depends on others first', async () => {
		const organisation = books();
		const results = await organisation.open().undo(ALL, 'u');
		expect(results).toEqual([
			{ kind: 'undone', how: 'voided' },
			{ kind: 'undone', how: 'voided' },
			{ kind: 'undone', how: 'deleted' },
			{ kind: 'undone', how: 'deleted' },
			{ kind: 'undone', how: 'deleted' },
			{ kind: 'undone', how: 'voided' },
		]);
		expect(organisation.writes.map(({ method, path, elements }) => [method, path, elements])).toEqual([
			['POST', `Payments/${guid(3)}`, []],
			['DELETE', `CreditNotes/${guid(2)}/Allocations/a-1`, []],
			['POST', 'CreditNotes', [{ CreditNoteID: guid(2), Status: 'VOIDED' }]],
			['POST', 'Invoices', [{ InvoiceID: guid(1), Status: 'VOIDED' }]],
			[
				'POST',
				'BankTransactions',
				[
					{
						BankTransactionID: guid(4),
						Type: 'SPEND',
						BankAccount: { AccountID: guid(40) },
						LineItems: [FEE_LINE],
						Status: 'DELETED',
					},
				],
			],
			['POST', 'BankTransfers', [{ BankTransferID: guid(5), Status: 'DELETED' }]],
			['POST', 'ManualJournals', [{ ManualJournalID: guid(6), Narration: 'N', Status: 'VOIDED' }]],
		]);
	});

	it('again does nothing, and says the same', async () => {
		const organisation = books();
		const session = organisation.open();
		await session.undo(ALL, 'u');
		const count = organisation.writes.length;
		const results = await session.undo(ALL, 'v');
		expect(results.map(({ kind }) => kind)).toEqual(ALL.map(() => 'undone'));
		expect(organisation.writes).toHaveLength(count);
	});

	it('never touches a locked period, by the date the document has there', async () => {
		const organisation = books();
		organisation.organisation.PeriodLockDate = '2026-11-20';
		const results = await organisation.open().undo(ALL, 'u');
		expect(
			results.every((result) => result.kind === 'notPossible' && result.finding.code === 'PERIOD_CLOSED'),
		).toBe(true);
		expect(organisation.writes).toEqual([]);
	});

	it('what Xero does not let go has its reason', async () => {
		const organisation = books();
		organisation.onElement = (resource, element) =>
			resource === 'Invoices'
				? { ...element, ...refused('This document cannot be voided, as it has a payment.') }
				: undefined;
		const [result] = await organisation.open().undo([INVOICE], 'u');
		expect(result?.kind === 'notPossible' ? result.finding.message : '').toContain('as it has a payment');
	});

	it('a failure after something was done asks to be called again; before that it is thrown', async () => {
		const organisation = books();
		organisation.onRequest = ({ method, url }) =>
			method === 'POST' && url.endsWith('/Invoices') ? { status: 503, headers: {}, body: '' } : undefined;
		const results = await organisation.open().undo([INVOICE, PAYMENT], 'u');
		expect(results.map(({ kind }) => kind)).toEqual(['again', 'undone']);
		await expect(organisation.open().undo([INVOICE], 'u')).rejects.toMatchObject({ failure: 'uncertain' });
	});
});
