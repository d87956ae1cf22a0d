/** Statement files in the dialects of banks, and what is read of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStatement, type StatementOptions } from '../../../../core/bank/statements';
import { DOCUMENT_SCHEMAS } from '../../../../core/documents/parse/documents';
import { bankText } from '../../../support/bankText';
import { expectGolden } from '../../../support/golden';

const FOLDER = join(__dirname, 'golden');

describe.each(readdirSync(FOLDER))('%s', (name) => {
	const folder = join(FOLDER, name);
	const file = readdirSync(folder).find((entry) => entry.startsWith('statement.')) ?? '';
	const optionsFile = join(folder, 'options.json');
	const options = existsSync(optionsFile)
		? (JSON.parse(readFileSync(optionsFile, 'utf8')) as StatementOptions)
		: {};
	const { documents, statements } = readStatement(readFileSync(join(folder, file)), options);

	it('is read as these lines', () => {
		const summary = statements.map((one) => `# ${JSON.stringify(one)}\n`).join('');
		expectGolden(join(folder, 'lines.txt'), summary + bankText(documents));
	});

	it('gives documents that the other nodes take', () => {
		for (const document of documents)
			if (document.type !== 'Held')
				expect(DOCUMENT_SCHEMAS.BankTransaction.parse(document)).toEqual(document);
	});

	it('gives each line an id of its own, the same each time', () => {
		const ids = documents.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const again = readStatement(readFileSync(join(folder, file)), options);
		expect(again.documents).toEqual(documents);
	});
});
