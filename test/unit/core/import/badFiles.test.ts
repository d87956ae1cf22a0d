/** Files that are not what they should be: everything is said, with row and column, and what is fine goes on. */
import fc from 'fast-check';
import { readDate } from '../../../../core/import/dates';
import { decimalSignOf, readNumber } from '../../../../core/import/numbers';
import { fractionOf, headerOf, importSales, parseCsv, REPORTS, tableOf } from '../../../../core/import';
import { codesOf, valueOf } from '../../../support/outcome';
import { caseOf, importText, textOf } from './support';

const codes = (findings: readonly { readonly code: string }[]): string[] => findings.map(({ code }) => code);

describe('numbers', () => {
	test.each([
		['1,234.56', '.', '1234.56'],
		['1.234,56 €', ',', '1234.56'],
		['€ -1 234,56', ',', '-1234.56'],
		['CA$76.00', '.', '76.00'],
		['(4.30)', '.', '-4.30'],
		['−2.50', '.', '-2.50'],
		['Rs. 1,23,456.00', '.', '123456.00'],
		["1'000.50 CHF", '.', '1000.50'],
		['.50', '.', '0.50'],
		['-0.00', '.', '0.00'],
		['1234', '.', '1234'],
		['1,23', '.', undefined],
		['1.234', ',', '1234'],
		['12.34', ',', undefined],
		['1,2,3', '.', undefined],
		['abc', '.', undefined],
		['1e5', '.', undefined],
		['12 34', '.', undefined],
		['', '.', undefined],
	] as const)('%s with "%s" is %s', (written, sign, expected) =>
		expect(readNumber(written, sign)).toBe(expected),
	);

	test('numbers of a sheet are read as they are shown', () => {
		expect(readNumber(19.99, ',')).toBe('19.99');
		expect(readNumber(1e21, ',')).toBeUndefined();
	});

	test('the decimal sign is found from the cells, or asked for', () => {
		const table = (...cells: string[]) => valueOf(tableOf(cells.map((amount) => ({ amount }))));
		expect(decimalSignOf(table('1.234', '5,00 €'), ['amount'])).toBe(',');
		expect(decimalSignOf(table('1,234.5'), ['amount'])).toBe('.');
		expect(decimalSignOf(table('12'), ['amount'])).toBe('.');
		expect(decimalSignOf(table('1.50', '2,50'), ['amount'])).toEqual({ point: '1.50', comma: '2,50' });
	});

	test('no text makes it slow or throws', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 200 }), (any) => {
				const read = readNumber(any, '.');
				expect(read === undefined || /^-?\d+(\.\d+)?$/.test(read)).toBe(true);
			}),
		);
	});

	test('percent to fraction', () => {
		expect(['20', '8.25', '0', '0.5', '100', '19.00'].map(fractionOf)).toEqual([
			'0.2',
			'0.0825',
			'0',
			'0.005',
			'1',
			'0.19',
		]);
	});
});

describe('dates', () => {
	test.each([
		['2026-03-02T23:30:00+00:00', 'Europe/Berlin', '2026-03-03'],
		['2026-03-02 23:30:00 UTC', 'Europe/Berlin', '2026-03-03'],
		['02.03.2026 23:30:00 UTC', 'America/New_York', '2026-03-02'],
		['2026-03-02 23:30:00', 'Europe/Berlin', '2026-03-02'],
		['Aug 15, 2026', 'UTC', '2026-08-15'],
		['September 3, 2026', 'UTC', '2026-09-03'],
		['31 July, 2026', 'UTC', '2026-07-31'],
		['10-Dec-25', 'UTC', '2025-12-10'],
		[46082, 'UTC', '2026-03-01'],
	])('%s in %s is %s', (written, zone, day) => expect(readDate(written, zone)?.day).toBe(day));

	test('what could be read in two ways needs a format', () => {
		expect(readDate('03/04/2026', 'UTC')).toBeUndefined();
		expect(readDate('03/04/2026', 'UTC', 'dd/MM/yyyy')?.day).toBe('2026-04-03');
		expect(readDate('03/04/2026', 'UTC', 'MM/dd/yyyy')?.day).toBe('2026-03-04');
	});

	test.each(['2026-02-30', '31.04.2026', 'soon', '2026-13-01', '12'])('%s is none', (written) =>
		expect(readDate(written, 'UTC')).toBeUndefined(),
	);
});

