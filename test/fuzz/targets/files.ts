/** Files that people and banks give: statements, sales reports, mapping files, day books. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readStatement, STATEMENT_FORMATS, type StatementFormat } from '../../../core/bank/statements';
import {
	headerOf,
	importSales,
	parseCsv,
	PLAIN_WORDS,
	tableOf,
	wordsOf,
	type ImportSettings,
	type Meaning,
	type Report,
	type Table,
	type TableFormat,
} from '../../../core/import';
import { builtIn } from '../../../lab/daybook/builtIn';
import { STATEMENT_DIALECTS } from '../../../lab/banks/statements';
import type { BankLineEvent } from '../../../lab/daybook/events';
import { DayBookError, parseDayBook, writeDayBook } from '../../../lab/daybook/readDayBook';
import { dailyLines } from '../../support/bankContract/books';
import type { Mutator } from '../mutate/mutator';
import type { Attack, FuzzTarget } from '../target';

const ROOT = resolve(__dirname, '../../..');

// --- statements -----------------------------------------------------------------------------------------------------

const ACCOUNT = { id: 'GB29NWBK60161331926819', currency: 'GBP', opening: '100.00' };

function statementSeeds(format: StatementFormat): Buffer[] {
	const folder = join(ROOT, 'test/unit/core/bank/golden');
	const golden = readdirSync(folder).flatMap((name) => {
		const file = readdirSync(join(folder, name)).find((entry) => entry.startsWith('statement.'));
		return file === undefined ? [] : [readFileSync(join(folder, name, file))];
	});
	const lines: readonly BankLineEvent[] = dailyLines(12);
	const written = STATEMENT_DIALECTS.filter((dialect) => dialect.format === format).map((dialect) =>
		dialect.write(ACCOUNT, lines),
	);
	return [...written, ...golden.filter((file) => seenAs(file) === format)];
}

function seenAs(file: Buffer): string {
	const [first] = readStatement(file, { account: 'A', currency: 'EUR' }).documents;
	const text = file.toString('latin1');
	if (/<OFX>|OFXHEADER/i.test(text)) return 'ofx';
	if (/BkToCstmr/.test(text)) return 'camt';
	if (/^:20:|\n:20:/.test(text)) return 'mt940';
	return first === undefined ? '' : 'csv';
}

const hostileFile = (m: Mutator, file: Buffer): Buffer =>
	m.chance(0.9) ? m.bytes(Buffer.from(m.text(file.toString('utf8')))) : m.bytes(file);

const statement = (format: StatementFormat): FuzzTarget => ({
	name: `statement/${format}`,
	prepare: async () => {
		const seeds = await Promise.resolve(statementSeeds(format));
		if (seeds.length === 0) throw new Error(`no statement files of ${format}`);
		return (m) =>
			readStatement(hostileFile(m, m.pick(seeds)), {
				...(m.chance(0.7) ? { account: 'A', currency: 'GBP' } : {}),
				...(m.chance(0.5) ? { format } : {}),
				...(m.chance(0.05) ? { format: m.pick(STATEMENT_FORMATS) } : {}),
				...(m.chance(0.5) ? { batches: 'whole' } : {}),
			});
	},
});

// --- sales reports --------------------------------------------------------------------------------------------------

const IMPORTS = join(ROOT, 'core/import/golden');

interface ImportCase {
	readonly report?: Report;
	readonly format?: Omit<TableFormat, 'words'>;
	readonly words?: Readonly<Record<string, Meaning>>;
	readonly settings: ImportSettings;
}

/** The same as items of a workflow: some cells are numbers, some are nothing of the kind. */
function asItems({ columns, rows }: Table, m: Mutator): Outcome {
	const items = rows.map(({ cells }) =>
		Object.fromEntries(columns.map((name) => [name, cells.get(name) ?? ''])),
	);
	const changed = m.json(items, 'memory');
	return tableOf(
		Array.isArray(changed) ? changed.filter((one) => typeof one === 'object' && one !== null) : items,
	);
}
type Outcome = ReturnType<typeof tableOf>;

function importAttack(name: string): Attack {
	const folder = join(IMPORTS, name);
	const one = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as ImportCase;
	const file = ['report.tsv', 'report.csv']
		.map((each) => join(folder, each))
		.find((each) => existsSync(each));
	const text = readFileSync(file ?? '', 'utf8');
	const format = one.report ?? { ...(one.format as Omit<TableFormat, 'words'>), words: PLAIN_WORDS };
	const words = one.words === undefined ? undefined : wordsOf(one.words);
	const whole = parseCsv(text, { headerHas: headerOf(format) });
	return (m) => {
		const table =
			whole.ok && m.chance(0.25)
				? asItems(whole.value, m)
				: parseCsv(hostileFile(m, Buffer.from(text)).toString('utf8'), { headerHas: headerOf(format) });
		return table.ok ? importSales(table.value, format, one.settings, words) : table;
	};
}

const IMPORT_TARGETS: readonly FuzzTarget[] = readdirSync(IMPORTS).map((name) => ({
	name: `import/${name}`,
	prepare: async () => await Promise.resolve(importAttack(name)),
}));

// --- day books ------------------------------------------------------------------------------------------------------

const dayBook: FuzzTarget = {
	name: 'file/dayBook',
	allows: (error) => error instanceof DayBookError,
	prepare: async () => {
		const text = await Promise.resolve(writeDayBook(builtIn()));
		const lines = text.split('\n').filter((line) => line !== '');
		return (m) => {
			if (m.chance(0.4)) return void parseDayBook(m.text(text));
			const at = m.int(lines.length);
			const changed = JSON.stringify(m.json(JSON.parse(lines[at] ?? '{}')));
			return void parseDayBook(lines.with(at, changed).join('\n'));
		};
	},
};

export const FILE_TARGETS: readonly FuzzTarget[] = [
	...STATEMENT_FORMATS.map(statement),
	...IMPORT_TARGETS,
	dayBook,
];
