import fc from 'fast-check';
import { Big, isDecimal, toDecimal } from '../../../../core/money/decimal';
import { currencyDigits, isCurrency } from '../../../../core/money/currency';
import {
	addMoney,
	allocateMoney,
	bigOf,
	compareMoney,
	fromMinorUnits,
	isZero,
	minorUnits,
	MoneyError,
	parseMoney,
	roundToMoney,
	subtractMoney,
	sumMoney,
	zero,
} from '../../../../core/money/money';
import { money } from '../../../support/documents';

const currencies = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF');
/** up to far beyond what a safe integer holds */
const units = fc.oneof(fc.bigInt(0n, 10_000_000n), fc.bigInt(0n, 10n ** 30n));

describe('money', () => {
	it('is read and written without loss, as big.js sees it', () => {
		fc.assert(
			fc.property(units, currencies, (amount, currency) => {
				const made = fromMinorUnits(amount, currency);
				const digits = currencyDigits(currency) ?? 0;
				expect(new Big(made.amount).times(new Big(10).pow(digits)).toFixed(0)).toBe(amount.toString());
				expect(minorUnits(made)).toBe(amount);
				expect(parseMoney(toDecimal(bigOf(made)), currency)).toEqual(made);
			}),
		);
	});

	it('adds, subtracts, sums and compares as big.js does', () => {
		fc.assert(
			fc.property(units, units, currencies, (a, b, currency) => {
				const [x, y] = [fromMinorUnits(a, currency), fromMinorUnits(b, currency)];
				const sum = addMoney(x, y);
				expect(bigOf(sum).eq(bigOf(x).plus(bigOf(y)))).toBe(true);
				expect(sumMoney([x, y], currency)).toEqual(sum);
				expect(subtractMoney(sum, y)).toEqual(x);
				expect(Math.sign(compareMoney(x, y))).toBe(bigOf(x).cmp(bigOf(y)));
				expect(isZero(x)).toBe(a === 0n);
			}),
		);
	});

	it('loses nothing when it is shared, and gives nobody more than one unit beyond his part', () => {
		const weights = fc.array(fc.bigInt(0n, 1_000n), { minLength: 1, maxLength: 10 });
		fc.assert(
			fc.property(units, weights, currencies, (amount, parts, currency) => {
				const shares = allocateMoney(fromMinorUnits(amount, currency), parts);
				const total = parts.reduce((sum, part) => sum + part, 0n);
				expect(sumMoney(shares, currency)).toEqual(fromMinorUnits(amount, currency));
				if (total === 0n) return;
				shares.forEach((share, index) => {
					const exact = (amount * (parts[index] ?? 0n)) / total;
					expect([exact, exact + 1n]).toContain(minorUnits(share));
				});
			}),
		);
	});

	it('gives what is left over to the largest remainders, earlier ones first', () => {
		const shares = (amount: string, weights: bigint[]): string[] =>
			allocateMoney(money(amount), weights).map((share) => share.amount);
		expect(shares('0.05', [1n, 1n])).toEqual(['0.03', '0.02']);
		expect(shares('1.00', [1n, 1n, 1n])).toEqual(['0.34', '0.33', '0.33']);
		expect(shares('0.10', [1n, 2n, 3n])).toEqual(['0.02', '0.03', '0.05']);
		expect(shares('1.00', [0n, 0n])).toEqual(['1.00', '0.00']);
		expect(() => allocateMoney(money('1'), [])).toThrow(MoneyError);
	});

	it('cannot add dollars to euros', () => {
		for (const combine of [addMoney, subtractMoney, compareMoney]) {
			expect(() => combine(money('1', 'USD'), money('1', 'EUR'))).toThrow(
				new MoneyError('cannot combine USD with EUR'),
			);
		}
		expect(() => sumMoney([money('1', 'EUR')], 'USD')).toThrow(MoneyError);
	});

	it('is never negative and always of a known currency', () => {
		expect(() => fromMinorUnits(-1n, 'USD')).toThrow(MoneyError);
		expect(() => subtractMoney(money('1'), money('2'))).toThrow(MoneyError);
		expect(() => zero('XYZ')).toThrow(new MoneyError('"XYZ" is not an ISO 4217 currency'));
		expect([isCurrency('GBP'), isCurrency('gbp'), isCurrency('XAU'), isCurrency('__proto__')]).toEqual([
			true,
			false,
			false,
			false,
		]);
	});

	it.each([
		['10', 'USD', '10.00'],
		['10.0', 'USD', '10.00'],
		['10.500', 'USD', '10.50'],
		['007', 'JPY', '7'],
		['-0.00', 'USD', '0.00'],
		['0.125', 'KWD', '0.125'],
	])('reads %s %s', (text, currency, amount) => {
		expect(parseMoney(text, currency)).toEqual({ amount, currency });
	});

	it.each([
		['1.5', 'JPY', 'tooManyDigits'],
		['0.001', 'USD', 'tooManyDigits'],
		['-0.01', 'USD', 'negative'],
		['1', 'ABC', 'unknownCurrency'],
		['', 'USD', 'notDecimal'],
		['1,000.00', 'USD', 'notDecimal'],
		['1e2', 'USD', 'notDecimal'],
		['+1', 'USD', 'notDecimal'],
		['.5', 'USD', 'notDecimal'],
		['NaN', 'USD', 'notDecimal'],
		[' 1', 'USD', 'notDecimal'],
		[1, 'USD', 'notDecimal'],
		[null, 'USD', 'notDecimal'],
		['9'.repeat(41), 'USD', 'notDecimal'],
	])('refuses %p %s: %s', (text, currency, problem) => {
		expect(parseMoney(text, currency)).toBe(problem);
	});

	it('rounds with the mode that is named', () => {
		const rounded = (value: string, mode: 'halfUp' | 'halfEven' | 'down', currency = 'USD'): string =>
			roundToMoney(new Big(value), currency, mode).amount;
		expect([rounded('0.125', 'halfUp'), rounded('0.125', 'halfEven'), rounded('0.129', 'down')]).toEqual([
			'0.13',
			'0.12',
			'0.12',
		]);
		expect(rounded('0.5', 'halfUp', 'JPY')).toBe('1');
	});

	it('writes decimals without exponent and without trailing zeros', () => {
		expect([toDecimal(new Big('1e-7')), toDecimal(new Big('100')), toDecimal(new Big('1.50'))]).toEqual([
			'0.0000001',
			'100',
			'1.5',
		]);
		expect([isDecimal('-1.5'), isDecimal('1.'), isDecimal(1)]).toEqual([true, false, false]);
	});
});