describe('files', () => {
	test.each(REPORTS)('%s: an empty file, and one of something else', (report) => {
		expect(codesOf(parseCsv('', { headerHas: headerOf(report) }))).toEqual(['IMPORT_FILE_UNREADABLE']);
		expect(codesOf(parseCsv('a,b\n1,2\n', { headerHas: headerOf(report) }))).toEqual([
			'IMPORT_FILE_UNREADABLE',
		]);
		const table = valueOf(parseCsv('a,b\n1,2\n'));
		const result = importSales(table, report, { channel: 'x', timeZone: 'UTC' });
		expect(new Set(codes(result.findings))).toEqual(new Set(['IMPORT_COLUMN_MISSING']));
	});

	test('quotation marks that never end', () => {
		const outcome = parseCsv('a,b\n"1,2\n3,4\n');
		expect(outcome.ok ? [] : codes(outcome.findings)).toEqual(['IMPORT_FILE_UNREADABLE']);
	});

	test('both decimal signs in one file', () => {
		const [one, text] = [caseOf('amazon-settlement'), textOf('amazon-settlement').replace('29.98', '29,98')];
		const table = valueOf(parseCsv(text));
		const outcome = importSales(table, 'amazonSettlement', one.settings);
		expect(codes(outcome.findings)).toEqual(['IMPORT_DECIMALS_UNCLEAR']);
	});
});

describe('a settlement of which something cannot be read', () => {
	const good = textOf('amazon-settlement');
	const broken = (from: string, to: string) =>
		importText(good.replace(from, to), caseOf('amazon-settlement'));
	const kinds = (result: ReturnType<typeof broken>) =>
		result.held.map(({ id, findings }) => [id, codes(findings)]);
	const PAYOUT = 'import/amazon/payout/17000000001';

	test('an amount: its order and the payout are held, other orders go on', () => {
		const result = broken('\t4.99\t', '\tabout five\t');
		expect(kinds(result)).toEqual([
			['import/amazon/order/112-1000001-0000001/17000000001-D1', ['IMPORT_CELL_INVALID']],
			['import/amazon/refund/112-1000001-0000001/17000000001-AMZ-78', ['IMPORT_CELL_INVALID']],
			[PAYOUT, ['IMPORT_PAYOUT_INCOMPLETE']],
		]);
		expect(result.held[0]?.findings[0]).toMatchObject({
			path: 'rows[5].amount',
			message: 'Row 5, column "amount": "about five" is not an amount of USD.',
		});
		expect(result.documents).toHaveLength(3);
	});

	test('a fee that nobody knows: the payout is held, never booked as something else', () => {
		const result = broken('Storage Fee', 'Moon Fee');
		expect(kinds(result)).toEqual([
			['import/amazon/rows/17000000001', ['IMPORT_VALUE_UNKNOWN']],
			[PAYOUT, ['IMPORT_PAYOUT_INCOMPLETE']],
		]);
		expect(result.documents.map(({ type }) => type)).toEqual(['Sale', 'Sale', 'Sale', 'Refund', 'Refund']);
	});

	test('... until a person says what it is', () => {
		const one = {
			...caseOf('amazon-settlement'),
			words: { 'other-transaction/Moon Fee': { kind: 'transaction', type: 'fee', category: 'Moon' } },
		} as const;
		const result = importText(good.replace('Storage Fee', 'Moon Fee'), one);
		expect(result.held).toEqual([]);
		expect(result.documents.at(-1)).toMatchObject({
			transactions: expect.arrayContaining([
				expect.objectContaining({ category: 'Moon', amount: { amount: '3.15', currency: 'USD' } }),
			]),
		});
	});

	test('a kind of transaction that nobody knows', () => {
		const result = broken(
			'\tOrder\t112-1000002-0000002\t112-1000002-0000002\t\tD3',
			'\tOrder_Retrocharge\t112-1000002-0000002\t112-1000002-0000002\t\tD3',
		);
		expect(kinds(result).map(([id]) => id)).toContain('import/amazon/rows/17000000001');
		expect(kinds(result)).toContainEqual([PAYOUT, ['IMPORT_PAYOUT_INCOMPLETE']]);
	});

	test('tax of ones own without a rate, and more tax withheld than was charged', () => {
		const own = broken(
			'MarketplaceFacilitatorTax-Principal\t-2.40',
			'MarketplaceFacilitatorTax-Principal\t-2.00',
		);
		expect(own.held.map(({ findings }) => codes(findings))).toContainEqual(['IMPORT_TAX_RATE_MISSING']);
		const more = broken(
			'MarketplaceFacilitatorTax-Principal\t-2.40',
			'MarketplaceFacilitatorTax-Principal\t-3.00',
		);
		expect(more.held.map(({ findings }) => codes(findings))).toContainEqual(['IMPORT_TAX_WITHHELD_DIFFERS']);
	});

	test.each([
		['\tUSD\t', '\tXXX\t', 'CURRENCY_UNKNOWN'],
		['\t2026-03-17 15:59:24 UTC\t', '\t\t', 'IMPORT_CELL_EMPTY'],
	])('a summary that cannot be read holds the payout (%#)', (from, to, code) => {
		const result = broken(from, to);
		expect(result.held.map(({ id, findings }) => [id, codes(findings)])).toContainEqual([PAYOUT, [code]]);
		expect(result.documents.some(({ type }) => type === 'Payout')).toBe(false);
	});
});

