/** Bank statement files as bank lines: OFX and QFX, CAMT.053/052/054, MT940/MT942, CSV. Pure: bytes in, documents out. */
import { finding } from '../../findings/finding';
import { readCamt } from './camt/read';
import { readCsv } from './csv/read';
import { formatOf } from './detect';
import type { Draft } from './draft';
import { decodeStatement } from './encoding';
import { MAX_STATEMENT_BYTES, tooManyBytes } from './limits';
import { readMt940 } from './mt940/read';
import { readOfx } from './ofx/read';
import type { StatementFormat, StatementOptions } from './options';
import { toDocuments, type ReadStatement } from './toDocuments';

export { CSV_PRESETS } from './csv/presets';
export { CSV_COLUMNS, COLUMN_PURPOSE, type CsvColumn, type CsvMapping } from './csv/mapping';
export { STATEMENT_FORMATS, type StatementFormat, type StatementOptions } from './options';
export { STATEMENT_PLATFORM, type ReadStatement, type StatementSummary } from './toDocuments';

function draftOf(text: string, format: StatementFormat, options: StatementOptions): Draft {
	switch (format) {
		case 'ofx':
			return readOfx(text);
		case 'camt':
			return readCamt(text, options.batches ?? 'split');
		case 'mt940':
			return readMt940(text);
		case 'csv':
			return readCsv(text, options.csv ?? {});
	}
}

/**
 * Reads a statement file. Never throws for what is in the file: what cannot be read is held with its line and field, and the
 * good lines come out beside it. The same line has the same id in every file that has its whole day.
 * @param file the bytes of the file, or its text
 */
export function readStatement(file: Uint8Array | string, options: StatementOptions = {}): ReadStatement {
	if (file.length > MAX_STATEMENT_BYTES)
		return toDocuments({ statements: [], findings: [tooManyBytes()] }, options);
	const text =
		typeof file === 'string' ? file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') : decodeStatement(file);
	const format = options.format ?? formatOf(text);
	if (format === undefined) {
		const problem = text.trim() === '' ? 'it is empty' : 'its format is not known';
		const findings = [finding('STATEMENT_FORMAT_UNKNOWN', { evidence: { problem } })];
		return toDocuments({ statements: [], findings }, options);
	}
	return toDocuments(draftOf(text, format, options), options);
}
