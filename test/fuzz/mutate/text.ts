/** Changes of a text: files that people and banks send, and any value in them. */
import { HOSTILE_TEXTS } from './hostile';
import type { Mutator } from './mutator';

/** Beyond this nothing is made longer. */
const LONGEST = 300_000;
/** Mostly a little, now and then a flood: floods cost time that small inputs use better. */
const REPEATS = [2, 2, 3, 10, 10, 40, 40, 3_000];

const XML = [
	'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>&lol2;',
	'<!DOCTYPE foo [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>&xxe;',
	'&lol;',
	'&#0;',
	'&#xD800;',
	'&amp;amp;',
	'<![CDATA[',
	']]>',
	'<!--',
	'<?xml version="1.1" encoding="UTF-16"?>',
	'<a '.repeat(500),
	'<a>'.repeat(2_000),
	'</a>',
];

const SEPARATORS = [
	'\n',
	'\r',
	'\r\n',
	'\t',
	',',
	';',
	'"',
	'""',
	"'",
	'|',
	':',
	'\u2028',
	'\u0085',
	'\u0000',
];

function cut(text: string, m: Mutator): readonly [string, string, string] {
	const from = m.int(text.length + 1);
	const to = Math.min(text.length, from + (m.chance(0.8) ? m.int(40) : m.int(text.length + 1)));
	return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

/** Two lines in each other's place, or one of them doubled or gone. */
function changedLines(text: string, m: Mutator): string {
	const lines = text.split('\n');
	const [a, b] = [m.int(lines.length), m.int(lines.length)];
	const [one = '', other = ''] = [lines[a], lines[b]];
	switch (m.int(4)) {
		case 0:
			return lines.with(a, other).with(b, one).join('\n');
		case 1:
			return lines.toSpliced(a, 1).join('\n');
		case 2:
			return lines
				.toSpliced(b, 0, ...Array.from({ length: m.pick([1, 1, 1, 2, 2, 5, 30, 200]) }, () => one))
				.join('\n');
		default:
			return lines.slice(a).join('\n');
	}
}

/** One of the numbers in the text becomes another. */
function changedNumber(text: string, m: Mutator): string {
	const found = [...text.matchAll(/\d+([.,]\d+)?/g)];
	if (found.length === 0) return text + m.pick(HOSTILE_TEXTS);
	const { 0: number, index } = m.pick(found);
	const put = m.pick([
		`-${number}`,
		`${number}${number}`,
		`${number}.5`,
		number.replace(/[.,]/, ''),
		'0',
		'9'.repeat(40),
		'0'.repeat(400),
		m.pick(HOSTILE_TEXTS),
	]);
	return text.slice(0, index) + put + text.slice(index + number.length);
}

export function mutateText(text: string, m: Mutator): string {
	if (text.length > LONGEST) return text.slice(0, m.int(LONGEST));
	const [before, part, after] = cut(text, m);
	switch (m.int(10)) {
		case 0:
			return before;
		case 1:
			return before + after;
		case 2:
			return before + part.slice(0, 2_000).repeat(m.pick(REPEATS)).slice(0, LONGEST) + after;
		case 3:
			return before + m.pick(HOSTILE_TEXTS) + after;
		case 4:
			return before + m.pick(XML) + after;
		case 5:
			return before + m.pick(SEPARATORS).repeat(m.pick([1, 1, 1, 2, 2, 500])) + after;
		case 6:
			return changedLines(text, m);
		case 7:
			return before + String.fromCharCode(m.int(0x10000)) + after;
		case 8:
			return m.chance(0.3) ? m.pick(HOSTILE_TEXTS) : before + part.toUpperCase() + after;
		default:
			return changedNumber(text, m);
	}
}
