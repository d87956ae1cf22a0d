import fc from 'fast-check';
import type { StoreDocument } from '../../../../core/documents';
import { parseDocument, parseJournalEntry, parseSalesDocument } from '../../../../core/documents/parse';
import { finding } from '../../../../core/findings/finding';
import { journalize } from '../../../../core/journal/journalize';
import { resolveTax } from '../../../../core/tax/resolve';
import { refunds, sales } from '../../../support/arbitraries';
import {
	baseRefund,
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { codesOf, valueOf } from '../../../support/outcome';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const US = { ledger: 'quickbooks', taxModel: 'usAutomated', matchByRate: false } as const;

/** The document with the value at a path replaced, as an item that somebody changed would be. */
function changed(document: unknown, path: readonly (string | number)[], value: unknown): unknown {
	const copy = throughJson(document);
	let at: unknown = copy;
	for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key);
	Reflect.set(Object(at), path.at(-1) ?? '', value);
	return copy;
}

describe('parsing documents', () => {
	it('gives back any sale and refund, with tax codes too', () => {
		fc.assert(
			fc.property(fc.oneof(sales(), refunds()), (document) => {
				const resolved = valueOf(resolveTax(document, [], [], US));
				expect(valueOf(parseSalesDocument(throughJson(document)))).toEqual(document);
				expect(valueOf(parseSalesDocument(throughJson(resolved)))).toEqual(resolved);
			}),
		);
	});

	it('gives back any journal entry', () => {
		fc.assert(
			fc.property(fc.oneof(sales(), refunds()), (document) => {
				const entry = valueOf(journalize(valueOf(resolveTax(document, [], [], US))));
				if (entry !== undefined) expect(valueOf(parseJournalEntry(throughJson(entry)))).toEqual(entry);
			}),
		);
	});

	it('gives back the other documents', () => {
		const { type: _type, lines, totals: _totals, payments, ...header } = baseSale([payment('209')]);
		const documents: StoreDocument[] = [
			paymentOf(payment('1', 'paypal', { reference: 'pp_1' })),
			{
				...header,
				type: 'OrderEdit',
				saleId: header.id,
				added: lines,
				removed: baseRefund().lines,
				payments,
				totals: { before: money('1'), after: money('2') },
			},
			{
				...header,
				type: 'Cancellation',
				saleId: header.id,
				lines: baseRefund().lines,
				released: money('209'),
				tax: money('19'),
				reason: 'customer',
			},
			{ ...header, type: 'Fulfilment', saleId: header.id, lines },
			{ ...header, type: 'BalanceChange', instrument: 'giftCard', change: 'expired', amount: money('5') },
			{
				...header,
				type: 'Payout',
				gateway: 'paypal',
				status: 'paid',
				arrivesOn: '2026-03-04',
				transactions: [
					{
						id: 't',
						type: 'charge',
						settles: header.id,
						amount: money('2'),
						direction: 'in',
						fee: money('1'),
						occurredAt: header.occurredAt,
					},
				],
				net: money('1'),
				direction: 'toBank',
				bankReference: 'REF',
			},
			{
				...header,
				type: 'Dispute',
				saleId: 's',
				gateway: 'g',
				stage: 'won',
				amount: money('1'),
				fee: money('0'),
			},
			{ ...header, type: 'Product', code: 'A1', name: 'Lantern', price: money('1'), cost: money('0.5') },
			{ ...header, type: 'Customer', party: { id: 'c', name: 'Ada', email: 'ada@example.com' } },
		];
		for (const document of documents) expect(valueOf(parseDocument(throughJson(document)))).toEqual(document);
	});

	it('keeps fields that a person added to an item, but refuses unknown keys inside', () => {
		const sale = { ...baseSale([payment('209')]), note: 'looked at by Ada' };
		expect(valueOf(parseSalesDocument(sale))).toMatchObject({ note: 'looked at by Ada' });
		const misspelt = parseSalesDocument(changed(sale, ['lines', 0, 'discounts'], '1'));
		expect(misspelt.findings[0]).toMatchObject({
			code: 'DOCUMENT_MALFORMED',
			path: 'lines[0]',
			evidence: { problem: 'lines[0] has the unknown key "discounts"' },
		});
	});

	it('keeps remarks', () => {
		const sale = { ...baseSale([payment('209')]), findings: [finding('TEST_ORDER')] };
		expect(valueOf(parseSalesDocument(throughJson(sale))).findings).toEqual(sale.findings);
		expect(codesOf(parseSalesDocument({ ...sale, findings: ['hm'] }))).toEqual(['DOCUMENT_MALFORMED']);
	});

	it('writes amounts and instants out in full', () => {
		const sale = changed(baseSale([payment('209')]), ['lines', 0, 'gross', 'amount'], '200');
		const zoned = changed(sale, ['occurredAt'], '2026-03-02T10:30:00+01:00');
		expect(valueOf(parseSalesDocument(zoned))).toMatchObject({
			occurredAt: '2026-03-02T09:30:00.000Z',
			lines: [{ gross: { amount: '200.00' } }, {}],
		});
	});
});

