/** Amounts and dates as banks write them. */
import { markOf, readAmount, readEither } from '../../../../core/bank/statements/amounts';
import {
	patternsOf,
	readIsoDate,
	readOfxDate,
	readPatternDate,
	readShortDate,
} from '../../../../core/bank/statements/dates';
import { readInformation } from '../../../../core/bank/statements/mt940/information';

test.each([
	['1,234.50', '.', '1234.50'],
	['1.234,50', ',', '1234.50'],
	["1'234.50", '.', '1234.50'],
	['1 234 567,8', ',', '1234567.8'],
	['-£12.00', '.', '-12.00'],
	['£-12.00', '.', '-12.00'],
	['12.00-', '.', '-12.00'],
	['(12.00)', '.', '-12.00'],
	['\u221212,5', ',', '-12.5'],
	['EUR 12,00', ',', '12.00'],
	['12,00 €', ',', '12.00'],
	['.50', '.', '0.50'],
	['-0.00', '.', '0.00'],
	['007', '.', '7'],
	['12,34,567.89', '.', '1234567.89'],
])('"%s" with "%s" is %s', (text, mark, decimal) => {
	expect(readAmount(text, mark as '.' | ',')).toBe(decimal);
});

test.each([
	['12.34.56', '.'],
	['1,23', '.'],
	['12a3', '.'],
	['', '.'],
	['-', '.'],
	['1e5', '.'],
	['1,,000', '.'],
	['1.23', ','],
	["1'234,567", '.'],
	['1'.repeat(61), '.'],
])('"%s" with "%s" is no amount', (text, mark) => {
	expect(readAmount(text, mark as '.' | ',')).toBeUndefined();
});

test.each([
	['1,234', 'either'],
	['1.234', 'either'],
	['0.234', '.'],
	['12,5', ','],
	['1,234,567', '.'],
	['1.234,5', ','],
	['1234', undefined],
	['1234.567', '.'],
])('the decimal mark of "%s" is %s', (text, mark) => {
	expect(markOf(text)).toBe(mark);
});

test('OFX takes point or comma, and never thousands alone', () => {
	expect(['-12,34', '1.234', '1,234.50', '+7'].map(readEither)).toEqual(['-12.34', '1.234', '1234.50', '7']);
});

test.each([
	['20240131', { on: '2024-01-31' }],
	['20240131120000[-5:EST]', { on: '2024-01-31' }],
	['20240131233000[-5:EST]', { on: '2024-01-31', at: '2024-02-01T04:30:00.000Z' }],
	['20240131233000.123[+5.30:IST]', { on: '2024-01-31', at: '2024-01-31T18:00:00.000Z' }],
	['20240131233000[-3:30:NST]', { on: '2024-01-31', at: '2024-02-01T03:00:00.000Z' }],
	['20240131153000', { on: '2024-01-31', at: '2024-01-31T15:30:00.000Z' }],
	['20240231', undefined],
	['20240131253000', undefined],
	['2024-01-31', undefined],
])('OFX writes %s', (text, moment) => {
	expect(readOfxDate(text)).toEqual(moment);
});

test.each([
	['2024-01-31', { on: '2024-01-31' }],
	['2024-01-31+01:00', { on: '2024-01-31' }],
	['2024-01-31T00:00:00', { on: '2024-01-31' }],
	['2024-01-31T23:30:00-05:00', { on: '2024-01-31', at: '2024-02-01T04:30:00.000Z' }],
	['2024-02-30', undefined],
	['31.01.2024', undefined],
])('ISO 20022 writes %s', (text, moment) => {
	expect(readIsoDate(text)).toEqual(moment);
});

test('MT940 writes two digits of the year', () => {
	expect(['240229', '991231', '230229'].map(readShortDate)).toEqual(['2024-02-29', '1999-12-31', undefined]);
});

test.each([
	['31/01/2024', 'DD/MM/YYYY', '2024-01-31'],
	['1/2/2024', 'DD/MM/YYYY', '2024-02-01'],
	['1/2/2024', 'MM/DD/YYYY', '2024-01-02'],
	['01.03.24', 'DD.MM.YY', '2024-03-01'],
	['01.03.2024', 'DD.MM.YY', '2024-03-01'],
	['05 Jan 2024', 'DD MMM YYYY', '2024-01-05'],
	['31/02/2024', 'DD/MM/YYYY', undefined],
])('"%s" under %s is %s', (text, pattern, day) => {
	expect(readPatternDate(text, pattern)).toBe(day);
});

test('the form of the dates is seen where anything decides it', () => {
	expect(patternsOf(['01/02/2024', '13/02/2024'])).toEqual(['DD/MM/YYYY']);
	expect(patternsOf(['01/02/2024', '02/13/2024', 'Total'])).toEqual(['MM/DD/YYYY']);
	expect(patternsOf(['01/02/2024'])).toEqual(['DD/MM/YYYY', 'MM/DD/YYYY']);
	expect(patternsOf(['20240102'])).toEqual(['YYYYMMDD']);
	expect(patternsOf(['soon'])).toEqual([]);
});

test('field :86: in its three forms', () => {
	expect(readInformation(['Card 4711', 'Coffee'])).toEqual({ description: 'Card 4711 Coffee' });
	expect(readInformation(['005?00LASTSCHRIFT?20EREF+NOTPROVIDED?21KREF+K1?22SVWZ+Rent?32A?33B'])).toEqual({
		description: 'Rent',
		counterparty: 'A B',
		reference: 'K1',
	});
	expect(readInformation(['/TRTP/SEPA/NAME/Jansen/REMI/Order 7/EREF/NOTPROVIDED'])).toEqual({
		description: 'Order 7',
		counterparty: 'Jansen',
	});
});
