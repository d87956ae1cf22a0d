/** Runs the examples of a mapping file: each document must give the journal that the file expects. */
import { parseBookableDocument } from '../documents/parse';
import { finding, type Finding } from '../findings/finding';
import { journalText } from '../journal/journalText';
import { held, type Outcome } from '../outcome';
import { wholeBookkeeper, type BookDocument, type MappedLedger } from './book';
import { usableMapping, type MappingFile } from './file';
import type { LedgerNames } from './resolveNames';

export interface ExampleResult {
	readonly name: string;
	readonly passed: boolean;
	/** the entry as it is now; empty when it cannot be booked or there is nothing to post */
	readonly journal: string;
	readonly expected?: string;
	/** why it did not pass, and remarks */
	readonly findings: readonly Finding[];
}

/** Lines of the text without blanks at their ends: an editor may have taken those away. */
const linesOf = (text: string): string[] =>
	text
		.replace(/\r\n?/g, '\n')
		.split('\n')
		.map((line) => line.trimEnd())
		.join('\n')
		.trim()
		.split('\n');

const listed = (lines: readonly string[]): string =>
	lines.map((line) => `"${line.trim().replace(/\s+/g, ' ')}"`).join(', ');

/** "expected ..., booked ...": the lines that only one of them has; undefined when there are none. */
export function journalDifference(expected: string, actual: string): string | undefined {
	const [wanted, got] = [linesOf(expected), linesOf(actual)];
	if (wanted.join('\n') === got.join('\n')) return undefined;
	const compact = (line: string): string => line.replace(/\s+/g, ' ').trim();
	const left = got.map(compact);
	const missing = wanted.filter((line) => {
		const at = left.indexOf(compact(line));
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
	// columns are aligned to the longest account, so that blanks alone are no difference
	if (missing.length === 0 && left.length === 0)
		return wanted.map(compact).join('\n') === got.map(compact).join('\n')
			? undefined
			: 'the lines are in another order';
	const parts = [
		...(missing.length === 0 ? [] : [`expected ${listed(missing)}`]),
		...(left.length === 0 ? [] : [`booked ${listed(left)}`]),
	];
	return parts.join(', ');
}

function runExample(
	{ name, document, journal: expected }: MappingFile['examples'][number],
	book: BookDocument,
): ExampleResult {
	const parsed = parseBookableDocument(document);
	const booked = parsed.ok ? book(parsed.value) : parsed;
	const more = expected === undefined ? {} : { expected };
	if (!booked.ok) return { name, passed: false, journal: '', findings: booked.findings, ...more };
	const journal = booked.value === undefined ? '' : journalText(booked.value);
	const difference = expected === undefined ? undefined : journalDifference(expected, journal);
	const differs =
		difference === undefined
			? []
			: [finding('EXAMPLE_DIFFERS', { path: `examples.${name}`, evidence: { example: name, difference } })];
	return { name, passed: differs.length === 0, journal, findings: [...differs, ...booked.findings], ...more };
}

/**
 * Checks a file against the live ledger: that all it names is there, and that its examples are booked as it expects.
 * @returns a result an example, or MAPPING_FILE_INVALID for names that the ledger does not have
 */
export function checkMapping(
	file: MappingFile,
	names: LedgerNames,
	ledger: MappedLedger,
): Outcome<readonly ExampleResult[]> {
	const usable = usableMapping(file, names);
	if (!usable.ok) return held(usable.findings);
	const book = wholeBookkeeper(usable.value, ledger);
	return { ok: true, value: file.examples.map((example) => runExample(example, book)), findings: [] };
}
