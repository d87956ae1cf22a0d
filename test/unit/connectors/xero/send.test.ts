import type {
	LedgerRequest,
	LedgerSession,
	PostedDocument,
	SendResult,
} from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import type { HttpResponse } from '../../../../core/transport/http';
import { ACCOUNTS, TAX_CODES } from './support/companies';
import { document, money } from './support/documents';
import { FakeOrganisation, ok, refused } from './support/organisation';

const zero = TAX_CODES.uk.zero;
const KEY = '/Sale';

function sale(number: string, more: Parameters<typeof document>[1] = {}): LedgerDocument {
	return document('Invoice', {
		number,
		postingKey: `xero/t/${number}${KEY}`,
		lines: [{ amount: '20.00', code: zero }],
		...more,
	});
}
const credit = (number: string): LedgerDocument =>
	document('CreditNote', {
		number,
		postingKey: `xero/t/${number}/Refund`,
		lines: [{ amount: '5.00', code: zero }],
	});
const journal = (number: string): LedgerDocument =>
	document('ManualJournal', {
		number,
		postingKey: `xero/t/${number}/Dispute`,
		lines: [
			{ account: ACCOUNTS.fees, side: 'debit', amount: '1.00' },
			{ account: ACCOUNTS.paypal, side: 'credit', amount: '1.00' },
		],
	});

