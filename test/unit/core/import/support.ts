/** Reads golden cases of the import: a file in a channel's layout, what a person has said of it, and what becomes of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	headerOf,
	importSales,
	parseCsv,
	PLAIN_WORDS,
	wordsOf,
	type ImportResult,
	type ImportSettings,
	type Meaning,
	type Report,
	type TableFormat,
} from '../../../../core/import';
import { valueOf } from '../../../support/outcome';

export const FOLDER = resolve(__dirname, '../../../../core/import/golden');
export const cases = readdirSync(FOLDER);

export interface Case {
	readonly about: string;
	readonly report?: Report;
	readonly format?: Omit<TableFormat, 'words'>;
	readonly words?: Readonly<Record<string, Meaning>>;
	readonly settings: ImportSettings;
}

export const textOf = (name: string): string => {
	const file = ['report.tsv', 'report.csv']
		.map((each) => join(FOLDER, name, each))
		.find((each) => existsSync(each));
	if (file === undefined) throw new Error(`no report in ${name}`);
	return readFileSync(file, 'utf8');
};

export const caseOf = (name: string): Case =>
	JSON.parse(readFileSync(join(FOLDER, name, 'settings.json'), 'utf8')) as Case;

export const formatOf = ({ report, format }: Case): Report | TableFormat => {
	if (report !== undefined) return report;
	if (format === undefined) throw new Error('neither a report nor a format');
	return { ...format, words: PLAIN_WORDS };
};

export function importText(text: string, one: Case): ImportResult {
	const format = formatOf(one);
	const table = valueOf(parseCsv(text, { headerHas: headerOf(format) }));
	return valueOf(
		importSales(table, format, one.settings, one.words === undefined ? undefined : wordsOf(one.words)),
	);
}

export const importCase = (name: string): ImportResult => importText(textOf(name), caseOf(name));
