import fc from 'fast-check';
import type { Refund, Sale } from '../../../../core/documents';
import { checkPayment, checkRefund, checkSale } from '../../../../core/documents/check';
import { refunds, sales } from '../../../support/arbitraries';
import {
	adjustment,
	baseRefund,
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { codesOf, valueOf } from '../../../support/outcome';

function paidSale(lines: Sale['lines'], total: string, more: Partial<Sale> = {}): Sale {
	return saleOf({ lines, total, payments: [payment(total)], ...more });
}

describe('checkSale', () => {
	it('passes any valid sale', () => {
		fc.assert(fc.property(sales(), (sale) => checkSale(sale).ok));
	});

	it('passes the same sale with its rounding again', () => {
		fc.assert(
			fc.property(sales(), (sale) => {
				const once = valueOf(checkSale(sale));
				expect(valueOf(checkSale(once))).toEqual(once);
			}),
		);
	});

	it('takes five of the smallest units for rounding, in any currency', () => {
		const outcome = checkSale(paidSale([line('100')], '100.05'));
		expect(valueOf(outcome).totals.rounding).toEqual({ amount: money('0.05'), side: 'totalIsHigher' });
		expect(outcome.findings[0]).toMatchObject({
			code: 'ROUNDING_DIFFERENCE',
			severity: 'info',
			evidence: { difference: '0.05', currency: 'USD' },
		});
		expect(valueOf(checkSale(paidSale([line('100')], '99.95'))).totals.rounding?.side).toBe('totalIsLower');
		const yen = saleOf({
			currency: 'JPY',
			lines: [line('100', {}, 'JPY')],
			total: '105',
			payments: [payment('0', 'cash', { amount: money('105', 'JPY') })],
		});
		expect(valueOf(checkSale(yen)).totals.rounding?.amount).toEqual(money('5', 'JPY'));
		const fils = saleOf({
			currency: 'KWD',
			lines: [line('1', {}, 'KWD')],
			total: '1.006',
			payments: [payment('0', 'cash', { amount: money('1.006', 'KWD') })],
		});
		expect(codesOf(checkSale(fils))).toEqual(['ORDER_TOTAL_MISMATCH']);
	});

	it('holds a sale whose lines do not add up to its total, with the figures', () => {
		const outcome = checkSale(paidSale([line('100', { taxes: [tax('10')] })], '110.06'));
		expect(outcome.ok).toBe(false);
		expect(outcome.findings).toHaveLength(1);
		expect(outcome.findings[0]).toMatchObject({
			code: 'ORDER_TOTAL_MISMATCH',
			path: 'totals.total',
			evidence: { lines: '110.00', total: '110.06', difference: '0.06', currency: 'USD' },
			message: 'The lines of the order add up to 110.00, but its total is 110.06 (difference 0.06 USD).',
		});
	});

	it('reports everything at once, with paths', () => {
		const sale = saleOf({
			lines: [
				line('10', { discount: money('11') }),
				line('10', { taxes: [tax('1', { rate: 'ten' }), tax('1', { collectedBy: 'unknown' })] }),
			],
			total: '100',
			tax: '50',
			payments: [payment('30')],
		});
		const broken: Sale = { ...sale, totals: { ...sale.totals, outstanding: money('1') } };
		expect(checkSale(broken).findings.map(({ code, path }) => [code, path])).toEqual([
			['PAYLOAD_MALFORMED', 'lines[1].taxes[0].rate'],
			['TAX_COLLECTOR_UNKNOWN', 'lines[1].taxes[1].collectedBy'],
			['DISCOUNT_EXCEEDS_GROSS', 'lines[0].discount'],
			['TAX_TOTAL_MISMATCH', 'totals.tax'],
			['ORDER_TOTAL_MISMATCH', 'totals.total'],
			['PAYMENTS_TOTAL_MISMATCH', 'payments'],
		]);
	});

	it('holds amounts of another currency, wherever they are', () => {
		const sale = saleOf({
			lines: [line('10', { gross: money('10', 'EUR'), taxes: [tax('1', {}, 'EUR')] })],
			payments: [payment('11', 'paypal', { amount: money('11', 'CAD') })],
		});
		expect(
			checkSale(sale).findings.map(({ code, path, evidence }) => [code, path, evidence?.['found']]),
		).toEqual([
			['CURRENCY_MIXED', 'lines[0].gross', 'EUR'],
			['CURRENCY_MIXED', 'lines[0].taxes[0].amount', 'EUR'],
			['CURRENCY_MIXED', 'payments[0].amount', 'CAD'],
		]);
	});

	it('lets the customer have paid in another currency', () => {
		const sale = {
			...baseSale([payment('209')]),
			presentment: { currency: 'EUR', total: money('190', 'EUR') },
		};
		expect(checkSale(sale).ok).toBe(true);
	});

	it('holds tax that exceeds the amount that contains it', () => {
		const outcome = checkSale(
			paidSale([line('10', { taxes: [tax('10.01')] })], '10', { pricesIncludeTax: true }),
		);
		expect(outcome.findings[0]).toMatchObject({
			code: 'TAX_EXCEEDS_AMOUNT',
			path: 'lines[0].taxes',
			evidence: { tax: '10.01', amount: '10.00' },
		});
	});

	it('holds a payment that is missing, doubled or too high', () => {
		const sale = baseSale([payment('209')]);
		expect(codesOf(checkSale({ ...sale, payments: [] }))).toEqual(['PAYMENTS_TOTAL_MISMATCH']);
		expect(codesOf(checkSale({ ...sale, payments: [payment('209'), payment('209')] }))).toEqual([
			'PAYMENTS_TOTAL_MISMATCH',
		]);
		expect(codesOf(checkSale(baseSale([payment('210')])))).toEqual(['PAYMENTS_TOTAL_MISMATCH']);
	});

	it('compares the tax of the lines with the tax that the shop states, both ways', () => {
		const taxed = (stated: string) =>
			codesOf(
				checkSale(
					saleOf({ lines: [line('100', { taxes: [tax('10')] })], tax: stated, payments: [payment('110')] }),
				),
			);
		expect([taxed('10.05'), taxed('9.95')]).toEqual([[], []]);
		expect([taxed('10.06'), taxed('9.94')]).toEqual([['TAX_TOTAL_MISMATCH'], ['TAX_TOTAL_MISMATCH']]);
	});

	it('warns once when it is not known who pays a tax', () => {
		const unknown = line('10', { taxes: [tax('1', { collectedBy: 'unknown' })] });
		const outcome = checkSale(saleOf({ lines: [unknown, unknown], payments: [payment('22')] }));
		expect(outcome.ok).toBe(true);
		expect(outcome.findings).toMatchObject([{ code: 'TAX_COLLECTOR_UNKNOWN', severity: 'warning' }]);
	});
});

describe('checkRefund', () => {
	const returned = baseRefund({ payments: [payment('209')] });

	it('passes any valid refund', () => {
		fc.assert(fc.property(refunds(), (refund) => checkRefund(refund).ok));
	});

	it('takes small differences for rounding and holds greater ones', () => {
		const rounded = refundOf({ lines: [refundLine('10')], total: '9.98', payments: [payment('9.98')] });
		expect(valueOf(checkRefund(rounded)).totals.rounding).toEqual({
			amount: money('0.02'),
			side: 'totalIsLower',
		});
		const wrong = refundOf({ lines: [refundLine('10')], total: '9', payments: [payment('9')] });
		expect(checkRefund(wrong).findings[0]).toMatchObject({
			code: 'REFUND_TOTAL_MISMATCH',
			evidence: { lines: '10.00', total: '9.00', difference: '1.00' },
		});
	});

	it('adds what is given on top and subtracts what is kept back', () => {
		const refund = refundOf({
			lines: [refundLine('100', { taxes: [tax('10')] })],
			adjustments: [adjustment('5'), adjustment('11', { direction: 'keptBack', taxes: [tax('1')] })],
			payments: [payment('104')],
		});
		expect(refund.totals).toMatchObject({ total: money('104'), tax: money('9') });
		expect(checkRefund(refund)).toMatchObject({ ok: true, findings: [] });
	});

	it('holds a refund above what was paid, the earlier ones counted', () => {
		const context = { paid: money('209'), refundedBefore: money('0') };
		expect(checkRefund(returned, context).ok).toBe(true);
		expect(checkRefund(returned, { ...context, refundedBefore: money('0.01') }).findings[0]).toMatchObject({
			code: 'REFUND_EXCEEDS_PAYMENT',
			evidence: { refunded: '209.01', paid: '209.00' },
		});
	});

	it('lets a refund of an unpaid order lower what is owed, whether or not it is called pending', () => {
		const context = { paid: money('0'), refundedBefore: money('0') };
		const refund = baseRefund({ reducesReceivable: true });
		expect(checkRefund(refund, context).ok).toBe(true);
		const totals: Refund['totals'] = { ...refund.totals, pending: money('0') };
		expect(checkRefund({ ...refund, totals }, context).ok).toBe(true);
		expect(codesOf(checkRefund({ ...refund, totals, reducesReceivable: false }))).toEqual([
			'PAYMENTS_TOTAL_MISMATCH',
		]);
	});

	it('holds amounts of another currency and tax that exceeds its amount', () => {
		const foreign = refundOf({
			lines: [refundLine('1', { discount: money('1', 'EUR') })],
			payments: [payment('1')],
		});
		expect(checkRefund(foreign).findings).toMatchObject([
			{ code: 'CURRENCY_MIXED', path: 'lines[0].discount' },
		]);
		const taxed = refundOf({
			adjustments: [adjustment('1', { taxes: [tax('2')] })],
			payments: [payment('1')],
		});
		expect(checkRefund(taxed).findings).toMatchObject([
			{ code: 'TAX_EXCEEDS_AMOUNT', path: 'adjustments[0].taxes' },
		]);
	});
});

describe('checkPayment', () => {
	it('passes a payment and holds one in another currency or for nothing', () => {
		expect(checkPayment(paymentOf(payment('50'))).ok).toBe(true);
		const wrong = { ...paymentOf(payment('50'), { settles: '' }), currency: 'EUR' };
		expect(codesOf(checkPayment(wrong))).toEqual(['CURRENCY_MIXED', 'PAYLOAD_MALFORMED']);
	});
});
