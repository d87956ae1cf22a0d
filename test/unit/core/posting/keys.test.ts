import { fingerprint } from '../../../../core/posting/fingerprint';
import { postingKey } from '../../../../core/posting/keys';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { money } from '../../../support/documents';

const DOCUMENT: LedgerDocument = {
	type: 'SalesReceipt',
	postingKey: 'quickbooks/1/shopify/s/order/1/Sale',
	businessKey: 'shopify/s/order/1',
	number: '1001-ABCDEFGH',
	orderNumber: '#1001',
	date: '2026-03-02',
	currency: 'USD',
	lines: [
		{
			role: 'sales',
			account: { id: '1', name: 'Sales' },
			side: 'credit',
			amount: money('100'),
			description: 'Lantern',
			quantity: '1',
			taxCode: { ledger: 'quickbooks', id: '10', name: '10%', rates: [] },
			taxes: [{ name: 'VAT', rate: '0.1', amount: money('10'), ledgerRateId: 'r' }],
			dimensions: { class: '1', location: '2' },
		},
		{
			role: 'discounts',
			account: { id: '2', name: 'Discounts' },
			side: 'debit',
			amount: money('5'),
			description: 'Discount',
			taxes: [],
		},
	],
	taxes: [{ name: 'VAT', rate: '0.1', ledgerRateId: 'r', amount: money('10'), taxable: money('95') }],
	total: money('105'),
	totalTax: money('10'),
	moneyAccount: { id: '3', name: 'Clearing' },
	channel: 'web',
	store: 's',
	memo: 'Sale',
};
const [FIRST, SECOND] = DOCUMENT.lines;
if (FIRST === undefined || SECOND === undefined) throw new Error('two lines');

const withFirst = (more: Partial<typeof FIRST>): LedgerDocument => ({
	...DOCUMENT,
	lines: [{ ...FIRST, ...more }, SECOND],
});

describe('postingKey', () => {
	it('is ledger, company, event, purpose and part', () => {
		expect(postingKey('quickbooks', '9130', 'shopify/s/order/1', 'Sale')).toBe(
			'quickbooks/9130/shopify/s/order/1/Sale',
		);
		expect(postingKey('quickbooks', '9130', 'shopify/s/order/1', 'Sale', 'payment/7')).toBe(
			'quickbooks/9130/shopify/s/order/1/Sale/payment/7',
		);
	});
});

describe('fingerprint', () => {
	const original = fingerprint(DOCUMENT);

	it('is a sha256', () => expect(original).toMatch(/^[0-9a-f]{64}$/));

	it.each<[string, LedgerDocument]>([
		['the memo', { ...DOCUMENT, memo: 'other' }],
		['the customer', { ...DOCUMENT, customer: { id: 'c', name: 'Ada' } }],
		['the order of lines', { ...DOCUMENT, lines: [SECOND, FIRST] }],
		['the name of a product', withFirst({ description: 'Lamp', sku: 'L' })],
		['the name of an account', withFirst({ account: { id: '1', name: 'Turnover' } })],
		['the order of dimensions', withFirst({ dimensions: { location: '2', class: '1' } })],
		[
			'the name of a tax',
			withFirst({ taxes: [{ name: 'MwSt', rate: '0.1', amount: money('10'), ledgerRateId: 'r' }] }),
		],
		['the number', { ...DOCUMENT, number: 'x' }],
	])('does not change with %s', (_name, document) => expect(fingerprint(document)).toBe(original));

	it.each<[string, LedgerDocument]>([
		['the type', { ...DOCUMENT, type: 'Invoice' }],
		['the date', { ...DOCUMENT, date: '2026-03-03' }],
		['the due date', { ...DOCUMENT, dueOn: '2026-03-03' }],
		['the currency', { ...DOCUMENT, currency: 'CAD' }],
		['a missing line', { ...DOCUMENT, lines: [FIRST] }],
		['an amount', withFirst({ amount: money('100.01') })],
		['a side', withFirst({ side: 'debit' })],
		['an account', withFirst({ account: { id: '9', name: 'Sales' } })],
		['a quantity', withFirst({ quantity: '2' })],
		['a tax code', withFirst({ taxCode: { ledger: 'quickbooks', id: '20', name: '10%', rates: [] } })],
		['a tax', withFirst({ taxes: [] })],
		['a dimension', withFirst({ dimensions: { class: '1' } })],
		['the total', { ...DOCUMENT, total: money('106') }],
		['the tax', { ...DOCUMENT, totalTax: money('9') }],
		['the taxes', { ...DOCUMENT, taxes: [] }],
		['the account of the money', { ...DOCUMENT, moneyAccount: { id: '4', name: 'Clearing' } }],
		['what it applies to', { ...DOCUMENT, appliesTo: 'key' }],
	])('changes with %s', (_name, document) => expect(fingerprint(document)).not.toBe(original));
});