describe('sheets', () => {
	const sheet = (...rows: object[]) => {
		const one = caseOf('generic-sheet');
		const format = { ...one.format, words: new Map() } as never;
		return importSales(valueOf(tableOf(rows as never)), format, one.settings, undefined);
	};

	test('a column that is not there', () => {
		expect(sheet({ Beleg: 'R-1' }).findings.map(({ evidence }) => evidence?.column)).toContain('Datum');
	});

	test('values of an order that differ between its rows', () => {
		const text = textOf('generic-sheet').replace(
			'R-1002;02.04.2026;Verkauf;K-2;Docht;10;0,50;5,00;;0,95;19 %;;;;PayPal',
			'R-1002;02.04.2026;Verkauf;K-2;Docht;10;0,50;5,00;;0,95;19 %;;;11,90;PayPal',
		);
		const held = importText(text, caseOf('generic-sheet')).held.find(({ id }) => id.endsWith('R-1002'));
		expect(held?.findings.map(({ code, message }) => [code, message])).toContainEqual([
			'IMPORT_VALUES_DIFFER',
			'The rows 3, 4 of order R-1002 have different values in the column "Summe": 17.85, 11.90.',
		]);
	});
});

test('any rows at all: nothing throws', () => {
	const cell = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.object());
	const names = [
		'settlement-id',
		'transaction-type',
		'amount-type',
		'amount-description',
		'amount',
		'currency',
		'total-amount',
		'deposit-date',
		'order-id',
		'posted-date',
		'Date',
		'Type',
		'Title',
		'Currency',
		'Amount',
		'Fees & Taxes',
		'Net',
	];
	const row = fc.dictionary(fc.constantFrom(...names), cell);
	fc.assert(
		fc.property(fc.array(row, { maxLength: 8 }), fc.constantFrom(...REPORTS), (rows, report) => {
			const table = valueOf(tableOf([Object.fromEntries(names.map((name) => [name, ''])), ...rows]));
			const outcome = importSales(table, report, { channel: 'x', timeZone: 'UTC', currency: 'USD' });
			expect(outcome.ok || outcome.findings.length > 0).toBe(true);
		}),
	);
});