async function prepared(
	session: LedgerSession,
	documents: readonly LedgerDocument[],
	posted: ReadonlyMap<string, PostedDocument> = new Map(),
): Promise<LedgerRequest[]> {
	return (await session.prepare(documents, posted)).map((outcome) => {
		if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
		return outcome.value;
	});
}
const kinds = (results: readonly SendResult[]): string[] => results.map(({ kind }) => kind);
const status = (code: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse => ({
	status: code,
	headers,
	body,
});

describe('sending', () => {
	it('creates with PUT, each element for itself, four decimals, one key a call', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const results = await session.send(await prepared(session, [sale('1'), sale('2')]), 'abc-2');
		expect(kinds(results)).toEqual(['created', 'created']);
		const [write, ...more] = organisation.documents;
		expect(more).toEqual([]);
		expect(write).toMatchObject({
			method: 'PUT',
			path: 'Invoices',
			key: 'abc-2-Invoices',
			query: { summarizeErrors: 'false', unitdp: '4' },
		});
		expect(write?.elements).toHaveLength(2);
		expect(organisation.requests.some(({ method }) => method === 'POST')).toBe(false);
	});

	it('says what was posted, and where a person finds it', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const [result] = await session.send(await prepared(session, [sale('1001-A')]), 'r');
		expect(result).toEqual({
			kind: 'created',
			posted: {
				postingKey: `xero/t/1001-A${KEY}`,
				entity: 'Invoices',
				id: expect.stringMatching(/^e0000000-/),
				number: '1001-A',
				date: '2026-11-20',
				total: money('20.00', 'GBP'),
				totalTax: money('0.00', 'GBP'),
				url: expect.stringContaining(
					'https://go.xero.com/organisationlogin/default.aspx?shortcode=%21FR6KJ&',
				),
				ours: true,
			},
		});
	});

	it('groups a mixed batch by endpoint, and gives the results in the order of the requests', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [journal('J'), sale('1'), credit('C'), sale('2')]);
		const results = await session.send(requests, 'r');
		expect(organisation.documents.map(({ path, elements }) => [path, elements.length])).toEqual([
			['Invoices', 2],
			['CreditNotes', 1],
			['ManualJournals', 1],
		]);
		expect(new Set(organisation.documents.map(({ key }) => key)).size).toBe(3);
		expect(results.map((result) => (result.kind === 'created' ? result.posted.entity : result.kind))).toEqual(
			['ManualJournals', 'Invoices', 'CreditNotes', 'Invoices'],
		);
	});

	it('one refused element leaves the others created', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		organisation.onElement = (_, element) =>
			element.InvoiceNumber === '2' ? { ...element, ...refused("Account code '200' is odd") } : undefined;
		const results = await session.send(await prepared(session, [sale('1'), sale('2'), sale('3')]), 'r');
		expect(kinds(results)).toEqual(['created', 'rejected', 'created']);
		expect(results[1]).toMatchObject({ finding: { code: 'REJECTED_BY_LEDGER' } });
	});

	it('a number that is taken is looked up', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		organisation.onElement = (resource, element) =>
			resource === 'Invoices' ? { ...element, ...refused('Invoice # must be unique.') } : undefined;
		const [result] = await session.send(await prepared(session, [sale('1')]), 'r');
		expect(result).toMatchObject({ kind: 'duplicate', finding: { code: 'NUMBER_TAKEN' } });
	});

	it('a locked period is named with the date as it is now', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		organisation.organisation.PeriodLockDate = '/Date(1798675200000+0000)/';
		organisation.onElement = (resource, element) =>
			resource === 'Invoices'
				? {
						...element,
						...refused('The document date cannot be before the period lock date of 31 December 2026'),
					}
				: undefined;
		const [result] = await session.send(requests, 'r');
		expect(result).toMatchObject({
			kind: 'rejected',
			finding: { code: 'PERIOD_CLOSED', evidence: { closedUntil: '2026-12-31' } },
		});
	});

	it.each([
		['another number', { InvoiceNumber: 'other' }],
		['no id', { InvoiceID: '00000000-0000-0000-0000-000000000000' }],
		['nothing of an invoice', { InvoiceID: undefined }],
	])('an answer with %s is looked up rather than believed', async (_, answer) => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		organisation.onElement = (resource, element) =>
			resource === 'Invoices'
				? { ...element, Total: 20, TotalTax: 0, InvoiceID: 'e1-0', ...answer }
				: undefined;
		expect(kinds(await session.send(await prepared(session, [sale('1')]), 'r'))).toEqual(['duplicate']);
	});

	it('an answer with fewer elements leaves all to be looked up', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1'), sale('2')]);
		organisation.onRequest = ({ method }) => (method === 'PUT' ? ok({ Invoices: [{}] }) : undefined);
		expect(kinds(await session.send(requests, 'r'))).toEqual(['duplicate', 'duplicate']);
	});

	it('an account that got another code since is prepared and sent again with another key', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		for (const row of organisation.tables.Accounts ?? []) if (row.Code === '200') row.Code = '4000';
		organisation.onElement = (resource, element) => {
			const [line] = (element.LineItems ?? []) as { AccountCode?: string }[];
			return resource === 'Invoices' && line?.AccountCode === '200'
				? { ...element, ...refused("Account code '200' has been archived, or deleted.") }
				: undefined;
		};
		const results = await session.send(requests, 'r');
		expect(kinds(results)).toEqual(['created']);
		const keys = organisation.documents.map(({ key }) => key);
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(2);
	});

	it('books to other accounts than meant are seen', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		organisation.onElement = (_, element) => ({
			...element,
			InvoiceID: 'e1',
			Total: 20,
			TotalTax: 0,
			LineItems: [{ AccountID: ACCOUNTS.shipping.id }],
		});
		const [result] = await session.send(requests, 'r');
		const posted = result?.kind === 'created' ? result.posted : undefined;
		expect(posted?.findings?.map(({ message }) => message)).toEqual([
			`Invoice 1 was posted to other accounts than was meant: ${ACCOUNTS.shipping.id} instead of Sales.`,
		]);
	});

	it('a journal too, whose bank account is none of its lines', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const expense = document('Expense', {
			number: 'F',
			postingKey: 'xero/t/F/Payout',
			lines: [{ account: ACCOUNTS.fees, amount: '1.00' }],
		});
		const requests = await prepared(session, [journal('J'), expense]);
		const findings = async (): Promise<unknown[]> =>
			(await session.send(requests, 'r')).map((result) =>
				result.kind === 'created' ? result.posted.findings?.map(({ code }) => code) : result.kind,
			);
		expect(await findings()).toEqual([undefined, undefined]);
		organisation.onElement = (resource, element) => ({
			...element,
			[resource === 'ManualJournals' ? 'ManualJournalID' : 'BankTransactionID']: 'e1',
			Total: 1,
			[resource === 'ManualJournals' ? 'JournalLines' : 'LineItems']: [
				{ LineAmount: 1, AccountID: ACCOUNTS.rounding.id },
				{ LineAmount: -1, AccountID: ACCOUNTS.paypal.id },
			],
		});
		expect(await findings()).toEqual([['POSTED_ACCOUNT_DIFFERS'], ['POSTED_ACCOUNT_DIFFERS']]);
	});

	it('a draft is in no account, a warning is passed on', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		organisation.onElement = (_, element) => ({
			...element,
			InvoiceID: 'e1',
			Total: 20,
			TotalTax: 0,
			LineItems: [],
			Status: 'DRAFT',
			StatusAttributeString: 'WARNING',
			Warnings: [{ Message: 'The currency rate looks wrong' }],
		});
		const [result] = await session.send(requests, 'r');
		const posted = result?.kind === 'created' ? result.posted : undefined;
		expect(posted?.findings?.map(({ code }) => code)).toEqual(['POSTED_AMOUNT_DIFFERS', 'LEDGER_REMARK']);
		expect(posted === undefined ? [] : session.compare(sale('1'), posted).map(({ code }) => code)).toEqual([
			'POSTED_AMOUNT_DIFFERS',
			'LEDGER_REMARK',
		]);
	});
});

