import type { LedgerSession, PostedDocument } from '../../../../core/ledger/connector';
import { TransportError } from '../../../../core/transport/http';
import { TAX_CODES } from './support/companies';
import { FakeCompany, faultBody, isWrite } from './support/company';
import { document, money } from './support/documents';

const INVOICE: PostedDocument = {
	postingKey: 'quickbooks/4620816365/shopify/mug-co.myshopify.com/order/1001/Sale',
	entity: 'Invoice',
	id: '1201',
	number: 'SH-1001',
	total: money('120.00', 'GBP'),
};
const credit = document('CreditNote', {
	appliesTo: INVOICE.postingKey,
	number: 'SH-1001-C',
	lines: [{ amount: '10.00', code: TAX_CODES.uk.standard, taxes: [['VAT', '0.2', '2.00', '3']] }],
});

async function post(
	company: FakeCompany,
	posted = INVOICE,
): Promise<{ session: LedgerSession; posted: PostedDocument }> {
	const session = company.open();
	const [outcome] = await session.prepare([credit], new Map([[posted.postingKey, posted]]));
	if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome?.findings));
	expect(outcome.findings).toEqual([]);
	const [result] = await session.send([outcome.value], 'r');
	if (result?.kind !== 'created') throw new Error(JSON.stringify(result));
	return { session, posted: result.posted };
}

const warnings = (session: LedgerSession, posted: PostedDocument): unknown[] =>
	session.compare(credit, posted).map(({ code, severity, evidence }) => [code, severity, evidence?.reason]);

describe('applying a credit', () => {
	it('links credit and invoice by a payment of nothing', async () => {
		const company = new FakeCompany();
		const { session, posted } = await post(company);
		expect(warnings(session, posted)).toEqual([]);
		expect(company.batches.at(-1)?.payloads).toEqual([
			{
				bId: '1',
				operation: 'create',
				Payment: {
					PaymentRefNum: 'SH-1001-C',
					TxnDate: '2026-11-20',
					PrivateNote: 'Applies credit memo SH-1001-C to invoice SH-1001.',
					CustomerRef: { value: '101' },
					TotalAmt: 0,
					Line: [
						{ Amount: 12, LinkedTxn: [{ TxnId: '1201', TxnType: 'Invoice' }] },
						{ Amount: 12, LinkedTxn: [{ TxnId: posted.id, TxnType: 'CreditMemo' }] },
					],
				},
			},
		]);
	});

	it('a refusal is a warning with the reason, and the credit is posted', async () => {
		const company = new FakeCompany();
		company.onPayload = (_, entity) =>
			entity === 'Payment' ? faultBody('6000', 'The amount is greater than the balance.') : undefined;
		const { session, posted } = await post(company);
		expect(warnings(session, posted)).toEqual([
			['CREDIT_NOT_APPLIED', 'warning', 'The amount is greater than the balance. (code 6000)'],
		]);
	});

	it('trouble with the network is repeated with the same id, and then a warning', async () => {
		const company = new FakeCompany();
		company.onRequest = (request) =>
			isWrite(request) && request.url.endsWith('/payment')
				? new TransportError('uncertain', 'QuickBooks gave no answer.')
				: undefined;
		const { session, posted } = await post(company);
		expect(warnings(session, posted)).toEqual([
			['CREDIT_NOT_APPLIED', 'warning', 'QuickBooks gave no answer.'],
		]);
		const ids = company.batches.slice(-4).map(({ requestId }) => requestId);
		expect(new Set(ids).size).toBe(1);
	});

	it('nothing is done where QuickBooks has applied it by itself', async () => {
		const company = new FakeCompany();
		company.onPayload = (_, entity, body) =>
			entity === 'CreditMemo'
				? {
						CreditMemo: { ...body, Id: '9', TotalAmt: 12, RemainingCredit: 0, TxnTaxDetail: { TotalTax: 2 } },
					}
				: undefined;
		const { session, posted } = await post(company);
		expect(warnings(session, posted)).toEqual([]);
		expect(company.batches.at(-1)?.payloads[0]).toHaveProperty('CreditMemo');
	});

	it('a credit that is found again and still open says so', async () => {
		const company = new FakeCompany();
		const row = {
			Id: '9',
			DocNumber: credit.number,
			TxnDate: credit.date,
			PrivateNote: credit.memo,
			TotalAmt: 12,
			TxnTaxDetail: { TotalTax: 2 },
		};
		const session = company.open();
		for (const [left, codes] of [
			[12, ['CREDIT_NOT_APPLIED']],
			[5, []],
			[0, []],
		] as const) {
			company.tables.CreditMemo = [{ ...row, RemainingCredit: left }];
			const found = (await session.find([credit])).get(credit.postingKey);
			expect(found?.ours).toBe(true);
			expect(found === undefined ? [] : session.compare(credit, found).map(({ code }) => code)).toEqual(
				codes,
			);
		}
	});

	it('a sale that was posted as paid cannot be reduced', async () => {
		const session = new FakeCompany().open();
		const receipt = { ...INVOICE, entity: 'SalesReceipt' };
		const [outcome] = await session.prepare([credit], new Map([[receipt.postingKey, receipt]]));
		expect(outcome).toMatchObject({ ok: false, findings: [{ code: 'DOCUMENT_NOT_POSSIBLE' }] });
	});
});
