/** Whatever is in a file: it is read in time, nothing is thrown, and nothing it declares is expanded. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readStatement, STATEMENT_FORMATS } from '../../../../core/bank/statements';
import { decodeStatement } from '../../../../core/bank/statements/encoding';
import { MAX_STATEMENT_BYTES } from '../../../../core/bank/statements/limits';

const FOLDER = join(__dirname, 'golden');
const FILES = readdirSync(FOLDER).map((name) => {
	const file = readdirSync(join(FOLDER, name)).find((entry) => entry.startsWith('statement.')) ?? '';
	return readFileSync(join(FOLDER, name, file));
});

const codesOf = (file: Uint8Array | string, options = {}): string[] =>
	readStatement(file, options).documents.flatMap((one) =>
		one.type === 'Held' ? one.findings.map(({ code }) => code) : [one.type],
	);

test('bytes of any kind, as any format', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 300 }),
			fc.constantFrom(undefined, ...STATEMENT_FORMATS),
			(bytes, format) => {
				readStatement(bytes, format === undefined ? {} : { format });
			},
		),
	);
});

test('real files with a part cut out, doubled or replaced', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...FILES),
			fc.nat(3_000),
			fc.nat(60),
			fc.constantFrom('', '<', '>', '"', ':61:', '\n', '\u0000', '&x;', ';;;', '9'.repeat(50)),
			(file, at, length, put) => {
				const start = at % file.length;
				const changed = Buffer.concat([
					file.subarray(0, start),
					Buffer.from(put),
					file.subarray(start + length),
				]);
				const { documents } = readStatement(changed, { account: 'A', currency: 'EUR' });
				expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
			},
		),
		{ numRuns: 80 },
	);
});

test.each([
	['tags of endless length', `<OFX>${`<${'A'.repeat(5_000)}>`.repeat(200)}`],
	['tags that never end', `<OFX>${'<STMTTRN><NAME>x'.repeat(5_000)}`],
	['opening brackets only', `<OFX>${'<'.repeat(200_000)}`],
	['entries that never end', `<BkToCstmrStmt><Stmt>${'<Ntry>'.repeat(20_000)}`],
	['amounts of endless length', `Date;Amount;Account Number\n2024-01-01;${'a'.repeat(100_000)}1x;1`],
	['quotation marks only', `Date;Amount\n${'"\n'.repeat(20_000)}`],
	['fields of one character', `:20:\n:25:1\n${':61:\n'.repeat(20_000)}`],
])('%s are read to the end', (_, text) => {
	expect(codesOf(text, { account: 'A', currency: 'EUR' }).length).toBeGreaterThan(0);
});

test('a document type is refused, and an entity is not expanded', () => {
	const bomb =
		'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><Document><BkToCstmrStmt><Stmt/></BkToCstmrStmt></Document>';
	expect(codesOf(bomb)).toEqual(['STATEMENT_FORMAT_UNKNOWN']);
});

test('a file that is too large is not even looked at', () => {
	expect(codesOf(Buffer.alloc(MAX_STATEMENT_BYTES + 1))).toEqual(['STATEMENT_TOO_LARGE']);
});

test('too many lines are refused as a whole', () => {
	expect(codesOf(`:20:X\n:25:1\n${':61:240101C1,NTRF\n'.repeat(200_001)}`)).toEqual(['STATEMENT_TOO_LARGE']);
});

test.each([
	['nothing', ''],
	['a letter', 'Dear customer'],
	['a page', '<html><body>Session expired</body></html>'],
])('%s is no statement', (_, text) => {
	expect(codesOf(text)).toEqual(['STATEMENT_FORMAT_UNKNOWN']);
});

describe('the encoding', () => {
	const text = 'Zürich – Café £';
	test.each<[string, Buffer]>([
		['UTF-8', Buffer.from(text, 'utf8')],
		['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`, 'utf8')],
		['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
		['UTF-16 without one', Buffer.from(text, 'utf16le')],
		['UTF-16, the other way round', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
		[
			'Windows-1252',
			Buffer.from([0x5a, 0xfc, ...Buffer.from('rich '), 0x96, ...Buffer.from(' Caf'), 0xe9, 0x20, 0xa3]),
		],
	])('is %s', (_, bytes) => {
		expect(decodeStatement(bytes)).toBe(text);
	});

	test('is what the file declares, where it is not UTF-8', () => {
		const of = (head: string, byte: number) =>
			decodeStatement(Buffer.concat([Buffer.from(head), Buffer.from([byte])])).slice(-1);
		expect(of('<?xml version="1.0" encoding="ISO-8859-15"?>', 0xa4)).toBe('€');
		expect(of('OFXHEADER:100\nENCODING:USASCII\nCHARSET:1251\n', 0xc6)).toBe('Ж');
		expect(of('OFXHEADER:100\nENCODING:USASCII\nCHARSET:NONE\n', 0xe9)).toBe('é');
	});
});
