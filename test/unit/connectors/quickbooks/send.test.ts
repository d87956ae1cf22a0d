import type { LedgerRequest, LedgerSession, PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { TransportError } from '../../../../core/transport/http';
import { ACCOUNTS, TAX_CODES } from './support/companies';
import { FakeCompany, faultBody, ok, isWrite } from './support/company';
import { document, money } from './support/documents';

const STANDARD = TAX_CODES.uk.standard;
const NONE = new Map<string, never>();

function receipt(order: number): LedgerDocument {
	return document('SalesReceipt', {
		businessKey: `shopify/mug-co.myshopify.com/order/${order}`,
		number: `SH-${order}`,
		lines: [{ amount: '10.00', code: STANDARD, taxes: [['VAT', '0.2', '2.00', '3']] }],
	});
}

async function prepared(
	session: LedgerSession,
	documents: readonly LedgerDocument[],
): Promise<LedgerRequest[]> {
	const outcomes = await session.prepare(documents, NONE);
	return outcomes.map((outcome) => {
		if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
		return outcome.value;
	});
}

describe('sending', () => {
	it('posts a batch in one request and gives each document as the ledger has it', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1), receipt(2)]);
		const results = await session.send(requests, 'a'.repeat(36));
		const batch = company.batches.at(-1);
		expect(batch?.requestId).toBe('a'.repeat(36));
		expect(batch?.payloads.map(({ bId, operation, SalesReceipt }) => [bId, operation, SalesReceipt])).toEqual(
			[
				['1', 'create', requests[0]?.body],
				['2', 'create', requests[1]?.body],
			],
		);
		expect(results[0]).toEqual({
			kind: 'created',
			posted: {
				postingKey: requests[0]?.document.postingKey,
				entity: 'SalesReceipt',
				id: '102',
				number: 'SH-1',
				date: '2026-11-20',
				total: money('12.00', 'GBP'),
				totalTax: money('2.00', 'GBP'),
				url: 'https://app.qbo.intuit.com/app/salesreceipt?txnId=102',
				version: '0',
				ours: true,
			},
		});
		results.forEach((result, index) => {
			if (result.kind !== 'created') throw new Error(result.kind);
			expect(session.compare(requests[index]!.document, result.posted)).toEqual([]);
		});
	});

	it('of 30 with faults in between, the others are posted', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(
			session,
			Array.from({ length: 30 }, (_, index) => receipt(index + 1)),
		);
		const faults: Record<string, Record<string, unknown>> = {
			'3': faultBody('6000', 'Business Validation Error', 'You must set a transaction amount.'),
			'7': faultBody('6140', 'Duplicate Document Number Error'),
			'11': faultBody('6210', 'Account Period Closed, Cannot Update Through Services API'),
			'13': faultBody('3001', 'message=ThrottleExceeded', '', 'SERVICE'),
			'17': faultBody('10000', 'An application error has occurred', '', 'SystemFault'),
			'19': {},
			'23': { SalesReceipt: { nonsense: true } },
			'29': { SalesReceipt: { Id: '5', DocNumber: 'SH-999', TotalAmt: 12 } },
		};
		company.onPayload = ({ bId }) => faults[bId];
		company.preferences.AccountingInfoPrefs = { BookCloseDate: '2026-10-31' };
		const results = await session.send(requests, 'r');
		const kinds = results.map((result) =>
			result.kind === 'created' || result.kind === 'retry'
				? result.kind
				: `${result.kind} ${result.finding.code}`,
		);
		expect(kinds.filter((kind) => kind === 'created')).toHaveLength(22);
		expect(Object.keys(faults).map((bId) => kinds[Number(bId) - 1])).toEqual([
			'rejected REJECTED_BY_LEDGER',
			'duplicate NUMBER_TAKEN',
			'rejected PERIOD_CLOSED',
			'retry',
			'duplicate POSTING_UNCERTAIN',
			'duplicate POSTING_UNCERTAIN',
			'duplicate POSTING_UNCERTAIN',
			'duplicate POSTING_UNCERTAIN',
		]);
		expect(results[12]).toEqual({ kind: 'retry', afterMs: 60_000 });
		const closed = results[10];
		expect(closed?.kind === 'rejected' && closed.finding.message).toBe(
			'The books are closed until 2026-10-31; the document is of 2026-11-20.',
		);
	});

	it('matches answers by bId, whatever their order', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1), receipt(2)]);
		company.onRequest = ({ url }) =>
			url.endsWith('/batch')
				? ok({
						BatchItemResponse: [
							{ bId: '2', SalesReceipt: { Id: '9', TotalAmt: 12 } },
							{ bId: '1', ...faultBody('6000', 'no') },
						],
					})
				: undefined;
		const results = await session.send(requests, 'r');
		expect(results.map((result) => (result.kind === 'created' ? result.posted.id : result.kind))).toEqual([
			'rejected',
			'9',
		]);
	});

	it('a known request id means: look every document up', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1), receipt(2)]);
		company.onRequest = ({ url }) =>
			url.endsWith('/batch')
				? { status: 400, headers: {}, body: faultBody('600', 'Duplicate Request ID') }
				: undefined;
		expect((await session.send(requests, 'r')).map(({ kind }) => kind)).toEqual(['duplicate', 'duplicate']);
	});

	it.each([
		['a refused connection', new TransportError('unsent', 'refused'), 'unsent'],
		['no answer', new TransportError('uncertain', 'timeout'), 'uncertain'],
		['a broken port', new Error('Bearer secret'), 'uncertain'],
		['500', { status: 500, headers: {}, body: '' }, 'uncertain'],
		['200 with nonsense', ok('<html>'), 'uncertain'],
		['429', { status: 429, headers: {}, body: '' }, 'rateLimited'],
		['401', { status: 401, headers: {}, body: '' }, 'unauthorized'],
		['a refusal of the whole', { status: 400, headers: {}, body: faultBody('1040', 'Too many') }, 'rejected'],
		['a refusal inside 200', ok(faultBody('6190', 'Subscription ended')), 'rejected'],
	])('%s is thrown once, and never sent again here', async (_, answer, failure) => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1), receipt(2)]);
		company.onRequest = (request) => (isWrite(request) ? answer : undefined);
		const before = company.batches.length;
		await expect(session.send(requests, 'r')).rejects.toMatchObject({ name: 'TransportError', failure });
		expect(company.batches.length - before).toBe(1);
	});

	it('refuses more than 30 and ids of more than 36 characters', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const [request] = await prepared(session, [receipt(1)]);
		if (request === undefined) throw new Error('not prepared');
		await expect(session.send(Array<LedgerRequest>(31).fill(request), 'r')).rejects.toThrow(RangeError);
		await expect(session.send([request], 'r'.repeat(37))).rejects.toThrow(RangeError);
		expect(session.maxBatch).toBe(30);
	});
});

