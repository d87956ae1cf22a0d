import fc from 'fast-check';
import { Big, toDecimal } from '../../../../core/money/decimal';
import {
	addRates,
	applyRate,
	compareRates,
	divideHalfUp,
	normalRate,
	NO_RATE,
	parsePercent,
	parseRate,
	percentText,
	rateDifference,
	rateText,
	withoutRate,
	type Rate,
} from '../../../../core/money/rate';

/** a rate as text, with up to six digits and some trailing zeros */
const rates = fc
	.tuple(
		fc.integer({ min: 0, max: 2_000_000 }),
		fc.integer({ min: 0, max: 6 }),
		fc.constantFrom('', '0', '00'),
	)
	.map(([units, digits, zeros]) => {
		const text = new Big(units).div(new Big(10).pow(digits)).toFixed();
		return text.includes('.') ? text + zeros : text;
	});

function read(text: string): Rate {
	const rate = parseRate(text);
	if (rate === undefined) throw new Error(text);
	return rate;
}

describe('rates', () => {
	it('are read, added and compared as big.js does', () => {
		fc.assert(
			fc.property(rates, rates, (a, b) => {
				expect(rateText(read(a))).toBe(toDecimal(new Big(a)));
				expect(normalRate(a)).toBe(toDecimal(new Big(a)));
				expect(percentText(read(a))).toBe(toDecimal(new Big(a).times(100)));
				expect(rateText(addRates(read(a), read(b)))).toBe(toDecimal(new Big(a).plus(b)));
				expect(compareRates(read(a), read(b))).toBe(new Big(a).cmp(b));
				expect(rateText(rateDifference(read(a), read(b)))).toBe(toDecimal(new Big(a).minus(b).abs()));
			}),
		);
	});

	it('are taken out of and applied to amounts as big.js does, half up', () => {
		fc.assert(
			fc.property(fc.bigInt(0n, 10n ** 12n), rates, (units, text) => {
				const amount = new Big(units.toString());
				expect(applyRate(units, read(text)).toString()).toBe(amount.times(text).round(0, 1).toFixed());
				const exact = amount.div(new Big(text).plus(1));
				// the quotient of big.js has 20 digits: a half is a half there only if the division comes out even
				expect(new Big(withoutRate(units, read(text)).toString()).minus(exact).abs().lte('0.5')).toBe(true);
			}),
		);
		expect([divideHalfUp(1n, 2n), divideHalfUp(3n, 2n), divideHalfUp(5n, 4n)]).toEqual([1n, 2n, 1n]);
		expect(withoutRate(100n, read('0.175'))).toBe(85n);
		expect(withoutRate(3n, read('1'))).toBe(2n);
	});

	it('come from percentages too', () => {
		expect(rateText(parsePercent('17.50') ?? NO_RATE)).toBe('0.175');
		expect(percentText(parsePercent('8.875') ?? NO_RATE)).toBe('8.875');
	});

	it.each(['-0.1', 'ten', '', '1e-2', '17.5 %'])('do not come from %p', (text) => {
		expect(parseRate(text)).toBeUndefined();
		expect(parsePercent(text)).toBeUndefined();
		expect(normalRate(text)).toBe('0');
	});
});
