import fc from 'fast-check';
import { isOneOf, quoted, selectPage } from '../../../../connectors/ledgers/quickbooks/query';
import { partsOf } from '../../../../core/partsOf';

/** Reads a list of quoted values as the query language does: a backslash takes the next character as it is. */
function values(list: string): string[] {
	const found: string[] = [];
	let current: string | undefined;
	for (let index = 0; index < list.length; index++) {
		const character = list[index] ?? '';
		if (current === undefined) {
			if (character === "'") current = '';
			else if (character !== ',') throw new Error(`outside of quotes: ${character}`);
		} else if (character === '\\') current += list[++index] ?? '';
		else if (character === "'") {
			found.push(current);
			current = undefined;
		} else current += character;
	}
	if (current !== undefined) throw new Error('unclosed quote');
	return found;
}

describe('statements', () => {
	it.each([
		["O'Brien", "'O\\'Brien'"],
		["x' OR Id > '0", "'x\\' OR Id > \\'0'"],
		['ends with \\', "'ends with \\\\'"],
		["\\' STARTPOSITION 1", "'\\\\\\' STARTPOSITION 1'"],
		['two\nlines\u0000', "'two lines '"],
	])('quotes %p as %p', (value, text) => expect(quoted(value)).toBe(text));

	it('no value can leave its quotes', () => {
		const hostile = fc.array(fc.string({ unit: fc.constantFrom("'", '\\', ',', ')', ' ', 'a', '%') }), {
			minLength: 1,
		});
		fc.assert(
			fc.property(hostile, (names) => {
				const list = /^DisplayName IN \((.*)\)$/.exec(isOneOf('DisplayName', names))?.[1] ?? '';
				expect(values(list)).toEqual(names);
			}),
		);
	});

	it('asks for a page', () => {
		expect(selectPage('Item', undefined, 1)).toBe('SELECT * FROM Item STARTPOSITION 1 MAXRESULTS 1000');
		expect(selectPage('Item', "Name = 'x'", 1001)).toBe(
			"SELECT * FROM Item WHERE Name = 'x' STARTPOSITION 1001 MAXRESULTS 1000",
		);
	});

	it('splits lists', () => expect(partsOf([1, 2, 3], 2)).toEqual([[1, 2], [3]]));
});