describe('references that went stale', () => {
	const INACTIVE = faultBody(
		'610',
		'Object Not Found',
		"Something you're trying to use has been made inactive.",
	);

	/** A company where the first item of account 79 was made inactive after it was cached. */
	async function withInactiveItem(): Promise<{
		company: FakeCompany;
		session: LedgerSession;
		requests: LedgerRequest[];
	}> {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1), receipt(2)]);
		const old = company.tables.Item?.[0]?.Id;
		company.tables.Item = [];
		company.onPayload = ({ bId }, entity, body) => {
			if (entity !== 'SalesReceipt' || bId !== '1') return undefined;
			const line = (body.Line as { SalesItemLineDetail: { ItemRef: { value: unknown } } }[])[0];
			return line?.SalesItemLineDetail.ItemRef.value === old ? INACTIVE : undefined;
		};
		return { company, session, requests };
	}

	it('are read anew once and sent once more, alone and with an id of their own', async () => {
		const { company, session, requests } = await withInactiveItem();
		const results = await session.send(requests, 'first');
		expect(results.map(({ kind }) => kind)).toEqual(['created', 'created']);
		expect(company.cache.cleared).toBe(1);
		const receipts = company.batches.filter(({ payloads }) => 'SalesReceipt' in (payloads[0] ?? {}));
		expect(receipts.map(({ payloads }) => payloads.length)).toEqual([2, 1]);
		expect(receipts[1]?.requestId).toMatch(/^[0-9a-f]{36}$/);
	});

	it('become a finding when nothing changes', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1)]);
		company.onPayload = (_, entity) => (entity === 'SalesReceipt' ? INACTIVE : undefined);
		const before = company.batches.length;
		const [result] = await session.send(requests, 'r');
		expect(result).toMatchObject({ kind: 'rejected', finding: { code: 'REJECTED_BY_LEDGER' } });
		expect(company.batches.length - before).toBe(1);
		expect(company.cache.cleared).toBe(1);
	});

	it.each([
		['uncertain', 'duplicate'],
		['rateLimited', 'retry'],
		['unsent', 'retry'],
		['unauthorized', 'rejected'],
	] as const)('%s the second time does not hide what the first has done: %s', async (failure, kind) => {
		const { company, session, requests } = await withInactiveItem();
		const before = company.batches.length;
		company.onRequest = (request) => {
			const receipts = company.batches
				.slice(before)
				.filter(({ payloads }) => 'SalesReceipt' in (payloads[0] ?? {}));
			return isWrite(request) && receipts.length === 2 ? new TransportError(failure, 'failed', 5) : undefined;
		};
		const results = await session.send(requests, 'first');
		expect(results.map((result) => result.kind)).toEqual([kind, 'created']);
	});

	it('no answer while reading anew: the refusal stands', async () => {
		const { company, session, requests } = await withInactiveItem();
		company.onRequest = ({ method }) =>
			method === 'GET' ? { status: 401, headers: {}, body: '' } : undefined;
		const results = await session.send(requests, 'first');
		expect(results.map(({ kind }) => kind)).toEqual(['rejected', 'created']);
	});

	it('a payment keeps the invoice it is linked to', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const invoice: PostedDocument = {
			postingKey: 'quickbooks/1/x/Invoice',
			entity: 'Invoice',
			id: '77',
			number: 'SH-1',
			total: money('20.00', 'GBP'),
		};
		const payment = document('CustomerPayment', {
			appliesTo: invoice.postingKey,
			lines: [{ role: 'receivable', account: ACCOUNTS.receivable, amount: '20.00' }],
		});
		const [outcome] = await session.prepare([payment], new Map([[invoice.postingKey, invoice]]));
		if (outcome?.ok !== true) throw new Error('held');
		let refused = 0;
		company.onPayload = (_, entity) =>
			entity === 'Payment' && refused++ === 0 ? faultBody('2500', 'Invalid Reference Id') : undefined;
		company.tables.Customer = [];
		const [result] = await session.send([outcome.value], 'r');
		expect(result?.kind).toBe('created');
		expect(company.batches.at(-1)?.payloads[0]?.Payment).toMatchObject({
			Line: [{ LinkedTxn: [{ TxnId: '77', TxnType: 'Invoice' }] }],
		});
	});
});

describe('one document alone', () => {
	it('goes to its own endpoint with the token, and comes back as the ledger has it', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1)]);
		const [result] = await session.send(requests, 'token');
		const sent = company.requests.at(-1);
		expect(sent?.url).toMatch(/\/salesreceipt$/);
		expect(sent?.query).toMatchObject({ requestid: 'token' });
		expect(result).toMatchObject({ kind: 'created', posted: { entity: 'SalesReceipt', number: 'SH-1' } });
	});

	it('refused with a Fault of status 400 is that document’s refusal', async () => {
		const company = new FakeCompany();
		const session = company.open();
		const requests = await prepared(session, [receipt(1)]);
		company.onPayload = () => faultBody('6000', 'A business validation error has occurred');
		const [result] = await session.send(requests, 'token');
		expect(result).toMatchObject({ kind: 'rejected', finding: { code: 'REJECTED_BY_LEDGER' } });
	});
});
