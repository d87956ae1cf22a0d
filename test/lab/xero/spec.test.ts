/** The official description is used where it lies beside the checkout: a shape that it does not allow is found. */
import { xeroSpec } from '../../../lab/ledgers/xero/spec';
import { describeWithShared } from '../../support/shared';
import { line, open, sale } from './support/books';

describeWithShared('the official OpenAPI description', () => {
	test('answers of another shape are found', () => {
		const spec = xeroSpec();
		expect(spec?.problems('Invoices', { Invoices: [{ Type: 'ACCREC', Total: 1 }] })).toEqual([]);
		expect(spec?.problems('Invoices', { Invoices: [{ Type: 'SALE', Total: '1' }] })).toHaveLength(2);
		expect(spec?.problems('Payments', { Payments: [{ PaymentID: 'x' }] })).toHaveLength(1);
	});

	test.each([
		['PUT', ['invoices'], 'Invoices'],
		['POST', ['payments', 'x'], 'PaymentDelete'],
		['PUT', ['creditnotes', 'x', 'allocations'], 'Allocations'],
		['PUT', ['accounts'], 'Account'],
		['GET', ['invoices'], undefined],
	])('%s %j has the body %s', (method, path, schema) => {
		expect(xeroSpec()?.bodyOf(method, path)).toBe(schema);
	});

	test('a request that the description does not allow is refused in the lab', async () => {
		const books = open();
		const contact = await books.contact();
		// "no such currency": the lab's own rule would say that it is not subscribed to
		const [message] = await books.refused(
			'PUT',
			'Invoices',
			sale(contact, 'A', [line(1)], { CurrencyCode: 'QQQ' }),
		);
		expect(message).toMatch(/official description of Invoices|not subscribed to currency QQQ/);
		const allocation = await books.put('CreditNotes', {
			Type: 'ACCRECCREDIT',
			Contact: contact,
			Status: 'AUTHORISED',
			LineItems: [line(1)],
		});
		const path = `CreditNotes/${String(allocation['CreditNoteID'])}/Allocations`;
		expect(await books.refused('PUT', path, { Allocations: [{ Amount: 1 }] })).toEqual([
			expect.stringMatching(/official description of Allocations says: .*required/),
		]);
	});
});
