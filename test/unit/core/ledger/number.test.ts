import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { documentNumber } from '../../../../core/ledger/number';

describe('documentNumber', () => {
	it('is the order and a hash of the key', () => {
		const key = 'quickbooks/9130/shopify/my-shop/order/1/Sale';
		const bits = BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 10)}`);
		const base32 = bits.toString(32).padStart(8, '0').toUpperCase();
		const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
		const rfc4648 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
		const hash = [...base32].map((digit) => rfc4648[digits.indexOf(digit)]).join('');
		expect(documentNumber('#1001', key)).toBe(`1001-${hash}`);
	});

	it('fits the ledger, and differs for every key', () => {
		fc.assert(
			fc.property(
				fc.string(),
				fc.string(),
				fc.string(),
				fc.integer({ min: 8, max: 30 }),
				(order, a, b, longest) => {
					const number = documentNumber(order, a, longest);
					expect(number.length).toBeLessThanOrEqual(Math.min(longest, 21));
					expect(number).toMatch(/^([A-Za-z0-9][A-Za-z0-9-]*-)?[A-Z2-7]{8}$/);
					expect(documentNumber(order, a, longest)).toBe(number);
					if (a !== b) expect(documentNumber(order, b, longest)).not.toBe(number);
				},
			),
		);
	});

	it('keeps the end of a long order number, which tells orders apart', () => {
		expect(documentNumber('SHOP-2026-00001234', 'key')).toMatch(/^026-00001234-/);
		expect(documentNumber('№ —', 'key')).toMatch(/^[A-Z2-7]{8}$/);
	});
});