describe('documents that cannot be read', () => {
	const sale = baseSale([payment('209')]);
	const at = (...path: (string | number)[]) => path;

	it.each([
		['a missing amount', at('lines', 0, 'gross'), undefined, 'AMOUNT_MISSING', 'lines[0].gross'],
		[
			'an amount without its text',
			at('lines', 0, 'gross', 'amount'),
			undefined,
			'AMOUNT_MISSING',
			'lines[0].gross.amount',
		],
		[
			'an amount as a number',
			at('lines', 0, 'gross', 'amount'),
			20,
			'AMOUNT_MALFORMED',
			'lines[0].gross.amount',
		],
		['money as a number', at('lines', 0, 'gross'), 20, 'AMOUNT_MALFORMED', 'lines[0].gross'],
		[
			'a word for an amount',
			at('totals', 'total', 'amount'),
			'a lot',
			'AMOUNT_MALFORMED',
			'totals.total.amount',
		],
		['too many digits', at('totals', 'total', 'amount'), '1.001', 'AMOUNT_MALFORMED', 'totals.total.amount'],
		['an exponent', at('totals', 'total', 'amount'), '1e3', 'AMOUNT_MALFORMED', 'totals.total.amount'],
		[
			'a negative amount',
			at('lines', 0, 'discount', 'amount'),
			'-1.00',
			'AMOUNT_NEGATIVE',
			'lines[0].discount.amount',
		],
		['an unknown currency', at('currency'), 'XYZ', 'CURRENCY_UNKNOWN', 'currency'],
		[
			'an unknown currency of an amount',
			at('totals', 'tax', 'currency'),
			'ZZZ',
			'CURRENCY_UNKNOWN',
			'totals.tax.currency',
		],
		['a negative quantity', at('lines', 1, 'quantity'), '-2', 'QUANTITY_INVALID', 'lines[1].quantity'],
		['a date without a zone', at('occurredAt'), '2026-03-02T10:30:00', 'DATE_INVALID', 'occurredAt'],
		['a day that is none', at('bookedOn'), '2026-02-30', 'DATE_INVALID', 'bookedOn'],
		[
			'a tax without an amount',
			at('lines', 0, 'taxes', 0, 'amount'),
			undefined,
			'AMOUNT_MISSING',
			'lines[0].taxes[0].amount',
		],
		['an unknown line type', at('lines', 0, 'type'), 'bundle', 'DOCUMENT_MALFORMED', 'lines[0].type'],
		[
			'a rate in words',
			at('lines', 0, 'taxes', 0, 'rate'),
			'10 %',
			'DOCUMENT_MALFORMED',
			'lines[0].taxes[0].rate',
		],
		['a list that is none', at('payments'), 'none', 'DOCUMENT_MALFORMED', 'payments'],
		['no order', at('order'), null, 'DOCUMENT_MALFORMED', 'order'],
		['no version', at('schemaVersion'), undefined, 'DOCUMENT_MALFORMED', 'schemaVersion'],
		['a version to come', at('schemaVersion'), 2, 'DOCUMENT_VERSION_UNKNOWN', 'schemaVersion'],
		['an unknown type', at('type'), 'Bill', 'DOCUMENT_MALFORMED', 'type'],
		['no type', at('type'), undefined, 'DOCUMENT_MALFORMED', 'type'],
	])('%s', (_name, path, value, code, where) => {
		const outcome = parseSalesDocument(changed(sale, path, value));
		expect(outcome.ok).toBe(false);
		expect(outcome.findings.map((each) => [each.code, each.path])).toEqual([[code, where]]);
		expect(outcome.findings[0]?.message).not.toMatch(/\{\w+\}/);
	});

	it('reports all problems at once', () => {
		const twice = changed(changed(sale, ['currency'], 'XYZ'), ['lines', 0, 'quantity'], 'many');
		expect(codesOf(parseSalesDocument(twice)).sort()).toEqual(['CURRENCY_UNKNOWN', 'QUANTITY_INVALID']);
	});

	it('bounds how much it takes and how much it says', () => {
		const many = Array.from({ length: 10_001 }, () => line('1'));
		expect(codesOf(parseSalesDocument(saleOf({ lines: many })))).toEqual(['DOCUMENT_MALFORMED']);
		const bad = Array.from({ length: 500 }, () => ({ ...line('1'), quantity: 'x' }));
		expect(parseSalesDocument(saleOf({ lines: bad })).findings).toHaveLength(50);
		const long = changed(sale, ['lines', 0, 'quantity'], '9'.repeat(1_000_000));
		expect(JSON.stringify(parseSalesDocument(long).findings).length).toBeLessThan(1_000);
	});

	it.each([undefined, null, 5, 'text', [], [sale]])('%p is no document', (json) => {
		expect(codesOf(parseDocument(json))).toEqual(['DOCUMENT_MALFORMED']);
		expect(codesOf(parseJournalEntry(json))).toEqual(['DOCUMENT_MALFORMED']);
	});

	it('wants an entry where an entry is needed, and a sale where a sale is', () => {
		expect(parseJournalEntry(sale).findings[0]?.message).toContain('"Sale", expected is JournalEntry');
		const entry = valueOf(journalize(sale));
		expect(codesOf(parseSalesDocument(entry))).toEqual(['DOCUMENT_MALFORMED']);
	});

	it('never throws, whatever the item holds', () => {
		const types = fc.constantFrom('Sale', 'Refund', 'Payment', 'Payout', 'JournalEntry', 'Nothing');
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), types, (json, type) => {
				const item = { ...json, type, schemaVersion: 1 };
				expect(parseDocument(item).ok || parseJournalEntry(item).ok).toBe(false);
			}),
		);
		const withTax = saleOf({ lines: [line('1', { taxes: [tax('0.1')] })], payments: [payment('1.1')] });
		fc.assert(
			fc.property(
				fc.constantFrom('lines', 'payments', 'totals', 'source', 'shipTo'),
				fc.jsonValue(),
				(key, value) => {
					const outcome = parseSalesDocument({ ...withTax, [key]: value });
					return outcome.ok || outcome.findings.length > 0;
				},
			),
		);
	});
});
