import fc from 'fast-check';
import { decimalOf, fitsQuickBooks, jsonNumber } from '../../../../connectors/ledgers/quickbooks/numbers';
import { fromMinorUnits, MoneyError, parseMoney } from '../../../../core/money/money';

describe('numbers on the wire', () => {
	it('go out and come back exactly, for every amount QuickBooks takes', () => {
		const amounts = fc.bigInt({ min: 0n, max: 999_999_999_999n });
		fc.assert(
			fc.property(amounts, fc.constantFrom('GBP', 'JPY', 'KWD'), (units, currency) => {
				const money = fromMinorUnits(units, currency);
				const onTheWire = JSON.stringify(jsonNumber(money.amount));
				expect(parseMoney(decimalOf(JSON.parse(onTheWire) as number), currency)).toEqual(money);
			}),
		);
	});

	it.each([
		[0.1, '0.1'],
		[1e-7, '0.0000001'],
		[-0, '0'],
		[-4.5, '-4.5'],
		[123456789012345, '123456789012345'],
	])('reads %p as %p', (value, text) => expect(decimalOf(value)).toBe(text));

	it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e15, 1e300])('does not read %p', (value) =>
		expect(decimalOf(value)).toBeUndefined(),
	);

	it('refuses what a double cannot hold', () => {
		expect(() => jsonNumber('12345678901234567.89')).toThrow(MoneyError);
	});

	it('knows the largest amount', () => {
		expect(fitsQuickBooks({ amount: '9999999999.99', currency: 'GBP' })).toBe(true);
		expect(fitsQuickBooks({ amount: '10000000000.00', currency: 'GBP' })).toBe(false);
	});
});