describe('failures of whole calls', () => {
	it.each([
		[429, 'rateLimited'],
		[401, 'unauthorized'],
		[500, 'uncertain'],
		[404, 'rejected'],
	])('status %p of the only call: %p', async (code, failure) => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		organisation.onRequest = ({ method, url }) =>
			method === 'PUT' || url.endsWith('/Organisation') ? status(code) : undefined;
		await expect(session.send(requests, 'r')).rejects.toMatchObject({ failure });
	});

	it.each([
		[500, 'duplicate'],
		[429, 'retry'],
		[401, 'retry'],
		[404, 'retry'],
	])('status %p of the second call: the first one stands, the rest is %p', async (code, kind) => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1'), credit('C'), journal('J')]);
		organisation.onRequest = ({ method, url }) =>
			(method === 'PUT' && url.endsWith('/CreditNotes')) || url.endsWith('/Organisation')
				? status(code)
				: undefined;
		const results = await session.send(requests, 'r');
		expect(kinds(results).slice(0, 2)).toEqual(['created', kind]);
		// after a lost answer the others are sent all the same; after a refusal for speed nothing more is
		expect(kinds(results)[2]).toBe(kind === 'duplicate' ? 'created' : 'retry');
	});

	it('a scope that is missing holds the kind it is for, and names it', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1'), journal('J')]);
		organisation.onRequest = ({ url }) =>
			url.endsWith('/ManualJournals')
				? status(403, { Title: 'Forbidden', Detail: 'insufficient' })
				: undefined;
		const [first, second] = await session.send(requests, 'r');
		expect(first?.kind).toBe('created');
		expect(second).toMatchObject({ kind: 'rejected', finding: { code: 'REJECTED_BY_LEDGER' } });
		expect(second?.kind === 'rejected' ? second.finding.fix : '').toContain('scope');
	});

	it('an organisation that is not connected ends the run', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		organisation.onRequest = ({ method, url }) =>
			method === 'PUT' || url.endsWith('/Organisation')
				? status(403, { Detail: 'AuthenticationUnsuccessful' })
				: undefined;
		await expect(session.send(requests, 'r')).rejects.toMatchObject({ failure: 'unauthorized' });
	});

	it('a kind that is refused like a bad token, though the organisation opens, is held; once may be chance', async () => {
		for (const [refusals, kind] of [
			[1, 'created'],
			[2, 'rejected'],
		] as const) {
			const organisation = new FakeOrganisation();
			const session = organisation.open();
			const requests = await prepared(session, [journal('J')]);
			let count = 0;
			organisation.onRequest = ({ method }) =>
				method === 'PUT' && count++ < refusals ? status(401) : undefined;
			const [result] = await session.send(requests, 'r');
			expect(result?.kind).toBe(kind);
			const fix = result?.kind === 'rejected' ? result.finding.fix : 'scope';
			expect(fix).toContain('scope');
			expect(new Set(organisation.documents.map(({ key }) => key)).size).toBe(1);
		}
	});

	it('a token that was used for something else is looked up', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1'), sale('2')]);
		const body = {
			Type: 'BadRequestException',
			Message: 'Idempotency Key r is used with a different request.',
		};
		organisation.onRequest = ({ method }) => (method === 'PUT' ? status(400, body) : undefined);
		expect(kinds(await session.send(requests, 'r'))).toEqual(['duplicate', 'duplicate']);
	});

	it('an error of Xero itself is kept under its key, so the next attempt has another', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		let failing = true;
		organisation.onRequest = ({ method }) => (method === 'PUT' && failing ? status(500) : undefined);
		await expect(session.send(requests, 'r')).rejects.toMatchObject({ failure: 'uncertain' });
		failing = false;
		expect(kinds(await session.send(requests, 'r'))).toEqual(['created']);
		const [first, second] = organisation.documents.map(({ key }) => key);
		expect(first).not.toBe(second);
	});

	it('a lost connection keeps its key: the answer may be waiting under it', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const requests = await prepared(session, [sale('1')]);
		let failing = true;
		organisation.onRequest = ({ method }) =>
			method === 'PUT' && failing ? new Error('socket hang up') : undefined;
		await expect(session.send(requests, 'r')).rejects.toMatchObject({ failure: 'uncertain' });
		failing = false;
		await session.send(requests, 'r');
		const [first, second] = organisation.documents.map(({ key }) => key);
		expect(first).toBe(second);
	});

	it('transfers are all or none: a refusal of several is of the whole call', async () => {
		const organisation = new FakeOrganisation();
		const session = organisation.open();
		const transfer = (number: string): LedgerDocument =>
			document('Transfer', {
				number,
				postingKey: `xero/t/${number}/Payout`,
				lines: [
					{ account: ACCOUNTS.bank, side: 'debit', amount: '1.00' },
					{ account: ACCOUNTS.clearing, side: 'credit', amount: '1.00' },
				],
			});
		const requests = await prepared(session, [transfer('1'), transfer('2')]);
		const elements = [refused('Bank account is odd'), {}];
		organisation.onRequest = ({ method }) =>
			method === 'PUT'
				? status(400, { Type: 'ValidationException', Message: 'x', Elements: elements })
				: undefined;
		await expect(session.send(requests, 'r')).rejects.toMatchObject({ failure: 'rejected' });
		expect(organisation.documents[0]?.query).toEqual({});
		elements.pop();
		const [alone] = await session.send(requests.slice(0, 1), 's');
		expect(alone?.kind).toBe('rejected');
	});
});

