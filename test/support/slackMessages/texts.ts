/** What shops, gateways and people write, at its worst: endless, empty, full of marks, emoji, from right to left. */
import fc from 'fast-check';

const WORST = [
	'',
	' ',
	'\n\n\n',
	'&'.repeat(5_000),
	'<'.repeat(3_000),
	'"\\'.repeat(2_500),
	'x'.repeat(20_000),
	// four bytes each, and families of several joined to one
	'\u{1F600}'.repeat(2_000),
	'\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'.repeat(400),
	// Arabic and Hebrew, with the marks that turn the direction
	'متجر الشاي الأخضر '.repeat(150),
	'\u202Eחנות התה\u202C '.repeat(200),
	// letters with many accents
	'Z\u0351\u036B\u0343'.repeat(500),
	'\u0000\u0001\u001B[31m',
	'日本語の商品名'.repeat(200),
	'<!channel> <https://evil.example|click> *bold* _it_ `code` ~no~',
];

export const badText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...WORST) },
	{ weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4_000 }) },
	{ weight: 1, arbitrary: fc.constantFrom('#1001', 'Lantern', 'my-shop.example') },
);

/** The same few texts again and again: thousands of findings without thousands of texts to make. */
export const many = <T>(each: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
	fc
		.tuple(fc.array(each, { minLength: 1, maxLength: 5 }), fc.nat({ max: most }))
		.map(([some, count]) => Array.from({ length: count }, (_, index) => some[index % some.length] as T));

/** A count as a bad week has it. */
export const count = fc.oneof(fc.nat({ max: 3 }), fc.nat());

export const day = fc.constantFrom('2026-03-02', '2026-03-08');
