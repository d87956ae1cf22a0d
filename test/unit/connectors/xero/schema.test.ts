/**
 * Every request is one of Xero's published schema: golden requests, contacts, allocations. The schema leaves unknown fields
 * alone; here they are wrong, so that a misspelt one is found.
 */
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { transactionSchema } from '../../../../connectors/ledgers/xero/payload';
import { endOf } from '../../../../connectors/ledgers/xero/undo';
import { contactFor, contactWish } from '../../../../connectors/ledgers/xero/customers';
import { allocationOf } from '../../../../connectors/ledgers/xero/applyCredit';
import { describeWithShared, shared } from '../../../support/shared';
import { document, money } from './support/documents';
import { goldenNames, requestsOf } from './support/golden';

const ID = '7ef31b20-de17-4312-8382-412f869b1510';

type Schema = Record<string, unknown>;

/** The specification's ways of writing that are none of JSON Schema's, put right; unknown fields are refused. */
function strict(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(strict);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value)
		.filter(
			([key]) =>
				!['example', 'externalDocs', 'xml', 'description', 'nullable'].includes(key) && !key.startsWith('x-'),
		)
		.map(([key, inner]) => [
			key,
			key === '$ref' ? String(inner).replace('#/components/schemas/', '#/$defs/') : strict(inner),
		]);
	const schema = Object.fromEntries(entries) as Schema;
	if (typeof schema.properties === 'object' && schema.type === 'object') schema.additionalProperties = false;
	if (schema.format === 'double' || schema.format === 'decimal') delete schema.format;
	return schema;
}

describeWithShared('requests against the official schema', () => {
	const spec = parse(readFileSync(shared('specs/xero/xero_accounting.yaml'), 'utf8')) as {
		components: { schemas: Record<string, unknown> };
	};
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	const $defs = strict(spec.components.schemas) as Record<string, unknown>;
	const problems = (name: string, value: unknown): string[] => {
		const validate = ajv.compile({ $defs, $ref: `#/$defs/${name}` });
		validate(value);
		return (validate.errors ?? []).map(
			({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
		);
	};

	it('finds a wrong field, a wrong type and a wrong value', () => {
		const wrong = {
			Invoices: [{ Type: 'SALE', Nonsense: 1, LineItems: [{ Quantity: 'two' }], Status: 'AUTHORISED' }],
		};
		expect(problems('Invoices', wrong)).toHaveLength(3);
	});

	it.each(goldenNames())('%s', (name) => {
		for (const { entity, body } of requestsOf(name))
			expect([name, problems(entity, { [entity]: [body] })]).toEqual([name, []]);
	});

	it('a contact and an allocation', () => {
		const wish = contactWish(
			document('Invoice', { customer: { id: '7', name: 'Ann Lee', email: 'ann@example.com' } }),
			'each',
		);
		expect(problems('Contacts', { Contacts: [contactFor(wish, wish.names[0])] })).toEqual([]);
		const credit = document('CreditNote');
		const posted = {
			postingKey: 'k',
			entity: 'Invoices',
			id: '7ef31b20-de17-4312-8382-412f869b1510',
			number: '1',
			total: money('20.00', 'GBP'),
		};
		const allocation = allocationOf({ document: credit, entity: 'CreditNotes', body: {} }, posted);
		expect(problems('Allocations', { Allocations: [allocation] })).toEqual([]);
	});

	it.each([
		['Invoices', { InvoiceID: ID }],
		['CreditNotes', { CreditNoteID: ID }],
		['ManualJournals', { ManualJournalID: ID, Narration: 'N' }],
		[
			'BankTransactions',
			{
				BankTransactionID: ID,
				Type: 'SPEND',
				BankAccount: { AccountID: ID },
				LineItems: [
					{
						LineItemID: ID,
						Description: 'Fee',
						Quantity: 1,
						UnitAmount: 1,
						AccountCode: '404',
						TaxType: 'NONE',
					},
				],
			},
		],
	] as const)('what takes %s back', (entity, row) => {
		const body = endOf(entity, ID, transactionSchema.parse(row));
		expect(problems(entity, { [entity]: [body] })).toEqual([]);
	});

	it('what takes transfers and payments back', () => {
		const transfer = endOf('BankTransfers', ID, transactionSchema.parse({ BankTransferID: ID }));
		expect(problems('BankTransfersDelete', { BankTransfers: [transfer] })).toEqual([]);
		expect(problems('PaymentDelete', { Status: 'DELETED' })).toEqual([]);
	});
});
