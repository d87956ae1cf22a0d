/**
 * Golden cases: files in the layout of each channel, the documents that become of them, and the journal. To take a change over,
 * look at the difference and run with UPDATE_GOLDEN=1.
 */
import { join } from 'node:path';
import { parseDocument } from '../../../../core/documents/parse';
import { journalize } from '../../../../core/journal/journalize';
import { ledgerText } from '../../../../core/journal/journalText';
import { valueOf } from '../../../support/outcome';
import { expectGolden } from '../../../support/golden';
import { cases, FOLDER, importCase } from './support';

test.each(cases)('%s: documents', (name) => {
	expectGolden(join(FOLDER, name, 'documents.json'), `${JSON.stringify(importCase(name), null, 2)}\n`);
});

test.each(cases)('%s: journal', (name) => {
	const entries = importCase(name).documents.flatMap((document) => valueOf(journalize(document)) ?? []);
	expectGolden(join(FOLDER, name, 'journal.txt'), ledgerText(entries));
});

test.each(cases)('%s: the documents are of the shape that nodes take', (name) => {
	for (const document of importCase(name).documents) {
		const parsed = parseDocument(JSON.parse(JSON.stringify(document)));
		expect(parsed.ok ? [] : parsed.findings).toEqual([]);
	}
});

test.each(cases)('%s: the same file gives the same documents, each key once', (name) => {
	const [first, again] = [importCase(name), importCase(name)];
	expect(again).toEqual(first);
	const ids = [...first.documents, ...first.held].map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^import\/[\w-]+\/(order|refund|payment|payout|row|rows)\//);
});