describe('credits', () => {
	const invoice: PostedDocument = {
		postingKey: 'sale',
		entity: 'Invoices',
		id: '7ef31b20-de17-4312-8382-412f869b1510',
		number: '1001-A',
		total: money('20.00', 'GBP'),
	};
	const note = document('CreditNote', {
		number: 'C',
		postingKey: 'xero/t/C/Refund',
		appliesTo: 'sale',
		lines: [{ amount: '5.00', code: zero }],
	});

	async function send(organisation: FakeOrganisation): Promise<PostedDocument> {
		const session = organisation.open();
		const requests = await prepared(session, [note], new Map([['sale', invoice]]));
		const [result] = await session.send(requests, 'r');
		if (result?.kind !== 'created') throw new Error('not created');
		return result.posted;
	}

	it('are allocated to their invoice', async () => {
		const organisation = new FakeOrganisation();
		const posted = await send(organisation);
		expect(posted.findings).toBeUndefined();
		const [, allocation] = organisation.documents;
		expect(allocation).toMatchObject({ method: 'PUT', path: `CreditNotes/${posted.id}/Allocations` });
		expect(allocation?.elements).toEqual([
			{ Invoice: { InvoiceID: invoice.id }, Amount: 5, Date: '2026-11-20' },
		]);
	});

	it.each([
		['refused', ok({ Allocations: [refused('Amount exceeds the amount outstanding')] }), 'exceeds'],
		['lost', new Error('hang up'), 'no answer'],
	])('whose allocation is %s stay posted, with a warning', async (_, answer, words) => {
		const organisation = new FakeOrganisation();
		organisation.onRequest = ({ url }) => (url.endsWith('/Allocations') ? answer : undefined);
		const posted = await send(organisation);
		expect(posted.findings?.map(({ code }) => code)).toEqual(['CREDIT_NOT_APPLIED']);
		expect(posted.findings?.[0]?.message).toContain(words);
		// sent again with one key, however often
		const keys = organisation.documents
			.filter(({ path }) => path.endsWith('/Allocations'))
			.map(({ key }) => key);
		expect(new Set(keys).size).toBe(1);
	});
});
