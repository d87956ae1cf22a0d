/** What people see: exports for spreadsheets, pages and mails, messages in Slack. Nothing of others' text acts in them. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { escaped } from '../../../core/slack/blocks';
import { csvOf, RECORD_COLUMNS, type RecordRow } from '../../../core/history';
import { cards, coloured, heading, html, page, table } from '../../../core/mail/html';
import { HOSTILE } from '../../support/hostileTexts';

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const rowOf = (text: string): RecordRow =>
	Object.fromEntries(RECORD_COLUMNS.map((column) => [column, text])) as unknown as RecordRow;
const cellsOf = (text: string): string[][] => parse(csvOf([rowOf(text)]), { relax_column_count: false });

describe('an export', () => {
	test.each([...HOSTILE, '＝1+1', '\n=1+1', '\r=1', '"=1+1"', ',=1'])(
		'%j is text in every column',
		(text) => {
			const [, cells = []] = cellsOf(text);
			expect(cells).toHaveLength(RECORD_COLUMNS.length);
			for (const cell of cells) {
				expect(cell).not.toMatch(FORMULA);
				expect(cell === text || cell === `'${text}`).toBe(true);
			}
		},
	);

	test('whatever the text is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
				const [, cells = []] = cellsOf(text);
				for (const cell of cells) expect(FORMULA.test(cell)).toBe(false);
			}),
		);
	});
});

describe('a page', () => {
	const written = (text: string): string =>
		page(
			text,
			[
				heading(text),
				table([text], [[text, coloured(text)]]),
				cards([{ title: text, value: text, notes: [text] }]),
			].join(''),
		);
	const tagsOf = (text: string): string[] => (text.match(/<\/?[a-z][^>]*>/gi) ?? []).sort();

	test.each(HOSTILE.filter((text) => !/^[+-]/.test(text)))('%j adds no tag', (text) => {
		expect(tagsOf(written(text))).toEqual(tagsOf(written('x')));
	});

	test('text of others never ends an element or an attribute', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(html(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
			}),
		);
	});
});

test('a message in Slack has no link, mention or command of others', () => {
	for (const text of HOSTILE) expect(escaped(text, 3_000)).not.toMatch(/[<>]/);
	expect(escaped('<!channel> & <@U1>', 100)).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(escaped(text, 2_000)).not.toMatch(/[<>]/);
		}),
	);
});