describe('parseMoney by both of its ways', () => {
	/** The exact amount by big.js, in the currency's digits; undefined where it is no amount of it. */
	function expected(text: string, digits: number): string | undefined {
		if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
		const exact = new Big(text);
		return exact.round(digits, 0).eq(exact) ? exact.toFixed(digits) : undefined;
	}

	it('reads any text as big.js does', () => {
		const digit = fc.constantFrom(...'00123456789');
		const part = fc.string({ unit: digit, maxLength: 9 });
		const odd = fc.constantFrom('', '.', '..', '-', '+', ' ', 'e1', ',', '0x1', '٣');
		const texts = fc.oneof(
			fc.tuple(part, fc.constantFrom('.', ''), part).map((parts) => parts.join('')),
			fc.tuple(part, odd, part).map((parts) => parts.join('')),
		);
		fc.assert(
			fc.property(texts, fc.constantFrom(['JPY', 0], ['USD', 2], ['KWD', 3]), (text, [code, digits]) => {
				const parsed = parseMoney(text, String(code));
				const amount = expected(text, Number(digits));
				if (amount !== undefined) expect(parsed).toEqual({ amount, currency: code });
				else if (/^-0*(\.0+)?$/.test(text) && text !== '-') expect(typeof parsed).toBe('object');
				else expect(typeof parsed).toBe('string');
			}),
			{ numRuns: 2_000 },
		);
	});
});
