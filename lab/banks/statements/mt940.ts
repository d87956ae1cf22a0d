/** MT940 as German and Dutch banks write it. SWIFT standards, category 9, message type 940. */
import type { BankLineEvent } from '../../daybook/events';
import {
	balances,
	compact,
	isNegative,
	plain,
	type StatementAccount,
	type StatementDialect,
} from './dialect';

const LINE_WIDTH = 65;
const PURPOSE_WIDTH = 27;

const short = (on: string): string => compact(on).slice(2);
const mark = (amount: string): string => (isNegative(amount) ? 'D' : 'C');
/** There is always a comma: "100," */
const comma = (amount: string, currency: string): string => {
	const text = plain(amount, currency, ',');
	return text.includes(',') ? text : `${text},`;
};

/** Lines of a width; none may begin like a field or the end of the message. */
function wrapped(text: string): string {
	const lines: string[] = [];
	for (let rest = text; rest !== '';) {
		let width = Math.min(LINE_WIDTH, rest.length);
		while (width > 1 && width < rest.length && /^[:-]/.test(rest.slice(width))) width--;
		lines.push(rest.slice(0, width));
		rest = rest.slice(width);
	}
	return lines.join('\r\n');
}

function chunks(text: string, width: number): string[] {
	return Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
		text.slice(index * width, (index + 1) * width),
	);
}

interface Style {
	readonly head: string;
	readonly tail: string;
	readonly account: (account: StatementAccount) => string;
	readonly information: (line: BankLineEvent) => string;
}

function write({ head, tail, account, information }: Style) {
	return (of: StatementAccount, lines: readonly BankLineEvent[]): Buffer => {
		const [first = '2024-01-01', last = first] = [lines[0]?.on, lines.at(-1)?.on];
		const closing = balances(of, lines).at(-1) ?? of.opening;
		const balance = (tag: string, amount: string, on: string): string =>
			`:${tag}:${mark(amount)}${short(on)}${of.currency}${comma(amount, of.currency)}`;
		const rows = lines.flatMap((line) => [
			`:61:${short(line.on)}${compact(line.on).slice(4)}${mark(line.amount)}${comma(line.amount, line.currency)}NTRFNONREF`,
			`:86:${wrapped(information(line))}`,
		]);
		const text = [
			...(head === '' ? [] : [head]),
			':20:LAB1',
			`:25:${account(of)}`,
			':28C:00001/001',
			balance('60F', of.opening, first),
			...rows,
			balance('62F', closing, last),
			tail,
			'',
		];
		return Buffer.from(text.join('\r\n'), 'latin1');
	};
}

/** The codes of the sub-fields that hold the purpose. */
const PURPOSE = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '60', '61', '62', '63'];

function german({ description, reference }: BankLineEvent): string {
	const purpose = [
		...(reference === undefined ? [] : chunks(`EREF+${reference}`, PURPOSE_WIDTH)),
		...chunks(`SVWZ+${description}`, PURPOSE_WIDTH),
	];
	return `166?00BUCHUNG?10931${purpose.map((part, index) => `?${PURPOSE[index] ?? '63'}${part}`).join('')}`;
}

function dutch({ description, reference }: BankLineEvent): string {
	return `${reference === undefined ? '' : `/EREF/${reference}/`}/REMI/USTD//${description}/`;
}

export const MT940_DIALECTS: readonly StatementDialect[] = [
	{
		name: 'MT940 of a German bank',
		format: 'mt940',
		extension: 'sta',
		swiftLetters: true,
		says: { account: true, reference: true },
		write: write({ head: '', tail: '-', account: ({ id }) => id, information: german }),
	},
	{
		name: 'MT940 of a Dutch bank',
		format: 'mt940',
		extension: '940',
		swiftLetters: true,
		says: { account: true, reference: true },
		write: write({
			head: '{1:F01LABBNL2AXXXX0000000000}{2:I940LABBNL2AXXXN}{4:',
			tail: '-}',
			account: ({ id, currency }) => `${id}${currency}`,
			information: dutch,
		}),
	},
];
