import fc from 'fast-check';
import { Big } from '../../../../core/money/decimal';
import { inverseRate, isRate } from '../../../../core/money/exchangeRate';

it.each([
	['0.92', '1.086956522'],
	['100', '0.01'],
	['1', '1'],
	['3', '0.3333333333'],
	['0.0000123', '81300.81301'],
	['1000000000', '0.000000001'],
])('%s turned round is %s', (rate, inverse) => {
	expect(inverseRate(new Big(rate))).toBe(inverse);
});

it('turned round twice a rate is itself, to ten digits', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: -6, max: 3 }), (digits, scale) => {
			const rate = new Big(digits).times(new Big(10).pow(scale)).div(1000);
			fc.pre(isRate(rate));
			const again = new Big(inverseRate(new Big(inverseRate(rate))));
			expect(again.div(rate).minus(1).abs().lt('1e-8')).toBe(true);
		}),
	);
});

it('nothing, less than nothing and absurd figures are no rates', () => {
	for (const text of ['0', '-1', '1000000001', '0.0000000000001']) expect(isRate(new Big(text))).toBe(false);
	for (const text of ['0.000000001', '1', '1000000000']) expect(isRate(new Big(text))).toBe(true);
});
